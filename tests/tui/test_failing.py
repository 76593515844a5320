"""A fault of dpia shows no answer: not on the terminal, not in a log."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dpia.tui import editor
from dpia.tui.app import DpiaApp
from tests.tui.stories import sample_desk

SECRET = "Jana Quickfoxova"


def told(app: DpiaApp) -> str:
    """Return what the program prints at its end after a fault that met the secret."""

    def meets(answer: str) -> None:
        known = {"answer": answer}
        raise KeyError(len(known))

    try:
        meets(SECRET)
    except KeyError as fault:
        app._exception = fault
        app._fatal_error()
    return "".join(
        segment.text
        for one in app._exit_renderables
        for segment in one.segments  # type: ignore
    )


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DpiaApp:
    app = DpiaApp(sample_desk(tmp_path))
    monkeypatch.setattr(app, "_close_messages_no_wait", lambda: None)
    return app


def test_what_was_in_memory_is_not_printed(app: DpiaApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DPIA_DEBUG", raising=False)
    said = " ".join(told(app).split())
    assert "Something inside dpia went wrong (KeyError, test_failing.py:" in said
    assert SECRET not in said and "Traceback" not in said


def test_the_details_are_printed_without_variables(
    app: DpiaApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DPIA_DEBUG", "1")
    said = told(app)
    assert "Traceback" in said and "in meets" in said and SECRET not in said


def test_textual_writes_no_log_of_keys(tmp_path: Path) -> None:
    log = tmp_path / "textual.log"
    code = "import dpia.tui.app\nfrom textual import constants\nprint(constants.LOG_FILE)"
    given = {**os.environ, "TEXTUAL_LOG": str(log), "TEXTUAL": "debug,devtools"}
    done = subprocess.run([sys.executable, "-c", code], env=given, capture_output=True, text=True)
    assert done.stdout.strip() == "None" and not log.exists()


@pytest.mark.parametrize("ends", ["exit 0", "exit 3"])
def test_the_editors_file_is_private_and_goes(
    app: DpiaApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ends: str
) -> None:
    seen = tmp_path / "seen"
    script = tmp_path / "editor"
    script.write_text(f'#!/bin/sh\nstat -c "%a %n" "$1" "$(dirname "$1")" >"{seen}"\n{ends}\n')
    script.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(script))
    monkeypatch.setattr(app, "suspend", lambda: open(os.devnull))  # noqa: SIM115, PTH123
    monkeypatch.setattr(app, "notify", lambda *_said, **_how: None)
    old = os.umask(0)
    try:
        text = editor.edited(app, SECRET)
    finally:
        os.umask(old)
    assert text == (SECRET if ends == "exit 0" else None)
    (file_mode, file), (folder_mode, folder) = (
        line.split(" ", 1) for line in seen.read_text().splitlines()
    )
    assert (file_mode, folder_mode) == ("600", "700")
    assert not Path(file).exists() and not Path(folder).exists()
