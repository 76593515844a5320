"""May it start, or go on: before a decision, after one, and for what runs already."""

from typing import Any

import pytest

from dpia.judgement import refusals
from dpia.judgement.conditions import day_in
from dpia.judgement.going_live import proposed_conditions
from tests.judgement.synthetic import document, measure, risk, verdict

LOW = [risk(1, 1)]
NAMED = ((1, "Locks"), (2, "Keys"))


def decided(outcome: str, *conditions: str) -> dict[str, Any]:
    return {"outcome": outcome, "reason": "Said.", "conditions": list(conditions)}


def gate(answers: dict[str, str | None] | None = None, **parts: Any) -> tuple[str, list[str]]:
    found = verdict(answers, **{"risks": LOW, **parts})["go_live"]
    return found["outcome"], found["conditions"]


def test_it_is_not_clear_before_a_decision_while_something_serious_stands() -> None:
    assert gate({"lax": "yes"}) == (
        "undetermined",
        ["It is not decided yet.", "Serious: Nobody tried the backups."],
    )
    assert gate({"lax": "yes"}, decision=decided("approved"))[0] == "clear"
    accepted = [{"finding": "lax", "reason": "Tried in May."}]
    assert gate({"lax": "yes"}, accepted=accepted)[0] == "clear"


def proposed(**parts: Any) -> list[str]:
    answers = {"lax": "yes"}  # by which it is not clear before it is decided
    return proposed_conditions(document(answers, **parts), verdict(answers, **parts))


def test_what_forbids_an_approval_without_conditions_is_proposed_as_one() -> None:
    """Also a measure for a risk that is not high today, and nothing that is no condition."""
    beside = {"title": "Keys", "effects": [{"risk": "r2", "likelihood": 1, "severity": 0}]}
    measures = [
        measure("planned"),
        measure("partially-implemented", id="m2", **beside),
        measure("implemented", id="m3", **beside),
    ]
    first, second = (f"Put the measure M{n} “{name}” in place." for n, name in NAMED)
    risks = [risk(3, 3), risk(1, 1, id="r2", title="Loss")]
    assert proposed(risks=risks, measures=measures) == [first, second]
    assert proposed(risks=risks[1:], measures=measures[1:]) == [second.replace("M2", "M1")]


def test_it_is_not_clear_before_a_decision_while_answers_are_missing() -> None:
    outcome, conditions = gate({"no_basis": None})
    assert outcome == "undetermined"
    assert conditions[-2:] == [
        "It is not decided yet.",
        "1 question that must be answered is open.",
    ]


def test_a_doubt_about_the_legal_basis_is_named() -> None:
    outcome, conditions = gate({"doubt": "yes"}, decision=decided("conditionally-approved", "X"))
    assert (outcome, "depends" in conditions[0]) == ("blocked", False)
    outcome, conditions = gate({"doubt": "yes"}, decision=decided("approved"))
    assert outcome == "undetermined"
    (sentence,) = conditions
    assert sentence.startswith("Lawfulness depends on this: The law may not stand. No open")


def test_conditions_come_before_the_start_of_what_has_not_begun() -> None:
    decision = decided("conditionally-approved", "Locks by 2027-01-31")
    outcome, (condition,) = gate(decision=decision)
    assert outcome == "blocked"
    assert "Locks by 2027-01-31. When all are met, reopen and approve." in condition


def test_what_runs_may_go_on_until_its_conditions_are_due() -> None:
    decision = decided("conditionally-approved", "Locks by 31 January 2027", "Keys.")
    outcome, (first, second) = gate({"running": "yes"}, decision=decision)
    assert outcome == "on-conditions"
    assert first.startswith("It may go on until 2027-01-31.")
    assert "names no day" in second
    assert verdict({"running": "yes"})["go_live"]["running"] is True


def test_what_runs_with_a_high_risk_is_told_in_one_voice_to_stop() -> None:
    parts: dict[str, Any] = {"risks": [risk(3, 3)], "measures": [measure("planned")]}
    outcome, conditions = gate({"running": "yes"}, **parts)
    assert outcome == "blocked"
    assert "stop it until the measures are in place, or lower the risk now" in conditions[0]
    assert conditions[1:] == ["Put the measure M1 “Locks” in place."]
    for way in ("approved", "conditionally-approved"):
        found = verdict({"running": "yes"}, **parts)
        told = " ".join(refusals(found, document({"running": "yes"}, **parts), way))
        assert "stop it until" in told and "still high today" not in told
    stopped = refusals(verdict({}, **parts), document({}, **parts), "conditionally-approved")
    assert stopped == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Legal opinion by 2027-01-31", "2027-01-31"),
        ("Until 31.1.2027, or 28/02/2027 at the latest", "2027-02-28"),
        ("by 31 January 2027.", "2027-01-31"),
        ("by 31 February 2027", None),
        ("12 people in 2027", None),
        ("1 Foo 2027", None),
    ],
)
def test_the_day_of_a_condition_is_read_from_its_words(text: str, day: str | None) -> None:
    assert day_in(text) == day
