"""A file that came from elsewhere, read with limits: nothing in it is trusted.

Everything that is refused is refused with one sentence that says why and what to do.
"""

import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from dpia.errors import Invalid
from dpia.text import _

LARGEST = 20_000_000
"""Bytes of a file, or of one file in a ZIP, that are read."""
LARGEST_TOGETHER = 100_000_000
"""Bytes of all files in a ZIP, unpacked."""
MOST_MEMBERS = 1_000
DEEPEST = 60
"""Objects and lists inside each other."""
LONGEST_NUMBER = 30
_SPACE = b" \t\r\n\xef\xbb\xbf\xff\xfe"
_SHEETS = "xl/worksheets/"
"""Where a workbook has its sheets: these are read row by row, so they may be larger."""
_ZIP = b"PK\x03\x04"
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError),
    *(ValueError, struct.error),
)
"""What the library raises for a ZIP that was damaged."""


class Source:
    """The bytes of one file and what they are. Raises Invalid for one that is too large."""

    def __init__(self, name: str, data: bytes) -> None:
        """Read `data`; `name` only tells a person which file is meant."""
        self.name = name
        self.data = data
        if len(data) > LARGEST:
            message = _("{name} is too large; at most {n} MB are read. Export it in parts.")
            raise Invalid(message.format(name=name, n=LARGEST // 1_000_000))

    @property
    def is_zip(self) -> bool:
        """Whether it is a ZIP, as workbooks are too."""
        return self.data.startswith(_ZIP)

    @property
    def looks_like_json(self) -> bool:
        """Whether it begins as JSON does."""
        first = self.data[:100].replace(b"\0", b"").lstrip(_SPACE)  # UTF-16, too
        return first[:1] in (b"{", b"[")

    @cached_property
    def text(self) -> str:
        """The content as text. Raises Invalid when it is none."""
        encoding = "utf-16" if self.data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        try:
            return self.data.decode(encoding)
        except UnicodeDecodeError:
            message = _("{name} is not UTF-8 text. Save it again as UTF-8.")
            raise Invalid(message.format(name=self.name)) from None

    @cached_property
    def json(self) -> Any:
        """The content as JSON. Raises Invalid for what is broken, doubled, too deep or too big."""
        return read_json(self.name, self.text)

    @cached_property
    def members(self) -> Mapping[str, int]:
        """The files in a ZIP and their sizes. Raises Invalid for one that is no safe ZIP."""
        found = {info.filename: info.file_size for info in self._infos}
        if len(found) != len(self._infos):
            self._refuse(_("names a file twice"))
        return found

    @cached_property
    def _zip(self) -> zipfile.ZipFile:
        try:
            return zipfile.ZipFile(io.BytesIO(self.data))
        except _BROKEN:
            message = _("{name} is no ZIP that can be read. Make it again.")
            raise Invalid(message.format(name=self.name)) from None

    @cached_property
    def _infos(self) -> list[zipfile.ZipInfo]:
        found = self._zip.infolist()
        if len(found) > MOST_MEMBERS:
            self._refuse(_("holds more than {n} files").format(n=MOST_MEMBERS))
        for info in found:
            _part = info.filename.replace("\\", "/")
            if _part.startswith("/") or ".." in _part.split("/") or re.match("[A-Za-z]:", _part):
                self._refuse(_("names a file outside itself"))
            if info.compress_type not in _PACKED:
                self._refuse(_("is packed in a way that dpia does not read"))
            most = LARGEST_TOGETHER if info.filename.startswith(_SHEETS) else LARGEST
            if info.file_size > most:
                self._refuse(_("holds a file larger than {n} MB").format(n=most // 1_000_000))
        if sum(info.file_size for info in found) > LARGEST_TOGETHER:
            most = LARGEST_TOGETHER // 1_000_000
            self._refuse(_("unpacks to more than {n} MB").format(n=most))
        return [info for info in found if not info.filename.endswith("/")]

    def member(self, name: str) -> bytes:
        """Return the bytes of one file in a ZIP. Raises Invalid when it cannot be unpacked."""
        size = self.members[name]
        try:
            with self._zip.open(name) as stream:
                data = stream.read(size + 1)
        except _BROKEN:
            self._refuse(_("holds a file that is damaged or encrypted"))
        if len(data) > size:
            self._refuse(_("says a wrong size of a file in it"))
        return data

    def _refuse(self, why: str) -> Any:
        message = _(
            "{name} {why}, so it was not read. Unpack it, and import the file in it alone; of a "
            "workbook export fewer assessments at once."
        )
        raise Invalid(message.format(name=self.name, why=why))


def read_json(name: str, text: str) -> Any:
    """Return what `text` holds as JSON; `name` is that of its file. Raises Invalid."""
    try:
        found = json.loads(
            text,
            object_pairs_hook=_no_doubles,
            parse_int=_whole,
            parse_float=_number,
            parse_constant=_number,
        )
    except _Strange as problem:
        message = _("{name} {why}, so it was not read. Mend it, or export it again.")
        raise Invalid(message.format(name=name, why=problem)) from None
    except json.JSONDecodeError as problem:
        message = _("{name} is not valid JSON: {why} in line {line}. Export it again.")
        why = problem.msg[:80]
        raise Invalid(message.format(name=name, why=why, line=problem.lineno)) from None
    except RecursionError:
        raise Invalid(_too_deep(name)) from None
    if _depth(found) > DEEPEST:
        raise Invalid(_too_deep(name))
    return found


class _Strange(Exception):
    """Something that JSON allows and nobody writes."""


def _too_deep(name: str) -> str:
    message = _("{name} is nested more than {n} levels deep, so it was not read. Export it again.")
    return message.format(name=name, n=DEEPEST)


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Strange(_("says the same thing twice in one place"))
    return found


def _whole(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise _Strange(_("holds a number too long to be one"))
    return int(digits)


def _number(digits: str) -> float:
    number = float(digits) if len(digits) <= LONGEST_NUMBER else float("inf")
    if number in (float("inf"), float("-inf")) or number != number:
        raise _Strange(_("holds a number too large or too long to be one"))
    return number


def _depth(content: Any) -> int:
    """Return how many objects and lists lie inside each other."""
    layer, depth = [content], 0
    while layer := [item for item in layer if isinstance(item, dict | list)]:
        depth += 1
        if depth > DEEPEST:
            break
        layer = [inner for item in layer for inner in _inside(item)]
    return depth


def _inside(item: Any) -> Iterator[Any]:
    yield from item.values() if isinstance(item, dict) else item
