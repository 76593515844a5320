"""The register as an Excel workbook: written row by row, put in place in one step."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dpia.documents.sheets import criteria, findings, heatmap, lists, longtexts, readme
from dpia.documents.sheets import measures as measure_sheet
from dpia.documents.sheets import register as register_sheet
from dpia.documents.sheets import risks as risk_sheet
from dpia.documents.sheets.book import Book, Cut
from dpia.documents.sheets.case import Case, risks
from dpia.documents.sheets.grid import TableSheet
from dpia.documents.sheets.placing import checked, private_folder, put_in_place, told
from dpia.documents.sheets.readme import About
from dpia.text import _, language

if TYPE_CHECKING:
    from dpia.questionnaire.rulebook import Rulebook

FORMAT = "register/1"
"""The version of the workbook's layout, kept in its property `dpia-format`."""

Cases = Iterable[tuple[Mapping[str, Any], Mapping[str, Any], "Rulebook"]]


@dataclass(frozen=True)
class Report:
    """What was written: where, how much, what stands whole on Long texts, and what was left out."""

    path: Path
    assessments: int
    risks: int
    measures: int
    findings: int
    cut: tuple[Cut, ...]
    left_out: tuple[str, ...] = ()


def write_register(
    path: str | os.PathLike[str],
    cases: Cases,
    *,
    as_of: date,
    generated_at: datetime,
    organisation: str = "",
    filters: str = "",
    version: str = "",
) -> Report:
    """Write `cases` (document, verdict, rulebook) to the workbook `path` and say what was written.

    `cases` is read once, as the rows are written, so that a long register never stands in memory.
    `as_of` is the day of the verdicts; `filters` says in words which assessments were chosen.
    A file at `path` is replaced only when the new one is complete; only its owner can read it.
    Raises Usage for another ending than `.xlsx`, NotSaved when the file cannot be written.
    """
    target = checked(Path(path))
    about = About(as_of, generated_at, organisation, filters, version)
    with private_folder(target) as folder, Book(folder) as book:
        items = (Case(*case, as_of) for case in cases)
        first = next(items, None)
        with told(target):
            writing = _Writing(book, about, criteria.titles_of(first))
        # What goes wrong while a case is read is the caller's to tell, not a failure to write.
        for case in itertools.chain([first] if first else [], items):
            with told(target):
                writing.add(case)
        with told(target):
            report = writing.finish(target)
            put_in_place(book.workbook, folder / target.name, target)
    return report


class _Writing:
    """The sheets while they are open: each case adds its rows to all of them."""

    def __init__(self, book: Book, about: About, titles: Mapping[str, str]) -> None:
        """Open every sheet, in the order in which they are shown."""
        self.book = book
        self.about = about
        self.read_me = book.sheet(readme.TITLE)
        self.register = TableSheet(book, register_sheet.layout())
        self.risks = TableSheet(book, risk_sheet.layout())
        self.measures = TableSheet(book, measure_sheet.layout())
        self.heat_map = book.sheet(heatmap.TITLE)
        self.criteria = TableSheet(book, criteria.layout(titles))
        self.findings = TableSheet(book, findings.layout())
        self.lists = book.sheet(lists.TITLE)
        self.meta = lists.Meta(book, _facts(about))
        self.heat = heatmap.HeatMaps()
        self.named_criteria: Sequence[Mapping[str, Any]] = ()

    def add(self, case: Case) -> None:
        """Write the rows of one case."""
        if not self.named_criteria:
            self.named_criteria = list(case.rules.criteria.values())
        revision = case.read("revision") or 0
        self.meta.add("tblRegister", case.id, "", revision, self.register.append(case))
        for risk in risks(case):
            row = str(risk.risk.get("id", ""))
            self.meta.add("tblRisks", case.id, row, revision, self.risks.append(risk))
        for measure in measure_sheet.measures(case):
            row = str(measure.measure.get("id", ""))
            self.meta.add("tblMeasures", case.id, row, revision, self.measures.append(measure))
        self.criteria.append(case)
        for finding in findings.findings(case):
            self.findings.append(finding)
        self.heat.add(case)

    def finish(self, target: Path) -> Report:
        """Write what needed all cases, close the tables, and return what was written."""
        for table in (self.register, self.risks, self.measures, self.criteria, self.findings):
            table.close()
        self.heat.write(self.book, self.heat_map)
        lists.write(self.book, self.lists)
        readme.write(self.book, self.read_me, self._described())
        longtexts.write(self.book, after=self.findings.title)
        _describe(self.book.workbook, self.about, self.meta.close())
        return Report(
            target,
            self.register.count,
            self.risks.count,
            self.measures.count,
            self.findings.count,
            tuple(self.book.cut),
        )

    def _described(self) -> About:
        counts = {
            _("Assessments"): self.register.count,
            _("Risks"): self.risks.count,
            _("Measures"): self.measures.count,
            _("Findings"): self.findings.count,
        }
        methods = [tally.method for tally in self.heat.tallies.values()]
        return replace(self.about, counts=counts, methods=methods, criteria=self.named_criteria)


def _facts(about: About) -> dict[str, str]:
    return {
        "format": FORMAT,
        "generated_at": about.generated_at.isoformat(),
        "as_of": about.as_of.isoformat(),
        "version": about.version,
    }


def _describe(workbook: Any, about: About, export: str) -> None:
    """Set the properties of the file; nothing in them is a user's text."""
    from openpyxl.packaging.custom import StringProperty

    made = about.generated_at
    properties = workbook.properties
    properties.title = _("Register of data protection impact assessments")
    properties.creator = f"dpia {about.version}".strip()
    properties.keywords = "DPIA; GDPR Art. 35"
    properties.language = language()
    properties.created = made.astimezone(UTC).replace(tzinfo=None) if made.tzinfo else made
    for name, value in (("dpia-format", FORMAT), ("dpia-export", export)):
        workbook.custom_doc_props.append(StringProperty(name=name, value=value))
