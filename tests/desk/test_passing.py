"""What other programs find in a file for a moment is private, and never stays."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from dpia.desk.passing import private_folder, sweep
from tests.register.samples import run

DIES = """
import os, signal
from dpia.desk.passing import private_folder
with private_folder() as folder:
    (folder / "answer.txt").write_text("secret")
    print(folder, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("dpia.desk.passing.memory_place", lambda: None)
    return tmp_path


def test_nobody_else_can_enter_and_it_goes_however_its_use_ends(temporary: Path) -> None:
    with pytest.raises(RuntimeError), private_folder() as folder:
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        (folder / "answer.txt").write_text("secret")
        raise RuntimeError
    assert not list(temporary.iterdir())


def test_what_a_killed_program_left_goes_with_the_next_start(temporary: Path) -> None:
    done = subprocess.run([sys.executable, "-c", DIES], capture_output=True, text=True)
    left = Path(done.stdout.strip())
    assert left.parent == temporary and (left / "answer.txt").exists()
    other = temporary / f"{left.name.rpartition('-')[0]}-else.d"
    other.mkdir()
    with private_folder() as mine:
        assert not left.exists()
        sweep()
        assert mine.is_dir(), "whose program still runs, that stays"
    assert list(temporary.iterdir()) == [other]


def test_a_link_with_such_a_name_is_not_followed(temporary: Path) -> None:
    with private_folder() as mine:
        called = mine.name
    dead = run("import os; print(os.getpid())").strip()
    kept = temporary / "kept"
    kept.mkdir()
    (kept / "file").write_text("x")
    host = called.split("-")[1]
    (temporary / f"dpia-{host}-{dead}-abc").symlink_to(kept)
    sweep()
    assert (kept / "file").exists()
