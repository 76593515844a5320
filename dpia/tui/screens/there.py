"""Where one wants to be in an assessment that has just been opened."""

from typing import TYPE_CHECKING

from dpia.tui.widgets.listing import Listing

if TYPE_CHECKING:
    from dpia.tui.app import DpiaApp


def at_risk(app: "DpiaApp", name: str) -> None:
    """Go to the risk with the id `name`."""
    from dpia.tui.screens.risks import RisksScreen

    app.action_part("risks")
    screen = app.screen
    if isinstance(screen, RisksScreen):
        screen.call_after_refresh(lambda: screen.query_one("#risks", Listing).go(name))


def at_measure(app: "DpiaApp", name: str) -> None:
    """Go to the measure with the id `name`, among all measures."""
    from dpia.tui.screens.measures_all import MeasuresOfAllScreen

    app.action_part("measures")
    screen = app.screen
    if isinstance(screen, MeasuresOfAllScreen):
        screen.call_after_refresh(lambda: screen.query_one(Listing).go(name))
