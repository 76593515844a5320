"""A backup is whole though others save meanwhile, and what is put back is the same register."""

import filecmp
import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dpia.errors import DpiaError, Invalid, NotSaved
from dpia.register import Newer, Register, archive, backup, files
from dpia.register.checking import Inspection, look_at
from dpia.register.restore import restore

from .faults import FaultyOs
from .samples import answered, assessment, leftovers, register_of, with_history

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
KEPT = ("register.json", "assessments", "frozen", "attachments", "history")


def full(folder: Path) -> Register:
    """Return a register with a long history, a frozen copy and an attachment."""
    register = register_of(folder)
    document = with_history(205)
    sha = register.attach(b"\x00PNG" * 100)
    document["attachments"] = [{"id": "a1", "name": "flows.png", "sha256": sha}]
    document = answered(document, "last")
    document["judged_by"] = {"topics/screening": register.freeze({"title": "Screening"})}
    document = answered(document, "very last")
    register.create(document, 2026)
    register.create(assessment("Second"), 2026)
    return register


def taken(register: Register, target: Path, **given: Any) -> Path:
    return backup.make(register.path, target, "1.0", NOW, **given).path


def differing(one: Path, other: Path) -> list[str]:
    """Return what is not the same in two registers, of what a backup holds."""
    names = {
        path.relative_to(root).as_posix()
        for root in (one, other)
        for path in root.rglob("*")
        if path.is_file() and path.relative_to(root).parts[0] in KEPT
    }
    return sorted(
        name
        for name in names
        if not (one / name).exists()
        or not (other / name).exists()
        or not filecmp.cmp(one / name, other / name, shallow=False)
    )


def flaws(folder: Path) -> list[str]:
    register, found = look_at(folder)
    seen = Inspection(register).everything(lambda _done, _total: None)
    return [flaw.said for flaw in (*found, *(f for looked in seen for f in looked.flaws))]


def test_a_restore_drill(either: str, tmp_path: Path) -> None:
    register = full(tmp_path / "register")
    before = {row["id"]: register.load(row["id"]).document for row in register.summaries()}
    file = taken(register, tmp_path / "backup.zip")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    shutil.copytree(register.path, tmp_path / "kept")
    shutil.rmtree(register.path)
    done = restore(file, register.path)
    assert (done.assessments, done.flaws) == (2, [])
    assert done.about["register"] == register.id
    assert differing(tmp_path / "kept", register.path) == []
    back = Register.open(register.path)
    assert {i: back.load(i).document for i in before} == before
    for ident in before:
        assert back.verify(ident) == []
        document, stamp = back.load(ident)
        back.save(answered(document, "going on"), stamp)
    wrong = [p for p in register.path.rglob("*") if stat.S_IMODE(p.stat().st_mode) & 0o077]
    assert wrong == []


def test_a_backup_is_never_written_over_or_into_the_register(tmp_path: Path) -> None:
    register = register_of(tmp_path / "register", assessment())
    file = taken(register, tmp_path / "backup.zip")
    before = file.read_bytes()
    for target in (file, register.path / "b.zip", register.path / "history" / "b.zip", tmp_path):
        with pytest.raises(Invalid):
            taken(register, target)
    assert file.read_bytes() == before
    (tmp_path / "link").symlink_to(file)
    with pytest.raises(Invalid, match="plain file"):
        taken(register, tmp_path / "link", force=True)
    document, stamp = register.load(register.summaries()[0]["id"])
    register.save(answered(document, "later"), stamp)
    taken(register, file, force=True)
    assert file.read_bytes() != before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["backup.zip", "link", "register"]


SAVING = """
import sys
from pathlib import Path
from dpia.register import Register
from tests.register.samples import answered
register = Register.open(Path(sys.argv[1]))
document, stamp = register.load(sys.argv[2])
print("ready", flush=True)
number = 0
while not Path(sys.argv[3]).exists():
    number += 1
    document["attachments"] = [{"id": "a1", "name": "n", "sha256": register.attach(b"%d" % number)}]
    document["judged_by"] = {"topics/screening": register.freeze({"version": number})}
    for _again in range(3):
        document = answered(document, f"{number} {_again} " * 5)
    stamp = register.save(document, stamp)
print(number)
"""


