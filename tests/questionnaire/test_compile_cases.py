"""Each form of a condition against every answer that matters to it, one by one."""

import json
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

import pytest

from dpia.questionnaire.condition import parse
from dpia.questionnaire.model import Question
from dpia.questionnaire.standard.definite import Definite
from tests.questionnaire.handmade import DAY, evaluation
from tests.questionnaire.randomly import CASES, ROW_CASES, acceptor, base_topic, book_of

Json = dict[str, Any]
BOOK = book_of(base_topic(), steps=("base",))
QUESTIONS = BOOK.topics["base"].questions
ABSENT = object()
VALUES: dict[str, list[Any]] = {
    "gate": ["yes", "no", "wrong", ABSENT],
    "second": ["yes", "no", ABSENT],
    "kinds": [[], ["x"], ["z"], ["x", "y"], ["x", "y", "z"], "x", ABSENT],
    "n": [0, 2, 3, 4, 5, 6, "3", ABSENT],
    "start": ["2026-05-31", "2026-06-01", "2026-06-02", "2025-12-31", "soon", ABSENT],
}
FEW = {
    **{"gate": ["yes", "no", ABSENT], "second": ["yes", ABSENT], "kinds": [["x"], [], ABSENT]},
    **{"n": [3, 4, ABSENT], "start": [ABSENT]},
}
CELLS: dict[str, list[Any]] = {
    "kind": ["a", "b", ABSENT],
    "m": [1, 2, "2", ABSENT],
    "when": ["2026-06-01", "2020-01-01", ABSENT],
    "land": ["a", "b", ABSENT],
}


def combinations(found: Mapping[str, list[Any]], text: str) -> Iterator[Json]:
    """Yield every choice of the values whose name is in `text`."""
    names = [name for name in found if f'"{name}"' in text]
    for values in product(*(found[name] for name in names)):
        chosen = zip(names, values, strict=True)
        yield {name: value for name, value in chosen if value is not ABSENT}


def tables(text: str) -> Iterator[Any]:
    """Yield every table of up to two rows that differ in what is in `text`."""
    rows = list(combinations(CELLS, text))
    for length in (0, 1, 2):
        for found in product(rows, repeat=length):
            yield [{"id": f"r{i}", **row} for i, row in enumerate(found)]


def compare(raw: Json, with_tables: bool, values: Mapping[str, list[Any]] | None = None) -> None:
    definite = Definite(BOOK, DAY)
    pair = definite.of(parse(raw))
    assert pair.exact
    schemas = [{"allOf": [s], "$defs": definite.definitions} for s in (pair.true, pair.false)]
    text, accepting = json.dumps(schemas), [acceptor(schema) for schema in schemas]
    for answers in combinations(values or VALUES, text):
        for table in tables(text) if with_tables else [None]:
            given = {"base": answers | ({} if table is None else {"g": table})}
            value = evaluation(BOOK, given).test(parse(raw)).value
            found = tuple(accept(given) for accept in accepting)
            assert found == (value is True, value is False), given


@pytest.mark.parametrize("raw", CASES, ids=json.dumps)
def test_a_condition_on_questions(raw: Json) -> None:
    compare(raw, with_tables="base.g" in json.dumps(raw))


FORMS: list[Json] = [
    {"some": "base.g"},
    {"every": "base.g"},
    {"count": "base.g"},
    {"count": "base.g", "minimum": 2},
    {"count": "base.g", "maximum": 1},
    {"count": "base.g", "maximum": 0},
    {"count": "base.g", "minimum": 1, "maximum": 1},
    {"count": "base.g", "minimum": 0, "maximum": 2},
]
INSIDE = [case for case in ROW_CASES if not any("base." in key or key == "fact" for key in case)]


@pytest.mark.parametrize("form", FORMS, ids=json.dumps)
@pytest.mark.parametrize("where", INSIDE, ids=json.dumps)
def test_a_condition_on_the_rows_of_a_table(form: Json, where: Json) -> None:
    compare({**form, "where": where}, with_tables=True)


@pytest.mark.parametrize("kind", ["some", "every"])
def test_a_row_that_rests_on_answers_outside_of_it(kind: str) -> None:
    where = {"all": [{"kind": "a"}, {"any": [{"base.gate": "yes"}, {"base.n": 3}]}]}
    compare({kind: "base.g", "where": where}, with_tables=True, values=FEW)


def test_a_score_of_what_may_not_be_asked() -> None:
    for bounds in ({"minimum": 1}, {"minimum": 2}, {"maximum": 0}, {"minimum": 1, "maximum": 3}):
        compare({"score": "base", **bounds}, with_tables=False)


def test_with_many_conditions_outside_the_row_it_stays_open_and_true_to_them() -> None:
    outer = [{"base.gate": "yes"}, {"base.n": 3}, {"base.kinds": "x"}, {"base.second": "yes"}]
    raw = {"some": "base.g", "where": {"any": [{"kind": "a"}, {"all": outer}]}}
    definite = Definite(BOOK, DAY)
    pair = definite.of(parse(raw))
    assert not pair.exact
    accepting = [
        acceptor({"allOf": [schema], "$defs": definite.definitions})
        for schema in (pair.true, pair.false)
    ]
    for answers in combinations(FEW, json.dumps(outer).replace("base.", "")):
        for table in tables('"kind"'):
            given = {"base": {**answers, "g": table}}
            value = evaluation(BOOK, given).test(parse(raw)).value
            for accept, claimed in zip(accepting, (True, False), strict=True):
                if accept(given):
                    assert value is claimed


def test_the_base_has_a_question_of_every_kind() -> None:
    assert {question.kind for question in QUESTIONS.values()} == {
        *("choice", "choices", "integer", "date", "rows"),
    }
    assert isinstance(QUESTIONS["g"], Question) and QUESTIONS["g"].columns


def test_a_fact_that_an_authority_reads_its_own_way_is_kept_apart() -> None:
    for raw in ([{"fact": "many"}, {"row": "bg-35-4-1"}], [{"row": "bg-35-4-1"}, {"fact": "many"}]):
        compare({"at-least": 1, "of": [{"not": raw[0]}, raw[1]]}, with_tables=False)
