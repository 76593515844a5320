"""Random but valid answers to whatever a rulebook asks, for tests on the shipped files."""

import copy
import random
from datetime import date
from typing import Any

from dpia.questionnaire.evaluation import Evaluation
from dpia.questionnaire.model import Question
from dpia.questionnaire.progress import cells, each
from dpia.questionnaire.rulebook import Rulebook

Answers = dict[str, dict[str, Any]]


def sampled(
    book: Rulebook,
    rng: random.Random,
    unknown: float,
    as_of: date,
    given: Answers | None = None,
) -> Answers:
    """Answer every question that is asked; each is left open with the chance `unknown`.

    What is answered in `given` already stays.
    """
    answers: Answers = copy.deepcopy(given or {})
    left: set[str] = set()
    while True:
        seen = Evaluation(book, answers, {}, {}, as_of)
        asked = [
            state.question
            for state in each(seen)
            if state.state in ("open", "optional") and state.path not in left
        ]
        asked = [question for question in asked if seen.value(question.path) is None]
        if not asked:
            return _cells(book, answers, rng, unknown, as_of)
        for question in asked:
            left.add(question.path)
            if rng.random() >= unknown:
                answers.setdefault(question.topic, {})[question.id] = value(question, rng, answers)


def _cells(
    book: Rulebook, answers: Answers, rng: random.Random, unknown: float, as_of: date
) -> Answers:
    for question in book.questions():
        rows = answers.get(question.topic, {}).get(question.id)
        if question.kind != "rows" or not rows:
            continue
        for _round in range(3):
            seen = Evaluation(book, answers, {}, {}, as_of)
            for cell in list(cells(seen, question)):
                _group, row_id, column = cell.path.split("/")
                row = next(row for row in rows if row["id"] == row_id)
                if cell.state in ("open", "optional") and rng.random() >= unknown:
                    row[column] = value(cell.question, rng, answers)
    return answers


def value(question: Question, rng: random.Random, answers: Answers) -> Any:
    """Return a valid answer to one question."""
    options = [choice.value for choice in question.choices] or _rows_to_pick(question, answers)
    if question.kind == "choice":
        return rng.choice(options)
    if question.kind == "choices":
        most = min(3, len(options))
        return sorted(rng.sample(options, rng.randint(0, most)))
    if question.kind in ("integer", "number"):
        return rng.choice([0, 1, 9, 500, 9_999, 10_001, 2_000_000])
    if question.kind == "date":
        return rng.choice(["2017-01-01", "2026-01-01", "2027-06-01"])
    if question.kind == "rows":
        return [{"id": f"{question.id}-{i}"} for i in range(rng.choice([0, 1, 2]))]
    return "A few words."


def _rows_to_pick(question: Question, answers: Answers) -> list[str]:
    topic, _, group = question.choices_from.partition(".")
    return [row["id"] for row in answers.get(topic, {}).get(group, ())] or ["none"]
