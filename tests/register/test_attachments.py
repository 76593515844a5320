"""Attachments: bytes named by their hash, on the disk before anything names them."""

import os
import shutil
import stat
from contextlib import suppress
from pathlib import Path

import pytest

from dpia.errors import DpiaError, Invalid, NotFound, NotSaved
from dpia.register import Damaged, Register, files

from .faults import MODES, FaultyOs
from .samples import Document, assessment, leftovers, register_of

DATA = bytes(range(256)) * 40 + b"\r\n\0\xff"


def row(sha256: str, name: str = "flows.svg") -> Document:
    return {"id": "a1", "name": name, "title": "", "sha256": sha256, "size": len(DATA)}


def kept(folder: Path, name: str = "flows.svg") -> tuple[Register, str, Path]:
    """Return a register with one assessment that has an attachment, its id and the kept file."""
    register = register_of(folder)
    sha256 = register.attach(DATA)
    document = assessment(attachments=[row(sha256, name)])
    register.create(document, 2026)
    return register, document["id"], folder / "attachments" / sha256


def test_bytes_come_back_as_they_were_under_their_hash_and_private(tmp_path: Path) -> None:
    register, _ident, path = kept(tmp_path)
    assert register.attached(path.name) == path.read_bytes() == DATA
    assert path.name == files.stamp_of(DATA)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert register.attach(DATA) == path.name
    assert [p.name for p in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("name", ["", "..", "../register.json", "A" * 64, "0" * 63, "0" * 65])
def test_only_a_hash_names_a_file(tmp_path: Path, name: str) -> None:
    register = register_of(tmp_path)
    with pytest.raises(Invalid, match="not the name"):
        register.attached(name)


def test_what_is_missing_or_altered_is_named(tmp_path: Path) -> None:
    register, ident, path = kept(tmp_path, "a\n\u202eb.svg")
    assert register.verify(ident) == []
    path.write_bytes(DATA[:-1])
    (sentence,) = register.verify(ident)
    assert "a1" in sentence and "b.svg" in sentence and "not what its name says" in sentence
    assert sentence.isprintable()
    with pytest.raises(Damaged):
        register.attached(path.name)
    path.unlink()
    (sentence,) = register.verify(ident)
    assert "a1" in sentence and "missing" in sentence
    with pytest.raises(NotFound):
        register.attached(path.name)
    register.attach(DATA)  # attaching the same file again mends it
    assert register.verify(ident) == []


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    register, ident, path = kept(tmp_path / "register")
    (tmp_path / "same").write_bytes(DATA)
    path.unlink()
    path.symlink_to(tmp_path / "same")
    (sentence,) = register.verify(ident)
    assert "symbolic link" in sentence


@pytest.mark.parametrize("odd", [{}, {"sha256": 5}, {"id": 3, "sha256": "../../x"}])
def test_a_row_that_cannot_be_named_is_refused(tmp_path: Path, odd: Document) -> None:
    with pytest.raises(Invalid, match="“attachments” is not of the kind"):
        register_of(tmp_path).create(assessment(attachments=[odd]), 2026)


@pytest.mark.parametrize(
    "odd", [{"id": "a"}, {"id": "a", "sha256": 5}, {"id": "a", "sha256": "../x"}]
)
def test_a_row_a_hand_has_spoilt_is_told(tmp_path: Path, odd: Document) -> None:
    register = register_of(tmp_path)
    document = assessment(attachments=[odd])
    register.create(document, 2026)
    assert len(register.verify(document["id"])) == 1
    assert register.summaries()[0]["damaged"] is None


def test_swept_only_when_no_assessment_and_no_event_speaks_of_it(
    tmp_path: Path, either: str
) -> None:
    register, ident, path = kept(tmp_path)
    other = register.attach(b"nobody's")
    for file in path.parent.iterdir():
        os.utime(file, (1_600_000_000, 1_600_000_000))
    assert {gone.name for gone in register.sweep()} == {other}
    document, stamp = register.load(ident)
    document["attachments"] = []
    document["events"] = [{"seq": 1, "changes": [{"before": row(path.name)}]}]
    stamp = register.save(document, stamp)
    assert register.sweep() == []
    document["events"] = []
    register.save(document, stamp)
    assert [gone.name for gone in register.sweep()] == [path.name]


def test_one_that_is_wanted_again_is_young_again(tmp_path: Path) -> None:
    register = register_of(tmp_path)
    path = tmp_path / "attachments" / register.attach(DATA)
    os.utime(path, (1_600_000_000, 1_600_000_000))
    register.attach(DATA)
    assert register.sweep() == []


@pytest.mark.parametrize("mode", MODES)
def test_whatever_call_fails_it_is_whole_or_not_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, mode: str
) -> None:
    template = register_of(tmp_path / "template", assessment())
    for at in range(1, 60):
        register = Register.open(shutil.copytree(template.path, tmp_path / f"{mode}-{at}"))
        fault = FaultyOs(at, mode)
        done = False
        with monkeypatch.context() as patch:
            patch.setattr(files, "os", fault)
            with suppress(DpiaError, KeyboardInterrupt):
                register.attach(DATA)
                done = True
        found = [p for p in (register.path / "attachments").iterdir() if p.name[0] != "."]
        assert [p.read_bytes() for p in found] in ([], [DATA]), (mode, at)
        assert not done or found, (mode, at)
        if mode != "dead-disk" and "unlink" not in fault.seen[at - 1 :]:
            assert leftovers(register.path) == [], (mode, at)
        assert register.attached(register.attach(DATA)) == DATA
        if fault.count < at:
            assert at > 5
            return
    raise AssertionError("the harness never ran out of calls")


