"""Our own JSON Lines, with which assessments come back as they were.

What does it is `dpia.desk.importing.returning`; the command line reads longer streams by itself.
"""

import re
from collections.abc import Iterator

from dpia.documents.incoming.model import Importer, Incoming
from dpia.documents.incoming.source import Source
from dpia.text import _

BEGINNING = 200
"""Bytes that are enough to know one."""
_OPENING = re.compile(rb'\s*\{\s*"format"\s*:\s*"dpia-stream/')


def opens(beginning: bytes) -> bool:
    """Say whether a file that begins so is such a stream."""
    return _OPENING.match(beginning.removeprefix(b"\xef\xbb\xbf")) is not None


def sniff(source: Source) -> bool:
    """Say whether it begins as such a stream does."""
    return opens(source.data[:BEGINNING])


def read(_source: Source) -> Iterator[Incoming]:
    """Yield nothing: what comes back as it was is no new assessment."""
    yield from ()


IMPORTER = Importer("jsonl", _("dpia's own JSON Lines"), sniff, read)
