"""An assessment at the desk: accepted answers are on disk, conflicts lose nothing."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from dpia.desk.case import Case
from dpia.desk.desk import Desk
from dpia.errors import Conflict, Invalid, NotSaved
from tests.desk.conftest import desk_on


def on_disk(desk: Desk, case: Case) -> dict[str, Any]:
    return desk.register.load(case.id).document


def begun(desk: Desk) -> Case:
    case = desk.create("Cookies")
    case.answer("screening.part", "controller")
    return case


def test_an_accepted_answer_is_on_disk_with_its_event(desk: Desk) -> None:
    case = begun(desk)
    case.answer("screening.people", 12_000)
    stored = on_disk(desk, case)
    assert stored["answers"]["screening"]["people"] == 12_000
    assert stored["events"][-1]["about"] == "screening.people"
    assert stored["events"][-1]["by"] == "Ada"
    assert stored["summary"]["screening"] == case.verdict["screening"]["outcome"]


def test_a_refused_answer_changes_nothing(desk: Desk) -> None:
    case = begun(desk)
    before = on_disk(desk, case)
    with pytest.raises(Invalid):
        case.answer("screening.people", "many")
    assert on_disk(desk, case) == before == case.document


def test_what_a_condition_hides_waits_on_the_shelf_and_comes_back(desk: Desk) -> None:
    case = begun(desk)
    case.answer("screening.people", 500)
    case.answer("screening.part", "none")
    assert case.document["answers"]["screening"] == {"part": "none"}
    assert case.document["shelf"]["screening"] == {"/people": 500}
    with pytest.raises(Invalid, match="not asked"):
        case.answer("screening.people", 3)
    case.answer("screening.part", "controller")
    assert case.document["answers"]["screening"]["people"] == 500
    assert case.document["shelf"] == {}


def test_undo_also_brings_back_what_was_hidden(desk: Desk) -> None:
    case = begun(desk)
    case.answer("screening.people", 500)
    case.answer("screening.part", "none")
    case.undo()
    assert case.document["answers"]["screening"] == {"part": "controller", "people": 500}


def test_unknown_excludes_a_value(desk: Desk) -> None:
    case = begun(desk)
    case.answer("screening.people", 500)
    case.mark("screening.people", unknown=True, note="Asked the shop on Monday")
    assert "people" not in case.document["answers"]["screening"]
    case.answer("screening.people", 700)
    said = case.document["marks"]["screening"]["/people"]
    assert said == {"note": "Asked the shop on Monday"}


def test_what_is_not_saved_stays_in_memory_and_is_saved_later(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = begun(desk)
    with monkeypatch.context() as patch:

        def full(*_arguments: object) -> None:
            raise OSError(28, "No space left on device")

        patch.setattr(os, "fsync", full)
        with pytest.raises(NotSaved):
            case.answer("screening.people", 5)
        with pytest.raises(NotSaved):
            case.answer("screening.establishment", "eu")
    assert case.unsaved
    assert case.document["answers"]["screening"]["people"] == 5
    assert "people" not in on_disk(desk, case)["answers"]["screening"]
    case.retry()
    assert case.unsaved == ""
    stored = on_disk(desk, case)
    assert stored["answers"]["screening"] == case.document["answers"]["screening"]
    assert desk.register.verify(case.id) == []


def test_changes_in_different_places_are_joined(desk: Desk, tmp_path: Path) -> None:
    mine = begun(desk)
    theirs = desk_on(tmp_path / "register", "Bob").open(mine.id)
    theirs.answer("screening.people", 9)
    mine.answer("screening.establishment", "eu")
    stored = on_disk(desk, mine)["answers"]["screening"]
    assert stored == {"part": "controller", "people": 9, "establishment": "eu"}
    assert mine.document["answers"]["screening"] == stored
    assert [change["path"] for change in mine.theirs] == ["/answers/screening/people"]
    assert desk.register.verify(mine.id) == []


def test_changes_in_the_same_place_are_told_and_not_overwritten(desk: Desk, tmp_path: Path) -> None:
    mine = begun(desk)
    theirs = desk_on(tmp_path / "register", "Bob").open(mine.id)
    theirs.answer("screening.people", 9)
    with pytest.raises(Conflict, match="Bob"):
        mine.answer("screening.people", 10)
    assert on_disk(desk, mine)["answers"]["screening"]["people"] == 9
    assert mine.document["answers"]["screening"]["people"] == 9
    mine.answer("screening.people", 10)
    assert on_disk(desk, mine)["answers"]["screening"]["people"] == 10


def test_what_was_taken_in_beneath_a_half_written_text_is_told_before_it_is_replaced(
    desk: Desk, tmp_path: Path
) -> None:
    mine = begun(desk)
    theirs = desk_on(tmp_path / "register", "Bob").open(mine.id)
    mine.keep_typing("screening.people", "1")
    theirs.answer("screening.people", 9)
    theirs.answer("screening.establishment", "eu")
    mine.keep_typing("screening.people", "10")  # which takes in what Bob has saved
    with pytest.raises(Conflict, match="Bob"):
        mine.answer("screening.people", 10)
    assert [change["after"] for change in mine.theirs] == [9]
    assert on_disk(desk, mine)["answers"]["screening"]["people"] == 9
    mine.answer("screening.people", 10)
    assert on_disk(desk, mine)["answers"]["screening"]["people"] == 10
    mine.keep_typing("screening.people", "")
    mine.clear("screening.establishment")  # no text hid this one
    assert "establishment" not in on_disk(desk, mine)["answers"]["screening"]


def test_reading_anew_what_others_saved_hides_nothing_beneath_a_text(
    desk: Desk, tmp_path: Path
) -> None:
    mine = begun(desk)
    mine.keep_typing("screening.people", "1")
    desk_on(tmp_path / "register", "Bob").open(mine.id).answer("screening.people", 9)
    assert mine.catch_up() == "Bob"
    with pytest.raises(Conflict, match="Bob"):
        mine.answer("screening.people", 10)
    assert on_disk(desk, mine)["answers"]["screening"]["people"] == 9


def test_risks_added_by_two_at_once_are_both_kept(desk: Desk, tmp_path: Path) -> None:
    mine = begun(desk)
    theirs = desk_on(tmp_path / "register", "Bob").open(mine.id)
    theirs.add_risk(title="Theirs")
    with pytest.raises(Conflict):
        mine.add_risk(title="Mine")
    mine.add_risk(title="Mine")
    titles = [risk["title"] for risk in on_disk(desk, mine)["risks"]]
    assert titles == ["Theirs", "Mine"]


def test_a_frozen_assessment_is_judged_by_its_own_copies(desk: Desk, tmp_path: Path) -> None:
    case = begun(desk)
    desk.library.own.mkdir(parents=True)
    (desk.library.own / "methods").mkdir()
    changed = dict(case.rulebook.method_document) | {"title": "Another method altogether"}
    (desk.library.own / "methods" / "four-by-four.json").write_text(json.dumps(changed))
    later = desk_on(tmp_path / "register")
    later.library.own = desk.library.own
    assert later.open(case.id).rulebook.method_document["title"] != "Another method altogether"
    assert later.create("New").rulebook.method_document["title"] == "Another method altogether"


def test_typing_is_kept_without_becoming_an_answer(desk: Desk, tmp_path: Path) -> None:
    case = begun(desk)
    events = len(case.document["events"])
    case.keep_typing("screening.other_harm_reason", "half a sen")
    again = desk_on(tmp_path / "register").open(case.id)
    assert again.document["drafts"] == {"screening.other_harm_reason": "half a sen"}
    assert len(again.document["events"]) == events


def test_where_the_assessor_stopped_is_kept(desk: Desk, tmp_path: Path) -> None:
    case = begun(desk)
    case.remember({"topic": "screening", "section": "people"})
    again = desk_on(tmp_path / "register").open(case.id)
    assert again.document["cursor"] == {"topic": "screening", "section": "people"}


def test_what_if_changes_nothing(desk: Desk) -> None:
    case = begun(desk)
    before = on_disk(desk, case)
    verdict = case.what_if("screening.part", "none")
    assert verdict["screening"]["conclusion"] == "not-applicable"
    assert on_disk(desk, case) == before == case.document


def test_a_long_history_stays_whole_and_verifiable(desk: Desk) -> None:
    case = begun(desk)
    for number in range(230):
        case.answer("screening.people", number + 1)
    assert desk.register.verify(case.id) == []
    events = list(desk.register.history(case.id))
    assert [event["seq"] for event in events] == list(range(1, 233))
    assert len(on_disk(desk, case)["events"]) <= 200
    case.undo()
    assert case.document["answers"]["screening"]["people"] == 229


def test_several_changes_are_one_or_none(desk: Desk) -> None:
    case = begun(desk)
    before = on_disk(desk, case)
    with pytest.raises(Invalid), case.together("answered", "two"):
        case.answer("screening.people", 5)
        case.answer("screening.establishment", "nowhere")
    assert on_disk(desk, case) == before == case.document
    with case.together("answered", "two"):
        case.answer("screening.people", 5)
        case.answer("screening.establishment", "eu")
    stored = on_disk(desk, case)
    assert len(stored["events"]) == len(before["events"]) + 1
    case.undo()
    assert case.document["answers"] == before["answers"]


def test_an_unfinished_dpia_is_not_approved(desk: Desk) -> None:
    case = begun(desk)
    risk = case.add_risk(title="Small", likelihood=1, severity=1, obvious="no", widespread="no")
    case.confirm_risk(risk)
    with pytest.raises(Invalid, match="open"):
        case.decide("approved", "We want to")
    assert case.document["decision"] is None


def full(*_arguments: object) -> None:
    raise OSError(28, "No space left on device")


def test_what_was_not_saved_survives_that_somebody_else_saved_meanwhile(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = begun(desk)
    theirs = desk_on(tmp_path / "register", "Bob").open(mine.id)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        for path, value in (("screening.people", 5), ("screening.establishment", "eu")):
            with pytest.raises(NotSaved):
                mine.answer(path, value)
    theirs.answer("screening.controller_kind", "company")
    mine.retry()
    stored = on_disk(desk, mine)
    assert stored["answers"]["screening"] == {
        **{"part": "controller", "controller_kind": "company"},
        **{"people": 5, "establishment": "eu"},
    }
    about = [(event["by"], event["about"]) for event in stored["events"][-3:]]
    assert about == [
        ("Bob", "screening.controller_kind"),
        ("Ada", "screening.people"),
        ("Ada", "screening.establishment"),
    ]
    assert desk.register.verify(mine.id) == []


def test_of_several_unsaved_changes_only_the_one_in_conflict_is_told(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = begun(desk)
    theirs = desk_on(tmp_path / "register", "Bob").open(mine.id)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        for path, value in (("screening.people", 5), ("screening.establishment", "eu")):
            with pytest.raises(NotSaved):
                mine.answer(path, value)
    theirs.answer("screening.people", 9)
    with pytest.raises(Conflict, match="How many people does it concern"):
        mine.retry()
    stored = on_disk(desk, mine)["answers"]["screening"]
    assert (stored["people"], stored["establishment"]) == (9, "eu")
    assert mine.document["answers"]["screening"] == stored


def test_typing_survives_that_somebody_else_saved_meanwhile(desk: Desk, tmp_path: Path) -> None:
    mine = begun(desk)
    theirs = desk_on(tmp_path / "register", "Bob").open(mine.id)
    theirs.answer("screening.people", 9)
    mine.keep_typing("screening.other_harm_reason", "half a sen")
    stored = on_disk(desk, mine)
    assert stored["drafts"] == {"screening.other_harm_reason": "half a sen"}
    assert stored["answers"]["screening"]["people"] == 9


def test_a_third_save_between_conflict_and_join_is_not_overwritten(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = begun(desk)
    others = [desk_on(tmp_path / "register", name).open(mine.id) for name in ("Bob", "Cid")]
    others[0].answer("screening.people", 9)
    real = type(desk.register).save
    late = iter([lambda: others[1].answer("screening.controller_kind", "company")])

    def save(register: Any, document: Any, stamp: Any) -> str:
        try:
            return real(register, document, stamp)
        except Conflict:
            if register is desk.register:
                next(late, lambda: None)()
            raise

    monkeypatch.setattr(type(desk.register), "save", save)
    mine.answer("screening.establishment", "eu")
    assert on_disk(desk, mine)["answers"]["screening"] == {
        **{"part": "controller", "people": 9},
        **{"controller_kind": "company", "establishment": "eu"},
    }


def test_an_archived_one_can_only_be_read_and_comes_back_as_it_was(desk: Desk) -> None:
    case = desk.create("Badges", authority="nl")
    with pytest.raises(Invalid, match="reason"):
        case.archive("  ")
    case.archive("The project was dropped.")
    assert case.document["status"] == "archived"
    with pytest.raises(Invalid, match="archived and cannot be changed"):
        case.answer("screening.part", "controller")
    with pytest.raises(Invalid, match="already"):
        case.archive("Again.")
    again = desk.open(case.id)
    assert again.document["events"][-1]["note"] == "The project was dropped."
    again.bring_back()
    assert again.document["status"] == "draft"
    again.answer("screening.part", "controller")
    with pytest.raises(Invalid, match="only from: Archived"):
        again.bring_back()
