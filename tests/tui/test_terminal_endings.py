"""A hard end in a real terminal: what was accepted is there, and so is what was being typed."""

import re
import signal
import time
from pathlib import Path

import pytest

from dpia.desk.config import Config, save
from dpia.desk.desk import Desk
from dpia.desk.library import Library
from dpia.register import Register
from tests.tui.sample import SAMPLE_CONFIG, write_sample
from tests.tui.terminal import Terminal

LOST = 1.0
"""Seconds of typing that a power cut may take."""
SLACK = 0.5
"""Seconds more that a key and a file may take on a slow machine."""
STORY = "sample.story"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A register with one assessment, and a configuration, where the program finds both."""
    config = Config(**SAMPLE_CONFIG)
    (tmp_path / "config").mkdir()
    save(config, tmp_path / "config" / "config.toml")
    library = Library(write_sample(tmp_path / "config" / "questionnaires"))
    desk = Desk(Register.open(tmp_path / "register", create=True), library, config)
    desk.create("First")
    return desk


def to_the_story(terminal: Terminal) -> None:
    """Open the assessment, accept two answers, and go to the long text."""
    terminal.sees("First", "1 assessment")
    terminal.press("Enter")
    terminal.sees("Which one?", "1 ○ Choice a")
    terminal.press("1", "F4")
    terminal.sees("What is it called?", "Sample › Words")
    terminal.write("A name")
    terminal.press("Enter")
    terminal.sees("saved", "a text of at most 20,000 characters", without="saving")


def type_steadily(terminal: Terminal, seconds: float) -> list[tuple[float, str]]:
    """Write without a pause for some seconds; return what stood there at which time."""
    written: list[tuple[float, str]] = []
    text, end = "", time.monotonic() + seconds
    while (now := time.monotonic()) < end:
        word = f"word{len(written)} "
        terminal.write(word)
        text += word
        written.append((now, text))
        time.sleep(0.15)
    return written


def answers(desk: Desk) -> dict[str, object]:
    (row,) = desk.summaries()
    found: dict[str, object] = desk.register.load(row["id"]).document["answers"]["sample"]
    return found


def draft(desk: Desk) -> str:
    (row,) = desk.summaries()
    return str(desk.register.load(row["id"]).document["drafts"].get(STORY, ""))


def kill(terminal: Terminal) -> float:
    """Kill the program as a power cut does; return when."""
    at = time.monotonic()
    terminal.send(signal.SIGKILL)
    assert terminal.ended() == 128 + signal.SIGKILL
    return at


def test_killed_while_typing_what_was_accepted_and_typed_before_is_there_again(
    tmp_path: Path, desk: Desk
) -> None:
    with Terminal(tmp_path) as terminal:
        to_the_story(terminal)
        terminal.write("half a sentence")
        terminal.sees("half a sentence")
        time.sleep(LOST + SLACK)
        terminal.write(" and more")
        terminal.sees("half a sentence and more")
        kill(terminal)
    assert draft(desk).startswith("half a sentence")
    assert desk.register.verify(desk.summaries()[0]["id"]) == []
    with Terminal(tmp_path) as terminal:
        terminal.sees("First", "1 assessment")
        terminal.press("Enter")
        terminal.sees("typed, not accepted", "half a sentence", "A name")
        terminal.press("F2")
        terminal.sees("saved", without="typed, not accepted")
        terminal.press("C-q")
        assert terminal.ended() == 0
    found = answers(desk)
    assert (found["one"], found["text"]) == ("a", "A name")
    assert str(found["story"]).startswith("half a sentence")


def test_killed_while_typing_without_a_pause_at_most_a_second_is_lost(
    tmp_path: Path, desk: Desk
) -> None:
    with Terminal(tmp_path) as terminal:
        to_the_story(terminal)
        written = type_steadily(terminal, 3 * LOST)
        terminal.sees(written[-1][1].split()[-1])
        at = kill(terminal)
    safe = [text for then, text in written if then <= at - LOST - SLACK]
    assert draft(desk).startswith(safe[-1].strip())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_asked_to_end_while_typing_nothing_is_lost(
    tmp_path: Path, desk: Desk, number: signal.Signals
) -> None:
    with Terminal(tmp_path) as terminal:
        to_the_story(terminal)
        terminal.write("half a sentence")
        terminal.sees("half a sentence")
        terminal.send(number)
        assert terminal.ended() == 0 and terminal.restored
    assert answers(desk) == {"one": "a", "text": "A name"}
    assert draft(desk) == "half a sentence"


def test_a_byte_that_is_no_text_does_not_end_the_program(tmp_path: Path, desk: Desk) -> None:
    with Terminal(tmp_path) as terminal:
        to_the_story(terminal)
        terminal.write("half a sentence")
        terminal.sees("half a sentence")
        terminal.feed(b"\xe9")  # an é of a terminal that does not speak UTF-8
        terminal.write(" goes on")
        shown = terminal.until(lambda now: re.search("goes on|Error", now), "what became of it")
        assert "half a sentence\ufffd goes on" in shown
        terminal.press("F2", "C-q")
        assert terminal.ended() == 0
    assert answers(desk)["story"] == "half a sentence\ufffd goes on"
