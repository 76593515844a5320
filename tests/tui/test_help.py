"""Help for what has the focus, and the command palette."""

from pathlib import Path

import pytest

from dpia.desk.desk import Desk
from tests.tui.stories import Stage, play, sample_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = sample_desk(tmp_path)
    desk.create("First")
    return desk


@pytest.mark.parametrize("key", ["f1", "question_mark"])
def test_help_on_a_question_tells_what_it_asks_its_law_and_the_keys(desk: Desk, key: str) -> None:
    async def story(stage: Stage) -> None:
        await stage.press(key)
        await stage.sees("Which one?", "Help for the one.", "Law: GDPR Art. 1", "Choosing one")
        await stage.press("end")
        await stage.sees("Everywhere", "Ctrl+Q")
        await stage.press("escape")
        await stage.sees("Sample › Kinds")

    play(desk, story, "2026-0001")


def test_help_in_a_text_field_is_on_f1_and_a_question_mark_is_written(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("f4", "question_mark")
        await stage.sees("What is it called?", " ?")
        await stage.press("f1")
        await stage.sees("Writing an answer", "Accept the answer")

    play(desk, story, "2026-0001")


def test_the_palette_does_what_a_key_does(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("ctrl+p")
        await stage.write("next section")
        await stage.sees("Next section (F4)")
        await stage.press("enter")
        await stage.until(lambda: "Sample › Words" in stage.frame())

    play(desk, story, "2026-0001")


def test_a_key_in_the_footer_can_be_clicked(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        assert stage.frame().splitlines()[-1].startswith(" Space Choose  u Not known yet")
        await stage.pilot.click("KeyLine", offset=(17, 0))
        await stage.idle()
        assert stage.stored()["marks"]["sample"] == {"/one": {"unknown": True}}

    play(desk, story, "2026-0001")
