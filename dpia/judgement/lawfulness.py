"""Lawfulness is its own part: neither measures nor consultation cure a breach of a principle."""

from collections.abc import Iterable

from dpia.judgement.findings import LAWFULNESS, Finding, in_order
from dpia.judgement.telling import Node, told


def lawfulness(candidates: Iterable[Finding]) -> Node:
    """Return whether the processing is lawful, unlawful or undetermined, with its reasons.

    Blocking findings of this part make it unlawful; lighter ones are reasons to look at.
    """
    own = [found for found in candidates if found.part == LAWFULNESS]
    held = in_order(found for found in own if found.trace.value is True)
    waiting = [found for found in own if found.trace.value is None and found.weight == "blocking"]
    if any(found.weight == "blocking" for found in held):
        outcome = "unlawful"
    else:
        outcome = "undetermined" if waiting else "lawful"
    shown = held or (waiting if outcome == "undetermined" else [])
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
