"""The workbook while it is being written: its cells, its temporary parts, and what did not fit."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Self

from dpia.documents import safe
from dpia.documents.sheets import style
from dpia.documents.sheets.style import Look, Toned
from dpia.text import _

LONG_TEXTS = _("Long texts")
"""The sheet on which texts too long for one cell stand whole, in pieces."""

_ABOUT = 100
"""Characters of a row's name that are told with a text too long for its cell."""

Value = str | int | date | Toned | None
"""What a cell can say: text, a whole number, a date, a word with a colour, or nothing."""


@dataclass(frozen=True)
class Styled:
    """A value with a look of its own."""

    value: Value
    look: Look


@dataclass(frozen=True)
class Cut:
    """A text too long for its cell: where it belongs, and the whole of it."""

    sheet: str
    cell: str
    about: str
    column: str
    text: str = field(repr=False)

    @property
    def characters(self) -> int:
        """How long the whole text is."""
        return len(self.text)

    def __str__(self) -> str:
        text = _(
            "A text of {count} characters is too long for one cell: {sheet}, {cell} ({column}) "
            "shows its beginning, the sheet “{long}” holds all of it."
        )
        place = {"sheet": self.sheet, "cell": self.cell, "column": self.column}
        return text.format(count=self.characters, long=LONG_TEXTS, **place)


class Book:
    """One workbook, written row by row; `folder` is a private place for its parts on the way."""

    def __init__(self, folder: Path) -> None:
        """Start an empty workbook."""
        from openpyxl import Workbook

        self.workbook: Any = Workbook(write_only=True)
        self.cut: list[Cut] = []
        self.rows: dict[str, int] = {}
        self._folder = folder
        self._cells: dict[tuple[Look, bool], Any] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        """Close every sheet that was left open, or its half-written parts would complain later."""
        for sheet in self.workbook.worksheets:
            with suppress(Exception):
                sheet.close()

    def sheet(self, title: str, *, after: str | None = None) -> Any:
        """Return a new sheet with this title, at the end or just behind another one."""
        at = self.workbook.sheetnames.index(after) + 1 if after else None
        self.rows[title] = 0
        return self.workbook.create_sheet(title, at)

    def append(
        self,
        sheet: Any,
        values: Sequence[Value | Styled],
        *,
        about: str = "",
        columns: Sequence[str] = (),
        height: float | None = None,
    ) -> None:
        """Write one row, `height` points high; every text is stored as text, whatever it is like.

        `about` and `columns` say whose text it was when one is too long for its cell.
        """
        row = self.rows[sheet.title] = self.rows[sheet.title] + 1
        if height is not None:
            sheet.row_dimensions[row].height = height
        place = _Place(sheet.title, row, about, columns)
        # A generator lets one prototype serve several cells: each is written before the next.
        cells = (self._cell(value, place, at) for at, value in enumerate(values))
        if row > 1:
            sheet.append(cells)
        else:
            with _temporary_files_in(self._folder):
                sheet.append(cells)
        if height is not None:
            del sheet.row_dimensions[row]  # written; a long register must not keep them all

    def _cell(self, value: Value | Styled, place: _Place, at: int) -> Any:
        if value is None:
            return None
        if isinstance(value, Styled):
            return self._write(value.value, value.look, place, at)
        if isinstance(value, Toned):
            return self._write(value.word, style.toned(value.tone), place, at)
        if isinstance(value, str):
            return self._write(value, style.TEXT, place, at)
        look = style.DATE if isinstance(value, date) else style.NUMBER
        return self._write(value, look, place, at)

    def _write(self, value: Value, look: Look, place: _Place, at: int) -> Any:
        is_text = isinstance(value, str)
        cell: Any = self._cells.get((look, is_text))
        if cell is None:
            cell = self._cells[look, is_text] = style.prototype(self.workbook, look)
            # F2 and Enter in a spreadsheet would turn "=1+1" into a formula; the prefix stops it.
            cell.quotePrefix = is_text
        if isinstance(value, str):
            cell.value = self._stored(value, place, at)
            cell.data_type = "s"
        else:
            cell.value = value
        return cell

    def _stored(self, value: str, place: _Place, at: int) -> str:
        text = safe.legal(value)
        stored = safe.encode(text)
        if safe.fits(stored):
            return stored
        return safe.encode(self._continue(text, place, at))

    def _continue(self, text: str, place: _Place, at: int) -> str:
        """Note that `text` is to stand whole on Long texts and return what the cell shows."""
        about = safe.legal(place.about)[:_ABOUT]
        cut = Cut(place.sheet, place.cell(at), about, place.column(at), text)
        self.cut.append(cut)
        remark = _("… [shortened here: {count} characters; whole on sheet “{sheet}”, {cell}]")
        shown = remark.format(count=len(text), sheet=LONG_TEXTS, cell=cut.cell)
        return next(safe.pieces(text)) + shown


@dataclass(frozen=True)
class _Place:
    """The row being written."""

    sheet: str
    row: int
    about: str
    columns: Sequence[str]

    def cell(self, at: int) -> str:
        from openpyxl.utils import get_column_letter

        return f"{get_column_letter(at + 1)}{self.row}"

    def column(self, at: int) -> str:
        return self.columns[at] if at < len(self.columns) else ""


@contextmanager
def _temporary_files_in(folder: Path) -> Iterator[None]:
    """Let the library make its temporary file in `folder`, which it has no setting for."""
    before, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before
