"""Sign-offs in words: who signed when and as what, whether it still fits, and the hashes."""

from collections.abc import Mapping
from typing import Any

from dpia.documents import words
from dpia.text import _


def told(entry: Mapping[str, Any]) -> str:
    """Return one sign-off, as `assessment.signing.sign_offs` gives it, in a line."""
    said = _("{day}, {by} ({role}): {fits}; content {content}, history {history}")
    if key := key_of(entry):
        said = _(
            "{day}, {by} ({role}): {fits}; content {content}, history {history}; signed with the "
            "key {key}"
        )
    return said.format(
        day=str(entry.get("at", ""))[:10],
        by=entry.get("by") or "?",
        role=in_role(entry),
        fits=fitting(entry),
        content=entry.get("content_hash") or "?",
        history=entry.get("head_hash") or "?",
        key=key,
    )


def key_of(entry: Mapping[str, Any]) -> str:
    """Return the fingerprint of the key that signed, as the sign-off has it; empty for none."""
    signature = entry.get("signature")
    return str(signature.get("key") or "") if isinstance(signature, Mapping) else ""


def in_role(entry: Mapping[str, Any]) -> str:
    """Return in which role somebody signed, with the capacity in their own words."""
    role = words.word(words.PART, entry.get("role")) or "?"
    return f"{role}, {entry['as']}" if entry.get("as") else role


def fitting(entry: Mapping[str, Any]) -> str:
    """Say whether the assessment is still what was signed."""
    if entry["fits"]:
        return _("fits")
    if entry.get("redacted"):
        return _("fits but for what was redacted since (event {n})").format(n=entry["redacted"])
    return _("no longer fits: changed since")
