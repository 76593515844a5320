"""The sheet Heat map: how many risks stand where, inherent, today and as targeted."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from dpia.documents import words
from dpia.documents.sheets import style
from dpia.documents.sheets.book import Book, Styled
from dpia.documents.sheets.case import AXES, Case, Document, level_word, listed, risks, said
from dpia.documents.sheets.grid import letter_of, print_set_up
from dpia.documents.sheets.style import Toned
from dpia.text import _, ngettext

TITLE = _("Heat map")
_LINE_WIDTH = 108
_DEFINITION_WIDTH = 80


@dataclass
class Tally:
    """The risks of all assessments that use one method, counted by axis and cell of the matrix."""

    method: Document
    cells: Counter[tuple[str, int, int]] = field(default_factory=Counter)
    unrated: Counter[str] = field(default_factory=Counter)
    unconfirmed: Counter[str] = field(default_factory=Counter)
    raised: Counter[str] = field(default_factory=Counter)
    assessments: int = 0

    def add(self, case: Case) -> None:
        """Count the risks of `case`."""
        self.assessments += 1
        for risk in risks(case):
            for axis in AXES:
                said_so = "today_confirmed" if axis == "today" else "confirmed"
                self._count(axis, risk.axis(axis), bool(risk.judged.get(said_so)))

    def _count(self, axis: str, rating: Document, confirmed: bool) -> None:
        severity, likelihood = rating.get("severity"), rating.get("likelihood")
        if not isinstance(severity, int) or not isinstance(likelihood, int):
            self.unrated[axis] += 1
            return
        self.cells[axis, severity, likelihood] += 1
        self.unconfirmed[axis] += not confirmed
        level = rating.get("level")
        self.raised[axis] += bool(level) and level != self.level(severity, likelihood)

    def level(self, severity: int, likelihood: int) -> str:
        """Return the id of the level in a cell of the method's matrix."""
        return str(self.method["matrix"][severity - 1][likelihood - 1])


class HeatMaps:
    """One tally for each method that the assessments use, told apart by id and version."""

    def __init__(self) -> None:
        """Start with nothing counted."""
        self.tallies: dict[tuple[str, str], Tally] = {}

    def add(self, case: Case) -> None:
        """Count the risks of `case` under its method."""
        key = (str(case.method.get("id")), str(case.method.get("version")))
        self.tallies.setdefault(key, Tally(case.method)).add(case)

    def write(self, book: Book, sheet: Any) -> None:
        """Write the whole sheet, each method on a page of its own."""
        from openpyxl.worksheet.pagebreak import Break

        widest = max((len(t.method["likelihood"]) for t in self.tallies.values()), default=4)
        sheet.column_dimensions["A"].width = 30
        for at in range(widest):
            sheet.column_dimensions[letter_of(at + 1)].width = 18
        print_set_up(sheet, portrait=True)
        book.append(sheet, [Styled(TITLE, style.TITLE)])
        if not self.tallies:
            book.append(sheet, [Styled(_("There are no assessments here."), style.LONG_PROSE)])
        for at, tally in enumerate(self.tallies.values()):
            if at > 0:
                sheet.row_breaks.append(Break(id=book.rows[sheet.title]))
            _write_method(book, sheet, tally)


def _write_method(book: Book, sheet: Any, tally: Tally) -> None:
    method = tally.method
    count = ngettext("{count} assessment", "{count} assessments", tally.assessments)
    heading = f"{method['title']} ({count.format(count=tally.assessments)})"
    _lines(book, sheet, ["", Styled(heading, style.SECTION), *remarks(method)])
    names = {
        "inherent": _("Inherent: with the measures that are part of the design"),
        "today": _("Today: with the further measures that are in place"),
        "target": _("Target: with all measures that are planned"),
    }
    for axis in AXES:
        _lines(book, sheet, ["", Styled(names[axis], style.LABEL_LINE)])
        _write_grid(book, sheet, tally, axis)
        _lines(book, sheet, _counted(tally, axis))
    _write_legend(book, sheet, method)


def _write_grid(book: Book, sheet: Any, tally: Tally, axis: str) -> None:
    likelihoods = [_step(step) for step in tally.method["likelihood"]]
    corner = _("Severity ↓   Likelihood →")
    _tall(book, sheet, [Styled(word, style.AXIS) for word in [corner, *likelihoods]])
    for severity in sorted(tally.method["severity"], key=lambda s: -s["level"]):
        row: list[Styled] = [Styled(_step(severity), style.AXIS)]
        for likelihood in tally.method["likelihood"]:
            row.append(_cell(tally, axis, severity["level"], likelihood["level"]))
        _tall(book, sheet, row)


def _cell(tally: Tally, axis: str, severity: int, likelihood: int) -> Styled:
    level = tally.level(severity, likelihood)
    tone = level_word(tally.method, level).tone
    found: Document = next((e for e in tally.method["levels"] if e["id"] == level), {})
    letter = str(found.get("letter") or found.get("title") or level)
    count = tally.cells[axis, severity, likelihood]
    return Styled(count, style.counted(tone, letter, any_here=count > 0))


def _counted(tally: Tally, axis: str) -> list[str]:
    """Return what the grid cannot show: risks not rated, not confirmed, or above their cell."""
    rated = sum(count for (name, *_rest), count in tally.cells.items() if name == axis)
    text = _("Rated: {rated}. Of these not yet confirmed: {unconfirmed}. Not rated: {unrated}.")
    lines = [
        text.format(rated=rated, unconfirmed=tally.unconfirmed[axis], unrated=tally.unrated[axis])
    ]
    if tally.raised[axis]:
        text = _("Above the level of their cell because of a flag: {count} (see Risks, Flags).")
        lines.append(text.format(count=tally.raised[axis]))
    return lines


def _write_legend(book: Book, sheet: Any, method: Document) -> None:
    _lines(book, sheet, ["", Styled(_("What the letters and colours mean"), style.LABEL_LINE)])
    for level in method["levels"]:
        word = level_word(method, level["id"])
        shown: Toned | None = Toned(f"{level.get('letter', '')}  {word.word}".strip(), word.tone)
        for line in _folded(said(level.get("definition")) or "", _DEFINITION_WIDTH):
            book.append(sheet, [shown, line])
            shown = None
    _lines(book, sheet, [_("The steps of likelihood and severity are explained on “Read me”.")])


def remarks(method: Document) -> list[str]:
    """Return what a reader must know about a method: where it comes from and how sure that is."""
    source = listed(method.get("source"))
    confidence = words.word(words.CONFIDENCE, method.get("confidence"))
    parts = [_("Source: {source}.").format(source=source.rstrip("."))] if source else []
    if confidence:
        parts.append(_("Standing: {confidence}.").format(confidence=confidence))
    note = said(method.get("note"))
    return [*([" ".join(parts)] if parts else []), *([note] if note else [])]


def _step(step: Document) -> str:
    return f"{step['level']} {step['title']}"


def _tall(book: Book, sheet: Any, values: list[Styled]) -> None:
    book.append(sheet, values, height=27)


def _lines(book: Book, sheet: Any, lines: Sequence[str | Styled]) -> None:
    """Write each line in the first column, running over the empty cells to its right."""
    for line in lines:
        if line == "":
            book.append(sheet, [])
        else:
            for part in _folded(line) if isinstance(line, str) else [line]:
                book.append(sheet, [part])


def _folded(line: str, width: int = _LINE_WIDTH) -> list[Styled]:
    """Break a long line into several, so that it stays on the page without merged cells."""
    parts = textwrap.wrap(line, width)
    return [Styled(part, style.LONG_PROSE) for part in parts]
