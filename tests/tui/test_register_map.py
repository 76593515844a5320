"""What a person does with the heat map of the register."""

from pathlib import Path
from threading import Event
from typing import Any

import pytest

from dpia.desk.risk_map import RiskMaps
from dpia.tui.screens.register import RegisterScreen
from dpia.tui.screens.register_map import RegisterMapScreen
from dpia.tui.screens.register_risks import RiskTable
from dpia.tui.screens.risks import RisksScreen
from dpia.tui.widgets.heatmap import HeatMapView
from dpia.tui.widgets.listing import Listing
from tests.tui.stories import HOSTILE, Stage, play
from tests.tui.trial import make_desk, rated_case


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 60)])
def test_finds_the_worst_risks_and_opens_one(tmp_path: Path, size: tuple[int, int]) -> None:
    desk = make_desk(tmp_path)
    rated_case(desk, "Cameras")
    rated_case(desk, "[b]Profiling[/b]")
    other = desk.create("Other method", method="ico")
    other.change_risk(other.add_risk(title=HOSTILE[0]), likelihood=3, severity=3)

    async def story(stage: Stage) -> None:
        await stage.press("m")
        await stage.sees("Heat map of the register", "4 risks, 2 assessments", "Four by four",
                         "method 1 of 2", "2 risks", "2 not rated", "High")  # fmt: skip
        await stage.sees("severity 3 Significant", "2026-0001", "R1", "2026-0002")
        await stage.press("down", "right")
        await stage.sees("severity 2 Limited, likelihood 4 Maximum", "No risk lies in this cell.")
        await stage.press("up", "left")
        assert ("Inherent" in stage.frame()) == (size[0] == 200)
        await stage.press("m")
        await stage.sees("ICO three by three", "severity 3 Severe", "[/]")
        await stage.press("m", "s")
        await stage.sees("Target", "likelihood 2 Limited")
        await stage.press("tab", "down", "enter")
        assert isinstance(stage.app.screen, RisksScreen)
        assert stage.app.screen.query_one("#risks", Listing).current == "r1"
        assert stage.app.case and stage.app.case.document["title"] == "[b]Profiling[/b]"
        await stage.press("escape", "escape")
        assert isinstance(stage.app.screen, RegisterMapScreen) and stage.app.case is None
        await stage.press("escape")
        assert (
            stage.app.screen.query_one(HeatMapView)
            and not stage.app.screen.query_one(RiskTable).has_focus
        )
        await stage.press("escape")
        assert isinstance(stage.app.screen, RegisterScreen)

    play(desk, story, size=size)


def test_maps_only_what_the_register_shows(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    rated_case(desk, "Zebras")
    rated_case(desk, "Profiling")

    async def story(stage: Stage) -> None:
        await stage.press("slash")
        await stage.write("zebras")
        await stage.press("enter", "m")
        await stage.sees("2 risks, 1 assessment", "zebras", "High: 1 risk")
        view = stage.app.screen.query_one("#map-today", HeatMapView)
        view.place = (1, 1)
        await stage.press("enter")
        assert "No risk lies in this cell." in stage.told() + stage.frame()
        await stage.press("f1")
        await stage.sees("Levels", "Medium:")
        await stage.press("escape", "escape", "escape", "m")
        await stage.sees("4 risks, 2 assessments")

    play(desk, story)


def test_reading_many_says_how_far_it_is_and_can_be_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = make_desk(tmp_path)
    rated_case(desk)
    ended = Event()

    def slow(_self: object, _desk: object, _rows: object, progress: Any) -> None:
        """Report progress until it is told to stop."""
        try:
            while True:
                progress(3, 9)
                Event().wait(0.01)
        finally:
            ended.set()

    monkeypatch.setattr(RiskMaps, "gather", slow)

    async def story(stage: Stage) -> None:
        await stage.pilot.press("m")
        await stage.sees("3 of 9 assessments", "Esc cancels")
        await stage.pilot.press("escape")
        await stage.until(lambda: ended.is_set() and isinstance(stage.app.screen, RegisterScreen))

    play(desk, story)
