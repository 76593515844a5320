"""Backups: one that is asked for, and those that are made by themselves.

With `backup.folder` set, a backup is made when the register is opened and the newest is older than
a day. How many stay, `backup.keep` says.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dpia import __version__
from dpia.errors import DpiaError, NotFound
from dpia.register import backup, files, redacting, rotation
from dpia.register.backup import Made, Progress
from dpia.register.founding import identify
from dpia.text import _

_DAY = timedelta(days=1)


def back_up(
    register: Path,
    target: Path,
    force: bool = False,
    progress: Progress = lambda _done, _total: None,
) -> Made:
    """Back up the register in a folder to the file `target`. Raises what `backup.make` raises."""
    return backup.make(register, target, __version__, datetime.now(UTC), force, progress)


def newest(register: Path, folder: Path) -> datetime | None:
    """Return when the newest backup in `folder` was made of this register by itself."""
    return max(_made(register, folder), default=None)


def back_up_when_due(
    register: Path,
    settings: Mapping[str, str],
    now: datetime,
    progress: Progress = lambda _done, _total: None,
) -> Made | None:
    """Make the backup that `settings` (`folder`, `keep`) ask for; None when none is due.

    The folder must be there: the place of a disk that is not connected is not filled. What the
    rule does not keep is removed once the new one is whole. Raises a DpiaError.
    """
    if not settings.get("folder"):
        return None
    folder = Path(settings["folder"]).expanduser()
    if not folder.is_dir():
        message = _("The folder for backups, {folder}, is not there. Connect it or set another.")
        raise NotFound(message.format(folder=folder))
    keep = rotation.rule(settings.get("keep", ""))
    last = newest(register, folder)
    if last is not None and timedelta(0) <= now - last < _DAY:
        return None
    files.sweep_temporaries(folder, _name(register))
    target = folder / f"{_name(register)}{now.astimezone(UTC):%Y%m%d-%H%M%S}.zip"
    made = backup.make(register, target, __version__, now, True, progress)
    there = _made(register, folder)
    for at in rotation.surplus(there, keep):
        files.remove(there[at])
    return made


def known(settings: Mapping[str, str]) -> list[Path]:
    """Return the backups in the folder that `settings` name, of any register, the latest first."""
    folder = Path(settings.get("folder") or "/").expanduser()
    found = folder.glob("dpia-????????-????????-??????.zip") if settings.get("folder") else ()
    return sorted(found, key=lambda path: path.name[-19:], reverse=True)


def notice(register: Path, settings: Mapping[str, str]) -> str:
    """Make the backup that is due, and say in a sentence why it was not made.

    Else that older ones may still hold what was redacted; else nothing.
    """
    try:
        back_up_when_due(register, settings, datetime.now(UTC))
    except DpiaError as problem:
        return _("No backup was made. {why}").format(why=problem.message)
    except OSError as problem:
        return _("No backup was made. {why}").format(why=problem.strerror)
    return redacting.backups_due(register)


def _name(register: Path) -> str:
    """Return how the backups of a register that make themselves begin."""
    about, _seen = identify(register)
    return f"dpia-{re.sub('[^0-9a-f]', '', str(about.get('id')))[:8]}-"


def _made(register: Path, folder: Path) -> dict[datetime, Path]:
    """Return the backups of this register in `folder` that made themselves, by their time."""
    named = re.compile(re.escape(_name(register)) + r"(\d{8}-\d{6})\.zip")
    found: dict[datetime, Path] = {}
    for path in folder.iterdir():
        if match := named.fullmatch(path.name):
            try:
                at = datetime.strptime(match[1], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)
            except ValueError:  # the digits of no day; none of ours
                continue
            found[at] = path
    return found
