"""A sheet that is a real table: header, rows, filters, frozen panes, print set-up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from dpia.documents import safe
from dpia.documents.sheets import rules, style
from dpia.documents.sheets.book import Book, Formula, Place, Styled, Value
from dpia.documents.sheets.offers import Offers
from dpia.documents.sheets.style import Toned
from dpia.text import _

T = TypeVar("T")

ROW_LIMIT = 1_048_000
"""Rows on one sheet before it is continued on the next; the format ends at 1,048,576."""

LINK_LIMIT = 65_000
"""Links on one sheet before it is continued on the next; the format ends at 65,530."""

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
    field: str = ""
    """Which field of the row it holds, where it may be changed and imported again."""
    key: str = ""
    """What of the row's key it holds: `assessment`, `row`, or `reference` to name a new one's."""
    link: str = ""
    """The name of the place that its cells lead to, where there is one."""
    offer: str | Callable[[T], str] = ""
    """The named list that its drop-down offers; one for all rows, or one that goes by the row."""
    toned: bool = False
    """Whether its words are coloured by rule, as they may change."""


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
    overdue: tuple[str, str] | None = None
    """The titles of a column of days and one of states: a day gone by is coloured while open."""
    protected: bool = False
    """Whether only the columns with a field may be written in."""

    @property
    def closed(self) -> Layout[T]:
        """The layout as it is written where nothing of it may be changed and imported again."""
        shut = [replace(column, field="", key="", offer="") for column in self.columns]
        return replace(self, columns=shut)


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
        self._headers = distinct([safe.legal(column.title) for column in layout.columns])
        self._linking = [(at, c.link) for at, c in enumerate(layout.columns) if c.link]
        self._formulas: dict[int, str] = {}
        self._open()

    @property
    def table(self) -> str:
        """The name of the table, without the number of its part."""
        return self._layout.table

    @property
    def first_title(self) -> str:
        """The title of the first sheet."""
        return self._layout.title

    @property
    def fields(self) -> dict[str, str]:
        """The header of each column that may be changed, by its field."""
        columns = zip(self._headers, self._layout.columns, strict=True)
        return {column.field: header for header, column in columns if column.field}

    @property
    def returning(self) -> dict[str, str]:
        """The header of each column that an import reads, by its key or field."""
        columns = zip(self._headers, self._layout.columns, strict=True)
        keys = {column.key: header for header, column in columns if column.key}
        return {**keys, **self.fields}

    @property
    def place(self) -> Place:
        """Where the next item will stand."""
        if self._full:
            return Place(self._name(self._parts + 1), 2)
        return Place(self.title, self._rows + 1)

    def append(self, item: T, places: Mapping[str, Place | None] | None = None) -> None:
        """Write `item` as the next row; `places` are what its cells can lead to, by name."""
        if self._full:
            self._close_part()
            self._open()
        values = [column.read(item) for column in self._layout.columns]
        self._offers.add(item, self._rows + 1)
        height = self._height(values)
        about = self._layout.about(item)
        links = {at: to for at, name in self._linking if (to := (places or {}).get(name))}
        shown = [self._shown(at, value) for at, value in enumerate(values)]
        self._row(shown, about, height, links)
        self._links += len(links)
        self.count += 1

    def close(self) -> None:
        """Finish the last sheet; a table without items gets an empty row, as it must have one."""
        if self._rows == 1:
            self._row([""] * len(self._headers), "", height_of(1), {})
        self._close_part()

    @property
    def _full(self) -> bool:
        links = self._links + len(self._linking)
        return self._rows > 1 and (self._rows >= ROW_LIMIT or links > LINK_LIMIT)

    def _name(self, part: int) -> str:
        return self._layout.title + (f" ({part})" if part > 1 else "")

    @property
    def _table(self) -> str:
        return self.table + (str(self._parts) if self._parts > 1 else "")

    def _open(self) -> None:
        self._parts += 1
        title = self._name(self._parts)
        self._sheet = self._book.sheet(title, after=self.title or None)
        self.title = title
        self._rows = self._links = 0
        self._offers: Offers[T] = Offers([column.offer for column in self._layout.columns])
        self._set_up()
        self._row(
            [
                Styled(header, style.OPEN_HEAD if column.field else style.HEAD)
                for header, column in zip(self._headers, self._layout.columns, strict=True)
            ],
            "",
            self._layout.head_height,
            {},
        )

    def _set_up(self) -> None:
        sheet = self._sheet
        for at, column in enumerate(self._layout.columns):
            sheet.column_dimensions[letter_of(at)].width = column.width
        sheet.freeze_panes = f"{letter_of(self._layout.frozen)}2"
        sheet.print_title_rows = "1:1"
        print_set_up(sheet)
        if self._layout.protected:
            sheet.protection.enable()
            for allowed in ("autoFilter", "sort", "formatColumns", "formatRows"):
                setattr(sheet.protection, allowed, False)  # not locked

    def _row(
        self,
        values: Sequence[Value | Styled],
        about: str,
        height: float,
        links: Mapping[int, Place],
    ) -> None:
        self._book.append(
            self._sheet, values, about=about, columns=self._headers, height=height, links=links
        )
        self._rows += 1

    def _shown(self, at: int, value: Value) -> Value | Styled:
        if isinstance(value, Formula):
            text = value.text.replace("{table}", self._table)
            self._formulas.setdefault(at, value.text)
            return Formula(text, value.value)
        closed = isinstance(value, Toned)  # a word for a cell that is not to be filled in here
        if self._layout.protected and self._layout.columns[at].field and not closed:
            return Styled("" if value is None else value, style.to_fill_in(value))
        return "" if value is None else value

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
        from openpyxl.worksheet.table import Table, TableFormula, TableStyleInfo

        last = len(self._headers) - 1
        table: Any = Table(displayName=self._table, ref=f"A1:{letter_of(last)}{self._rows}")
        table._initialise_columns()
        for column, header in zip(table.tableColumns, self._headers, strict=True):
            column.name = safe.encode(header)
        for at, text in self._formulas.items():
            formula = TableFormula(attr_text=text.replace("{table}", self._table))
            table.tableColumns[at].calculatedColumnFormula = formula
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
        self._sheet.tables.add(table)
        printed = letter_of((self._layout.printed or last + 1) - 1)
        self._sheet.print_area = f"A1:{printed}{self._rows}"
        self._add_rules()

    def _add_rules(self) -> None:
        columns = list(self._layout.columns)
        letters = {column.title: letter_of(at) for at, column in enumerate(columns)}
        for at, column in enumerate(columns):
            for name, runs in self._offers.runs(at, self._rows):
                places = [f"{letter_of(at)}{first}:{letter_of(at)}{last}" for first, last in runs]
                rules.offer(self._sheet, places, name)
            if column.toned:
                rules.tones(self._sheet, letter_of(at), self._rows)
        if self._layout.overdue:
            due, state = (letters[title] for title in self._layout.overdue)
            rules.overdue(self._sheet, due, state, self._rows)


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


def distinct(headers: list[str]) -> list[str]:
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
