"""JSON as text: canonical, so that the same content always has the same name, and to be read."""

import hashlib
import json
from json.encoder import encode_basestring as _text
from typing import Any


def canonical(content: Any) -> bytes:
    """Return `content` as compact UTF-8 JSON with sorted keys. Raises ValueError for NaN."""
    return json.dumps(
        content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode("utf-8")


def digest(content: Any) -> str:
    """Return `sha256:<hex>` of the canonical form of `content`."""
    return "sha256:" + hashlib.sha256(canonical(content)).hexdigest()


_plain = json.JSONEncoder(ensure_ascii=False).encode


def indented(content: Any, line: str = "\n") -> str:
    """Return `content` as JSON with indents of two, a new line beginning with `line`.

    It is what `json.dumps` returns, in less than half the time: with indents that passes each text
    through a generator for every level it stands in.
    """
    if isinstance(content, str):
        return _text(content)
    inner = line + "  "
    if isinstance(content, dict) and content:
        parts = [f"{_key(name)}: {indented(value, inner)}" for name, value in content.items()]
        return f"{{{inner}{f',{inner}'.join(parts)}{line}}}"
    if isinstance(content, list | tuple) and content:
        parts = [indented(value, inner) for value in content]
        return f"[{inner}{f',{inner}'.join(parts)}{line}]"
    return _plain(content)


def _key(name: Any) -> str:
    return _text(name) if isinstance(name, str) else f'"{_plain(name)}"'
