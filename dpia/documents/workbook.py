"""The register as an Excel workbook: written row by row, put in place in one step."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from dpia.documents.publishing import published
from dpia.documents.sheets import (
    answers,
    criteria,
    fields,
    findings,
    happened,
    heatmap,
    lists,
    longtexts,
    meta,
    questions,
    readme,
    summary,
    withheld,
)
from dpia.documents.sheets import measures as measure_sheet
from dpia.documents.sheets import register as register_sheet
from dpia.documents.sheets import risks as risk_sheet
from dpia.documents.sheets.book import Book, Cut
from dpia.documents.sheets.case import Case, Risk, risks
from dpia.documents.sheets.grid import Layout, TableSheet
from dpia.documents.sheets.matrices import Matrices
from dpia.documents.sheets.placing import checked, private_folder, put_in_place, told
from dpia.documents.sheets.readme import About
from dpia.text import _, language

if TYPE_CHECKING:
    from dpia.questionnaire.rulebook import Rulebook

T = TypeVar("T")

FORMAT = "register/2"
"""The version of the workbook's layout, kept in its property `dpia-format` and in `_meta`."""
QUESTIONS = "questions/1"
"""The version of a sheet of questions."""
PUBLIC = "register-public/1"
"""The version of a public version of the register, which is never imported."""
FORMATS = (FORMAT, QUESTIONS)
"""The layouts that can be imported."""

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
    public: bool = False,
) -> Report:
    """Write `cases` (document, verdict, rulebook) to the workbook `path` and say what was written.

    `cases` is read once, as the rows are written, so that a long register never stands in memory.
    `as_of` is the day of the verdicts; `filters` says in words which assessments were chosen.
    A `public` one withholds what is confidential, lists it, and cannot be imported again.
    A file at `path` is replaced only when the new one is complete; only its owner can read it.
    Raises Usage for another ending than `.xlsx`, NotSaved when the file cannot be written.
    """
    target = checked(Path(path))
    about = About(as_of, generated_at, organisation, filters, version, public)
    with private_folder(target) as folder, Book(folder) as book:
        whole = (Case(*case, as_of) for case in cases)
        items = map(published, whole) if public else whole
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
        self.matrices = Matrices()
        self.read_me = book.sheet(readme.TITLE)
        self.register = self._table(register_sheet.layout())
        self.risks = self._table(risk_sheet.layout(self.matrices))
        self.measures = self._table(measure_sheet.layout())
        self.heat_map = book.sheet(heatmap.TITLE)
        self.summary_sheet = book.sheet(summary.TITLE)
        self.criteria = self._table(criteria.layout(titles))
        self.findings = self._table(findings.layout())
        self.choices = questions.Choices()
        self.answers = self._table(answers.layout(self.choices.name))
        last: Layout[Any] = withheld.layout() if about.public else happened.layout()
        self.last = self._table(last)
        self.lists = book.sheet(lists.TITLE)
        returning = (self.register, self.risks, self.measures, self.answers)
        columns = {sheet.table: sheet.returning for sheet in returning}
        self.meta = meta.Meta(book, _facts(about), columns)
        self.heat = heatmap.HeatMaps()
        self.summary = summary.Summary()
        self.named_criteria: Sequence[Mapping[str, Any]] = ()

    def _table(self, layout: Layout[T]) -> TableSheet[T]:
        """Open the sheet of a table; in a public version nothing of it comes back."""
        return TableSheet(self.book, layout.closed if self.about.public else layout)

    def add(self, case: Case) -> None:
        """Write the rows of one case."""
        if not self.named_criteria:
            self.named_criteria = list(case.rules.criteria.values())
        found_risks, found = list(risks(case)), list(findings.findings(case))
        asked, events = list(answers.answers(case)), self._events(case)
        home = {"register": self.register.place}
        parts: Mapping[str, tuple[TableSheet[Any], Sequence[Any]]] = {
            "risks": (self.risks, found_risks),
            "measures": (self.measures, list(measure_sheet.measures(case))),
            "criteria": (self.criteria, [case]),
            "findings": (self.findings, found),
            "answers": (self.answers, asked),
            "history": (self.last, events),
        }
        places = {name: sheet.place for name, (sheet, items) in parts.items() if items}
        self._note(case, self.register, "", fields.of_register(case.document))
        self.register.append(case, places)
        for sheet, items in parts.values():
            for at, item in enumerate(items):
                self._note_row(case, sheet, item)
                long = sheet in (self.answers, self.last)
                sheet.append(item, {} if long and at else home)
        self.heat.add(case)
        self.summary.add(case)

    def _events(self, case: Case) -> Sequence[Any]:
        """Return what the last sheet says of a case: its history, or what is withheld of it."""
        return list((withheld.withheld if self.about.public else happened.happenings)(case))

    def _note_row(self, case: Case, sheet: TableSheet[Any], item: Any) -> None:
        """Note what of a row may come back changed."""
        if isinstance(item, Risk):
            row = str(item.risk.get("id", ""))
            self._note(case, sheet, row, fields.of_risk(item.risk, item.judged))
        elif isinstance(item, measure_sheet.Measure):
            row = str(item.measure.get("id", ""))
            self._note(case, sheet, row, fields.of_measure(item.measure))
        elif isinstance(item, answers.Answer):
            self._note(case, sheet, item.path, answers.fields_of(item))

    def _note(self, case: Case, sheet: TableSheet[Any], row: str, found: fields.Fields) -> None:
        if not self.about.public:
            self.meta.add(sheet.table, case.id, row, case.read("revision") or 0, found)

    def finish(self, target: Path) -> Report:
        """Write what needed all cases, close the tables, and return what was written."""
        tables = (self.register, self.risks, self.measures, self.criteria, self.findings)
        for table in (*tables, self.answers, self.last):
            table.close()
        self.heat.write(self.book, self.heat_map)
        self.summary.write(self.book, self.summary_sheet)
        lists.write(self.book, self.lists, self.matrices, self.choices.blocks())
        readme.write(self.book, self.read_me, self._described())
        longtexts.write(self.book, after=self.last.title)
        title = _("Register of data protection impact assessments")
        made, version = self.about.generated_at, self.about.version
        form = _facts(self.about)["format"]
        described(self.book.workbook, title, made, version, form, self.meta.close())
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
            _("Answers"): self.answers.count,
        }
        methods = [tally.method for tally in self.heat.tallies.values()]
        returning = (self.register, self.risks, self.measures, self.answers)
        return replace(
            self.about,
            counts=counts,
            methods=methods,
            criteria=self.named_criteria,
            open_columns={sheet.first_title: [*sheet.fields.values()] for sheet in returning},
        )


def _facts(about: About) -> dict[str, str]:
    return {
        "format": PUBLIC if about.public else FORMAT,
        "generated_at": about.generated_at.isoformat(),
        "as_of": about.as_of.isoformat(),
        "version": about.version,
        "language": language(),
    }


def described(
    workbook: Any, title: str, made: datetime, version: str, format_: str, export: str = ""
) -> None:
    """Set the properties of a file made on `made`; nothing in them is a user's text."""
    from openpyxl.packaging.custom import StringProperty

    properties = workbook.properties
    properties.title = title
    properties.creator = f"dpia {version}".strip()
    properties.keywords = "DPIA; GDPR Art. 35"
    properties.language = language()
    properties.created = made.astimezone(UTC).replace(tzinfo=None) if made.tzinfo else made
    for name, value in (("dpia-format", format_), ("dpia-export", export)):
        if value:
            workbook.custom_doc_props.append(StringProperty(name=name, value=value))
