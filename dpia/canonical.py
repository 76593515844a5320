"""Canonical JSON and content hashes: the same content always has the same name."""

import hashlib
import json
from typing import Any


def canonical(content: Any) -> bytes:
    """Return `content` as compact UTF-8 JSON with sorted keys. Raises ValueError for NaN."""
    return json.dumps(
        content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode("utf-8")


def digest(content: Any) -> str:
    """Return `sha256:<hex>` of the canonical form of `content`."""
    return "sha256:" + hashlib.sha256(canonical(content)).hexdigest()
