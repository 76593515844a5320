"""Each scenario is proposed, and each finding raised, when it should be, and not otherwise."""

import copy
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest

from dpia.assessment.document import from_file
from dpia.judgement import judge
from tests.books import book, library
from tests.judgement.scenario_cases import (
    ALWAYS,
    CASES,
    CONTRADICTED,
    OUTSIDE,
    UNSUSPECTED,
)

TODAY = date(2026, 11, 22)
FILES = library().files()
BOOK = book("nl")
QUIET: dict[str, Any] = {
    "screening": {
        **{"part": "controller", "controller_kind": "company", "establishment": "eu"},
        **{"people": 200, "people_kinds": [], "data_kinds": [], "evaluation": []},
        **{"monitoring": [], "technology": [], "operations": [], "effects": []},
        "precedents": [],
    },
    "large_scale": {"share": "small"},
    "processing": {
        **{"running": "no", "start": "2027-03-01", "information": "complete"},
        **{"outside_eea": "no", "dpo_designated": "no", "recipients": []},
        "purposes": [{"id": "p1", "legal_basis": "contract", "collected_for": "this"}],
        "data_items": [{"id": "d1", "purposes": ["p1"], "retention": "period"}],
    },
}


def verdict(*patches: dict[str, Any], **case: Any) -> dict[str, Any]:
    """Judge the quiet processing with answers laid over it; `case` holds risks, decision …"""
    answers = copy.deepcopy(QUIET)
    for patch in patches:
        for topic, said in patch.items():
            answers.setdefault(topic, {}).update(said)
    raw = {"authority": "nl", "answers": answers, **copy.deepcopy(case)}
    return judge(from_file(raw, created="2026-11-01"), BOOK, TODAY)


@cache
def quiet_findings() -> frozenset[str]:
    return frozenset(entry["id"] for entry in verdict()["findings"])


def proposed(*patches: dict[str, Any]) -> set[str]:
    return {entry["scenario"] for entry in verdict(*patches)["proposals"]}


def test_every_scenario_has_a_case() -> None:
    listed = {entry["id"] for entry in FILES["catalogue/scenarios"]["entries"]}
    assert listed == set(CASES) | ALWAYS


def test_only_the_three_events_are_proposed_for_a_quiet_processing() -> None:
    assert proposed() == ALWAYS


@pytest.mark.parametrize("name", CASES)
def test_a_scenario_is_proposed_with_its_reason(name: str) -> None:
    found = {entry["scenario"]: entry for entry in verdict(CASES[name][0])["proposals"]}
    assert found[name]["because"] and found[name]["trace"]["value"] is True


@pytest.mark.parametrize("name", CASES)
def test_a_scenario_is_not_proposed_for_what_only_looks_like_it(name: str) -> None:
    near = CASES[name][1]
    assert verdict(near)["proposals"] and near != CASES[name][0]
    assert name not in proposed(near)


@pytest.mark.parametrize("name", CONTRADICTED)
def test_a_scenario_is_not_proposed_against_the_answers(name: str) -> None:
    calls_for_it, against_it = CONTRADICTED[name]
    assert name in proposed(calls_for_it)
    assert name not in proposed(calls_for_it, against_it)


def test_a_proposal_names_only_what_the_answers_say() -> None:
    followed = {"screening": {"monitoring": ["online"], "monitoring_manner": ["by_system"]}}
    found = {entry["scenario"]: entry["because"] for entry in verdict(followed)["proposals"]}
    assert found["loss-of-control"] == "What people do online is followed."
    shared = {"processing": {"recipients": [{"id": "x1", "role": "controller"}]}}
    found = {e["scenario"]: e["because"] for e in verdict(followed, shared)["proposals"]}
    assert found["loss-of-control"].count(";") == 1
    assert "Data are passed on" in found["loss-of-control"]
    assert "combined" not in found["loss-of-control"]


def test_the_scenarios_for_which_more_speaks_come_first() -> None:
    both = {
        "screening": {"monitoring": ["online"], "monitoring_manner": ["by_system"]},
        "processing": {"recipients": [{"id": "x1", "role": "controller"}]},
    }
    assert verdict(both)["proposals"][0]["scenario"] == "loss-of-control"


