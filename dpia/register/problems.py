"""What can go wrong in a register, and the sentences that say so."""

import errno
from pathlib import Path
from typing import Any

from dpia.errors import Conflict, DpiaError, Invalid, NotSaved
from dpia.register.files import NotAFile, Oversized
from dpia.register.mounts import Altered, NotSealed, OtherVersion
from dpia.text import _


class Damaged(Invalid):
    """A file of the register does not hold what it should (exit 3). `kind` says how, in words."""

    def __init__(self, path: Path, kind: str) -> None:
        """Name the file at `path` and the `kind` of damage, a phrase."""
        super().__init__(
            _(
                "{path} is damaged: {kind}. `dpia repair` looks for a good copy;"
                " the other files are not affected."
            ).format(path=path, kind=kind)
        )
        self.path = path
        self.kind = kind


class Newer(Invalid):
    """A file was written by a newer dpia than this one (exit 3)."""

    def __init__(self, path: Path, found: str) -> None:
        """Name the file at `path` and the format `found` in it."""
        super().__init__(
            _(
                "{path} was written by a newer dpia (format {found}); update dpia to open it."
            ).format(path=path, found=found)
        )
        self.path = path


class Unreadable(DpiaError):
    """The operating system does not hand a file out (exit 1)."""

    def __init__(self, path: Path, error: OSError) -> None:
        """Name the file at `path` and what the operating system said."""
        super().__init__(
            _("{path} cannot be read: {reason}. Check the disk and the permissions.").format(
                path=path, reason=reason(error)
            )
        )
        self.path = path


class Changed(Conflict):
    """Somebody else saved the assessment since it was loaded; nothing was overwritten (exit 5).

    `document` and `stamp` are what is stored now, both None when that cannot be read.
    """

    def __init__(self, message: str, document: dict[str, Any] | None, stamp: str | None) -> None:
        """Carry the other side's `document` and `stamp`, to show the difference and to merge."""
        super().__init__(message)
        self.document = document
        self.stamp = stamp


def not_read(path: Path, error: OSError) -> DpiaError:
    """Return the sentence for a file that could not be read."""
    if isinstance(error, Oversized):
        return Damaged(path, _("it is larger than 20 MB"))
    if isinstance(error, OtherVersion):
        return Newer(path, _("of encryption"))
    if isinstance(error, NotSealed):
        kind = _("it is not encrypted, and the register was when it was opened; open it again")
        return Damaged(path, kind)
    if isinstance(error, Altered):
        return Damaged(path, _("it was altered, or is not what was encrypted at this place"))
    if isinstance(error, NotAFile):
        return Damaged(path, _("it is not a regular file"))
    if error.errno == errno.ELOOP:
        return Damaged(path, _("it is a symbolic link, and a register follows none"))
    return Unreadable(path, error)


def not_saved(folder: Path, error: OSError) -> NotSaved:
    """Return the sentence for a change that did not reach the disk."""
    return NotSaved(
        _(
            "Not saved in {folder}: {reason}."
            " The change is still in memory; put it right, then save again."
        ).format(folder=folder, reason=reason(error))
    )


def reason(error: OSError) -> str:
    """Return what went wrong with a file, in plain words."""
    return {
        errno.ENOSPC: _("the disk is full"),
        errno.EDQUOT: _("your disk quota is used up"),
        errno.EFBIG: _("the file would be larger than the system allows"),
        errno.EROFS: _("the disk is read-only"),
        errno.EACCES: _("permission denied"),
        errno.EPERM: _("permission denied"),
        errno.EIO: _("the disk reports an error"),
        errno.ENOENT: _("the folder or file is not there (any more)"),
        errno.ENOTDIR: _("something on the way is not a folder"),
        errno.ELOOP: _("it is a symbolic link, which dpia does not follow here"),
        errno.EMFILE: _("too many files are open"),
        errno.ENOLCK: _("its file system cannot lock files"),
        errno.ENOSYS: _("its file system cannot lock files"),
        errno.EOPNOTSUPP: _("its file system cannot lock files"),
        errno.ESTALE: _("the network folder is gone"),
    }.get(error.errno or 0) or str(error.strerror or error)
