"""Why a finished assessment is only read: since when, by whom, and for what reason."""

from collections.abc import Mapping
from typing import Any

from dpia.documents import words
from dpia.text import _

Document = Mapping[str, Any]


def finished(document: Document) -> str:
    """Say in a sentence or two why an assessment is only read; empty for a draft."""
    status = document["status"]
    if status == "decided":
        return _decided(document)
    kind = {"archived": "archived", "superseded": "superseded"}.get(str(status))
    if kind is None:
        return ""
    event: Mapping[str, Any] = next(
        (e for e in reversed(document.get("events", ())) if e["kind"] == kind), {}
    )
    said = {
        "day": str(event.get("at", ""))[:10] or "?",
        "by": event.get("by") or "?",
        "why": str(event.get("note", "")).rstrip(".") or "?",
    }
    if status == "superseded":
        return _("A later version stands in its place since {day}. It is only read.").format(**said)
    message = _("Put away on {day} by {by}: {why}. It is only read; the register brings it back.")
    return message.format(**said)


def _decided(document: Document) -> str:
    decision = document.get("decision") or {}
    said = {
        "day": str(decision.get("at", ""))[:10] or "?",
        "by": str(decision.get("by") or "?").rstrip("."),
        "outcome": words.word(words.DECISION, decision.get("outcome")) or "?",
    }
    message = _("Decided on {day} by {by}: {outcome}. Shown as it was judged.").format(**said)
    return message + " " + _("Reopen it to change it.")
