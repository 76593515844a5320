"""What an assessment needs beside its own file: copies, attachments and sealed history.

It is read to leave a register whole, and kept again before the assessment is put back into one.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple

from dpia.canonical import canonical
from dpia.errors import Invalid
from dpia.register import attachments, content, files, history, mounts
from dpia.text import _

_NAME = re.compile("[0-9a-f]{64}")

Kind = Literal["frozen", "attachment", "history"]


class Part(NamedTuple):
    """One kept file, named by its sha256: JSON, the bytes of an attachment, or a list of events."""

    kind: Kind
    name: str
    content: Any


class Needed:
    """Reads what assessments need, each thing once however many of them need it."""

    def __init__(self, register: Path) -> None:
        """Read from the register in this folder."""
        self._folder = register
        self._frozen = {p.stem for p in mounts.listing(register / "frozen", "*.json")}
        self._attached = {p.name for p in mounts.listing(register / "attachments")}

    def of(self, document: dict[str, Any]) -> Iterator[Part]:
        """Yield what `document` or its history names and was not told yet. Raises a DpiaError."""
        named = set(_names(document))
        for entry in document.get("sealed") or []:
            events = history.unseal(self._folder / "history", document["id"], entry)
            named.update(_names(events))
            yield Part("history", str(entry["file"]), events)
        for name in sorted(named & self._frozen):
            yield Part("frozen", name, content.get(self._folder / "frozen", name))
            self._frozen.discard(name)
        for name in sorted(named & self._attached):
            yield Part("attachment", name, attachments.get(self._folder / "attachments", name))
            self._attached.discard(name)


def _names(found: Any) -> Iterator[str]:
    """Yield everything in a document that may be the name of a kept file."""
    waiting = [found]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            yield from _NAME.findall(item)
        elif isinstance(item, dict):
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)


def data_of(part: Part, ident: str) -> bytes:
    """Return the bytes of a part of the assessment `ident`. Raises Invalid for others than named.

    What says it is something that was kept has to be it, byte for byte.
    """
    if part.kind == "attachment":
        data = bytes(part.content)
    elif part.kind == "history":
        data = history.segment(ident, part.content)
    else:
        data = canonical(part.content)
    if files.stamp_of(data) != content.checked(part.name):
        message = _("What is called {name} is something else; the file was changed on its way.")
        raise Invalid(message.format(name=part.name[:16]))
    return data


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Say whether two assessments say the same, wherever their readers stopped."""
    passing = ("cursor", "revision", "summary")
    left, right = ({k: v for k, v in d.items() if k not in passing} for d in (one, other))
    return bool(left == right)
