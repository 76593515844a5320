"""What a person does with the past of one answer, and in a search through everything."""

from pathlib import Path
from typing import Any

import pytest

from dpia.desk.case import Case
from dpia.desk.desk import Desk
from dpia.tui.screens.case import QuestionnaireScreen
from dpia.tui.screens.past import PastScreen
from dpia.tui.screens.register import RegisterScreen
from dpia.tui.screens.risks import RisksScreen
from dpia.tui.screens.row import RowScreen
from dpia.tui.screens.searching_past import PastSearchScreen
from tests.tui.stories import HOSTILE, SIZES, Stage, play, sample_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return sample_desk(tmp_path)


@pytest.fixture
def case(desk: Desk) -> Case:
    case = desk.create("First")
    case.answer("sample.one", "a")
    case.mark("sample.one", note="The [b]first[/b] view")
    case.answer("sample.one", "b")
    case.remember({"topic": "sample", "section": "kinds", "question": "sample.one"})
    return case


async def say_why(stage: Stage, words: str) -> None:
    await stage.sees("Why is it restored?")
    await stage.write(words)
    await stage.press("f2")


@pytest.mark.parametrize("size", SIZES)
def test_takes_an_earlier_answer_back_from_the_question(
    desk: Desk, case: Case, size: tuple[int, int]
) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("h")
        await stage.sees("Which one?", "3 entries", "Choice b", "The [b]first[/b] view")
        await stage.press("down", "down", "enter")
        await stage.sees("1. 2026", "Choice a")
        await stage.press("escape", "r")
        await stage.press("f2")
        await stage.until(lambda: "written reason" in stage.told())
        await say_why(stage, "It was right")
        await stage.sees("4 entries", "Why: It was right")
        assert stage.stored()["answers"]["sample"]["one"] == "a"
        await stage.press("ctrl+z")
        await stage.sees("5 entries")
        assert stage.stored()["answers"]["sample"]["one"] == "b"
        await stage.press("escape")
        assert isinstance(stage.app.screen, QuestionnaireScreen)

    play(desk, story, "2026-0001", size=size)


def test_looks_back_while_writing_and_sees_what_was_just_typed(desk: Desk) -> None:
    desk.create("First").answer("sample.text", "Camera")

    async def story(stage: Stage) -> None:
        await stage.press("f4")
        await stage.write(" two")
        await stage.press("alt+h")
        await stage.sees("What is it called?", "2 entries", "Camera two")
        await stage.press("escape")

    play(desk, story, "2026-0001")


def test_brings_one_deleted_row_back_and_leaves_the_others(desk: Desk) -> None:
    case = desk.create("First")
    first, second = case.add_row("sample.things"), case.add_row("sample.things")
    case.answer(f"sample.things/{first}/name", HOSTILE[0])
    case.remove_row("sample.things", first)
    case.answer(f"sample.things/{second}/name", "Door")
    case.remember({"topic": "sample", "section": "tables", "question": "sample.things"})

    def names(stage: Stage) -> list[Any]:
        return [row.get("name") for row in stage.stored()["answers"]["sample"]["things"]]

    async def story(stage: Stage) -> None:
        await stage.press("h")
        await stage.sees("Which things?", "5 entries", "Row deleted")
        await stage.press("down", "down", "r")
        await stage.sees("What is restored?", "Only the row “[/]”", "The whole table")
        await stage.press("enter")
        await say_why(stage, "It is still there")
        await stage.until(lambda: names(stage) == ["Door", "[/]"])
        await stage.press("escape", "enter", "alt+h")
        await stage.sees("Its name?", "3 entries")
        await stage.press("escape")
        assert isinstance(stage.app.screen, RowScreen)

    play(desk, story, "2026-0001", size=(120, 30))


def test_takes_a_risk_back_as_it_was_rated(desk: Desk) -> None:
    case = desk.create("First")
    risk = case.add_risk(title="Somebody listens", likelihood=2)
    case.change_risk(risk, likelihood=3)

    async def story(stage: Stage) -> None:
        await stage.press("f6", "alt+h")
        await stage.sees("Somebody listens", "2 entries")
        await stage.press("down", "r")
        await say_why(stage, "Rarer")
        await stage.until(lambda: stage.stored()["risks"][0]["inherent"]["likelihood"] == 2)
        await stage.press("escape")
        assert isinstance(stage.app.screen, RisksScreen)

    play(desk, story, "2026-0001")


def test_reads_the_past_of_a_finished_one_but_changes_nothing(desk: Desk, case: Case) -> None:
    case.archive("Over")

    async def story(stage: Stage) -> None:
        await stage.press("h")
        await stage.sees("3 entries")
        await stage.press("down", "r")
        assert isinstance(stage.app.screen, PastScreen)
        assert "only read" in stage.told()

    play(desk, story, "2026-0001")


@pytest.mark.parametrize("size", SIZES)
def test_searches_everything_ever_said_and_goes_there(
    desk: Desk, case: Case, size: tuple[int, int]
) -> None:
    case.mark("sample.one", note="Another view")
    other = desk.create("Second [/]")
    other.answer("sample.text", HOSTILE[1])
    other.add_risk(title="The first risk")

    async def story(stage: Stage) -> None:
        await stage.press("p")
        assert isinstance(stage.app.screen, PastSearchScreen)
        await stage.write("first")
        await stage.press("enter")
        await stage.sees("3 hits.", "2026-0001", "past", "now")
        await stage.press("down")
        await stage.sees("The [b]first[/b] view", "stood until")
        await stage.press("enter")
        await stage.sees("4 entries", "Which one?")
        await stage.press("escape")
        await stage.sees("Why b?")
        await stage.press("escape")
        assert isinstance(stage.app.screen, PastSearchScreen)
        await stage.sees("3 hits.")
        await stage.press("down", "enter")
        await stage.until(lambda: isinstance(stage.app.screen, RisksScreen))
        await stage.press("f5", "escape", "ctrl+u")
        await stage.write("nowhere at all")
        await stage.press("enter")
        await stage.sees("Nothing of that was ever said.")
        await stage.press("escape", "escape")
        assert isinstance(stage.app.screen, RegisterScreen)

    play(desk, story, size=size)


def test_a_search_without_a_word_says_so(desk: Desk, case: Case) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("p")
        await stage.write("[/]")
        await stage.press("enter")
        await stage.sees("Name at least one word")

    play(desk, story)


def test_reads_what_happened_lately_in_what_is_shown(desk: Desk, case: Case) -> None:
    desk.create("Second [/]").answer("sample.text", HOSTILE[1])

    async def story(stage: Stage) -> None:
        await stage.press("l")
        await stage.sees("6 events", "2026-0001", "2026-0002", "Answered: Which one?")
        await stage.write("second answered")
        await stage.sees("1 of 6 events")
        await stage.press("enter")
        await stage.sees("Second [/]", "became: [b]bold[/b]")
        await stage.press("escape", "escape", "escape")
        assert isinstance(stage.app.screen, RegisterScreen)
        await stage.press("slash")
        await stage.write("first")
        await stage.press("enter", "l")
        await stage.sees("4 events", "Begun")

    play(desk, story)
