"""Dates on the screen: written as people write them, and kept where they are none."""

from pathlib import Path

from textual.widgets import Input

from .stories import Stage
from .trial import make_desk, play, rated_case


def due(it: Stage) -> Input:
    return it.app.screen.query_one("#entry-due", Input)


def test_the_day_of_a_measure_is_read_as_in_the_questionnaire(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await it.press("f6", "m", "enter")
        due(it).focus()
        await it.press("ctrl+u")
        await it.write("31.03.2027")
        await it.press("enter")
        assert due(it).value == "2027-03-31"
        due(it).focus()
        await it.write("x")
        for leaving in ("enter", "tab"):
            await it.press(leaving)
            assert it.app.focused is due(it) and due(it).value == "2027-03-31x"
        assert it.told().count("“2027-03-31x” is no date") == 2
        await it.press("backspace", "enter")
        assert it.app.focused is not due(it)
        assert it.stored(case.document["reference"])["measures"][0]["due"] == "2027-03-31"

    case = rated_case(desk)
    play(desk, story, case.id)
