"""Backups that hold what was redacted: which they are, and taking it out of them."""

import struct
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dpia.errors import DpiaError
from dpia.register import archive, clearing, files, redacting
from dpia.register.backup import Progress
from dpia.register.problems import Unreadable

if TYPE_CHECKING:
    from dpia.desk.desk import Desk

_ROUNDS = 3


class Reached(NamedTuple):
    """What became of the backups."""

    cleared: list[Path]
    """Those that were written anew, without what was redacted."""
    left: list[str]
    """A sentence for each that may still hold it."""


def holding(desk: "Desk", idents: Iterable[str], named: Iterable[Path] = ()) -> list[Path]:
    """Return the backups, in `backup.folder` or `named`, that hold one of these assessments."""
    names = {f"assessments/{ident}.json" for ident in idents}
    found = []
    for path in [*_in_folder(desk, []), *named]:
        with suppress(DpiaError), archive.opened(path) as backup:
            if backup.about.get("register") == desk.register.id and names & set(backup.members):
                found.append(path)
    return list(dict.fromkeys(found))


def reach(
    desk: "Desk",
    named: Iterable[Path] = (),
    dry: bool = False,
    progress: Progress = lambda _done, _total: None,
) -> Reached:
    """Take all that was ever redacted out of the backups, in `backup.folder` or `named`.

    One that was written anew is looked at again: somebody else may have redacted meanwhile. `dry`
    only looks.
    """
    begun = redacting.last_begun(desk.register.path)
    cleared: dict[Path, None] = {}
    left: list[str] = []
    asked = list(named)
    waiting = list(dict.fromkeys([*_in_folder(desk, left), *asked]))
    for folder in {path.parent for path in waiting} if not dry else ():
        files.sweep_temporaries(folder, "dpia-")  # daily ones that were never finished
    for _round in range(1 if dry else _ROUNDS):
        known, again = clearing.redacted(desk.register.path), []
        for number, path in enumerate(waiting):
            progress(number, len(waiting))
            try:
                if clearing.clear(desk.register.path, path, known, desk.stamp(), dry):
                    again.append(path)
            except clearing.Foreign as problem:
                left += [problem.message] if path in asked or problem.holds else []
            except DpiaError as problem:
                left.append(problem.message)
        cleared |= dict.fromkeys(again)
        waiting = again
    if not (dry or left):
        with suppress(DpiaError), desk.register.locked():
            redacting.backups_done(desk.register.path, begun)
    return Reached(list(cleared), left)


def _in_folder(desk: "Desk", left: list[str]) -> list[Path]:
    """Return what may be a backup in `backup.folder`; tell `left` why nothing can be looked for."""
    if not (named := desk.config.backup.get("folder")):
        return []
    folder = Path(named).expanduser()
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".zip")
    except OSError as error:
        left.append(Unreadable(folder, error).message)
        return []
    return [path for path in paths if not path.is_dir() and _may_be_one(path)]


def _may_be_one(path: Path) -> bool:
    """Say whether a ZIP is a backup, or too damaged to tell."""
    try:
        with zipfile.ZipFile(path) as found:
            return archive.MANIFEST in found.namelist()
    except (OSError, ValueError, struct.error, zipfile.BadZipFile, NotImplementedError):
        return True
