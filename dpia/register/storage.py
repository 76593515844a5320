"""A TinyDB storage that replaces its file as a whole, and reads it strictly."""

from pathlib import Path
from typing import Any

from tinydb import Storage

from dpia.register import files
from dpia.register.encoding import decode, encode


class AtomicStorage(Storage):
    """Keep one TinyDB database in one file: after any crash the file is the old one or the new one.

    `TinyDB(path, storage=AtomicStorage)` works as with any storage. Unlike TinyDB's own storage it
    never writes into the only copy, holds no file open, and refuses what is no strict JSON.
    """

    def __init__(self, path: Path | str) -> None:
        """Name the file; it need not exist."""
        self.path = Path(path)
        self.stamp: str | None = None
        """sha256 (hex) of the bytes last read or written; None before and when there is no file."""
        self.written = b""
        """The bytes that were last written."""

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return the tables, None when there is no file. Raises OSError, Damaged."""
        try:
            data = files.read(self.path).data
        except FileNotFoundError:
            self.stamp = None
            return None
        self.stamp = files.stamp_of(data)
        tables: dict[str, dict[str, Any]] = decode(data, self.path)
        return tables

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replace the file by one that holds `data`. Raises OSError, Invalid."""
        content = encode(data)
        self.stamp = files.stamp_of(content)
        files.replace(self.path, content)
        self.written = content
