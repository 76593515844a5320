"""Whatever people type stays text: no formula, nothing cut unseen, no broken file."""

import re
import tempfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dpia.documents import safe
from dpia.documents.sheets.book import LONG_TEXTS
from dpia.documents.workbook import Report, write_register
from tests.long import long

from .hostile import ESCAPES, FORMULAS, ODD, UNWRITABLE, case
from .reading import rows, sheet_xml
from .samples import AS_OF, MADE

OURS = "<f>IFERROR(INDEX(list_matrix_1,MATCH(tblRisks[[#This Row],"
LINK = re.compile("""<hyperlink ref="[A-Z]+\\d+" location="'[A-Z][a-z ]+'!A\\d+"/>""")
HOSTILE = [*FORMULAS, *ODD, *ESCAPES, *UNWRITABLE]
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(HOSTILE),
        st.text(st.characters(exclude_categories=[]), min_size=1),
        st.from_regex(r"[=+@\-\t]?(_x[0-9A-F]{4}_|[a-z(])*", fullmatch=True).filter(bool),
    ),
    min_size=1,
    max_size=12,
)


def write(path: Path, texts: list[str]) -> Report:
    return write_register(
        path, [case(texts)], as_of=AS_OF, generated_at=MADE, organisation=texts[0], filters=texts[0]
    )


@settings(max_examples=long(6, 25), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_text_is_read_back_as_the_text_it_was(texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.xlsx"
        report = write(path, texts)
        assert report.cut == ()
        found = rows(path, "Measures")
        assert [row["Measure"] for row in found] == [safe.legal(text) for text in texts]
        assert [row["Owner"] for row in found] == [safe.legal(text) for text in texts]
        assert rows(path, "Register")[0]["DPO advice"] == safe.legal(texts[0])
        for xml in sheet_xml(path):
            assert all(found.startswith(OURS) for found in re.findall("<f[ >].*?</f>", xml))
            assert 't="e"' not in xml
            assert all(LINK.fullmatch(found) for found in re.findall("<hyperlink .*?>", xml))


@pytest.mark.parametrize("text", HOSTILE)
def test_text_cells_are_text_and_stay_it_when_edited(tmp_path: Path, text: str) -> None:
    write(tmp_path / "a.xlsx", [text])
    workbook = openpyxl.load_workbook(tmp_path / "a.xlsx")
    cell = workbook["Measures"]["B2"]
    assert cell.data_type in ("s", "inlineStr")
    assert cell.quotePrefix
    assert workbook["Register"]["A2"].quotePrefix


@pytest.mark.parametrize(
    "text",
    ["a" * 32_768, "😀" * 20_000, "_x0041_" * 5_000, "long\n" * 20_000, "=" + "1" * 70_000],
    ids=["one-too-many", "emoji", "escapes", "lines", "formula"],
)
def test_a_text_too_long_for_a_cell_stands_whole_elsewhere(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.xlsx"
    report = write(path, ["x", text])
    places = {(cut.sheet, cut.cell, cut.column) for cut in report.cut}
    assert places == {("Measures", "B3", "Measure"), ("Measures", "E3", "Owner")}
    assert {(cut.characters, cut.about) for cut in report.cut} == {(len(text), "x m1")}
    assert f"A text of {len(text)} characters is too long" in str(report.cut[0])
    shown = rows(path, "Measures")[1]["Measure"]
    assert shown.startswith(text[:100])
    assert f"{len(text)} characters; whole on sheet “Long texts”, B3" in shown
    parts = [row for row in rows(path, LONG_TEXTS) if row["Cell"] == "B3"]
    assert "".join(row["Text"] for row in parts) == text
    assert [row["Part"] for row in parts] == list(range(1, len(parts) + 1))
    assert all(safe.fits(cell) for cell in _stored(path))


def _stored(path: Path) -> list[str]:
    workbook = openpyxl.load_workbook(path)
    cells = (value for sheet in workbook for row in sheet.values for value in row)
    return [value for value in cells if isinstance(value, str)]


def test_read_me_lists_the_texts_that_were_too_long(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", ["x", "a" * 40_000])
    lines = openpyxl.load_workbook(tmp_path / "a.xlsx")["Read me"].values
    assert ("Measures, B3", "Measure: 40000 characters") in lines


def test_every_part_too_long_is_whole_somewhere_whoever_wrote_it(tmp_path: Path) -> None:
    text = "organisation " * 4_000
    report = write(tmp_path / "a.xlsx", [text])
    wholes = {(row["Sheet"], row["Cell"]): "" for row in rows(tmp_path / "a.xlsx", LONG_TEXTS)}
    for row in rows(tmp_path / "a.xlsx", LONG_TEXTS):
        wholes[row["Sheet"], row["Cell"]] += row["Text"]
    assert set(wholes.values()) == {text}
    assert set(wholes) == {(cut.sheet, cut.cell) for cut in report.cut}
    assert {"Read me", "Register", "Risks", "Measures", "Findings"} <= {
        sheet for sheet, _ in wholes
    }
