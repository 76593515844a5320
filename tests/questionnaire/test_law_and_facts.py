"""Scores, dated law, facts, criteria and list rows."""

from datetime import date
from typing import Any

import pytest

from dpia.errors import Invalid, NotFound
from dpia.questionnaire.condition import parse
from dpia.questionnaire.trace import unknowns
from tests.questionnaire.handmade import (
    authority,
    choice,
    choices,
    evaluation,
    number,
    pathway,
    rows,
    rulebook,
    topic,
)
from tests.questionnaire.truth import F, T, Truth, U, facts, seen, worth

# Scores


def scored() -> Any:
    one = choice("none", "some", "many")
    for option, score in zip(one["oneOf"], (0, 1, 3), strict=True):
        option["x-score"] = score
    several = choices("x", "y")
    for option, score in zip(several["items"]["oneOf"], (1, 2), strict=True):
        option["x-score"] = score
    gated_ = choice("no", "yes", x_show_if={"one": "many"})
    for option, score in zip(gated_["oneOf"], (0, 5), strict=True):
        option["x-score"] = score
    return rulebook(topic("s", {"one": one, "several": several, "gated": gated_, "free": choice()}))


@pytest.mark.parametrize(
    ("answers", "bounds", "expected"),
    [
        ({"one": "some", "several": ["x", "y"]}, {"minimum": 4}, T),
        ({"one": "some", "several": ["x", "y"]}, {"minimum": 5}, F),
        ({"one": "some"}, {"minimum": 1}, T),
        ({"one": "some"}, {"minimum": 2}, U),
        ({"one": "some"}, {"minimum": 5}, F),
        ({"one": "some"}, {"maximum": 4}, T),
        ({"one": "some"}, {"maximum": 3}, U),
        ({"one": "many", "several": []}, {"minimum": 8}, U),
        ({"one": "many", "several": [], "gated": "yes"}, {"minimum": 8}, T),
        ({"one": "some", "several": [], "gated": "yes"}, {"minimum": 2}, F),
        ({"several": [], "gated": "yes"}, {"maximum": 0}, U),
        ({}, {"minimum": 0}, T),
        ({}, {"minimum": 12}, F),
        ({}, {"minimum": 11}, U),
    ],
)
def test_score(answers: dict[str, Any], bounds: dict[str, int], expected: Truth) -> None:
    ev = evaluation(scored(), {"s": answers})
    assert worth(ev, {"score": "s", **bounds}) is expected


def test_a_score_tells_the_questions_it_waits_for() -> None:

    ev = evaluation(scored(), {"s": {"several": ["x"]}})
    trace = ev.test(parse({"score": "s", "minimum": 5}))
    assert {leaf.id for leaf in unknowns(trace)} == {"s.one"}


# The law


def law() -> Any:
    table = {
        "format": "dpia-law/1",
        "id": "adequacy",
        "rows": [
            {"id": "us-1", "key": "us", "title": "Old", "valid_from": "2000-07-26", "law": "x"}
            | {"valid_to": "2015-10-06"},
            {"id": "us-2", "key": "us", "title": "New", "valid_from": "2023-07-10", "law": "y"}
            | {"when": {"certified": "yes"}},
            {"id": "jp", "key": "jp", "title": "Japan", "valid_from": "2019-01-23", "law": "z"},
        ],
    }
    columns = {"country": choice("us", "jp", "in"), "certified": choice()}
    return rulebook(topic("t", {"rows": rows(columns=columns)}), law=[table])


@pytest.mark.parametrize(
    ("row", "on", "expected"),
    [
        ({"country": "jp"}, (2026, 1, 1), T),
        ({"country": "jp"}, (2018, 1, 1), F),
        ({"country": "in"}, (2026, 1, 1), F),
        ({}, (2026, 1, 1), U),
        ({"country": "us", "certified": "yes"}, (2026, 1, 1), T),
        ({"country": "us", "certified": "no"}, (2026, 1, 1), F),
        ({"country": "us"}, (2026, 1, 1), U),
        ({"country": "us", "certified": "no"}, (2015, 10, 6), T),
        ({"country": "us", "certified": "yes"}, (2015, 10, 7), F),
    ],
)
def test_in_law(row: dict[str, Any], on: tuple[int, int, int], expected: Truth) -> None:

    ev = evaluation(law(), {"t": {"rows": [{"id": "r", **row}]}}, date(*on))
    assert worth(ev, {"some": "t.rows", "where": {"in-law": "adequacy", "key": "country"}}) is (
        expected
    )


def test_a_law_table_that_is_missing_is_an_error_in_words() -> None:
    with pytest.raises(Invalid) as refused:
        worth(seen(T), {"in-law": "nothing", "key": "q.a"})
    assert "no law table “nothing”" in refused.value.message


# Facts, criteria and rows


