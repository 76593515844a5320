"""Lawfulness is its own part: neither measures nor consultation cure a breach of a principle."""

from collections.abc import Iterable

from dpia.judgement.findings import LAWFULNESS, Finding, in_order
from dpia.judgement.telling import Node, told


def lawfulness(candidates: Iterable[Finding], accepted: Iterable[str] = ()) -> Node:
    """Return whether the processing is lawful, unlawful or undetermined, with its reasons.

    Blocking findings of this part make it unlawful. A serious one says that a legal basis may
    fall away: it stays undetermined until that is mended, or `accepted` in writing as examined.
    Notes are reasons to look at.
    """
    own = [found for found in candidates if found.part == LAWFULNESS]
    held = in_order(found for found in own if found.trace.value is True)
    waiting = [found for found in own if found.trace.value is None and found.weight != "note"]
    doubts = [f for f in held if f.weight == "serious" and f.id not in set(accepted)]
    if any(found.weight == "blocking" for found in held):
        outcome = "unlawful"
    else:
        outcome = "undetermined" if waiting or doubts else "lawful"
    shown = held + (waiting if outcome == "undetermined" else [])
    return {"outcome": outcome, "reasons": [_reason(found) for found in shown]}


def _reason(found: Finding) -> Node:
    return {
        "rule": found.id,
        "title": found.title,
        "because": found.because,
        "weight": found.weight,
        "law": found.law,
        "trace": told(found.trace),
    }
