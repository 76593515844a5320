"""Once in a test run: reading the same bytes, and building a rulebook on the same files.

Thousands of tests read what ships, or copies of it. Nothing changes what it has read, so that it
need not be read anew; `Shared.unchanged` looks whether that is true.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from dpia.canonical import canonical
from dpia.desk import library
from dpia.questionnaire.rulebook import Rulebook
from dpia.register import content

Read = Callable[[Path], Mapping[str, Any]]
Decode = Callable[[bytes, Path], Any]
Build = Callable[[Rulebook], None]


class Shared:
    """What has been read and built so far."""

    def __init__(self) -> None:
        self.read: dict[bytes, Any] = {}
        self.decoded: dict[bytes, Any] = {}
        self.books: dict[tuple[Any, ...], Rulebook] = {}
        self._first: dict[int, tuple[Any, bytes]] = {}

    def install(self, replace: Callable[[Any, str, Any], None]) -> None:
        """Share what the library reads, what the register keeps frozen, and rulebooks."""
        replace(library, "read_json", self._reading(library.read_json))
        replace(content, "decode", self._decoding(content.decode))
        replace(Rulebook, "__post_init__", self._building(Rulebook.__post_init__))

    def unchanged(self) -> bool:
        """Say whether everything that was shared is still what it was when it was read."""
        return all(canonical(document) == before for document, before in self._first.values())

    def _reading(self, read: Read) -> Read:
        def shared(path: Path) -> Mapping[str, Any]:
            try:
                data = path.read_bytes()
            except OSError:
                return read(path)  # which says what is wrong
            if data not in self.read:
                self.read[data] = self._noted(read(path))
            found: Mapping[str, Any] = self.read[data]
            return found

        return shared

    def _decoding(self, decode: Decode) -> Decode:
        def shared(data: bytes, path: Path) -> Any:
            if path.parent.name != "frozen":
                return decode(data, path)
            if data not in self.decoded:
                self.decoded[data] = self._noted(decode(data, path))
            return self.decoded[data]

        return shared

    def _noted(self, document: Any) -> Any:
        self._first[id(document)] = document, canonical(document)
        return document

    def _building(self, build: Build) -> Build:
        def shared(book: Rulebook) -> None:
            files = tuple(sorted((key, id(document)) for key, document in book.files.items()))
            if not all(document in self._first for _key, document in files):
                build(book)  # on files that only this test has
                return
            key = (files, book.authority, book.also, book.pathway, book.method)
            if key not in self.books:
                build(book)
                self.books[key] = book
            object.__setattr__(book, "__dict__", self.books[key].__dict__)

        return shared
