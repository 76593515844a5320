"""Putting a register back from a backup: into a new folder, whole or not at all.

Every member of the backup is read and checked before anything is written. The register is built in
a folder beside its place, looked at from one end to the other, and then gets its name.
"""

import shutil
from collections.abc import Callable
from glob import escape
from pathlib import Path
from typing import Any, NamedTuple

from dpia.errors import Invalid, NotSaved, Usage
from dpia.register import archive, files, mounts
from dpia.register.founding import FOLDERS
from dpia.register.problems import reason
from dpia.register.temporaries import abandoned, temporary_name
from dpia.text import _

Progress = Callable[[int, int], object]


class Restored(NamedTuple):
    """What was put back, and what is wrong in it: it was so already when it was backed up."""

    folder: Path
    about: dict[str, Any]
    """The manifest: `register`, `made`, `version`, `files`."""
    assessments: int
    flaws: list[str]


def restore(path: Path, folder: Path, progress: Progress = lambda _done, _total: None) -> Restored:
    """Put the register in the backup `path` into `folder`, which must be empty or not exist.

    Raises Invalid for a backup or a folder that will not do, Newer, Unreadable, NotSaved, and what
    opening an encrypted register raises; nothing is left behind then.
    """
    with archive.opened(path) as backup:
        backup.check()
        target = _checked(folder)
        _need_room(target.parent, backup)
        build = target.parent / temporary_name(target.name)
        try:
            _build(build, backup, progress)
            flaws = _looked_at(build)
            files.move(build, target)
        except OSError as error:
            if not build.exists():  # it has its name, but nobody knows whether for good
                shutil.rmtree(target, ignore_errors=True)
            raise _not_restored(folder, error) from error
        finally:
            mounts.unmount(build)
            shutil.rmtree(build, ignore_errors=True)
        count = sum(name.startswith("assessments/") for name in backup.members)
        return Restored(target, backup.about, count, flaws)


def _checked(folder: Path) -> Path:
    """Return where the register goes, its parent made. Raises Invalid, NotSaved."""
    try:
        target = folder.resolve()
        if any((above / "register.json").is_file() for above in target.parents):
            message = _("{folder} lies in a register; name a folder elsewhere.")
            raise Invalid(message.format(folder=folder))
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            message = _(
                "{folder} is not empty; name a new or an empty folder. Nothing was changed."
            )
            raise Invalid(message.format(folder=folder))
        target.parent.mkdir(parents=True, exist_ok=True)
        for left in target.parent.glob(f".{escape(target.name)}.*.tmp"):
            if left.is_dir() and not left.is_symlink() and abandoned(left):
                shutil.rmtree(left, ignore_errors=True)
    except OSError as error:
        raise _not_restored(folder, error) from error
    return target


def _not_restored(folder: Path, error: OSError) -> NotSaved:
    message = _("Nothing was restored to {folder}: {reason}.")
    return NotSaved(message.format(folder=folder, reason=reason(error)))


def _need_room(folder: Path, backup: archive.Archive) -> None:
    needed = sum(member.size for member in backup.members.values())
    free = shutil.disk_usage(folder).free
    if needed > free:
        message = _("Restoring takes {needed} MB in {folder}, and {free} MB are free there.")
        sizes = {"needed": needed // 1_000_000 + 1, "free": free // 1_000_000}
        raise NotSaved(message.format(folder=folder, **sizes))


def _build(build: Path, backup: archive.Archive, progress: Progress) -> None:
    """Write every file, each flushed, then the names of all."""
    files.make_folder(build)
    folders = [build / name for name in FOLDERS]
    for folder in folders:
        files.make_folder(folder)
    for number, name in enumerate(backup.members, 1):
        place = build / name
        if place.parent != build and place.parent not in folders:
            files.make_folder(place.parent)
            folders.append(place.parent)
        files.create(place, backup.data(name))
        progress(number, len(backup.members))
    for folder in (*folders, build):
        files.sync_folder(folder)


def _looked_at(build: Path) -> list[str]:
    """Read everything as it is read at work; return a sentence for each thing that is wrong."""
    from dpia.register.checking import Inspection, look_at
    from dpia.register.encryption.keys import Locked

    try:
        register, found = look_at(build)
    except (Locked, Usage) as problem:  # a wrong passphrase, or nobody to ask
        message = _("What is in the register was not looked at: {why}")
        return [message.format(why=problem.message)]
    flaws = list(found)
    for looked in Inspection(register).everything(lambda _done, _total: None):
        flaws += looked.flaws
    return [f"{flaw.file.relative_to(build)}: {flaw.said}" for flaw in flaws]
