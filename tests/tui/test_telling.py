"""What is told for a moment: above the keys, never twice, never more than can be read."""

from pathlib import Path

import pytest

from tests.tui.stories import Stage, play, sample_desk


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
def test_what_is_told_leaves_the_keys_in_sight(tmp_path: Path, size: tuple[int, int]) -> None:
    desk = sample_desk(tmp_path)
    desk.create("First")

    async def story(stage: Stage) -> None:
        before = stage.frame().splitlines()[-1]
        stage.app.tell("One thing.", "error")
        stage.app.tell("Another one, of which there is " + "much " * 40 + "to say.", "warning")
        await stage.sees("One thing.", "to say.")
        lines = stage.frame().splitlines()
        assert lines[-1] == before and "F1 Help" in before
        assert "to say." in lines[-2]

    play(desk, story, "2026-0001", size)


def test_a_message_that_is_there_already_is_not_shown_twice(tmp_path: Path) -> None:
    async def story(stage: Stage) -> None:
        for _time in range(3):
            stage.app.tell("It is gone.")
            stage.app.tell("It is wrong.", "error")
            await stage.idle()
        assert stage.frame().count("It is gone.") == stage.frame().count("It is wrong.") == 1

    play(sample_desk(tmp_path), story)


def test_old_news_makes_room_for_new_but_not_what_is_wrong(tmp_path: Path) -> None:
    async def story(stage: Stage) -> None:
        stage.app.tell("It is wrong.", "error")
        for number in range(1, 7):
            stage.app.tell(f"News {number}.")
        await stage.sees("It is wrong.", "News 4.", "News 5.", "News 6.")
        await stage.until(lambda: "News 3." not in stage.frame())

    play(sample_desk(tmp_path), story)
