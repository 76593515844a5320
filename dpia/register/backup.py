"""Taking a backup: the whole register in one file, though others are saving meanwhile.

No lock is held and nothing is opened that is encrypted. Files named by their hash never change, and
one is on the disk before the assessment that names it; so they are copied before the assessments
and what has come since after them, and everything that an assessment names is there. The file gets
its name only when it has been read back and every member found as the manifest says.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from dpia.errors import Conflict, DpiaError, Invalid, NotSaved
from dpia.register import archive, files
from dpia.register.founding import FOLDERS, identify
from dpia.register.problems import Unreadable, not_read, reason
from dpia.text import _

Progress = Callable[[int, int], object]
_NAMED_BY_HASH = ("frozen/*", "attachments/*", "history/*/*")


class Made(NamedTuple):
    """What was backed up, by which numbers a person knows it again."""

    path: Path
    assessments: int
    files: int
    size: int


def make(
    register: Path,
    target: Path,
    version: str,
    made: datetime,
    force: bool = False,
    progress: Progress = lambda _done, _total: None,
) -> Made:
    """Back up the register in the folder `register` to the file `target` and return what it holds.

    `version` is that of dpia, `made` the present time. A file that is there is replaced only with
    `force`. Raises NotFound, Damaged (no register), Invalid (a place that will not do), NotSaved,
    Unreadable, Conflict; then `target` is as it was.
    """
    about, _seen = identify(register)
    target = _checked(register, target, force)
    head = {"register": str(about.get("id")), "made": made.isoformat(timespec="seconds")}
    counted: list[str] = []

    def told() -> Iterator[tuple[str, bytes]]:
        for name, data in _members(register, progress):
            counted.append(name)
            yield name, data

    try:
        files.sweep_temporaries(target.parent, target.name + ".")
        content = archive.pieces(told(), {**head, "version": version})
        files.store(target, content, check=read_back)
        size = target.stat().st_size
    except OSError as error:
        message = _("No backup was made in {path}: {reason}. What stood there is unchanged.")
        raise NotSaved(message.format(path=target, reason=reason(error))) from error
    return Made(target, sum(n.startswith("assessments/") for n in counted), len(counted), size)


def _checked(register: Path, target: Path, force: bool) -> Path:
    """Return where the backup goes. Raises Invalid for a place that will not do."""
    place = target.absolute()
    if place.parent.resolve().is_relative_to(register.resolve()):
        message = _(
            "{path} lies in the register; a backup must lie elsewhere, best on another disk."
        )
        raise Invalid(message.format(path=target))
    if place.is_symlink() or (place.exists() and not place.is_file()):
        raise Invalid(_("{path} is not a plain file; name another.").format(path=target))
    if place.exists() and not force:
        message = _("{path} is there already; name another, or add --force to replace it.")
        raise Invalid(message.format(path=target))
    return place


def read_back(path: Path) -> None:
    """Read every file of the backup `path`. Raises what `archive.opened` and `check` raise."""
    with archive.opened(path) as written:
        written.check()


def _members(register: Path, progress: Progress) -> Iterator[tuple[str, bytes]]:
    """Yield each file of the register with its name, in the order that makes the copy whole."""
    first = stored(register, archive.ROOT[0])
    done: set[str] = set()
    total = sum(1 for name in FOLDERS for _path in (register / name).rglob("*"))
    for pattern in (*_NAMED_BY_HASH, "assessments/*", *_NAMED_BY_HASH, *archive.ROOT[1:]):
        for path in sorted(register.glob(pattern)):
            name = path.relative_to(register).as_posix()
            if name in done or not archive.fits(name):
                continue
            done.add(name)
            progress(len(done), total)
            if (data := stored(register, name)) is not None:
                yield name, data
    if first is None or stored(register, archive.ROOT[0]) != first:
        message = _("The register was just being encrypted or its keys changed. Try again.")
        raise Conflict(message)
    yield archive.ROOT[0], first


def stored(register: Path, name: str) -> bytes | None:
    """Return the bytes of a file; None when somebody just removed it, as nobody names it."""
    path = register / name
    try:
        return files.stored(path, archive.limit_of(name))
    except FileNotFoundError:
        return None
    except OSError as error:
        problem: DpiaError = not_read(path, error)
        raise problem if isinstance(problem, Unreadable) else _odd(path) from error


def _odd(path: Path) -> Invalid:
    message = _("{path} is no plain file, or too large; a register has none such. Look what it is.")
    return Invalid(message.format(path=path))
