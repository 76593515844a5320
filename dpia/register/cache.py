"""The file in which the index is kept: its tables, opening it, and bringing it up to date."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from dpia.register import files
from dpia.register.assessments import NAME
from dpia.register.entries import ASIDE, KEYS, SEEN, entry

Progress = Callable[[int, int], object]
"""Is told how many of the files that changed have been read again."""
SCHEMA = 6
"""`user_version` of the cache; one with another number is thrown away and built anew."""

_BATCH = 500
_LISTED = [*KEYS, "more", *SEEN]


def named(names: list[str]) -> str:
    """Return the columns of these names, as SQL."""
    return ", ".join(f'"{name}"' for name in names)


_TABLES = (
    f"CREATE TABLE entry (number INTEGER, {named(_LISTED)}, PRIMARY KEY (reference, file))"
    " WITHOUT ROWID",
    # what a search and a look at the files read stands in the indices themselves
    f"CREATE INDEX entry_seen ON entry ({named(SEEN)})",
    "CREATE INDEX entry_id ON entry (number, id)",
    f"CREATE TABLE aside (number INTEGER PRIMARY KEY, {named(ASIDE)})",
    "CREATE VIRTUAL TABLE words USING fts5(text, tokenize='unicode61 remove_diacritics 2')",
    f"PRAGMA user_version = {SCHEMA}",
)


def open_file(path: Path) -> sqlite3.Connection:
    """Open the cache at `path`, new and private (0600) when there is none of this schema."""
    cache = _connect(path)
    try:
        if _version(cache) not in (0, SCHEMA):
            cache.close()
            discard(path)
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
        discard(path)
    with suppress(OSError):  # what is wrong SQLite will find as well
        files.create(path)
    return sqlite3.connect(path, timeout=2.0, isolation_level=None, check_same_thread=False)


def in_memory(path: Path | None) -> sqlite3.Connection:
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
        return in_memory(None)
    if _version(cache) != SCHEMA:
        _create_tables(cache)
    return cache


def _version(cache: sqlite3.Connection) -> int:
    return int(cache.execute("PRAGMA user_version").fetchone()[0])


def discard(path: Path) -> bool:
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


def refresh(cache: sqlite3.Connection, folder: Path, reading: Progress) -> None:
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
        cache.execute(f"INSERT INTO {table} (number, {named(names)}) VALUES ({marks})", values)


def _forget(cache: sqlite3.Connection, file: str) -> None:
    found = cache.execute("SELECT number FROM entry WHERE file = ?", (file,)).fetchone()
    if found:
        cache.execute("DELETE FROM words WHERE rowid = ?", found)
        cache.execute("DELETE FROM aside WHERE number = ?", found)
        cache.execute("DELETE FROM entry WHERE file = ?", (file,))
