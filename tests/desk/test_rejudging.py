"""What newer lists and questionnaires would change, and that nothing changes by itself."""

import json
import shutil
from pathlib import Path

from dpia.desk.case import Case
from dpia.desk.desk import Desk
from dpia.desk.library import Library
from dpia.desk.rejudging import rejudged
from tests.desk.conftest import desk_on

SHIPPED = Path(__file__).parents[2] / "questionnaires"


def with_newer_list(folder: Path, desk: Desk) -> Desk:
    """Return the same desk with a newer Dutch list of the organisation's own beside it."""
    own = folder / "own"
    (own / "authorities").mkdir(parents=True)
    newer = json.loads((SHIPPED / "authorities" / "nl.json").read_text("utf-8"))
    (rows,) = [found for found in newer["lists"] if found["article"] == "35(4)"]
    added = json.loads(json.dumps(rows["rows"][0]))
    added |= {"id": "nl-35-4-99", "title": "Anything with many people"}
    added["when"] = {"screening.people": {"minimum": 100}}
    added.pop("parts", None)
    rows["rows"].append(added)
    (own / "authorities" / "nl.json").write_text(json.dumps(newer), encoding="utf-8")
    return Desk(desk.register, Library(own), desk.config, clock=desk.clock)


def started(desk: Desk) -> Case:
    case = desk.create("Badges", authority="nl")
    case.answer("screening.part", "controller")
    case.answer("screening.people", 500)
    return case


def test_with_the_same_files_nothing_would_change(desk: Desk) -> None:
    found = rejudged(started(desk))
    assert (found["files"], found["changes"], found["applied"]) == ([], [], False)


def test_a_newer_list_flips_the_screening_and_is_named(desk: Desk, tmp_path: Path) -> None:
    case = started(desk)
    newer = with_newer_list(tmp_path, desk)
    before = desk.register.file(case.id).read_bytes()
    found = rejudged(newer.open(case.id))
    assert found["files"] == ["authorities/nl"]
    rows = [change for change in found["changes"] if change["part"] == "row"]
    assert [(c["id"], c["before"], c["after"]) for c in rows] == [("nl-35-4-99", False, True)]
    assert {"screening", "conclusion"} <= {change["part"] for change in found["changes"]}
    assert desk.register.file(case.id).read_bytes() == before


def test_only_when_told_a_draft_is_judged_by_the_newest(desk: Desk, tmp_path: Path) -> None:
    case = started(desk)
    newer = with_newer_list(tmp_path, desk)
    assert newer.open(case.id).verdict["screening"]["outcome"] != "required"
    assert rejudged(newer.open(case.id), apply=True)["applied"]
    again = desk_on(tmp_path / "register").open(case.id)
    assert again.verdict["screening"]["outcome"] == "required"
    assert again.document["events"][-1]["kind"] == "rejudged"
    again.undo()
    assert again.verdict["screening"]["outcome"] != "required"


def test_a_decided_one_is_never_moved(desk: Desk, tmp_path: Path) -> None:
    case = started(desk)
    case.decide("rejected", "Not worth it.")
    newer = with_newer_list(tmp_path, desk)
    before = desk.register.file(case.id).read_bytes()
    found = rejudged(newer.open(case.id), apply=True)
    assert found["changes"] and not found["applied"]
    assert desk.register.file(case.id).read_bytes() == before
    shutil.rmtree(tmp_path / "own")
    assert newer.open(case.id).verdict["screening"]["outcome"] != "required"
