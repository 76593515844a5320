"""A disk that is full, read-only, or a folder on a network: told in a sentence, nothing is lost."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dpia.errors import DpiaError, NotSaved
from dpia.register import Register, storage
from tests.register.samples import assessment, leftovers, register_of, run
from tests.reliability import careless, shim
from tests.reliability.scenes import Home, furnish, state
from tests.reliability.shim import Call, Fault, Mode
from tests.reliability.test_faults import installed

resource = pytest.importorskip("resource")
linux = pytest.mark.skipif(not shim.possible(), reason=shim.MISSING)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of 3 MB, in memory."""
    place = tmp_path / "disk"
    place.mkdir()
    how = ["mount", "-t", "tmpfs", "-o", "size=3m,mode=700", "dpia-test", str(place)]
    if sys.platform != "linux" or os.geteuid() != 0 or subprocess.run(how, check=False).returncode:
        pytest.skip("a disk of its own needs root; RLIMIT_FSIZE stands for it in another test")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(disk: Path) -> Path:
    """Leave not one byte on a disk; return the file to remove."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (65536, 4096, 1):
            try:
                while file.write(bytes(size)) == size:
                    pass
            except OSError as error:
                assert error.errno == errno.ENOSPC
    return ballast


def test_on_a_full_disk_the_answer_stays_in_memory_and_is_saved_once_there_is_room(
    small: Path,
) -> None:
    home = furnish(small)
    case = home.desk().open("2026-0001")
    before = state(home.register)
    ballast = fill(small)
    with pytest.raises(NotSaved, match="the disk is full"):
        case.answer("sample.one", "a")
    assert case.unsaved
    assert case.document["answers"] == {"sample": {"one": "a"}}
    assert leftovers(home.register) == []
    assert state(home.register) == before, "it opens, lists and reads with no byte free"
    ballast.unlink()
    case.retry()
    assert not case.unsaved
    assert state(home.register)["2026-0001"]["answers"] == {"sample": {"one": "a"}}


def until_full(register: Register) -> list[str]:
    """Add assessments until the disk refuses; return the ids of those that were acknowledged."""
    added: list[str] = []
    while len(added) < 2000:
        document = assessment(f"Number {len(added)} " * 300)
        try:
            register.create(document, 2026)
        except NotSaved as problem:
            assert "the disk is full" in problem.message
            return added
        added.append(document["id"])
    pytest.fail("the disk was never full")


def there(register: Register, added: list[str]) -> bool:
    """Say whether every acknowledged assessment can be read."""
    try:
        return {register.load(ident).document["id"] for ident in added} == set(added)
    except DpiaError:
        return False


def test_a_disk_that_fills_up_loses_no_acknowledged_assessment(small: Path) -> None:
    register = register_of(small / "register")
    added = until_full(register)
    assert len(added) > 20
    opened = Register.open(small / "register")
    assert there(opened, added)
    rows = opened.summaries()
    assert {row["id"] for row in rows} == set(added)
    assert not any(row["damaged"] for row in rows)


def test_the_proof_of_full_disks_notices_a_careless_store(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = register_of(small / "register", assessment())
    (row,) = register.summaries()
    document, stamp = register.load(row["id"])
    fill(small)
    monkeypatch.setattr(storage, "AtomicStorage", careless.LikeTinyDB)
    with pytest.raises(NotSaved, match="the disk is full"):
        register.save({**document, "title": "Number " * 5000}, stamp)
    assert not there(register, [row["id"]])


LIMITED = """
import resource, signal, sys
from dpia.errors import NotSaved
from dpia.register import Register
register = Register.open(sys.argv[1])
(row,) = register.summaries()
document, stamp = register.load(row["id"])
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
try:
    register.save({**document, "title": "t" * 50_000}, stamp)
except NotSaved as problem:
    print(problem.message)
assert register.load(row["id"]).document == document
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
register.save({**document, "title": "t" * 50_000}, stamp)
"""


def test_a_file_that_would_be_larger_than_is_allowed_is_an_unsaved_change(tmp_path: Path) -> None:
    register = register_of(tmp_path, assessment())
    assert "larger than the system allows" in run(LIMITED, tmp_path)
    (row,) = register.summaries()
    assert row["title"] == "t" * 50_000
    assert leftovers(tmp_path) == []


def test_a_register_on_a_read_only_disk_is_read_and_says_why_nothing_is_saved(small: Path) -> None:
    home = furnish(small)
    before = state(home.register)
    subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
    case = home.desk().open("2026-0001")
    assert "the disk is read-only" in str(case.read_only)
    with pytest.raises(DpiaError, match="read-only"):
        case.answer("sample.one", "a")
    assert state(home.register) == before
    subprocess.run(["mount", "-o", "remount,rw", str(small)], check=True)
    home.desk().open("2026-0001").answer("sample.one", "a")


# A folder on a network, which has rules of its own

NETWORK: dict[str, tuple[Fault, Callable[[str], bool]]] = {
    "another-disk": (Fault(1, Mode.FAIL, errno.EXDEV, Call.RENAME), bool),
    "busy": (Fault(1, Mode.FAIL, errno.EBUSY, Call.RENAME), bool),
    "gone": (
        Fault(1, Mode.FAIL, errno.ESTALE, Call.RENAME),
        lambda said: "network folder is gone" in said,
    ),
    "no-locks": (
        Fault(1, Mode.FAIL, errno.ENOLCK, Call.LOCK, lasting=True),
        lambda said: "cannot lock files" in said,
    ),
}


@linux
@pytest.mark.parametrize("name", NETWORK)
def test_what_a_network_folder_refuses_is_told_and_the_next_try_saves(
    tmp_path: Path, name: str
) -> None:
    home, (fault, said) = furnish(tmp_path), NETWORK[name]
    before = state(home.register)
    done = installed(home, fault, "set", "2026-0001", "sample.one=a", below="")
    assert shim.report(home.path / "report").struck
    assert done.returncode == 1
    assert done.stderr.startswith("Not saved in ") and said(done.stderr)
    assert state(home.register) == before
    home.desk().open("2026-0001").answer("sample.one", "a")


@linux
@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP])
def test_a_file_system_that_syncs_no_folder_still_takes_a_save(tmp_path: Path, number: int) -> None:
    home = furnish(tmp_path)
    fault = Fault(1, Mode.FAIL, number, Call.SYNC_FOLDER, lasting=True)
    done = installed(home, fault, "set", "2026-0001", "sample.one=a", below="")
    assert shim.report(home.path / "report").struck is Call.SYNC_FOLDER
    assert (done.returncode, done.stderr.splitlines()[0]) == (0, "Saved: sample.one.")
    assert state(home.register)["2026-0001"]["answers"] == {"sample": {"one": "a"}}


@linux
def test_a_rename_that_a_network_did_and_denied_is_saved_by_the_retry(tmp_path: Path) -> None:
    home: Home = furnish(tmp_path)
    fault = Fault(1, Mode.DONE_BUT_FAIL, errno.ESTALE, Call.RENAME)
    done = installed(home, fault, "set", "2026-0001", "sample.one=a")
    assert done.returncode == 1
    home.desk().open("2026-0001").answer("sample.one", "b")
    assert state(home.register)["2026-0001"]["answers"] == {"sample": {"one": "b"}}
