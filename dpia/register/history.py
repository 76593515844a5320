"""Long histories: the oldest events move out of the assessment's file into sealed segments.

A segment is one file named by the sha256 of its bytes, written before the assessment that names it.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dpia.register import content, files
from dpia.register.problems import Damaged, not_read
from dpia.text import _

KEEP_OPEN = 200
"""More events than this in an assessment's file, and the oldest are sealed …"""
LEAVE = 100
"""… so that this many are left."""

_FORMAT = "dpia-history/1"
_line = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def seal(folder: Path, document: dict[str, Any]) -> dict[str, Any]:
    """Return what a save changes in `document`: nothing, or shorter `events` and longer `sealed`.

    `folder` is the register's history folder. Raises OSError.
    """
    events = document.get("events") or []
    if len(events) <= KEEP_OPEN:
        return {}
    oldest = events[: len(events) - LEAVE]
    files.make_folder(folder)
    name = content.put(folder / document["id"], segment(document["id"], oldest))
    entry = {
        "file": name,
        "first": oldest[0].get("seq"),
        "last": oldest[-1].get("seq"),
        "head": oldest[-1].get("hash"),
    }
    return {"events": events[len(oldest) :], "sealed": [*(document.get("sealed") or []), entry]}


def segment(ident: str, events: list[dict[str, Any]]) -> bytes:
    """Return the bytes of a segment, one event a line."""
    head = f'{{\n  "format": "{_FORMAT}",\n  "assessment": "{ident}",\n  "events": [\n    '
    return (head + ",\n    ".join(map(_line, events)) + "\n  ]\n}\n").encode("utf-8")


def stream(folder: Path, document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield all events of `document`, oldest first, one segment in memory at a time."""
    for entry in document.get("sealed") or []:
        yield from unseal(folder, document["id"], entry)
    yield from document.get("events") or []


def backwards(folder: Path, document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield all events of `document`, the latest first; a segment is read when it is wanted."""
    yield from reversed(document.get("events") or [])
    for entry in reversed(document.get("sealed") or []):
        yield from reversed(unseal(folder, document["id"], entry))


def raw(path: Path) -> str:
    """Return what is written in a file, unread; nothing when it is gone. Raises a DpiaError."""
    try:
        return files.read(path).data.decode("utf-8", "ignore")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise not_read(path, error) from error


def unseal(folder: Path, ident: str, entry: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the events of the segment that `entry` of `sealed` names. Raises a DpiaError."""
    name = str(entry.get("file"))
    segment = content.get(folder / ident, name)
    events = segment.get("events") if isinstance(segment, dict) else None
    if (
        not isinstance(events, list)
        or not all(isinstance(event, dict) for event in events)
        or segment.get("assessment") != ident
    ):
        raise Damaged(folder / ident / f"{name}.json", _("it holds no history of this assessment"))
    return events
