"""Two validators that share no code say the same of every document, and dpia says what they say.

`jsonschema` is written in Python, `jsonschema-rs` in Rust. Two deviations of the one in Python are
known: it reads patterns as Python does, so that `$` also matches before a last line break, and
`format: regex` is whatever Python takes. There dpia says what the one in Rust says.
"""

import copy
import json
import random
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from dpia.errors import Invalid
from dpia.questionnaire.answers import check
from dpia.questionnaire.cleaning import clean
from dpia.questionnaire.compile import plain
from dpia.questionnaire.lint import KINDS
from dpia.questionnaire.model import Question
from dpia.questionnaire.patterns import unsound
from dpia.questionnaire.shape import Shape
from tests.books import book, library
from tests.fuzzing.mutating import mutated
from tests.long import LONG, long
from tests.questionnaire.randomly import changed as any_answer_changed
from tests.questionnaire.randomly import settled
from tests.questionnaire.test_compile import PATHWAYS, compiled

Json = dict[str, Any]
TESTS = Path(__file__).parents[1]
SCHEMAS = {name: dict(library().schema(name)) for name in library().schema_names()}


class Both:
    """The two validators of one schema."""

    def __init__(self, schema: Mapping[str, Any], others: Mapping[str, Any] | None = None) -> None:
        known = [(other["$id"], other) for other in (others or {}).values()]
        registry: Any = Registry().with_resources(
            [(name, Resource.from_contents(other)) for name, other in known]
        )
        self.python: Any = Draft202012Validator(
            schema, registry=registry, format_checker=Draft202012Validator.FORMAT_CHECKER
        )
        self.rust = jsonschema_rs.Draft202012Validator(
            dict(schema),
            validate_formats=True,
            registry=jsonschema_rs.Registry(known) if known else None,
            offline=True,
        )

    def say(self, document: Any) -> bool:
        """Return what both say. Fails where they differ and no deviation is known."""
        python, rust = bool(self.python.is_valid(document)), self.rust.is_valid(document)
        if python != rust:
            assert python, f"only Rust takes {json.dumps(document)[:2000]}"
            assert broken_end(document) or any(unsound(document)), json.dumps(document)[:2000]
        return rust


def broken_end(document: Any) -> bool:
    """Say whether a text ends with a line break: Python's `$` matches before it, ECMA-262's not."""
    return '\\n"' in json.dumps(document)


@cache
def cases() -> list[Json]:
    """Return the assessments of the worked examples and of the real cases."""
    found = [json.loads(path.read_text("utf-8")) for path in sorted(TESTS.glob("cases/*.json"))]
    return [one["assessment"] for one in (*library().examples().values(), *found) if "id" in one]


def changed(document: Any, chance: random.Random) -> Any:
    """Return a document with something in it changed by chance that JSON can say."""
    while True:
        data = mutated(json.dumps(document).encode(), "json", chance)
        try:
            found = json.loads(data, parse_constant=_refuse, parse_float=_finite)
            json.dumps(found, ensure_ascii=False).encode()
        except (ValueError, RecursionError):
            continue
        return found


def _refuse(_name: str) -> Any:
    raise ValueError


def _finite(number: str) -> float:
    if abs(found := float(number)) > 1e300:
        raise ValueError
    return found


def tried(document: Any, times: int, seed: str) -> Iterator[Any]:
    """Yield a document, and what becomes of it."""
    chance = random.Random(seed)
    yield document
    for _time in range(times):
        yield changed(document, chance)


# Our own schemas


def files() -> Iterator[tuple[str, Any]]:
    """Yield the schema and the document of each file: what ships, broken ones, assessments."""
    for key, document in library().files().items():
        yield KINDS[key.partition("/")[0]], document
    for path in sorted(TESTS.glob("data/broken/*.json")):
        document = json.loads(path.read_text("utf-8"))
        name = str(document.get("x-format", document.get("format")))
        yield name.removeprefix("dpia-").partition("/")[0], document
    for example in library().examples().values():
        yield "example", example
    for case in cases():
        yield "assessment", case


