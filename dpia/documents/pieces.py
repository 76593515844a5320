"""Text to read on a screen or on paper: pieces that are laid out in lines of a given width.

The commands print the lines; the terminal UI draws the same lines and gives each kind a style.
"""

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

Kind = Literal["title", "head", "name", "text", "quiet", "care"]
STEP = 2
"""Cells by which each depth is indented."""
GAP = 2
"""Cells between two columns."""
LEAST = 24
"""Cells that the indent leaves to a paragraph, if there are as many."""


@dataclass(frozen=True)
class Piece:
    """A paragraph. A mark before it stays alone at its left; with `beside` there are two columns.

    `title` and `head` begin a part, `name` names a thing, `quiet` is small print, `care` a warning.
    """

    text: str
    depth: int = 0
    kind: Kind = "text"
    mark: str = ""
    beside: str | None = None


@dataclass(frozen=True)
class Line:
    """One line that fits the width, and the kind of the piece it belongs to."""

    text: str
    kind: Kind


BLANK = Piece("")


def laid_out(pieces: Iterable[Piece], width: int) -> Iterator[Line]:
    """Yield the lines of `pieces`, none wider than `width` characters, of which it takes ten."""
    width = max(width, 10)
    for piece in pieces:
        indent = " " * min(piece.depth * STEP, max(width - LEAST, 0))
        room = width - len(indent)
        lines = _columns(piece, room) if piece.beside is not None else _paragraph(piece, room)
        for line in lines:
            yield Line((indent + line).rstrip(), piece.kind)


def _paragraph(piece: Piece, width: int) -> list[str]:
    hanging = " " * len(piece.mark)
    return textwrap.wrap(
        piece.text,
        width,
        initial_indent=piece.mark,
        subsequent_indent=hanging,
        break_on_hyphens=False,
    ) or [piece.mark]


def _columns(piece: Piece, width: int) -> Iterator[str]:
    column = (width - GAP) // 2
    sides = [
        textwrap.wrap(text, column, break_on_hyphens=False) for text in (piece.text, piece.beside)
        if text is not None
    ]  # fmt: skip
    for left, right in zip_longest(*sides, fillvalue=""):
        yield f"{left:<{column}}{' ' * GAP}{right}"