def test_a_newsletter_whose_opening_is_measured_is_no_decision_and_no_service_to_rely_on() -> None:
    answers = {
        "screening": {
            **{"people": 15000, "operations": ["direct_marketing"], "evaluation": ["behaviour"]},
            **{"monitoring": ["online"], "monitoring_manner": ["by_system"]},
        },
        "large_scale": {"share": "small", "duration": "long"},
        "profiling": {"means": "automated", "purposes": []},
    }
    unfit = {"opaque-decision", "service-outage", "manipulation", "revealed-sensitive-trait"}
    assert unfit & proposed(answers) == set()


def test_nobody_is_suspected_merely_because_data_are_combined() -> None:
    assert "wrong-suspicion" not in proposed(UNSUSPECTED)


@pytest.mark.parametrize("name", CASES)
def test_the_answers_of_a_case_can_be_given(name: str) -> None:
    for answers in (*CASES[name], *CONTRADICTED.get(name, ())):
        assert not list(_strange_answers(answers))


def _strange_answers(answers: dict[str, Any]) -> Iterator[str]:
    for topic, said in answers.items():
        for question, value in said.items():
            known = BOOK.question(f"{topic}.{question}")
            values = {choice.value for choice in known.choices}
            if values and not set([value] if isinstance(value, str) else value) <= values:
                yield f"{topic}.{question}={value}"


def test_nothing_is_proposed_outside_the_scope() -> None:
    assert proposed(OUTSIDE) == set()


def test_a_scenario_taken_up_is_not_proposed_again() -> None:
    found = verdict(risks=[risk("r1", scenario="disappearance")])["proposals"]
    assert "disappearance" not in {entry["scenario"] for entry in found}


def risk(name: str, likelihood: int = 1, severity: int = 1, **more: Any) -> dict[str, Any]:
    return {
        **{"id": name, "scenario": None, "title": name, "track": "design", "event": None},
        "inherent": {"likelihood": likelihood, "severity": severity, "reason": "Said."},
        **{"obvious": "no", "widespread": "no", "confirmed": True, **more},
    }


def measure(name: str = "m1", **more: Any) -> dict[str, Any]:
    return {
        **{"id": name, "catalogue": None, "title": name, "kind": "technical"},
        **{"role": "additional", "status": "planned", "owner": "Head", "due": "2027-01-01"},
        **{"effects": [{"risk": "r1", "likelihood": 2, "severity": 0}], **more},
    }


EVENTS = [
    risk(f"e{i}", track="event", event=kind) for i, kind in enumerate(("access", "change", "loss"))
]
SOUND: dict[str, Any] = {
    "risks": [risk("r1"), *EVENTS],
    "measures": [measure()],
    "opinions": {
        "dpo": {"advice": "Go ahead."},
        "data_subjects": {"sought": "yes", "summary": "Fine."},
    },
    "dates": {"completed": "2026-11-20", "review_due": "2027-11-20"},
}
HIGH = {"risks": [risk("r1", 3, 3), *EVENTS]}
RUNNING = {"processing": {"running": "yes", "start": "2026-01-01"}}


def test_a_sound_record_has_no_finding() -> None:
    assert verdict(**SOUND)["findings"] == []
    assert not quiet_findings()


def test_a_high_risk_that_is_not_running_does_not_block() -> None:
    found = {entry["id"] for entry in verdict(**(SOUND | HIGH))["findings"]}
    assert "running-while-high" not in found


def test_a_processing_nobody_knows_to_be_running_leaves_the_gate_open() -> None:
    answers = copy.deepcopy(QUIET)
    del answers["processing"]["running"]
    raw = {"authority": "nl", "answers": answers, **copy.deepcopy(SOUND | HIGH)}
    found = judge(from_file(raw, created="2026-11-01"), BOOK, TODAY)
    assert "processing.running" in {entry["question"] for entry in found["undetermined"]}
