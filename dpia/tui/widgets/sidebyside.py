"""Now and then, side by side, in three columns whose cells wrap."""

from textual.content import Content

from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.shown.trial import Moved
from dpia.tui.widgets.lines import cell, hanging

_GAP = Content("  ")
_WIDEST = 48
"""Cells that now and then take at most."""


def columns(width: int) -> tuple[int, int, int]:
    """Return the widths of the columns: what it is, now, then."""
    side = min(_WIDEST, (width - 4) * 3 // 10)
    return width - 4 - 2 * side, side, side


def heading_lines(width: int) -> list[Content]:
    """Draw the heads of the columns."""
    heads = (_("What would change"), _("Now"), _("Then"))
    styled = (Content.styled(head, "bold $text-primary") for head in heads)
    return [_row(list(styled), width)]


def moved_lines(one: Moved, width: int) -> list[Content]:
    """Draw one thing that is another then."""
    said = (
        foreign.line(one.what, "bold" if one.tried else ""),
        foreign.line(one.now, theme.QUIET, 300),
        foreign.line(one.then, "bold", 300),
    )
    parts = [
        hanging(Content(""), text, room) for text, room in zip(said, columns(width), strict=True)
    ]
    height = max(map(len, parts))
    padded = [[*part, *[Content("")] * (height - len(part))] for part in parts]
    return [_row(list(row), width) for row in zip(*padded, strict=True)]


def _row(cells: list[Content], width: int) -> Content:
    return _GAP.join([cell(text, room) for text, room in zip(cells, columns(width), strict=True)])
