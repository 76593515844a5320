"""Attachments: bytes kept under their sha256, whatever the file was called where it came from."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dpia.errors import DpiaError, NotSaved
from dpia.register import content
from dpia.register.problems import reason
from dpia.text import _

LARGEST = 120_000_000
"""No attachment is larger, whatever the configuration allows."""


def put(folder: Path, data: bytes) -> str:
    """Keep `data` in `folder`, on the disk, and return its sha256 (hex). Raises NotSaved."""
    try:
        return content.put(folder, data, ending="")
    except OSError as error:
        raise NotSaved(
            _(
                "Not saved in {folder}: {reason}. Nothing was changed;"
                " put it right, then try again."
            ).format(folder=folder, reason=reason(error))
        ) from error


def get(folder: Path, name: str) -> bytes:
    """Return the bytes kept under `name`. Raises NotFound, Invalid, Damaged, Unreadable."""
    return content.bytes_of(folder / content.checked(name), name, LARGEST)


def flaws(folder: Path, document: dict[str, Any]) -> Iterator[str]:
    """Yield a sentence for each attachment of `document` that is missing or was altered."""
    for row in document.get("attachments") or []:
        try:
            get(folder, str(row.get("sha256")))
        except DpiaError as problem:
            yield _("Attachment {id} (“{name}”): {problem}").format(
                id=_plain(row.get("id")), name=_plain(row.get("name")), problem=problem.message
            )


def _plain(text: Any) -> str:
    """Return foreign text as it may stand in a sentence."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(text)[:120])
