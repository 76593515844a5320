"""Cells as XML: every text of a person is stored as text, whatever it is like."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from dpia.documents import safe
from dpia.documents.sheets import style
from dpia.documents.sheets.style import Look, Toned

_DAY_NOUGHT = date(1899, 12, 30).toordinal()
"""The day that spreadsheets count from, once past the leap day of 1900 that never was."""


@dataclass(frozen=True)
class Formula:
    """A formula of ours and the value it has now, for readers that do not calculate.

    `{table}` in it becomes the name of the table it stands in. Nobody's text is ever part of it.
    """

    text: str
    value: str


Value = str | int | float | date | Toned | Formula | None
"""What a cell can say: text, a number, a date, a word with a colour, or nothing."""


@dataclass(frozen=True)
class Styled:
    """A value with a look of its own."""

    value: Value
    look: Look


class Cells:
    """Turns values into the XML of cells; the looks they use become styles of the workbook."""

    def __init__(self, workbook: Any) -> None:
        """Write for `workbook`."""
        self._workbook = workbook
        self._styles: dict[tuple[Look, bool], int] = {}
        self._toned = {tone: style.toned(tone) for tone in style.FILLS}

    def cell(self, place: str, value: Value | Styled, linked: bool = False) -> str:
        """Return the cell at `place`; a text has to fit it. Nothing for nothing."""
        look, content = self._parts(value)
        if linked and not isinstance(value, Styled):
            look = style.LINK if isinstance(content, str) else style.NUMBER_LINK
        if isinstance(content, str):
            if not content:
                return f'<c r="{place}" s="{self._style(look, False)}"/>'
            number = self._style(look, True)
            text = escape(content)
            kept = ' xml:space="preserve"' if content != content.strip() else ""
            return f'<c r="{place}" s="{number}" t="inlineStr"><is><t{kept}>{text}</t></is></c>'
        if content is None:
            return ""
        number = self._style(look, False)
        if isinstance(content, Formula):
            return (
                f'<c r="{place}" s="{number}" t="str"><f>{escape(content.text)}</f>'
                f"<v>{escape(content.value)}</v></c>"
            )
        if isinstance(content, date):
            content = content.toordinal() - _DAY_NOUGHT
        return f'<c r="{place}" s="{number}"><v>{content}</v></c>'

    def _parts(
        self, value: Value | Styled
    ) -> tuple[Look, str | int | float | date | Formula | None]:
        if isinstance(value, str):
            return style.TEXT, value
        if isinstance(value, Toned):
            return self._toned[value.tone], value.word
        if isinstance(value, Styled):
            inner = value.value.word if isinstance(value.value, Toned) else value.value
            return value.look, inner
        if isinstance(value, Formula):
            return style.TEXT, value
        return (style.DATE if isinstance(value, date) else style.NUMBER), value

    def _style(self, look: Look, is_text: bool) -> int:
        number = self._styles.get((look, is_text))
        if number is None:
            cell = style.prototype(self._workbook, look)
            # F2 and Enter in a spreadsheet would turn "=1+1" into a formula; the prefix stops it.
            cell.quotePrefix = is_text
            number = self._styles[look, is_text] = int(cell.style_id)
        return number


def row(number: int, cells: str, height: float | None = None) -> str:
    """Return the row `number` with these cells, `height` points high."""
    high = f' ht="{height:g}" customHeight="1"' if height is not None else ""
    return f'<row r="{number}"{high}>{cells}</row>'


def stored(text: str) -> str:
    """Return a text as a cell stores it."""
    return safe.encode(safe.legal(text))
