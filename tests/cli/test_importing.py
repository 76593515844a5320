"""`dpia import`: the format by its content, a report before anything is written, all or nothing."""

import json
from pathlib import Path
from typing import Any

from tests.cli.conftest import Run

OWN: dict[str, Any] = {
    "title": "Access badges",
    "authority": "bg",
    "answers": {"screening": {"part": "controller", "people": 12000}},
    "decision": {"outcome": "approved", "by": "A. Person", "at": "2026-01-02T10:00:00Z"},
}


def written(folder: Path, content: Any, name: str = "file.bin") -> str:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return str(path)


def test_our_own_file_comes_in_whatever_it_is_called(run: Run, home: Path) -> None:
    done = run("import", written(home, OWN), "--json")
    assert done.code == 0
    made = done.json["assessments"][0]
    assert done.json["format"] == "dpia" and made["reference"] == "2026-0001"
    shown = run("show", made["id"], "--json").json
    assert shown["assessment"]["answers"]["screening"] == OWN["answers"]["screening"]
    assert shown["assessment"].get("decision") is None
    assert {"fate": "dropped", "what": "decision"}.items() <= made["report"][-1].items()


def test_the_history_says_where_it_comes_from_and_the_file_is_kept(run: Run, home: Path) -> None:
    reference = run("import", written(home, OWN)).out.strip()
    first = run("history", reference, "--json").json[0]
    assert first["note"] == "Imported from dpia's own assessment file: file.bin."
    kept = run("attachments", reference, "--json").json
    assert [row["name"] for row in kept] == ["file.bin"]


def test_a_dry_run_writes_nothing(run: Run, home: Path) -> None:
    done = run("import", written(home, OWN), "--dry-run")
    assert done.code == 0 and "left out" in done.out
    assert not (home / "register").exists()


def test_what_does_not_fit_is_refused_whole(run: Run, home: Path) -> None:
    wrong = {**OWN, "answers": {"screening": {"part": "nobody", "people": 5}}}
    done = run("import", written(home, wrong))
    assert done.code == 3 and "screening.part" in done.err
    assert run("list", "--json").json == []


def test_an_unknown_format_names_those_there_are(run: Run, home: Path) -> None:
    done = run("import", written(home, "no format at all"))
    assert done.code == 3 and "(dpia)" in done.err
    assert run("import", written(home, OWN), "--as", "nothing").code == 1


def test_a_report_comes_back_from_its_pdf_as_a_new_assessment(run: Run, home: Path) -> None:
    reference = run("import", written(home, OWN)).out.strip()
    run("mark", reference, "screening.people", "--confidential")
    report, public = home / "report.pdf", home / "public.pdf"
    assert run("report", reference, "-o", str(report)).code == 0
    done = run("import", str(report), "--json")
    assert done.code == 0 and done.json["format"] == "report"
    (made,) = done.json["assessments"]
    assert made["reference"] != reference and made["title"] == OWN["title"]
    assert any(reference in line["why"] for line in made["report"])
    marks = run("show", made["id"], "--json").json["assessment"]["marks"]
    assert marks["screening"]["/people"] == {"confidential": True}
    assert run("report", reference, "--public", "-o", str(public)).code == 0
    assert b"12000" not in public.read_bytes()
    assert "holds no assessment" in run("import", str(public)).err
