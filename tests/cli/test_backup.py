"""`dpia backup` and `dpia restore`: what they print, refuse and end with."""

from pathlib import Path

from tests.cli.conftest import Run


def test_backed_up_lost_and_put_back(run: Run, case: str, home: Path) -> None:
    file, folder = home / "backup.zip", home / "new"
    done = run("backup", str(file))
    assert done.code == 0 and "1 assessment" in done.err and "found whole" in done.err
    again = run("backup", str(file))
    assert again.code == 3 and "--force" in again.err
    done = run("backup", str(file), "--force", "--json")
    assert done.json["path"] == str(file) and done.json["assessments"] == 1
    assert done.json["damaged"] == []
    done = run("restore", str(file), "--to", str(folder), "--json")
    assert (done.code, done.json["assessments"], done.json["flaws"]) == (0, 1, [])
    one = run("show", case, "--json").json
    assert run("--register", str(folder), "show", case, "--json").json == one
    assert run("restore", str(file), "--to", str(folder)).code == 3
    done = run("restore", str(file), "--to", str(home / "again"))
    assert done.code == 0 and "Restored 1 assessment to" in done.err


def test_the_daily_one_is_set_and_made_by_commands(run: Run, case: str, home: Path) -> None:
    assert run("backup").code == 2
    done = run("backup", "--due")
    assert done.code == 2 and "backup.folder" in done.err
    (home / "safe").mkdir()
    assert run("config", "backup.folder", str(home / "safe")).code == 0
    assert run("config", "backup.keep", "often").code == 3
    assert run("config", "backup.often", "yes").code == 3
    assert run("config", "backup.keep", "30d 8w").code == 0
    assert run("config", "backup.keep").out == "30d 8w\n"
    assert run("backup", "--due", "--json").json["made"] is True
    assert len(list((home / "safe").iterdir())) == 1
    done = run("backup", "--due")
    assert done.code == 0 and "No backup is due" in done.err
    assert run("backup", str(home / "x.zip"), "--due").code == 2


def test_what_is_damaged_is_in_the_backup_and_told(run: Run, case: str, home: Path) -> None:
    (path,) = (home / "register" / "assessments").glob("*.json")
    path.write_bytes(b"")
    done = run("backup", str(home / "b.zip"))
    assert done.code == 3 and "is empty" in done.err and "dpia repair" in done.err
    done = run("restore", str(home / "b.zip"), "--to", str(home / "new"))
    assert done.code == 3 and "It was so already" in done.err


def test_where_there_is_no_register_or_no_backup(run: Run, home: Path) -> None:
    assert run("--register", str(home / "none"), "backup", str(home / "b.zip")).code == 1
    assert not (home / "b.zip").exists()
    (home / "b.zip").write_text("no zip")
    done = run("restore", str(home / "b.zip"), "--to", str(home / "new"))
    assert done.code == 3 and "no ZIP file" in done.err and not (home / "new").exists()
