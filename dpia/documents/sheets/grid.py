"""A sheet that is a real table: header, rows, filters, frozen panes, print set-up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from dpia.documents import safe
from dpia.documents.sheets import style
from dpia.documents.sheets.book import Book, Styled, Value
from dpia.documents.sheets.style import Toned
from dpia.text import _

T = TypeVar("T")

ROW_LIMIT = 1_048_000
"""Rows on one sheet before it is continued on the next; the format ends at 1,048,576."""

_A4 = 9
_LINES_ON_SCREEN = 2
"""Lines of a text beside the printed columns that a row makes room for."""

_MOST_POINTS = 409.0
"""The greatest height of a row that the format knows."""


@dataclass(frozen=True)
class Column(Generic[T]):
    """One column: its header, its width in characters, and what it reads from an item."""

    title: str
    width: int
    read: Callable[[T], Value]


@dataclass(frozen=True)
class Layout(Generic[T]):
    """What a table sheet is: its title, the name of its table, its columns, and how it is shown."""

    title: str
    table: str
    columns: Sequence[Column[T]]
    frozen: int = 2
    """Columns that stay in view when scrolling to the right."""
    printed: int | None = None
    """Columns that are printed, from the left; the others are for the screen. None prints all."""
    head_height: int = 32
    """Height of the header row in points."""
    about: Callable[[T], str] = lambda item: ""
    """Whom a row is about, told when one of its texts is too long for a cell."""
    choices: Sequence[tuple[str, str]] = ()
    """Drop-downs: a column's title and the name of the list that offers its words."""


class TableSheet(Generic[T]):
    """Writes items of one kind to one table, and to further sheets when one is full."""

    def __init__(self, book: Book, layout: Layout[T], *, after: str | None = None) -> None:
        """Open the sheet, at the end or behind the sheet `after`, and write its header."""
        self._book = book
        self._layout = layout
        self._parts = 0
        self.title: str = after or ""
        """The title of the last sheet written to."""
        self.count = 0
        """How many items have been written."""
        self._headers = _distinct([safe.legal(column.title) for column in layout.columns])
        self._open()

    def append(self, item: T) -> dict[str, str | int]:
        """Write `item` as the next row and return what the row says, by header."""
        if self._rows >= ROW_LIMIT:
            self._close_part()
            self._open()
        values = [column.read(item) for column in self._layout.columns]
        shown = ["" if value is None else value for value in values]
        self._row(shown, self._layout.about(item), self._height(values))
        self.count += 1
        return {
            header: plain(value)
            for header, value in zip(self._headers, values, strict=True)
            if value is not None
        }

    def close(self) -> None:
        """Finish the last sheet; a table without items gets an empty row, as it must have one."""
        if self._rows == 1:
            self._row([""] * len(self._headers), "", height_of(1))
        self._close_part()

    def _open(self) -> None:
        self._parts += 1
        suffix = f" ({self._parts})" if self._parts > 1 else ""
        title = self._layout.title + suffix
        self._sheet = self._book.sheet(title, after=self.title or None)
        self.title = title
        self._rows = 0
        self._set_up()
        heads = [Styled(header, style.HEAD) for header in self._headers]
        self._row(heads, "", self._layout.head_height)

    def _set_up(self) -> None:
        sheet = self._sheet
        for at, column in enumerate(self._layout.columns):
            sheet.column_dimensions[letter_of(at)].width = column.width
        sheet.freeze_panes = f"{letter_of(self._layout.frozen)}2"
        sheet.print_title_rows = "1:1"
        print_set_up(sheet)

    def _row(self, values: Sequence[Value | Styled], about: str, height: float) -> None:
        self._book.append(self._sheet, values, about=about, columns=self._headers, height=height)
        self._rows += 1

    def _height(self, values: Sequence[Value]) -> float:
        """Return a height that shows all of what is printed and the first lines of the rest."""
        printed = self._layout.printed or len(values)
        lines = 1
        for at, value in enumerate(values):
            text = value.word if isinstance(value, Toned) else value
            if isinstance(text, str):
                taken = lines_of(text, self._layout.columns[at].width)
                lines = max(lines, taken if at < printed else min(taken, _LINES_ON_SCREEN))
        return height_of(lines)

    def _close_part(self) -> None:
        from openpyxl.worksheet.table import Table, TableStyleInfo

        last = len(self._headers) - 1
        name = self._layout.table + (str(self._parts) if self._parts > 1 else "")
        table: Any = Table(displayName=name, ref=f"A1:{letter_of(last)}{self._rows}")
        table._initialise_columns()
        for column, header in zip(table.tableColumns, self._headers, strict=True):
            column.name = safe.encode(header)
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
        self._sheet.tables.add(table)
        printed = letter_of((self._layout.printed or last + 1) - 1)
        self._sheet.print_area = f"A1:{printed}{self._rows}"
        self._offer_choices()

    def _offer_choices(self) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation

        for title, words in self._layout.choices:
            letter = letter_of(self._headers.index(title))
            offer = DataValidation("list", formula1=words, allow_blank=True)
            offer.showErrorMessage = True
            offer.add(f"{letter}2:{letter}{self._rows}")
            self._sheet.data_validations.append(offer)


def print_set_up(sheet: Any, *, portrait: bool = False) -> None:
    """Print `sheet` on A4, one page wide, with its name and the page number below."""
    sheet.page_setup.orientation = "portrait" if portrait else "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.7
    sheet.oddFooter.left.text = "&F"
    sheet.oddFooter.center.text = "&A"
    sheet.oddFooter.right.text = _("Page {page} of {pages}").format(page="&P", pages="&N")


def lines_of(text: str, width: int) -> int:
    """Return about how many lines `text` takes in a column of `width` characters."""
    # Letters are narrower than the digit that widths are counted in; words break before the end.
    room = max(1, int(width * 1.1) - 3)
    if len(text) <= room and "\n" not in text:
        return 1
    return sum(1 + (len(line) - 1) // room if line else 1 for line in text.split("\n"))


def height_of(lines: int) -> float:
    """Return the height in points of a row of so many lines, as far as the format goes."""
    return min(_MOST_POINTS, 2 + 13 * lines)


def plain(value: Value) -> str | int:
    """Return a cell's value as what a reader gets back: words without colour, dates in ISO form."""
    if isinstance(value, Toned):
        return safe.legal(value.word)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return safe.legal(value)
    return value if value is not None else ""


def _distinct(headers: list[str]) -> list[str]:
    """Return the headers on one line, at most 250 characters, each different, as tables ask."""
    taken: set[str] = set()
    result = []
    for header in headers:
        base = name = " ".join(header.split())[:250] or "-"
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{base} ({number})"
        taken.add(name.casefold())
        result.append(name)
    return result


def letter_of(at: int) -> str:
    """Return the letters of the column at place `at`, counted from nought."""
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(at + 1))