def test_a_file_has_the_shape_of_its_schema() -> None:
    both = {name: Both(schema, SCHEMAS) for name, schema in SCHEMAS.items()}
    shapes = {name: Shape(schema, SCHEMAS.values()) for name, schema in SCHEMAS.items()}
    said = {True: 0, False: 0}
    found = list(files())
    for i in random.Random(3).sample(range(len(found)), long(60, len(found))):
        kind, document = found[i]
        for one in tried(document, long(2, 8), f"file {i}"):
            fits = both[kind].say(one)
            if fits or not any(unsound(one)):
                assert fits == (shapes[kind].flaws(one) == []), json.dumps(one)[:2000]
            said[fits] += 1
    assert min(said.values()) > 50


def test_what_is_known_of_one_of_them() -> None:
    ends = Both({"pattern": "^a$"})
    assert (ends.python.is_valid("a\n"), ends.rust.is_valid("a\n")) == (True, False)
    assert Shape({"pattern": "^a$"}).flaws("a\n") and not Shape({"pattern": "^a$"}).flaws("a")
    assert Shape({"items": {"multipleOf": 1, "pattern": "^a$"}}).flaws(["a\n"])
    regex = Both({"properties": {"pattern": {"format": "regex"}}})
    python_alone = {"pattern": "(?i)a"}
    assert (regex.python.is_valid(python_alone), regex.rust.is_valid(python_alone)) == (True, False)
    assert any(unsound(python_alone))


# Questionnaires are schemas of their own answers


def test_a_questionnaire_takes_the_same_answers() -> None:
    both = {topic.id: Both(topic.document) for topic in book("bg").topics.values()}
    said = {True: 0, False: 0}
    found = cases()
    for i in random.Random(5).sample(range(len(found)), long(60, len(found))):
        for topic, answers in found[i].get("answers", {}).items():
            for one in tried(answers, long(2, 40), f"answers {i}"):
                said[both[topic].say(one)] += 1 if topic in both else 0
    assert min(said.values()) > 50


def stored(question: Question, value: Any) -> Any:
    """Return what is kept of an answer, None for one that is refused."""
    try:
        return check(question, value)
    except Invalid:
        return None


def tidy(value: Any) -> bool:
    """Say whether nothing is cleaned away or cut off before a value is checked."""
    if isinstance(value, dict | list):
        return all(map(tidy, value.values() if isinstance(value, dict) else value))
    return not isinstance(value, str) or clean(value).strip() == value


def twice(value: Any) -> bool:
    """Say whether two rows have the same id, which no schema can forbid."""
    rows = (
        [row.get("id") for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    )
    return len(set(map(str, rows))) < len(rows)


def test_an_answer_is_taken_where_the_standard_form_takes_it() -> None:
    said = {True: 0, False: 0}
    schemas: dict[str, Both] = {}
    questions = {q.path: q for topic in book("bg").topics.values() for q in topic.ordered()}
    found = cases()
    for i in random.Random(9).sample(range(len(found)), long(40, len(found))):
        for topic, answers in found[i].get("answers", {}).items():
            for name, answer in answers.items():
                question = questions.get(f"{topic}.{name}")
                if question is None:
                    continue
                if question.path not in schemas:
                    schemas[question.path] = Both(plain(question))
                for one in tried(answer, long(2, 30), f"{i}{question.path}"):
                    kept = stored(question, one)
                    valid = schemas[question.path].say(one if kept is None else kept)
                    if kept is not None or (tidy(one) and not twice(one)):
                        assert valid == (kept is not None), (question.path, one)
                    said[valid] += 1
    assert min(said.values()) > 50


# The standard form of whole pathways


@pytest.mark.parametrize("name", PATHWAYS)
@settings(max_examples=long(2, 40), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_standard_form_takes_the_same_answers(name: str, data: st.DataObject) -> None:
    rulebook, _schema, accepting = compiled(name)
    both = standard(name)
    topics = {topic.id for topic in rulebook.asked}
    case = data.draw(st.sampled_from(cases())).get("answers", {})
    draft = {topic: case[topic] for topic in topics & set(case)}
    answers = settled(rulebook, copy.deepcopy(draft), data)
    assert both.rust.is_valid(answers) and accepting(answers)
    for one in (draft, *(any_answer_changed(rulebook, answers, data) for _time in range(4))):
        assert both.rust.is_valid(one) == accepting(one), one
    for one in tried(answers, 3, str(len(answers))):
        assert both.rust.is_valid(one) == accepting(one), one
    assert not both.rust.is_valid({}) and not accepting({})
    if LONG:  # the one in Python takes a second for each; `test_compile` asks it as well
        assert both.say(answers)


@cache
def standard(name: str) -> Both:
    return Both(compiled(name)[1])
