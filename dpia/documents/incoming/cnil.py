"""The CNIL's PIA software: its JSON export, and the ZIP in which it puts that."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from dpia.documents.cnil.mapping import incoming
from dpia.documents.cnil.reading import is_pia
from dpia.documents.cnil.reading import read as read_pia
from dpia.documents.incoming.model import Attached, Importer, Incoming, Line
from dpia.documents.incoming.source import Source, read_json
from dpia.errors import Invalid
from dpia.text import _

_ENDING = ".json"


def sniff(source: Source) -> bool:
    """Say whether it is such a file, or a ZIP with one in it."""
    if source.is_zip:
        return any(_pias(source, name) for name in source.members if _may_be(name))
    return source.looks_like_json and bool(_of(source.json))


def read(source: Source) -> Iterator[Incoming]:
    """Yield each PIA in the file. Raises Invalid where there is none."""
    if source.is_zip:
        found = list(_unpacked(source))
    else:
        found = [incoming(read_pia(raw)) for raw in _of(source.json)]
    if not found:
        message = _("{name} holds no PIA: it must have an object `pia`.")
        raise Invalid(message.format(name=source.name))
    yield from found


def _of(content: Any) -> list[dict[str, Any]]:
    """Return the PIAs in what a file holds: one, or several in a list."""
    if isinstance(content, list):
        return content if content and all(is_pia(one) for one in content) else []
    return [content] if is_pia(content) else []


def _may_be(name: str) -> bool:
    return name.lower().endswith(_ENDING) and not name.startswith("__MACOSX/")


def _pias(source: Source, name: str) -> list[dict[str, Any]]:
    try:
        return _of(read_json(name, source.member(name).decode("utf-8-sig")))
    except (Invalid, UnicodeDecodeError):
        return []  # another JSON file, which is kept as it is


def _unpacked(source: Source) -> Iterator[Incoming]:
    """Yield the PIAs of a ZIP; all that is in it is attached to the first."""
    pias = [(name, raw) for name in source.members if _may_be(name) for raw in _pias(source, name)]
    own = {name for name, _raw in pias}
    others = [name for name in source.members if name not in own and source.members[name]]
    for place, (name, raw) in enumerate(pias):
        found = incoming(read_pia(raw))
        names = [name, *(others if place == 0 else ())]
        kept = tuple(Attached(_plain(one), source.member(one)) for one in names)
        lines = tuple(Line("mapped", one, _("attachments")) for one in names)
        yield replace(found, attachments=kept, lines=(*found.lines, *lines))


def _plain(name: str) -> str:
    """Return the name of a file in a ZIP without the folders it lies in."""
    return name.replace("\\", "/").rpartition("/")[2]


IMPORTER = Importer("cnil", _("PIA software of the CNIL"), sniff, read)
