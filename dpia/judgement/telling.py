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

    What rests on the same trace is told once and is the same object everywhere: never change it.
    """
    if trace.told is not None:
        return trace.told
    value, kind = trace.value, trace.kind
    out: Node = {"value": value, "kind": kind}
    if trace.id:
        out["id"] = trace.id
    if trace.title:
        out["title"] = trace.title
    if trace.law:
        out["law"] = trace.law
    if trace.answer is not None:
        out["answer"] = trace.answer
    if trace.hidden:
        out["hidden"] = True
    if trace.because:
        some = (kind, value) in _BY_SOME
        out["because"] = [told(one) for one in trace.because if not some or one.value is value]
    trace.told = out
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
