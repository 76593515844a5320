"""The hidden sheet Lists: what drop-downs offer, the cells of the methods, words with colours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from typing import Any

from dpia.documents import words
from dpia.documents.sheets import rules, style
from dpia.documents.sheets.book import Book, Styled
from dpia.documents.sheets.matrices import Block, Matrices
from dpia.text import _

TITLE = _("Lists")

OFFERED: Mapping[str, Mapping[Any, str]] = {
    "list_status": words.STATUS,
    "list_screening": words.SCREENING,
    "list_consultation": words.CONSULTATION,
    "list_decision": words.DECISION,
    "list_track": words.TRACK,
    "list_event": words.EVENT,
    "list_yes_no": words.YES_NO,
    "list_measure_kind": words.MEASURE_KIND,
    "list_measure_role": words.MEASURE_ROLE,
    "list_measure_status": words.MEASURE_STATUS,
    "list_met": words.MET,
}
"""The lists by the names under which drop-downs find them."""

_STATUS_TONES = {"implemented": "good", "partially-implemented": "fair"}
_WORST_FIRST = ("bad", "poor", "fair", "good")


def write(book: Book, sheet: Any, matrices: Matrices, further: Iterable[Block] = ()) -> None:
    """Write what the sheets of a register look up, and `further` lists, and hide the sheet."""
    offered = ((name, column(known.values())) for name, known in OFFERED.items())
    closed = (words.MEASURE_STATUS[name] for name in ("implemented", "rejected"))
    blocks = [*offered, (rules.CLOSED, column(closed)), *_toned(matrices), *matrices.blocks()]
    write_blocks(book, sheet, [*blocks, *further])


def column(texts: Iterable[str]) -> list[list[str]]:
    """Return texts as a list of one column."""
    return [[text] for text in texts]


def write_blocks(book: Book, sheet: Any, blocks: Iterable[Block]) -> None:
    """Write named lists beside each other, the name on top, and hide the sheet."""
    from openpyxl.utils import get_column_letter
    from openpyxl.workbook.defined_name import DefinedName

    sheet.sheet_state = "hidden"
    heads: list[Styled] = []
    columns: list[list[str]] = []
    for name, found in blocks:
        first, width = len(columns) + 1, len(found[0]) if found else 1
        columns += [[line[at] for line in found] for at in range(width)]
        heads += [Styled(name, style.HEAD) for _at in range(width)]
        letters = get_column_letter(first), get_column_letter(first + width - 1)
        place = f"'{sheet.title}'!${letters[0]}$2:${letters[1]}${max(2, len(found) + 1)}"
        book.workbook.defined_names[name] = DefinedName(name, attr_text=place)
    for at in range(len(columns)):
        sheet.column_dimensions[get_column_letter(at + 1)].width = 26
    book.append(sheet, heads)
    for row in zip_longest(*columns):
        book.append(sheet, row)


def _toned(matrices: Matrices) -> Iterator[Block]:
    """Yield the words of each colour; a word of several methods has the gravest of its colours."""
    tones = {words.MEASURE_STATUS[name]: tone for name, tone in _STATUS_TONES.items()}
    for word, tone in matrices.words():
        known = tones.get(word, "good")
        tones[word] = min(tone, known, key=_WORST_FIRST.index)
    for tone, name in rules.WORDS_OF_TONE.items():
        yield name, column(word for word, found in tones.items() if found == tone)
