"""Text from the catalogue is a proposal until the assessor takes it over."""

from typing import Any

import pytest

from dpia.assessment import treatment
from dpia.assessment.document import blank
from dpia.assessment.proposed import confirmed_text, is_proposed, proposed_ids
from dpia.errors import NotFound

RISK = {"title": "Leak", "description": "It leaks.", "sources": "Theft", "impacts": "Loss"}
MEASURE = {"title": "Lock", "description": "It is locked."}


def document() -> dict[str, Any]:
    """Return a document with a proposed and an own risk, a proposed and an own measure."""
    found = blank(id="x", title="t", created="2026-11-22", authority="bg")
    found, _r1 = treatment.add_risk(found, proposed=True, **RISK)
    found, _r2 = treatment.add_risk(found, title="Own risk")
    found, _m3 = treatment.add_measure(found, proposed=True, **MEASURE)
    found, _m4 = treatment.add_measure(found, title="Own measure")
    return found


def of(found: dict[str, Any], row_id: str) -> bool:
    part = "risks" if row_id.startswith("r") else "measures"
    return is_proposed(treatment.row(found, part, row_id))


def test_only_confirmed_text_is_handed_on() -> None:
    found = document()
    assert proposed_ids(found, "risks") == ["r1"]
    assert proposed_ids(found, "measures") == ["m3"]
    told = confirmed_text(found)
    assert [row["title"] for row in (*told.risks, *told.measures)] == ["Own risk", "Own measure"]
    after = treatment.take_over(found, "risks", ["r1"])
    after = treatment.take_over(after, "measures", ["m3"])
    whole = confirmed_text(after)
    assert [row["id"] for row in (*whole.risks, *whole.measures)] == ["r1", "r2", "m3", "m4"]
    assert of(found, "r1"), "the document before is left as it was"


def test_what_bears_no_mark_counts_as_confirmed() -> None:
    old = {"risks": [{"id": "r1", "title": "Old"}, {"id": "r2", "title": "x", "proposed": False}]}
    assert [row["id"] for row in confirmed_text(old).risks] == ["r1", "r2"]
    assert confirmed_text({}).measures == ()


@pytest.mark.parametrize("field", RISK)
def test_who_writes_a_text_of_a_risk_has_taken_it_over(field: str) -> None:
    assert not of(treatment.change_risk(document(), "r1", **{field: "My words"}), "r1")


@pytest.mark.parametrize("field", MEASURE)
def test_who_writes_a_text_of_a_measure_has_taken_it_over(field: str) -> None:
    assert not of(treatment.change_measure(document(), "m3", **{field: "My words"}), "m3")


def test_the_same_words_and_other_fields_take_nothing_over() -> None:
    same = treatment.change_risk(document(), "r1", **RISK, likelihood=2, reason="Because.")
    assert of(same, "r1")
    more = {**MEASURE, "owner": "IT", "suitability": "It works.", "serves": ["fairness"]}
    assert of(treatment.change_measure(document(), "m3", **more), "m3")
    assert of(treatment.set_effect(document(), "m3", "r1", 1, 0), "m3")


def test_confirming_the_levels_leaves_the_text_a_proposal() -> None:
    assert of(treatment.confirm_risk(document(), "r1", "Ada", "2026-11-22"), "r1")


def test_taking_over_what_is_not_there_is_refused() -> None:
    with pytest.raises(NotFound, match="r9"):
        treatment.take_over(document(), "risks", ["r1", "r9"])