def test_a_full_disk_is_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    register = register_of(tmp_path)
    writes = [n for n, name in enumerate(_calls(monkeypatch, register), 1) if name == "write"]
    with monkeypatch.context() as patch:
        patch.setattr(files, "os", FaultyOs(writes[0], "enospc"))
        with pytest.raises(NotSaved, match=r"the disk is full\. Nothing was changed"):
            register.attach(DATA)


def _calls(monkeypatch: pytest.MonkeyPatch, register: Register) -> list[str]:
    """Return the system calls of attaching something."""
    watching = FaultyOs()
    with monkeypatch.context() as patch:
        patch.setattr(files, "os", watching)
        register.attach(b"first")
    return watching.seen


def test_handed_out_files_replace_only_when_told_and_only_files(tmp_path: Path) -> None:
    target = tmp_path / "out"
    files.hand_out(target, DATA, over=False)
    assert target.read_bytes() == DATA
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        files.hand_out(target, b"other", over=False)
    assert target.read_bytes() == DATA
    files.hand_out(target, b"other", over=True)
    assert target.read_bytes() == b"other"
    link, folder = tmp_path / "link", tmp_path / "folder"
    link.symlink_to(target)
    folder.mkdir()
    for wrong in (link, folder):
        with pytest.raises(OSError, match="not a regular file"):
            files.hand_out(wrong, DATA, over=True)
    assert target.read_bytes() == b"other" and link.is_symlink()


@pytest.mark.parametrize("mode", MODES)
def test_handing_out_leaves_nothing_half_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, mode: str
) -> None:
    for at in range(1, 40):
        folder = tmp_path / str(at)
        folder.mkdir()
        fault = FaultyOs(at, mode)
        with monkeypatch.context() as patch:
            patch.setattr(files, "os", fault)
            with suppress(OSError, KeyboardInterrupt):
                files.hand_out(folder / "out", DATA, over=False)
        if mode != "dead-disk" and "unlink" not in fault.seen[at - 1 : at]:
            assert [p.read_bytes() for p in folder.iterdir()] in ([], [DATA]), (mode, at)
        if fault.count < at:
            return
    raise AssertionError("the harness never ran out of calls")
