"""The one door to the disk: private folders, files replaced as a whole, bounded reads.

Every system call that changes a register goes through this module's `os`, so that tests can make
each of them fail. Errors are OSError; the callers turn them into sentences.
"""
# pathlib would hide which system calls are made, and they are the point here:
# ruff: noqa: PTH101, PTH102, PTH105, PTH106, PTH108, PTH208

import errno
import hashlib
import os
import stat
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from dpia.register import mounts
from dpia.register.temporaries import abandoned, temporary_name

if sys.platform == "darwin":
    from fcntl import F_FULLFSYNC, fcntl

MAX_BYTES = 20_000_000
"""No file of a register may be larger; read by size before anything is parsed."""

SAFELY: int = sum(getattr(os, name, 0) for name in ("O_CLOEXEC", "O_NOFOLLOW", "O_BINARY"))
"""How every file is opened: by no link, not for child processes, byte for byte."""
_READ = os.O_RDONLY | SAFELY | getattr(os, "O_NONBLOCK", 0)
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | SAFELY
_NO_FOLDERS = {errno.EINVAL, errno.ENOTSUP, errno.EBADF}
"""What file systems answer, some on a network, that sync no folder: they could not do better."""


Data = bytes | Iterable[bytes]


class Content(NamedTuple):
    """The bytes of a file and the size, time and inode by which a change is noticed."""

    data: bytes
    signature: tuple[int, int, int]


class Oversized(OSError):
    """The file is larger than what may be read of it."""


class NotAFile(OSError):
    """A folder, device or pipe stands where a file belongs."""


def signature(status: os.stat_result) -> tuple[int, int, int]:
    """Return (size, mtime in ns, inode)."""
    return status.st_size, status.st_mtime_ns, status.st_ino


def stamp_of(data: bytes) -> str:
    """Return the sha256 (hex) by which changed content is noticed and content is named."""
    return hashlib.sha256(data).hexdigest()


def read(path: Path, limit: int | None = None) -> Content:
    """Return the content of a regular file; a symbolic link is refused (ELOOP).

    Raises Oversized for one of more than `limit` bytes (default: MAX_BYTES). In an encrypted
    register it is opened; raises mounts.Altered when it is not what was sealed here.
    """
    limit = MAX_BYTES if limit is None else limit
    if (seal := mounts.of(path)) is None:
        return _whole(path, _READ, limit)
    place = seal.place(path)
    try:
        found = _whole(place, _READ, limit + seal.overhead)
    except FileNotFoundError:
        if place == path:
            raise
        found = _whole(path, _READ, limit)
        if not seal.mixed:
            raise mounts.NotSealed(path) from None
        return found
    return Content(seal.open(place, found.data), found.signature)


def stored(place: Path, limit: int) -> bytes:
    """Return the bytes that lie at `place`, of an encrypted register as they were sealed."""
    return _whole(place, _READ, limit).data


def read_outside(path: Path, limit: int) -> bytes:
    """Return the content of a regular file that is none of a register's, by a link too."""
    return _whole(path, _READ & ~getattr(os, "O_NOFOLLOW", 0), limit).data


def _whole(path: Path, how: int, limit: int) -> Content:
    descriptor = os.open(path, how)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise NotAFile(errno.EINVAL, "not a regular file", str(path))
        chunks: list[bytes] = []
        size = 0
        while size <= limit and (chunk := os.read(descriptor, min(status.st_size, limit) + 1)):
            chunks.append(chunk)
            size += len(chunk)
        if size > limit:
            raise Oversized(errno.EFBIG, "file too large", str(path))
        return Content(b"".join(chunks), signature(status))
    finally:
        os.close(descriptor)


def replace(path: Path, data: bytes, flush: bool = True) -> None:
    """Make `data` the whole content of `path`: old or new after any crash, never a mixture.

    When this returns, the content and its name are on the disk. When it raises before the rename,
    the old file is untouched and no temporary file is left behind. In an encrypted register the
    temporary file is sealed already. Without `flush` the system writes it when it likes: for what
    only doubles something that is on the disk.
    """
    if seal := mounts.of(path):
        path = seal.place(path)
        data = seal.seal(path, data)
    store(path, data, flush)


def store(
    path: Path, data: Data, flush: bool = True, check: Callable[[Path], object] | None = None
) -> None:
    """Do what `replace` does with the bytes, or pieces of them, as they are to lie there.

    `check` looks at the file before it gets its name; what it raises leaves everything as it was.
    """
    temporary = path.with_name(temporary_name(path.name))
    try:
        _write_new(temporary, data, flush)
        if check:
            check(temporary)
        os.replace(temporary, path)
    except BaseException:
        remove(temporary)
        raise
    if flush:
        sync_folder(path.parent)


