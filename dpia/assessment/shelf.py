"""The shelf: a value that a condition hid waits there and comes back with its question."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from dpia.assessment import pointer
from dpia.assessment.event import working_copy
from dpia.assessment.view import case_view
from dpia.questionnaire.evaluation import Evaluation
from dpia.questionnaire.rulebook import Rulebook
from dpia.questionnaire.values import Row, fits


def settle(
    document: Mapping[str, Any],
    rulebook: Rulebook,
    as_of: date,
    before: Evaluation | None = None,
) -> dict[str, Any]:
    """Return the document with hidden values on the shelf and shown ones back in place.

    `before` saw it as it was before a change; what the change does not touch is taken from there.
    """
    settled = working_copy(document)
    for _ in range(len(rulebook.topics) * 8):
        view = case_view(settled, as_of)
        evaluation = Evaluation(rulebook, settled["answers"], settled["marks"], view, as_of, before)
        moves = list(_moves(settled, evaluation))
        if not moves:
            break
        for topic, place, hide in moves:
            _move(settled, topic, place, hide)
    return settled


def _moves(document: Mapping[str, Any], evaluation: Evaluation) -> Iterator[tuple[str, str, bool]]:
    """Yield (topic, pointer, to the shelf?) for every value that stands in the wrong place."""
    for topic in evaluation.rulebook.topics.values():
        answers = document["answers"].get(topic.id, {})
        shelf = document["shelf"].get(topic.id, {})
        for name in topic.questions:
            if name not in answers and pointer.join(name) not in shelf:
                continue
            hidden = evaluation.asked(f"{topic.id}.{name}") is False
            if hidden == (name in answers):
                yield topic.id, pointer.join(name), hidden
        yield from _cells(topic.id, answers, shelf, evaluation)


def _cells(
    topic: str, answers: Mapping[str, Any], shelf: Mapping[str, Any], evaluation: Evaluation
) -> Iterator[tuple[str, str, bool]]:
    for name, rows in answers.items():
        question = evaluation.rulebook.topics[topic].questions.get(name)
        if question is None or question.kind != "rows" or not fits("rows", rows):
            continue
        for column in question.columns:
            if column.show_if is None:
                continue
            for row in rows:
                place = pointer.join(name, row["id"], column.id)
                if column.id not in row and place not in shelf:
                    continue
                hidden = evaluation.asked(column.path, Row(row, question)) is False
                if hidden == (column.id in row):
                    yield topic, place, hidden


def _move(document: dict[str, Any], topic: str, place: str, hide: bool) -> None:
    answers = document["answers"].setdefault(topic, {})
    shelf = document["shelf"].setdefault(topic, {})
    if hide:
        shelf[place] = pointer.get(answers, place)
        pointer.remove(answers, place)
    else:
        pointer.put(answers, place, shelf.pop(place))
    for part in ("answers", "shelf"):
        if not document[part][topic]:
            del document[part][topic]
