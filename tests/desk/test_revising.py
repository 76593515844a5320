"""A decided assessment, its next version, and what becomes of the one before."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dpia.desk.case import Case
from dpia.desk.comparing import compared
from dpia.desk.desk import Desk
from dpia.desk.revising import revise
from dpia.errors import Invalid, NotSaved

SOUND = json.loads(
    (Path(__file__).parents[1] / "judgement" / "findings" / "sound.json").read_text("utf-8")
)


def decided(desk: Desk) -> Case:
    case = desk.bring_in({**SOUND, "title": "News by mail"})
    for measure in case.document["measures"]:
        case.change_measure(measure["id"], status="implemented", due="")
    for risk in case.document["risks"]:
        case.confirm_risk(risk["id"])
    case.decide("approved", "Nothing stands against it.")
    return case


def test_the_next_version_carries_the_answers_and_leaves_the_old_one_alone(desk: Desk) -> None:
    old = decided(desk)
    before = desk.register.file(old.id).read_bytes()
    new, carried = revise(old)
    assert new.document["reference"] == "2026-0001-v2" and new.document["version"] == 2
    assert new.document["answers"] == old.document["answers"]
    assert (carried.lost, carried.new) == ([], [])
    assert new.document["decision"] is None and not new.document["opinions"]
    assert desk.register.file(old.id).read_bytes() == before
    assert desk.open("2026-0001").id == old.id


def test_it_is_approved_only_when_every_carried_answer_was_looked_at(desk: Desk) -> None:
    new, _carried = revise(decided(desk))
    new.advise("Go on.", "DPO")
    new.views(True, "Fine.")
    for risk in new.document["risks"]:
        new.confirm_risk(risk["id"])
    with pytest.raises(Invalid, match="carried over"):
        new.decide("approved", "Still fine.")
    for path in new.to_confirm():
        new.confirm(path)
    assert new.document["summary"]["to_confirm"] == 0
    new.decide("approved", "Still fine.")
    old = desk.open("2026-0001")
    assert old.document["status"] == "superseded"
    assert "2026-0001-v2" in old.document["events"][-1]["note"]
    with pytest.raises(Invalid):
        old.answer("screening.people", 4)


@pytest.mark.parametrize("trouble", [KeyboardInterrupt(), NotSaved("The disk is full.")])
def test_a_decision_cut_off_before_the_old_version_gave_way_is_finished_when_it_is_opened(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, trouble: BaseException
) -> None:
    old = decided(desk)
    new, _carried = revise(old)
    new.advise("Go on.", "DPO")
    new.views(True, "Fine.")
    for risk in new.document["risks"]:
        new.confirm_risk(risk["id"])
    for path in new.to_confirm():
        new.confirm(path)

    def cut_off(_case: Case, _reference: str) -> None:
        raise trouble

    with monkeypatch.context() as patch, suppress(KeyboardInterrupt):
        patch.setattr(Case, "give_way", cut_off)
        new.decide("approved", "Still fine.")
    assert desk.open(old.id).document["status"] == "decided"
    assert desk.open(new.id).document["status"] == "decided"
    assert desk.open(old.id).document["status"] == "superseded"


def test_a_version_is_opened_once_and_only_from_a_decision(desk: Desk) -> None:
    old = decided(desk)
    new, _carried = revise(old)
    with pytest.raises(Invalid, match="2026-0001-v2"):
        revise(old)
    with pytest.raises(Invalid, match="Only a decided"):
        revise(new)
    with pytest.raises(Invalid, match="nothing of yours"):
        new.undo()


def test_a_version_is_not_reopened_while_the_one_after_it_is_at_work(desk: Desk) -> None:
    old = decided(desk)
    new, _carried = revise(old)
    (way,) = [way for way in old.ways() if way.move.id == "reopen"]
    assert "2026-0001-v2 is the version after this one" in " ".join(way.refused)
    with pytest.raises(Invalid, match="Go on with it, or archive it first"):
        old.reopen("We missed something.")
    assert desk.open(old.id).document["status"] == "decided"
    new.archive("Begun too early.")
    old.reopen("We missed something.")
    assert desk.open(old.id).document["status"] == "draft"


def test_the_old_one_keeps_its_verdict_whatever_the_new_one_is_judged_by(desk: Desk) -> None:
    old = decided(desk)
    before = old.verdict
    new, _carried = revise(old)
    new.answer("screening.people_kinds", ["children"])
    again = desk.open(old.id)
    assert again.verdict == before
    assert new.verdict["screening"]["criteria"] != before["screening"]["criteria"]


def test_a_decision_on_the_day_of_the_review_or_after_it_sets_the_next_one(desk: Desk) -> None:
    old = decided(desk)
    planned = old.document["dates"]["review_due"]
    old.reopen("A word was missing.")
    old.decide("rejected", "Within the year.")
    assert old.document["dates"]["review_due"] == planned
    desk.clock = lambda: datetime(2028, 3, 1, 12, tzinfo=UTC)
    again = desk.open(old.id)
    assert again.state == "due-for-review"
    again.reopen("The review is due.")
    again.decide("rejected", "Looked at again.")
    assert again.document["dates"]["review_due"] == desk.review_date(desk.today())
    assert again.state == "decided"


def test_the_order_in_which_a_file_names_choices_is_no_difference(desk: Desk) -> None:
    question = desk.create("A case").rulebook.question("screening.technology")
    turned = [choice.value for choice in question.choices[:2]][::-1]
    screening = {**SOUND["answers"]["screening"], "technology": turned}
    answers = {**SOUND["answers"], "screening": screening}
    old = desk.bring_in({**SOUND, "title": "News by mail", "answers": answers})
    old.decide("rejected", "Not now.")
    new, _carried = revise(old)
    assert compared(old, new)["answers"] == []
