"""The compiled schema says exactly what the evaluation says, for any answers and any rulebook."""

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from handmade import (
    DAY,
    authority,
    choice,
    choices,
    day,
    evaluation,
    number,
    rows,
    rulebook,
    table,
    text,
    topic,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from dpia.errors import Invalid
from dpia.questionnaire.answers import check
from dpia.questionnaire.compile import compile_schema
from dpia.questionnaire.evaluation import Evaluation
from dpia.questionnaire.lint.sample import sample
from dpia.questionnaire.model import Question
from dpia.questionnaire.progress import next_path
from dpia.questionnaire.rulebook import Rulebook
from dpia.questionnaire.values import Row

Json = dict[str, Any]
DATA = Path(__file__).parents[2] / "questionnaires"


def accepts(schema: Json, answers: Json) -> bool:
    checker = Draft202012Validator.FORMAT_CHECKER
    return bool(Draft202012Validator(schema, format_checker=checker).is_valid(answers))


def complaint(ev: Evaluation, answers: Json) -> str:
    """Say what the evaluation has against these answers: a bad value, a gap, a hidden one."""
    book = ev.rulebook
    for name, found in answers.items():
        if name not in {topic_.id for topic_ in book.asked}:
            return f"{name} is not asked"
        for question_id, value in found.items():
            question = book.topics[name].questions.get(question_id)
            if question is None:
                return f"{name}.{question_id} is no question"
            try:
                check(question, value)
            except Invalid as error:
                return error.message
    for question in book.questions():
        shown = ev.visible(question.path).value
        value = answers.get(question.topic, {}).get(question.id)
        if (value is None) if shown is True and question.required else False:
            return f"{question.path} is missing"
        if value is not None and shown is False:
            return f"{question.path} is hidden"
        for column in question.columns if value else ():
            for values in value or ():
                inside = ev.visible(column.path, Row(values, question)).value
                if column.required and inside is True and column.id not in values:
                    return f"{column.path} is missing"
                if column.id in values and inside is False:
                    return f"{column.path} is hidden"
    return ""


# Random answers


def values_of(question: Question) -> st.SearchStrategy[Any]:
    """Return mostly good answers to a question."""
    if question.kind == "rows":
        cells = {column.id: values_of(column) for column in question.columns}
        row = st.fixed_dictionaries({}, optional=cells)
        numbered = st.lists(row, max_size=3).map(
            lambda found: [{"id": f"r{i}", **values} for i, values in enumerate(found)]
        )
        return numbered
    good = sample(question, [{"enum": [3, "2026-06-01"]}])
    return st.sampled_from([*good, *good, "wrong", 99])


def answers_to(book: Rulebook) -> st.SearchStrategy[Json]:
    """Return random answers to a rulebook."""
    topics = {
        topic_.id: st.fixed_dictionaries(
            {}, optional={q.id: values_of(q) for q in topic_.ordered()}
        )
        for topic_ in book.asked
    }
    return st.fixed_dictionaries(topics)


def settled(book: Rulebook, answers: Json, data: st.DataObject) -> Json:
    """Return `answers` with what is hidden taken away, what is owed added, what is bad mended."""
    for _ in range(12):
        ev = evaluation(book, answers)
        if not complaint(ev, answers):
            return answers
        for question in book.questions():
            within = answers.setdefault(question.topic, {})
            shown = ev.visible(question.path).value
            if shown is False:
                within.pop(question.id, None)
            elif shown is True and question.required and question.id not in within:
                within[question.id] = _good(question, data)
            if question.columns:
                for row in within.get(question.id, ()):
                    _settle_row(ev, question, row, data)
            elif question.id in within and within[question.id] in ("wrong", 99):
                within[question.id] = _good(question, data)
    return answers


def _settle_row(ev: Evaluation, question: Question, row: Json, data: st.DataObject) -> None:
    for column in question.columns:
        shown = ev.visible(column.path, Row(row, question)).value
        if shown is False:
            row.pop(column.id, None)
        elif row.get(column.id, None if column.required and shown else "") in (None, "wrong", 99):
            row[column.id] = _good(column, data)


def _good(question: Question, data: st.DataObject) -> Any:
    return data.draw(st.sampled_from(sample(question)))


def changed(book: Rulebook, answers: Json, data: st.DataObject) -> Json:
    """Return `answers` with one of them taken away or replaced by any other."""
    after = copy.deepcopy(answers)
    question = data.draw(st.sampled_from(list(book.questions())))
    within = after.setdefault(question.topic, {})
    if data.draw(st.booleans()):
        within.pop(question.id, None)
    else:
        within[question.id] = data.draw(values_of(question))
    return after


def agree(book: Rulebook, answers: Json, as_of: date = DAY, schema: Json | None = None) -> None:
    compiled = schema or compile_schema(book, as_of)
    why = complaint(evaluation(book, answers, as_of), answers)
    assert accepts(compiled, answers) == (not why), why or "the schema refuses, nothing is wrong"


# Random rulebooks: each question may rest on those before it

BASE: Json = {
    "gate": choice(),
    "kinds": choices("x", "y", "z"),
    "n": number(maximum=9),
    "start": day(),
    "g": rows(columns={"kind": choice("a", "b"), "m": number(maximum=3), "when": day()}),
}
ROW_ATOMS = st.sampled_from(
    [
        {"kind": "a"},
        {"kind": ["a", "b"]},
        {"m": {"minimum": 2}},
        {"answered": "kind"},
        {"compare": ["m", "<", {"value": 2}]},
        {"in-law": "adequacy", "key": "kind"},
        {"base.gate": "yes"},
        {"fact": "many"},
        {"base.n": {"minimum": 3}},
    ]
)
ATOMS = st.sampled_from(
    [
        {"base.gate": "yes"},
        {"base.gate": ["no"]},
        {"base.kinds": ["x", "y"]},
        {"base.kinds": []},
        {"base.kinds": {"minItems": 2}},
        {"base.n": 3},
        {"base.n": {"minimum": 3, "maximum": 5}},
        {"base.g": []},
        {"answered": "base.n"},
        {"answered": "base.second"},
        {"base.second": "yes"},
        {"fact": "many"},
        {"criterion": "met"},
        {"row": "bg-35-4-1"},
        {"row": "bg-35-4-1", "part": "use"},
        {"score": "base", "minimum": 3},
        {"score": "base", "maximum": 1},
        {"compare": ["base.n", ">=", {"value": 4}]},
        {"compare": [{"value": 4}, ">", "base.n"]},
        {"compare": ["base.n", "!=", {"datum": "bound"}]},
        {"compare": ["base.start", "<", {"value": "2026-06-01"}]},
        {"compare": ["base.start", "<=", {"value": "2026-06-01"}]},
        {"compare": ["base.start", ">", {"value": "2026-06-01"}]},
        {"compare": ["base.start", "==", {"value": "2026-06-01"}]},
        {"some": "base.g"},
    ]
)


def grown(atoms: st.SearchStrategy[Json], leaves: int) -> st.SearchStrategy[Json]:
    return st.recursive(
        atoms,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
            inner.map(lambda part: {"not": part}),
            st.tuples(st.integers(1, 2), st.lists(inner, min_size=2, max_size=4)).map(
                lambda found: {"at-least": found[0], "of": found[1]}
            ),
        ),
        max_leaves=leaves,
    )


