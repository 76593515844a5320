"""The outline: where every section stands, and how one moves through it."""

from pathlib import Path

import pytest

from dpia.desk.desk import Desk
from dpia.tui.theme import STATE_MARKS
from dpia.tui.widgets.outline import Outline
from tests.tui.stories import Stage, play, sample_desk

WIDE = (120, 40)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = sample_desk(tmp_path)
    desk.create("First")
    return desk


@pytest.mark.parametrize("size", [(80, 24), WIDE])
def test_it_stops_at_its_ends_as_other_lists_do(desk: Desk, size: tuple[int, int]) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("f5")
        outline = stage.app.screen.query_one(Outline)
        for keys, at in (
            (["up", "up", "k"], "sample/kinds"),
            (["down", "j", "down", "down"], "sample/tables"),
            (["home"], "sample/kinds"),
            (["end", "pagedown"], "sample/tables"),
            (["pageup"], "sample/kinds"),
        ):
            await stage.press(*keys)
            assert outline.current == at
        assert "▸•○ Kinds" in stage.frame()

    play(desk, story, "2026-0001", size)


def test_a_letter_goes_to_the_section_that_begins_with_it(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("f5", "t", "enter")
        await stage.sees("Sample › Tables")

    play(desk, story, "2026-0001", (80, 24))


@pytest.mark.parametrize("size", [(80, 24), WIDE])
def test_it_says_how_many_answers_carried_over_are_to_be_confirmed(
    desk: Desk, size: tuple[int, int]
) -> None:
    case = desk.open("2026-0001")
    case.answer("sample.one", "a")
    case.answer("sample.number", 7)
    for path, value in (("text", "Name"), ("story", "Story"), ("day", "2026-01-01")):
        case.answer(f"sample.{path}", value)
    marks = {f"/{name}": {"to_confirm": True} for name in ("one", "number", "text")}
    desk.register.save({**case.document, "marks": {"sample": marks}}, case.stamp)

    async def story(stage: Stage) -> None:
        await stage.sees("section 1 of 3 · 1 open, 2 to confirm")
        await stage.press("f5")
        lines = stage.frame().splitlines()
        kinds = next(n for n, line in enumerate(lines) if "○ Kinds" in line)
        assert "1 open" in lines[kinds] and "2 to confirm" in lines[kinds + 1]
        words = next(line for line in lines if f"{STATE_MARKS['unknown']} Words" in line)
        assert "1 to confirm" in words and "done" not in words and "✓" not in words
        await stage.press("escape")
        await stage.press("shift+tab", "v", "f5")
        lines = stage.frame().splitlines()
        assert "1 to confirm" in lines[kinds + 1]

    play(desk, story, "2026-0001", size)


def test_answers_that_are_only_to_be_confirmed_are_not_called_done(desk: Desk) -> None:
    case = desk.open("2026-0001")
    case.answer("sample.one", "a")
    case.answer("sample.some", [])
    case.answer("sample.number", 7)
    for path, value in (("text", "Name"), ("story", "Story"), ("day", "2026-01-01")):
        case.answer(f"sample.{path}", value)
    row = case.add_row("sample.things")
    for cell, value in (("name", "Lamp"), ("sort", "a")):
        case.answer(f"sample.things/{row}/{cell}", value)
    marks = {f"/things/{row}/{cell}": {"to_confirm": True} for cell in ("name", "sort")}
    desk.register.save({**case.document, "marks": {"sample": marks}}, case.stamp)

    async def story(stage: Stage) -> None:
        await stage.sees("2 to confirm")
        assert "nothing open" not in stage.frame()
        stage.app.go_to_question("sample.things")
        await stage.sees(f"{STATE_MARKS['unknown']} Lamp")
        await stage.press("enter", "shift+f2", "shift+f2")
        await stage.sees("✓ Lamp", "nothing open")

    play(desk, story, "2026-0001")
