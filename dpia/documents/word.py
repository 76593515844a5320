"""A filled form as a Word document: to circulate, to edit and to sign."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any, BinaryIO

import docx
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from dpia.documents import word_marks as marks
from dpia.documents.markdown import on_the_cover
from dpia.documents.pictures import Fetch, Picture, drawn
from dpia.documents.safe import legal
from dpia.documents.template import Filled
from dpia.documents.template.model import Entries, Entry, Heat, Row, Section, Table
from dpia.text import _, language

USUAL = 4
SMALL = {_("Status"): 2}
"""Shares of the width of a page; those of a table that repeats are its own."""
_OPEN = RGBColor(0x8A, 0x3B, 0x00)


def word(filled: Filled, style: BinaryIO | None = None, fetch: Fetch | None = None) -> bytes:
    """Return the form as the bytes of a .docx; `style` is a Word file whose styles it takes.

    `fetch` gives the pictures that are drawn in it.
    """
    filled, pictures = drawn(filled, fetch, marks.takes)
    writer = _Writer(docx.Document(style), bool(style), pictures)
    if filled.brief and not style:
        writer.tighten()
    writer.front(filled)
    for section in filled.parts:
        writer.section(section)
    writer.annexes(filled)
    if not filled.brief and not filled.public:
        writer.signatures(filled)
    writer.footer(filled)
    kept = BytesIO()
    writer.document.save(kept)
    return kept.getvalue()


class _Writer:
    def __init__(self, document: Any, styled: bool, pictures: Mapping[str, Picture]) -> None:
        self.document, self.pictures = document, pictures
        if styled:
            marks.emptied(document)
        else:
            document.styles["Normal"].font.name = "Calibri"
            document.styles["Normal"].font.size = Pt(10.5)
            page = document.sections[0]
            page.page_width, page.page_height = Cm(21), Cm(29.7)
            page.left_margin = page.right_margin = Cm(2)

    def tighten(self) -> None:
        """Leave less room around the text, so that a summary fits one page."""
        page, styles = self.document.sections[0], self.document.styles
        page.top_margin = page.bottom_margin = Cm(1.5)
        page.footer_distance = Cm(0.8)
        styles["Normal"].paragraph_format.space_after = Pt(2)
        styles["Heading 1"].paragraph_format.space_before = Pt(6)
        styles["Title"].font.size = Pt(18)

    def front(self, filled: Filled) -> None:
        properties = self.document.core_properties
        properties.language = language()
        usual = self.document.styles.element.find(qn("w:docDefaults"))
        for spelling in () if usual is None else usual.iter(qn("w:lang")):
            spelling.set(qn("w:val"), language())
        properties.title, properties.subject = legal(filled.title)[:255], filled.form[:255]
        self._heading(filled.title, 0)
        self._paragraph(filled.form)
        said = _("Reference {reference}, version {version}, judged as of {as_of}")
        self._paragraph(said.format(**filled.about))
        for sentence in on_the_cover(filled):
            self._paragraph(sentence, missing=True)
        if filled.summary:
            self.section(filled.summary)
        if filled.brief:
            return
        self._heading(_("Contents"), 1)
        titles = "\n".join(section.heading for section in filled.parts)
        marks.field(self.document.add_paragraph(), r'TOC \o "1-1" \h \z \u', legal(titles))
        marks.updated_on_opening(self.document.settings.element)

    def section(self, section: Section) -> None:
        self._heading(section.heading, 1)
        for field in section.fields:
            self._heading(field.title, 2)
            self._entries(field.entries)
        for row in section.rows:
            self._heading(row.title, 2)
            self._row(row)
        if section.table:
            self._table(section.table)

    def annexes(self, filled: Filled) -> None:
        missing = list(filled.open_fields())
        if missing:
            self._heading(_("Open questions"), 1)
            for gap in missing:
                self._paragraph(gap.told, bullet=True)
        if filled.noted:
            self.section(filled.noted)
        if filled.heat:
            self._heading(_("Heat maps"), 1)
            for heat in filled.heat:
                self._heading(heat.stage, 2)
                self._heat(heat)
        if filled.reasons:
            self._heading(_("Reasons"), 1)
            for why in filled.reasons:
                self._heading(why.title, 2)
                for line in why.lines or ("–",):
                    self._paragraph(line)

    def signatures(self, filled: Filled) -> None:
        self._heading(_("Decision and signatures"), 1)
        heads = [_("Role"), _("Name"), _("Date"), _("Signature")]
        roles = [_("For the controller"), _("Data protection officer"), _("Assessor")]
        grid = self._grid(heads, [[[Entry(role)], [], [], []] for role in roles])
        for row in grid.rows[1:]:
            row.height = Cm(1.2)
        for line in filled.sign_offs:
            self._paragraph(line)
        said = _("Hash of the history up to here: {history}")
        self._paragraph(said.format(**filled.about))

    def footer(self, filled: Filled) -> None:
        for section in self.document.sections:
            section.footer.is_linked_to_previous = False
            line = section.footer.paragraphs[0]
            said = _("{reference}, version {version} · history {history} · page ")
            line.text = legal(said.format(**{**filled.about, "history": _short(filled)}))
            marks.field(line, "PAGE", "1")
            line.add_run(" / ")
            marks.field(line, "NUMPAGES", "1")
            for run in line.runs:
                run.font.size = Pt(8)

    def _heading(self, text: str, level: int) -> None:
        self.document.add_heading(legal(text), level)

    def _paragraph(self, text: str, missing: bool = False, bullet: bool = False) -> None:
        paragraph = self.document.add_paragraph(style="List Bullet" if bullet else None)
        _write(paragraph, Entry(text, "open" if missing else "given"))

    def _entries(self, entries: Entries) -> None:
        for entry in entries or (Entry("–"),):
            paragraph = self.document.add_paragraph()
            _write(paragraph, entry)
            if picture := self.pictures.get(entry.picture):
                paragraph.paragraph_format.keep_with_next = True
                marks.draw(self.document, picture, entry.text)

    def _row(self, row: Row) -> None:
        if row.measures:
            heads = [_("Measure"), _("Suitability and effect"), _("Status")]
            texts = ([m.measure, m.suitability, m.status] for m in row.measures)
            self._grid(heads, [[[Entry(text)] for text in line] for line in texts])
        if row.entries or not row.measures:
            self._entries(row.entries)

    def _table(self, table: Table) -> None:
        if not table.rows:
            self._entries(table.instead)
            return
        heads = [table.named_by or _("No."), *(field.title for field in table.columns)]
        lines = [[[Entry(name)], *row] for name, row in table.named_rows]
        self._grid(heads, lines, table.shares)

    def _heat(self, heat: Heat) -> None:
        lines = [
            [[Entry(severity)], *([Entry(f"{cell.level}{_risks(cell.risks)}")] for cell in cells)]
            for severity, cells in heat.rows
        ]
        grid = self._grid([_("Severity / likelihood"), *heat.columns], lines)
        for row, (_severity, cells) in zip(grid.rows[1:], heat.rows, strict=True):
            for cell, found in zip(row.cells[1:], cells, strict=True):
                marks.shade(cell, found.height)

    def _grid(
        self,
        heads: Sequence[str],
        lines: Iterable[Sequence[Iterable[Entry]]],
        shares: Sequence[int] = (),
    ) -> Any:
        grid = self.document.add_table(rows=1, cols=len(heads))
        grid.style = "Table Grid"
        grid.autofit = False
        marks.room(grid)
        for cell, head in zip(grid.rows[0].cells, heads, strict=True):
            _write(cell.paragraphs[0], Entry("", label=head), colon=False)
        marks.repeat(grid.rows[0])
        for line in lines:
            row = grid.add_row()
            marks.together(row)
            for cell, entries in zip(row.cells, line, strict=True):
                for at, entry in enumerate(entries):
                    _write(cell.paragraphs[0] if at == 0 else cell.add_paragraph(), entry)
        for cell in grid.rows[0].cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
        for paragraph in (p for row in grid.rows for cell in row.cells for p in cell.paragraphs):
            paragraph.paragraph_format.space_after = Pt(2)
            for run in paragraph.runs:
                run.font.size = Pt(9)
        self._widths(grid, shares or [SMALL.get(head, USUAL) for head in heads])
        self.document.add_paragraph()
        return grid

    def _widths(self, grid: Any, shares: Sequence[int]) -> None:
        """Share the width of the page among the columns."""
        page = self.document.sections[-1]
        room = page.page_width - page.left_margin - page.right_margin
        for column, share in zip(grid.columns, shares, strict=True):
            column.width = int(room * share / sum(shares))
            for cell in column.cells:
                cell.width = column.width


def _write(paragraph: Any, entry: Entry, colon: bool = True) -> None:
    if entry.label:
        mark = ":" if colon and not entry.label.endswith("?") else ""
        space = " " if entry.text else ""
        paragraph.add_run(legal(f"{entry.label}{mark}{space}")).bold = True
    run = paragraph.add_run(legal(entry.text))
    if entry.state != "given":
        run.italic = True
        run.font.color.rgb = _OPEN


def _risks(numbers: Iterable[str]) -> str:
    listed = ", ".join(numbers)
    return f" – {listed}" if listed else ""


def _short(filled: Filled) -> str:
    return str(filled.about["history"]).removeprefix("sha256:")[:12]