OVER = st.one_of(
    st.tuples(st.sampled_from(["some", "every"]), grown(ROW_ATOMS, 4)).map(
        lambda found: {found[0]: "base.g", "where": found[1]}
    ),
    st.tuples(grown(ROW_ATOMS, 4), st.integers(0, 2), st.integers(0, 2)).map(
        lambda found: (
            {"count": "base.g", "where": found[0], "minimum": found[1]}
            | ({"maximum": found[2]} if found[2] >= found[1] else {})
        )
    ),
)
CONDITIONS = grown(st.one_of(ATOMS, OVER), 6)


@st.composite
def rulebooks(draw: st.DrawFn) -> Rulebook:
    """Return a rulebook with random conditions on questions, columns, a topic, facts and rows."""
    base = copy.deepcopy(BASE)
    for option, score in zip(base["kinds"]["items"]["oneOf"], (1, 2, -1), strict=True):
        option["x-score"] = score
    base["second"] = choice(x_show_if={"gate": "yes"})
    for option, score in zip(base["second"]["oneOf"], (2, 0), strict=True):
        option["x-score"] = score
    base["second"]["oneOf"][0]["x-criteria"] = ["met"]
    cells: Json = {"kind": choice("a", "b"), "m": number(maximum=3), "when": day()}
    cells["cell"] = text(x_required=draw(st.booleans()), x_show_if=draw(grown(ROW_ATOMS, 4)))
    late = {
        "third": choice(x_required=draw(st.booleans()), x_show_if=draw(CONDITIONS)),
        "fourth": choice(x_show_if={"any": [{"third": "yes"}, draw(CONDITIONS)]}),
        "h": rows(columns=cells, x_show_if=draw(st.one_of(st.just({"third": "no"}), CONDITIONS))),
        "fifth": text(x_required=True, x_show_if={"some": "h", "where": {"cell": {"const": "x"}}}),
    }
    many = {"any": [{"base.n": {"minimum": 5}}, {"base.kinds": "z"}]}
    own = {"title": "Many here", "when": {"base.n": {"minimum": 2}}, "law": "x"}
    row = {"when": {"fact": "many"}, "parts": {"use": {"base.gate": "no"}}}
    ages = [{"value": 4, "valid_from": "2020-01-01"}]
    return rulebook(
        topic("base", base, facts={"many": many}),
        topic("late", late),
        steps=("base", {"topic": "late", "when": draw(CONDITIONS)}),
        criteria=("met",),
        authorities=[
            authority("bg", facts={"many": own}, rows={"bg-35-4-1": row}, data={"bound": ages})
        ],
        law=[
            table(
                "adequacy", {"key": "a", "when": {"m": 1}}, {"key": "b", "valid_to": "2021-01-01"}
            )
        ],
    )


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_rulebook_and_its_schema_agree_on_any_answers(data: st.DataObject) -> None:
    book = data.draw(rulebooks())
    schema = compile_schema(book, DAY)
    for _ in range(2):
        answers = data.draw(answers_to(book))
        agree(book, answers, schema=schema)
        answers = settled(book, answers, data)
        agree(book, answers, schema=schema)
        for _ in range(2):
            agree(book, changed(book, answers, data), schema=schema)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_without_a_day_the_schema_is_never_stricter_than_the_evaluation(
    data: st.DataObject,
) -> None:
    book = data.draw(rulebooks())
    schema = compile_schema(book)
    for _ in range(3):
        answers = settled(book, data.draw(answers_to(book)), data)
        if not complaint(evaluation(book, answers), answers):
            assert accepts(schema, answers)


