"""The report as files: Word, PDF and HTML say the same, whatever people wrote."""

import json
import zipfile
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpia.documents.html import html
from dpia.documents.pdf import ATTACHED, pdf
from dpia.documents.template import Filled
from dpia.documents.word import word
from tests.documents.test_markdown import WRITTEN, cells, squeezed
from tests.documents.test_template import SOUND, filled
from tests.long import long

NASTY = (
    '<script>alert("x")</script> & #eval("1+1") $x^2$ \\pagebreak *b* _i_ @ref '
    "Ψυχή Здравей שלום 漢字 e\u0301 =1+1 {{x}} \x07\x1b"
)


class Reader(HTMLParser):
    """Keeps the tags and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not [name for name, _value in attrs if name.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader


def opened(content: bytes) -> Any:
    return docx.Document(BytesIO(content))


def texts(document: Any) -> str:
    """Return every text of a Word file, tables too, in one line."""
    found = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        found += [cell.text for row in table.rows for cell in row.cells]
    return squeezed("".join(found))


def sound() -> Filled:
    risk = {**SOUND["risks"][0], "title": NASTY, "description": NASTY}
    return filled({**SOUND, "title": NASTY, "risks": [risk, *SOUND["risks"][1:]]})


@settings(deadline=None, max_examples=long(21, 60))
@given(WRITTEN)
def test_html_shows_what_was_written_and_nothing_else_happens(text: str) -> None:
    reader = read(html(cells(text)))
    assert set(reader.tags) <= {
        *("html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "nav", "ol"),
        *("li", "a", "table", "thead", "tbody", "tr", "th", "td", "strong", "br", "span", "ul"),
    }
    if all(line.isprintable() for line in text.splitlines()):
        assert squeezed(text) in squeezed("".join(reader.text))


@settings(deadline=None, max_examples=long(9, 25))
@given(st.text(max_size=40))
def test_a_word_file_takes_any_text_and_opens_again(text: str) -> None:
    document = opened(word(cells(text)))
    assert "Measure" in texts(document)


def test_word_holds_the_whole_form_with_headings_footer_and_repeated_table_heads() -> None:
    form = sound()
    content = word(form)
    document = opened(content)
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    for section in form.sections:
        assert f"{section.id} {section.title}" in headings
    assert {"Heat maps", "Reasons", "Open questions", "Decision and signatures"} <= set(headings)
    whole = texts(document)
    for visible in ('<script>alert("x")</script>', "#eval", "Ψυχή", "Здравей", "שלום", "漢字"):
        assert squeezed(visible) in whole
    footer = document.sections[0].footer.paragraphs[0].text
    assert "version 1" in footer and form.about["history"][7:19] in footer
    xml = zipfile.ZipFile(BytesIO(content)).read("word/document.xml").decode()
    assert xml.count("w:tblHeader") == len(document.tables)
    assert "TOC" in xml
    settings = [part.tag.split("}")[1] for part in document.settings.element]
    assert settings.index("updateFields") < settings.index("compat")


def test_word_takes_the_styles_of_an_organisations_own_file(tmp_path: Path) -> None:
    own = docx.Document()
    own.add_paragraph("Letterhead text that is not the report's")
    own.styles["Heading 1"].font.name = "Comic Neue"
    own.save(str(tmp_path / "own.docx"))
    with (tmp_path / "own.docx").open("rb") as style:
        document = opened(word(filled(), style))
    assert document.styles["Heading 1"].font.name == "Comic Neue"
    assert "Letterhead" not in texts(document)


@pytest.fixture(scope="module")
def printed() -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(pdf(sound(), {**SOUND, "title": NASTY})))


def test_pdf_holds_the_whole_form_as_text(printed: pypdf.PdfReader) -> None:
    whole = squeezed("".join(page.extract_text() for page in printed.pages))
    for section in sound().sections:
        assert squeezed(section.title) in whole
    for visible in ('<script>alert("x")</script>', '#eval("1+1")', "$x^2$", "\\pagebreak"):
        assert squeezed(visible) in whole
    assert printed.metadata is not None and printed.metadata.title


def test_the_hash_of_the_history_stands_at_the_foot_of_a_pdf(printed: pypdf.PdfReader) -> None:
    whole = [squeezed(page.extract_text()) for page in printed.pages]
    found = sound().about["history"]
    assert squeezed(found) in whole[0]
    assert all(found.removeprefix("sha256:")[:12] in page for page in whole)


def test_the_contents_of_a_pdf_stand_on_one_page(printed: pypdf.PdfReader) -> None:
    whole = [squeezed(page.extract_text()) for page in printed.pages]
    (contents,) = [text for text in whole if text.startswith("Contents")]
    for heading in ("Summary", *(section.heading for section in sound().parts), "Reasons"):
        assert squeezed(heading) in contents


def test_pdf_is_tagged_and_carries_the_assessment(printed: pypdf.PdfReader) -> None:
    root: Any = printed.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a PDF boolean is no Python one
    assert root["/Lang"] == "en"
    (kept,) = printed.attachments[ATTACHED]
    assert json.loads(kept) == {**SOUND, "title": NASTY}


def test_every_number_has_its_reason_and_every_gap_is_listed() -> None:
    form = sound()
    assert form.reasons[0].title.startswith("Screening")
    risks = [why for why in form.reasons if why.title.startswith("Risk ")]
    assert len(risks) == len(SOUND["risks"])
    assert all(len(why.lines) == 3 and "matrix" in why.lines[0] for why in risks)
    placed = [n for heat in form.heat for _s, row in heat.rows for cell in row for n in cell.risks]
    assert sorted(placed) == sorted([f"R{n}" for n in range(1, len(risks) + 1)] * 3)
    page = "".join(read(html(form)).text)
    for gap in form.open_fields():
        assert gap.told in page
