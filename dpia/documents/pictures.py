"""Attached pictures that a report draws: PNG and JPEG, known by their bytes, never by a name."""

import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal
from zlib import crc32

from dpia.documents.template.model import Entries, Entry, Filled
from dpia.errors import DpiaError, NotFound
from dpia.text import _

Fetch = Callable[[str], bytes]
"""Returns the bytes of an attachment by its SHA-256 (hex). Raises DpiaError."""
BYTES, PIXELS = 10_000_000, 40_000_000
"""The most that one picture may have."""
ALL_BYTES, ALL_PIXELS = 40_000_000, 160_000_000
"""The most that all pictures of one report may have together."""
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_SIZED = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The markers of a JPEG that height and width follow on (ITU-T T.81, table B.1)."""
_BARE = frozenset((0x01, *range(0xD0, 0xD8)))
_SCAN, _END = 0xDA, b"\xff\xd9"
_POINTS = 72 / 96


@dataclass(frozen=True)
class Picture:
    """A picture as it was attached; its size is in pixels."""

    data: bytes
    kind: Literal["png", "jpeg"]
    width: int
    height: int

    def within(self, width: float, height: float) -> tuple[float, float]:
        """Return its size in points at 96 pixels to an inch, or less, so that it fits (points)."""
        own = self.width * _POINTS, self.height * _POINTS
        share = min(1.0, width / own[0], height / own[1])
        return own[0] * share, own[1] * share


def drawn(
    filled: Filled, fetch: Fetch | None, takes: Callable[[Picture], bool] = lambda _one: True
) -> tuple[Filled, Mapping[str, Picture]]:
    """Return the form and its pictures by SHA-256; what is not drawn says why in its line.

    `takes` says whether the format at hand can hold a picture. Each is drawn where it is named
    first. Without `fetch` none is.
    """
    shown: dict[str, Picture] = {}
    refused: dict[str, str] = {}
    if fetch is None:
        return filled, shown
    for sha in dict.fromkeys(_named(filled)):
        found = _fetched(sha, fetch)
        if isinstance(found, Picture) and not _fits(found, shown):
            found = _("the pictures of this report are too large together")
        if isinstance(found, Picture) and not takes(found):
            found = _("it cannot be shown in a file of this kind")
        if isinstance(found, Picture):
            shown[sha] = found
        else:
            refused[sha] = found
    return _told(filled, set(shown), refused), shown


def looked_at(data: bytes) -> Picture | str:
    """Return the bytes of a file as a picture, or in a phrase why it cannot be drawn."""
    if len(data) > BYTES:
        return _("it is larger than {n} MB").format(n=BYTES // 1_000_000)
    if not data.startswith((_PNG, _JPEG)):
        return _("it is no PNG or JPEG picture")
    kind: Literal["png", "jpeg"] = "png" if data.startswith(_PNG) else "jpeg"
    width, height, scan = _png_size(data) if kind == "png" else _jpeg_size(data)
    if width * height > PIXELS:
        return _("it has more than {n} million pixels").format(n=PIXELS // 1_000_000)
    whole = _png_whole(data) if kind == "png" else data.rfind(_END) > scan
    if not (width and height and whole):
        return _damaged()
    return Picture(data, kind, width, height)


def _damaged() -> str:
    return _("it is damaged")


def _fetched(sha: str, fetch: Fetch) -> Picture | str:
    try:
        return looked_at(fetch(sha))
    except NotFound:
        return _("it is missing")
    except DpiaError:
        return _damaged()


def _fits(one: Picture, shown: Mapping[str, Picture]) -> bool:
    all_of = (one, *shown.values())
    pixels = sum(each.width * each.height for each in all_of)
    return sum(len(each.data) for each in all_of) <= ALL_BYTES and pixels <= ALL_PIXELS


def _named(filled: Filled) -> Iterator[str]:
    for section in filled.sections:
        for field in section.fields:
            yield from (entry.picture for entry in field.entries if entry.picture)


def _told(filled: Filled, waiting: set[str], refused: Mapping[str, str]) -> Filled:
    """Return the form with the reasons, and each picture of `waiting` where it is named first."""

    def told(entry: Entry) -> Entry:
        if entry.picture in refused:
            said = _("{file}; not shown: {why}")
            text = said.format(file=entry.text, why=refused[entry.picture])
            return replace(entry, text=text, picture="")
        if entry.picture not in waiting:
            return replace(entry, picture="")
        waiting.discard(entry.picture)
        return entry

    def all_told(entries: Entries) -> Entries:
        return tuple(told(entry) if entry.picture else entry for entry in entries)

    sections = tuple(
        replace(
            section,
            fields=tuple(
                replace(field, entries=all_told(field.entries)) for field in section.fields
            ),
        )
        for section in filled.sections
    )
    return replace(filled, sections=sections)


def _png_size(data: bytes) -> tuple[int, int, int]:
    """Return width and height of a PNG, 0 where it does not say them, and 0."""
    if len(data) < 24 or data[12:16] != b"IHDR":
        return 0, 0, 0
    return (*struct.unpack_from(">II", data, 16), 0)


def _png_whole(data: bytes) -> bool:
    """Say whether every part of a PNG is there, with the check sum it names."""
    seen, at = memoryview(data), len(_PNG)
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        end = at + 12 + length
        if end > len(data) or crc32(seen[at + 4 : end - 4]) != int.from_bytes(seen[end - 4 : end]):
            return False
        if data[at + 4 : at + 8] == b"IEND":
            return True
        at = end
    return False


def _jpeg_size(data: bytes) -> tuple[int, int, int]:
    """Return width and height of a JPEG, 0 where it does not say them, and where its scan is."""
    width, height, at = 0, 0, 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF or marker in _BARE:  # a byte that only fills, or a mark without content
            at += 1 if marker == 0xFF else 2
            continue
        length = int.from_bytes(data[at + 2 : at + 4])
        if marker == _SCAN:
            return width, height, at
        if marker in _SIZED and len(data) >= at + 9:
            height, width = struct.unpack_from(">HH", data, at + 5)
        if length < 2:
            break
        at += 2 + length
    return 0, 0, len(data)
