"""The open questions of assessments as a workbook for a colleague, who writes the answers in it."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dpia.documents import words
from dpia.documents.sheets import answers, lists, longtexts, meta, questions, readme
from dpia.documents.sheets.book import Book
from dpia.documents.sheets.case import Case
from dpia.documents.sheets.grid import TableSheet
from dpia.documents.sheets.placing import checked, private_folder, put_in_place, told
from dpia.documents.workbook import QUESTIONS, Cases, described
from dpia.errors import Invalid
from dpia.text import _, language


def write_questions(
    path: str | os.PathLike[str],
    cases: Cases,
    *,
    as_of: date,
    generated_at: datetime,
    topics: Collection[str] = (),
    version: str = "",
) -> int:
    """Write what is open or to be confirmed in `cases`, of all topics or of some; count the rows.

    Only the cells for answers and notes may be written in; `dpia import` takes them back. Raises
    Usage for another ending than `.xlsx`, Invalid where nothing is open, NotSaved.
    """
    target = checked(Path(path))
    with private_folder(target) as folder, Book(folder) as book:
        asked = _asked((Case(*case, as_of) for case in cases), topics)
        with told(target):
            choices = questions.Choices()
            sheet = TableSheet(book, questions.layout(choices))
            facts = {"format": QUESTIONS, "as_of": as_of.isoformat(), "language": language()}
            noted = meta.Meta(book, facts, {sheet.table: sheet.returning})
        for answer in asked:
            with told(target):
                found = {} if questions.NEW in answer.path else answers.fields_of(answer)
                revision = answer.case.read("revision") or 0
                noted.add(sheet.table, answer.case.id, answer.path, revision, found)
                sheet.append(answer)
        with told(target):
            if not sheet.count:
                raise Invalid(_("No question is open there."))
            sheet.close()
            _guide(book, sheet.title, generated_at, version)
            lists.write_blocks(book, book.sheet(lists.TITLE), choices.blocks())
            longtexts.write(book, after=sheet.title)
            described(book.workbook, questions.TITLE, generated_at, version, QUESTIONS)
            noted.close()
            put_in_place(book.workbook, folder / target.name, target)
    return sheet.count


def _asked(cases: Iterable[Case], topics: Collection[str]) -> Iterator[answers.Answer]:
    for case in cases:
        yield from questions.open_questions(case, topics)


def _guide(book: Book, after: str, generated_at: datetime, version: str) -> None:
    """Write how to fill it in, on a sheet behind the questions."""
    sheet: Any = book.sheet(readme.TITLE, after=after)
    lines = (
        (_("What this is"), _("The questions of a data protection impact assessment still open.")),
        (
            _("To confirm"),
            _(
                "An answer with a light cell there is assumed, or comes from an earlier version "
                "or another source. Say “{yes}” where it holds; else write the right answer "
                "beside it and say “{changed}”."
            ).format(yes=words.YES, changed=questions.CONFIRMS["changed"]),
        ),
        (
            _("Answering"),
            _(
                "Write into the light cells under a green head; everything else is locked. Where "
                "there is a list, choose from it. Where several answers are possible, write one a "
                "line (Alt+Enter begins a new line)."
            ),
        ),
        (
            _("Not known"),
            _("“{word}”, or ?, says that it cannot be answered yet.").format(word=words.UNKNOWN),
        ),
        (_("Note"), _("Say there where it can be looked up, or what the answer rests on.")),
        (_("Back"), _("Save the file as .xlsx and send it back. Empty answers stay open.")),
        (_("Made on"), f"{generated_at:%Y-%m-%d %H:%M %Z}".strip()),
        (_("Made with"), f"dpia {version}".strip()),
    )
    readme.guide(book, sheet, _("How to answer"), lines)
