"""An hour of work: what was on the screen is forgotten when it has gone."""

import gc
from pathlib import Path

from textual.widget import Widget

from tests.tui.stories import Stage, play, sample_desk


def gone() -> list[str]:
    """What was taken away and is kept all the same."""
    gc.collect()
    kept = [thing for thing in gc.get_objects() if isinstance(thing, Widget) and thing._closed]
    return [type(widget).__name__ for widget in kept]


def test_going_about_in_a_questionnaire_leaves_no_field_behind(tmp_path: Path) -> None:
    ref = sample_desk(tmp_path).create("First").id

    async def story(stage: Stage) -> None:
        before = len(gone())
        for _round in range(3):
            await stage.press("f4", "f4", "f3", "f3")
        assert len(gone()) - before < 5, gone()

    play(sample_desk(tmp_path), story, ref)
