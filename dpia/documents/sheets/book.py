"""The workbook while it is being written: its cells, its temporary parts, and what did not fit."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, Self

from dpia.documents import safe
from dpia.documents.sheets import cells
from dpia.documents.sheets.cells import Cells, Formula, Styled, Value
from dpia.documents.sheets.style import Toned
from dpia.text import _

__all__ = ["LONG_TEXTS", "REMARK", "Book", "Cut", "Formula", "Place", "Styled", "Value"]

LONG_TEXTS = _("Long texts")
"""The sheet on which texts too long for one cell stand whole, in pieces."""

REMARK = _("… [shortened here: {count} characters; whole on sheet “{sheet}”, {cell}]")
"""What ends a text that does not fit its cell."""

_ABOUT = 100
"""Characters of a row's name that are told with a text too long for its cell."""


class Place(NamedTuple):
    """A row of a sheet, counted from 1, that a cell can lead to."""

    sheet: str
    row: int


NO_LINKS: Mapping[int, Place] = MappingProxyType({})


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
        self._cells = Cells(self.workbook)
        self._letters: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        """Close every sheet that was left open, or its half-written parts would complain later."""
        for sheet in self.workbook.worksheets:
            with suppress(Exception):
                sheet.close()

    def sheet(self, title: str, *, after: str | None = None) -> Any:
        """Return a new sheet with this title, at the end or just behind another one."""
        from dpia.documents.sheets.stream import Sheet

        at = self.workbook.sheetnames.index(after) + 1 if after else None
        self.rows[title] = 0
        made = Sheet(self.workbook, title)
        self.workbook._add_sheet(made, at)
        return made

    def append(
        self,
        sheet: Any,
        values: Sequence[Value | Styled],
        *,
        about: str = "",
        columns: Sequence[str] = (),
        height: float | None = None,
        links: Mapping[int, Place] = NO_LINKS,
    ) -> None:
        """Write one row, `height` points high; every text is stored as text, whatever it is like.

        `about` and `columns` say whose text it was when one is too long for its cell; `links` are
        places by the column, counted from nought, whose cell leads there.
        """
        row = self.rows[sheet.title] = self.rows[sheet.title] + 1
        place = _Row(sheet.title, row, about, columns)
        if len(values) > len(self._letters):
            self._letters = [place.letter(at) for at in range(len(values))]
        written = "".join(
            [
                self._cells.cell(f"{letter}{row}", self._fitting(value, place, at), at in links)
                for at, (letter, value) in enumerate(zip(self._letters, values, strict=False))
                if value is not None
            ]
        )
        for at, target in links.items():
            sheet.link(row, at + 1, target.sheet, target.row)
        xml = cells.row(row, written, height)
        if row > 1:
            sheet.row(xml)
        else:
            with _temporary_files_in(self._folder):
                sheet.row(xml)

    def _fitting(self, value: Value | Styled, place: _Row, at: int) -> Value | Styled:
        """Return the value with its text as the cell stores it; the rest goes to Long texts."""
        if isinstance(value, str):
            return self._stored(value, place, at)
        if isinstance(value, Toned):
            return Toned(self._stored(value.word, place, at), value.tone)
        if isinstance(value, Styled):
            inner: Any = self._fitting(value.value, place, at)
            return Styled(inner, value.look)
        return value

    def _stored(self, value: str, place: _Row, at: int) -> str:
        text = safe.legal(value)
        stored = safe.encode(text)
        if safe.fits(stored):
            return stored
        return safe.encode(self._continue(text, place, at))

    def _continue(self, text: str, place: _Row, at: int) -> str:
        """Note that `text` is to stand whole on Long texts and return what the cell shows."""
        about = safe.legal(place.about)[:_ABOUT]
        cut = Cut(place.sheet, place.cell(at), about, place.column(at), text)
        self.cut.append(cut)
        shown = REMARK.format(count=len(text), sheet=LONG_TEXTS, cell=cut.cell)
        return next(safe.pieces(text)) + shown


@dataclass(frozen=True)
class _Row:
    """The row being written."""

    sheet: str
    row: int
    about: str
    columns: Sequence[str]

    @staticmethod
    def letter(at: int) -> str:
        from openpyxl.utils import get_column_letter

        return str(get_column_letter(at + 1))

    def cell(self, at: int) -> str:
        return f"{self.letter(at)}{self.row}"

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
