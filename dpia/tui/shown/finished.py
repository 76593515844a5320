"""Why a finished assessment is only read: since when, by whom, and for what reason."""

from collections.abc import Mapping
from typing import Any

from dpia.documents import words
from dpia.text import _

Document = Mapping[str, Any]
_ENDS = {
    "archived": (
        "archived",
        _("Put away on {day} by {by}: {why}. It is only read; the register brings it back."),
    ),
    "superseded": (
        "superseded",
        _("A later version stands in its place since {day}. It is only read."),
    ),
    "retired": (
        "moved",
        _("Retired on {day} by {by}: {why}. It is only read; reopen it to change it."),
    ),
}
"""`state -> (the kind of event that led there, what is said)`."""


def finished(document: Document) -> str:
    """Say in a sentence or two why an assessment is only read; empty for a draft."""
    status = str(document["status"])
    if status in ("decided", "in-force"):
        return _decided(document)
    if status not in _ENDS:
        return ""
    kind, message = _ENDS[status]
    event: Mapping[str, Any] = next(
        (e for e in reversed(document.get("events", ())) if e["kind"] == kind), {}
    )
    return message.format(
        day=str(event.get("at", ""))[:10] or "?",
        by=event.get("by") or "?",
        why=str(event.get("note", "")).rstrip(".") or "?",
    )


def _decided(document: Document) -> str:
    decision = document.get("decision") or {}
    said = {
        "day": str(decision.get("at", ""))[:10] or "?",
        "by": str(decision.get("by") or "?").rstrip("."),
        "outcome": words.word(words.DECISION, decision.get("outcome")) or "?",
    }
    message = _("Decided on {day} by {by}: {outcome}. Shown as it was judged.").format(**said)
    if since := (document.get("dates") or {}).get("in_force"):
        message += " " + _("In force since {day}.").format(day=since)
    return message + " " + _("Reopen it to change it.")
