"""What ships, read once, and rulebooks on it, each built once however many tests share it.

Rulebooks never change; a test that needs other files builds one of its own.
"""

from functools import cache
from pathlib import Path

from dpia.desk.books import Books
from dpia.desk.library import Library
from dpia.questionnaire.rulebook import Rulebook


@cache
def library() -> Library:
    """Return what ships, and nothing of whoever runs the tests."""
    return Library(Path("none"))


@cache
def books() -> Books:
    """Return the rulebooks built so far."""
    return Books(library().judged_by)


def book(
    lead: str,
    also: tuple[str, ...] = (),
    pathway: str = "edpb-2026",
    method: str = "four-by-four",
) -> Rulebook:
    """Return the shipped rulebook of these authorities, pathway and method."""
    basis = {"authority": lead, "also": also, "pathway": pathway, "method": method}
    return books().on(basis)
