"""Texts that did not fit their cell, put together again from the sheet Long texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from dpia.documents import safe
from dpia.documents.sheets.book import LONG_TEXTS, REMARK
from dpia.errors import Invalid
from dpia.text import _

if TYPE_CHECKING:
    from dpia.documents.incoming.workbook.reading import Cell, Row

TABLE = "tblLongTexts"
_HEADS = {"assessment": _("Sheet"), "row": _("Cell"), "part": _("Part"), "text": _("Text")}


def heads() -> Mapping[str, str]:
    """Return the heads of the sheet by what they hold."""
    return _HEADS


def restored(rows: list[Row], name: str) -> list[Row]:
    """Return the rows of the other sheets with every shortened text whole again.

    Raises Invalid where a shortened text was changed: what it stands for cannot be known.
    """
    pieces: dict[tuple[str, str], dict[int, str]] = {}
    for row in rows:
        if row.table == TABLE:
            part, text = row.cells["part"].value, row.cells["text"].value
            if isinstance(part, int):
                pieces.setdefault((row.assessment, row.row), {})[part] = str(text or "")
    others = [row for row in rows if row.table != TABLE]
    return [_whole(row, pieces, name) for row in others]


def _whole(row: Row, pieces: Mapping[tuple[str, str], Mapping[int, str]], name: str) -> Row:
    shortened = {
        field: cell
        for field, cell in row.cells.items()
        if isinstance(cell.value, str) and _ENDS.search(cell.value)
    }
    if not shortened:
        return row
    whole = {field: _text(cell, pieces, name) for field, cell in shortened.items()}
    return replace(row, cells={**row.cells, **whole})


def _text(cell: Cell, pieces: Mapping[tuple[str, str], Mapping[int, str]], name: str) -> Cell:
    value = str(cell.value)
    found = _ENDS.search(value)
    at = found["cell"] if found else ""
    parts = [text for (_sheet, place), text in pieces.items() if place == at]
    for part in parts:
        text = "".join(part[number] for number in sorted(part))
        if found and text.startswith(value[: found.start()]):
            return replace(cell, value=safe.legal(text))
    message = _(
        "{name}, {where}: this text is shortened, and what is whole on “{sheet}” begins otherwise. "
        "Change it there, or in dpia."
    )
    raise Invalid(message.format(name=name, where=cell.where, sheet=LONG_TEXTS))


_ENDS = re.compile(
    re.escape(REMARK)
    .replace(re.escape("{count}"), r"\d+")
    .replace(re.escape("{sheet}"), re.escape(LONG_TEXTS))
    .replace(re.escape("{cell}"), r"(?P<cell>[A-Z]{1,3}\d+)")
    + r"\Z"
)
