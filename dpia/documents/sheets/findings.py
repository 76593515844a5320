"""The sheet Findings: what a reviewer would write in the margin, the gravest first in each case."""

from collections.abc import Iterator
from dataclasses import dataclass

from dpia.documents import words
from dpia.documents.sheets.book import Value
from dpia.documents.sheets.case import Case, Document, listed, rows, said
from dpia.documents.sheets.grid import Column, Layout
from dpia.documents.sheets.style import Tone, Toned
from dpia.text import _

_TONES: dict[str, Tone] = {"blocking": "bad", "serious": "poor", "note": "none"}


@dataclass(frozen=True)
class Finding:
    """One finding of a case's verdict."""

    case: Case
    finding: Document


def findings(case: Case) -> Iterator[Finding]:
    """Yield the findings of a case in the order of the verdict: the gravest first."""
    for entry in rows(case.judged("findings")):
        yield Finding(case, entry)


def layout() -> Layout[Finding]:
    """Return the columns of the findings."""
    return Layout(
        title=_("Findings"),
        table="tblFindings",
        columns=[
            Column(_("Reference"), 12, lambda row: row.case.reference, link="register"),
            Column(_("Weight"), 12, _weight),
            Column(_("Finding"), 46, _title),
            Column(_("Why"), 64, lambda row: said(row.finding.get("because"))),
            Column(_("Law"), 34, lambda row: listed(row.finding.get("law"))),
            Column(_("Assessment"), 34, lambda row: said(row.case.title)),
            Column(_("Finding ID"), 30, lambda row: said(row.finding.get("id"))),
            Column(_("Assessment ID"), 38, lambda row: row.case.id),
        ],
        printed=5,
        about=lambda row: row.case.reference,
    )


def _weight(row: Finding) -> Value:
    weight = str(row.finding.get("weight") or "")
    return Toned(words.WEIGHT.get(weight, weight), _TONES.get(weight, "none")) if weight else None


def _title(row: Finding) -> Value:
    return said(row.finding.get("title")) or said(row.finding.get("id"))
