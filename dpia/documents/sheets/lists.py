"""The hidden sheets: Lists, the words drop-downs offer; `_meta`, what was exported, row by row."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from itertools import zip_longest
from typing import Any

from dpia.canonical import digest
from dpia.documents import words
from dpia.documents.sheets import style
from dpia.documents.sheets.book import Book, Styled
from dpia.text import _

TITLE = _("Lists")
META = "_meta"

OFFERED: Mapping[str, Mapping[Any, str]] = {
    "list_status": words.STATUS,
    "list_screening": words.SCREENING,
    "list_consultation": words.CONSULTATION,
    "list_decision": words.DECISION,
    "list_measure_kind": words.MEASURE_KIND,
    "list_measure_role": words.MEASURE_ROLE,
    "list_measure_status": words.MEASURE_STATUS,
    "list_met": words.MET,
}
"""The lists by the names under which drop-downs find them."""


def write(book: Book, sheet: Any) -> None:
    """Write one list a column, its name on top, and hide the sheet."""
    from openpyxl.utils import get_column_letter
    from openpyxl.workbook.defined_name import DefinedName

    sheet.sheet_state = "hidden"
    columns = [list(offered.values()) for offered in OFFERED.values()]
    for at, (name, column) in enumerate(zip(OFFERED, columns, strict=True), start=1):
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = 26
        place = f"'{sheet.title}'!${letter}$2:${letter}${len(column) + 1}"
        book.workbook.defined_names[name] = DefinedName(name, attr_text=place)
    book.append(sheet, [Styled(name, style.HEAD) for name in OFFERED])
    for row in zip_longest(*columns):
        book.append(sheet, row)


class Meta:
    """The very hidden sheet `_meta`: which export this is, and a hash of each row as written.

    The first rows are a name and a value; after a row of headers there is one row for each row of
    Register, Risks and Measures. A later reader tells by the hash which rows were changed: it is
    the digest of the row's filled cells by header, dates in ISO form, long texts whole.
    """

    HEADERS = ("table", "assessment", "row", "revision", "hash")

    def __init__(self, book: Book, facts: Mapping[str, str]) -> None:
        """Open the sheet and write `facts`."""
        self._book = book
        self._hash = hashlib.sha256(repr(sorted(facts.items())).encode())
        self._sheet = book.sheet(META)
        self._sheet.sheet_state = "veryHidden"
        for fact in facts.items():
            book.append(self._sheet, fact)
        book.append(self._sheet, [])
        book.append(self._sheet, self.HEADERS)

    def add(
        self, table: str, assessment: str, row: str, revision: int, content: Mapping[str, Any]
    ) -> None:
        """Note the row `row` of `table` with its content by header."""
        fingerprint = digest(content)
        self._hash.update(fingerprint.encode())
        self._book.append(self._sheet, [table, assessment, row, revision, fingerprint])

    def close(self) -> str:
        """Finish the sheet and return a name for this export that follows from its content."""
        export = self._hash.hexdigest()[:32]
        self._book.append(self._sheet, ["export", export])
        return export
