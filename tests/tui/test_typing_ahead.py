"""Keys that come faster than the program: each acts where the one before it led."""

from pathlib import Path

import pytest
from textual import events

from dpia.desk.desk import Desk
from dpia.tui.screens.case import QuestionnaireScreen
from dpia.tui.widgets.fields.choice import ChoiceField
from dpia.tui.widgets.several import SeveralEntry
from tests.tui import trial
from tests.tui.stories import Stage, play, sample_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = sample_desk(tmp_path)
    desk.create("First")
    return desk


def _answers(stage: Stage) -> dict:
    return stage.stored()["answers"].get("sample", {})


def test_the_next_open_question_is_one_that_has_just_opened(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.burst("2", "ctrl+n", *"so", "ctrl+n", "1", "3", "ctrl+n", *"12", "enter")
        await stage.sees("Sample › Words")
        assert _answers(stage) == {"one": "b", "more": "so", "some": ["a", "c"], "number": 12}

    play(desk, story, "2026-0001")


def test_enter_goes_to_the_question_that_the_choice_has_opened(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.burst("down", "enter", *"because", "tab", "2")
        assert _answers(stage) == {"one": "b", "more": "because", "some": ["b"]}
        await stage.burst("shift+tab", "shift+tab", "1", "enter", "1")
        assert _answers(stage) == {"one": "a", "some": ["a", "b"]}

    play(desk, story, "2026-0001")


def test_a_choice_is_not_lost_to_a_view_that_came_before_the_screen_heard_of_it(
    desk: Desk,
) -> None:
    """What is on its way to the screen is no change yet, so nothing is pending."""

    async def story(stage: Stage) -> None:
        stage.app.go_to_question("sample.some")
        await stage.idle()
        card = stage.app.screen.sheet.card("sample.some")
        field, before = card.field, card.item
        assert isinstance(field, ChoiceField)
        for entry in ("a", "c"):
            field.choose(entry)
            card.show(before)
        await stage.idle()
        assert _answers(stage)["some"] == ["a", "c"]
        before = card.item
        field.choose("a")
        card.show(before)
        field.choose("c")
        await stage.idle()
        assert "some" not in _answers(stage)

    play(desk, story, "2026-0001")


def test_a_choice_in_a_form_is_not_lost_to_a_view_that_came_before_it(tmp_path: Path) -> None:
    desk = trial.make_desk(tmp_path)

    async def story(stage: Stage) -> None:
        await stage.press("f6", "m", "enter")
        screen = stage.app.screen
        entry = screen.query_one("#entry-serves", SeveralEntry)
        chosen = {choice.value for choice in entry.choices[:3]} ^ set(entry.value or ())
        for place in range(3):
            entry.choose(place)
            screen.show(screen.drawn)
        await stage.idle()
        (measure,) = trial.case_of(stage).document["measures"]
        assert set(measure["serves"]) == chosen == set(entry.value)
        entry.choose(0)
        await stage.idle()
        screen.desk_app.undo()
        await stage.idle()
        assert set(entry.value) == chosen

    trial.play(desk, story, trial.rated_case(desk).id)


def test_a_form_that_opens_while_something_is_saved_shows_what_is_chosen(tmp_path: Path) -> None:
    """An empty one would be what the first tick adds to."""
    desk = trial.make_desk(tmp_path)

    async def story(stage: Stage) -> None:
        await stage.press("f6", "m")
        stage.app.pending += 1
        stage.app.screen.action_edit()
        await stage.until(lambda: bool(stage.app.screen.query("#entry-serves")))
        entry = stage.app.screen.query_one("#entry-serves", SeveralEntry)
        await stage.until(lambda: bool(entry.value))
        stage.app.pending -= 1
        assert list(entry.value) == trial.case_of(stage).document["measures"][0]["serves"]

    trial.play(desk, story, trial.rated_case(desk).id)


def test_a_row_is_filled_in_as_fast_as_one_types(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.burst("f4", "f4", "a", *"Lamp", "enter", "2", "enter", "a", *"Chair", "escape")
        await stage.until(lambda: isinstance(stage.app.screen, QuestionnaireScreen))
        await stage.idle()
        rows = _answers(stage)["things"]
        assert [(row["name"], row.get("sort")) for row in rows] == [("Lamp", "b"), ("Chair", None)]

    play(desk, story, "2026-0001")


def test_a_window_takes_what_is_typed_for_it(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.burst("ctrl+f", *"since", "enter", *"2026-11-01", "f3", "n", *"so", "escape")
        await stage.sees("Note: so")
        assert _answers(stage) == {"day": "2026-11-01"}
        assert stage.stored()["marks"]["sample"] == {"/one": {"note": "so"}}

    play(desk, story, "2026-0001")


def test_what_is_typed_goes_where_the_jump_led(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.burst("f4", *"Name", "f4", "f3", "tab", *"story", "escape")
        await stage.until(lambda: not isinstance(stage.app.screen, QuestionnaireScreen))
        assert _answers(stage) == {"text": "Name", "story": "story"}

    play(desk, story, "2026-0001")


def test_leaving_at_once_keeps_what_was_typed_last(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("f4", "tab")
        for letter in "a whole sentence":
            stage.app.post_message(events.Key(letter, letter))
        stage.app.post_message(events.Key("ctrl+q", None))
        await stage.until(lambda: stage.app._exit)

    play(desk, story, "2026-0001")
    document = desk.open("2026-0001").document
    assert document["answers"]["sample"]["story"] == "a whole sentence"


def test_a_window_is_finished_with_what_was_typed_last(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("n")
        await stage.burst(*"Second", "f2")
        assert isinstance(stage.app.screen, QuestionnaireScreen)

    play(desk, story)
    assert [row["title"] for row in desk.summaries()] == ["First", "Second"]