def test_a_backup_is_whole_while_another_program_saves(tmp_path: Path) -> None:
    document = with_history(195)
    register = register_of(tmp_path / "register", document, assessment())
    arguments = [str(register.path), document["id"], str(tmp_path / "stop")]
    process = subprocess.Popen(
        [sys.executable, "-c", SAVING, *arguments],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout
    process.stdout.readline()
    made: list[Path] = []
    try:
        while len(made) < 60 and register.load(document["id"]).document["revision"] < 5:
            made.append(taken(register, tmp_path / f"{len(made)}.zip"))
    finally:
        (tmp_path / "stop").touch()
        assert process.communicate(timeout=60)[0]
    revisions = set()
    for file in made[-12:]:
        folder = restore(file, tmp_path / file.stem).folder
        assert flaws(folder) == []
        revisions.add(Register.open(folder).load(document["id"]).document["revision"])
    assert len(revisions) > 1


def in_child(act: Callable[[], object], at: int, mode: str) -> bool:
    """Do something in a process that is killed at its system call number `at`; say if it was."""
    process = os.fork()
    if process == 0:
        with suppress(BaseException):
            files.os = FaultyOs(at, mode)  # type: ignore[assignment,attr-defined]
            act()
            os._exit(0)
        os._exit(1)
    _process, status = os.waitpid(process, 0)
    assert os.WIFSIGNALED(status) or status == 0
    return os.WIFSIGNALED(status)


@pytest.mark.parametrize("mode", ["kill-half", "kill-after"])
def test_killed_at_every_call_a_backup_is_there_whole_or_not(tmp_path: Path, mode: str) -> None:
    register = full(tmp_path / "register")
    target = tmp_path / "out" / "backup.zip"
    target.parent.mkdir()
    old = taken(register, target).read_bytes()
    document, stamp = register.load(register.find("2026-0002"))
    register.save(answered(document, "newer"), stamp)
    for at in range(1, 200):
        killed = in_child(lambda: taken(register, target, force=True), at, mode)
        with archive.opened(target) as found:
            found.check()
        if not killed:
            break
    assert at > 15
    assert target.read_bytes() != old
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize("mode", ["kill-half", "kill-after"])
def test_killed_at_every_call_a_restore_is_whole_or_not_there(tmp_path: Path, mode: str) -> None:
    register = register_of(tmp_path / "register", assessment())
    register.freeze({"title": "Screening"})
    file = taken(register, tmp_path / "backup.zip")
    target = tmp_path / "out" / "new"
    for at in range(1, 400):
        killed = in_child(lambda: restore(file, target), at, mode)
        if target.exists():
            assert differing(register.path, target) == []
            assert flaws(target) == []
        if not killed:
            break
        shutil.rmtree(target, ignore_errors=True)
    assert at > 25
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize("mode", ["eio", "half", "after", "short"])
def test_what_the_disk_refuses_leaves_nothing_half(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, mode: str
) -> None:
    register = register_of(tmp_path / "register", assessment())
    register.freeze({"a": 1})
    file, other = taken(register, tmp_path / "backup.zip"), tmp_path / "out" / "other.zip"
    other.parent.mkdir()

    def act(number: int) -> None:
        if number % 2:
            restore(file, tmp_path / "out" / "new")
        else:
            taken(register, other, force=True)

    for number in (0, 1):
        for at in range(1, 200):
            fault, done = FaultyOs(at, mode), False
            with monkeypatch.context() as patch:
                patch.setattr(files, "os", fault)
                with suppress(DpiaError):
                    act(number)
                    done = True
            if (tmp_path / "out" / "new").exists():
                assert differing(register.path, tmp_path / "out" / "new") == []
                assert done or fault.seen[at - 1] == "close"
                shutil.rmtree(tmp_path / "out" / "new")
            if other.exists():
                with archive.opened(other) as found:
                    found.check()
            if fault.count < at:
                break
        assert done
    assert leftovers(tmp_path / "out") == []


# What may come from anywhere


def rewritten(file: Path, **members: bytes | None) -> Path:
    """Write a backup anew with other bytes in some members (`__` for a slash), or without them."""
    given = {name.replace("__", "/").replace("_DOT_", "."): data for name, data in members.items()}
    with zipfile.ZipFile(file) as old:
        found = {name: old.read(name) for name in old.namelist()}
    found |= given  # type: ignore[arg-type]
    target = file.with_name("hostile.zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in found.items():
            if data is not None:
                new.writestr(name, data)
    return target


def forged(file: Path, name: str, data: bytes, **info: Any) -> Path:
    """Add a member to a backup, and to its list, so that only the member itself is wrong."""
    with zipfile.ZipFile(file) as old:
        found = {one: old.read(one) for one in old.namelist()}
    listed = json.loads(found.pop("manifest.json"))
    row = {"name": name, "size": len(data), "sha256": files.stamp_of(data)}
    listed["files"].append(row)
    target = file.with_name("hostile.zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for one, content in found.items():
            new.writestr(one, content)
        member = zipfile.ZipInfo(name)
        for key, value in info.items():
            setattr(member, key, value)
        new.writestr(member, data)
        new.writestr("manifest.json", json.dumps(listed))
    return target


ID = "0f0f0f0f-0000-4000-8000-00000000000f"
STRANGE = [
    *("../evil", "/etc/evil", "assessments/../../evil.json", "assessments\\evil.json", "C:evil"),
    *(f"assessments/{ID}.JSON", f"assessments/{ID}.json/", "frozen/x.json", ".lock", "index"),
    *("copies/x", f"history/{ID}/..", "register.json/x", "assessments/", "redacting.json\n"),
]


@pytest.fixture
def sound(tmp_path: Path) -> Iterator[Path]:
    """A sound backup; afterwards nothing may have been restored anywhere."""
    file = taken(register_of(tmp_path / "register", assessment()), tmp_path / "backup.zip")
    yield file
    assert not (tmp_path / "new").exists() and not list(tmp_path.rglob("evil*"))
    assert {p.name for p in tmp_path.iterdir()} <= {"register", "backup.zip", "hostile.zip"}


def refused(file: Path, match: str) -> None:
    with pytest.raises(DpiaError, match=match) as caught:
        restore(file, file.parent / "new")
    assert "\n" not in caught.value.message


@pytest.mark.parametrize("name", STRANGE)
def test_a_name_that_is_none_of_a_register_is_refused(sound: Path, name: str) -> None:
    refused(forged(sound, name, b"{}"), "no file of a register")


def test_links_and_strange_packing_are_refused(sound: Path) -> None:
    name = f"assessments/{ID}.json"
    refused(forged(sound, name, b"/etc/passwd", external_attr=0o120777 << 16), "is a link")
    refused(forged(sound, name, b"{}", compress_type=zipfile.ZIP_BZIP2), "packed in a way")


def test_what_swells_is_refused(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = f"assessments/{ID}.json"
    refused(
        forged(sound, name, b" " * 21_000_000, compress_type=zipfile.ZIP_DEFLATED), "larger than"
    )
    with zipfile.ZipFile(sound, "a", zipfile.ZIP_DEFLATED) as swollen:
        for number in range(3):
            swollen.writestr(f"attachments/{number:064x}", b"\0" * 4_000_000)
    monkeypatch.setattr(archive, "_AT_LEAST", 1_000_000)
    refused(sound, "would unpack to 12 MB")


def test_what_does_not_fit_its_list_is_refused(sound: Path) -> None:
    with zipfile.ZipFile(sound) as found:
        name = next(n for n in found.namelist() if n.startswith("assessments"))
        data, listed = found.read(name), json.loads(found.read("manifest.json"))
    key = name.replace("/", "__")
    refused(rewritten(sound, **{key: data.replace(b"draft", b"DRAFT")}), "was altered")
    refused(rewritten(sound, **{key: data + b" "}), "another size")
    refused(rewritten(sound, **{key: None}), "not in it")
    refused(rewritten(sound, **{f"assessments__{ID}.json": b"{}"}), "list does not fit")
    refused(rewritten(sound, manifest_DOT_json=None), "no list of its files")
    for broken in (b"", b"[]", b"{", b'{"format": "dpia-backup/x"}', b"\xff", b'{"a":1,"a":2}'):
        refused(rewritten(sound, manifest_DOT_json=broken), "no backup that can be used")
    lists: list[Any] = [None, 7, [7], [{}], [{"name": [], "size": 1, "sha256": ""}], [{"x": 1}]]
    for rows in lists:
        text = json.dumps({**listed, "files": rows}).encode()
        refused(rewritten(sound, manifest_DOT_json=text), "no backup that can be used")
    newer = json.dumps({**listed, "format": "dpia-backup/2"}).encode()
    with pytest.raises(Newer):
        restore(rewritten(sound, manifest_DOT_json=newer), sound.parent / "new")


def test_what_is_cut_off_or_altered_anywhere_is_refused(sound: Path) -> None:
    whole = sound.read_bytes()
    hostile = sound.with_name("hostile.zip")
    for length in range(0, len(whole), max(1, len(whole) // 40)):
        hostile.write_bytes(whole[:length])
        refused(hostile, "no backup that can be used")
    changed = 0
    for place in range(0, len(whole), max(1, len(whole) // 150)):
        hostile.write_bytes(whole[:place] + bytes([whole[place] ^ 0x41]) + whole[place + 1 :])
        try:
            folder = restore(hostile, sound.parent / "new").folder
        except DpiaError as problem:
            assert "\n" not in problem.message
            changed += 1
        else:  # a time or a byte of a header that nobody reads
            assert differing(sound.parent / "register", folder) == []
            shutil.rmtree(folder)
    assert changed > 100


def test_a_folder_that_will_not_do_is_refused_and_left_alone(tmp_path: Path) -> None:
    register = register_of(tmp_path / "register", assessment())
    file = taken(register, tmp_path / "backup.zip")
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "mine.txt").write_text("mine")
    for folder, said in (
        ("used", "not empty"),
        ("backup.zip", "not empty"),
        ("register/x", "in a"),
    ):
        with pytest.raises(Invalid, match=said):
            restore(file, tmp_path / folder)
    assert (tmp_path / "used" / "mine.txt").read_text() == "mine"
    with pytest.raises(NotSaved):
        restore(file, tmp_path / "used" / "mine.txt" / "new")
    (tmp_path / "empty").mkdir()
    assert restore(file, tmp_path / "empty").assessments == 1
    assert restore(file, tmp_path / "deep" / "er" / "new").assessments == 1
    with pytest.raises(DpiaError, match="cannot be read"):
        restore(tmp_path / "none.zip", tmp_path / "new")


def test_what_was_damaged_already_is_told(tmp_path: Path) -> None:
    register = register_of(tmp_path / "register", assessment("Broken"), assessment("Sound"))
    path = register.file(register.find("2026-0001"))
    path.write_bytes(path.read_bytes()[:-50])
    done = restore(taken(register, tmp_path / "backup.zip"), tmp_path / "new")
    assert len(done.flaws) == 1 and path.name in done.flaws[0] and "damaged" in done.flaws[0]
    assert differing(register.path, tmp_path / "new") == []


def test_what_is_saved_while_the_backup_is_under_way_comes_whole(tmp_path: Path) -> None:
    register = full(tmp_path / "register")
    ident = register.find("2026-0002")
    before = register.load(ident).document["revision"]

    def meanwhile(done: int, _total: int) -> None:
        if done == 1:
            document, stamp = register.load(ident)
            sha = register.attach(b"new")
            row = {"id": "a9", "name": "new.png", "sha256": sha}
            judged_by = {"topics/new": register.freeze({"title": "New"})}
            register.save({**document, "attachments": [row], "judged_by": judged_by}, stamp)

    folder = restore(
        taken(register, tmp_path / "b.zip", progress=meanwhile), tmp_path / "new"
    ).folder
    assert Register.open(folder).load(ident).document["revision"] == before + 1
    assert not [said for said in flaws(folder) if "missing" in said]


def test_what_cannot_be_read_back_gets_no_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = register_of(tmp_path / "register", assessment())
    pieces = archive.pieces

    def careless(*arguments: Any) -> Iterator[bytes]:
        for piece in pieces(*arguments):
            yield piece[:60] + bytes(len(piece[60:61])) + piece[61:]

    monkeypatch.setattr(archive, "pieces", careless)
    with pytest.raises(Invalid):
        taken(register, tmp_path / "backup.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["register"]
