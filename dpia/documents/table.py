"""Plain tables for the terminal: columns that line up in any script, no colour, nothing hostile."""

import unicodedata
from collections.abc import Iterable, Sequence

from dpia.documents.safe import visible

GAP = "  "
_LEAST = 8
_NO_WIDTH = frozenset({"Mn", "Me", "Cf"})


def render(
    headers: Sequence[str], rows: Iterable[Sequence[str]], *, width: int | None = None
) -> str:
    """Return the table as text, without a last newline: headers, a rule, a line for each row.

    `width` is the number of display cells a line may take; the widest columns give way first,
    never below eight cells, and a shortened text ends in "…". Without it nothing is shortened.
    Raises ValueError when a row has more or fewer texts than there are headers.
    """
    body = list(zip(*rows, strict=True)) or [() for _ in headers]
    columns = [_Column([header, *texts]) for header, texts in zip(headers, body, strict=True)]
    if width is not None:
        _fit(columns, width - len(GAP) * (len(columns) - 1))
    lines = [GAP.join(cells).rstrip() for cells in zip(*(c.padded() for c in columns), strict=True)]
    lines.insert(1, GAP.join("-" * column.width for column in columns))
    return "\n".join(lines)


def display_width(text: str) -> int:
    """Return how many terminal cells `text` takes: wide characters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(map(_cells, text))


def shorten(text: str, width: int) -> str:
    """Return `text` cut to `width` (one or more) display cells, ending in "…" if it was longer."""
    if display_width(text) <= width:
        return text
    room, end = width - 1, 0
    for character in text:
        room -= _cells(character)
        if room < 0:
            break
        end += 1
    return text[:end] + "…"


class _Column:
    """One column: its texts, header first, whether all are plain ASCII, and its width in cells."""

    def __init__(self, texts: list[str]) -> None:
        together = "".join(texts)
        # One test over the joined texts instead of one for each keeps ten thousand rows quick.
        if not together.isprintable():
            texts = [visible(text) for text in texts]
            together = "".join(texts)
        self.texts = texts
        self.plain = together.isascii()
        self.widths = [len(text) if self.plain else display_width(text) for text in texts]
        self.width = max(self.widths)

    def padded(self) -> list[str]:
        """Return every text cut and filled to the column's width."""
        width = self.width
        if self.plain:
            return [
                text.ljust(width) if len(text) <= width else text[: width - 1] + "…"
                for text in self.texts
            ]
        return [self._pad(text, taken) for text, taken in zip(self.texts, self.widths, strict=True)]

    def _pad(self, text: str, taken: int) -> str:
        if taken > self.width:
            text = shorten(text, self.width)
            taken = display_width(text)
        return text + " " * (self.width - taken)


def _fit(columns: list[_Column], room: int) -> None:
    """Narrow the widest columns, cell by cell, until all fit in `room` or none can give way."""
    for column in columns:
        column.width = min(column.width, max(room, _LEAST))
    excess = sum(column.width for column in columns) - room
    while excess > 0:
        widest = max(columns, key=lambda column: column.width)
        if widest.width <= _LEAST:
            return
        widest.width -= 1
        excess -= 1


def _cells(character: str) -> int:
    if character < "\u0300":
        return 1
    # The vowels and finals of decomposed Hangul are drawn inside the syllable before them.
    if "\u1160" <= character <= "\u11ff" or unicodedata.category(character) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
