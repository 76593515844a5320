"""What if: changes that are tried, and kept only when asked."""

import pytest

from dpia.desk.desk import Desk
from dpia.desk.trial import keep, trial
from dpia.documents.difference import told
from dpia.errors import Invalid
from dpia.judgement.difference import difference


def rated(desk: Desk):
    case = desk.create("Badges", authority="nl")
    case.answer("screening.part", "controller")
    risk = case.add_risk(title="Snooping", track="event", event="access")
    case.change_risk(risk, likelihood=3, severity=3, inherent_reason="Said.", obvious="no")
    measure = case.add_measure(title="Lock", status="planned")
    case.set_effect(measure, risk, 2, 0)
    return case, risk, measure


def test_nothing_that_is_tried_reaches_the_disk(desk: Desk) -> None:
    case, _risk, measure = rated(desk)
    before = case.document
    tried = trial(case)
    tried.change_measure(measure, status="implemented")
    tried.answer("screening.people", 5)
    assert tried.document["answers"]["screening"]["people"] == 5
    assert case.document == before
    assert desk.open(case.id).document == before


def test_the_difference_names_what_moved(desk: Desk) -> None:
    case, risk, measure = rated(desk)
    tried = trial(case)
    tried.change_measure(measure, status="implemented")
    moved = difference(case.verdict, tried.verdict)
    (found,) = [change for change in moved if change["part"] == "risk"]
    assert (found["id"], found["stage"]) == (risk, "today")
    assert found["before"] == {"likelihood": 3, "severity": 3, "level": "high"}
    assert found["after"] == {"likelihood": 1, "severity": 3, "level": "medium"}
    assert difference(case.verdict, case.verdict) == []


def test_criteria_findings_and_open_questions_move_too(desk: Desk) -> None:
    case, _risk, _measure = rated(desk)
    tried = trial(case)
    tried.answer("screening.people_kinds", ["children"])
    moved = difference(case.verdict, tried.verdict)
    criteria = [c for c in moved if c["part"] == "criterion"]
    assert [(c["id"], c["before"], c["after"]) for c in criteria] == [
        ("vulnerable_people", None, True)
    ]
    tried.remove_measure("m2")
    moved = difference(case.verdict, tried.verdict)
    assert any(c["part"] == "finding" and c["after"] is None for c in moved)
    assert any(c["part"] == "open" for c in moved)


def test_what_was_tried_can_be_kept_as_one_event_and_undone_whole(desk: Desk) -> None:
    case, _risk, measure = rated(desk)
    before, events = case.document["answers"], len(case.document["events"])
    tried = trial(case)
    tried.answer("screening.people", 5)
    tried.change_measure(measure, status="implemented")
    keep(case, tried)
    again = desk.open(case.id)
    assert again.document["answers"]["screening"]["people"] == 5
    assert len(again.document["events"]) == events + 1
    again.undo()
    assert again.document["answers"] == before
    assert again.document["measures"][0]["status"] == "planned"


def test_what_would_be_refused_is_refused_when_tried(desk: Desk) -> None:
    case, _risk, _measure = rated(desk)
    with pytest.raises(Invalid):
        trial(case).answer("screening.part", "nobody")


def test_a_trial_says_what_would_hold_once_confirmed_and_keeping_it_still_asks(desk: Desk) -> None:
    case, risk, measure = rated(desk)
    case.change_risk(risk, widespread="no")
    case.confirm_risk(risk)
    tried = trial(case)
    tried.change_measure(measure, status="rejected")
    assert tried.verdict["consultation"]["outcome"] == "required"
    moved = difference(case.verdict, tried.verdict)
    (found,) = [change for change in moved if change["part"] == "consultation"]
    assert told(found, {})[2] == "Required (once confirmed)"
    keep(case, tried)
    assert case.verdict["consultation"]["outcome"] == "undetermined"
    assert case.verdict["risks"][0]["stale"]


def test_what_was_not_confirmed_before_is_not_taken_as_confirmed(desk: Desk) -> None:
    case, _risk, measure = rated(desk)
    tried = trial(case)
    tried.change_measure(measure, status="rejected")
    assert tried.verdict["consultation"]["outcome"] == "undetermined"


def test_a_decided_assessment_can_be_tried_and_not_kept(desk: Desk) -> None:
    case, _risk, measure = rated(desk)
    case.decide("rejected", "Not like this.")
    before = desk.open(case.id).document
    tried = trial(case)
    tried.change_measure(measure, status="implemented")
    tried.answer("screening.people", 5)
    assert difference(case.verdict, tried.verdict)
    with pytest.raises(Invalid, match="Reopen it first"):
        keep(case, tried)
    assert desk.open(case.id).document == before
