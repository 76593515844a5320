"""What the clock of a consultation is reckoned from: the law's file, and the public holidays."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from dpia.assessment.consulting.course import SENT, latest
from dpia.judgement.consulting import standing

if TYPE_CHECKING:
    from dpia.desk.desk import Desk

FILE = "law/consultation"
Document = Mapping[str, Any]


def law_of(desk: "Desk", document: Document) -> Document:
    """Return the law on consultation that an assessment was frozen with.

    One that was frozen before the law's file said how a consultation ends is read by that of the
    library.
    """
    frozen = desk.rulebook(document).law.get("consultation", {})
    return frozen if "outcomes" in frozen else desk.library.said(FILE, desk.library.document(FILE))


def holidays_of(desk: "Desk", document: Document) -> Mapping[date, str]:
    """Return the public holidays of the authority for all years the clock can need."""
    found = latest(document)
    if not found.entries:
        return {}
    authority = desk.rulebook(document).authorities[document["authority"]].document
    years = [int(str(entry["on"])[:4]) for entry in found.entries]
    last = max(*years, desk.today().year) + 1
    from dpia.desk.holidays import of_body

    return of_body(authority, str((found.first(SENT) or {}).get("body", "")), min(years), last)


def waits(desk: "Desk", document: Document) -> list[dict[str, Any]]:
    """Return what a consultation waits for, for the summary; nothing where there is none."""
    if not document.get("consultation"):
        return []
    return list(standing.due(document, law_of(desk, document), holidays_of(desk, document)))
