"""The lock that lets one program at a time save into a register."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dpia.errors import Conflict
from dpia.register.problems import not_saved
from dpia.text import _

PATIENCE = 5.0
"""Seconds to wait for another program before giving up."""

_POLL = 0.01


@contextmanager
def held(folder: Path, patience: float | None = None) -> Iterator[None]:
    """Hold the register's lock. Raises Conflict when another program does not let go, NotSaved."""
    from filelock import FileLock, Timeout  # 60 ms that a listing need not pay

    path = folder / ".lock"
    lock = FileLock(path, mode=0o600)
    try:
        lock.acquire(timeout=PATIENCE if patience is None else patience, poll_interval=_POLL)
    except Timeout:
        raise Conflict(
            _(
                "{holder} is saving in {folder} and does not finish."
                " Close it or wait, then try again; nothing was changed."
            ).format(holder=_holder(path), folder=folder)
        ) from None
    except OSError as error:
        raise not_saved(folder, error) from error
    try:
        yield
    finally:
        lock.release()


def _holder(path: Path) -> str:
    """Say who holds the lock, as far as the system tells."""
    try:
        inode = f":{path.stat().st_ino}"
        for line in Path("/proc/locks").read_text(encoding="ascii").splitlines():
            fields = line.split()
            if fields[1] == "FLOCK" and fields[5].endswith(inode) and int(fields[4]) > 0:
                mine = int(fields[4]) == os.getpid()
                who = _("Another part of this program") if mine else _("Another program")
                return _("{who} (process {number})").format(who=who, number=fields[4])
    except (OSError, ValueError, IndexError):
        pass
    return _("Another program")
