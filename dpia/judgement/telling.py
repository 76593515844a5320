"""Traces as they stand in a verdict: cut down to what makes them what they are.

A false “all” rests on its false parts, a true “any” on its true ones, an unknown one on what is
not known; the rest would only bury the reason.
"""

from collections.abc import Mapping
from typing import Any

from dpia.questionnaire.trace import Trace
from dpia.text import _

Node = dict[str, Any]
_BY_SOME = frozenset(
    [
        *(("all", False), ("all", None), ("every", False), ("every", None)),
        *(("any", True), ("any", None), ("some", True), ("some", None)),
        *(("at-least", True), ("in-law", True)),
    ]
)


def told(trace: Trace) -> Node:
    """Return a trace as JSON data with only the parts that decide it; empty fields are left out.

    What a trace rests on in several places is told once, and stands there as the same object.
    """
    return _told(trace, {})


def _told(trace: Trace, known: dict[int, Node]) -> Node:
    if id(trace) in known:
        return known[id(trace)]
    value, kind, node_id, title, law, answer, because, hidden = trace
    out: Node = {"value": value, "kind": kind}
    if node_id:
        out["id"] = node_id
    if title:
        out["title"] = title
    if law:
        out["law"] = law
    if answer is not None:
        out["answer"] = answer
    if hidden:
        out["hidden"] = True
    if because:
        if (kind, value) in _BY_SOME:
            because = tuple([part for part in because if part.value is value])
        out["because"] = [_told(part, known) for part in because]
    known[id(trace)] = out
    return out


_UNCHECKED = {
    "from-knowledge": _("from professional knowledge, not checked against the official text"),
    "secondary": _("read in a work about it, not in the official text"),
    "reconstructed": _("reconstructed by us; the source does not give it in this form"),
    "own-default": _("our own choice; no source says it"),
}
"""How far something can be trusted that was not read in the official text or its translation."""


def trusted(*holders: Mapping[str, Any]) -> Node:
    """Return how far something can be trusted, by the first of `holders` that says it, and a note.

    The note is there only where the official text was not read.
    """
    said = next((holder["confidence"] for holder in holders if holder.get("confidence")), "")
    out: Node = {"confidence": said} if said else {}
    return out | ({"confidence_note": _UNCHECKED[said]} if said in _UNCHECKED else {})
