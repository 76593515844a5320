"""Files named by the sha256 of their bytes: frozen copies, sealed history, attachments.

They never change.
"""

from pathlib import Path
from typing import Any

from dpia.errors import Invalid, NotFound
from dpia.register import files
from dpia.register.encoding import decode
from dpia.register.problems import Damaged, not_read
from dpia.text import _


def put(folder: Path, data: bytes, ending: str = ".json") -> str:
    """Keep `data` in `folder`, on the disk, and return its sha256 (hex). Raises OSError."""
    name = files.stamp_of(data)
    path = folder / (name + ending)
    try:
        kept = files.read(path, len(data)).data == data
    except OSError:
        kept = False
    if kept:
        files.touch(path)  # so that a sweep at this moment sees that it is wanted
    else:
        files.make_folder(folder)
        files.sweep_temporaries(folder)
        files.replace(path, data)
    return name


def get(folder: Path, name: str) -> Any:
    """Return the JSON kept under `name`, a sha256 in hex. Raises NotFound, Invalid, Damaged."""
    path = folder / f"{checked(name)}.json"
    return decode(bytes_of(path, name, files.MAX_BYTES), path)


def checked(name: str) -> str:
    """Return `name` when it is a sha256 in hex, so that nothing else becomes a path."""
    if len(name) != 64 or not set(name) <= set("0123456789abcdef"):
        raise Invalid(_("“{name}” is not the name of a kept file.").format(name=name[:80]))
    return name


def bytes_of(path: Path, name: str, limit: int) -> bytes:
    """Return the bytes at `path`, whose sha256 is `name`. Raises NotFound, Damaged, Unreadable."""
    try:
        data = files.read(path, limit).data
    except FileNotFoundError:
        raise NotFound(
            _("{path} is missing from the register; `dpia repair` looks for a copy.").format(
                path=path
            )
        ) from None
    except OSError as error:
        raise not_read(path, error) from error
    if files.stamp_of(data) != name:
        raise Damaged(path, _("its content is not what its name says"))
    return data
