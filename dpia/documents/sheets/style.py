"""How the workbook looks: a few kinds of cell, each with one prototype to write with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

Tone = Literal["bad", "poor", "fair", "good", "none"]
"""What a colour repeats: from a level that must not stay to one that may; "none" has no colour."""

FILLS: Final[dict[Tone, tuple[str, str]]] = {
    "bad": ("FFC7CE", "9C0006"),
    "poor": ("FFDDBB", "7F3F00"),
    "fair": ("FFEB9C", "7A5C00"),
    "good": ("C6EFCE", "006100"),
    "none": ("EDEDED", "404040"),
}
"""Background and text colour of each tone; every pair has a contrast of at least 4.5 to 1."""

_LINE = "D0D0D0"
_LINK = "0563C1"
_HEAD = "1F3864"
_OPEN = "1E5631"
_TO_FILL_IN = "FFFBE6"
_DATE = "yyyy-mm-dd"


class Toned(NamedTuple):
    """A word and the colour that repeats it."""

    word: str
    tone: Tone


@dataclass(frozen=True)
class Look:
    """The look of a cell that is not simply text, number or date."""

    bold: bool = False
    size: int = 10
    colour: str | None = None
    fill: str | None = None
    border: bool = False
    centre: bool = False
    middle: bool = False
    """In the middle of the width only; `centre` is in the middle of the height as well."""
    wrap: bool = True
    format: str | None = None
    underline: bool = False
    unlocked: bool = False
    """May be written in although its sheet is protected."""


TEXT = Look(border=True)
DATE = Look(border=True, middle=True, wrap=False, format=_DATE)
NUMBER = Look(border=True, middle=True, wrap=False)
LINK = Look(border=True, colour=_LINK, underline=True)
NUMBER_LINK = Look(border=True, colour=_LINK, underline=True, middle=True, wrap=False)
LABEL_LINK = Look(bold=True, colour=_LINK, underline=True)
HEAD = Look(bold=True, colour="FFFFFF", fill=_HEAD, border=True)
OPEN_HEAD = Look(bold=True, colour="FFFFFF", fill=_OPEN, border=True)
"""The head of a column that may be changed."""
TITLE = Look(bold=True, size=16, colour=_HEAD, wrap=False)
SECTION = Look(bold=True, size=12, colour=_HEAD, wrap=False)
LABEL = Look(bold=True)
PROSE = Look()
LABEL_LINE = Look(bold=True, wrap=False)
LONG_PROSE = Look(wrap=False)
AXIS = Look(bold=True, border=True, centre=True, fill="E7ECF5")


def to_fill_in(value: object) -> Look:
    """Return the look of a cell that may be written in on a protected sheet."""
    day = _DATE if isinstance(value, date) else None
    return Look(border=True, fill=_TO_FILL_IN, unlocked=True, format=day)


def toned(tone: Tone) -> Look:
    """Return the look of a word with its colour."""
    fill, colour = FILLS[tone]
    return Look(bold=True, colour=colour, fill=fill, border=True)


def counted(tone: Tone, letter: str, *, any_here: bool) -> Look:
    """Return the look of a heat map cell: a number shown behind the `letter` of its level.

    The cell's value stays a plain number; only its number format carries the letter, freed of
    what could end the quoted part of a format.
    """
    safe = "".join(c for c in letter if c.isalnum() or c == " ")[:20]
    shown = f'"{safe} · "0;;"{safe}"' if safe else "0"
    fill, colour = FILLS[tone]
    size = 14 if any_here else 11
    return Look(any_here, size, colour, fill, border=True, centre=True, format=shown)


def prototype(workbook: Workbook, look: Look) -> Any:
    """Return a cell of `workbook` with this look; its value may be set again and again."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

    cell: Any = WriteOnlyCell(workbook.worksheets[0])
    underline: Literal["single"] | None = "single" if look.underline else None
    cell.font = Font(name="Calibri", sz=look.size, b=look.bold, color=look.colour, u=underline)
    cell.alignment = Alignment(
        horizontal="center" if look.centre or look.middle else None,
        vertical="center" if look.centre else "top",
        wrap_text=look.wrap,
    )
    if look.fill:
        cell.fill = PatternFill("solid", fgColor=look.fill)
    if look.border:
        side = Side(style="thin", color=_LINE)
        cell.border = Border(left=side, right=side, top=side, bottom=side)
    if look.format:
        cell.number_format = look.format
    if look.unlocked:
        cell.protection = Protection(locked=False)
    return cell
