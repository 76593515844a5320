"""Authorities: what is asked for some of them only, and how the rows of their lists are read."""

import json
from pathlib import Path
from typing import Any

import pytest

from dpia.errors import Invalid
from dpia.questionnaire.compile import compile_schema
from dpia.questionnaire.law import load_authority, logic_in_words
from dpia.questionnaire.lint import kind_of, lint
from dpia.questionnaire.lint.firing import dead
from dpia.questionnaire.lint.stock import Stock
from dpia.questionnaire.lint.wanted import unwanted
from dpia.questionnaire.rulebook import Rulebook
from dpia.questionnaire.trace import all_of, any_of
from tests.questionnaire.handmade import (
    authority,
    choice,
    evaluation,
    files,
    listing,
    pathway,
    rulebook,
    sound_library,
    topic,
)
from tests.questionnaire.randomly import accepts

Json = dict[str, Any]
SCHEMAS = {
    path.name.removesuffix(".schema.json"): json.loads(path.read_text(encoding="utf-8"))
    for path in (Path(__file__).parents[2] / "questionnaires" / "schemas").glob("*.schema.json")
}


def asking(show_if: Json, *names: str) -> Rulebook:
    asked = topic("t", {"a": choice(x_required=True, x_show_if=show_if)})
    return rulebook(asked, authorities=[authority(name) for name in names])


@pytest.mark.parametrize(
    ("show_if", "shown"),
    [
        ({"case.authorities": ["cz", "lv"]}, True),
        ({"case.authorities": "lv"}, True),
        ({"case.authorities": ["cz"]}, False),
        ({"case.authority": "bg"}, True),
        ({"case.authority": "lv"}, False),
        ({"not": {"case.authorities": "bg"}}, False),
        ({"answered": "case.authorities"}, True),
    ],
)
def test_what_is_asked_for_some_authorities_is_known_without_an_assessment(
    show_if: Json, shown: bool
) -> None:
    book = asking(show_if, "bg", "lv")
    assert evaluation(book, {}).visible("t.a").value is shown
    assert evaluation(book, {}, case={"decision": "none"}).visible("t.a").value is shown


@pytest.mark.parametrize("name", ["cz", "lv", "bg"])
def test_the_compiled_schema_knows_the_authorities_as_well(name: str) -> None:
    schema = compile_schema(asking({"case.authorities": name}, "bg", "lv"))
    assert accepts(schema, {"t": {"a": "yes"}}) is (name != "cz")
    assert accepts(schema, {"t": {}}) is (name == "cz")


def test_what_the_assessment_says_wins() -> None:
    seen = evaluation(asking({"case.authorities": "lv"}, "bg"), {}, case={"authorities": ["lv"]})
    assert seen.visible("t.a").value is True


def test_an_authority_nobody_has_a_file_of_is_told() -> None:
    def defects(name: str) -> list[tuple[str, str]]:
        asked = topic("t", {"a": choice(x_show_if={"case.authorities": [name]})})
        found = sound_library() | files(asked, steps=("sound", "t"), criteria=("sensitive_data",))
        stock = Stock(found, {key: kind_of(key) for key in found}, list(found))
        return [(d.kind, d.where) for d in [*unwanted(stock), *dead(stock)]]

    assert ("no-such-choice", "/properties/a/x-show-if") in defects("zz")
    assert "/properties/a/x-show-if" not in {where for _kind, where in defects("bg")}


# Lists and their rows


def marked(*names: str) -> Json:
    """Return a topic of yes/no questions, each of which carries the criterion of its name."""
    questions = {name: choice() for name in names}
    for name, question in questions.items():
        question["oneOf"][0]["x-criteria"] = [name]
    return topic("q", questions)


def plus_book() -> Rulebook:
    row = {"when": {"q.a": "yes"}, "plus": ["b", "c"], "parts": {"own": {"q.a": "yes"}}}
    held = authority("cz", lists=[listing({"cz-35-4-1": row}, name="cz")])
    return rulebook(marked("a", "b", "c"), criteria=("a", "b", "c"), authorities=[held])


TRUTHS = {"yes": True, "no": False, None: None}


