"""Each scenario is proposed, and each finding raised, when it should be, and not otherwise."""

import copy
from datetime import date
from functools import cache
from typing import Any

import pytest

from dpia.assessment.document import from_file
from dpia.desk.library import Library
from dpia.judgement import judge
from dpia.questionnaire.rulebook import Rulebook, needed

TODAY = date(2026, 11, 22)
FILES = Library().files()
BOOK = Rulebook(needed(FILES, "nl", (), "gdpr", "four-by-four"), "nl")
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
MONITORED = {"monitoring_manner": ["by_system"]}
LARGE = {"screening": {"people": 50_000}, "large_scale": {"duration": "long"}}


def screened(**answers: Any) -> dict[str, Any]:
    return {"screening": answers}


def recipient(role: str) -> dict[str, Any]:
    return {"processing": {"recipients": [{"id": "x1", "role": role}]}}


def based_on(basis: str) -> dict[str, Any]:
    rows = [{"id": "p1", "legal_basis": basis, "collected_for": "this"}]
    return {"processing": {"purposes": rows}}


ADVERTISING = screened(operations=["behavioural_advertising"])
COMMUNICATIONS = screened(data_kinds=["communications"], communications_use="also_other")
CHILDREN = screened(people_kinds=["children"], online_service_to_children="no")
EMPLOYEES = screened(monitoring=["employees"], **MONITORED)
EVALUATED = screened(evaluation=["behaviour"])
AUTOMATED = {
    "screening": {"effects": ["automated_decisions"]},
    "automated_decisions": {"consequences": ["credit"], "human_part": "real"},
}
COMBINED = screened(operations=["combines_datasets"], combining_expected="yes")
MOVED = screened(operations=["migrates_data"])
ENDLESS = {"processing": {"data_items": [{"id": "d1", "purposes": ["p1"], "retention": "none"}]}}
SCENARIOS: dict[str, dict[str, Any]] = {
    "discrimination": EVALUATED,
    "loss-of-control": recipient("controller"),
    "manipulation": ADVERTISING,
    "chilling-effect": COMMUNICATIONS,
    "exclusion-from-service": screened(effects=["access"]),
    "re-identification": screened(monitoring=["online"], **MONITORED),
    "function-creep": MOVED,
    "exposure-of-children": CHILDREN,
    "opaque-decision": AUTOMATED,
    "excessive-retention": ENDLESS,
    "surveillance-at-work": EMPLOYEES,
    "foreign-authority-access": {"processing": {"outside_eea": "yes"}},
    "movement-profile": screened(data_kinds=["location"]),
    "revealed-sensitive-trait": screened(data_kinds=["health"]),
    "uninformed-people": screened(operations=["art14_not_given"]),
    "rights-without-effect": screened(operations=["art19_not_given"], rhythm="regular"),
    "consent-not-free": based_on("consent"),
    "branded-by-a-list": screened(operations=["blacklist_sharing"]),
    "wrong-suspicion": screened(operations=["combats_fraud"]),
    "pressure-on-vulnerable-people": screened(people_kinds=["patients"]),
    "lifelong-trait-bound": screened(data_kinds=["genetic"]),
    "immature-technology": screened(technology=["artificial_intelligence"]),
    "observed-at-home": screened(technology=["connected_devices"]),
    "watched-in-public": screened(monitoring=["public_cameras"], **MONITORED),
    "broken-confidence": screened(data_kinds=["health"]),
    "file-that-spreads": screened(operations=["public_partnership"]),
    "decision-on-wrong-data": COMBINED,
    "insider-misuse": COMMUNICATIONS,
    "wrong-recipient": recipient("authority"),
    "breach-at-processor": recipient("processor"),
    "account-takeover": screened(effects=["access"]),
    "payment-fraud": screened(data_kinds=["payment"]),
    "service-outage": LARGE,
    "device-hijack": screened(technology=["connected_devices"]),
    "biometric-spoofing": screened(data_kinds=["biometric_id"], rhythm="regular"),
    "interception": COMMUNICATIONS,
    "unlawful-disclosure": COMMUNICATIONS,
    "wrong-attribution": COMMUNICATIONS,
    "lost-migration-data": MOVED,
    "mixed-up-migration-records": MOVED,
    "test-data-leak": MOVED,
    "left-over-copies": ENDLESS,
    "tag-collects-too-much": ADVERTISING,
}
ALWAYS = {"illegitimate-access", "unwanted-change", "disappearance"}


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
    assert listed == set(SCENARIOS) | ALWAYS


def test_only_the_three_events_are_proposed_for_a_quiet_processing() -> None:
    assert proposed() == ALWAYS


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_is_proposed_with_its_reason(name: str) -> None:
    found = {entry["scenario"]: entry for entry in verdict(SCENARIOS[name])["proposals"]}
    assert found[name]["because"] and found[name]["trace"]["value"] is True


