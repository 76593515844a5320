"""Making the disk fail: every system call of a save in turn, in every way."""

import errno
import os
import shutil
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from dpia.errors import DpiaError
from dpia.register import Register, files, storage

from .samples import Document, assessment, leftovers, register_of

CALLS = (
    *("open", "write", "fsync", "fchmod", "close", "replace", "mkdir", "chmod", "unlink"),
    "ftruncate",
)
"""The system calls that change a register, or that it depends on."""

MODES = ("eio", "enospc", "after", "short", "half", "interrupt", "interrupt-after", "dead-disk")


@dataclass
class FaultyOs:
    """Stands in for `os` and lets the call number `at` fail, in the way `mode` says."""

    at: int = 0
    mode: str = "eio"
    count: int = 0
    seen: list[str] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        """Return the real thing, or for CALLS one that may fail."""
        real = getattr(os, name)
        if name not in CALLS:
            return real

        def call(*arguments: Any, **options: Any) -> Any:
            self.count += 1
            self.seen.append(name)
            if self.count == self.at or (self.mode == "dead-disk" and 0 < self.at < self.count):
                return self._fail(name, real, arguments, options)
            return real(*arguments, **options)

        return call

    def _fail(self, name: str, real: Callable[..., Any], arguments: Any, options: Any) -> Any:
        if name == "close":  # a close that fails has closed all the same
            real(*arguments)
        if self.mode.startswith("kill"):
            with suppress(OSError):
                if self.mode == "kill-after" and name != "close":
                    real(*arguments, **options)
                if self.mode == "kill-half" and name == "write":
                    real(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
        if self.mode in ("short", "half"):
            if name != "write":
                return None if name == "close" else real(*arguments, **options)
            written = real(arguments[0], bytes(arguments[1])[: max(1, len(arguments[1]) // 2)])
            if self.mode == "short":
                return written
            raise OSError(errno.ENOSPC, "No space left on device")
        if self.mode.endswith("after") and name not in ("close", "open"):
            real(*arguments, **options)
        if self.mode.startswith("interrupt"):
            raise KeyboardInterrupt
        number = errno.ENOSPC if self.mode == "enospc" else errno.EIO
        raise OSError(number, os.strerror(number))


Act = Callable[[Register, Document, str | None], object]


def save(register: Register, document: Document, stamp: str | None) -> object:
    """Save as the desk does."""
    return register.save(document, stamp)


def violations(
    monkeypatch: pytest.MonkeyPatch,
    place: Path,
    changed: Callable[[Document], Document],
    engine: type[storage.AtomicStorage] = storage.AtomicStorage,
    modes: Iterable[str] = MODES,
) -> list[str]:
    """Save a changed assessment with every call failing once in every way; return what went wrong.

    The promises: the file is the old or the new one; a save that returned is the new one; every
    other file is as it was; the same save works once the disk does; nothing is left behind.
    """
    monkeypatch.setattr(storage, "AtomicStorage", engine)
    other = assessment("Another")
    template = register_of(place / "template", other)
    first = changed({**assessment(), "title": "old"})
    template.save(first, None)
    reached = 0
    found: list[str] = []
    for mode in modes:
        for at in _until_done():
            folder = place / f"{mode}-{at}"
            shutil.copytree(template.path, folder)
            fault, problems = _one(monkeypatch, folder, first["id"], other["id"], at, mode, changed)
            found += [
                f"{mode} at {at} ({fault.seen[at - 1 : at]}): {problem}" for problem in problems
            ]
            shutil.rmtree(folder)
            reached = max(reached, fault.count)
            if fault.count < at:
                break
    assert reached >= 5, "the harness saw no system calls"
    return found


def _until_done() -> Iterator[int]:
    return iter(range(1, 100))


def _one(
    monkeypatch: pytest.MonkeyPatch,
    folder: Path,
    ident: str,
    other: str,
    at: int,
    mode: str,
    changed: Callable[[Document], Document],
) -> tuple[FaultyOs, list[str]]:
    register = Register.open(folder)
    old, stamp = register.load(ident)
    untouched = register.file(other).read_bytes()
    new = {**changed(old), "title": "new"}
    fault = FaultyOs(at, mode)
    acknowledged = False
    problems = []
    with monkeypatch.context() as patch:
        patch.setattr(files, "os", fault)
        try:
            with suppress(DpiaError, KeyboardInterrupt):
                register.save(new, stamp)
                acknowledged = True
        except Exception as error:
            problems.append(f"{error!r} instead of a sentence")
    try:
        title = Register.open(folder).load(ident).document["title"]
    except DpiaError as error:
        problems.append(f"unreadable: {error.message}")
        title = None
    if title not in ("old", "new") and title is not None:
        problems.append(f"neither old nor new: {title}")
    if acknowledged and title != "new":
        problems.append("acknowledged and lost")
    if register.file(other).read_bytes() != untouched:
        problems.append("another file changed")
    if leftovers(folder) and mode != "dead-disk" and "unlink" not in fault.seen[at - 1 :]:
        problems.append(f"left behind {leftovers(folder)}")
    if not acknowledged and not problems:
        problems += _retry(register, new, stamp)
    return fault, problems


def _retry(register: Register, new: Document, stamp: str) -> list[str]:
    try:
        register.save(new, stamp)
    except DpiaError as error:
        return [f"the retry failed: {error.message}"]
    back = register.load(new["id"]).document
    problems = [] if back == new else ["the retry stored something else"]
    events = list(register.history(new["id"]))
    if [event["seq"] for event in events] != list(range(1, len(events) + 1)):
        problems.append("the history has a gap")
    return problems + register.verify(new["id"])
