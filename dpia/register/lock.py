"""The lock that lets one program at a time save into a register."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dpia.errors import Conflict
from dpia.register.problems import not_saved
from dpia.text import _

if TYPE_CHECKING:
    from filelock import BaseFileLock

PATIENCE = 5.0
"""Seconds to wait for another program before giving up."""

_POLL = 0.01


class Lock:
    """The lock file of the register in `folder`. Threads exclude each other as processes do."""

    def __init__(self, folder: Path) -> None:
        """Touch nothing yet."""
        self.folder = folder
        self.path = folder / ".lock"
        self._lock: BaseFileLock | None = None
        self._process = 0

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock. Raises Conflict when another program does not let go, NotSaved."""
        if self._lock is None or self._process != os.getpid():  # a lock is not for a forked child
            from filelock import FileLock  # 60 ms that a listing need not pay

            self._lock, self._process = FileLock(self.path, mode=0o600), os.getpid()
        lock = self._lock
        try:
            lock.acquire(timeout=PATIENCE, poll_interval=_POLL)
        except TimeoutError:
            sentence = _(
                "{holder} is saving in {folder} and does not finish."
                " Close it or wait, then try again; nothing was changed."
            )
            raise Conflict(sentence.format(holder=_holder(self.path), folder=self.folder)) from None
        except OSError as error:
            raise not_saved(self.folder, error) from error
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
