"""Waiting: one sees how far it is, and can give up without losing what came."""

import threading
from pathlib import Path

from dpia.desk.case import Case
from dpia.tui.waiting import BAR, bar
from tests.tui.stories import Stage, play, sample_desk


def test_adding_many_shows_how_far_it_is_and_escape_stops_it(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    going_on = threading.Semaphore(2)

    def one(number: int) -> Case:
        assert going_on.acquire(timeout=30)
        return desk.create(f"Example {number}")

    async def story(stage: Stage) -> None:
        app = stage.app
        app.take_in([lambda n=n: one(n) for n in range(9)], app.tell_added)
        await stage.until(lambda: app.to_come == 7)
        await stage.pilot.pause(0.05)
        assert "Adding assessments  2 of 9  ████░" in stage.frame() and "Esc stops" in stage.frame()
        await stage.pilot.press("escape")
        going_on.release(9)
        await stage.idle()
        assert "Adding assessments" not in stage.frame()
        await stage.sees("Example 0", "Example 2", "3 assessments")
        assert "Added: 2026-0001, 2026-0002, 2026-0003" in stage.told()

    play(desk, story)


def test_a_bar_is_empty_at_first_and_full_in_the_end() -> None:
    assert bar(0, 0).plain == bar(0, 9).plain == "░" * BAR
    assert bar(9, 9).plain == bar(10, 9).plain == "█" * BAR
