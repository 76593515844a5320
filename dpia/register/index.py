"""The index: a SQLite cache of what lists show, with full-text search.

It is never part of a save. Readers bring it up to date by size, time and inode of each file, so
deleting it loses nothing. Where it cannot be written it lives in memory.
"""

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

from dpia.register.cache import Progress, discard, in_memory, named, open_file, refresh
from dpia.register.entries import ASIDE, KEYS

_SHOWN = named([*KEYS, "more"])
# CROSS: the words come first, whatever SQLite believes to know about the sizes
_FOUND = "words CROSS JOIN entry ON entry.number = words.rowid WHERE words MATCH ?"
_UNAVAILABLE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
}

Result = TypeVar("Result")


class Index:
    """Summaries of all assessments in one folder. Safe to use from several threads."""

    def __init__(self, path: Path | None, folder: Path) -> None:
        """Keep the cache at `path` for the assessments in `folder`. Touches nothing yet.

        Without a `path` it lives in memory alone, for a register that is encrypted.
        """
        self.path = path
        self.folder = folder
        self.reading: Progress = lambda _done, _total: None
        """Told how many of the files that changed have been read again."""
        self._memory: sqlite3.Connection | None = None
        self._guard = threading.Lock()

    def stay_in_memory(self) -> None:
        """Go on in memory, from what the file holds; the file stays as it is."""
        self._memory = self._memory or in_memory(self.path)

    def summaries(self, query: str | None = None) -> list[dict[str, Any]]:
        """Return a summary of each assessment by reference, or of those with all words of `query`,
        the best match first. The last word may be the beginning of one.
        """
        match = _match(query or "")
        if not match:
            return self._run(lambda cache: _fetch(cache, "entry ORDER BY reference, file"))
        clause = f"{_FOUND} ORDER BY rank, reference, file"
        return self._run(lambda cache: _fetch(cache, clause, match))

    def first(self, count: int) -> list[dict[str, Any]]:
        """Return at once the first `count` summaries as they were known last."""
        clause = "entry ORDER BY reference, file LIMIT ?"
        return self._run(lambda cache: _fetch(cache, clause, count), fresh=False)

    def ids(self, query: str) -> set[str]:
        """Return the ids of the assessments with all words of `query`, as they were known last."""
        found = f"SELECT entry.id FROM {_FOUND}"
        match = _match(query)
        if not match:
            return set()
        rows = self._run(lambda cache: cache.execute(found, (match,)).fetchall(), fresh=False)
        return {ident for (ident,) in rows}

    def everything(self) -> list[tuple[str, str | None]]:
        """Return the id of each assessment, by reference, and the damage it has, or None."""
        clause = "SELECT id, damaged FROM entry ORDER BY reference, file"
        return self._run(lambda cache: cache.execute(clause).fetchall())

    def aside(self, name: str, fresh: bool = True) -> dict[str, Any]:
        """Return what is kept aside as `name` (of `ASIDE`) of each assessment, by its id.

        Without `fresh` as it was known last.
        """
        assert name in ASIDE
        clause = f"SELECT id, {name} FROM entry JOIN aside USING (number) ORDER BY reference, file"
        rows = self._run(lambda cache: cache.execute(clause).fetchall(), fresh)
        kept = _decoded(text or "null" for _ident, text in rows)
        return {ident: found for (ident, _text), found in zip(rows, kept, strict=True)}

    def matching(self, reference: str) -> list[dict[str, Any]]:
        """Return the summaries of the assessments with this reference, or whose id begins so."""
        start = reference.lower() if len(reference) >= 4 else "-"
        clause = "entry WHERE reference = ? COLLATE NOCASE OR substr(id, 1, ?) = ? ORDER BY id"
        return self._run(lambda cache: _fetch(cache, clause, reference, len(start), start))

    def latest(self) -> list[tuple[str, str]]:
        """Return when each assessment that can be read was changed last, and its id, latest first.

        A time is ISO in UTC, or empty where nobody says.
        """
        clause = "SELECT coalesce(updated, ''), id FROM entry WHERE damaged IS NULL ORDER BY 1 DESC"
        return self._run(lambda cache: cache.execute(clause).fetchall())

    def references(self) -> dict[str, str]:
        """Return the reference of each assessment by the name of its file."""
        clause = "SELECT file, reference FROM entry"
        return dict(self._run(lambda cache: cache.execute(clause).fetchall()))

    def _run(self, action: Callable[[sqlite3.Connection], Result], fresh: bool = True) -> Result:
        """Do `action` on the cache in the file, or else on the one in memory.

        It is brought up to date before, unless `fresh` is false.
        """
        with self._guard:
            for _attempt in range(2):
                if self._memory is not None or self.path is None:
                    break
                try:
                    with closing(open_file(self.path)) as cache:
                        if fresh:
                            refresh(cache, self.folder, self.reading)
                        return action(cache)
                except sqlite3.Error as error:
                    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
                    if code & 0xFF in _UNAVAILABLE or not discard(self.path):
                        break  # it cannot be used now; otherwise it was damaged: begin anew
            try:
                self._memory = self._memory or in_memory(self.path)
                if fresh:
                    refresh(self._memory, self.folder, self.reading)
                return action(self._memory)
            except sqlite3.DatabaseError:  # what was copied is damaged too
                self._memory = in_memory(None)
                refresh(self._memory, self.folder, self.reading)
                return action(self._memory)


def _match(query: str) -> str:
    """Return all words of `query` as FTS5 wants them; the last may be the beginning of one."""
    words = query.replace("\0", " ").encode("utf-8", "ignore").decode().split()
    quoted = " ".join('"{}"'.format(word.replace('"', '""')) for word in words)
    return f"{quoted}*" if quoted else ""


def _fetch(cache: sqlite3.Connection, clause: str, *values: Any) -> list[dict[str, Any]]:
    rows = cache.execute(f"SELECT {_SHOWN} FROM {clause}", values).fetchall()
    more = _decoded(row[-1] or "{}" for row in rows)
    return [
        dict(zip(KEYS, row, strict=False)) | beside for row, beside in zip(rows, more, strict=True)
    ]


def _decoded(texts: Iterable[str]) -> list[Any]:
    """Return what each text stands for; ten thousand of them one by one take half as long again."""
    found: list[Any] = json.loads(f"[{','.join(texts)}]")
    return found
