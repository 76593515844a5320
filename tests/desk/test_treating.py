"""Risks and measures at the desk: proposals, taking them over, what a measure serves."""

import copy
from typing import Any

import pytest

from dpia.desk.case import Case
from dpia.desk.desk import Desk
from dpia.errors import Invalid
from dpia.questionnaire.evaluation import Evaluation


@pytest.fixture
def case(desk: Desk) -> Case:
    return desk.create("A case", authority="bg")


def row(case: Case, row_id: str) -> dict[str, Any]:
    rows = [*case.document["risks"], *case.document["measures"]]
    return next(row for row in rows if row["id"] == row_id)


def test_what_is_picked_is_proposed_and_what_is_written_is_not(case: Case) -> None:
    risk, measure = case.pick_risk("illegitimate-access"), case.pick_measure("pseudonymisation")
    own = case.add_risk(title="Own"), case.add_measure(title="Own")
    assert row(case, risk)["proposed"] and row(case, measure)["proposed"]
    assert all("proposed" not in row(case, name) for name in own)


def test_taking_over_is_an_event_that_can_be_undone(case: Case) -> None:
    risks = case.pick_risk("illegitimate-access"), case.pick_risk("unwanted-change")
    measure = case.pick_measure("pseudonymisation")
    case.accept_risks(*risks)
    case.accept_measures(measure)
    last = case.document["events"][-2:]
    assert [(event["kind"], event["about"]) for event in last] == [
        ("risk-accepted", ", ".join(risks)),
        ("measure-accepted", measure),
    ]
    assert all("proposed" not in row(case, name) for name in (*risks, measure))
    assert case.desk.open(case.id).document["risks"] == case.document["risks"]
    case.undo()
    case.undo()
    assert all(row(case, name)["proposed"] for name in (*risks, measure))


def test_taking_over_twice_adds_no_event(case: Case) -> None:
    risk = case.pick_risk("illegitimate-access")
    case.accept_risks(risk)
    count = len(case.document["events"])
    case.accept_risks(risk)
    assert len(case.document["events"]) == count


def test_a_picked_measure_serves_what_the_catalogue_says(case: Case) -> None:
    entries = case.rulebook.document("catalogue/measures")["entries"]
    entry = next(one for one in entries if one["id"] == "consent-before-tags")
    named = [
        name for part in ("principles", "rights", "requirements") for name in entry.get(part, ())
    ]
    measure = case.pick_measure("consent-before-tags")
    assert named and set(row(case, measure)["serves"]) == set(named)


def test_serves_and_suitability_are_set_and_judged(case: Case) -> None:
    measure = case.add_measure(title="Own", serves=["access", "fairness"])
    assert row(case, measure)["serves"] == ["fairness", "access"]
    case.change_measure(measure, suitability="Fits, and works well.", serves=["erasure"])
    assert row(case, measure)["suitability"] == "Fits, and works well."
    for served, holds in (("erasure", True), ("fairness", False)):
        assert _asked(case, served) is holds


def _asked(case: Case, served: str) -> object:
    from dpia.questionnaire.condition import parse

    seen: Evaluation = case.evaluation
    return seen.test(parse({"some": "case.measures", "where": {"serves": served}})).value


def test_what_the_law_does_not_know_is_refused_and_changes_nothing(case: Case) -> None:
    measure = case.add_measure(title="Own", serves=["fairness"])
    before = copy.deepcopy(case.document)
    for change in (
        lambda: case.change_measure(measure, serves=["kindness"]),
        lambda: case.add_measure(title="Other", serves=["kindness"]),
    ):
        with pytest.raises(Invalid, match=r"cannot serve “kindness”\. Known: lawfulness, fairness"):
            change()
    assert case.document == before


def test_an_assessment_frozen_before_there_were_duties_takes_those_of_today(case: Case) -> None:
    files = {name: doc for name, doc in case.rulebook.files.items() if name != "law/duties"}
    old = type(case.rulebook)(files, "bg")
    assert old.duties == {}
    case.desk.rulebook = lambda _document: old  # type: ignore[method-assign]
    measure = case.pick_measure("consent-before-tags")
    assert "consent" in row(case, measure)["serves"]


def test_a_file_is_refused_when_a_measure_serves_what_nobody_knows(desk: Desk) -> None:
    measure = {"id": "m1", "title": "Own", "serves": ["fairness", "kindness"]}
    raw = {"authority": "bg", "answers": {}, "measures": [measure]}
    with pytest.raises(Invalid, match=r"measure m1: A measure cannot serve “kindness”\. Known: "):
        desk.bring_in(raw)
    measure |= {"serves": ["fairness"], "suitability": "It fits.", "proposed": True}
    assert desk.bring_in(raw).document["measures"] == [measure]


@pytest.mark.parametrize(
    ("field", "value"),
    [("serves", "fairness"), ("serves", ["fairness", "fairness"]), ("suitability", ["x"])],
)
def test_a_file_with_a_field_of_another_shape_is_told_its_place(
    desk: Desk, field: str, value: Any
) -> None:
    measures = [{"id": "m1", "title": "Own", field: value}]
    with pytest.raises(Invalid, match=f"/measures/0/{field}: "):
        desk.bring_in({"authority": "bg", "answers": {}, "measures": measures})


def test_a_risk_that_a_file_brings_unrated_can_be_rated(desk: Desk) -> None:
    risk = {"id": "r1", "title": "Data are lost", "track": "event", "event": "loss"}
    raw = {"title": "From a file", "authority": "bg", "answers": {}, "risks": [risk]}
    case = desk.bring_in(raw)
    case.set_by_hand("r1", "target", "likelihood", 1, "Seen elsewhere.")
    case.change_risk("r1", likelihood=2, severity=1)
    assert row(case, "r1")["inherent"] == {"likelihood": 2, "severity": 1}
    assert desk.register.verify(case.id) == []
