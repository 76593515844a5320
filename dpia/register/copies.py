"""A second copy of each assessment, so that one damaged file costs no answer.

`copies/<id>/<day>.json` holds, byte for byte, the assessment's file as it was after its last save
of that day (UTC); those of the last `DAYS` days on which it was saved are kept. The newest is thus
the same as the file itself, in other blocks of the disk. It is written after the file is safe, in
place and not flushed, so that it costs a save next to nothing: a copy that was cut short doubles a
file that is sound. When it cannot be written, nothing is said. `copies/<id>/format-<n>.json` is the
file as it was before it was first saved in a newer format; it stays.

Whoever erases something from an assessment for good (Art. 17) must erase it here too: `of` names
every copy, each in the form of the file itself; `forget` removes them all. What repair has kept
aside lies in `damaged/<time>/assessments/<id>.json` and `damaged/<time>/history/<id>/`.
"""

import re
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from dpia.errors import DpiaError
from dpia.register import files, shape
from dpia.register.encoding import decode

FOLDER = "copies"
DAYS = 3
"""So many days with a save of an assessment are kept of it."""
_FORMAT = re.compile(rb'[\s{]*"assessment":[\s{]*"\w+":[\s{]*"format": "dpia-assessment/(\d{1,9})"')


def keep(register: Path, ident: str, data: bytes) -> None:
    """Keep `data`, what the file of the assessment `ident` holds now, as the copy of today."""
    folder = register / FOLDER / ident
    today = folder / time.strftime("%Y-%m-%d.json", time.gmtime())
    with suppress(OSError):
        try:
            files.overwrite(today, data)
        except FileNotFoundError:  # the first save of the day
            files.make_folder(folder.parent)
            files.make_folder(folder)
            files.sweep_temporaries(folder)
            files.replace(today, data, flush=False)
            for path in _dated(folder)[DAYS:]:
                files.remove(path)


def keep_older(register: Path, ident: str, data: bytes) -> None:
    """Keep `data`, which is about to be replaced, for good if it is of an older format.

    On the disk when this returns. Raises OSError.
    """
    found = _FORMAT.match(data)
    if found is None or int(found[1]) >= int(shape.FORMAT.rpartition("/")[2]):
        return
    folder = register / FOLDER / ident
    path = folder / f"format-{int(found[1])}.json"
    if not path.exists():
        files.make_folder(folder.parent)
        files.make_folder(folder)
        files.replace(path, data)


def of(register: Path, ident: str) -> list[Path]:
    """Return the copies of an assessment, that of the latest day first."""
    folder = register / FOLDER / ident
    return [*_dated(folder), *sorted(folder.glob("format-*.json"), reverse=True)]


def _dated(folder: Path) -> list[Path]:
    return sorted(folder.glob("[0-9]*.json"), reverse=True)


def contradict(register: Path, document: dict[str, Any]) -> bool:
    """Say whether the newest copy is of the same save as `document` and yet says something else."""
    from dpia.assessment.event import head

    for path in of(register, document["id"])[:1]:
        with suppress(OSError, DpiaError, KeyError, TypeError):
            copy = shape.unwrap(decode(files.read(path).data, path), path, document["id"])
            same_save = copy.get("revision") == document.get("revision")
            return same_save and head(copy) == head(document) and copy != document
    return False


def forget(register: Path, ident: str) -> None:
    """Remove all copies of an assessment; the next save begins anew. The caller holds the lock."""
    for path in of(register, ident):
        files.remove(path)
