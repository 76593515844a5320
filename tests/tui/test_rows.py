"""What a person does with a table of the questionnaire."""

from pathlib import Path

import pytest

from dpia.desk.desk import Desk
from dpia.tui.screens.case import QuestionnaireScreen
from dpia.tui.screens.row import RowScreen
from dpia.tui.widgets.fields.rows import RowsField
from tests.tui.stories import Stage, play, sample_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = sample_desk(tmp_path)
    desk.create("First")
    return desk


def _names(stage: Stage) -> list[str]:
    things = stage.stored()["answers"].get("sample", {}).get("things", [])
    return [row.get("name", "?") for row in things]


async def _add(stage: Stage, name: str) -> None:
    await stage.press("a")
    await stage.until(lambda: isinstance(stage.app.screen, RowScreen))
    await stage.idle()
    await stage.write(name)
    await stage.press("enter", "2", "enter")
    await stage.until(lambda: isinstance(stage.app.screen, QuestionnaireScreen))
    await stage.idle()


def test_adds_opens_moves_deletes_and_brings_back_rows(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("f4", "f4")
        await stage.sees("no rows yet: a adds one, 0 says there are none")
        await _add(stage, "Lamp [/]")
        await stage.sees("Lamp [/]", "Choice b")
        await _add(stage, "Chair")
        assert _names(stage) == ["Lamp [/]", "Chair"]
        await stage.press("shift+up")
        assert _names(stage) == ["Chair", "Lamp [/]"]
        await stage.press("J", "k", "enter")
        await stage.sees("Which things? › Lamp [/]", "row 1 of 2")
        await stage.press("f4")
        await stage.sees("› Chair", "row 2 of 2")
        await stage.press("escape", "delete")
        assert _names(stage) == ["Chair"]
        await stage.press("ctrl+z")
        assert _names(stage) == ["Lamp [/]", "Chair"]

    play(desk, story, "2026-0001")


def test_the_next_open_question_is_first_in_the_row_and_then_outside_of_it(desk: Desk) -> None:
    case = desk.open("2026-0001")
    case.add_row("sample.things")

    async def story(stage: Stage) -> None:
        stage.app.go_to_question("sample.things")
        await stage.press("enter", "tab")
        await stage.sees("Tab Next")
        screen = stage.app.screen
        assert isinstance(screen, RowScreen)
        await stage.press("ctrl+n")
        assert screen.sheet.active.endswith("/name")
        await stage.write("Lamp")
        await stage.press("ctrl+n")
        below = stage.app.screen
        assert isinstance(below, QuestionnaireScreen)
        assert below.sheet.active == "sample.one"
        assert _names(stage) == ["Lamp"]
        assert "Tab Next" not in stage.frame()

    play(desk, story, "2026-0001")


def test_copies_a_row_and_changes_the_copy(desk: Desk) -> None:
    case = desk.open("2026-0001")
    row = case.add_row("sample.things")
    case.answer(f"sample.things/{row}/name", "Lamp")
    case.answer(f"sample.things/{row}/sort", "b")
    case.mark(f"sample.things/{row}/sort", assumed=True)
    case.add_row("sample.things")

    async def story(stage: Stage) -> None:
        await stage.burst("f4", "f4", "c", "enter", "tab", "3", "escape")
        await stage.until(lambda: isinstance(stage.app.screen, QuestionnaireScreen))
        await stage.idle()
        rows = stage.stored()["answers"]["sample"]["things"]
        assert [(row.get("name"), row.get("sort")) for row in rows] == [
            ("Lamp", "b"), ("Lamp", "c"), (None, None)
        ]  # fmt: skip
        assert len({row["id"] for row in rows}) == 3
        marks = stage.stored()["marks"]["sample"]
        assert marks[f"/things/{rows[1]['id']}/sort"] == {"assumed": True}
        await stage.press("ctrl+z", "ctrl+z")
        assert _names(stage) == ["Lamp", "?"]
        assert "Taken back: Which things? (row copied)" in stage.told()

    play(desk, story, "2026-0001")


def test_says_that_there_is_nothing_to_list(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("f4", "f4", "0")
        assert stage.stored()["answers"]["sample"] == {"things": []}
        await stage.sees("none: there is nothing to list", "answered")

    play(desk, story, "2026-0001")


def test_offers_the_rows_of_one_table_as_choices_of_another_question(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("f4", "f4")
        await _add(stage, "Lamp")
        await _add(stage, "Chair")
        await stage.press("tab")
        await stage.sees("1 ○ Lamp", "2 ○ Chair")
        await stage.press("2")
        row = stage.stored()["answers"]["sample"]["things"][1]["id"]
        assert stage.stored()["answers"]["sample"]["users"] == row

    play(desk, story, "2026-0001")


def test_a_row_that_goes_while_it_is_open_closes_its_form(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("f4", "f4", "a")
        await stage.until(lambda: isinstance(stage.app.screen, RowScreen))
        await stage.press("ctrl+z")
        await stage.until(lambda: isinstance(stage.app.screen, QuestionnaireScreen))
        assert _names(stage) == []

    play(desk, story, "2026-0001")


def test_the_mouse_opens_a_row_and_chooses_a_choice(desk: Desk) -> None:
    case = desk.open("2026-0001")
    row = case.add_row("sample.things")
    case.answer(f"sample.things/{row}/name", "Lamp")

    async def story(stage: Stage) -> None:
        await stage.press("f4", "f4")
        await stage.pilot.click(RowsField, offset=(5, 0))
        await stage.until(lambda: isinstance(stage.app.screen, RowScreen))
        await stage.sees("› Lamp")
        await stage.press("tab")
        await stage.pilot.click("ChoiceField", offset=(8, 2))
        await stage.idle()
        assert stage.stored()["answers"]["sample"]["things"][0]["sort"] == "c"

    play(desk, story, "2026-0001")


def test_goes_to_one_cell_from_elsewhere(desk: Desk) -> None:
    case = desk.open("2026-0001")
    row = case.add_row("sample.things")
    case.answer(f"sample.things/{row}/name", "Lamp")
    case.answer("sample.one", "a")

    async def story(stage: Stage) -> None:
        stage.app.go_to_question(f"sample.things/{row}/sort")
        await stage.until(lambda: isinstance(stage.app.screen, RowScreen))
        await stage.sees("› Lamp", "1 ○ Choice a")
        stage.app.go_to_question("sample.things.sort")
        await stage.until(lambda: isinstance(stage.app.screen, QuestionnaireScreen))
        await stage.sees("Sample › Tables")
        stage.app.go_to_question("sample.more")
        await stage.sees("Why b?", "This question is not asked now, because of other answers:")
        await stage.press("enter")
        await stage.sees("Sample › Kinds", "Which one?")

    play(desk, story, "2026-0001")
