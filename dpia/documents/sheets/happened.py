"""The sheet History: who changed what, when and why, in each assessment the oldest first."""

from collections.abc import Iterator
from dataclasses import dataclass

from dpia.documents.history import Teller
from dpia.documents.sheets.book import Value
from dpia.documents.sheets.case import Case, Document, rows, said
from dpia.documents.sheets.grid import Column, Layout
from dpia.text import _


@dataclass(frozen=True)
class Happening:
    """One event of a case, and what it was in words."""

    case: Case
    event: Document
    what: str


def happenings(case: Case) -> Iterator[Happening]:
    """Yield the events of a case."""
    events = [event for event in rows(case.read("events")) if "seq" in event and "kind" in event]
    teller = Teller(events, case.rules, {**case.document})
    for event in events:
        yield Happening(case, event, _told(teller, event))


def _told(teller: Teller, event: Document) -> str:
    try:
        return teller.what(event)
    except (KeyError, TypeError, ValueError):  # a hand broke it
        return str(event["kind"])


def layout() -> Layout[Happening]:
    """Return the columns of the history."""
    return Layout(
        title=_("History"),
        table="tblHistory",
        columns=[
            Column(_("Reference"), 12, lambda row: row.case.reference, link="register"),
            Column(_("When (UTC)"), 21, _when),
            Column(_("Who"), 22, lambda row: said(row.event.get("by"))),
            Column(_("What"), 64, lambda row: row.what),
            Column(_("Why"), 40, lambda row: said(row.event.get("note"))),
            Column(_("Event"), 8, lambda row: str(row.event.get("seq"))),
            Column(_("Assessment ID"), 38, lambda row: row.case.id),
        ],
        printed=6,
        about=lambda row: row.case.reference,
    )


def _when(row: Happening) -> Value:
    return str(row.event.get("at") or "").replace("T", " ").removesuffix("Z") or None
