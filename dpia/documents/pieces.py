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
"""Cells below which nothing is made narrower."""


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
    """Yield the lines of `pieces`, none wider than `width` characters unless that is too little."""
    for piece in pieces:
        room = max(width - piece.depth * STEP, LEAST)
        indent = " " * (piece.depth * STEP)
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
