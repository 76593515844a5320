"""The sheet Read me: what the workbook is, how to read it, and what it leaves open."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from dpia.documents import words
from dpia.documents.sheets import style
from dpia.documents.sheets.book import LONG_TEXTS, Book, Cut, Place, Styled
from dpia.documents.sheets.case import Document, level_word, said
from dpia.documents.sheets.grid import height_of, lines_of, print_set_up
from dpia.documents.sheets.heatmap import remarks
from dpia.documents.sheets.style import Toned
from dpia.text import _, ngettext

TITLE = _("Read me")
_SHOWN_CUTS = 50
_LABEL_WIDTH = 30
_TEXT_WIDTH = 104


@dataclass
class About:
    """What is told about the workbook as a whole."""

    as_of: date
    generated_at: datetime
    organisation: str
    filters: str
    version: str
    public: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    criteria: Sequence[Document] = ()
    methods: Sequence[Document] = ()
    open_columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The columns that may be changed, by the title of their sheet."""


def write(book: Book, sheet: Any, about: About) -> None:
    """Write the sheet; it is the last to be written and the first to be read."""
    sheet.column_dimensions["A"].width = _LABEL_WIDTH
    sheet.column_dimensions["B"].width = _TEXT_WIDTH
    print_set_up(sheet)
    title = _("Register of data protection impact assessments")
    book.append(sheet, [Styled(title, style.TITLE)])
    _section(book, sheet, _("About this file"), _facts(about))
    _section(book, sheet, _("The sheets"), _sheets(about.public), book.rows)
    _section(book, sheet, _("How to read it"), _reading())
    if not about.public:
        _section(book, sheet, _("How to change it and import it again"), _changing(about))
    for method in about.methods:
        _method(book, sheet, method)
    _section(book, sheet, _("The nine criteria"), _criteria(about.criteria))
    if book.cut:
        _section(book, sheet, _("Texts too long for one cell"), _cuts(book.cut))


def guide(book: Book, sheet: Any, title: str, lines: Iterable[tuple[str, str]]) -> None:
    """Write a sheet of instructions: a title, and lines with a label each."""
    sheet.column_dimensions["A"].width = _LABEL_WIDTH
    sheet.column_dimensions["B"].width = _TEXT_WIDTH
    print_set_up(sheet)
    book.append(sheet, [Styled(title, style.TITLE)])
    _section(book, sheet, "", lines)


def _section(
    book: Book,
    sheet: Any,
    title: str,
    lines: Iterable[tuple[str | Toned, str]],
    linked_sheets: Collection[str] = (),
) -> None:
    """Write a heading and lines below it; a label that names one of the sheets leads there."""
    book.append(sheet, [])
    book.append(sheet, [Styled(title, style.SECTION)])
    for label, text in lines:
        linked = not isinstance(label, Toned) and label in linked_sheets
        look = style.LABEL_LINK if linked else style.LABEL
        shown = label if isinstance(label, Toned) else Styled(label, look)
        word = label.word if isinstance(label, Toned) else label
        height = height_of(max(lines_of(word, _LABEL_WIDTH), lines_of(text, _TEXT_WIDTH)))
        links = {0: Place(word, 1)} if linked else {}
        book.append(sheet, [shown, Styled(text, style.PROSE)], height=height, links=links)


def _facts(about: About) -> Iterable[tuple[str, str]]:
    program = f"dpia {about.version}".strip()
    yield _("Organisation"), about.organisation or _("Not named")
    yield _("Made on"), f"{about.generated_at:%Y-%m-%d %H:%M %Z}".strip()
    yield _("Judged as of"), about.as_of.isoformat()
    yield _("Made with"), program
    yield _("What is in it"), about.filters or _("All assessments of the register.")
    for name, count in about.counts.items():
        yield name, str(count)
    if about.public:
        yield _("Public version"), _public()
        return
    yield (
        _("Confidential"),
        _("It can name people and weak points. Keep it and pass it on as you would the register."),
    )


def _public() -> str:
    return _(
        "What is confidential is withheld and listed on the sheet “{sheet}”. Notes, evidence, the "
        "history, lesser findings, the reasoning behind levels, texts that are only proposed and "
        "the names of those who worked on it are in no public version. It cannot be imported."
    ).format(sheet=_("Withheld"))


