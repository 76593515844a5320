"""Assessments written in an older format: what leads from each format to the next.

A file is migrated when it is read, in memory, and its history says so; the first save after that
writes it in the format of today, and keeps the old file for good (`copies.keep_older`). So a change
of the format is one entry in `STEPS` and the new number in `shape.FORMAT`; files of a newer dpia
are refused, see `problems.Newer`.
"""

from collections.abc import Callable
from typing import Any

from dpia.assessment import event

Document = dict[str, Any]

STEPS: dict[int, Callable[[Document], None]] = {}
"""By the number of a format: what makes a document of that format, in place, one of the next."""


def migrated(document: Document, number: int) -> Document:
    """Return a document of format `number` in the newest format that steps lead to.

    The same every time it is read: the event takes its time and its salt from the document.
    Raises whatever a step raises that cannot cope with what it finds.
    """
    while step := STEPS.get(number):
        after = event.working_copy(document)
        step(after)
        number += 1
        after["format"] = f"dpia-assessment/{number}"
        document = event.record(
            document,
            after,
            kind=event.MIGRATED,
            about="assessment",
            by="dpia",
            at=str(document.get("updated")),
            salt=event.head(document)[-16:],
        )
    return document
