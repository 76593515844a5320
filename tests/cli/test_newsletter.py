"""A whole small case through a pipe: an ordinary newsletter, from nothing to its screening."""

import json
import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import Run, stored

TYPED = """\
controller
company
in the EU or EEA
none
3,000
none
none
none
none
none
none
none
none
:note Ask marketing again next year
:assume
small
narrow
"""
SETTLED = 15
"""Questions that an ordinary newsletter may take."""


def test_an_ordinary_newsletter_is_settled_through_a_pipe(tmp_path: Path) -> None:
    """Every step is a process of its own, as in a shell."""
    environment = {
        "DPIA_REGISTER": str(tmp_path / "register"),
        "DPIA_CONFIG": str(tmp_path / "config"),
        "PYTHONIOENCODING": "utf-8",
    }

    def dpia(*arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "dpia", *arguments]
        return subprocess.run(
            command,
            input=typed,
            capture_output=True,
            encoding="utf-8",
            env=environment,
            check=False,
        )

    named = ("--authority", "nl", "--pathway", "screening-only")
    reference = dpia("new", "Newsletter", *named).stdout.strip()
    done = dpia("answer", reference, typed=TYPED)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert "Nothing is left to ask." in lines
    assert any(
        line.startswith("Screening: DPIA not required; No sign of high risk") for line in lines
    )
    asked = sum(line.startswith("Question ") for line in lines)
    assert asked <= SETTLED
    assert lines[-1] == f"Decision: `dpia decide {reference} OUTCOME --reason TEXT`"
    shown = json.loads(dpia("show", reference, "--json").stdout)
    assert shown["screening"]["outcome"] == "not-required"
    assert shown["completeness"]["missing"] == []
    assert shown["assessment"]["answers"]["screening"]["people"] == 3000
    mark = shown["assessment"]["marks"]["large_scale"]["/share"]
    assert mark == {"note": "Ask marketing again next year", "assumed": True}


def test_it_can_be_stopped_and_gone_on_with_anywhere(run: Run) -> None:
    named = ("--authority", "nl", "--pathway", "screening-only")
    whole = run("new", "In one go", *named).out.strip()
    run("answer", whole, stdin=TYPED)
    piece = run("new", "Piece by piece", *named).out.strip()
    for line in TYPED.splitlines():
        code = run("answer", piece, stdin=f"{line}\n").code
    assert code == 0
    found = [stored(ref) for ref in (whole, piece)]
    assert found[0]["answers"] == found[1]["answers"]
    assert found[0]["marks"] == found[1]["marks"]
