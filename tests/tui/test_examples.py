"""Adding worked examples from the register, and examples that arrive while the program runs."""

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.widgets import OptionList

from dpia.desk.desk import Desk
from dpia.desk.examples import Examples
from dpia.register import Register
from dpia.tui.screens.examples import ExamplesScreen
from dpia.tui.screens.register import RegisterScreen
from tests.shipping import SHIPPED, shipped_with
from tests.tui.stories import HOSTILE, SIZES, Stage, play
from tests.tui.trial import make_desk

ADVERTISING, RETENTION = "targeted-advertising-cookies", "traffic-data-retention"
ANALYTICS = "web-analytics-united-states"
Story = Callable[[Stage], Awaitable[None]]


def example(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SHIPPED / "examples" / f"{name}.json").read_text("utf-8"))
    return found


TITLES = {name: example(name)["title"] for name in (ADVERTISING, RETENTION, ANALYTICS)}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = make_desk(tmp_path)
    desk.library.shipped = shipped_with(tmp_path, *TITLES)
    return desk


def own(desk: Desk, **changed: Any) -> None:
    path = desk.library.own / "examples" / "ours.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    document = {**example(ADVERTISING), "id": "ours", **changed}
    del document["assessment"]["title"]
    path.write_text(json.dumps(document), encoding="utf-8")


def titles(desk: Desk) -> list[str]:
    return sorted(row["title"] for row in desk.summaries())


