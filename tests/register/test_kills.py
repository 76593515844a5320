"""A program that is killed loses nothing it had acknowledged."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


def nursery(*arguments: object) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.register.nursery", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result


@pytest.mark.parametrize(
    ("name", "rounds", "either"),
    [
        *(("SIGKILL", 60, "plain"), ("SIGINT", 15, "plain"), ("SIGTERM", 15, "plain")),
        ("SIGKILL", 20, "encrypted"),
    ],
    indirect=["either"],
)
def test_killed_at_random_every_acknowledged_save_is_there(
    tmp_path: Path, name: str, rounds: int, either: str
) -> None:
    result = nursery(tmp_path / "register", "random", rounds, name)
    assert result["found"] == []
    assert result["killed"] > rounds / 2
    assert result["acknowledged"] > rounds / 2


@pytest.mark.parametrize(
    ("mode", "either"),
    [
        *(("kill-before", "plain"), ("kill-half", "plain"), ("kill-after", "plain")),
        ("kill-half", "encrypted"),
    ],
    indirect=["either"],
)
def test_killed_at_every_system_call_the_register_is_whole(
    tmp_path: Path, mode: str, either: str
) -> None:
    result = nursery(tmp_path, "every", mode)
    assert result["found"] == []
    assert result["killed"] >= 10