# The shipped pathways


def shipped(pathway: str) -> Rulebook:
    folders = ("topics", "pathways", "authorities", "methods", "law", "catalogue")
    found = {
        f"{folder}/{path.stem}": json.loads(path.read_text(encoding="utf-8"))
        for folder in folders
        for path in (DATA / folder).glob("*.json")
    }
    return Rulebook(found, "bg", ("nl",), pathway)


PATHWAYS = {path.stem: shipped(path.stem) for path in (DATA / "pathways").glob("*.json")}
COMPILED = {name: compile_schema(book, DAY) for name, book in PATHWAYS.items()}


def filled(book: Rulebook, data: st.DataObject) -> Json:
    """Answer what is owed, one question after another, until nothing is."""
    answers: Json = {}
    for _ in range(400):
        ev = evaluation(book, answers)
        path = next_path(ev)
        if path is None:
            return answers
        topic_id, _dot, name = path.partition(".")
        question = book.question(path)
        if question.kind != "rows":
            value = _good(question, data)
        else:
            value = [_row(ev, question, data)] if data.draw(st.booleans()) else []
        answers.setdefault(topic_id, {})[name] = value
    raise AssertionError("the questionnaires never end")


def _row(ev: Evaluation, question: Question, data: st.DataObject) -> Json:
    row: Json = {"id": "r1"}
    for column in question.columns:
        fresh = evaluation(ev.rulebook, dict(ev.answers))
        if fresh.visible(column.path, Row(row, question)).value is True:
            row[column.id] = _good(column, data)
    return row


@pytest.mark.parametrize("name", PATHWAYS)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_shipped_pathway_and_its_schema_agree(name: str, data: st.DataObject) -> None:
    book = PATHWAYS[name]
    answers = filled(book, data)
    agree(book, answers, schema=COMPILED[name])
    assert accepts(COMPILED[name], answers)
    for _ in range(5):
        agree(book, changed(book, answers, data), schema=COMPILED[name])


@pytest.mark.parametrize("name", PATHWAYS)
def test_a_shipped_pathway_compiles_to_a_plain_schema(name: str) -> None:
    schema = COMPILED[name]
    Draft202012Validator.check_schema(schema)
    assert '"x-' not in json.dumps(schema)
    assert json.loads(json.dumps(schema)) == schema
    refs = set(_refs(schema))
    assert refs == {f"#/$defs/{name}" for name in schema["$defs"]}
    assert compile_schema(PATHWAYS[name], DAY) == schema
    assert not accepts(schema, {"nothing": {}})
    assert not accepts(schema, {})


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
