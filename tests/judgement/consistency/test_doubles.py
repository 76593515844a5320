"""The same processing assessed twice, perhaps."""

from dataclasses import replace
from typing import Any

from dpia.judgement.consistency.doubles import contradictions, perhaps_same
from tests.judgement.synthetic import BOOK, document

Json = dict[str, Any]


def row(ident: str, title: str, controller: str = "", *purposes: str) -> Json:
    return {"id": ident, "title": title, "controller": controller, "purposes": list(purposes)}


def groups(*rows: Json) -> list[tuple[str, list[str]]]:
    return [(group["because"], group["ids"]) for group in perhaps_same(rows)]


def test_the_same_title_in_other_case_and_signs_is_perhaps_the_same() -> None:
    assert groups(row("a", "Staff badges"), row("b", "STAFF  badges."), row("c", "Cameras")) == [
        ("title", ["a", "b"])
    ]


def test_the_same_title_of_two_controllers_is_not() -> None:
    assert groups(row("a", "Badges", "North"), row("b", "Badges", "South")) == []
    assert groups(row("a", "Badges", "North"), row("b", "Badges")) == [("title", ["a", "b"])]
    three = (row("a", "Badges", "North"), row("b", "Badges", "South"), row("c", "Badges", "north"))
    assert groups(*three) == [("title", ["a", "c"])]


def test_one_controller_with_purposes_in_the_same_words_is_perhaps_the_same() -> None:
    one = row("a", "Doors", "North", "Let staff into the building")
    two = row("b", "Badges", "North", "let staff into THE building")
    assert groups(one, two) == [("purpose", ["a", "b"])]
    assert groups(one, row("b", "Badges", "South", "Let staff into the building")) == []
    assert groups(one, row("b", "Badges", "North", "Let visitors into the building")) == []
    assert groups(one, row("b", "Doors", "North", "let staff into the building")) == [
        ("title", ["a", "b"])
    ]


def test_too_few_words_and_no_controller_say_nothing() -> None:
    short = row("a", "Doors", "North", "Security"), row("b", "Badges", "North", "Security")
    assert groups(*short) == []
    assert groups(row("a", "Doors", "", "Let staff in"), row("b", "Gate", "", "Let staff in")) == []
    assert groups(row("a", ""), row("b", "")) == []


def told(*answers: Json) -> list[tuple[str, list[Any]]]:
    cases = [document(a) | {"id": str(n), "reference": f"2026-{n}"} for n, a in enumerate(answers)]
    found = contradictions(cases, BOOK.questions())
    return [(e["question"], [(a["reference"], a["value"]) for a in e["answers"]]) for e in found]


def test_a_question_answered_differently_is_named_with_both_answers() -> None:
    assert told({"large_scale": "yes"}, {"large_scale": "no"}) == [
        ("facts.large_scale", [("2026-0", "yes"), ("2026-1", "no")])
    ]


def test_the_same_answers_and_one_that_is_missing_contradict_nothing() -> None:
    assert told({"large_scale": "yes"}, {"large_scale": "yes"}) == []
    assert told({"large_scale": "yes"}, {"large_scale": None}) == []


def test_the_order_of_several_choices_does_not_count() -> None:
    question = next(iter(BOOK.questions()))
    several = replace(question, kind="choices")
    cases = [{"id": "a", "answers": {"facts": {several.id: ["x", "y"]}}}]
    cases.append({"id": "b", "answers": {"facts": {several.id: ["y", "x"]}}})
    assert contradictions(cases, [several]) == []
    cases[1]["answers"]["facts"][several.id] = ["y"]  # type: ignore[index]
    assert len(contradictions(cases, [several])) == 1
