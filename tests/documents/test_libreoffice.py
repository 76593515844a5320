"""LibreOffice opens the workbook, saves it again, and the same values stand in it."""

import csv
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dpia.desk.exporting import export_questions
from dpia.documents import safe
from dpia.documents.workbook import write_register
from tests.desk.conftest import desk_on
from tests.desk.importing.workbooks import carried_out, filled, planned, put, written

from .hostile import ESCAPES, FORMULAS, ODD, UNWRITABLE, case
from .reading import shown
from .samples import AS_OF, MADE, cases

pytestmark = pytest.mark.libreoffice
SECONDS = 120
XLSX = "xlsx:Calc MS Excel 2007 XML"
CSV_OF_MEASURES = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,4"
"""Comma, quotes, UTF-8, cells as shown, the fourth sheet."""


@pytest.fixture(scope="module")
def saved_again(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the workbook as written and as LibreOffice saved it."""
    folder = tmp_path_factory.mktemp("office")
    written = folder / "register.xlsx"
    texts = [*FORMULAS, *ODD, *UNWRITABLE, "a" * 40_000]
    given = [*cases(), case(texts)]
    write_register(written, given, as_of=AS_OF, generated_at=MADE, organisation="=1+1")
    return written, convert(written, folder / "saved", XLSX) / written.name


def convert(path: Path, folder: Path, to: str) -> Path:
    """Let LibreOffice convert the file and return the folder with what it made."""
    program = shutil.which("soffice")
    assert program, "LibreOffice is required here, but there is no soffice on the PATH."
    profile = (folder.parent / "profile").as_uri()
    subprocess.run(
        [
            *(program, f"-env:UserInstallation={profile}", "--headless"),
            *("--convert-to", to, "--outdir", str(folder), str(path)),
        ],
        check=True,
        capture_output=True,
        timeout=SECONDS,
    )
    return folder


def values(path: Path, *, data_only: bool = False) -> dict[str, list[list[Any]]]:
    """Return the values of every sheet, without the empty cells at the ends."""
    found = {}
    for sheet in openpyxl.load_workbook(path, data_only=data_only):
        rows = [[shown(value) for value in row] for row in sheet.iter_rows(values_only=True)]
        found[sheet.title] = _trimmed([_trimmed(row) for row in rows])
    return found


def _trimmed(items: list[Any]) -> list[Any]:
    while items and items[-1] in (None, []):
        items.pop()
    return items


def test_every_sheet_has_the_same_values(saved_again: tuple[Path, Path]) -> None:
    written, saved = (values(path, data_only=True) for path in saved_again)
    assert list(saved) == list(written)
    for title, rows in written.items():
        assert saved[title] == rows, title


def test_nothing_was_calculated_but_the_levels_by_the_cells(
    saved_again: tuple[Path, Path],
) -> None:
    _written, saved = saved_again
    calculated = {
        (sheet.title, sheet.cell(1, cell.column).value)
        for sheet in openpyxl.load_workbook(saved)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type not in ("n", "s", "d")
    }
    assert calculated == {("Risks", "Level by the cells")}


def test_tables_print_titles_and_hidden_sheets_are_still_there(
    saved_again: tuple[Path, Path],
) -> None:
    _written, saved = saved_again
    workbook = openpyxl.load_workbook(saved)
    for title in ("Register", "Risks", "Measures", "Criteria", "Findings"):
        assert f"tbl{title}" in workbook[title].tables
        assert workbook[title].print_title_rows == "$1:$1"
    assert workbook["Lists"].sheet_state == "hidden"
    assert workbook["_meta"].sheet_state == "hidden"


def test_every_text_is_shown_as_it_was_typed(tmp_path: Path) -> None:
    written = tmp_path / "register.xlsx"
    texts = [*FORMULAS, *ODD, *ESCAPES, *UNWRITABLE]
    write_register(written, [case(texts)], as_of=AS_OF, generated_at=MADE)
    (sheet,) = convert(written, tmp_path / "saved", CSV_OF_MEASURES).glob("*.csv")
    with sheet.open(encoding="utf-8", newline="") as lines:
        shown_texts = [row["Measure"] for row in csv.DictReader(lines)]
    assert shown_texts == [safe.legal(text) for text in texts]


def test_what_was_saved_by_libreoffice_is_imported(tmp_path: Path) -> None:
    desk = desk_on(tmp_path / "register")
    filled(desk)
    path = written(desk, tmp_path)
    saved = convert(path, tmp_path / "saved", XLSX) / path.name
    assert planned(desk, saved)[0].changes == []
    workbook = openpyxl.load_workbook(saved)
    put(workbook["Risks"], 2, Risk="Saved by another program", Inherent_likelihood=4)
    workbook.save(saved)
    again = convert(saved, tmp_path / "again", XLSX) / path.name
    risk = carried_out(desk, again).document["risks"][0]
    assert risk["title"] == "Saved by another program"
    assert risk["inherent"]["likelihood"] == 4


def test_a_sheet_of_questions_filled_in_elsewhere_is_imported(tmp_path: Path) -> None:
    desk = desk_on(tmp_path / "register")
    case = filled(desk)
    path = tmp_path / "questions.xlsx"
    export_questions(desk, path, [case.id])
    saved = convert(path, tmp_path / "saved", XLSX) / path.name
    workbook = openpyxl.load_workbook(saved)
    sheet = workbook["Questions"]
    assert sheet.protection.sheet
    at = next(cell.column_letter for cell in sheet[1] if cell.value == "Question ID")
    ids = [cell.value for cell in sheet[at]]
    put(sheet, ids.index("screening.people_kinds") + 1, Answer="Children")
    workbook.save(saved)
    document = carried_out(desk, saved).document
    assert document["answers"]["screening"]["people_kinds"] == ["children"]
