"""Traces as they stand in a verdict: cut down to what makes them what they are.

A false “all” rests on its false parts, a true “any” on its true ones, an unknown one on what is
not known; the rest would only bury the reason.
"""

from typing import Any

from dpia.questionnaire.trace import Trace

Node = dict[str, Any]
_BY_SOME = frozenset(
    [
        *(("all", False), ("all", None), ("every", False), ("every", None)),
        *(("any", True), ("any", None), ("some", True), ("some", None)),
        *(("at-least", True), ("in-law", True)),
    ]
)


def told(trace: Trace) -> Node:
    """Return a trace as JSON data with only the parts that decide it; empty fields are left out."""
    out: Node = {"value": trace.value, "kind": trace.kind}
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
    because = trace.because
    if because:
        if (trace.kind, trace.value) in _BY_SOME:
            because = tuple(part for part in because if part.value is trace.value)
        out["because"] = [told(part) for part in because]
    return out
