"""Two programs at once never lose an answer."""

import errno
import fcntl
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from filelock import FileLock, Timeout

from dpia.errors import Conflict, NotSaved
from dpia.register import Changed, Register, lock

from .samples import answered, assessment, register_of, run

WORKER = """
import sys
from dpia.register import Register, Changed
from tests.register.samples import assessment
folder, ident, name, rounds = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
register = Register.open(folder)
sys.stdin.readline()
conflicts = 0
for number in range(rounds):
    while True:
        document, stamp = register.load(ident)
        document["answers"]["screening"][f"{name}_{number}"] = "yes"
        document["counter"] = document.get("counter", 0) + 1
        try:
            register.save(document, stamp)
            break
        except Changed as problem:
            assert problem.document is not None and problem.stamp != stamp
            conflicts += 1
    if number % 3 == 0:
        register.create(assessment(f"{name} {number}"), 2026)
    assert not any(row["damaged"] for row in register.summaries())
print(conflicts)
"""

HOLDER = """
import sys, time
from pathlib import Path
from dpia.register.lock import Lock
with Lock(Path(sys.argv[1])).held():
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize(("programs", "rounds"), [(2, 20), (4, 12)])
def test_programs_editing_and_adding_at_once_lose_nothing(
    tmp_path: Path, programs: int, rounds: int, either: str
) -> None:
    document = assessment()
    register_of(tmp_path, document)
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", WORKER, tmp_path, document["id"], f"p{number}", str(rounds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        for number in range(programs)
    ]
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("\n")
        worker.stdin.flush()
    said = [worker.communicate(timeout=60) for worker in workers]
    assert [worker.returncode for worker in workers] == [0] * programs, said
    register = Register.open(tmp_path)
    stored = register.load(document["id"]).document
    assert stored["counter"] == programs * rounds
    assert stored["revision"] == programs * rounds + 1
    rows = register.summaries()
    assert len(rows) == 1 + programs * -(-rounds // 3)
    assert [row["reference"] for row in rows] == [f"2026-{n + 1:04d}" for n in range(len(rows))]


def test_threads_editing_at_once_lose_nothing(tmp_path: Path, either: str) -> None:
    document = assessment(counter=0)
    register = register_of(tmp_path, document)

    def work() -> None:
        for _number in range(15):
            while True:
                mine, stamp = register.load(document["id"])
                mine["counter"] += 1
                try:
                    register.save(mine, stamp)
                    break
                except Changed:
                    pass
            register.summaries("advertising")

    threads = [threading.Thread(target=work) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert register.load(document["id"]).document["counter"] == 60


def test_the_loser_is_told_and_sees_what_the_other_wrote(tmp_path: Path, either: str) -> None:
    document = assessment()
    mine = register_of(tmp_path, document)
    theirs = Register.open(tmp_path)
    first, stamp = mine.load(document["id"])
    second, same = theirs.load(document["id"])
    assert same == stamp
    new = theirs.save(answered(second, "theirs"), stamp)
    before = mine.file(document["id"]).read_bytes()
    attempt = answered(first, "mine")
    with pytest.raises(Changed) as caught:
        mine.save(attempt, stamp)
    assert mine.file(document["id"]).read_bytes() == before
    assert caught.value.stamp == new
    assert caught.value.document is not None
    assert caught.value.document["answers"]["screening"]["part"] == "theirs"
    assert attempt["revision"] == first["revision"]
    assert caught.value.exit_code == 5


def test_an_assessment_that_must_be_new_overwrites_none(tmp_path: Path) -> None:
    document = assessment()
    register = register_of(tmp_path, document)
    with pytest.raises(Changed):
        register.save({**document, "title": "Impostor"}, None)
    with pytest.raises(Changed):
        register.create({**document, "title": "Impostor"}, 2026)
    assert register.load(document["id"]).document["title"] == document["title"]


def test_a_removed_assessment_does_not_come_back_by_a_save(tmp_path: Path) -> None:
    document = assessment()
    register = register_of(tmp_path, document)
    stored = register.load(document["id"])
    register.file(document["id"]).unlink()
    with pytest.raises(Changed, match="removed") as caught:
        register.save(stored.document, stored.stamp)
    assert caught.value.document is None
    assert register.summaries() == []
    register.save(stored.document, None)
    assert len(register.summaries()) == 1


def test_a_program_that_holds_the_lock_is_named_and_one_that_was_killed_does_not_hold_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = assessment()
    register = register_of(tmp_path, document)
    stamp = register.load(document["id"]).stamp
    monkeypatch.setattr(lock, "PATIENCE", 0.2)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, tmp_path], stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(Conflict) as caught:
            register.save(document, stamp)
        assert f"process {holder.pid}" in caught.value.message
        assert register.load(document["id"]).stamp == stamp
        assert len(register.summaries()) == 1
    finally:
        holder.kill()
        holder.wait()
    register.save(document, stamp)


def test_a_program_that_uses_filelock_on_the_same_file_is_excluded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = assessment()
    register = register_of(tmp_path, document)
    stamp = register.load(document["id"]).stamp
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    with FileLock(tmp_path / ".lock"), pytest.raises(Conflict):
        register.save(document, stamp)
    with lock.Lock(tmp_path).held(), pytest.raises(Timeout):
        FileLock(tmp_path / ".lock").acquire(timeout=0.1)
    register.save(document, stamp)


def test_a_lock_file_that_was_removed_is_made_anew(tmp_path: Path) -> None:
    document = assessment()
    register = register_of(tmp_path, document)
    (tmp_path / ".lock").unlink()
    register.save(document, register.load(document["id"]).stamp)
    assert (tmp_path / ".lock").stat().st_mode & 0o777 == 0o600
    with lock.Lock(tmp_path).held():
        (tmp_path / ".lock").unlink()
    register.save(document, register.load(document["id"]).stamp)


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EACCES, errno.EIO])
def test_a_lock_that_cannot_be_taken_is_an_unsaved_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    document = assessment()
    register = register_of(tmp_path, document)
    stamp = register.load(document["id"]).stamp

    def refuse(*_arguments: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(fcntl, "flock", refuse)
        with pytest.raises(NotSaved):
            register.save(document, stamp)
    register.save(document, stamp)


def test_two_programs_making_the_same_register_agree(tmp_path: Path) -> None:
    code = "import sys; from dpia.register import Register;"
    code += "print(Register.open(sys.argv[1], create=True).id)"
    first = subprocess.Popen(
        [sys.executable, "-c", code, tmp_path / "new"], stdout=subprocess.PIPE, text=True
    )
    second = run(code, tmp_path / "new")
    assert first.communicate(timeout=60)[0] == second
