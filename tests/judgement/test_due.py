"""What an assessment waits for."""

from typing import Any

from dpia.judgement.due import KINDS, due

Json = dict[str, Any]


def verdict(*findings: str, **dpo: bool) -> Json:
    return {
        "findings": [{"id": name} for name in findings],
        "dpo": {"designated": False, "advised": False, **dpo},
        "screening": {"outcome": "not-required"},
    }


def kinds(found: list[Json]) -> list[str]:
    assert {entry["what"] for entry in found} <= set(KINDS)
    return [entry["what"] for entry in found]


def test_a_review_is_due_only_for_what_is_decided() -> None:
    dates = {"dates": {"review_due": "2027-01-01"}}
    assert due(verdict(), {**dates, "status": "draft"}) == []
    decided = due(verdict(), {**dates, "status": "decided"})
    assert decided == [{"what": "review", "day": "2027-01-01"}]


def test_a_measure_waits_until_it_is_in_place_or_rejected() -> None:
    def waits(status: str) -> list[str]:
        measure = {"title": "Lock", "due": "2026-12-01", "status": status}
        return kinds(due(verdict(), {"measures": [measure]}))

    assert waits("planned") == waits("partially-implemented") == ["measure"]
    assert waits("implemented") == waits("rejected") == []


def test_what_is_missing_comes_from_the_findings_and_the_marks() -> None:
    found = verdict("dpo-advice-missing", "views-missing", "running-while-high", "other")
    carried = {"marks": {"q": {"/a": {"to_confirm": True}}}}
    assert kinds(due(found, carried)) == ["high-today", "advice", "views", "to-confirm"]
    consulting = {"decision": {"outcome": "consultation"}}
    assert kinds(due(verdict(), consulting)) == ["consultation"]


def test_a_draft_misses_the_advice_and_the_views_that_the_law_asks_for() -> None:
    needed = verdict(designated=True) | {"screening": {"outcome": "required"}}
    assert kinds(due(needed, {})) == ["advice", "views"]
    given = {"opinions": {"data_subjects": {"reason": "Nobody is concerned yet."}}}
    advised = verdict(designated=True, advised=True) | {"screening": {"outcome": "required"}}
    assert due(advised, given) == []


def test_a_condition_of_an_approval_is_due_on_the_day_it_names() -> None:
    said = ["Legal opinion by 31 January 2027", "Locks"]
    decision = {"outcome": "conditionally-approved", "conditions": said}
    assert due(verdict(), {"decision": decision}) == [
        {"what": "condition", "title": said[0], "day": "2027-01-31"},
        {"what": "condition", "title": said[1]},
    ]
    assert due(verdict(), {"decision": {**decision, "outcome": "approved"}}) == []
