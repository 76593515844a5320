"""`dpia redact` at the command line: what it shows, what it asks, how it ends."""

from pathlib import Path

from dpia.assessment.redacting import MARK
from tests.cli.conftest import Run
from tests.desk.test_redacting import traces

NAME = "Jana Quickfoxova"


def begun(run: Run) -> str:
    ref = run("new", f"Visits by {NAME}", "--authority", "bg").out.strip()
    assert run("mark", ref, "screening.part", "--note", f"{NAME} said so").code == 0
    return ref


def test_it_shows_first_and_goes_only_when_it_is_meant(run: Run, home: Path) -> None:
    ref = begun(run)
    before = [path.read_bytes() for path in (home / "register" / "assessments").iterdir()]
    shown = run("redact", ref, "--text", NAME, "--dry-run")
    assert shown.code == 0 and shown.out == ""
    assert "2 events are emptied" in shown.err and "screening.part, title" in shown.err
    refused = run("redact", ref, "--text", NAME, "--reason", "Art. 17")
    assert refused.code == 2 and "say --yes" in refused.err
    assert [p.read_bytes() for p in (home / "register" / "assessments").iterdir()] == before
    done = run("redact", ref, "--text", NAME, "--reason", "Art. 17", "--yes")
    assert done.code == 0 and "delete them yourself" in done.err
    assert traces(home / "register", NAME) == []
    assert MARK in run("show", ref).out
    log = run("log").out
    assert "Art. 17" in log and "redacted on 20" in log
    assert "redacted on 20" in run("history", ref, "--event", "1").out
    again = run("redact", ref, "--text", NAME, "--reason", "Art. 17", "--yes")
    assert again.code == 3 and "redacted already" in again.err


def test_it_says_as_json_what_went(run: Run) -> None:
    ref = begun(run)
    done = run("redact", ref, "2", "--reason", "Art. 17", "--yes", "--json")
    (one,) = done.json["redacted"]
    assert (one["events"], one["places"], one["reference"]) == ([2], ["screening.part"], ref)
    assert done.json["also_in"] == [] and done.json["dry_run"] is False


def test_backups_that_hold_it_are_named(run: Run, home: Path) -> None:
    ref = begun(run)
    folder = home / "backups"
    folder.mkdir()
    assert run("config", "backup.folder", str(folder)).code == 0
    assert run("backup", str(folder / "mine.zip")).code == 0
    (folder / "other.zip").write_bytes(b"no backup")
    done = run("redact", ref, "--text", NAME, "--reason", "Art. 17", "--yes", "--json")
    assert done.json["backups"] == [str(folder / "mine.zip")]
    assert traces(home / "register", NAME) == []


def test_what_is_missing_is_said(run: Run) -> None:
    ref = begun(run)
    assert "Name events" in run("redact", ref, "--reason", "x").err
    assert "--reason" in run("redact", ref, "1").err
    assert run("redact", ref, "77", "--dry-run").code == 1
    assert run("redact", ref, "--answer", "no.question", "--dry-run").code == 1
