"""A verdict that begins with what is known from the one before is the one worked out afresh.

Over the worked examples and the cases with known outcomes (a quarter of them, in a long run all),
answers are changed one by one, by chance; after each change the whole verdict, traces and all, must
come out the same both ways.
"""

import json
import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest

from dpia.assessment.document import basis_of, from_file
from dpia.assessment.shelf import settle
from dpia.desk.examples import Examples, assessment_in
from dpia.desk.intake import cleaned
from dpia.judgement import judge
from dpia.judgement.bench import Bench
from dpia.judgement.counterfactual import alternatives
from dpia.questionnaire.evaluation import Evaluation
from dpia.questionnaire.memory import Memory
from dpia.questionnaire.progress import outline
from dpia.questionnaire.rulebook import Rulebook
from tests.books import books, library
from tests.cases.case import read_folder
from tests.long import long

DAY = date(2026, 11, 28)
CHANGES = 2
Document = dict[str, Any]


@cache
def begun() -> dict[str, Document]:
    examples = Examples(library(), books())
    raw = {name: assessment_in(examples.named(name)) for name in examples.paths}
    raw |= {case.id: case.assessment for case in read_folder()}
    return {
        name: from_file(cleaned(one), id=name, created="2026-11-28") for name, one in raw.items()
    }


def changed(document: Document, rulebook: Rulebook, chance: random.Random) -> Document:
    """Return the document with one answer given otherwise, taken away, or marked unknown."""
    questions = [q for q in rulebook.questions() if q.kind != "rows"]
    question = chance.choice(questions)
    answers = document["answers"].get(question.topic, {})
    given = answers.get(question.id)
    bench = Bench(Evaluation(rulebook, document["answers"], as_of=DAY))
    ways = [None, True, 1, 1.0, "text", *alternatives(bench, question, given)]
    ways += [choice.value for choice in question.choices][:2]
    wanted = chance.choice(ways)
    kept = {name: value for name, value in answers.items() if name != question.id}
    topic = kept if wanted is None else {**kept, question.id: wanted}
    marks = {question.topic: {f"/{question.id}": {"unknown": True}}} if wanted is None else {}
    return {
        **document,
        "answers": {**document["answers"], question.topic: topic},
        "marks": {**document["marks"], **marks},
    }


def line(name: str) -> Iterator[tuple[Document, Rulebook]]:
    chance = random.Random(name)
    document = begun()[name]
    rulebook = books().on(basis_of(document))
    yield document, rulebook
    for _change in range(CHANGES):
        document = changed(document, rulebook, chance)
        yield document, rulebook


def shown(topics: Any) -> list[Any]:
    return [
        (topic.topic.id, topic.shown, [(s.path, s.state, s.owed) for one in topic.sections
                                       for s in one.questions])
        for topic in topics
    ]  # fmt: skip


@pytest.mark.parametrize("part", range(8))
def test_what_is_remembered_changes_no_verdict(part: int) -> None:
    for name in sorted(begun())[part :: long(32, 8)]:
        memory = Memory()
        told: list[tuple[Mapping[str, Any], str]] = []
        for document, rulebook in line(name):
            settled = settle(document, rulebook, DAY, memory.shown)
            assert settled == settle(document, rulebook, DAY), name
            verdict = judge(settled, rulebook, DAY, memory=memory)
            written = json.dumps(verdict)
            assert written == json.dumps(judge(settled, rulebook, DAY)), name
            told.append((verdict, written))
            looked = Evaluation(rulebook, settled["answers"], settled["marks"], {}, DAY)
            memory.shown = Evaluation(
                rulebook, settled["answers"], settled["marks"], {}, DAY, memory.shown
            )
            assert shown(outline(memory.shown)) == shown(outline(looked)), name
        assert all(json.dumps(verdict) == written for verdict, written in told), name


def test_another_day_or_rulebook_is_judged_afresh() -> None:
    document = next(iter(begun().values()))
    rulebook, memory = books().on(basis_of(document)), Memory()
    judge(document, rulebook, DAY, memory=memory)
    for book, day in (
        (rulebook, DAY + timedelta(days=1)),
        (rulebook.led_by(rulebook.authority), DAY),
    ):
        before = memory.whole
        again = Evaluation(book, document["answers"], as_of=day, before=before)
        assert not again._memo
        assert judge(document, book, day, memory=memory) == judge(document, book, day)


def test_only_what_has_read_the_change_is_worked_out_again() -> None:
    document = next(iter(begun().values()))
    rulebook, memory = books().on(basis_of(document)), Memory()
    judge(document, rulebook, DAY, memory=memory)
    known = memory.whole
    assert known is not None
    topic = {**document["answers"].get("processing", {}), "controller": "Another name"}
    answers = {**document["answers"], "processing": topic}
    after = Evaluation(rulebook, answers, document["marks"], known.case, DAY, known)
    assert 0 < len(known._memo) - len(after._memo) < 20
