"""Scenarios and measures of an organisation's own stand beside the shipped ones, or are refused."""

import json
from pathlib import Path
from typing import Any

import pytest

from dpia.desk.config import Config
from dpia.desk.desk import Desk
from dpia.desk.library import Library
from dpia.errors import Invalid
from dpia.questionnaire.rulebook import Rulebook, needed
from dpia.register import Register
from tests.desk.conftest import NOON

Json = dict[str, Any]
BASIS: Json = {"authority": "nl", "also": (), "pathway": "edpb-2026", "method": "four-by-four"}
SCENARIO: Json = {
    **{"id": "crowd-crush", "title": "A crowd is misled", "description": "Wrong ways are shown."},
    **{"track": "design", "event": None, "harms": ["physical-damage"], "law": ["GDPR Rec. 75"]},
    **{"when": {"fact": "monitors_public_area"}, "because": "Visitors are led by it."},
    "measures": ["stewards", "human-review"],
}
MEASURE: Json = {
    **{"id": "stewards", "title": "Stewards on the ground", "description": "People show the way."},
    **{"kind": "organisational", "law": ["GDPR Art. 32"]},
    "scenarios": ["crowd-crush", "watched-in-public"],
}


def own(folder: Path, kind: str, *entries: Json, name: str = "", **more: Any) -> None:
    head = {"format": "dpia-catalogue/1", "kind": kind, "id": f"our-{kind}", "version": "1.0.0"}
    document = {**head, "valid_from": "2026-11-22", "source": "Own work", **more}
    if not document["id"]:
        del document["id"]
    (folder / "catalogue").mkdir(exist_ok=True)
    path = folder / "catalogue" / f"{name or document['id']}.json"
    path.write_text(json.dumps({**document, "entries": entries}), encoding="utf-8")


def refusal(folder: Path) -> str:
    with pytest.raises(Invalid) as refused:
        Library(folder).judged_by(BASIS)
    return str(refused.value)


def test_own_entries_stand_behind_the_shipped_ones(tmp_path: Path) -> None:
    shipped = Library(tmp_path).judged_by(BASIS)
    own(tmp_path, "scenarios", SCENARIO)
    own(tmp_path, "measures", MEASURE)
    files = Library(tmp_path).judged_by(BASIS)
    assert set(files) == set(shipped)
    for kind, added in (("scenarios", SCENARIO), ("measures", MEASURE)):
        before = shipped[f"catalogue/{kind}"]["entries"]
        assert files[f"catalogue/{kind}"]["entries"] == [*before, added]
    book = Rulebook(files, "nl")
    assert Desk.entry(book, "scenarios", "crowd-crush") == SCENARIO
    assert Desk.entry(book, "measures", "stewards") == MEASURE


def test_without_own_entries_the_shipped_file_is_used_as_it_is(tmp_path: Path) -> None:
    library = Library(tmp_path)
    for kind in ("scenarios", "measures", "findings"):
        key = f"catalogue/{kind}"
        assert library.judged_by(BASIS)[key] is library.files()[key]


TAKEN = {
    "scenarios": {**SCENARIO, "id": "discrimination", "measures": []},
    "measures": {**MEASURE, "id": "human-review", "scenarios": ["discrimination"]},
}


@pytest.mark.parametrize("kind", TAKEN)
def test_an_id_that_is_taken_is_refused_with_both_files(tmp_path: Path, kind: str) -> None:
    own(tmp_path, kind, TAKEN[kind])
    name, told = TAKEN[kind]["id"], refusal(tmp_path)
    assert f"our-{kind}.json" in told
    assert f"“{name}” is already defined in catalogue/{kind}." in told
    with pytest.raises(Invalid, match=f"“{name}”.*catalogue/{kind} .*catalogue/our-{kind}"):
        needed(Library(tmp_path).files(), **BASIS)


def test_two_own_files_may_not_share_an_id_either(tmp_path: Path) -> None:
    own(tmp_path, "measures", {**MEASURE, "scenarios": ["watched-in-public"]})
    own(tmp_path, "measures", {**MEASURE, "scenarios": ["watched-in-public"]}, id="second")
    told = refusal(tmp_path)
    assert "second.json" in told and "catalogue/our-measures" in told


def test_an_entry_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    own(tmp_path, "scenarios", {**SCENARIO, "harms": [], "measures": []})
    assert "“crowd-crush” names no harm" in refusal(tmp_path)
    own(tmp_path, "scenarios", {**SCENARIO, "measures": []})
    own(tmp_path, "measures", {**MEASURE, "scenarios": []})
    assert "“stewards” names no scenario" in refusal(tmp_path)


def test_a_file_that_would_take_the_place_of_the_shipped_one_is_told(tmp_path: Path) -> None:
    own(tmp_path, "measures", {**MEASURE, "scenarios": ["watched-in-public"]}, name="ours", id="x")
    assert "Name it x.json." in refusal(tmp_path)


def test_a_file_without_an_id_is_told_how_to_add(tmp_path: Path) -> None:
    own(tmp_path, "measures", {**MEASURE, "scenarios": ["watched-in-public"]}, name="ours", id="")
    assert "give it an `id`" in refusal(tmp_path)


def test_an_own_scenario_is_proposed_taken_up_and_kept(tmp_path: Path) -> None:
    own(tmp_path, "scenarios", SCENARIO)
    own(tmp_path, "measures", MEASURE)
    register = Register.open(tmp_path / "register", create=True)
    case = Desk(
        register, Library(tmp_path), Config(name="Ada", authority="bg"), clock=lambda: NOON
    ).create("Gates")
    case.answer("screening.part", "controller")
    verdict = case.answer("screening.monitoring", ["public_cameras"])
    assert "crowd-crush" in {entry["scenario"] for entry in verdict["proposals"]}
    risk = case.pick_risk("crowd-crush")
    (tmp_path / "catalogue" / "our-measures.json").unlink()
    later = Desk(
        register, Library(tmp_path / "none"), Config(name="Ada", authority="bg"), clock=lambda: NOON
    )
    again = later.open(case.document["id"])
    assert again.pick_measure("stewards", risk)
