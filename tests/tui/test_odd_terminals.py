"""Odd moments of a terminal: too small at the start, resized under a window, left for the shell."""

import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dpia.desk.config import Config
from dpia.questionnaire.cleaning import clean
from dpia.tui.screens.first_run import FirstRunScreen
from dpia.tui.screens.new import NewScreen
from dpia.tui.screens.small import TooSmallScreen
from tests.tui.stories import HOSTILE, Stage, play, sample_desk
from tests.tui.test_ending import _opened


def test_a_first_start_in_a_terminal_that_is_too_small_waits_until_it_is_large(
    tmp_path: Path,
) -> None:
    desk = sample_desk(tmp_path)
    desk.config = Config()

    async def story(stage: Stage) -> None:
        await stage.until(lambda: isinstance(stage.app.screen, TooSmallScreen))
        await stage.pilot.resize_terminal(80, 24)
        await stage.until(lambda: isinstance(stage.app.screen, FirstRunScreen))
        await stage.press("escape")
        await stage.sees("No assessment yet.")

    play(desk, story, size=(50, 15), settings=tmp_path / "config.toml")


def test_an_assessment_that_opens_behind_the_sentence_is_there_afterwards(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    desk.create("First")

    async def story(stage: Stage) -> None:
        await stage.until(lambda: isinstance(stage.app.screen, TooSmallScreen))
        await stage.pilot.resize_terminal(60, 20)
        await stage.sees("Sample › Kinds", "Which one?")

    play(desk, story, "2026-0001", size=(59, 20))


def test_a_window_keeps_what_was_typed_through_any_size(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)

    async def story(stage: Stage) -> None:
        await stage.press("n")
        await stage.write("Loyalty")
        for size in ((60, 20), (30, 8), (200, 60), (1, 1), (80, 24)):
            await stage.pilot.resize_terminal(*size)
            await stage.idle()
        await stage.until(lambda: isinstance(stage.app.screen, NewScreen))
        await stage.write(" cards")
        await stage.sees("Loyalty cards", "F2 Begin")

    play(desk, story)


def test_where_there_is_no_shell_the_palette_says_so(tmp_path: Path) -> None:
    async def story(stage: Stage) -> None:
        stage.app.action_help_quit()
        assert "Ctrl+Q leaves the program." in stage.told()
        await stage.app.run_action("suspend")
        await stage.idle()
        assert "no shell to go back to" in stage.told()

    play(sample_desk(tmp_path), story)


def test_one_goes_to_the_shell_and_comes_back_to_what_was_being_typed(tmp_path: Path) -> None:
    with _opened(tmp_path) as (terminal, desk):
        terminal.type("half a sentence")
        terminal.wait_for("sentence")
        terminal.type("\x10")  # Ctrl+P
        terminal.wait_for("Search for commands")
        terminal.type("to the shell")
        terminal.wait_for("Go back to the shell")
        terminal.type("\x1b[B\r")
        terminal.wait_for("\x1b[?1049l")
        _pid, state = os.waitpid(terminal.child.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(state)
        assert desk.open("2026-0001").document["answers"]["sample"] == {"story": "half a sentence"}
        terminal.seen = ""
        terminal.child.send_signal(signal.SIGCONT)
        terminal.wait_for("\x1b[?1049h")
        terminal.seen = terminal.seen.partition("\x1b[?1049h")[2]
        terminal.wait_for("What happens?")
        terminal.type(" more")
        terminal.wait_for("more")
        terminal.type("\x11")
        assert terminal.ended() == 0
    answers = desk.open("2026-0001").document["answers"]["sample"]
    assert answers == {"story": "half a sentence more"}


@pytest.mark.parametrize(
    "text", [*HOSTILE, "e\u0301a\u0308\u0323 combined", "한글 and 漢字" * 8, "می\u200cخواهم"]
)
def test_text_of_every_script_is_typed_shown_and_stored_as_it_is(tmp_path: Path, text: str) -> None:
    desk = sample_desk(tmp_path)
    desk.create("First").remember({"question": "sample.text"})

    async def story(stage: Stage) -> None:
        frame = stage.frame().splitlines()
        await stage.burst(*(char for char in text if written(char)))
        await stage.press("left", "right", "home", "end", "x", "backspace", "f2")
        kept = stage.stored()["answers"]["sample"]["text"]
        assert kept == clean("".join(filter(written, text)))
        assert len(stage.frame().splitlines()) == len(frame)

    play(desk, story, "2026-0001")


def written(char: str) -> bool:
    """Say whether a key can write it: what prints, and what joins letters."""
    return char.isprintable() or char in "\u200c\u200d"


def test_a_terminal_that_goes_without_a_signal_ends_the_program(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").touch()
    leader, follower = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "dpia", "--register", str(tmp_path / "register")],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env={**os.environ, "TERM": "xterm-256color", "DPIA_CONFIG": str(tmp_path / "config")},
        start_new_session=True,  # so that it is not its terminal, and closing it sends nothing
    )
    os.close(follower)
    try:
        seen = b""
        while b"No assessment yet" not in seen:
            seen += os.read(leader, 65536)
        os.close(leader)
        assert child.wait(30) == 0
    finally:
        child.kill()
        child.wait()
