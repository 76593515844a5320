"""Stores that lose things, each in a way of its own: what the proofs must notice.

Each is put in the place of a part of dpia, in a process that is thrown away, or in a test that
puts it back.
"""

import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from dpia.errors import Conflict
from dpia.register import Register, files, storage
from dpia.register.encoding import encode
from dpia.register.lock import Lock
from dpia.register.temporaries import temporary_name


class _Stamped(storage.AtomicStorage):
    """Tells the stamp as dpia's own storage does, and leaves the writing to `put`."""

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        self.written = content = encode(data)
        self.stamp = files.stamp_of(content)
        self.put(content)

    def put(self, content: bytes) -> None:
        raise NotImplementedError


def _beside(path: Path) -> Path:
    return path.with_name(temporary_name(path.name))


class LikeTinyDB(_Stamped):
    """Does what TinyDB's own storage does: writes into the only copy, then cuts it off."""

    def put(self, content: bytes) -> None:
        with self.path.open("r+b" if self.path.exists() else "w+b") as file:
            file.seek(0)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            file.truncate()


class NoLoop(_Stamped):
    """Replaces the file, but takes one call of write for the whole."""

    def put(self, content: bytes) -> None:
        temporary = self.path.with_name(f".{self.path.name}.tmp")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.write(descriptor, content)
        os.fsync(descriptor)
        os.close(descriptor)
        os.replace(temporary, self.path)  # noqa: PTH105 (the calls are the point)


class NoSync(_Stamped):
    """Replaces the file without waiting until it is on the disk."""

    def put(self, content: bytes) -> None:
        temporary = _beside(self.path)
        temporary.write_bytes(content)
        temporary.replace(self.path)


class NoFolderSync(_Stamped):
    """Waits for the content, but not for the name."""

    def put(self, content: bytes) -> None:
        temporary = _beside(self.path)
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self.path)


class SyncsAgain(_Stamped):
    """Tries a failed sync again on the same descriptor, and believes the second."""

    def put(self, content: bytes) -> None:
        temporary = _beside(self.path)
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            try:
                os.fsync(file.fileno())
            except OSError:
                os.fsync(file.fileno())
        temporary.replace(self.path)
        files.sync_folder(self.path.parent)


class Later(_Stamped):
    """Acknowledges first and writes after the next save, as a cache does."""

    waiting: tuple[storage.AtomicStorage, bytes] | None = None

    def put(self, content: bytes) -> None:
        if not self.path.exists():
            files.replace(self.path, content)
            return
        before, Later.waiting = Later.waiting, (self, content)
        if before:
            files.replace(before[0].path, before[1])

    def read(self) -> Any:
        if Later.waiting and Later.waiting[0].path == self.path:
            return json.loads(Later.waiting[1])
        return super().read()


def _storage(kind: type[storage.AtomicStorage]) -> Callable[[], None]:
    def install() -> None:
        storage.AtomicStorage = kind  # type: ignore[misc]

    return install


@contextmanager
def _unlocked(_lock: Lock) -> Iterator[None]:
    yield


@contextmanager
def _left_behind(lock: Lock) -> Iterator[None]:
    """Lock by making a file, which stays when its maker is killed."""
    path = lock.folder / ".taken"
    for _time in range(100):
        with suppress(FileExistsError):
            path.touch(exist_ok=False)
            break
        time.sleep(0.002)
    else:
        raise Conflict("Another program is saving.")
    try:
        yield
    finally:
        path.unlink()


def _no_lock() -> None:
    """Take no lock, on a disk slow enough for that to show."""
    Lock.held = _unlocked  # type: ignore[method-assign,assignment]
    replace = files.replace

    def slowly(path: Path, *given: Any, **how: Any) -> None:
        time.sleep(0.1)
        replace(path, *given, **how)

    files.replace = slowly


def _no_check() -> None:
    Register._refuse_if_changed = lambda *_given: None  # type: ignore[method-assign]


def _plain_first(folder: Callable[[Path], Path]) -> Callable[[], None]:
    """Seal what was written plain into a temporary file, which goes when the sealed one is there.

    `folder` says where it lies, for the path that is written.
    """

    def install() -> None:
        seal = files.replace

        def replace(path: Path, data: bytes, *given: Any, **how: Any) -> None:
            plain = folder(path) / temporary_name(path.name)
            plain.write_bytes(data)
            seal(path, plain.read_bytes(), *given, **how)
            plain.unlink()

        files.replace = replace

    return install


def _left_lock() -> None:
    Lock.held = _left_behind  # type: ignore[method-assign,assignment]


STORES: dict[str, Callable[[], None]] = {
    "dpia": lambda: None,
    "like-tinydb": _storage(LikeTinyDB),
    "no-loop": _storage(NoLoop),
    "no-sync": _storage(NoSync),
    "no-folder-sync": _storage(NoFolderSync),
    "syncs-again": _storage(SyncsAgain),
    "later": _storage(Later),
    "no-lock": _no_lock,
    "no-check": _no_check,
    "left-lock": _left_lock,
    "plain-beside": _plain_first(lambda path: path.parent),
    "plain-elsewhere": _plain_first(lambda _path: Path(tempfile.gettempdir())),
}
"""What puts each careless store in the place of dpia's own; the first changes nothing."""
