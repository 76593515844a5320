"""CSV: the sheets of the workbook, safe for a spreadsheet, readable by one."""

import csv
import io
from pathlib import Path

import pytest

from dpia.documents.safe import no_formula
from tests.cli.conftest import Run, stored


def table(run: Run, *words: str) -> list[dict[str, str]]:
    done = run("export", "-o", "-", "--csv", *words)
    assert done.code == 0 and done.out.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(done.out.removeprefix("\ufeff"))))


def test_the_register_as_csv_says_what_the_list_says(run: Run, case: str, home: Path) -> None:
    (row,) = table(run)
    assert (row["Reference"], row["Title"], row["Screening"]) == (
        case,
        "A test case",
        "Not clear yet",
    )
    file = home / "register.csv"
    assert run("export", str(file), "--no-bom").code == 0
    assert file.read_bytes().startswith(b"Reference,Title,")


def test_risks_measures_and_findings_have_rows_of_their_own(run: Run) -> None:
    reference = run("examples", "add", "traffic-data-retention").out.strip()
    assessment = stored(reference)
    risks = table(run, "--sheet", "risks")
    assert [row["Risk ID"] for row in risks] == [risk["id"] for risk in assessment["risks"]]
    assert {row["Inherent level"] for row in risks} <= {"Low", "Medium", "High"}
    measures = table(run, "--sheet", "measures")
    assert [row["Measure"] for row in measures] == [m["title"] for m in assessment["measures"]]
    assert "Blocking" in {row["Weight"] for row in table(run, "--sheet", "findings")}


def test_no_text_becomes_a_formula(run: Run) -> None:
    evil = '=HYPERLINK("http://x","y")\n\'+1'
    run("new", evil, "--authority", "bg", "--unit", "\t@SUM(A1)")
    (row,) = table(run)
    assert row["Title"] == '\'=HYPERLINK("http://x","y") \'+1'
    assert row["Unit"].startswith("'")


@pytest.mark.parametrize(
    "text", ["=1+1", "+1+1", "-2+3", "@A1", " =1", "\u200b=1", "\t1", "\uff1d1"]
)
def test_what_a_spreadsheet_could_calculate_gets_an_apostrophe(text: str) -> None:
    assert no_formula(text) == "'" + text


@pytest.mark.parametrize("text", ["", "a=b", "-5", "+3,5", "Rate: -5", "'=1", "2026-01-02"])
def test_everything_else_stays_as_it_is(text: str) -> None:
    assert no_formula(text) == text


def test_an_unknown_ending_names_those_there_are(run: Run, case: str, home: Path) -> None:
    assert run("export", str(home / "register.txt")).code == 2
    assert run("export", str(home / "x.csv"), "--sheet", "nothing").code == 2
