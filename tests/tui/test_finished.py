"""A finished assessment: all of it can be read, nothing changed, and it says why."""

from pathlib import Path

import pytest

from dpia.tui.screens.decision import DecisionScreen
from dpia.tui.screens.history import HistoryScreen
from dpia.tui.screens.risks import RisksScreen
from dpia.tui.screens.verdict import VerdictScreen
from dpia.tui.shown.finished import finished
from tests.tui.stories import Stage
from tests.tui.trial import make_desk, play, rated_case, told


def test_an_archived_one_is_walked_and_stays_as_it_is(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    case = rated_case(desk)
    case.archive("The portal is gone.")

    async def story(stage: Stage) -> None:
        before = stage.stored()
        await stage.sees("read only", "Put away on 2026-11-22")
        await stage.press("2", "u", "x", "ctrl+z")
        assert "Put away on 2026-11-22 by A. Assessor: The portal is gone." in told(stage)
        for key, screen in (("f6", RisksScreen), ("f7", VerdictScreen), ("f8", DecisionScreen)):
            await stage.press(key)
            assert isinstance(stage.app.screen, screen)
        await stage.press("a", "f6", "c", "a", "delete")
        assert isinstance(stage.app.screen, RisksScreen)
        await stage.press("f12")
        assert isinstance(stage.app.screen, HistoryScreen)
        await stage.sees("Put away", "The portal is gone.")
        assert stage.stored() == before

    play(desk, story, case.id)


DECISION = {"at": "2026-05-02T10:00:00Z", "by": "The board", "outcome": "rejected"}
AWAY = {"kind": "archived", "at": "2026-05-02T10:00:00Z", "by": "Ada", "note": "It has ended."}
LATER = {"kind": "superseded", "at": "2026-05-02T10:00:00Z", "by": "Ada"}


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({"status": "draft"}, ""),
        (
            {"status": "decided", "decision": DECISION},
            "Decided on 2026-05-02 by The board: Rejected. Shown as it was judged. "
            "Reopen it to change it.",
        ),
        (
            {"status": "archived", "events": [AWAY, LATER]},
            "Put away on 2026-05-02 by Ada: It has ended. It is only read; "
            "the register brings it back.",
        ),
        (
            {"status": "superseded", "events": [LATER]},
            "A later version stands in its place since 2026-05-02. It is only read.",
        ),
        ({"status": "archived"}, "Put away on ? by ?: ?. It is only read; "
         "the register brings it back."),
    ],
)  # fmt: skip
def test_says_since_when_by_whom_and_why(document: dict[str, object], words: str) -> None:
    assert finished(document) == words
