"""Which folders are encrypted in this process, and by what.

`files`, the one door to the disk, asks here. An encrypted register is mounted when it is opened:
below its folder what is read is opened, what is written is sealed, and nobody above notices.
"""

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

OPEN = ("register.json", ".lock")
"""What stays readable in an encrypted register: how it is opened, and the lock."""


SEALED = b"dpia-sealed/"
"""How every sealed file begins; the number of its version follows."""


class Altered(OSError):
    """A file of an encrypted register is not what was sealed for this place."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        super().__init__(errno.EBADMSG, "cannot be opened with the register's key", str(path))


class NotSealed(Altered):
    """A file of an encrypted register is plain."""


class OtherVersion(Altered):
    """A file was sealed in a way that only a newer dpia knows."""


class Seal(Protocol):
    """Turns what lies below one folder into sealed files and back."""

    folder: Path
    mixed: bool
    """Whether plain files are taken too: the register is just being encrypted or decrypted."""
    overhead: int
    """By how many bytes a sealed file is longer at most."""

    def place(self, path: Path) -> Path:
        """Return where the file called `path` lies: a name that is a hash is hidden."""

    def name(self, place: Path) -> Path:
        """Return what the file that lies at `place` is called."""

    def seal(self, place: Path, data: bytes) -> bytes:
        """Return what is written at `place` for `data`."""

    def open(self, place: Path, data: bytes) -> bytes:
        """Return what was sealed for `place`. Raises Altered and its kinds (OSErrors)."""


Ask = Callable[[Path], Any]
"""Comes by the secret (`encryption.keys.Secret`) of the encrypted register in a folder."""

ask: Ask | None = None
"""How this process comes by secrets; the faces say it through `desk.opening`."""

_mounted: dict[Path, Seal] = {}


def mount(seal: Seal) -> None:
    """Let everything below the folder of `seal` go through it from now on."""
    _mounted[seal.folder] = seal


def unmount(folder: Path) -> None:
    """Read and write plain files below `folder` again."""
    _mounted.pop(folder, None)


def of(path: Path) -> Seal | None:
    """Return what seals the file `path`; None for a plain one."""
    if not _mounted:
        return None
    for folder in path.parents:
        if seal := _mounted.get(folder):
            return None if path.parent == folder and path.name in OPEN else seal
    return None


def place_of(path: Path) -> Path:
    """Return where the file called `path` really lies; see `listing`."""
    seal = of(path)
    return seal.place(path) if seal else path


def listing(folder: Path, pattern: str = "*") -> list[Path]:
    """Return the paths in `folder` that fit `pattern`, by the names they were written under.

    In an encrypted register names that are hashes lie there hidden.
    """
    found = folder.glob(pattern)
    return [seal.name(path) for path in found] if (seal := of(folder / "any")) else list(found)
