"""Text to read on a screen or on paper: pieces that are laid out in lines of a given width.

The commands print the lines; the terminal UI draws the same lines and gives each kind a style.
"""

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from dpia.text import _

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


def plain_lines(pieces: Iterable[Piece]) -> Iterator[str]:
    """Yield one line for each piece, with no indent, no bullets and no columns.

    What stood beside something else is a line of its own, and names the column it stood in; what
    lies under a bullet says how deep.
    """
    heads, base = ("", ""), 0
    for piece in pieces:
        if piece.beside is None:
            listed = piece.mark.strip() == "-"
            base = base or piece.depth if listed else 0
            level = piece.depth - base + 1 if listed else 1
            yield (_("Level {n}: ").format(n=level) if level > 1 else _words(piece)) + piece.text
        elif piece.kind in ("head", "name"):
            heads = (piece.text, piece.beside)
        else:
            sides = zip(heads, (piece.text, piece.beside), strict=True)
            yield from (f"{head}: {text}" for head, text in sides if text)


def _words(piece: Piece) -> str:
    """Return the mark of a piece where it is a word."""
    return piece.mark if any(map(str.isalpha, piece.mark)) else ""


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