def overwrite(path: Path, data: bytes) -> None:
    """Write over a file that is there: for what may be lost, as it only doubles another.

    It is a third of what a replacement costs. Cut short, it leaves something damaged.
    """
    if seal := mounts.of(path):
        data = seal.seal(path, data)
    descriptor = os.open(path, os.O_WRONLY | SAFELY)
    os.ftruncate(descriptor, len(data))
    _fill(descriptor, path, data, flush=False)


def create(path: Path, data: bytes = b"") -> None:
    """Make a new file of mode 0600 whatever the umask. Raises FileExistsError."""
    _write_new(path, data)


def move(source: Path, target: Path) -> None:
    """Give a file or folder another name, on the disk; only an empty folder can stand there."""
    if sys.platform == "win32" and target.is_dir():
        os.rmdir(target)
    os.replace(source, target)
    sync_folder(target.parent)


def hand_out(path: Path, data: bytes, over: bool) -> None:
    """Write `data` to `path` outside a register, for its owner alone; when it fails, nothing.

    A file that is there is replaced only when `over`; otherwise raises FileExistsError. Nothing
    but a file is ever replaced.
    """
    if over and os.path.lexists(path):
        if not stat.S_ISREG(os.lstat(path).st_mode):
            raise NotAFile(errno.EINVAL, "not a regular file", str(path))
        replace(path, data)
        return
    descriptor = os.open(path, _CREATE, 0o600)  # from here on the name is ours to remove
    try:
        _fill(descriptor, path, data)
    except BaseException:
        remove(path)
        raise


def _write_new(path: Path, data: Data, flush: bool = True) -> None:
    """Create `path`, which must not exist, with mode 0600 whatever the umask."""
    _fill(os.open(path, _CREATE, 0o600), path, data, flush)


def _fill(descriptor: int, path: Path, data: Data, flush: bool = True) -> None:
    """Write the whole content of a new file, put it on the disk and close it."""
    try:
        if hasattr(os, "fchmod"):
            os.fchmod(descriptor, 0o600)
        for piece in (data,) if isinstance(data, bytes) else data:
            rest = memoryview(piece)
            while rest:
                written = os.write(descriptor, rest)
                if written <= 0:
                    raise OSError(errno.EIO, "nothing was written", str(path))
                rest = rest[written:]
        if flush:
            _flush(descriptor)
    finally:
        # After a failed fsync the kernel may have dropped the pages: the descriptor is never
        # tried again, the next attempt starts with a file of its own.
        os.close(descriptor)


def _flush(descriptor: int) -> None:
    """Push a file through to the disk itself; macOS keeps that behind a command of its own."""
    if sys.platform == "darwin":
        fcntl(descriptor, F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Put the names inside `folder` on the disk."""
    if sys.platform != "win32":  # which has no such call
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno not in _NO_FOLDERS:
                raise
        finally:
            os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Make `folder` with mode 0700 whatever the umask; an existing real folder is left alone."""
    try:
        os.mkdir(folder, 0o700)
    except FileExistsError:
        if not stat.S_ISDIR(os.lstat(folder).st_mode):
            raise NotADirectoryError(errno.ENOTDIR, "not a folder", str(folder)) from None
        return
    os.chmod(folder, 0o700)
    sync_folder(folder.parent)


def touch(path: Path) -> None:
    """Mark a file as wanted just now, if that is possible."""
    with suppress(OSError):
        os.utime(mounts.place_of(path))


def remove(path: Path) -> bool:
    """Remove a file if that is possible; say whether it was."""
    removed = False
    for place in {path, mounts.place_of(path)}:  # a plain one, too, where one was left
        with suppress(OSError):
            unlink(place)
            removed = True
    return removed


def unlink(place: Path) -> None:
    """Remove the file that lies at `place`. Raises OSError."""
    os.unlink(place)


def writable(folder: Path) -> OSError | None:
    """Try to write one byte in `folder` and take it away again; return what prevented it."""
    probe = folder / temporary_name("probe")
    try:
        descriptor = os.open(probe, _CREATE, 0o600)
        try:
            os.write(descriptor, b"\n")
        finally:
            os.close(descriptor)
            remove(probe)
    except OSError as error:
        return error
    return None


def sweep_temporaries(folder: Path, name: str = "") -> list[str]:
    """Remove what dead writers left in `folder`, of files called `name…`; return what was removed.

    A temporary file goes when the process of this host that made it is gone, or after an hour.
    """
    try:
        ours = f".{name}"
        names = [n for n in os.listdir(folder) if n.startswith(ours) and n.endswith(".tmp")]
    except OSError:
        return []
    return [name for name in names if abandoned(folder / name) and remove(folder / name)]
