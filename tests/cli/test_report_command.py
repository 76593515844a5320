"""`dpia report`: the official form on standard output, as a file, or only its gaps."""

import json
from pathlib import Path

from tests.cli.conftest import Run


def test_it_prints_the_form_and_says_what_is_left_out(run: Run, case: str) -> None:
    added = run("risk", "pick", case, "illegitimate-access")
    assert added.code == 0
    done = run("report", case)
    assert done.code == 0
    assert done.out.startswith("# A test case\n")
    for number in ("0.1", "1.1.a", "2.3.e", "4.2.b", "6"):
        assert f"\n## {number} " in done.out
    assert "Someone sees the data" not in done.out
    assert "1 proposed risk that nobody has confirmed is left out." in done.err
    run("risk", "accept", case, added.out.strip())
    done = run("report", case)
    assert "Someone sees the data" in done.out and "left out" not in done.err


def test_it_is_written_in_the_format_the_name_ends_with(run: Run, case: str, home: Path) -> None:
    names = ("report.md", "report.json", "REPORT.JSON", "report.html", "report.docx", "report.pdf")
    for name in names:
        path = home / name
        done = run("report", case, "-o", str(path))
        assert done.code == 0 and not done.out and str(path) in done.err
    assert (home / "report.md").read_text("utf-8") == run("report", case).out
    written = json.loads((home / "report.json").read_text("utf-8"))
    assert written == run("report", case, "--json").json
    assert written["format"] == "dpia-report/1"
    starts = {"html": b"<!doctype html>", "docx": b"PK", "pdf": b"%PDF-"}
    for ending, start in starts.items():
        assert (home / f"report.{ending}").read_bytes().startswith(start)


def test_a_word_template_that_is_none_is_refused(run: Run, case: str, home: Path) -> None:
    (home / "own.docx").write_text("no Word file")
    done = run("report", case, "-o", str(home / "r.docx"), "--style", str(home / "own.docx"))
    assert done.code == 3 and "own.docx" in done.err
    assert not (home / "r.docx").exists()
    missing = run("report", case, "-o", str(home / "r.docx"), "--style", str(home / "none.docx"))
    assert missing.code == 3


def test_gaps_are_listed_with_an_exit_code(run: Run, case: str) -> None:
    done = run("report", case, "--gaps")
    assert done.code == 3
    assert any(line.startswith("6 ") and "Decision" in line for line in done.out.splitlines())
    gaps = run("report", case, "--gaps", "--json")
    assert gaps.code == 3
    (decision,) = [gap for gap in gaps.json if gap["section"] == "6" and gap["part"]]
    assert (decision["field"], decision["state"], decision["part"]) == (
        "Decision",
        "open",
        "decision",
    )


def test_what_cannot_be_done_is_said(run: Run, case: str, home: Path) -> None:
    done = run("report", case, "-o", str(home / "report.xyz"))
    assert done.code == 3 and ".md" in done.err and "report.xyz" in done.err
    done = run("report", case, "--form", "nobody")
    assert done.code == 1 and "edpb-2026" in done.err
    done = run("report", case, "-o", str(home / "no" / "report.md"))
    assert done.code == 1 and "cannot be written" in done.err
    assert run("report", "2026-9999").code == 1
