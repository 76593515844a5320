"""A decision on text that is only proposed is told; so is which measure serves what."""

from typing import Any

import pytest

from tests.judgement.raising import verdict

DECIDED = {"decision": {"outcome": "approved", "reason": "Said.", "by": "Head", "at": "2026-11-20"}}


def told(*changes: dict[str, Any]) -> bool:
    found = [finding["id"] for finding in verdict(*changes)["findings"]]
    return "decided-on-proposed-text" in found


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"risks": {"r1": {"proposed": True}}}, True),
        ({"measures": {"m1": {"proposed": True}}}, True),
        ({"measures": {"m2": {"title": "x", "proposed": True, "status": "rejected"}}}, False),
        ({"measures": {"m1": {}}}, False),
    ],
)
def test_a_decision_on_proposed_text_is_told(change: dict[str, Any], expected: bool) -> None:
    assert told(DECIDED, change) is expected
    assert not told(change), "without a decision nothing is said yet"


def test_a_verdict_says_which_risks_are_only_proposed() -> None:
    found = {risk["id"]: risk for risk in verdict({"risks": {"r1": {"proposed": True}}})["risks"]}
    assert found["r1"]["proposed"] is True
    assert found["e0"]["proposed"] is False