@pytest.mark.parametrize("a", TRUTHS)
@pytest.mark.parametrize("b", TRUTHS)
@pytest.mark.parametrize("c", TRUTHS)
def test_a_row_with_plus_needs_its_own_condition_and_one_of_the_criteria(
    a: str | None, b: str | None, c: str | None
) -> None:
    given = {"a": a, "b": b, "c": c}
    ev = evaluation(plus_book(), {"q": {name: v for name, v in given.items() if v is not None}})
    beside = any_of([TRUTHS[b], TRUTHS[c]])
    trace = ev.row("cz-35-4-1")
    assert trace.value is all_of([TRUTHS[a], beside])
    own, criteria = trace.because[0].because
    assert (own.id, own.value) == ("q.a", TRUTHS[a])
    assert [(part.kind, part.id) for part in criteria.because] == [
        ("criterion", "b"),
        ("criterion", "c"),
    ]
    assert ev.row("cz-35-4-1", "own").value is TRUTHS[a]


def test_the_compiled_schema_sees_what_a_row_asks_for_beside_it() -> None:
    book = plus_book()
    late = topic("late", {"x": choice(x_required=True, x_show_if={"row": "cz-35-4-1"})})
    book = Rulebook(
        {**book.files, "topics/late": late, "pathways/edpb-2026": pathway("q", "late")}, "cz"
    )
    schema = compile_schema(book)
    no = {"b": "no", "c": "no"}
    assert not accepts(schema, {"q": {"a": "yes", **no, "b": "yes"}})
    assert accepts(schema, {"q": {"a": "yes", **no, "b": "yes"}, "late": {"x": "yes"}})
    assert not accepts(schema, {"q": {"a": "yes", **no}, "late": {"x": "yes"}})


BROKEN_LOGIC = {
    "unknown": ({"logic": "all-rows"}, "logic nobody knows"),
    "own without when": ({"logic": "own"}, "does not say which"),
    "when beside any-row": ({"logic": "any-row", "when": {"q.a": "yes"}}, "condition of its own"),
    "when beside two-rows": ({"logic": "two-rows", "when": {"q.a": "yes"}}, "condition of its own"),
    "unless nothing": ({"unless": "cz-35-5"}, "cannot give way"),
    "unless itself": ({"unless": "cz-35-4"}, "cannot give way"),
}


@pytest.mark.parametrize("name", BROKEN_LOGIC)
def test_a_list_whose_logic_makes_no_sense_is_refused_in_words(name: str) -> None:
    changes, word = BROKEN_LOGIC[name]
    document = authority("cz", lists=[listing({"cz-35-4-1": {"q.a": "yes"}}, name="cz", **changes)])
    with pytest.raises(Invalid) as refused:
        load_authority(document)
    assert "cz-35-4" in refused.value.message and word in refused.value.message


def test_a_list_that_frees_gives_way_to_none() -> None:
    lists = [
        listing({"cz-35-5-1": {"q.a": "yes"}}, "35(5)", "cz", unless="cz-35-5"),
        listing({"cz-35-4-1": {"q.a": "yes"}}, name="cz", unless="cz-35-5"),
    ]
    with pytest.raises(Invalid):
        load_authority(authority("cz", lists=lists))
    del lists[0]["unless"]
    assert [entry.unless for entry in load_authority(authority("cz", lists=lists)).lists] == [
        "",
        "cz-35-5",
    ]


def test_the_logic_of_a_list_is_told_in_words() -> None:
    row: Json = {"when": {"q.a": "yes"}}
    lists = [
        listing({"cz-35-5-1": row}, "35(5)", "cz"),
        listing({"cz-35-4-1": row}, name="cz", id="cz-35-4-a", logic="two-rows"),
        listing({"cz-35-4-2": row}, name="cz", id="cz-35-4-b", when={"row": "cz-35-4-2"}),
        listing({"cz-35-4-3": {**row, "plus": ["b"]}}, name="cz", unless="cz-35-5"),
    ]
    found = load_authority(authority("cz", lists=lists)).lists
    assert [entry.logic for entry in found] == ["any-row", "two-rows", "own", "any-row"]
    assert [logic_in_words(entry) for entry in found] == [
        "One row is enough.",
        "Two rows or more must match.",
        "The list combines its rows by a rule of its own.",
        "One row is enough. Some rows count only with a criterion beside them. "
        "It gives way to the list of exempt operations.",
    ]


def test_an_authority_may_have_no_list_and_bodies_for_parts_of_the_country() -> None:
    document = authority("de")
    document["bodies"][0] |= {"region": "The south", "when": {"fact": "many"}}
    document["hints"] = [{"id": "h", "title": "Many", "text": "Over 50.", "source": "A note"}]
    document["hints"][0]["confidence"] = "secondary"
    files_ = sound_library() | {"authorities/de": document}
    assert document["lists"] == [] and lint(files_, SCHEMAS) == []
