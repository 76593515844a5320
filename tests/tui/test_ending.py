"""How the program ends in a real terminal: asked to stop, terminal closed, or quit by key."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dpia.desk.desk import Desk
from tests.tui.stories import sample_desk

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import sys
from pathlib import Path
from tests.tui.stories import sample_desk
from dpia.tui.app import run_tui
sys.exit(run_tui(sample_desk(Path(sys.argv[1])), "2026-0001"))
"""
PATIENCE = 30.0


class Terminal:
    """A program in a pseudo-terminal of 80 by 24."""

    def __init__(self, *arguments: str) -> None:
        self.leader, follower = pty.openpty()
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.child = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *arguments],
            stdin=follower,
            stdout=follower,
            stderr=follower,
            cwd=ROOT,
            env={**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT)},
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(follower)
        self.seen = ""

    def wait_for(self, words: str) -> None:
        """Read until `words` have been shown."""
        end = time.monotonic() + PATIENCE
        while words not in self.seen:
            ready, _w, _x = select.select([self.leader], [], [], end - time.monotonic())
            assert ready, self.seen[-2000:]
            self.seen += os.read(self.leader, 65536).decode("utf-8", "replace")

    def type(self, text: str) -> None:
        os.write(self.leader, text.encode())

    def ended(self) -> int:
        """Drain the terminal until the program has ended; return its exit code."""
        end = time.monotonic() + PATIENCE
        while self.child.poll() is None and time.monotonic() < end:
            try:
                if select.select([self.leader], [], [], 0.05)[0]:
                    self.seen += os.read(self.leader, 65536).decode("utf-8", "replace")
            except OSError:
                break
        return self.child.wait(timeout=PATIENCE)


@contextmanager
def _opened(folder: Path) -> Iterator[tuple[Terminal, Desk]]:
    desk = sample_desk(folder)
    desk.create("First").remember({"question": "sample.story"})
    terminal = Terminal(str(folder))
    try:
        terminal.wait_for("What happens?")
        yield terminal, desk
    finally:
        if terminal.child.poll() is None:
            terminal.child.kill()
            terminal.child.wait()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_cleanly_and_keeps_what_was_being_typed(
    tmp_path: Path, number: signal.Signals
) -> None:
    with _opened(tmp_path) as (terminal, desk):
        terminal.type("half a sentence")
        terminal.wait_for("sentence")
        terminal.child.send_signal(number)
        assert terminal.ended() == 0
    document = desk.open("2026-0001").document
    assert document["drafts"] == {"sample.story": "half a sentence"}
    assert document["answers"] == {}


def test_closing_the_terminal_keeps_what_was_being_typed(tmp_path: Path) -> None:
    with _opened(tmp_path) as (terminal, desk):
        terminal.type("half a sentence")
        terminal.wait_for("sentence")
        os.close(terminal.leader)
        assert terminal.child.wait(timeout=PATIENCE) == 0
    assert desk.open("2026-0001").document["drafts"] == {"sample.story": "half a sentence"}


def test_quitting_by_key_accepts_the_open_answer_and_restores_the_terminal(tmp_path: Path) -> None:
    with _opened(tmp_path) as (terminal, desk):
        terminal.type("a sentence")
        terminal.wait_for("sentence")
        terminal.type("\x11")
        assert terminal.ended() == 0
        assert "\x1b[?1049l" in terminal.seen
    assert desk.open("2026-0001").document["answers"]["sample"] == {"story": "a sentence"}


def test_control_sequences_in_foreign_text_never_reach_the_terminal(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    case = desk.create("First")
    case.remember({"question": "sample.text"})
    evil = "\x1b]0;owned\x07\x1b[2J\x9b31m"
    document = {**case.document, "title": f"t{evil}", "organisation": evil}
    document["answers"] = {"sample": {"text": f"x{evil}", "story": f"y{evil}"}}
    document["marks"] = {"sample": {"/text": {"note": evil}}}
    desk.register.save(document, case.stamp)
    terminal = Terminal(str(tmp_path))
    try:
        terminal.wait_for("What is it called?")
        terminal.type("\x11")
        assert terminal.ended() == 0
    finally:
        if terminal.child.poll() is None:
            terminal.child.kill()
            terminal.child.wait()
    assert "\x1b]0;owned" not in terminal.seen
    assert "\x1b[2J" not in terminal.seen.partition("What is it")[2].partition("\x1b[?1049l")[0]
    assert "\x9b" not in terminal.seen


def test_a_long_answer_is_written_in_the_users_editor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "editor"
    script.write_text('#!/bin/sh\nprintf "%s and more [/]" "$(cat "$1")" > "$1"\n')
    script.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(script))
    with _opened(tmp_path) as (terminal, desk):
        terminal.type("a start")
        terminal.wait_for("start")
        terminal.type("\x0f")
        terminal.wait_for("and more [/]")
        terminal.type("\x11")
        assert terminal.ended() == 0
    answers = desk.open("2026-0001").document["answers"]["sample"]
    assert answers == {"story": "a start and more [/]"}
