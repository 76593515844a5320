"""Reading a workbook back, the way a person's spreadsheet shows it."""

import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl

from dpia.documents import safe

Row = dict[str, Any]


def rows(path: Path, title: str) -> list[Row]:
    """Return the rows of a table sheet by header, empty cells left out."""
    return rows_of(openpyxl.load_workbook(path)[title])


def rows_of(sheet: Any) -> list[Row]:
    """Return the rows of a table sheet of an open workbook by header, empty cells left out."""
    header, *body = sheet.iter_rows(values_only=True)
    return [
        {str(name): shown(value) for name, value in zip(header, row, strict=True) if value != None}  # noqa: E711
        for row in body
    ]


def shown(value: Any) -> Any:
    """Return what a spreadsheet shows for a stored value."""
    if isinstance(value, str):
        return safe.decode(value)
    return value.date() if isinstance(value, datetime) else value


def grid(path: Path, title: str) -> list[list[Any]]:
    """Return every row of a sheet as it is, without the empty cells at its end."""
    found = []
    for row in openpyxl.load_workbook(path)[title].iter_rows(values_only=True):
        cells = [shown(value) for value in row]
        while cells and cells[-1] is None:
            cells.pop()
        found.append(cells)
    return found


def sheet_xml(path: Path) -> Iterator[str]:
    """Yield the XML of every sheet."""
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            if name.startswith("xl/worksheets/sheet"):
                yield parts.read(name).decode("utf-8")