def _sheets(public: bool) -> Iterable[tuple[str, str]]:
    yield (
        _("Register"),
        _("One row for each assessment. The first columns print; the rest are on screen."),
    )
    yield _("Risks"), _("One row for each risk: inherent, today, and as targeted by the plan.")
    yield _("Measures"), _("What is done against the risks, by whom, and by when.")
    yield _("Heat map"), _("How many risks stand in each cell of the matrix, three times.")
    yield _("Summary"), _("Counts of the whole, each with a chart, and the measures overdue.")
    yield _("Criteria"), _("Each assessment against the nine criteria of WP 248 rev.01.")
    yield _("Findings"), _("What is wrong or missing, the gravest first in each assessment.")
    yield _("Answers"), _("Every question that is asked, and what is said to it.")
    if public:
        yield _("Withheld"), _("What is confidential and therefore left out.")
    else:
        yield _("History"), _("Who changed what, when and why.")


def _changing(about: About) -> Iterable[tuple[str, str]]:
    yield (
        _("How"),
        _(
            "Change cells under a green head, save the file as .xlsx and run `dpia import` on it "
            "(`--dry-run` shows the changes first). Rows are found by their IDs, columns by their "
            "heads, so both may be sorted, filtered and moved. All changes are checked; one that "
            "does not fit is named with its cell, and then nothing is written."
        ),
    )
    for sheet, columns in about.open_columns.items():
        yield sheet, "; ".join(columns)
    yield (
        _("New rows"),
        _(
            "A new risk or measure is a row below the others, with a title, the reference of its "
            "assessment and no ID of its own. A row that is missing removes nothing."
        ),
    )
    yield (
        _("Never read"),
        _(
            "Levels, outcomes, findings and every other column: they are judged anew. Where the "
            "register has changed since as well, you are asked."
        ),
    )


def _reading() -> Iterable[tuple[str, str]]:
    yield (
        _("Inherent, today, target"),
        _(
            "Inherent: with the measures that are part of the design. Today: with the further "
            "measures that are in place. Target: with all measures that are planned. A planned "
            "measure never lowers a risk of today."
        ),
    )
    yield (
        _("Text"),
        _("Proposed: the words are the catalogue's, and nobody has taken them over as their own."),
    )
    yield (
        _("Colours"),
        _("A colour only repeats the word or letter in its cell; nothing is told by colour alone."),
    )
    yield (
        _("Not known"),
        _("An answer is missing or marked as not known yet. It is never counted as a no."),
    )
    yield from _in_cells()


def _in_cells() -> Iterable[tuple[str, str]]:
    yield (
        _("Long texts"),
        _(
            "A row shows all of its printed columns and the first lines of the others; the cell "
            "holds the whole text."
        ),
    )
    yield (
        _("Values"),
        _(
            "Every figure and level is a value that was judged on the day above. One column is "
            "calculated: “Level by the cells” on Risks looks up in the method what likelihood and "
            "severity come to as they stand in the row. A flag may hold a level above that."
        ),
    )
    yield (
        _("Links"),
        _("What is blue and underlined leads to its rows on another sheet, or back to Register."),
    )
    yield (
        _("Marked characters"),
        _("A character that a workbook cannot hold is shown as a sign in its place, such as �."),
    )


def _method(book: Book, sheet: Any, method: Document) -> None:
    lines: list[tuple[str | Toned, str]] = []
    for at, text in enumerate(remarks(method)):
        lines.append((_("About the method") if at == 0 else "", text))
    for level in method["levels"]:
        word = level_word(method, level["id"])
        shown = Toned(f"{level.get('letter', '')}  {word.word}".strip(), word.tone)
        lines.append((shown, said(level.get("definition")) or ""))
    for scale, name in words.SCALE.items():
        for step in method[scale]:
            label = f"{name} {step['level']} {step['title']}"
            lines.append((label, said(step.get("definition")) or ""))
    heading = _("The method: {title}").format(title=method["title"])
    _section(book, sheet, heading, lines)


def _criteria(criteria: Iterable[Document]) -> Iterable[tuple[str, str]]:
    for criterion in criteria:
        law = said(criterion.get("law"))
        text = said(criterion.get("description")) or ""
        yield str(criterion.get("title", "")), f"{text} ({law})".strip() if law else text


def _cuts(cuts: Sequence[Cut]) -> Iterable[tuple[str, str]]:
    text = _("Each stands whole, in pieces, on the sheet “{sheet}”.").format(sheet=LONG_TEXTS)
    yield _("Where they are"), text
    for cut in cuts[:_SHOWN_CUTS]:
        length = ngettext("{count} character", "{count} characters", cut.characters)
        yield f"{cut.sheet}, {cut.cell}", f"{cut.column}: {length.format(count=cut.characters)}"
    if len(cuts) > _SHOWN_CUTS:
        yield "", _("And {count} more.").format(count=len(cuts) - _SHOWN_CUTS)
