"""The index: a SQLite cache of what lists show, with full-text search.

It is never part of a save. Readers bring it up to date by size, time and inode of each file, so
deleting it loses nothing. Where it cannot be written it lives in memory.
"""

import json
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from dpia.register import files
from dpia.register.assessments import NAME
from dpia.register.entries import ASIDE, KEYS, SEEN, entry

SCHEMA = 6
"""`user_version` of the cache; one with another number is thrown away and built anew."""

_BATCH = 500
_LISTED = [*KEYS, "more", *SEEN]


def _named(names: list[str]) -> str:
    """Return the columns of these names, as SQL."""
    return ", ".join(f'"{name}"' for name in names)


_SHOWN = _named([*KEYS, "more"])
_TABLES = (
    f"CREATE TABLE entry (number INTEGER, {_named(_LISTED)}, PRIMARY KEY (reference, file))"
    " WITHOUT ROWID",
    # what a search and a look at the files read stands in the indices themselves
    f"CREATE INDEX entry_seen ON entry ({_named(SEEN)})",
    "CREATE INDEX entry_id ON entry (number, id)",
    f"CREATE TABLE aside (number INTEGER PRIMARY KEY, {_named(ASIDE)})",
    "CREATE VIRTUAL TABLE words USING fts5(text, tokenize='unicode61 remove_diacritics 2')",
    f"PRAGMA user_version = {SCHEMA}",
)
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
Progress = Callable[[int, int], object]


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
        self._memory = self._memory or _in_memory(self.path)

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

    def references(self, year: int | str) -> list[str]:
        """Return all references of `year` that are taken."""
        clause = "SELECT reference FROM entry WHERE reference LIKE ?"
        return self._run(lambda cache: [row[0] for row in cache.execute(clause, (f"{year}-%",))])

    def _run(self, action: Callable[[sqlite3.Connection], Result], fresh: bool = True) -> Result:
        """Do `action` on the cache in the file, or else on the one in memory.

        It is brought up to date before, unless `fresh` is false.
        """
        with self._guard:
            for _attempt in range(2):
                if self._memory is not None or self.path is None:
                    break
                try:
                    with closing(_open(self.path)) as cache:
                        if fresh:
                            _refresh(cache, self.folder, self.reading)
                        return action(cache)
                except sqlite3.Error as error:
                    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
                    if code & 0xFF in _UNAVAILABLE or not _discard(self.path):
                        break  # it cannot be used now; otherwise it was damaged: begin anew
            try:
                self._memory = self._memory or _in_memory(self.path)
                if fresh:
                    _refresh(self._memory, self.folder, self.reading)
                return action(self._memory)
            except sqlite3.DatabaseError:  # what was copied is damaged too
                self._memory = _in_memory(None)
                _refresh(self._memory, self.folder, self.reading)
                return action(self._memory)


def _match(query: str) -> str:
    """Return all words of `query` as FTS5 wants them; the last may be the beginning of one."""
    words = query.replace("\0", " ").encode("utf-8", "ignore").decode().split()
    quoted = " ".join('"{}"'.format(word.replace('"', '""')) for word in words)
    return f"{quoted}*" if quoted else ""


def _open(path: Path) -> sqlite3.Connection:
    """Open the cache at `path`, new and private (0600) when there is none of this schema."""
    cache = _connect(path)
    try:
        if _version(cache) not in (0, SCHEMA):
            cache.close()
            _discard(path)
            cache = _connect(path)
        if _version(cache) != SCHEMA:
            _create_tables(cache)
        cache.execute("PRAGMA synchronous = NORMAL")
    except BaseException:
        cache.close()
        raise
    return cache


def _connect(path: Path) -> sqlite3.Connection:
    if path.is_symlink():
        _discard(path)
    with suppress(OSError):  # what is wrong SQLite will find as well
        files.create(path)
    return sqlite3.connect(path, timeout=2.0, isolation_level=None, check_same_thread=False)


def _in_memory(path: Path | None) -> sqlite3.Connection:
    """Return a cache in memory, begun from the file at `path` when that can still be read."""
    cache = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    cache.execute("PRAGMA temp_store = MEMORY")  # no sorting in files of the system's own
    try:
        if path is not None:
            place = f"file:{quote(str(path))}?mode=ro&immutable=1"
            with closing(sqlite3.connect(place, uri=True)) as kept:
                if _version(kept) == SCHEMA:
                    kept.backup(cache)
    except sqlite3.Error:
        return _in_memory(None)
    if _version(cache) != SCHEMA:
        _create_tables(cache)
    return cache


def _version(cache: sqlite3.Connection) -> int:
    return int(cache.execute("PRAGMA user_version").fetchone()[0])


def _discard(path: Path) -> bool:
    """Remove the cache and its journal; say whether the cache is gone."""
    files.remove(path.with_name(path.name + "-journal"))
    return files.remove(path)


def _create_tables(cache: sqlite3.Connection) -> None:
    """Make the tables, unless somebody just did."""
    with _transaction(cache):
        if _version(cache) != SCHEMA:
            for statement in _TABLES:
                cache.execute(statement)


@contextmanager
def _transaction(cache: sqlite3.Connection) -> Iterator[None]:
    cache.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if cache.in_transaction:
            cache.execute("ROLLBACK")
        raise
    cache.execute("COMMIT")


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


def _refresh(cache: sqlite3.Connection, folder: Path, reading: Progress) -> None:
    """Read again what changed in `folder` since the cache saw it, and forget what is gone."""
    seen = set(cache.execute("SELECT file, size, mtime, inode FROM entry"))
    count = len(seen)
    changed = []
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        for found in entries:
            try:
                now = found.stat(follow_symlinks=False)
            except OSError:
                continue  # removed at this moment
            if (found.name, now.st_size, now.st_mtime_ns, now.st_ino) in seen:
                count -= 1
            elif NAME.fullmatch(found.name):
                changed.append(found.name)
    if changed or count:
        _read_again(cache, folder, changed, reading)


def _read_again(
    cache: sqlite3.Connection, folder: Path, changed: list[str], reading: Progress
) -> None:
    for start in range(0, len(changed), _BATCH):
        reading(start, len(changed))
        # read first: the cache is locked only for as long as writing takes
        entries = [entry(folder / name) for name in changed[start : start + _BATCH]]
        with _transaction(cache):
            for found in filter(None, entries):
                _store(cache, *found)
    present = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    gone = [name for (name,) in cache.execute("SELECT file FROM entry") if name not in present]
    if gone:
        with _transaction(cache):
            for name in gone:
                _forget(cache, name)


def _store(cache: sqlite3.Connection, row: dict[str, Any], text: str) -> None:
    _forget(cache, row["file"])
    cursor = cache.execute("INSERT INTO words (text) VALUES (?)", (text,))
    for table, names in (("entry", _LISTED), ("aside", ASIDE)):
        values = [cursor.lastrowid, *(row[name] for name in names)]
        marks = ", ".join("?" * len(values))
        cache.execute(f"INSERT INTO {table} (number, {_named(names)}) VALUES ({marks})", values)


def _forget(cache: sqlite3.Connection, file: str) -> None:
    found = cache.execute("SELECT number FROM entry WHERE file = ?", (file,)).fetchone()
    if found:
        cache.execute("DELETE FROM words WHERE rowid = ?", found)
        cache.execute("DELETE FROM aside WHERE number = ?", found)
        cache.execute("DELETE FROM entry WHERE file = ?", (file,))
