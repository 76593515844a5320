"""Reading a workbook of ours: its rows by key, whatever was sorted, moved or renamed meanwhile."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from dpia.documents import safe
from dpia.documents.incoming.opening import opened
from dpia.documents.incoming.source import Source
from dpia.documents.incoming.workbook import longtexts
from dpia.documents.sheets import meta
from dpia.documents.workbook import FORMATS, PUBLIC
from dpia.errors import Invalid
from dpia.text import _, language

Raw = str | int | float | date | None
Key = tuple[str, str, str]
"""Table, id of the assessment, id of the row (empty for the assessment itself)."""
_HEAD_WITHIN = 20
"""Rows of a sheet among which its heads are looked for: somebody may have put a title above."""
_MOST_COLUMNS = 400


@dataclass(frozen=True)
class Cell:
    """One cell: where it stands, under which head, and what it says."""

    sheet: str
    place: str
    head: str
    value: Raw

    @property
    def where(self) -> str:
        """The place as people name it: `Risks!D7`."""
        return f"{self.sheet}!{self.place}"


@dataclass(frozen=True)
class Row:
    """One row of a table: its key, and its cells by field."""

    table: str
    assessment: str
    row: str
    reference: str
    where: str
    cells: Mapping[str, Cell]

    @property
    def key(self) -> Key:
        """What it is known by."""
        return self.table, self.assessment, self.row


@dataclass
class Returned:
    """What a workbook says: its rows, and what each said when it was written."""

    rows: list[Row] = field(default_factory=list)
    written: dict[Key, str] = field(default_factory=dict)
    """The fingerprint of each row as it was exported."""
    tables: dict[str, dict[str, str]] = field(default_factory=dict)
    """For each table `key or field -> head`."""


def read(source: Source) -> Returned:
    """Return the rows of a workbook of ours. Raises Invalid where it cannot be read or is newer."""
    found = Returned()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what a spreadsheet added and we do not read
        try:
            workbook = opened(source)
            _read_meta(source, workbook, found)
            for title in workbook.sheetnames:
                if not title.startswith(meta.TITLE):
                    found.rows += _rows(found, title, _lines(workbook[title]))
        except Invalid:
            raise
        except Exception as error:  # the library raises what it likes for a broken file
            message = _("{name} cannot be read as a workbook ({why}). Save it again as .xlsx.")
            why = f"{type(error).__name__}: {str(error)[:80]}"
            raise Invalid(message.format(name=source.name, why=why)) from error
    found.rows = longtexts.restored(found.rows, source.name)
    return found


def _read_meta(source: Source, workbook: Any, found: Returned) -> None:
    facts: dict[str, str] = {}
    for title in (name for name in workbook.sheetnames if name.startswith(meta.TITLE)):
        below = False
        for _number, values in _lines(workbook[title]):
            line = [_text(value) for value in values]
            if tuple(line[:5]) == meta.HEADERS:
                below = True
            elif line[:1] == [meta.COLUMN] and len(line) > 3:
                found.tables.setdefault(line[1], {})[line[2]] = line[3]
            elif below and len(line) > 4 and line[4]:
                found.written[line[0], line[1], line[2]] = line[4]
            elif len(line) > 1 and line[0]:
                facts[line[0]] = line[1]
    if facts.get("format") == PUBLIC:
        message = _("{name} is a public version, which is not whole: it cannot be imported.")
        raise Invalid(message.format(name=source.name))
    if facts.get("format") not in FORMATS:
        message = _(
            "{name} has the form “{found}”, and this dpia reads {known}. Export it anew, or use a "
            "later dpia."
        )
        known, said = ", ".join(FORMATS), facts.get("format", "")[:40]
        raise Invalid(message.format(name=source.name, found=said, known=known))
    if facts.get("language", language()) != language():
        message = _("{name} was written in the language “{code}”: `dpia --language {code} import`.")
        raise Invalid(message.format(name=source.name, code=facts["language"][:10]))


def _lines(sheet: Any) -> Iterator[tuple[int, Sequence[Any]]]:
    """Yield the rows that hold something, with their number."""
    sheet.reset_dimensions()  # a spreadsheet may say a size that is not so
    for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        if any(value is not None and value != "" for value in values):
            yield number, values[:_MOST_COLUMNS]


def _rows(found: Returned, title: str, lines: Iterator[tuple[int, Sequence[Any]]]) -> Iterator[Row]:
    columns: dict[int, str] = {}
    table, heads = "", [""]
    for number, values in lines:
        if not columns:
            heads = [_text(value) for value in values]
            table, columns = _heads(found.tables, heads)
            if not columns and number > _HEAD_WITHIN:
                return
            continue
        row = _row(table, title, number, columns, heads, values)
        if row is not None:
            yield row


def _heads(tables: Mapping[str, Mapping[str, str]], heads: list[str]) -> tuple[str, dict[int, str]]:
    """Return which table these heads belong to, and which columns hold what of it."""
    both = {**tables, longtexts.TABLE: longtexts.heads()}
    for table, named in both.items():
        keys = [named[key] for key in ("assessment", "row") if key in named]
        if all(heads.count(head) == 1 for head in keys) and keys:
            columns = {heads.index(head): name for name, head in named.items() if head in heads}
            if len(columns) > len(keys):
                return table, columns
    return "", {}


def _row(
    table: str,
    title: str,
    number: int,
    columns: Mapping[int, str],
    heads: list[str],
    values: Sequence[Any],
) -> Row | None:
    from openpyxl.utils import get_column_letter

    keys = {"assessment": "", "row": "", "reference": ""}
    cells: dict[str, Cell] = {}
    for at, name in columns.items():
        value = _value(values[at]) if at < len(values) else None
        if name in keys:
            keys[name] = _text(value).strip()
        else:
            place = f"{get_column_letter(at + 1)}{number}"
            cells[name] = Cell(title, place, heads[at], value)
    if not any(keys.values()) and all(cell.value is None for cell in cells.values()):
        return None
    where = f"{title}!{number}"
    return Row(table, keys["assessment"], keys["row"], keys["reference"], where, cells)


def _value(value: Any) -> Raw:
    """Return what a cell says: text as it is shown, whole numbers whole, days without an hour."""
    if isinstance(value, str):
        return safe.decode(value) or None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, bool) or value is None or isinstance(value, int | date):
        return str(value) if isinstance(value, bool) else value
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    return str(value)


def _text(value: Any) -> str:
    found = _value(value)
    return "" if found is None else str(found)


def doubled(rows: Iterable[Row]) -> Iterator[str]:
    """Yield a sentence for each row whose key another row of the file has, too."""
    seen: dict[Key, str] = {}
    for row in rows:
        if row.row or row.table == "tblRegister":
            if row.key in seen:
                message = _("{where}: this row has the IDs of {other}. Keep one of the two.")
                yield message.format(where=row.where, other=seen[row.key])
            seen.setdefault(row.key, row.where)
