"""Putting a workbook in its place in one step: what stood there stays until all is written."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dpia.errors import NotSaved, Usage
from dpia.text import _


def checked(path: Path) -> Path:
    """Return where to write, links followed. Raises Usage or NotSaved when that cannot work."""
    if path.suffix.lower() != ".xlsx":
        text = _("“{path}” does not end in .xlsx: name the workbook something like register.xlsx.")
        raise Usage(text.format(path=path))
    target = path.resolve()
    if target.is_dir():
        text = _("“{path}” is a folder: name a file in it, such as {path}/register.xlsx.")
        raise NotSaved(text.format(path=path))
    if not target.parent.is_dir():
        text = _("There is no folder “{folder}”: make it first, or choose another place.")
        raise NotSaved(text.format(folder=target.parent))
    return target


@contextmanager
def private_folder(target: Path) -> Iterator[Path]:
    """Offer a folder beside `target` that only its owner can enter, and take it away afterwards."""
    with told(target):
        folder = tempfile.TemporaryDirectory(
            prefix=".dpia-export-", dir=target.parent, ignore_cleanup_errors=True
        )
    with folder as name:
        yield Path(name)


@contextmanager
def told(target: Path) -> Iterator[None]:
    """Turn a failure to write into a sentence."""
    try:
        yield
    except OSError as error:
        text = _(
            "The workbook could not be written to “{path}”: {reason}. "
            "What stood there is unchanged; choose another place or make room, then try again."
        )
        raise NotSaved(text.format(path=target, reason=error.strerror or error)) from error


def put_in_place(workbook: Any, part: Path, target: Path) -> None:
    """Write the whole file beside `target`, readable by its owner alone, then swap it in."""
    part.touch(mode=0o600)
    workbook.save(part)
    with part.open("rb+") as written:
        os.fsync(written.fileno())
    part.replace(target)
