"""Findings that stay away where another answer settles the matter."""

import pytest

from tests.judgement.raising import cases, verdict

CASES = cases()
REVIEW = {
    "screening": {
        "precedents": ["existing_dpia"],
        "existing_reference": "Impact assessment of the pilot, 14 March 2025",
        "existing_changes": ["technology"],
    }
}


def found(*changes: dict[str, object]) -> set[str]:
    return {finding["id"] for finding in verdict(*changes)["findings"]}


@pytest.mark.parametrize("name", ["assessed-after-start", "running-without-assessment"])
def test_a_review_comes_after_the_start_by_its_nature(name: str) -> None:
    fires = CASES[f"catalogue/{name}"]["fires"]
    assert name in found(fires)
    assert name not in found(fires, REVIEW)
    similar = {"precedents": ["similar_dpia"], "similar_reference": "The one of the other station"}
    assert name in found(fires, {"screening": similar})
