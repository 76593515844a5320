"""What lies on the disk is private, and follows no link."""

import os
import stat
from pathlib import Path

import pytest

from dpia.errors import DpiaError, NotSaved
from dpia.register import Damaged, Register, files

from .samples import CYRILLIC, assessment, register_of, run, with_history

MAKE = """
import os, sys
from pathlib import Path
os.umask(int(sys.argv[2], 8))
from tests.register.samples import register_of, with_history
register = register_of(Path(sys.argv[1]), with_history(230))
register.freeze({"topic": "screening"})
register.summaries()
"""


@pytest.mark.parametrize("umask", ["000", "022", "277"])
def test_folders_are_0700_and_files_0600_whatever_the_umask(tmp_path: Path, umask: str) -> None:
    run(MAKE, tmp_path / "register", umask, PYTHONPATH=str(Path(__file__).parents[2]))
    found = [tmp_path / "register", *(tmp_path / "register").rglob("*")]
    modes = {str(p): stat.S_IMODE(p.stat().st_mode) for p in found}
    wrong = {
        name: oct(mode)
        for name, mode in modes.items()
        if mode != (0o700 if Path(name).is_dir() else 0o600)
    }
    assert wrong == {}
    assert {"index", ".lock", "register.json", "history", "frozen"} <= {p.name for p in found}


def test_text_is_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
from dpia.register import Register
from tests.register.samples import CYRILLIC, assessment, register_of
assert sys.flags.utf8_mode == 0
register_of(Path(sys.argv[1]), assessment(CYRILLIC))
rows = Register.open(Path(sys.argv[1])).summaries(CYRILLIC.split()[2])
print(ascii([row["title"] for row in rows]))
"""
    said = run(
        code,
        tmp_path / "register",
        LC_ALL="C",
        PYTHONUTF8="0",
        PYTHONCOERCECLOCALE="0",
        PYTHONPATH=str(Path(__file__).parents[2]),
    )
    assert said.strip() == ascii([CYRILLIC])
    (file,) = (tmp_path / "register" / "assessments").glob("*.json")
    assert CYRILLIC in file.read_text(encoding="utf-8")


def test_a_linked_assessment_is_refused_and_its_target_untouched(tmp_path: Path) -> None:
    document, victim = assessment(), tmp_path / "victim.json"
    register = register_of(tmp_path / "register", document, assessment("Another"))
    stored = register.load(document["id"])
    file = register.file(document["id"])
    file.rename(victim)
    file.symlink_to(victim)
    before = victim.read_bytes()
    for attempt in (
        lambda: register.load(document["id"]),
        lambda: register.save(stored.document, stored.stamp),
        lambda: register.save(stored.document, None),
    ):
        with pytest.raises(Damaged, match="symbolic link"):
            attempt()
    assert victim.read_bytes() == before
    assert sorted(bool(row["damaged"]) for row in register.summaries()) == [False, True]


@pytest.mark.parametrize("kind", ["pipe", "folder"])
def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path, kind: str) -> None:
    document = assessment()
    register = register_of(tmp_path, document)
    file = register.file(document["id"])
    file.unlink()
    if kind == "pipe":
        os.mkfifo(file)
    else:
        file.mkdir()
    with pytest.raises(DpiaError):
        register.load(document["id"])
    with pytest.raises(DpiaError):
        register.save(document, None)
    assert register.summaries()[0]["damaged"]


@pytest.mark.parametrize("name", ["assessments", "frozen", "history"])
def test_a_linked_folder_is_refused(tmp_path: Path, name: str) -> None:
    register_of(tmp_path / "register", assessment())
    folder = tmp_path / "register" / name
    folder.rename(tmp_path / "elsewhere")
    folder.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Damaged, match="symbolic link"):
        Register.open(tmp_path / "register")


def test_a_linked_index_is_replaced_not_followed(tmp_path: Path) -> None:
    register = register_of(tmp_path / "register", assessment())
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    assert register.summaries() and not (tmp_path / "register" / "index").is_symlink()
    (tmp_path / "register" / "index").unlink()
    (tmp_path / "register" / "index").symlink_to(victim)
    assert len(register.summaries()) == 1
    assert victim.read_bytes() == b"precious"
    assert not (tmp_path / "register" / "index").is_symlink()


def test_a_planted_temporary_file_is_not_written_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, victim = assessment(), tmp_path / "victim"
    register = register_of(tmp_path / "register", document)
    stamp = register.load(document["id"]).stamp
    victim.write_bytes(b"precious")
    planted = register.file(document["id"]).with_name(".planted.tmp")
    planted.symlink_to(victim)
    monkeypatch.setattr(files, "temporary_name", lambda _name: planted.name)
    with pytest.raises(NotSaved):
        register.save(document, stamp)
    assert victim.read_bytes() == b"precious"


def test_no_name_leads_out_of_the_register(tmp_path: Path) -> None:
    register = register_of(tmp_path, with_history(2))
    for name in ("../../etc/passwd", "/etc/passwd", "..", "", "x" * 400, "\0", "2026-0001/../x"):
        for attempt in (register.load, register.find, register.frozen, register.file):
            with pytest.raises(DpiaError):
                attempt(name)
    for ident in ("../evil", "/tmp/evil", "", 7, None, "A" * 8):
        with pytest.raises(DpiaError):
            register.save(assessment(id=ident), None)
    assert len(list(tmp_path.rglob("*.json"))) == 3  # one is the copy of the other


def test_a_file_that_grows_without_end_is_not_read_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = assessment()
    register = register_of(tmp_path, document)
    monkeypatch.setattr(files, "MAX_BYTES", 100)
    with pytest.raises(Damaged, match="larger"):
        register.load(document["id"])
