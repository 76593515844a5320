"""What became of a measure between two versions, in words."""

from typing import Any

from dpia.documents.versions import Shift, shifts
from dpia.judgement.versions import compare
from tests.judgement.synthetic import measure, risk
from tests.judgement.test_versions import side


def shift(before: dict[str, Any], after: dict[str, Any]) -> Shift:
    sides = [side(risks=[risk(3, 3)], measures=[measure() | said]) for said in (before, after)]
    ((_heading, (found,)),) = shifts({**compare(*sides), "verdict": []}, {})
    return found


def test_a_measure_that_a_new_owner_brings_forward_says_both() -> None:
    known = {"due": "2027-03-01", "owner": "Operations"}
    told = shift(known, {"due": "2026-12-01", "owner": "Legal"})
    assert told.what.endswith("brought forward")
    assert told.before.endswith("2027-03-01, owner: Operations")
    assert told.after.endswith("2026-12-01, owner: Legal")


def test_an_owner_who_stays_is_not_named() -> None:
    known = {"due": "2027-03-01", "owner": "Operations"}
    told = shift(known, {**known, "due": "2026-12-01"})
    assert told.before.endswith("2027-03-01") and told.after.endswith("2026-12-01")
