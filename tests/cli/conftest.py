"""Running commands in the test's own process, with a register and a configuration of their own."""

import io
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dpia.__main__ import main
from dpia.register import Register


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


Run = Callable[..., Done]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an empty register and a configuration that names the lead authority alone."""
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text('authority = "bg"\n', encoding="utf-8")
    monkeypatch.setenv("DPIA_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("DPIA_REGISTER", str(tmp_path / "register"))
    return tmp_path


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def execute(*arguments: str, stdin: str = "") -> Done:
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        capsys.readouterr()
        code = main(list(arguments))
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return Done(code, said.out, said.err)

    return execute


def stored(reference: str) -> Any:
    """Return the assessment as it is on disk: a fifth of the time that `show --json` takes."""
    register = Register.open(Path(os.environ["DPIA_REGISTER"]))
    return register.load(register.find(reference)).document


@pytest.fixture
def case(run: Run) -> str:
    """Return the reference of a new assessment with a first answer."""
    done = run("new", "A test case", "--authority", "bg")
    assert done.code == 0
    reference = done.out.strip()
    assert run("set", reference, "screening.part=controller").code == 0
    return reference
