"""Every format of a report holds the same content: every text, of every script, however long."""

import copy
import re
from collections.abc import Iterator
from io import BytesIO

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpia.documents.pdf import pdf
from dpia.documents.template import Filled, brief, fill, public
from dpia.documents.template.flows import flows
from dpia.documents.template.model import Section
from tests.documents.test_markdown import cells, squeezed
from tests.documents.test_report_around import printed
from tests.documents.test_template import FORM, SOUND, seen
from tests.long import long

SCRIPTS = {
    "cyrillic": "Загуба на данни за служители",
    "greek": "Απώλεια δεδομένων",
    "hebrew": "אובדן נתונים",
    "arabic": "فقدان البيانات",
    "wide": "数据丢失　個人情報の漏えい",
    "joined": "e\u0301 ﷺ 👩‍👩‍👧 ½",
}
LONG_WORD = "Donaudampfschifffahrtsgesellschaft" * 8
LONG_TEXT = " ".join(f"sentence{n}" for n in range(1_500))
SHAPES = {
    "report": lambda found: fill(FORM, found),
    "public": lambda found: fill(FORM, public(found)),
    "summary": brief,
}


def entries(section: Section) -> Iterator[str]:
    """Yield every text that stands in a section."""
    yield section.title
    for holder in (*section.fields, *section.rows):
        yield holder.title
        yield from (text for entry in holder.entries for text in (entry.label, entry.text))
    for row in section.rows:
        yield from (text for one in row.measures for text in (one.measure, one.suitability))
    if section.table:
        for line in section.table.rows:
            yield from (t for cell in line for entry in cell for t in (entry.label, entry.text))


def content(form: Filled) -> Iterator[str]:
    for section in (form.summary, *form.parts, form.noted):
        if section:
            yield from entries(section)
    for why in form.reasons:
        yield from (why.title, *(line for told in why.lines for line in told.splitlines()))
    yield from form.sign_offs


@pytest.mark.parametrize("shape", SHAPES)
def test_every_text_of_the_form_stands_in_every_format(shape: str) -> None:
    form = SHAPES[shape](seen(SOUND))
    wanted = {squeezed(text) for text in content(form) if text.strip()}
    assert len(wanted) > (20 if shape == "summary" else 200)
    for name, text in printed(form).items():
        whole = squeezed(text.replace("\\", "")) if name in ("md", "json") else squeezed(text)
        lost = [part for part in wanted if part.replace("\\", "") not in whole]
        if name == "pdf":
            lost = [part for part in lost if not goes_on_overleaf(part, whole)]
        assert not lost, (name, lost[:3])


def goes_on_overleaf(part: str, whole: str) -> bool:
    """Say whether a text stands there in two pieces, as a cell does that a page ends in."""
    return any(part[:at] in whole and part[at:] in whole for at in range(20, len(part) - 20))


def meant(data: bytes) -> str:
    """Return what a PDF says is meant by glyphs that no font on this machine has."""
    found = []
    for page in pypdf.PdfReader(BytesIO(data)).pages:
        contents = page.get_contents()
        assert contents is not None
        found += re.findall(rb"ActualText<(FEFF[0-9A-F]+)>", contents.get_data())
    return "".join(bytes.fromhex(code.decode()).decode("utf-16") for code in found)


@pytest.mark.parametrize("script", SCRIPTS)
def test_no_script_is_lost_in_any_format(script: str) -> None:
    text = SCRIPTS[script]
    raw = copy.deepcopy(SOUND)
    raw["risks"][0] |= {"title": text, "description": text}
    form = fill(FORM, seen(raw))
    for name, found in printed(form).items():
        found += meant(pdf(form, None)) if name == "pdf" else ""
        letters = {letter for letter in text if letter.isalpha() and letter != "ﷺ"}
        missing = letters - set(found)
        # In a PDF the first letter that no font has stands in the table of the font itself, and an
        # accent may be one with its letter.
        assert len(missing) <= (name == "pdf"), (name, missing)


def test_long_words_and_long_texts_are_whole_and_stay_on_the_page() -> None:
    raw = copy.deepcopy(SOUND)
    raw["risks"][0] |= {"title": "Long", "description": f"{LONG_WORD} {LONG_TEXT}"}
    raw["answers"]["processing"]["people_described"] = LONG_WORD
    form = fill(FORM, seen(raw))
    for name, text in printed(form).items():
        whole = squeezed(text)
        assert squeezed(LONG_WORD) in whole, name
        assert all(f"sentence{n}" in whole for n in (0, 700, 1_499)), name


def test_a_long_word_breaks_inside_its_column_of_a_pdf() -> None:
    raw = copy.deepcopy(SOUND)
    raw["risks"][0] |= {"title": "Long", "description": LONG_WORD}
    pages = pypdf.PdfReader(BytesIO(pdf(fill(FORM, seen(raw)), None))).pages
    lines = "\n".join(page.extract_text() for page in pages).replace("\u200b", "").splitlines()
    pieces = [part for line in lines for part in line.split() if "schifff" in part]
    assert pieces and max(map(len, pieces)) < 80


@settings(deadline=None, max_examples=long(5, 15))
@given(st.text(max_size=60))
def test_a_pdf_is_made_of_any_text(text: str) -> None:
    assert pdf(cells(text), None).startswith(b"%PDF")


def test_flows_say_who_receives_what_where_and_on_what_ground() -> None:
    raw = copy.deepcopy(SOUND)
    processing = raw["answers"]["processing"]
    processing["outside_eea"] = "yes"
    name = processing["recipients"][0]["name"] = "Société  Crème Ltd."
    raw["answers"]["transfers"] = {
        "transfers": [
            {
                "id": "t1",
                "recipient": " SOCIETE CREME  ltd. ",
                "country": "us",
                "instrument": "scc",
            },
            {"id": "t2", "recipient": "A parent company", "country": "jp", "instrument": "bcr"},
        ]
    }
    found = flows(seen(raw))
    assert found is not None and found.table is not None
    said = [[" ".join(e.text for e in cell) for cell in row] for row in found.table.rows]
    to = {row[2]: row for row in said}
    (own,) = [row for place, row in to.items() if place.startswith(name)]
    assert "United States" in own[3] and "contract" in own[5].lower()
    assert "Japan" in to["A parent company"][3]
    assert said[0][1] == "From the people themselves"


def test_where_nobody_receives_anything_there_is_no_table_of_flows() -> None:
    raw = copy.deepcopy(SOUND)
    raw["answers"]["processing"]["recipients"] = []
    assert flows(seen(raw)) is None
