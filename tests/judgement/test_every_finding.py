"""Every finding there is appears when it should and goes away when it should; none is untried."""

import copy
from pathlib import Path
from typing import Any

import pytest

from dpia.judgement.findings import WEIGHTS
from tests.judgement.raising import (
    FILES,
    SOUND,
    Raiser,
    cases,
    of_program,
    raisers,
    truths,
    verdict,
)

RAISERS = {raiser.key: raiser for raiser in raisers(FILES)}
PROGRAM = {f"program/{name}": name for name in sorted(of_program())}
CASES = cases()
LAW = {"law": ["GDPR Art. 5"]}


def held(raiser: Raiser, *changes: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the findings of that id and title; one id may have several rules."""
    return [
        found
        for found in verdict(*changes)["findings"]
        if (found["id"], found["title"]) == (raiser.finding, raiser.title)
    ]


def own(name: str, *changes: dict[str, Any]) -> list[dict[str, Any]]:
    found = verdict(*changes)["findings"]
    return [finding for finding in found if finding["id"].partition(":")[0] == name]


def without_case(raised: set[str], tried: set[str]) -> set[str]:
    """Return what no case tries, and cases of what does not exist."""
    return raised ^ tried


def test_every_finding_has_a_case_and_every_case_a_finding() -> None:
    assert without_case({*RAISERS, *PROGRAM}, set(CASES)) == set()
    assert all(set(entry) == {"fires", "quiet"} and all(entry.values()) for entry in CASES.values())


def test_a_new_finding_is_noticed_wherever_it_is_raised(tmp_path: Path) -> None:
    files = copy.deepcopy(FILES)
    new = {"finding": "brand-new", "weight": "note"}
    files["topics/security"]["x-rules"].append({"id": "fresh", "title": "New", "raises": new})
    security = files["topics/security"]["properties"]
    security["incidents"]["oneOf"][0]["x-raises"] = [new]
    security["access"]["items"]["oneOf"][0]["x-raises"] = [new]
    columns = files["topics/processing"]["properties"]["purposes"]["items"]["properties"]
    columns["legal_basis"]["oneOf"][0]["x-raises"] = [{"scenario": "harm"}, new]
    files["catalogue/findings"]["entries"].append({"id": "listed", "title": "", "weight": ""} | LAW)
    (tmp_path / "more.py").write_text('f = margin.simple(f"said:{x}", "note", "", "")')
    program = {f"program/{name}" for name in of_program() | of_program(tmp_path)}
    assert without_case({raiser.key for raiser in raisers(files)} | program, set(CASES)) == {
        "security/fresh",
        "security/incidents=none",
        "security/access=roles",
        "processing/purposes.legal_basis=consent",
        "catalogue/listed",
        "program/said",
    }


def test_the_sound_assessment_has_no_finding_at_all() -> None:
    assert verdict()["findings"] == []
    assert verdict()["go_live"]["outcome"] == "clear"
    assert SOUND["risks"] and SOUND["measures"]


@pytest.mark.parametrize("key", RAISERS)
def test_it_fires_with_weight_law_and_trace_and_falls_silent(key: str) -> None:
    raiser, entry = RAISERS[key], CASES[key]
    (found,) = held(raiser, entry["fires"])
    assert found["weight"] == raiser.weight in WEIGHTS
    assert raiser.law and all(source in found["law"] for source in raiser.law)
    assert found["trace"]["value"] is True
    assert found["because"]
    assert held(raiser, entry["fires"], entry["quiet"]) == []


@pytest.mark.parametrize("key", [key for key in RAISERS if "=" not in key])
def test_it_falls_silent_because_it_is_known_not_to_hold(key: str) -> None:
    raiser, entry = RAISERS[key], CASES[key]
    assert truths(raiser, entry["fires"]) == [True]
    assert truths(raiser, entry["fires"], entry["quiet"]) == [False]


@pytest.mark.parametrize("key", PROGRAM)
def test_what_the_program_says_fires_and_falls_silent(key: str) -> None:
    name, entry = PROGRAM[key], CASES[key]
    (found,) = own(name, entry["fires"])
    assert found["weight"] in WEIGHTS and found["trace"]["value"] is True and found["because"]
    assert found["law"] or name == "rule-not-evaluated"
    assert own(name, entry["fires"], entry["quiet"]) == []
