"""The sheet Questions: what is still open, for somebody who answers in a spreadsheet.

An answer that was carried over, imported or only assumed has a row, too: to confirm or change it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from dpia.assessment.answering import CONFIRM
from dpia.documents import words
from dpia.documents.sheets import lists, rules
from dpia.documents.sheets.answers import TABLE, Answer, answers, none_of, shown
from dpia.documents.sheets.case import Case, said, several
from dpia.documents.sheets.cells import Value
from dpia.documents.sheets.grid import Column, Layout
from dpia.documents.sheets.matrices import Block
from dpia.documents.sheets.style import Toned
from dpia.questionnaire.answers import options
from dpia.text import _

TITLE = _("Questions")
NEW = "+"
"""Begins the id of a row that a table does not have yet: `processing.purposes/+1/name`."""

WAITING = (CONFIRM, "assumed")
"""The marks of an answer that somebody should confirm."""
CONFIRMED = "confirmed"
"""The field that says of an answer to be confirmed whether it is right."""
CONFIRMS = {"yes": words.YES, "changed": _("Changed")}
CONFIRMING = "list_confirming"
"""The named list of the words that it offers."""

_OPEN = ("open", "unknown")
_NEW_ROWS = 3


def open_questions(case: Case, topics: Collection[str] = ()) -> Iterator[Answer]:
    """Yield what is owed, not known yet, or to be confirmed, of all topics or of some.

    A table offers new rows.
    """
    for answer in answers(case):
        if topics and answer.topic.id not in topics:
            continue
        if answer.state not in _OPEN and not waits(answer):
            continue
        yield answer
        if answer.state in _OPEN and answer.question.kind == "rows" and not answer.question.rows_of:
            yield from _new_rows(answer)


def waits(answer: Answer) -> bool:
    """Say whether somebody should confirm an answer: it came from elsewhere, or is assumed."""
    return answer.state == "answered" and any(answer.marks.get(name) for name in WAITING)


def _new_rows(table: Answer) -> Iterator[Answer]:
    for number in range(1, _NEW_ROWS + 1):
        for column in table.question.columns:
            path = f"{table.path}/{NEW}{number}/{column.id}"
            row = _("new row {number}").format(number=number)
            yield replace(
                table,
                question=column,
                path=path,
                state="open",
                marks={},
                choices=options(column),
                row=row,
            )


class Choices:
    """The drop-downs of a sheet of questions: a named list for each set of choices."""

    def __init__(self) -> None:
        """Start with no list."""
        self._names: dict[tuple[str, ...], str] = {}

    def name(self, answer: Answer) -> str:
        """Return the name of the list with the choices of a question, empty where it has none."""
        question = answer.question
        offered = [*answer.choices.values()]
        if question.kind in ("choices", "rows") and not question.required:
            offered.append(none_of(question))
        elif question.kind in ("choices", "rows"):
            offered += [question.none_title] if question.none_title else []
        if not offered:
            return ""
        begin = rules.SEVERAL if question.kind == "choices" else "choices_"
        key = (begin, *offered, words.UNKNOWN)
        return self._names.setdefault(key, f"{begin}{len(self._names) + 1}")

    def blocks(self) -> Iterator[Block]:
        """Yield the lists."""
        yield CONFIRMING, lists.column([*CONFIRMS.values()])
        for (_begin, *offered), name in self._names.items():
            yield name, lists.column(offered)


def layout(choices: Choices) -> Layout[Answer]:
    """Return the columns: only answer and note may be written in."""
    return Layout(
        title=TITLE,
        table=TABLE,
        columns=[
            Column(_("Reference"), 12, lambda row: row.case.reference),
            Column(_("Topic"), 20, lambda row: row.topic.title),
            Column(_("Question"), 44, _question),
            Column(_("Help"), 52, _help),
            Column(_("To confirm"), 13, _to_confirm, field=CONFIRMED, offer=_offered),
            Column(_("Answer"), 44, shown, field="answer", offer=choices.name),
            Column(_("Note"), 34, lambda row: said(row.marks.get("note")), field="note"),
            Column(_("Assessment"), 30, lambda row: said(row.case.title)),
            Column(_("Question ID"), 36, lambda row: row.path, key="row"),
            Column(_("Assessment ID"), 38, lambda row: row.case.id, key="assessment"),
        ],
        frozen=3,
        printed=7,
        about=lambda row: f"{row.case.reference} {row.path}",
        protected=True,
    )


def _to_confirm(row: Answer) -> Value:
    """Return an empty cell to be filled in; a closed one where nothing is to be confirmed."""
    return None if waits(row) else Toned("–", "none")


def _offered(row: Answer) -> str:
    return CONFIRMING if waits(row) else ""


def _question(row: Answer) -> str:
    if not row.row:
        return row.question.title
    table = row.case.rules.question(row.path.partition("/")[0]).title
    return f"{table}\n{row.row}: {row.question.title}"


def _help(row: Answer) -> str | None:
    """Return the help of a question, what can be chosen, and in what it is counted."""
    question = row.question
    parts = [question.help]
    if question.kind == "rows":
        parts.append(_("A table: write in the rows below, or that there is none."))
    if question.kind == "choices":
        parts.append(_("Several are possible, one a line:"))
    if question.kind in ("choice", "choices"):
        parts += [f"– {title}" for title in row.choices.values()]
    if question.unit:
        parts.append(_("In {unit}.").format(unit=question.unit))
    return several(parts, by="\n")
