"""The program as it is, every system call of a save struck in turn: nothing is lost.

In full, with the cache of the list and in all ways: `python -m tests.reliability.faults`.
"""

import errno
import os
import subprocess
from pathlib import Path

import pytest

from tests.reliability import shim
from tests.reliability.running import proof
from tests.reliability.scenes import Home, furnish, state
from tests.reliability.shim import Call, Fault, Mode
from tests.tui.terminal import DPIA

pytestmark = pytest.mark.skipif(not shim.possible(), reason=shim.MISSING)
OTHER_WAYS = ("kill-half", "error", "short", "half-then-full", "done-but-error")
SAVE = ("--scene", "set", "--below", "assessments")


def test_whatever_system_call_of_a_save_is_struck_nothing_is_lost() -> None:
    ways = [part for way in ("kill-after", *OTHER_WAYS) for part in ("--mode", way)]
    (found,) = proof("faults", *SAVE, *ways)
    assert found["flaws"] == []
    assert found["cases"] > 25


def test_struck_within_an_interview_every_acknowledged_answer_is_there() -> None:
    (found,) = proof("faults", "--scene", "answer", "--mode", "kill-half", "--every", "5")
    assert found["flaws"] == []
    assert found["cases"] > 6


def test_the_proof_of_faults_notices_careless_stores() -> None:
    stores = [part for store in ("like-tinydb", "no-loop", "later") for part in ("--store", store)]
    found = proof("faults", *SAVE, *stores, "--mode", "kill-half", "--mode", "short")
    by_store = {row["store"]: " ".join(row["flaws"]) for row in found}
    assert "kill-half at 1 (WRITE): unreadable" in by_store["like-tinydb"]
    assert "short at 1 (WRITE): unreadable" in by_store["no-loop"]
    assert "left behind" in by_store["no-loop"]
    assert "lost" in by_store["later"]


def test_struck_in_an_encrypted_register_nothing_is_lost_and_nothing_is_ever_plain() -> None:
    stores = ("--store", "dpia", "--store", "plain-elsewhere")
    save = ("--scene", "set-encrypted", "--below", "assessments", "--mode", "kill-after")
    sound, careless = proof("faults", *save, *stores)
    assert sound["flaws"] == []
    assert sound["cases"] > 6
    assert "plain on the disk: " in " ".join(careless["flaws"])


def installed(
    home: Home, fault: Fault, *arguments: str, below: str = "assessments"
) -> subprocess.CompletedProcess[str]:
    """Run the installed program itself, preloaded; calls below that folder count."""
    there = home.register / below
    return subprocess.run(
        [str(DPIA), *arguments],
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        env={**os.environ, **home.environment(), **fault.environment(there, home.path / "report")},
    )


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault(1, Mode.KILL_AFTER, only=Call.RENAME), None),
        (Fault(1, Mode.FAIL, errno.EDQUOT, Call.WRITE, lasting=True), "quota"),
        (Fault(1, Mode.FAIL, errno.EIO, Call.SYNC), "the disk reports an error"),
    ],
)
def test_the_installed_program_struck_in_a_save_says_so_or_is_killed_and_keeps_the_rest(
    tmp_path: Path, fault: Fault, said: str | None
) -> None:
    home = furnish(tmp_path)
    before = state(home.register)
    done = installed(home, fault, "set", "2026-0001", "sample.one=a")
    assert shim.report(home.path / "report").struck == fault.only
    if said is None:
        assert done.returncode < 0
    else:
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("Not saved in ") and said in done.stderr
        assert state(home.register) == before
    after = state(home.register)
    assert after["2026-0002"] == before["2026-0002"]
    home.desk().open("2026-0001").answer("sample.one", "b")
    assert state(home.register)["2026-0001"]["answers"] == {"sample": {"one": "b"}}
