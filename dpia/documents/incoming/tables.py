"""A table in a CSV file or a workbook that came from elsewhere: its heads, and its rows by them."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dpia.documents import safe
from dpia.documents.incoming.opening import opened
from dpia.documents.incoming.source import Source
from dpia.errors import Invalid
from dpia.text import _

Cell = str | int | float | date
MOST_ROWS = 20_000
MOST_COLUMNS = 300
LONGEST_CELL = 40_000
"""Characters; a cell of a spreadsheet holds fewer."""
_DELIMITERS = ";\t,|"


@dataclass(frozen=True)
class Row:
    """One row: its number as a spreadsheet shows it, and what its cells say; no empty ones."""

    number: int
    cells: dict[str, Cell]


@dataclass(frozen=True)
class Table:
    """The heads in their order, and the rows that say something."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]


def read(source: Source, sheet: str = "", head_row: int = 1, delimiter: str = "") -> Table:
    """Return the table in a CSV file, or on a sheet (default: the first) of a workbook.

    Its heads stand in `head_row`, counted from 1. Raises Invalid with a sentence.
    """
    lines = _sheet(source, sheet) if source.is_zip else _csv(source, delimiter, head_row)
    return table_of(source, lines, head_row)


def table_of(
    source: Source, lines: Iterable[tuple[int, Sequence[Any]]], head_row: int = 1
) -> Table:
    """Return the table that numbered lines hold. Raises Invalid with a sentence."""
    heads: list[str] = []
    rows: list[Row] = []
    for number, values in lines:
        if number == head_row:
            heads = _heads(source, number, values)
        elif number > head_row:
            row = _row(source, number, heads, values)
            if row.cells:
                rows.append(row)
            if len(rows) > MOST_ROWS:
                _refuse(source, _("holds more than {n} rows").format(n=MOST_ROWS))
    if not heads:
        _refuse(source, _("has no heads in row {n}").format(n=head_row))
    return Table(tuple(heads), tuple(rows))


def _refuse(source: Source, why: str) -> None:
    raise Invalid(_("{name} {why}, so it was not read.").format(name=source.name, why=why))


def _sheet(source: Source, title: str) -> Iterator[tuple[int, Sequence[Any]]]:
    book = opened(source)
    if title and title not in book.sheetnames:
        message = _("{name} has no sheet “{title}”; it has: {known}.")
        known = ", ".join(map(safe.visible, book.sheetnames))
        raise Invalid(message.format(name=source.name, title=title, known=known))
    yield from sheet_lines(source, book, title or book.sheetnames[0])


def sheet_lines(source: Source, book: Any, title: str) -> Iterator[tuple[int, Sequence[Any]]]:
    """Yield the rows of a sheet with their numbers, empty ones too. Raises Invalid."""
    sheet = book[title]
    try:
        sheet.reset_dimensions()  # a spreadsheet may say a size that is not so
        for number, values in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), 1):
            if number > MOST_ROWS * 2:
                _refuse(source, _("holds more than {n} rows").format(n=MOST_ROWS))
            yield number, values
    except Invalid:
        raise
    except Exception as error:  # the library raises what it likes for a broken sheet
        message = _("{name}: the sheet “{title}” cannot be read ({why}). Save it again as .xlsx.")
        told = {"title": safe.visible(title), "why": type(error).__name__}
        raise Invalid(message.format(name=source.name, **told)) from error


def _csv(source: Source, delimiter: str, head_row: int) -> Iterator[tuple[int, Sequence[Any]]]:
    text = source.text
    if "\0" in text:
        _refuse(source, _("holds NUL characters"))
    found = delimiter or _delimiter_of(text, head_row)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=found, strict=False)
    number = 0
    while True:
        number += 1
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error:
            _refuse(source, _("holds in row {n} a cell that is too long").format(n=number))
        else:
            yield number, values


def _delimiter_of(text: str, head_row: int) -> str:
    """Return the delimiter that the line of the heads uses most often."""
    lines = text[:100_000].splitlines()
    head = lines[head_row - 1] if len(lines) >= head_row else ""
    return max(_DELIMITERS, key=head.count)


def _heads(source: Source, number: int, values: Iterable[Any]) -> list[str]:
    heads = [" ".join(str(value_of(value) or "").split()) for value in values]
    while heads and not heads[-1]:
        heads.pop()
    if len(heads) > MOST_COLUMNS:
        _refuse(source, _("has more than {n} columns").format(n=MOST_COLUMNS))
    for head in heads:
        if head and heads.count(head) > 1:
            why = _("has two columns “{head}” in row {n}")
            _refuse(source, why.format(head=safe.visible(head)[:80], n=number))
    return heads


def _row(source: Source, number: int, heads: list[str], values: Iterable[Any]) -> Row:
    cells: dict[str, Cell] = {}
    for head, raw in zip(heads, values, strict=False):
        value = value_of(raw)
        if isinstance(value, str) and len(value) > LONGEST_CELL:
            why = _("holds in row {n} a text of more than {most} characters")
            _refuse(source, why.format(n=number, most=LONGEST_CELL))
        if head and value is not None and value != "":
            cells[head] = value
    return Row(number, cells)


def value_of(value: Any) -> Cell | None:
    """Return what a cell says: text without the apostrophe of a guard, whole numbers whole."""
    if isinstance(value, str):
        text = safe.decode(value).strip()
        guarded = text[:1] == "'" and safe.no_formula(text[1:]) == text
        return text[1:] if guarded else text
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int | float | date) else None
