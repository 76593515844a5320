"""The sheet Answers: what was asked and said, one row for each question or cell of a table.

In this long form the answers of several versions of a questionnaire stand beside each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dpia.assessment.answering import row_choices
from dpia.assessment.confidential import is_marked
from dpia.assessment.view import case_view
from dpia.documents import words
from dpia.documents.sheets import fields
from dpia.documents.sheets.book import Value
from dpia.documents.sheets.case import Case, Document, day, dig, said
from dpia.documents.sheets.grid import Column, Layout
from dpia.documents.sheets.said import Origins
from dpia.documents.sheets.style import Toned
from dpia.questionnaire.answers import options
from dpia.questionnaire.evaluation import Evaluation
from dpia.questionnaire.model import Question, Section, Topic
from dpia.questionnaire.progress import QuestionState, cells, outline
from dpia.text import _

TABLE = "tblAnswers"
_SHOWN = ("answered", "unknown", "open", "optional")
STATE = {
    "answered": _("Answered"),
    "unknown": _("Not known yet"),
    "open": _("Open"),
    "optional": _("May be left out"),
    "withheld": _("Withheld"),
}


@dataclass(frozen=True)
class Answer:
    """One question of a case, or one cell of a table, as it stands."""

    case: Case
    topic: Topic
    section: Section
    question: Question
    path: str
    state: str
    value: Any
    marks: Document
    choices: Mapping[str, str]
    row: str
    """What the row of a table is called, empty for a question of its own."""
    by: str
    at: str


def answers(case: Case) -> Iterator[Answer]:
    """Yield every question that is asked now, in the order in which it is asked."""
    document = {**case.document, "marks": case.read("marks") or {}}
    given = document["answers"] = case.read("answers") or {}
    view = case_view(document, case.as_of)
    evaluation = case.curtained
    if evaluation is None:
        evaluation = Evaluation(case.rules, given, document["marks"], view, case.as_of)
    origins = Origins(case.read("events") or ())
    for topic in outline(evaluation):
        if topic.shown is False:
            continue
        for section in topic.sections:
            for state in section.questions:
                for found, row in _with_cells(evaluation, state):
                    if found.state in _SHOWN:
                        yield _answer(case, (topic.topic, section.section), found, row, origins)


def _with_cells(
    evaluation: Evaluation, state: QuestionState
) -> Iterator[tuple[QuestionState, str]]:
    """Yield a question; of a table that has rows its cells instead, with what the row is called."""
    question = state.question
    rows = evaluation.value(question.path) if question.kind == "rows" else None
    if not rows:
        yield state, ""
        return
    named = {row["id"]: str(row.get(question.row_title) or row["id"]) for row in rows}
    for cell in cells(evaluation, question):
        yield cell, named[cell.path.split("/")[1]]


def _answer(
    case: Case, place: tuple[Topic, Section], state: QuestionState, row: str, origins: Origins
) -> Answer:
    question, path = state.question, state.path
    parts = path.partition(".")[2].split("/")
    pointer = "/" + "/".join(parts)
    marks = dig(case.read("marks"), question.topic, pointer) or {}
    choices = options(question, row_choices(case.document, case.rules, question))
    by, at = origins.of(f"/answers/{question.topic}{pointer}")
    value = _value(case, question, parts)
    how = "withheld" if case.curtained and is_marked(marks) else state.state
    return Answer(case, *place, question, path, how, value, marks, choices, row, by, at)


def _value(case: Case, question: Question, parts: list[str]) -> Any:
    found = dig(case.read("answers"), question.topic, parts[0])
    if len(parts) == 1:
        return found
    row: Document = next((row for row in found or () if row.get("id") == parts[1]), {})
    return row.get(parts[2])


def fields_of(answer: Answer) -> fields.Fields:
    """Return the fields of an answer's row."""
    return fields.of_answer(answer.value, answer.marks)


def shown(answer: Answer) -> Value:
    """Return an answer as its cell says it: choices one a line, numbers and days as such."""
    if answer.state == "withheld":
        return STATE["withheld"]
    if answer.marks.get("unknown"):
        return words.UNKNOWN
    return in_words(answer.question, answer.value, answer.choices)


def in_words(question: Question, value: Any, choices: Mapping[str, str]) -> Value:
    """Return a value as the cell of an answer says it."""
    if isinstance(value, list):
        told = "\n".join(str(choices.get(one, one)) for one in value if isinstance(one, str))
        return told or none_of(question)
    if isinstance(value, str) and question.kind == "choice":
        return choices.get(value, value)
    if question.kind == "date":
        return day(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return said(value)
    return value if abs(value) < 10**15 else str(value)


def none_of(question: Question) -> str:
    """Return the words for an answer that chooses nothing."""
    return question.none_title or (_("None") if question.kind == "rows" else _("None of these"))


def layout(offer: str | Callable[[Answer], str] = "") -> Layout[Answer]:
    """Return the columns of the answers; `offer` names the list a row's drop-down offers."""
    return Layout(
        title=_("Answers"),
        table=TABLE,
        columns=[
            Column(_("Reference"), 12, lambda row: row.case.reference, link="register"),
            Column(_("Topic"), 22, lambda row: row.topic.title),
            Column(_("Question"), 50, lambda row: row.question.title),
            Column(_("Row"), 20, lambda row: row.row or None),
            Column(_("Answer"), 44, shown, field="answer", offer=offer),
            Column(_("State"), 14, _state),
            Column(_("Note"), 36, lambda row: said(row.marks.get("note")), field="note"),
            Column(_("Section"), 26, lambda row: row.section.title),
            Column(_("Value"), 26, _machine),
            Column(_("Score"), 8, _score),
            Column(_("Law"), 28, lambda row: said(row.question.sources)),
            Column(_("Answered by"), 18, lambda row: said(row.by)),
            Column(_("Answered on"), 12, lambda row: day(row.at)),
            Column(_("Question ID"), 36, lambda row: row.path, key="row"),
            Column(_("Assessment ID"), 38, lambda row: row.case.id, key="assessment"),
        ],
        printed=7,
        about=lambda row: f"{row.case.reference} {row.path}",
    )


def _state(row: Answer) -> Value:
    tone = {"unknown": "none", "open": "fair"}.get(row.state)
    told = STATE.get(row.state, row.state)
    return Toned(told, "fair" if tone == "fair" else "none") if tone else told


def _machine(row: Answer) -> Value:
    """Return the value as programs read it, where it is not the answer itself."""
    value = row.value
    if row.question.kind in ("choice", "choices") and value is not None:
        return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    return value.isoformat() if isinstance(value, date) else None


def _score(row: Answer) -> Value:
    """Return what the chosen answers count, where a questionnaire counts."""
    chosen = row.value if isinstance(row.value, list) else [row.value]
    scores = [c.score for c in row.question.choices if c.score is not None and c.value in chosen]
    return f"{sum(scores):g}" if scores else None