def test_facts_rules_and_choices_meet_criteria() -> None:
    asked = topic(
        "t",
        {"a": choice(), "b": choice(), "g": rows()},
        facts={"a_holds": {"a": "yes"}},
        rules=[
            {"id": "r", "when": {"fact": "a_holds"}, "raises": {"criterion": "first"}, "x-law": "x"}
        ],
    )
    asked["properties"]["b"]["oneOf"][0]["x-criteria"] = ["first", "second"]
    cell = asked["properties"]["g"]["items"]["properties"]["kind"]
    cell["oneOf"][0]["x-criteria"] = ["third"]
    book = rulebook(asked, criteria=("first", "second", "third", "fourth"))

    def met(answers: dict[str, Any]) -> list[Truth]:
        ev = evaluation(book, {"t": answers})
        return [ev.criterion(name).value for name in book.criteria]

    assert met({}) == [U, U, U, F]
    assert met({"a": "yes"}) == [T, U, U, F]
    assert met({"a": "no", "b": "no", "g": []}) == [F, F, F, F]
    assert met({"b": "yes", "g": [{"id": "x", "kind": "a"}]}) == [T, T, T, F]
    ev = evaluation(book, {"t": {"b": "yes"}})
    trace = ev.criterion("first")
    assert trace.value is True and [part.id for part in trace.because] == ["t.b"]


def test_an_authority_reads_a_fact_its_own_way_for_its_own_rows_only() -> None:
    asked = topic(
        "t",
        {"people": number()},
        facts={
            "large": {"people": {"minimum": 1000}},
            "large_indeed": {"fact": "large"},
        },
    )
    own = {"large": {"title": "Large here", "when": {"t.people": {"minimum": 10}}, "law": "x"}}
    book = rulebook(
        asked,
        authorities=[
            authority("nl", facts=own, rows={"nl-35-4-1": {"fact": "large_indeed"}}),
            authority("bg", rows={"bg-35-4-1": {"fact": "large_indeed"}}),
        ],
    )
    ev = evaluation(book, {"t": {"people": 100}})
    assert ev.fact("large").value is False
    assert ev.fact("large", "nl").value is True
    assert ev.fact("large", "bg").value is False
    assert ev.row("nl-35-4-1").value is True
    assert ev.row("bg-35-4-1").value is False
    assert worth(ev, {"row": "nl-35-4-1"}) is True


def test_a_row_is_asked_for_whole_or_in_parts() -> None:
    row = {"when": {"q.a": "yes"}, "parts": {"type": {"q.b": "yes"}}}
    book = rulebook(facts(), authorities=[authority("gr", rows={"gr-35-4-1.1": row})])
    ev = evaluation(book, {"q": {"a": "no", "b": "yes"}})
    assert worth(ev, {"row": "gr-35-4-1.1"}) is False
    assert worth(ev, {"row": "gr-35-4-1.1", "part": "type"}) is True
    for missing in ({"row": "gr-35-4-9"}, {"row": "gr-35-4-1.1", "part": "use"}):
        with pytest.raises(Invalid):
            worth(ev, missing)


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        ({"fact": "none"}, "fact “none”"),
        ({"criterion": "none"}, "criterion “none”"),
        ({"row": "none"}, "list row “none”"),
        ({"score": "none", "minimum": 1}, "questionnaire “none”"),
        ({"q.none": "x"}, "question “q.none”"),
        ({"some": "q.none"}, "question “q.none”"),
        ({"q.a/x/y": "x"}, "no cell"),
    ],
)
def test_names_nobody_defined_are_errors_in_words(raw: Any, word: str) -> None:
    with pytest.raises((Invalid, NotFound)) as refused:
        worth(seen(), raw)
    assert word in refused.value.message


def test_a_cycle_is_an_error_in_words_and_can_be_asked_again() -> None:
    book = rulebook(
        topic("t", {"a": choice()}, facts={"x": {"fact": "y"}, "y": {"not": {"fact": "x"}}})
    )
    ev = evaluation(book, {})
    for _ in range(2):
        with pytest.raises(Invalid) as refused:
            ev.fact("x")
        assert "cycle" in refused.value.message


def test_questions_that_show_each_other_are_an_error_in_words() -> None:
    book = rulebook(
        topic("t", {"a": choice(x_show_if={"b": "yes"}), "b": choice(x_show_if={"a": "yes"})})
    )
    with pytest.raises(Invalid) as refused:
        evaluation(book, {"t": {"a": "yes", "b": "yes"}}).visible("t.a")
    assert "cycle" in refused.value.message


def test_a_fact_defined_twice_is_refused() -> None:
    book = rulebook(
        topic("s", {"a": choice()}, facts={"x": {"a": "yes"}}),
        topic("t", {"a": choice()}, facts={"x": {"a": "yes"}}),
    )
    with pytest.raises(Invalid) as refused:
        evaluation(book, {}).fact("x")
    assert "“x” is defined in two" in refused.value.message


def test_the_topics_follow_the_pathway() -> None:
    steps = pathway("second", "first")["steps"]
    book = rulebook(topic("first", {"a": choice()}), topic("second", {"a": choice()}), steps=steps)
    assert list(book.topics) == ["second", "first"]
    assert [q.path for q in book.questions()] == ["second.a", "first.a"]
