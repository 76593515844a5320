"""What is told for a moment: above the keys, never twice, never more than can be read."""

from pathlib import Path

import pytest

from tests.tui.stories import SIZES, Stage, play, sample_desk


@pytest.mark.parametrize("size", SIZES)
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


def test_the_newest_of_a_kind_stands_in_place_of_the_one_before_but_errors_stay(
    tmp_path: Path,
) -> None:
    async def story(stage: Stage) -> None:
        for number in range(1, 4):
            stage.app.tell(f"Wrong {number}.", "error")
            stage.app.tell(f"Care {number}.", "warning")
            stage.app.tell(f"News {number}.")
        await stage.sees("Care 3.", "News 3.")
        before = [f"{kind} {number}." for kind in ("Care", "News") for number in (1, 2)]
        await stage.until(lambda: not any(words in stage.frame() for words in before))
        assert all(f"Wrong {number}." in stage.frame() for number in (1, 2, 3))

    play(sample_desk(tmp_path), story)
