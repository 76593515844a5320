"""Answers carried over to a new version, through renamed, changed and vanished questions."""

from datetime import date
from typing import Any

from dpia.assessment import event
from dpia.assessment.answering import CONFIRM, answer, confirm, unlooked
from dpia.assessment.carrying import Carried, carry
from dpia.assessment.document import blank
from dpia.assessment.shelf import settle
from dpia.questionnaire.rulebook import Rulebook
from tests.questionnaire.handmade import choice, choices, number, rows, sound_library, text, topic

AT = "2026-11-28T10:00:00Z"
DAY = date(2026, 11, 28)


def book(questions: dict[str, Any]) -> Rulebook:
    files = sound_library() | {"topics/q": topic("q", questions)}
    files["pathways/edpb-2026"]["steps"].append({"topic": "q"})
    lead = next(key.partition("/")[2] for key in files if key.startswith("authorities/"))
    method = next(key.partition("/")[2] for key in files if key.startswith("methods/"))
    return Rulebook(files, lead, (), "edpb-2026", method)


def replacing(question: dict[str, Any], *old: str) -> dict[str, Any]:
    return question | {"x-replaces": list(old)}


OLD = {
    "who": text(),
    "kind": choice("company", "club"),
    "data": choices("health", "mail", "fax"),
    "people": number(),
    "gone": text(),
    "places": rows(columns={"name": text(), "fax": text(), "size": choice("big", "small")}),
}


def old_document() -> dict[str, Any]:
    document = blank(id="old", title="T", created=AT, authority="bg")
    document["answers"]["q"] = {
        "who": "Us",
        "kind": "club",
        "data": ["health", "fax"],
        "people": 7,
        "gone": "x",
        "places": [{"id": "p1", "name": "Here", "fax": "1", "size": "big"}],
    }
    document["marks"]["q"] = {
        "/who": {"note": "Asked.", "evidence": ["A letter"]},
        "/places/p1/name": {"assumed": True},
        "/gone": {"note": "Lost with it."},
    }
    document["opinions"] = {"dpo": {"advice": "Go."}}
    document["decision"] = {"outcome": "approved", "at": AT}
    document["risks"] = [{"id": "r1", "title": "R", "inherent": {"likelihood": 2}}]
    document["risks"][0]["confirmed"] = {"by": "Ada"}
    return event.record({}, document, kind="created", about="a", by="Ada", at=AT, salt="s")


NEW = {
    "controller": replacing(text(), "who"),
    "kind": choice("company", "association"),
    "data": choices("health", "post"),
    "people": number(maximum=5),
    "places": rows(columns={"called": replacing(text(), "name"), "size": choice("big", "small")}),
    "fresh": text(),
}
NEW["kind"]["oneOf"][1]["x-replaces"] = ["club"]


def carried(new: dict[str, Any] = NEW) -> Carried:
    return carry(old_document(), book(OLD), book(new))


def test_answers_follow_renamed_questions_choices_and_columns() -> None:
    answers = carried().document["answers"]["q"]
    assert answers["controller"] == "Us"
    assert answers["kind"] == "association"
    assert answers["data"] == ["health"]
    assert answers["places"] == [{"id": "p1", "called": "Here", "size": "big"}]


def test_every_carried_answer_is_to_be_confirmed_and_keeps_its_notes() -> None:
    marks = carried().document["marks"]["q"]
    assert marks["/controller"] == {"note": "Asked.", "evidence": ["A letter"], CONFIRM: True}
    assert marks["/places/p1/called"] == {"assumed": True, CONFIRM: True}
    assert marks["/places/p1/size"] == {CONFIRM: True}
    assert "/gone" not in marks and "/people" not in marks


def test_what_is_lost_changed_and_new_is_told_with_the_reason() -> None:
    found = carried()
    lost = {told["path"]: told["value"] for told in found.lost}
    assert lost == {"q.gone": "x", "q.data": "Fax", "q.people": 7, "q.places/p1/fax": "1"}
    assert all(told["why"].endswith(".") for told in found.lost)
    changed = {told["path"]: " ".join(told["what"]) for told in found.changed}
    assert "No longer offered" in changed["q.data"]
    assert "No longer a column" in changed["q.places"]
    assert found.new == ["q.fresh"]


def test_what_belongs_to_the_old_decision_stays_behind() -> None:
    document = carried().document
    assert document["decision"] is None and document["opinions"] == {}
    assert document["status"] == "draft" and document["version"] == 2
    assert document["previous"] == {"id": "old", "head": event.head(old_document())}
    assert document["risks"] == [{"id": "r1", "title": "R", "inherent": {"likelihood": 2}}]
    assert document["events"] == []


def test_the_old_document_is_left_as_it_was() -> None:
    document = old_document()
    before = event.working_copy(document)
    carry(document, book(OLD), book(NEW))
    assert document == before


def test_carrying_twice_is_the_same_as_once() -> None:
    once = carried()
    twice = carry({**once.document, "id": "old"}, book(NEW), book(NEW))
    for part in ("answers", "marks", "risks", "measures"):
        assert twice.document[part] == once.document[part]
    assert twice.lost == [] and twice.changed == [] and twice.new == []


def test_with_the_same_questionnaires_nothing_is_lost() -> None:
    same = carried(OLD)
    assert same.document["answers"] == old_document()["answers"]
    assert (same.lost, same.changed, same.new) == ([], [], [])


def test_looking_at_an_answer_takes_the_mark_away() -> None:
    new, document = book(NEW), carried().document
    by_confirming = confirm(document, new, "q.places")
    assert by_confirming["marks"]["q"]["/places/p1/called"] == {"assumed": True}
    assert "/places/p1/size" not in by_confirming["marks"]["q"]
    by_answering = answer(document, new, "q.controller", "Us")
    assert CONFIRM not in by_answering["marks"]["q"]["/controller"]


def test_what_waits_on_the_shelf_is_carried_too() -> None:
    old = book({"club": choice("yes", "no"), "name": text() | {"x-show-if": {"club": "yes"}}})
    new = book(
        {"club": choice("yes", "no"), "called": replacing(text(), "name")
         | {"x-show-if": {"club": "yes"}}}
    )  # fmt: skip
    document = blank(id="old", title="T", created=AT, authority="bg")
    document["answers"]["q"] = {"club": "no"}
    document["shelf"]["q"] = {"/name": "The rowers"}
    document = event.record({}, document, kind="created", about="a", by="Ada", at=AT, salt="s")
    carried = carry(document, old, new)
    settled = settle(carried.document, new, DAY)
    assert (settled["answers"]["q"], settled["shelf"]["q"]) == (
        {"club": "no"},
        {"/called": "The rowers"},
    )
    assert list(unlooked(settled)) == [("q", "/club")]
    back = answer(settled, new, "q.club", "yes")
    back = settle(back, new, DAY)
    assert back["answers"]["q"] == {"club": "yes", "called": "The rowers"}
    assert list(unlooked(back)) == [("q", "/called")]


def test_one_choice_becomes_a_list_where_several_can_be_chosen() -> None:
    carried = carry(old_document(), book(OLD), book(OLD | {"kind": choices("company", "club")}))
    assert carried.document["answers"]["q"]["kind"] == ["club"]
    assert not [told for told in carried.lost if told["path"] == "q.kind"]
