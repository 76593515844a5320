"""The compiled schema says exactly what the evaluation says, for any answers and any rulebook."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dpia.questionnaire.compile import compile_schema
from dpia.questionnaire.condition import parse
from dpia.questionnaire.rulebook import Rulebook
from dpia.questionnaire.standard.definite import Definite
from tests.long import long
from tests.questionnaire.handmade import (
    DAY,
    choice,
    evaluation,
    number,
    rows,
    rulebook,
    text,
    topic,
)
from tests.questionnaire.metaschema import is_schema
from tests.questionnaire.randomly import (
    CONDITIONS,
    acceptor,
    accepts,
    answers_to,
    base_topic,
    book_of,
    by_validator,
    changed,
    complaint,
    rulebooks,
    settled,
)

Json = dict[str, Any]
DATA = Path(__file__).parents[2] / "questionnaires"
BOOK = book_of(base_topic(), steps=("base",))


def agree(book: Rulebook, answers: Json, accepting: Callable[[Json], bool]) -> None:
    why = complaint(evaluation(book, answers), answers)
    assert accepting(answers) == (not why), why or "the schema refuses, nothing is wrong"


@settings(max_examples=long(140, 400), deadline=None, suppress_health_check=list(HealthCheck))
@given(CONDITIONS, answers_to(BOOK))
def test_a_condition_has_a_schema_for_true_and_one_for_false(raw: Json, answers: Json) -> None:
    definite = Definite(BOOK, DAY)
    pair = definite.of(parse(raw))
    assert pair.exact
    value = evaluation(BOOK, answers).test(parse(raw)).value
    for schema, expected in ((pair.true, value is True), (pair.false, value is False)):
        whole = {"allOf": [schema], "$defs": definite.definitions}
        assert accepts(whole, answers) == expected, value


@settings(max_examples=long(18, 50), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_rulebook_and_its_schema_agree_on_any_answers(data: st.DataObject) -> None:
    book = data.draw(rulebooks())
    accepting = acceptor(compile_schema(book, DAY))
    for _ in range(2):
        answers = data.draw(answers_to(book))
        agree(book, answers, accepting)
        answers = settled(book, answers, data)
        agree(book, answers, accepting)
        for _ in range(2):
            agree(book, changed(book, answers, data), accepting)


@settings(max_examples=long(18, 50), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_without_a_day_the_schema_is_never_stricter_than_the_evaluation(
    data: st.DataObject,
) -> None:
    book = data.draw(rulebooks())
    accepting = acceptor(compile_schema(book))
    for _ in range(3):
        answers = settled(book, data.draw(answers_to(book)), data)
        if not complaint(evaluation(book, answers), answers):
            assert accepting(answers)


# The shipped pathways


def shipped(pathway: str) -> Rulebook:
    folders = ("topics", "pathways", "authorities", "methods", "law", "catalogue")
    found = {
        f"{folder}/{path.stem}": json.loads(path.read_text(encoding="utf-8"))
        for folder in folders
        for path in (DATA / folder).glob("*.json")
    }
    return Rulebook(found, "bg", ("nl",), pathway)


PATHWAYS = sorted(path.stem for path in (DATA / "pathways").glob("*.json"))


@cache
def compiled(name: str) -> tuple[Rulebook, Json, Callable[[Json], bool]]:
    """Return a shipped pathway with its schema, and what says whether answers are valid by it."""
    book = shipped(name)
    schema = compile_schema(book, DAY)
    return book, schema, acceptor(schema)


@pytest.mark.parametrize("name", PATHWAYS)
@settings(max_examples=long(9, 25), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_shipped_pathway_and_its_schema_agree(name: str, data: st.DataObject) -> None:
    book, _schema, accepting = compiled(name)
    answers = settled(book, {}, data)
    assert complaint(evaluation(book, answers), answers) == ""
    assert accepting(answers)
    for _ in range(5):
        agree(book, changed(book, answers, data), accepting)


@pytest.mark.parametrize("name", PATHWAYS)
@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_validator_says_so_too(name: str, data: st.DataObject) -> None:
    book, schema, accepting = compiled(name)
    answers = settled(book, {}, data)
    for found in (answers, changed(book, answers, data)):
        assert by_validator(schema, found) == accepting(found)


@pytest.mark.parametrize("name", PATHWAYS)
def test_a_shipped_pathway_compiles_to_a_plain_schema(name: str) -> None:
    book, schema, accepting = compiled(name)
    assert is_schema(schema)
    assert '"x-' not in json.dumps(schema)
    assert json.loads(json.dumps(schema)) == schema
    refs = set(_refs(schema))
    assert refs == {f"#/$defs/{name}" for name in schema["$defs"]}
    assert compile_schema(book, DAY) == schema
    assert not accepting({"nothing": {}})
    assert not accepting({})


def _refs(schema: Any) -> list[str]:
    if isinstance(schema, dict):
        own = [schema["$ref"]] if isinstance(schema.get("$ref"), str) else []
        return own + [ref for value in schema.values() for ref in _refs(value)]
    return [ref for value in schema for ref in _refs(value)] if isinstance(schema, list) else []


# By hand


def test_the_schema_reads_like_one_a_person_would_write() -> None:
    book = rulebook(
        topic(
            "t", {"a": choice(x_required=True), "b": text(x_required=True, x_show_if={"a": "yes"})}
        )
    )
    schema = compile_schema(book)
    assert schema["required"] == ["t"]
    assert schema["properties"]["t"]["required"] == ["a"]
    assert schema["properties"]["t"]["properties"]["b"] == {
        "title": "A question?",
        "description": "Help.",
        "type": "string",
        "maxLength": 300,
        "minLength": 1,
        "pattern": "\\S",
    }
    yes = {"required": ["t"], "properties": {"t": {"required": ["a"]}}}
    yes["properties"]["t"] |= {"properties": {"a": {"enum": ["yes"]}}}
    assert schema["$defs"]["question.t.b.true"] == yes
    assert [sorted(rule) for rule in schema["allOf"]] == [["if", "then"], ["if", "then"]]


def test_what_a_schema_cannot_compare_stays_open() -> None:
    show = {"compare": ["a", "<", "b"]}
    book = rulebook(
        topic("t", {"a": number(), "b": number(), "c": choice(x_required=True, x_show_if=show)})
    )
    schema = compile_schema(book)
    for answers in ({"a": 1, "b": 2}, {"a": 2, "b": 1}, {"a": 2, "b": 1, "c": "yes"}):
        assert accepts(schema, {"t": answers})


def test_what_the_assessment_itself_holds_stays_open() -> None:
    show = {"any": [{"case.decision": "approved"}, {"some": "case.risks", "where": {"id": "x"}}]}
    book = rulebook(topic("t", {"a": choice(x_required=True, x_show_if=show)}))
    schema = compile_schema(book)
    assert accepts(schema, {}) and accepts(schema, {"t": {"a": "yes"}})


def test_texts_of_blanks_are_no_answers() -> None:
    schema = compile_schema(rulebook(topic("t", {"a": text(), "b": text(pattern="^[A-Z]+$")})))
    assert accepts(schema, {"t": {"a": "x", "b": "X"}})
    for bad in ({"a": ""}, {"a": " \n"}, {"b": "x"}, {"b": ""}, {"a": "x" * 301}):
        assert not accepts(schema, {"t": bad})


def test_a_cell_is_owed_only_when_its_table_is_asked_for_sure() -> None:
    table = rows(columns={"kind": choice(x_required=True)}, x_show_if={"a": "yes"})
    schema = compile_schema(rulebook(topic("t", {"a": choice(), "g": table})))
    for answers, accepted in (
        ({"g": [{"id": "r"}]}, True),
        ({"a": "yes", "g": [{"id": "r"}]}, False),
        ({"a": "yes", "g": [{"id": "r", "kind": "no"}]}, True),
        ({"a": "yes", "g": []}, True),
        ({"a": "no", "g": []}, False),
    ):
        assert accepts(schema, {"t": answers}) is accepted