def test_nothing_is_proposed_outside_the_scope() -> None:
    assert proposed(screened(part="household")) == set()


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
OFFICER = {"processing": {"dpo_designated": "yes"}}
SPECIAL = screened(data_kinds=["health"], operations=["behavioural_advertising"])
LISTED: list[dict[str, Any]] = [
    screened(operations=["blacklist_sharing"]),
    {"processing": {"information": "exempt"}},
]
WATCHED = screened(monitoring=["communications"], communications_use="also_other", **MONITORED)
UNTOLD: list[dict[str, Any]] = [
    screened(operations=["art19_not_given"], rhythm="regular"),
    recipient("controller"),
]
Case = tuple[list[dict[str, Any]], dict[str, Any]]


def decided(outcome: str) -> dict[str, Any]:
    return {"decision": {"outcome": outcome, "reason": "Said.", "by": "Head", "at": "2026-11-20"}}


FINDINGS: dict[str, Case] = {
    "running-while-high": ([RUNNING], HIGH),
    "approved-despite-high-target": ([], {**HIGH, "measures": [], **decided("approved")}),
    "approved-on-unconfirmed-risks": (
        [],
        {"risks": [risk("r1", confirmed=False), *EVENTS], **decided("approved")},
    ),
    "approved-while-high-today": ([], {**HIGH, **decided("approved")}),
    "dpo-advice-missing": ([OFFICER], {"opinions": {}}),
    "views-missing": ([], {"opinions": {}}),
    "workers-not-heard": (
        [EMPLOYEES],
        {"opinions": {"data_subjects": {"sought": "no", "reason": "No time."}}},
    ),
    "measure-without-owner": ([], {"measures": [measure(owner=" ")]}),
    "measure-without-due-date": ([], {"measures": [measure(due=None)]}),
    "measure-overdue": ([], {"measures": [measure(due="2026-11-01")]}),
    "baseline-not-in-place": ([], {"measures": [measure(role="baseline")]}),
    "no-measures": ([], {"measures": []}),
    "high-target-without-measure": ([], {**HIGH, "measures": []}),
    "lowered-without-measure": (
        [],
        {
            "risks": [
                risk("r1", 3, 2, by_hand={"target": {"likelihood": {"value": 1, "reason": "S."}}})
            ],
            "measures": [],
        },
    ),
    "no-design-risks": ([], {"risks": EVENTS}),
    "no-event-risks": ([], {"risks": [risk("r1")]}),
    "event-kind-missing": ([], {"risks": [risk("r1"), EVENTS[0]]}),
    "assessed-after-start": ([RUNNING], {}),
    "running-without-assessment": ([RUNNING], {"dates": {}}),
    "no-review-date": ([], {"dates": {"completed": "2026-11-20"}, **decided("approved")}),
    "consultation-without-high-risk": ([], decided("consultation")),
    "uninformed-consent": ([based_on("consent"), {"processing": {"information": "partly"}}], {}),
    "sensitive-advertising": ([SPECIAL], {}),
    "interest-against-children": ([CHILDREN, based_on("legitimate_interest")], {}),
    "warning-list-untold": (LISTED, {}),
    "covert-collection": ([screened(operations=["covert_investigation"])], {}),
    "general-retention": ([WATCHED, based_on("legal_obligation")], {}),
    "erasure-not-passed-on": (UNTOLD, {}),
}


def test_every_finding_of_the_catalogue_has_a_case() -> None:
    assert {entry["id"] for entry in FILES["catalogue/findings"]["entries"]} == set(FINDINGS)


def test_a_sound_record_has_no_finding() -> None:
    assert verdict(**SOUND)["findings"] == []
    assert not quiet_findings()


@pytest.mark.parametrize("name", FINDINGS)
def test_a_finding_is_raised_with_its_reason(name: str) -> None:
    patches, case = FINDINGS[name]
    found = {entry["id"]: entry for entry in verdict(*patches, **(SOUND | case))["findings"]}
    assert name in found
    assert found[name]["trace"]["value"] is True and found[name]["law"]


def test_a_high_risk_that_is_not_running_does_not_block() -> None:
    found = {entry["id"] for entry in verdict(**(SOUND | HIGH))["findings"]}
    assert "running-while-high" not in found


def test_a_processing_nobody_knows_to_be_running_leaves_the_gate_open() -> None:
    answers = copy.deepcopy(QUIET)
    del answers["processing"]["running"]
    raw = {"authority": "nl", "answers": answers, **copy.deepcopy(SOUND | HIGH)}
    found = judge(from_file(raw, created="2026-11-01"), BOOK, TODAY)
    assert "processing.running" in {entry["question"] for entry in found["undetermined"]}
