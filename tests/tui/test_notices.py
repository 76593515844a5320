"""What is told in passing never holds the program up when it ends as a screen opens."""

from pathlib import Path

from textual.notifications import Notification

from dpia.tui.notices import MOMENT, Notices
from tests.tui.stories import Stage, play, sample_desk


def test_what_is_nearly_over_is_not_shown_anew() -> None:
    notices = Notices()
    for words, seconds in (("long", 10 * MOMENT), ("over in a moment", MOMENT / 2)):
        notices.add(Notification(words, timeout=seconds))
    assert [notice.message for notice in notices] == ["long"]


def test_the_program_goes_on_when_something_told_ends_as_a_window_opens(tmp_path: Path) -> None:
    async def story(stage: Stage) -> None:
        stage.app.notify("over in a moment", timeout=MOMENT / 100)
        stage.app.notify("still told", timeout=100 * MOMENT)
        await stage.press("f1")
        await stage.sees("still told")
        assert isinstance(stage.app._notifications, Notices)

    play(sample_desk(tmp_path), story)
