"""Removing what nobody refers to any more."""

import re
import time
from contextlib import suppress
from pathlib import Path

from dpia.errors import DpiaError
from dpia.register import files, mounts
from dpia.register.problems import not_read

_NAME = re.compile(rb"[0-9a-f]{64}")
_YOUNG = 3600.0


def sweep(register: Path) -> list[Path]:
    """Remove stale temporary files and unreferenced kept files of a register; return what went.

    A kept file is wanted when its hash stands anywhere in an assessment, a copy of one or a history
    segment, also in a damaged one or in an old event. Files younger than an hour stay: what names
    them may be about to be saved. The caller holds the lock. Raises Unreadable, before anything is
    removed.
    """
    removed: list[Path] = []
    segments = mounts.listing(register / "history", "*/*.json")
    kept = [path for name in ("frozen", "attachments") for path in mounts.listing(register / name)]
    kept += segments
    holders = [*(register / "assessments").glob("*.json"), *segments]
    wanted = {name for path in holders for name in _named_in(path)}
    for path in (*register.glob("copies/*/*.json"), *register.glob("damaged/*/assessments/*.json")):
        with suppress(DpiaError):  # a copy may be cut short; then the file itself is sound
            wanted |= _named_in(path)
    for path in kept:
        if path.name.partition(".")[0] not in wanted and _old(path) and files.remove(path):
            removed.append(path)
    folders = [
        register,
        *(p for p in register.glob("*/") if p.name[0] != "."),
        *register.glob("history/*/"),
        *register.glob("copies/*/"),
    ]
    for folder in folders:
        removed += [folder / name for name in files.sweep_temporaries(folder)]
    return removed


def _named_in(path: Path) -> set[str]:
    try:
        data = files.read(path).data
    except OSError as error:
        raise not_read(path, error) from error
    return hashes_in(data)


def hashes_in(data: bytes) -> set[str]:
    """Return everything in what a file holds that may be the name of a kept file."""
    return {name.decode("ascii") for name in _NAME.findall(data)}


def _old(path: Path) -> bool:
    try:
        return time.time() - mounts.place_of(path).lstat().st_mtime > _YOUNG
    except OSError:
        return False
