"""`dpia repair`: what it says and ends with, plain and as JSON."""

import hashlib
import os
from pathlib import Path

from tests.cli.conftest import Run


def damaged(home: Path) -> Path:
    (path,) = (home / "register" / "assessments").glob("*.json")
    path.write_bytes(path.read_bytes()[:-40])
    return path


def test_a_damaged_assessment_is_put_back_and_judged(run: Run, case: str, home: Path) -> None:
    assert run("repair").err == "Nothing is damaged.\n"
    before = run("show", case, "--json").json
    path = damaged(home)
    assert run("show", case).code == 3
    assert "dpia repair" in run("show", case).err
    done = run("repair", "--dry-run")
    assert done.code == 0 and "would come back from the copy of" in done.out
    assert run("show", case).code == 3
    done = run("repair")
    assert done.code == 0 and path.name in done.out and "put back from the copy of" in done.out
    assert "what was damaged: damaged/" in done.out
    after = run("show", case, "--json").json
    assert [after[part] for part in ("screening", "risks", "findings")] == [
        before[part] for part in ("screening", "risks", "findings")
    ]
    assert after["assessment"]["answers"] == before["assessment"]["answers"]
    assert run("list", "--json").json[0]["screening"] == "undetermined"
    event = run("history", case, "--json").json[-1]
    assert event["kind"] == "repaired" and "the copy of" in event["note"]
    assert run("set", case, "screening.part=?").code == 0
    assert run("verify").code == 0
    assert run("repair").err == "Nothing is damaged.\n"


def test_what_cannot_be_repaired_is_told_and_ends_with_3(run: Run, case: str, home: Path) -> None:
    path = damaged(home)
    (home / "safe").mkdir()
    run("config", "backup.folder", str(home / "safe"))
    for copy in (home / "register" / "copies").rglob("*.json"):
        copy.unlink()
    path.write_bytes(b"")
    done = run("repair", "--json")
    assert done.code == 3 and done.json["whole"] is False
    assert done.json["files"][0]["source"] is None
    assert path.read_bytes() == b""
    assert "not repaired" in run("repair").out
    assert run("repair", "2030-0001").code == 1


def test_the_daily_backup_is_looked_into(run: Run, case: str, home: Path) -> None:
    (home / "safe").mkdir()
    run("config", "backup.folder", str(home / "safe"))
    assert run("backup", "--due").code == 0
    damaged(home).write_bytes(b"")
    for name in ("copies", "frozen"):
        for path in (home / "register" / name).rglob("*.json"):
            path.unlink()
    done = run("repair", "--json")
    assert done.code == 0 and done.json["whole"] is True
    (one,) = [file for file in done.json["files"] if file["assessment"]]
    assert one["source"].startswith("the backup of")
    assert run("verify").code == 0
    assert run("show", case).code == 0


def test_what_nothing_needs_is_removed_once_everything_is_whole(
    run: Run, case: str, home: Path
) -> None:
    left = b'{"left": "behind"}'
    stray = home / "register" / "frozen" / f"{hashlib.sha256(left).hexdigest()}.json"
    stray.write_bytes(left)
    os.utime(stray, (0, 0))
    assert "1 file that nothing needed" not in run("repair", "--dry-run").err and stray.exists()
    assert "1 file that nothing needed" in run("repair").err and not stray.exists()
    assert run("repair", "--json").json == {
        "dry_run": False,
        "files": [],
        "whole": True,
        "swept": 0,
    }
    assert run("show", case).code == 0


def test_what_was_redacted_does_not_come_back_from_a_backup(
    run: Run, case: str, home: Path
) -> None:
    run("edit", case, "--title", "About Jane Roe")
    assert run("backup", str(home / "old.zip")).code == 0
    done = run("redact", case, "--text", "Jane Roe", "--reason", "asked for", "--yes")
    assert done.code == 0, done.err
    path = damaged(home)
    for copy in (home / "register" / "copies").rglob("*.json"):
        copy.unlink()
    done = run("repair", "--from", str(home / "old.zip"))
    assert done.code == 3 and "not repaired" in done.out
    everything = b"".join(p.read_bytes() for p in (home / "register").rglob("*") if p.is_file())
    assert b"Jane Roe" not in everything
    assert path.exists()
