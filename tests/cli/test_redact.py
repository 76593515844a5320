"""`dpia redact` at the command line: what it shows, what it asks, how it ends."""

import zipfile
from pathlib import Path

import pytest

from dpia.assessment.redacting import MARK
from dpia.desk import reaching
from dpia.desk.backing_up import notice
from dpia.register import files, redacting
from tests.cli.conftest import Run
from tests.desk.test_redacting import forms, traces

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
    assert "Not reached" not in done.err
    assert "may still hold" not in run("list").err
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


def test_it_goes_out_of_backups_too(run: Run, home: Path) -> None:
    ref = begun(run)
    folder = home / "backups"
    folder.mkdir()
    assert run("config", "backup.folder", str(folder)).code == 0
    mine, elsewhere = folder / "mine.zip", home / "elsewhere.zip"
    for path in (mine, elsewhere, home / "forgotten.zip"):
        assert run("backup", str(path)).code == 0
    dry = run("redact", ref, "--text", NAME, "--dry-run", "--backup", str(elsewhere))
    assert dry.code == 0
    assert f"is taken, too, where they hold it: {mine}, {elsewhere}." in dry.err
    done = run(
        *("redact", ref, "--text", NAME, "--reason", "Art. 17", "--yes", "--json"),
        *("--backup", str(elsewhere)),
    )
    assert done.code == 0
    assert (done.json["backups"], done.json["not_reached"]) == ([str(mine), str(elsewhere)], [])
    assert held(home / "register") == held(mine) == held(elsewhere) == []
    assert held(home / "forgotten.zip") != []
    looked = run("redact", "--backups", "--backup", str(home / "forgotten.zip"), "--dry-run")
    assert looked.code == 0 and "These backups hold what was redacted: " in looked.err
    late = run("redact", "--backups", "--backup", str(home / "forgotten.zip"))
    assert late.code == 0 and "Taken out of these backups: " in late.err
    assert held(home / "forgotten.zip") == []
    assert "No backup that was looked at holds anything" in run("redact", "--backups").err
    assert run("restore", str(mine), "--to", str(home / "back")).code == 0
    assert run("--register", str(home / "back"), "verify").code == 0


def held(path: Path) -> list[str]:
    """Return what in a register or in a backup holds the name."""
    if path.is_dir():
        return traces(path, NAME)
    with zipfile.ZipFile(path) as backup:
        words = [form for word in NAME.split() for form in forms(word)]
        return [name for name in backup.namelist() if any(w in backup.read(name) for w in words)]


def test_a_backup_that_is_not_reached_is_named_and_the_redaction_stands(
    run: Run, home: Path
) -> None:
    ref = begun(run)
    folder = home / "backups"
    assert run("config", "backup.folder", str(folder)).code == 0
    done = run("redact", ref, "--text", NAME, "--reason", "Art. 17", "--yes")
    assert done.code == 3 and f"Not reached: {folder} cannot be read" in done.err
    assert "`dpia redact --backups` tries again" in done.err
    assert traces(home / "register", NAME) == []
    folder.mkdir()
    (folder / "other.zip").write_bytes(b"no backup")
    again = run("redact", "--backups", "--json")
    assert again.code == 3 and again.json["backups"] == []
    assert again.json["not_reached"][0].startswith(f"{folder / 'other.zip'} is no backup")


def test_stopped_before_the_backups_it_is_told_until_they_were_gone_through(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref, due = begun(run), "backups may still hold it: `dpia redact --backups`"
    folder = home / "backups"
    folder.mkdir()
    run("config", "backup.folder", str(folder))
    assert run("backup", str(folder / "mine.zip")).code == 0

    def stop(*_given: object, **_how: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(reaching, "reach", stop)
        assert run("redact", ref, "--text", NAME, "--reason", "Art. 17", "--yes").code == 130
    assert held(home / "register") == [] and held(folder / "mine.zip") != []
    assert run("list", "--json").err.count(due) == run("show", ref).err.count(due) == 1
    assert due in run("backup", str(home / "new.zip")).err
    assert due in notice(home / "register", {"folder": str(folder)})
    assert due in run("verify").out and run("verify").code == 0
    told = run("verify", "--json").json
    assert told["whole"] and told["strangers"] == [] and due in told["notes"][0]["problem"]
    assert run("redact", "--backups", "--dry-run").code == 0 and due in run("list").err
    (folder / "other.zip").write_bytes(b"no backup")
    assert run("redact", "--backups").code == 3 and due in run("list").err
    (folder / "other.zip").unlink()
    done = run("redact", "--backups")
    assert done.code == 0 and due not in done.err and held(folder / "mine.zip") == []
    assert run("list").err == "" and notice(home / "register", {}) == ""
    assert run("verify").out.count("\n") == 1


def test_another_redaction_begun_meanwhile_is_not_forgotten(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref, register = begun(run), home / "register"
    look = reaching.clearing.redacted

    def meanwhile(folder: Path) -> object:
        files.replace(register / redacting.DUE, b"{}\n")
        return look(folder)

    monkeypatch.setattr(reaching.clearing, "redacted", meanwhile)
    assert run("redact", ref, "--text", NAME, "--reason", "Art. 17", "--yes").code == 0
    assert redacting.backups_due(register)


def test_what_is_missing_is_said(run: Run) -> None:
    ref = begun(run)
    assert "or give --backups" in run("redact").err
    assert "goes without an ID" in run("redact", ref, "--backups").err
    assert "Name events" in run("redact", ref, "--reason", "x").err
    assert "--reason" in run("redact", ref, "1").err
    assert run("redact", ref, "77", "--dry-run").code == 1
    assert run("redact", ref, "--answer", "no.question", "--dry-run").code == 1
