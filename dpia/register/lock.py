"""The lock that lets one program at a time save into a register."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from dpia.errors import Conflict
from dpia.register import files
from dpia.register.problems import not_saved
from dpia.text import _

PATIENCE = 5.0
"""Seconds to wait for another program before giving up."""

_POLL = 0.005


class Lock:
    """The lock file of the register in `folder`. Threads exclude each other as processes do.

    The system lets go of it when its holder dies. On POSIX it is a plain `flock`, which costs a
    twentieth of what filelock does for the same lock, and is felt in every save; filelock's own
    lock file is the same one, so a program that uses it is excluded too.
    """

    def __init__(self, folder: Path, beside: Path | None = None) -> None:
        """Touch nothing yet. A lock file is only made anew where there is the file `beside`."""
        self.folder = folder
        self._beside = beside
        self.path = folder / ".lock"

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock. Raises Conflict when another program does not let go, NotSaved."""
        try:
            release = self._acquire()
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
            release()

    def _acquire(self) -> Callable[[], None]:
        """Take the lock and return what releases it. Raises TimeoutError, OSError."""
        if sys.platform == "win32":
            from filelock import FileLock

            if self._beside:
                self._beside.lstat()
            lock = FileLock(self.path)
            lock.acquire(timeout=PATIENCE, poll_interval=_POLL)
            return lock.release
        else:
            deadline = time.monotonic() + PATIENCE
            while (descriptor := _locked(self.path, self._beside)) is None:
                if time.monotonic() > deadline:
                    raise TimeoutError
                time.sleep(_POLL)
            return partial(_close, descriptor)


if sys.platform != "win32":
    import fcntl

    def _locked(path: Path, beside: Path | None) -> int | None:
        """Return the descriptor of the locked file, None while somebody else has it."""
        try:
            descriptor = os.open(path, os.O_RDWR | files.SAFELY)
        except FileNotFoundError:
            if beside:
                beside.lstat()
            with suppress(FileExistsError):
                files.create(path)
            return None
        taken = False
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            taken = os.fstat(descriptor).st_nlink > 0  # a removed file excludes nobody
        except BlockingIOError:
            pass
        finally:
            if not taken:
                _close(descriptor)
        return descriptor if taken else None


def _close(descriptor: int) -> None:
    """Let go. What was saved is saved, whatever closing says."""
    with suppress(OSError):
        os.close(descriptor)


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
