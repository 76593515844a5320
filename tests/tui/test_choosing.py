"""Choosing by letter, and the mark of what keys would act on, which needs no colour."""

import re
from pathlib import Path

import pytest

from dpia.desk.desk import Desk
from dpia.tui.widgets import finding
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


def test_a_letter_goes_to_the_next_choice_that_begins_with_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "PAUSE", 0.0001)  # as if somebody thought between two letters

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


COUNTRIES = ("Iceland", "Ireland", "Norway", "Åland", "Île", "Korea", "Japan", "Chile", "Peru")


@pytest.fixture
def abroad(tmp_path: Path) -> Desk:
    """A desk with a question of which the choices are more than there are digits."""
    desk = sample_desk(tmp_path)
    case = desk.create("First")
    for name in (*COUNTRIES, "United Kingdom", "New Zealand"):
        case.answer(f"sample.things/{case.add_row('sample.things')}/name", name)
    return desk


def test_letters_that_follow_each_other_find_a_name_even_where_they_are_commands(
    abroad: Desk,
) -> None:
    async def story(stage: Stage) -> None:
        stage.app.go_to_question(QUESTION)
        await stage.idle()
        assert "/ Find" in stage.frame()
        await stage.write("Irel")
        assert pointed_at(stage) == ["Ireland"] and "Find: Irel" in stage.frame()
        await stage.until(lambda: "Find: Irel" not in stage.frame())
        await stage.press("slash")
        assert "Find: type a name" in stage.frame()
        await stage.write("ireland")
        assert "Find: ireland" in stage.frame()
        await stage.press("backspace", *["backspace"] * 6)
        await stage.write("new ze")
        assert pointed_at(stage) == ["New Zealand"]
        await stage.press("x")
        assert "new zex: nothing like it" in stage.frame()
        await stage.press("escape", "slash", *"kingd", "enter")
        assert type(stage.app.screen).__name__ == "QuestionnaireScreen"
        stage.app.go_to_question(QUESTION)
        await stage.sees("● United Kingdom")

    play(abroad, story, "2026-0001")
    document = abroad.open("2026-0001").document["answers"]["sample"]
    chosen = next(r["id"] for r in document["things"] if r["name"] == "United Kingdom")
    assert document["users"] == chosen


def test_an_answer_is_not_changed_by_looking_through_the_others(desk: Desk) -> None:
    desk.open("2026-0001").answer("sample.one", "a")

    async def story(stage: Stage) -> None:
        for leave in ("enter", "tab", "f5"):
            stage.app.go_to_question("sample.one")
            await stage.press("end")
            assert "Enter Choose" not in stage.frame() and "Space Choose" in stage.frame()
            await stage.press(leave)
            await stage.press("escape") if leave == "f5" else None
            assert stage.stored()["answers"]["sample"]["one"] == "a"
        stage.app.go_to_question("sample.one")
        await stage.press("end", "space")
        assert stage.stored()["answers"]["sample"]["one"] == "c"
        stage.app.go_to_question(QUESTION)
        await stage.idle()
        assert "Enter Choose" not in stage.frame() and "Space Choose" in stage.frame()
        await stage.press("down")
        assert "Enter Choose, go on  Space Choose" in stage.frame()

    play(desk, story, "2026-0001")


def test_enter_passes_over_what_is_only_perhaps_asked(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        for key, path in (("enter", "sample.some"), ("tab", "sample.more")):
            stage.app.go_to_question("sample.one")
            await stage.press(key)
            card = stage.app.screen.query_one("QuestionSheet")
            assert getattr(card, "active", "") == path

    play(desk, story, "2026-0001")


def test_none_of_these_is_chosen_by_the_digit_beside_it_alone(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        stage.app.go_to_question("sample.some")
        await stage.sees("0 □ Not one of them")
        await stage.press("1", "4")
        assert stage.stored()["answers"]["sample"]["some"] == ["a"]
        await stage.press("0")
        assert stage.stored()["answers"]["sample"]["some"] == []

    play(desk, story, "2026-0001")
