"""The very hidden sheet `_meta`: which export this is, and what each row said that may be changed.

The first rows are a name and a value. A row `column` says under which header a field of a table
stands. After a row of headers there is one row for each row that may come back, with a hash of its
fields as they were written (`documents.sheets.fields`): by it an import tells what was changed in
the file from what was changed in the register.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from dpia.documents.sheets import grid
from dpia.documents.sheets.book import Book
from dpia.documents.sheets.fields import Fields, fingerprint

TITLE = "_meta"
COLUMN = "column"
HEADERS = ("table", "assessment", "row", "revision", "hash")


class Meta:
    """Writes the sheet while the others are written; when it is full it goes on in another one."""

    def __init__(
        self, book: Book, facts: Mapping[str, str], columns: Mapping[str, Mapping[str, str]]
    ) -> None:
        """Open the sheet; write `facts`, and of each table `field -> header` of its columns."""
        self._book = book
        self._hash = hashlib.sha256(repr(sorted(facts.items())).encode())
        self._parts = 0
        self._title = ""
        self._open()
        for fact in facts.items():
            self._row(fact)
        for table, named in columns.items():
            for field, header in named.items():
                self._row((COLUMN, table, field, header))
        self._row(())
        self._row(HEADERS)

    def add(self, table: str, assessment: str, row: str, revision: int, fields: Fields) -> None:
        """Note the row `row` of `table` with its fields."""
        found = fingerprint(fields)
        self._hash.update(found.encode())
        if self._book.rows[self._title] >= grid.ROW_LIMIT:
            self._open()
            self._row(HEADERS)
        self._row((table, assessment, row, revision, found))

    def close(self) -> str:
        """Finish the sheet and return a name for this export that follows from its content."""
        export = self._hash.hexdigest()[:32]
        self._row(("export", export))
        return export

    def _open(self) -> None:
        self._parts += 1
        title = TITLE if self._parts == 1 else f"{TITLE} ({self._parts})"
        self._sheet = self._book.sheet(title, after=self._title or None)
        self._sheet.sheet_state = "veryHidden"
        self._title = title

    def _row(self, values: tuple[str | int, ...]) -> None:
        self._book.append(self._sheet, values)
