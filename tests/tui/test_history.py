"""What a person does in the history of an assessment."""

from pathlib import Path

import pytest

from dpia.desk.desk import Desk
from dpia.tui.screens.case import QuestionnaireScreen
from dpia.tui.screens.history import EventScreen, HistoryScreen
from dpia.tui.screens.register import RegisterScreen
from tests.tui.stories import HOSTILE, SIZES, Stage, play, sample_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = sample_desk(tmp_path)
    case = desk.create("First")
    case.answer("sample.one", "a")
    case.answer("sample.one", "b")
    for text in HOSTILE:
        case.answer("sample.text", text)
    case.archive(HOSTILE[0])
    return desk


@pytest.mark.parametrize("size", SIZES)
def test_looks_who_changed_what_and_why_in_a_finished_one(
    desk: Desk, size: tuple[int, int]
) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("slash")
        await stage.write("status:all")
        await stage.press("enter", "h")
        await stage.sees("11 events", "Put away", "[/]", "The chain of events is whole")
        await stage.write("which one")
        await stage.sees("2 of 11 events", "Answered: Which one?")
        assert "Begun" not in stage.frame()
        await stage.press("enter")
        await stage.sees("was: Choice a", "became: Choice b")
        await stage.press("escape", "down", "enter")
        await stage.sees("became: Choice a")
        assert isinstance(stage.app.screen, EventScreen)
        await stage.press("escape", "escape")
        await stage.sees("11 events")
        assert isinstance(stage.app.screen, HistoryScreen)
        for _ in range(len(HOSTILE) + 1):
            await stage.press("down", "enter", "escape")
        await stage.press("escape")
        assert isinstance(stage.app.screen, RegisterScreen)

    play(desk, story, size=size)


def test_looks_from_an_open_assessment_and_sees_what_was_just_typed(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    desk.create("First")

    async def story(stage: Stage) -> None:
        await stage.press("f4")
        await stage.write("Camera")
        await stage.press("f12")
        await stage.sees("2 events", "Answered: What is it called?")
        await stage.press("escape")
        assert isinstance(stage.app.screen, QuestionnaireScreen)

    play(desk, story, "2026-0001")


def test_a_history_that_was_altered_says_so(desk: Desk) -> None:
    path = desk.register.file(desk.summaries()[0]["id"])
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"kind": "archived"', '"kind": "answered"'), encoding="utf-8")

    async def story(stage: Stage) -> None:
        await stage.press("slash")
        await stage.write("status:all")
        await stage.press("enter", "h")
        await stage.sees("Event 11 was altered")
        assert "chain of events is whole" not in stage.frame()

    play(desk, story)


def test_what_was_redacted_says_when_by_whom_and_why(desk: Desk) -> None:
    from dpia.desk.redacting import plan

    case = desk.open("2026-0001")
    plan(case, answer="sample.one", past_only=True).carry_out("Asked for [/] under Art. 17")

    async def story(stage: Stage) -> None:
        await stage.press("slash")
        await stage.write("status:all")
        await stage.press("enter", "h")
        await stage.write("which one")
        await stage.sees("2 of 12 events", "Answered: Which one? (redacted on 2026-11-22 by")
        await stage.press("enter")
        await stage.sees("redacted on 2026-11-22 by A. Assessor: Asked for [/] under Art. 17")

    play(desk, story)
