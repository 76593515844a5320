"""What was redacted goes out of backups, too: no byte is left, and all else is as it was."""

import errno
import json
import os
import shutil
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from dpia.desk.backing_up import back_up
from dpia.desk.case import Case
from dpia.desk.desk import Desk
from dpia.desk.reaching import holding, reach
from dpia.register import Register, archive, clearing, files, history, mounts, redacting
from dpia.register.checking import Inspection, look_at
from dpia.register.encryption import unlocking
from dpia.register.restore import restore
from dpia.register.temporaries import host
from tests.desk.test_redacting import NAME, forms, gone, grown, told_everywhere
from tests.register import sealed
from tests.register.faults import FaultyOs
from tests.register.test_backup import in_child
from tests.tui.stories import sample_desk


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seal a history early; a long one says no more."""
    monkeypatch.setattr(history, "KEEP_OPEN", 20)
    monkeypatch.setattr(history, "LEAVE", 10)


@pytest.fixture
def plain(tmp_path: Path) -> Desk:
    desk = sample_desk(tmp_path)
    return replaced(desk, folder=str(folder_of(tmp_path)))


@pytest.fixture(params=["plain", "encrypted"])
def desk(plain: Desk, request: pytest.FixtureRequest) -> Iterator[Desk]:
    if request.param == "encrypted":
        plain.register = sealed.encrypt(plain.register.path)
    yield plain
    mounts.ask = None
    mounts._mounted.clear()
    unlocking.forget()


def folder_of(place: Path) -> Path:
    (place / "safe").mkdir(exist_ok=True)
    return place / "safe"


def replaced(desk: Desk, **backup: str) -> Desk:
    desk.config = replace(desk.config, backup=backup)
    return desk


def backed_up(desk: Desk, name: str) -> Path:
    return back_up(desk.register.path, Path(desk.config.backup["folder"]) / name).path


def content(desk: Desk, path: Path) -> dict[str, bytes]:
    """Return what a backup holds, as it is read once it is restored: opened, by its names."""
    found = {}
    with zipfile.ZipFile(path) as backup:
        for name in backup.namelist():
            data, place = backup.read(name), desk.register.path / name
            seal = mounts.of(place)
            if seal and data.startswith(mounts.SEALED):
                data, place = seal.open(place, data), seal.name(place)
            found[place.relative_to(desk.register.path).as_posix()] = data
    return found


def traces(desk: Desk, path: Path, text: str = NAME) -> list[str]:
    """Return what in a backup holds the text in any form; every byte of it is looked at."""
    wanted = forms(text)
    found = [n for n, data in content(desk, path).items() if any(one in data for one in wanted)]
    with zipfile.ZipFile(path) as backup:
        raw = [path.read_bytes(), *map(backup.read, backup.namelist())]
    return found + ["raw" for data in raw if mounts._mounted and any(one in data for one in wanted)]


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as backup:
        return {name: backup.read(name) for name in backup.namelist()}


def restored(desk: Desk, path: Path, folder: Path) -> Register:
    """Put a backup back, and return the register, in which everything is well."""
    done = restore(path, folder)
    assert done.flaws == []
    register, found = look_at(folder)
    inspection = Inspection(register)
    seen = inspection.everything(lambda _done, _total: None)
    assert [flaw.said for flaw in (*found, *(f for one in seen for f in one.flaws))] == []
    assert inspection.strangers == []
    return register


def cleared(desk: Desk, *named: Path) -> list[Path]:
    done = reach(desk, named)
    assert done.left == []
    return done.cleared


def told(desk: Desk, tmp_path: Path) -> tuple[Case, str]:
    """Return an assessment that tells of the name everywhere, with a file of theirs."""
    case = told_everywhere(desk)
    grown(case)
    file = tmp_path / "diagram.txt"
    file.write_text(f"drawn by {NAME}", encoding="utf-8")
    return case, case.attach(file, f"By {NAME}")


def test_no_byte_of_a_backup_holds_the_text_any_more(desk: Desk, tmp_path: Path) -> None:
    case, attached = told(desk, tmp_path)
    other = desk.create("Another")
    other.answer("sample.text", "as it was then")
    path = backed_up(desk, "dpia-12345678-20261101-120000.zip")
    before, mode = members(path), json.loads(members(path)["manifest.json"])
    assert {n.partition("/")[0] for n in traces(desk, path)} >= {
        *("assessments", "history", "attachments"),
    }
    other.answer("sample.text", "later")
    gone(case, text=NAME, attachments=[attached])
    assert holding(desk, [case.id]) == [path] and traces(desk, path) != []
    assert cleared(desk) == [path]
    assert traces(desk, path) == []
    after, said = members(path), json.loads(members(path)["manifest.json"])
    mine = {name for name in before if case.id in name or name.startswith("attachments/")}
    for name in set(before) - mine - {"manifest.json"}:
        assert after[name] == before[name], name
    assert {n for n in after if case.id in n} == {
        path.relative_to(desk.register.path).as_posix()
        for path in desk.register.path.rglob("*.json")
        if case.id in str(path.relative_to(desk.register.path)) and "copies" not in str(path)
    }
    assert not any(name.startswith("attachments/") for name in after)
    assert said["redacted"] and said["made"] == mode["made"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    back = restored(desk, path, tmp_path / "back")
    assert back.load(other.id).document["answers"]["sample"]["text"] == "as it was then"
    assert back.load(case.id).document == desk.register.load(case.id).document
    once = path.read_bytes()
    assert cleared(desk) == [] and path.read_bytes() == once, "nothing is left to do"


def test_what_today_needs_comes_along(desk: Desk, tmp_path: Path) -> None:
    """A file and a questionnaire that came after the backup are in it with the assessment."""
    case = told_everywhere(desk)
    path = backed_up(desk, "early.zip")
    (tmp_path / "later.txt").write_text("came later")
    case.attach(tmp_path / "later.txt")
    digest = desk.register.freeze({"topic": "of later"})
    document, stamp = desk.register.load(case.id)
    desk.register.save(document | {"cursor": {"seen": digest}}, stamp)
    gone(desk.open(case.id), text=NAME)
    assert cleared(desk) == [path]
    assert traces(desk, path) == []
    back = restored(desk, path, tmp_path / "back")
    (row,) = back.load(case.id).document["attachments"]
    assert back.attached(row["sha256"]) == b"came later"
    assert back.frozen(digest) == {"topic": "of later"}


def test_a_state_from_before_the_text_stays_and_one_with_a_half_written_one_does_not(
    desk: Desk,
) -> None:
    case = desk.create("A case")
    clean = backed_up(desk, "clean.zip")
    case.keep_typing("sample.text", f"as {NAME} coun")
    typed = backed_up(desk, "typed.zip")
    case.answer("sample.text", NAME)
    held = backed_up(desk, "held.zip")
    case.answer("sample.text", "Something else")
    gone(case, answer="sample.text", past_only=True)
    as_it_was = clean.read_bytes()
    assert traces(desk, typed) != [] != traces(desk, held)
    assert cleared(desk) == [held, typed]
    assert traces(desk, typed) == traces(desk, held) == []
    assert clean.read_bytes() == as_it_was
    after = backed_up(desk, "after.zip").read_bytes()
    assert cleared(desk) == []
    assert (clean.parent / "after.zip").read_bytes() == after


def test_what_stood_after_its_past_was_redacted_is_found(desk: Desk) -> None:
    """Its event was empty already in the backup, but the text itself still stood."""
    case = desk.create("A case")
    case.answer("sample.text", NAME)
    case.answer("sample.number", 3)
    half = gone(case, answer="sample.text", past_only=True)
    path = backed_up(desk, "half.zip")
    assert traces(desk, path) != []
    gone(half, text=NAME)
    assert cleared(desk) == [path] and traces(desk, path) == []


def test_a_file_that_another_in_the_backup_names_stays(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "diagram.txt"
    file.write_text(f"drawn by {NAME}", encoding="utf-8")
    case, other = desk.create("A case"), desk.create("Another")
    own, theirs = case.attach(file), other.attach(file)
    path = backed_up(desk, "both.zip")
    gone(case, attachments=[own])
    assert cleared(desk) == [path]
    assert [name.partition("/")[0] for name in traces(desk, path)] == ["attachments"]
    restored(desk, path, tmp_path / "back")
    gone(other, attachments=[theirs])
    assert cleared(desk) == [path] and traces(desk, path) == []
    restored(desk, path, tmp_path / "again")


def test_one_that_was_damaged_in_the_backup_goes_too(desk: Desk) -> None:
    case = desk.create(f"Visits by {NAME}")
    file = desk.register.file(case.id)
    sound = file.read_bytes()
    file.write_bytes(sound[:-9])
    path = backed_up(desk, "damaged.zip")
    file.write_bytes(sound)
    gone(case, text=NAME)
    assert cleared(desk) == [path] and traces(desk, path) == []


def test_a_backup_elsewhere_is_reached_when_it_is_named(desk: Desk, tmp_path: Path) -> None:
    case = desk.create(f"Visits by {NAME}")
    path = back_up(desk.register.path, tmp_path / "elsewhere.zip").path
    (tmp_path / "link.zip").symlink_to(path)
    gone(case, text=NAME)
    assert cleared(desk) == [] and traces(desk, path) != []
    dry = reach(desk, [path], dry=True)
    assert (dry.cleared, traces(desk, path) != []) == ([path], True)
    assert cleared(desk, tmp_path / "link.zip") == [tmp_path / "link.zip"]
    assert traces(desk, path) == [] and (tmp_path / "link.zip").is_symlink()


# What cannot be reached


def left(desk: Desk, *named: Path) -> list[str]:
    done = reach(desk, named)
    assert done.cleared == [] and all("\n" not in said for said in done.left)
    return done.left


def test_a_folder_that_is_not_there_is_named(plain: Desk) -> None:
    gone(plain.create(f"Visits by {NAME}"), text=NAME)
    shutil.rmtree(plain.config.backup["folder"])
    (said,) = left(plain)
    assert "safe cannot be read: the folder or file is not there" in said
    assert left(replaced(plain)) == []


def test_damaged_files_and_those_of_others_are_named_and_left_alone(
    plain: Desk, tmp_path: Path
) -> None:
    case = plain.create(f"Visits by {NAME}")
    whole = backed_up(plain, "whole.zip")
    other = sample_desk(tmp_path / "other")
    foreign = back_up(other.register.path, tmp_path / "foreign.zip").path
    gone(case, text=NAME)
    data = whole.read_bytes()
    place = data.index(b"assessments/") + 100
    whole.write_bytes(data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :])
    for name, content_ in (("cut.zip", data[:-40]), ("none.zip", b"no ZIP at all")):
        (whole.parent / name).write_bytes(content_)
    shutil.copy(foreign, whole.parent / "foreign.zip")
    (whole.parent / "folder.zip").mkdir()
    with zipfile.ZipFile(whole.parent / "holiday.zip", "w") as holiday:
        holiday.writestr("beach.png", b"sand")
    before = {path: path.read_bytes() for path in whole.parent.iterdir() if path.is_file()}
    found = left(plain, foreign, tmp_path / "missing.zip")
    assert [Path(said.split()[0]).name for said in found] == [
        *("cut.zip", "none.zip", "whole.zip", "foreign.zip", "missing.zip"),
    ]
    assert "is a backup of another register" in found[3] and "cannot be read" in found[4]
    assert {path: path.read_bytes() for path in before} == before


def test_another_register_that_holds_the_assessment_is_named_in_the_folder_too(
    plain: Desk,
) -> None:
    case = plain.create(f"Visits by {NAME}")
    path = backed_up(plain, "theirs.zip")
    about = plain.register.path / "register.json"
    about.write_text(about.read_text().replace(plain.register.id, "0" * 36))
    plain.register = Register.open(plain.register.path)
    gone(plain.open(case.id), text=NAME)
    (said,) = left(plain)
    assert said == f"{path} is a backup of another register."


def test_what_was_plain_before_stays_so_and_is_named(plain: Desk) -> None:
    """Nothing of an encrypted register is ever written in plain."""
    case = plain.create(f"Visits by {NAME}")
    path = backed_up(plain, "before.zip")
    plain.register = sealed.encrypt(plain.register.path)
    gone(plain.open(case.id), text=NAME)
    try:
        (said,) = left(plain)
    finally:
        mounts.ask = None
        mounts._mounted.clear()
        unlocking.forget()
    assert said.startswith(f"{path} was made before the register was encrypted")
    assert any(one in data for data in members(path).values() for one in forms(NAME))


def test_a_history_that_went_another_way_is_left_alone(plain: Desk) -> None:
    case = plain.create(f"Visits by {NAME}")
    before = plain.register.file(case.id).read_bytes()
    case.answer("sample.number", 3)
    backed_up(plain, "other-way.zip")
    plain.register.file(case.id).write_bytes(before)  # put back from an older copy
    gone(plain.open(case.id), text=NAME)
    (said,) = left(plain)
    assert f"holds a history of {case.document['reference']} that the register does not" in said


# Whatever happens meanwhile


@pytest.mark.parametrize("mode", ["kill-half", "kill-after"])
def test_killed_at_any_call_a_backup_is_the_old_or_the_new_one(
    plain: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    case = told_everywhere(plain)
    path = backed_up(plain, "one.zip")
    gone(case, text=NAME)
    old, seen, counting = path.read_bytes(), list[bool](), FaultyOs()
    with monkeypatch.context() as patch:
        patch.setattr(files, "os", counting)
        assert cleared(plain) == [path]
    last = counting.count
    for at in (*range(1, 6), *range(6, last - 8, 9), *range(last - 8, last + 1)):
        path.write_bytes(old)
        files.replace(plain.register.path / redacting.DUE, b"{}\n")
        assert in_child(partial(reach, plain), at, mode)
        with archive.opened(path) as found:
            found.check()
        seen.append(path.read_bytes() != old)
        assert traces(plain, path) == [] or not seen[-1]
        assert seen[-1] or redacting.backups_due(plain.register.path)
    assert seen == sorted(seen) and set(seen) == {True, False}
    path.write_bytes(old)
    assert in_child(partial(reach, plain), last // 2, mode)
    assert cleared(plain) == [path] and traces(plain, path) == []
    assert list(path.parent.iterdir()) == [path], "nor is anything half left"
    restored(plain, path, tmp_path / "back")


def test_a_daily_backup_that_was_killed_half_made_goes_as_well(plain: Desk) -> None:
    case = plain.create(f"Visits by {NAME}")
    path = backed_up(plain, "dpia-12345678-20261101-120000.zip")
    half = path.with_name(f".dpia-12345678-20261102-120000.zip.{host()}.1999999999.ab.tmp")
    half.write_bytes(path.read_bytes())
    gone(case, text=NAME)
    reach(plain, dry=True)
    assert half.exists()
    assert cleared(plain) == [path]
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    ("number", "why"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EACCES, "permission denied"),
        (errno.EROFS, "the disk is read-only"),
    ],
)
def test_where_nothing_can_be_written_it_is_named_and_as_it_was(
    plain: Desk, monkeypatch: pytest.MonkeyPatch, number: int, why: str
) -> None:
    case = plain.create(f"Visits by {NAME}")
    path = backed_up(plain, "one.zip")
    gone(case, text=NAME)
    old = path.read_bytes()

    def refuse(*_arguments: Any) -> int:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(files, "_fill", refuse)
        (said,) = left(plain)
    assert said == f"{path} could not be written anew: {why}. It is as it was."
    assert path.read_bytes() == old and list(path.parent.iterdir()) == [path]
    assert cleared(plain) == [path]


def test_what_cannot_be_read_back_takes_no_place(
    plain: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = plain.create(f"Visits by {NAME}")
    path = backed_up(plain, "one.zip")
    gone(case, text=NAME)
    old = path.read_bytes()
    monkeypatch.setattr(archive, "pieces", lambda _found, _about: iter([old[:-60]]))
    assert "is no backup that can be used" in left(plain)[0]
    assert path.read_bytes() == old and list(path.parent.iterdir()) == [path]


def test_what_somebody_else_redacts_meanwhile_goes_as_well(
    plain: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, other = plain.create(f"Visits by {NAME}"), plain.create(f"Calls by {NAME}")
    path = backed_up(plain, "one.zip")
    gone(case, text=NAME)
    store, done = files.store, list[bool]()

    def slow(*arguments: Any, **options: Any) -> None:
        if not done:
            done.append(True)
            gone(other, text=NAME)
        store(*arguments, **options)

    monkeypatch.setattr(clearing.files, "store", slow)
    assert cleared(plain) == [path] and traces(plain, path) == []
