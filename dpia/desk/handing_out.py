"""Files that leave: written whole beside their place, for their owner alone, then swapped in."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from dpia.documents.safe import visible
from dpia.errors import Invalid, NotSaved
from dpia.register import Register
from dpia.register.problems import reason
from dpia.text import _


@contextmanager
def new_file(path: Path, register: Register) -> Iterator[BinaryIO]:
    """Offer a file that takes the place of `path` when everything is in it, or leaves it alone.

    Raises Invalid for a place in the register, NotSaved when the disk refuses.
    """
    if register.holds(path):
        message = _("{path} lies in the register; name a place outside.")
        raise Invalid(message.format(path=visible(str(path))))
    part: Path | None = None
    try:
        target = path.resolve()
        if target.exists() and not target.is_file():
            raise NotSaved(_("{path} is no file; name another.").format(path=visible(str(path))))
        descriptor, name = tempfile.mkstemp(prefix=".dpia-export-", dir=target.parent)
        part = Path(name)
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(target)
    except OSError as error:
        message = _("{path} cannot be written: {reason}. What stood there is unchanged.")
        raise NotSaved(message.format(path=visible(str(path)), reason=reason(error))) from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)
