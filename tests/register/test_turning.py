"""Encrypting or decrypting a register that is cut short loses nothing, and is finished later."""

import errno
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dpia.errors import NotSaved
from dpia.register import Register, files, mounts
from dpia.register.encryption import turning
from dpia.register.founding import identify

from . import sealed
from .faults import FaultyOs
from .samples import assessment
from .turnery import template, told

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("turn", "mode"), [("encrypt", "kill-half"), ("decrypt", "kill-after")])
def test_killed_at_any_call_nothing_is_lost_and_the_next_finishes(
    tmp_path: Path, turn: str, mode: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.register.turnery", str(tmp_path / "r"), turn, mode, "5"],
        capture_output=True,
        text=True,
        timeout=300,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    assert result["found"] == []
    assert result["killed"] > 30


@pytest.mark.parametrize("decrypting", [False, True])
def test_a_full_disk_half_way_leaves_a_register_that_reads_and_saves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, decrypting: bool
) -> None:
    register = template(tmp_path)
    before = told(tmp_path)
    if decrypting:
        sealed.encrypt(tmp_path)
    with monkeypatch.context() as patch:
        fault = FaultyOs(40, "enospc")
        patch.setattr(files, "os", fault)
        with pytest.raises(NotSaved, match="Not finished"):
            turning.decrypt(tmp_path) if decrypting else sealed.encrypt(tmp_path)
    sealed.begin_anew(tmp_path)
    sealed.know()

    def full(*_arguments: object, **_given: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:  # still no room to finish: all the same it opens
        patch.setattr(turning, "_to_sealed", full)
        patch.setattr(turning, "_to_plain", full)
        assert told(tmp_path) == before
        assert identify(tmp_path)[0]["state"]
        half = Register.open(tmp_path)
        new = assessment("made half way")
        half.create(new, 2026)
        assert half.load(new["id"]).document["title"] == "made half way"
        assert mounts.SEALED in half.file(new["id"]).read_bytes()
    after = told(tmp_path)
    assert after.pop(new["id"])
    assert after == before
    assert not identify(tmp_path)[0].get("state")
    assert Register.open(tmp_path).encrypted is not decrypting
    assert register.path == tmp_path
