"""One assessment's file: its name, and reading it whole and strictly."""

import json
import re
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from dpia.register import copies, files
from dpia.register.encoding import decode
from dpia.register.problems import not_read
from dpia.register.shape import UUID, unwrap

NAME = re.compile(UUID.pattern + r"\.json")
"""What a file in the folder of assessments is called; anything else there is not ours."""


class Reading(NamedTuple):
    """What one file held at one moment."""

    document: dict[str, Any]
    stamp: str
    signature: tuple[int, int, int]


def read(path: Path) -> Reading:
    """Return the assessment in `path`. Raises FileNotFoundError, Damaged, Newer, Unreadable."""
    try:
        content = files.read(path)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise not_read(path, error) from error
    document = unwrap(decode(content.data, path), path, path.stem)
    return Reading(document, files.stamp_of(content.data), content.signature)


def salvage(path: Path) -> dict[str, str]:
    """Return the title and the reference a damaged file still shows, as far as they can be read.

    One that is encrypted shows nothing: then they are those of its newest copy that can be opened.
    """
    for place in (path, *copies.of(path.parent.parent, path.stem)):
        with suppress(OSError):
            return _shown(files.read(place).data[:65536].decode("utf-8", "ignore"))
    return {}


def _shown(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for key in ("title", "reference"):
        if match := re.search(rf'^[ \t]*"{key}": ("(?:[^"\\\n]|\\.)*")', text, re.MULTILINE):
            with suppress(ValueError):
                found[key] = str(json.loads(match[1])).encode("utf-8", "ignore").decode()
    return found
