"""The sheet Summary: counts of the whole register, each with a chart, and what is overdue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dpia.documents import words
from dpia.documents.sheets import charts, style
from dpia.documents.sheets.book import Book, Styled
from dpia.documents.sheets.case import AXES, Case, day, said
from dpia.documents.sheets.grid import height_of, letter_of, lines_of, print_set_up
from dpia.documents.sheets.style import Toned
from dpia.documents.words import word
from dpia.text import _

TITLE = _("Summary")
_MOST_ROWS = 15
"""Units or years that a table names one by one."""
_MOST_OVERDUE = 60
_PAGE = 56
"""Lines that one page takes."""
_WIDTHS = (34, 12, 12, 12, 12, 12, 12, 12)
_WORST_FIRST = ("bad", "poor", "fair", "good", "none")


@dataclass
class Summary:
    """What is counted while the cases pass by."""

    assessments: int = 0
    levels: dict[str, Counter[Toned]] = field(
        default_factory=lambda: {axis: Counter() for axis in AXES}
    )
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    overdue: list[tuple[str, str, str, Any]] = field(default_factory=list)
    overdue_count: int = 0

    def add(self, case: Case) -> None:
        """Count one case."""
        self.assessments += 1
        for axis in AXES:
            self.levels[axis][case.level(case.judged("overall", axis))] += 1
        screening = word(words.SCREENING, case.judged("screening", "outcome"))
        self._count("status", word(words.STATUS, case.read("status")))
        self._count("screening", screening)
        self._count("year", str(case.read("created") or "")[:4])
        self._count("unit", said(case.read("unit")))
        for measure in case.measures():
            self._count("measures", word(words.MEASURE_STATUS, measure.get("status")))
            if case.overdue(measure):
                self.overdue_count += 1
                if len(self.overdue) < _MOST_OVERDUE:
                    owner, due = said(measure.get("owner")) or "", day(measure.get("due"))
                    title = said(measure.get("title")) or ""
                    self.overdue.append((case.reference, title, owner, due))

    def _count(self, name: str, value: str | None) -> None:
        self.counts.setdefault(name, Counter())[value or _("Not said")] += 1

    def write(self, book: Book, sheet: Any) -> None:
        """Write the whole sheet: tables to the left, each with its chart below it."""
        for at, width in enumerate(_WIDTHS):
            sheet.column_dimensions[letter_of(at)].width = width
        print_set_up(sheet, portrait=True)
        writer = _Writer(book, sheet)
        book.append(sheet, [Styled(TITLE, style.TITLE)])
        writer.levels(self.levels)
        for name, heading, known in _tables():
            writer.counts(heading, _ordered(self.counts.get(name, Counter()), known))
        writer.overdue(self.overdue, self.overdue_count)


def _tables() -> Iterable[tuple[str, str, Mapping[str, str]]]:
    yield "status", _("Assessments by status"), words.STATUS
    yield "screening", _("Assessments by outcome of the screening"), words.SCREENING
    yield "measures", _("Measures by status"), words.MEASURE_STATUS
    yield "year", _("Assessments by year in which they were begun"), {}
    yield "unit", _("Assessments by unit"), {}


def _ordered(counts: Counter[str], known: Mapping[str, str]) -> list[tuple[str, int]]:
    """Return counts in the order of the words that are known, else the most first."""
    if known:
        listed = [(text, counts[text]) for text in known.values() if counts[text]]
        return listed + [(t, n) for t, n in counts.items() if t not in known.values()]
    found = counts.most_common()
    rest = sum(number for _text, number in found[_MOST_ROWS:])
    others = [(_("Others together"), rest)] if rest else []
    return sorted(found[:_MOST_ROWS], key=lambda entry: (-entry[1], entry[0])) + others


class _Writer:
    """Writes the tables one below the other and keeps room for their charts."""

    def __init__(self, book: Book, sheet: Any) -> None:
        self.book = book
        self.sheet = sheet
        self._page = 0

    def levels(self, levels: Mapping[str, Counter[Toned]]) -> None:
        found = {level for counts in levels.values() for level in counts}
        ordered = sorted(found, key=lambda level: (_WORST_FIRST.index(level.tone), level.word))
        heading = _("Assessments by their highest risk")
        series = [words.AXIS[axis] for axis in AXES]
        rows = [(level, [levels[axis][level] for axis in AXES]) for level in ordered]
        self._table(heading, series, rows)

    def counts(self, heading: str, counts: Sequence[tuple[str, int]]) -> None:
        self._table(heading, [_("Count")], [(text, [number]) for text, number in counts])

    def overdue(self, rows: Sequence[tuple[str, str, str, Any]], count: int) -> None:
        self._heading(_("Measures that are overdue: {count}").format(count=count))
        if not rows:
            return
        heads = [_("Measure"), _("Reference"), _("Due"), _("Owner")]
        self.book.append(self.sheet, [Styled(head, style.HEAD) for head in heads])
        for reference, title, owner, due in rows:
            height = height_of(max(lines_of(title, _WIDTHS[0]), lines_of(owner, _WIDTHS[3])))
            self.book.append(self.sheet, [title, reference, due, owner], height=height)
        if count > len(rows):
            text = _("And {count} more: see the sheet Measures.").format(count=count - len(rows))
            self._line(Styled(text, style.LONG_PROSE))

    def _table(
        self, heading: str, series: Sequence[str], rows: Sequence[tuple[str | Toned, list[int]]]
    ) -> None:
        self._begin(5 + len(rows) + charts.lines(len(rows), len(series)))
        self._heading(heading)
        if not rows:
            self._line(Styled(_("Nothing to count."), style.LONG_PROSE))
            return
        heads = [Styled(head, style.HEAD) for head in ["", *series]]
        self.book.append(self.sheet, heads, height=charts.LINE)
        first = self._row
        for label, numbers in rows:
            self.book.append(self.sheet, [label, *numbers], height=charts.LINE)
        told = charts.Told(heading, [charts.label(label) for label, _numbers in rows])
        for at, name in enumerate(series):
            told.add(name, [numbers[at] for _label, numbers in rows])
        self._line("")
        charts.bars(self.sheet, told, head=first, row=self._row + 1)
        for _line in range(charts.lines(len(rows), len(series))):
            self._line("")

    @property
    def _row(self) -> int:
        return self.book.rows[self.sheet.title]

    def _begin(self, lines: int) -> None:
        """Go on a new page where a table with its chart would be torn apart."""
        from openpyxl.worksheet.pagebreak import Break

        if self._row - self._page + lines > _PAGE and self._row > self._page + 1:
            self.sheet.row_breaks.append(Break(id=self._row))
            self._page = self._row

    def _heading(self, text: str) -> None:
        self._line("")
        self._line(Styled(text, style.SECTION))

    def _line(self, value: str | Styled) -> None:
        self.book.append(self.sheet, [value] if value else [], height=charts.LINE)
