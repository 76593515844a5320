"""Choosing by letter, and the mark of what keys would act on, which needs no colour."""

import re
from pathlib import Path

import pytest

from dpia.desk.desk import Desk
from tests.tui.stories import Stage, play, sample_desk

NAMES = ("Lamp", "Bell", "Émile's clock", "“Bench”", "Nail", "Lift")
LETTERS = (
    *(("b", "Bell"), ("b", "“Bench”"), ("b", "Bell"), ("E", "Émile's clock")),
    *(("L", "Lift"), ("L", "Lamp"), ("N", "Nail"), ("z", "Nail")),
)
"""What is pressed one after the other, and where that leads."""
QUESTION = "sample.users"
"""The question whose choices are the rows of a table."""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = sample_desk(tmp_path)
    case = desk.create("First")
    for name in NAMES:
        case.answer(f"sample.things/{case.add_row('sample.things')}/name", name)
    return desk


def pointed_at(stage: Stage) -> list[str]:
    """Return what stands on the lines of the open question that carry the mark."""
    return re.findall(r"^▌ +▸ *\S+ (?:[○●□■✓◐·] )?(.*?)(?:  |$)", stage.frame(), re.MULTILINE)


def test_a_letter_goes_to_the_next_choice_that_begins_with_it(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        stage.app.go_to_question(QUESTION)
        await stage.sees("6 ○ Lift")
        assert pointed_at(stage) == ["Lamp"]
        for letter, name in LETTERS:
            await stage.press(letter)
            assert pointed_at(stage) == [name], letter
        assert type(stage.app.screen).__name__ == "QuestionnaireScreen"
        await stage.press("b", "enter")

    play(desk, story, "2026-0001")
    document = desk.open("2026-0001").document
    bell = next(r["id"] for r in document["answers"]["sample"]["things"] if r["name"] == "Bell")
    assert document["answers"]["sample"]["users"] == bell


def test_a_letter_that_is_a_command_stays_one_and_one_without_a_choice_chooses_nothing(
    desk: Desk,
) -> None:
    async def story(stage: Stage) -> None:
        stage.app.go_to_question(QUESTION)
        await stage.press("z", "enter")
        stage.app.go_to_question(QUESTION)
        await stage.press("n")
        assert type(stage.app.screen).__name__ == "NoteScreen"
        await stage.press("escape")

    play(desk, story, "2026-0001")
    assert "users" not in desk.open("2026-0001").document["answers"]["sample"]


@pytest.mark.parametrize("path", [QUESTION, "sample.some", "sample.things"])
def test_what_keys_act_on_is_marked_without_colour(
    desk: Desk, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def story(stage: Stage) -> None:
        stage.app.go_to_question(path)
        await stage.idle()
        (first,) = pointed_at(stage)
        await stage.press("down")
        (second,) = pointed_at(stage)
        assert first != second
        await stage.press("up")
        assert pointed_at(stage) == [first]
        stage.app.go_to_question("sample.one")
        await stage.idle()
        assert len(pointed_at(stage)) == 1  # what is folded is pointed at nowhere

    play(desk, story, "2026-0001", size=(60, 20))


def test_the_row_of_a_table_is_marked_without_colour(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    desk.create("Second")

    async def story(stage: Stage) -> None:
        await stage.sees("2 assessments")
        marked = re.findall(r"▸ *(2026-000.)", stage.frame())
        await stage.press("down" if "1" in marked[0][-1] else "up")
        assert len(marked) == 1
        assert re.findall(r"▸ *(2026-000.)", stage.frame()) not in ([], marked)

    play(desk, story)
