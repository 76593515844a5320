"""Exporting to a workbook and importing it again, by command."""

import json
from pathlib import Path
from typing import Any

import openpyxl

from tests.cli.conftest import Run, stored


def edited(path: Path, sheet: str, row: int, head: str, value: Any) -> Path:
    workbook = openpyxl.load_workbook(path)
    heads = [cell.value for cell in workbook[sheet][1]]
    workbook[sheet].cell(row, heads.index(head) + 1).value = value
    workbook.save(path)
    return path


def test_a_dry_run_shows_the_difference_and_writes_nothing(run: Run, case: str, home: Path) -> None:
    book = home / "register.xlsx"
    assert run("export", str(book)).code == 0
    edited(book, "Register", 2, "Title", "Another title")
    done = run("import", str(book), "--dry-run")
    assert done.code == 0
    assert "Register!B2 Title" in done.out and "A test case → Another title" in done.out
    assert stored(case)["title"] == "A test case"
    assert run("import", str(book)).code == 0
    assert stored(case)["title"] == "Another title"
    again = run("import", str(book))
    assert (again.code, again.out) == (0, "") and "nothing to take over" in again.err
    last = run("history", case, "--json").json[-1]
    assert last["kind"] == "imported" and "register.xlsx" in last["note"]


def test_without_a_terminal_a_conflict_is_refused(run: Run, case: str, home: Path) -> None:
    book = home / "register.xlsx"
    run("export", str(book))
    edited(book, "Register", 2, "Title", "As the file says")
    run("edit", case, "--title", "As the register says")
    done = run("import", str(book))
    assert done.code == 5
    assert "Register!B2: changed here and in the register" in done.err
    assert "Nothing was written" in done.err
    assert stored(case)["title"] == "As the register says"
    assert run("import", str(book), "--dry-run").code == 5


def test_at_a_terminal_a_conflict_is_asked(
    run: Run, case: str, home: Path, monkeypatch: Any
) -> None:
    book = home / "register.xlsx"
    run("export", str(book))
    edited(book, "Register", 2, "Title", "As the file says")
    run("edit", case, "--title", "As the register says")
    monkeypatch.setattr("dpia.cli.settling.somebody_there", lambda: True)
    kept = run("import", str(book), stdin="n\n")
    assert kept.code == 0 and "Take over what the file says?" in kept.err
    assert stored(case)["title"] == "As the register says"
    assert run("import", str(book), stdin="y\n").code == 0
    assert stored(case)["title"] == "As the file says"


def test_what_is_wrong_exits_3_with_the_cell(run: Run, case: str, home: Path) -> None:
    book = home / "register.xlsx"
    run("export", str(book))
    edited(book, "Register", 2, "Next review", "soon")
    done = run("import", str(book), "--json")
    assert done.code == 3
    assert "“soon” is no date" in json.dumps(done.json, ensure_ascii=False)


def test_a_colleague_is_asked_and_answers(run: Run, case: str, home: Path) -> None:
    asked = home / "questions.xlsx"
    done = run("export", case, "--questions", str(asked), "--json")
    assert done.code == 0 and done.json["questions"] > 10
    sheet = openpyxl.load_workbook(asked)["Questions"]
    heads = [cell.value for cell in sheet[1]]
    ids = [row[heads.index("Question ID")] for row in sheet.values]
    edited(asked, "Questions", ids.index("processing.controller") + 1, "Answer", "Our company")
    assert run("import", str(asked)).code == 0
    found = stored(case)["answers"]
    assert found["processing"]["controller"] == "Our company"
    assert run("export", "--questions", str(asked)).code == 2


def test_a_filter_chooses_what_is_exported(run: Run, case: str, home: Path) -> None:
    run("new", "Another one", "--authority", "bg", "--unit", "Archive")
    book = home / "some.xlsx"
    done = run("export", "-o", str(book), "unit:archive", "--json")
    assert done.code == 0 and done.json["assessments"] == 1
    lines = [line for line in openpyxl.load_workbook(book)["Read me"].values if line]
    assert ("What is in it", "Only: unit:archive.") in [line[:2] for line in lines]
    assert run("export", "-o", str(book), "status:nothing").code == 3


def test_what_is_refused_is_nowhere_told_as_taken_over(run: Run, case: str, home: Path) -> None:
    book = home / "register.xlsx"
    run("export", str(book))
    edited(book, "Register", 2, "Title", "Another title")
    assert run("decide", case, "rejected", "--reason", "It has no legal basis.").code == 0
    told = "would be taken over, but it is refused"
    for options in ([], ["--dry-run"]):
        done = run("import", str(book), *options)
        assert done.code == 3 and f"1 part of the file: 1 {told}." in done.err
        assert (told in done.out) == bool(options) and "  taken over" not in done.out