def test_the_chosen_ones_are_added_as_drafts(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.sees("No assessment yet.", "e adds an example")
        await stage.press("e")
        await stage.sees("Add worked examples", "Internet provider", "Training business")
        await stage.sees("□ " + TITLES[RETENTION], "Space Choose", "Enter Add")
        await stage.press("space", "end", "space")
        await stage.sees("■ " + TITLES[RETENTION], "■ " + TITLES[ANALYTICS], "2 chosen.")
        await stage.press("enter")
        await stage.sees("2 assessments", "2026-0001", "2026-0002")
        assert "Added: 2026-0001, 2026-0002" in stage.told()
        assert stage.stored()["status"] == "draft" and stage.stored()["decision"] is None

    play(desk, story)
    assert titles(desk) == sorted([TITLES[RETENTION], TITLES[ANALYTICS]])


def test_with_none_chosen_the_one_under_the_cursor_is_added(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("e", "down", "space", "space", "f2")
        await stage.sees("1 assessment")

    play(desk, story)
    assert titles(desk) == [TITLES[ADVERTISING]]


def test_all_can_be_chosen_and_left_out_again(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("e", "a")
        await stage.sees("3 chosen.")
        await stage.press("a")
        await stage.sees("Each becomes a draft of your own")
        await stage.press("a", "enter")
        await stage.sees("3 assessments")

    play(desk, story)
    assert titles(desk) == sorted(TITLES.values())


def test_a_click_chooses_and_chooses_off(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("e")
        await stage.pilot.click(OptionList, offset=(4, 1))
        await stage.sees("1 chosen.", "■ " + TITLES[RETENTION])
        await stage.pilot.click(OptionList, offset=(4, 2))
        await stage.sees("□ " + TITLES[RETENTION])
        assert isinstance(stage.app.screen, ExamplesScreen)

    play(desk, story)
    assert titles(desk) == []


def test_escape_adds_nothing(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("e", "space", "escape")
        await stage.sees("No assessment yet")

    play(desk, story)
    assert titles(desk) == []


@pytest.mark.parametrize("size", SIZES)
def test_it_is_usable_at_every_size(desk: Desk, size: tuple[int, int]) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("e")
        frame = stage.frame().splitlines()
        assert len(frame) == size[1] and max(map(len, frame)) <= size[0]
        await stage.sees("Add worked examples", TITLES[RETENTION], "things to ask.")
        await stage.sees("Enter Add", "F1 Help")
        await stage.press("end")
        await stage.sees("□ " + TITLES[ANALYTICS])

    play(desk, story, size=size)


def test_the_palette_and_the_help_name_it(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        offered = {c.title: c.help for c in stage.app.get_system_commands(stage.app.screen)}
        assert "worked example" in offered["Add an example (e)"]
        await stage.press("e", "f1")
        await stage.sees("Add the chosen examples to the register")

    play(desk, story)


def test_hostile_text_of_an_own_example_is_shown_as_text(desk: Desk) -> None:
    hostile = " ".join(HOSTILE[:2])
    own(desk, title=hostile, group="[b]ours[/]", summary=HOSTILE[-1] + HOSTILE[2])

    async def story(stage: Stage) -> None:
        await stage.press("e")
        await stage.sees("[b]ours[/]", hostile, "␛[31mred", "[@click=app.quit]go[/]")
        await stage.press("home", "enter")
        await stage.sees("1 assessment")

    play(desk, story, size=(120, 40))
    assert titles(desk) == [hostile]


def test_an_example_that_cannot_be_used_is_told_and_the_others_are_added(desk: Desk) -> None:
    inside = {**example(ADVERTISING)["assessment"], "pathway": "no-such"}
    own(desk, assessment=inside)

    async def story(stage: Stage) -> None:
        await stage.press("e", "a", "enter")
        await stage.sees("3 assessments")
        assert "ours.json: /assessment/pathway" in stage.told()

    play(desk, story)
    assert titles(desk) == sorted(TITLES.values())


def test_a_broken_file_is_told_and_the_others_are_offered(desk: Desk) -> None:
    own(desk, open_questions=[])

    async def story(stage: Stage) -> None:
        await stage.press("e")
        await stage.sees(TITLES[RETENTION])
        assert "ours.json: /open_questions" in stage.told()

    play(desk, story)


def test_a_register_that_cannot_be_written_takes_none(desk: Desk) -> None:
    class ReadOnly(Register):
        read_only = "This register can only be read."

    desk.register = ReadOnly.open(desk.register.path)

    async def story(stage: Stage) -> None:
        await stage.press("e")
        assert "can only be read" in stage.told()
        assert isinstance(stage.app.screen, RegisterScreen)

    play(desk, story)


# Arriving


def arriving(desk: Desk, *names: str) -> list[Any]:
    return Examples(desk.library, desk.books).copies(desk, names, whole=True)


def test_examples_arrive_while_the_register_is_open(desk: Desk) -> None:
    first, second, third = arriving(desk, *TITLES)
    gate = Event()

    async def story(stage: Stage) -> None:
        stage.app.take_in([first, second, lambda: (gate.wait(20), third())[1]])
        assert stage.app.to_come == 3
        await stage.sees("2 assessments, 1 to come", "2026-0002")
        gate.set()
        await stage.sees("3 assessments", "2026-0003")
        await stage.until(lambda: "to come" not in stage.frame())
        assert stage.told() == ""

    play(desk, story)
    assert {row["status"] for row in desk.summaries()} == {"draft", "decided"}


def test_an_assessment_can_be_opened_meanwhile(desk: Desk) -> None:
    desk.create("First of all")

    async def story(stage: Stage) -> None:
        stage.app.take_in(arriving(desk, *TITLES))
        await stage.pilot.press("enter")
        await stage.sees("What is your part in this processing?")
        await stage.press("escape")
        await stage.sees("4 assessments", "First of all")

    play(desk, story)


def test_the_program_ends_at_once_with_nothing_half_written(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        stage.app.take_in(arriving(desk, *list(TITLES) * 20))
        await stage.until(lambda: stage.app.to_come < 60)
        await stage.pilot.press("q")
        await stage.until(lambda: not stage.app.is_running)

    play(desk, story)
    register = Register.open(desk.register.path)
    rows = register.summaries()
    assert 0 < len(rows) < 60
    assert all(register.verify(row["id"]) == [] for row in rows)
