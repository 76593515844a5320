"""One damaged file costs no answer: what is put back, from where, and what is left alone."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dpia.assessment.event import REPAIRED
from dpia.canonical import canonical
from dpia.desk.config import Config
from dpia.desk.library import Library
from dpia.errors import DpiaError, NotFound
from dpia.register import Register, backup
from dpia.register.encryption import turning
from dpia.register.repairing import Mended
from dpia.register.storage import AtomicStorage
from tests.long import long

from .flips import Plain, event_first, flipped
from .samples import answered, assessment, register_of
from .test_backup import flaws, in_child

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)


def repair(folder: Path, ref: str = "", backups: tuple[Path, ...] = (), dry: bool = False) -> Any:
    work = Plain(folder, Config(name="Ada"), backups, dry, lambda: NOW)
    return list(work.mend(ref, lambda _done, _total: None))


def one(found: list[Mended]) -> Mended:
    assert len(found) == 1, found
    return found[0]


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """A register of two; the first has five events, saved one by one."""
    register = register_of(tmp_path / "register", event_first(), assessment("Sound"))
    document, stamp = register.load(register.find("2026-0001"))
    for number in range(4):
        document = answered(document, f"answer {number}", f"question_{number}")
        stamp = register.save(document, stamp)
    return register


def path_of(register: Register) -> Path:
    return register.file(register.find("2026-0001"))


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in (".lock", "index")
    }


def older_copy(register: Register, events: int) -> None:
    """Leave of the copies one from before: of when there were so many events."""
    path = path_of(register)
    (kept,) = (register.path / "copies" / path.stem).glob("*.json")
    now = register.load(path.stem).document
    document = {**event_first(), "id": now["id"], "reference": now["reference"]}
    document = {**now, "events": now["events"][:events], "revision": events}
    topic = {f"question_{number}": f"answer {number}" for number in range(events - 1)}
    document["answers"] = {"screening": {**event_first()["answers"]["screening"], **topic}}
    kept.unlink()
    AtomicStorage(kept.with_name("2026-11-20.json")).write({"assessment": {"1": document}})


@pytest.mark.parametrize(
    "damage", [lambda _b: b"", lambda b: b[: len(b) // 2], lambda b: b"\0" * 9]
)
def test_a_destroyed_file_costs_no_answer(
    register: Register, damage: Callable[[bytes], bytes]
) -> None:
    path = path_of(register)
    before, sound = register.load(path.stem).document, everything(register.path)
    data = damage(path.read_bytes())
    path.write_bytes(data)
    mended = one(repair(register.path))
    assert mended.source.startswith("the copy of 2026-")
    assert (mended.lost, mended.brought_back) == ([], [])
    assert (register.path / mended.aside).read_bytes() == data
    after = register.load(path.stem).document
    assert after["answers"] == before["answers"]
    assert after["events"][:-1] == before["events"]
    event = after["events"][-1]
    assert (event["kind"], event["by"]) == (REPAIRED, "Ada")
    assert "Put back from the copy of" in event["note"]
    assert flaws(register.path) == []
    now = everything(register.path)
    changed = {name for name in sound if now[name] != sound[name]}
    assert changed == {
        f"assessments/{path.name}",
        *(n for n in sound if f"copies/{path.stem}" in n),
    }
    assert repair(register.path) == []


def test_what_is_sound_is_not_touched(register: Register, tmp_path: Path) -> None:
    before = everything(register.path)
    assert repair(register.path) == repair(register.path, "2026-0001") == []
    assert everything(register.path) == before


def test_what_was_put_aside_stays_when_it_is_damaged_again(either: str, register: Register) -> None:
    path = path_of(register)
    answers = register.load(path.stem).document["answers"]
    aside = set()
    for number in range(3):
        data = path.read_bytes()
        path.write_bytes(data[:-5] + bytes([data[-5] ^ 1 + number]) + data[-4:])
        aside.add(one(repair(register.path)).aside)
        assert register.load(path.stem).document["answers"] == answers
        assert register.verify(path.stem) == []
    assert len(aside) == 3 and all((register.path / name).is_file() for name in aside)


def test_a_dry_run_only_tells(register: Register) -> None:
    path = path_of(register)
    path.write_bytes(b"")
    (register.path / "index").write_bytes(b"no database" * 1000)
    before = everything(register.path)
    assert [m.file for m in repair(register.path, dry=True) if m.source] == [
        "index",
        f"assessments/{path.name}",
    ]
    assert everything(register.path) == before and not (register.path / "damaged").exists()


def test_later_answers_come_back_from_what_is_left_of_the_damaged_file(register: Register) -> None:
    path = path_of(register)
    before = register.load(path.stem).document
    older_copy(register, 2)
    path.write_bytes(path.read_bytes().replace(b'"draft",', b'"draft"'))
    mended = one(repair(register.path))
    assert mended.source == "the copy of 2026-11-22 10:00"
    assert mended.brought_back == [f"{n} screening.question_{n - 2}" for n in (3, 4, 5)]
    assert mended.lost == []
    after = register.load(path.stem).document
    assert after["answers"] == before["answers"]
    assert after["events"][:-1] == before["events"]
    assert flaws(register.path) == []


def test_what_is_lost_is_said_and_what_stands_alone_comes_back(register: Register) -> None:
    path = path_of(register)
    older_copy(register, 2)
    path.write_bytes(
        path.read_bytes().replace(b'"draft",', b'"draft"').replace(b'answer 2"}', b'answer X"}')
    )
    mended = one(repair(register.path))
    assert mended.lost == [4]
    assert mended.brought_back == ["3 screening.question_1", "5 screening.question_3"]
    after = register.load(path.stem).document
    assert after["answers"]["screening"]["question_3"] == "answer 3"
    assert "question_2" not in after["answers"]["screening"]
    assert [event["seq"] for event in after["events"]] == [1, 2, 3, 4]
    assert "Events that are lost: 4." in after["events"][-1]["note"]
    assert flaws(register.path) == []


def test_the_history_alone_is_enough(tmp_path: Path) -> None:
    document = event_first()
    for number in range(230):
        document = answered(document, f"answer {number}")
    register = register_of(tmp_path / "register", document)
    before = register.load(document["id"]).document
    assert before["sealed"]
    shutil.rmtree(register.path / "copies")
    path = register.file(document["id"])
    path.write_bytes(path.read_bytes()[:-30].replace(b'"draft",', b'"draft"'))
    assert one(repair(register.path)).source == "its history"
    after = register.load(document["id"]).document
    assert after["answers"] == before["answers"] and after["reference"] == "2026-0001"
    assert [e["seq"] for e in register.history(document["id"])] == list(range(1, 233))
    assert flaws(register.path) == []


def test_a_broken_history_is_put_right_and_the_altered_one_kept_aside(register: Register) -> None:
    path = path_of(register)
    path.write_bytes(path.read_bytes().replace(b'answer 1"}', b'answer 9"}'))
    altered = path.read_bytes()
    assert register.verify(path.stem)
    mended = one(repair(register.path))
    assert (register.path / mended.aside).read_bytes() == altered
    assert flaws(register.path) == []


def test_what_a_hand_changed_is_left_alone_unless_it_is_named(register: Register) -> None:
    path = path_of(register)
    path.write_bytes(
        path.read_bytes().replace(b'"question_1": "answer 1"', b'"question_1": "mine"')
    )
    edited = path.read_bytes()
    mended = one(repair(register.path))
    assert mended.source == "" and "dpia repair" in mended.problem
    assert path.read_bytes() == edited
    assert one(repair(register.path, "2026-0001")).source
    assert register.load(path.stem).document["answers"]["screening"]["question_1"] == "answer 1"


def test_a_file_that_is_gone_comes_back_when_it_is_named(register: Register) -> None:
    path = path_of(register)
    path.unlink()
    assert one(repair(register.path)).source == ""
    assert not path.exists()
    mended = one(repair(register.path, "2026-0001"))
    assert mended.source.startswith("the copy") and mended.aside == ""
    assert register.load(path.stem).document["events"][-1]["kind"] == REPAIRED
    with pytest.raises(NotFound):
        repair(register.path, "2026-0009")


def test_without_any_copy_nothing_is_touched_and_it_is_said(register: Register) -> None:
    path = path_of(register)
    shutil.rmtree(register.path / "copies")
    path.write_bytes(b"{")
    mended = one(repair(register.path))
    assert mended.source == "" and path.read_bytes() == b"{"
    assert not (register.path / "damaged").exists()


def test_a_file_of_a_newer_dpia_is_not_touched(register: Register) -> None:
    path = path_of(register)
    data = path.read_bytes().replace(b"dpia-assessment/1", b"dpia-assessment/9")
    path.write_bytes(data)
    mended = one(repair(register.path, "2026-0001"))
    assert mended.source == "" and "newer dpia" in mended.problem
    assert path.read_bytes() == data


def test_kept_files_come_back_from_what_ships_and_from_backups(tmp_path: Path) -> None:
    topic = next(iter(Library().files().values()))
    register = register_of(tmp_path / "register")
    frozen, own = register.freeze(topic), register.freeze({"own": True})
    sha = register.attach(b"PNG" * 100)
    document = event_first(
        attachments=[{"id": "a1", "name": "flows.png", "sha256": sha}],
        judged_by={"topics/one": frozen, "topics/own": own},
    )
    for number in range(230):
        document = answered(document, f"answer {number}")
    register.create(document, 2026)
    file = backup.make(register.path, tmp_path / "b.zip", "1", NOW).path
    sound = everything(register.path)
    kept = [n for n in sound if n.split("/")[0] in ("frozen", "attachments", "history")]
    assert len(kept) == 4
    for number, name in enumerate(kept):
        if number % 2:
            (register.path / name).unlink()
        else:
            (register.path / name).write_bytes(b"?")
    found = {mended.file: mended.source for mended in repair(register.path, backups=(file,))}
    assert set(kept) <= set(found)
    assert found[f"frozen/{frozen[7:]}.json"] == "what ships with dpia"
    assert found[f"attachments/{sha}"] == "the backup of 2026-11-28 12:00"
    now = everything(register.path)
    assert {name: now[name] for name in kept} == {name: sound[name] for name in kept}
    assert flaws(register.path) == []
    assert canonical(register.frozen(frozen)) == canonical(topic)


def test_sealed_history_is_written_again_from_copies(tmp_path: Path) -> None:
    document = event_first()
    for number in range(198):
        document = answered(document, f"answer {number}")
    register = register_of(tmp_path / "register", document)
    (kept,) = (register.path / "copies" / document["id"]).glob("*.json")
    kept.rename(kept.with_name("2026-11-20.json"))
    loaded, stamp = register.load(document["id"])
    register.save(answered(answered(loaded, "more"), "last"), stamp)
    (segment,) = (register.path / "history").glob("*/*.json")
    data = segment.read_bytes()
    segment.write_bytes(data[:-3])
    assert one(repair(register.path)).source.startswith("the copy of")
    assert segment.read_bytes() == data
    assert flaws(register.path) == []


def test_an_assessment_comes_back_from_a_backup(
    either: str, register: Register, tmp_path: Path
) -> None:
    path = path_of(register)
    before = register.load(path.stem).document
    file = backup.make(register.path, tmp_path / "b.zip", "1", NOW).path
    (tmp_path / "broken.zip").write_bytes(file.read_bytes()[:-40])
    shutil.rmtree(register.path / "copies")
    path.write_bytes(b"")
    mended = one(repair(register.path, backups=(tmp_path / "none", tmp_path / "broken.zip", file)))
    assert mended.source == "the backup of 2026-11-28 12:00"
    assert register.load(path.stem).document["answers"] == before["answers"]


@pytest.mark.parametrize("damage", [b"", b"{}", b"\xff", None])
def test_the_registers_own_file_is_made_anew(
    register: Register, tmp_path: Path, damage: bytes | None
) -> None:
    about, file = register.path / "register.json", tmp_path / "b.zip"
    backup.make(register.path, file, "1", NOW)
    data = about.read_bytes()
    for backups in ((file,), ()):
        about.unlink() if damage is None else about.write_bytes(damage)
        with pytest.raises(DpiaError):
            Register.open(register.path)
        mended = one(repair(register.path, backups=backups))
        assert mended.source.startswith("the backup" if backups else "nothing")
        assert (about.read_bytes() == data) == bool(backups)
        assert len(Register.open(register.path).summaries()) == 2
    with pytest.raises(NotFound):
        repair(tmp_path / "nothing")


def test_a_damaged_index_is_dropped(register: Register) -> None:
    index = register.path / "index"
    assert index.exists()
    index.write_bytes(b"SQLite format 3\0" + b"?" * 9000)
    assert one(repair(register.path)).file == "index"
    assert len(Register.open(register.path).summaries()) == 2


@pytest.mark.parametrize("mode", ["kill-half"])
def test_killed_at_every_call_nothing_is_lost(
    register: Register, tmp_path: Path, mode: str
) -> None:
    path = path_of(register)
    before = register.load(path.stem).document["answers"]
    path.write_bytes(path.read_bytes()[:-30])
    shutil.copytree(register.path, tmp_path / "template")
    for at in range(1, 100, long(3, 1)):
        folder = tmp_path / "work"
        shutil.copytree(tmp_path / "template", folder)
        killed = in_child(lambda at=folder: repair(at), at, mode)  # type: ignore[misc]
        repair(folder)
        assert flaws(folder) == []
        assert Register.open(folder).load(path.stem).document["answers"] == before
        shutil.rmtree(folder)
        if not killed:
            break
    assert at > 10


def test_flipped_bytes_are_noticed_and_repaired(tmp_path: Path) -> None:
    result = flipped(tmp_path / "register", 151)
    assert result["found"] == []
    assert result["noticed"] > 40


def test_copies_of_the_last_days_stay(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    path = path_of(register)
    folder = register.path / "copies" / path.stem
    for name in ("2026-11-01", "2026-11-02", "2026-11-03"):
        (folder / f"{name}.json").write_bytes(b"older")
    document, stamp = register.load(path.stem)
    stamp = register.save(answered(document, "next"), stamp)
    assert len(list(folder.glob("*.json"))) == 4  # it was not the first save of the day
    (today,) = [p for p in folder.glob("*.json") if p.read_bytes() != b"older"]
    assert today.read_bytes() == path.read_bytes()
    today.unlink()
    register.save(answered(register.load(path.stem).document, "again"), stamp)
    assert len(list(folder.glob("*.json"))) == 3 and today.read_bytes() == path.read_bytes()


def test_a_copy_that_cannot_be_written_costs_no_save(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = path_of(register)
    shutil.rmtree(register.path / "copies")
    (register.path / "copies").write_text("in the way")
    document, stamp = register.load(path.stem)
    register.save(answered(document, "saved"), stamp)
    assert register.load(path.stem).document["answers"]["screening"]["part"] == "saved"


def test_a_copy_that_was_cut_short_holds_up_nothing(either: str, register: Register) -> None:
    path = path_of(register)
    (copy,) = (register.path / "copies" / path.stem).glob("*.json")
    copy.write_bytes(copy.read_bytes()[:300])
    register.sweep()
    assert flaws(register.path) == [] and repair(register.path) == []
    if either == "encrypted":
        turning.decrypt(register.path)
        register = Register.open(register.path)
    document, stamp = register.load(path.stem)
    register.save(answered(document, "next"), stamp)
    path.write_bytes(b"")
    assert one(repair(register.path)).source.startswith("the copy of")
    assert register.load(path.stem).document["answers"]["screening"]["part"] == "next"


def test_what_no_event_tells_is_noticed_by_the_copy(register: Register) -> None:
    path = path_of(register)
    data = path.read_bytes()
    path.write_bytes(data.replace(b'"2026-0001"', b'"2026-0901"'))
    assert flaws(register.path) == ["It is not as dpia saved it last, and no event says why."]
    assert one(repair(register.path)).source == ""
    assert one(repair(register.path, "2026-0901")).source
    assert register.load(path.stem).document["reference"] == "2026-0001"
