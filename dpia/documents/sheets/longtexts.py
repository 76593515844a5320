"""The sheet Long texts: what is too long for one cell, whole, in pieces that follow each other."""

from dataclasses import dataclass

from dpia.documents import safe
from dpia.documents.sheets.book import LONG_TEXTS, Book, Cut
from dpia.documents.sheets.grid import Column, Layout, TableSheet
from dpia.text import _


@dataclass(frozen=True)
class _Piece:
    cut: Cut
    number: int
    of: int
    text: str


def write(book: Book, *, after: str) -> None:
    """Write the sheet behind the sheet `after`, if there is a text to put on it."""
    if not book.cut:
        return
    sheet = TableSheet(book, _layout(), after=after)
    for cut in list(book.cut):
        parts = list(safe.pieces(cut.text))
        for number, part in enumerate(parts, start=1):
            sheet.append(_Piece(cut, number, len(parts), part))
    sheet.close()


def _layout() -> Layout[_Piece]:
    return Layout(
        title=LONG_TEXTS,
        table="tblLongTexts",
        columns=[
            Column(_("Sheet"), 14, lambda piece: piece.cut.sheet),
            Column(_("Cell"), 10, lambda piece: piece.cut.cell),
            Column(_("About"), 20, lambda piece: piece.cut.about),
            Column(_("Column"), 24, lambda piece: piece.cut.column),
            Column(_("Part"), 8, lambda piece: piece.number),
            Column(_("Of"), 8, lambda piece: piece.of),
            Column(_("Text"), 110, lambda piece: piece.text),
        ],
    )
