"""The sheet Withheld of a public version: what is left out of each assessment, never its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dpia.documents.sheets.case import Case, said
from dpia.documents.sheets.grid import Column, Layout
from dpia.text import _


@dataclass(frozen=True)
class Withheld:
    """One thing of a case that is withheld."""

    case: Case
    place: str
    title: str


def withheld(case: Case) -> Iterator[Withheld]:
    """Yield what is withheld of a case."""
    for place, title in case.withheld:
        yield Withheld(case, place, title)


def layout() -> Layout[Withheld]:
    """Return the columns."""
    return Layout(
        title=_("Withheld"),
        table="tblWithheld",
        columns=[
            Column(_("Reference"), 12, lambda row: row.case.reference, link="register"),
            Column(_("Place"), 30, lambda row: row.place),
            Column(_("What is withheld"), 64, lambda row: row.title),
            Column(_("Assessment"), 34, lambda row: said(row.case.title)),
            Column(_("Assessment ID"), 38, lambda row: row.case.id),
        ],
        printed=4,
        about=lambda row: row.case.reference,
    )
