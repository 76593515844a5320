"""The heat map of the register: how many risks stand where, and which they are."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import events, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import get_current_worker

from dpia.desk.desk import Desk
from dpia.desk.risk_map import RiskMaps
from dpia.documents.risk_map import RiskMap, ids_of
from dpia.errors import DpiaError
from dpia.text import _
from dpia.tui import foreign, memory, theme
from dpia.tui.actions import bindings
from dpia.tui.screens.register_risks import RiskTable
from dpia.tui.screens.there import at_risk
from dpia.tui.shown.heatmap import counted_map
from dpia.tui.shown.levels import STAGE, STAGE_MEANS, STAGES
from dpia.tui.shown.register_map import (
    cell_line,
    gravest,
    legend_line,
    meaning,
    method_line,
    size_words,
)
from dpia.tui.summaries import Summary
from dpia.tui.waiting import Progress
from dpia.tui.widgets.heatmap import HeatMapView
from dpia.tui.widgets.keyline import KeyLine
from dpia.tui.widgets.titlebar import TitleBar
from dpia.tui.work import guarded

if TYPE_CHECKING:
    from dpia.tui.app import DpiaApp

ABREAST = 140
"""Columns from which the three stages stand beside each other."""


class RegisterMapScreen(Screen[None]):
    """Lays the risks of the assessments the register shows over the matrix of each method."""

    PLACES: ClassVar[tuple[str, ...]] = ("register-map",)
    BINDINGS = bindings("register-map")
    CSS_PATH = "register.tcss"
    AUTO_FOCUS = ""
    stays_below = True
    """An assessment opened from here leads back here."""

    def __init__(self, rows: Sequence[Summary], asked: str, known: RiskMaps) -> None:
        """Map the risks of `rows`, picked by the filter `asked`."""
        super().__init__()
        self.rows = {row["id"]: row for row in rows}
        self.asked = asked
        self.known = known
        self.maps: list[RiskMap] = []
        self.number = 0
        """Which of the maps is shown."""
        self.stage = "today"
        self._gathering = False

    @property
    def desk_app(self) -> "DpiaApp":
        """The program."""
        return cast("DpiaApp", self.app)

    def compose(self) -> ComposeResult:
        """Compose the maps over the list of the risks in a cell."""
        yield TitleBar(_("Heat map of the register"))
        yield Static(id="map-told")
        with Horizontal(id="maps"):
            for stage in STAGES:
                with Vertical(id=f"stage-{stage}", classes="stage"):
                    yield Static(id=f"head-{stage}", classes="stage-head")
                    yield HeatMapView(id=f"map-{stage}")
        yield Static(id="maps-legend")
        yield Static(id="cell-told")
        yield RiskTable(self.rows)
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with the map of today."""
        self._arrange()

    def on_screen_resume(self) -> None:
        """Gather, also on coming back from an assessment."""
        self.desk_app.left_case()
        if not self._gathering:
            self._gathering = True
            self._tell(_("Reading the risks …"))
            self.gather()

    # Gathering

    @work(thread=True, group="risk-map", exit_on_error=False)
    def gather(self) -> None:
        """Gather on a thread of its own, with a view of the register of its own."""
        worker, desk = get_current_worker(), self.desk_app.desk

        progress = Progress(worker, self.show_progress)
        try:
            maps, problems = guarded(lambda: _gathered(desk, self.known, self.rows, progress))
        except DpiaError as problem:
            maps, problems = [], [problem.message]
        if not worker.is_cancelled:
            self.app.call_from_thread(self.gathered, maps, problems)

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the reading is."""
        words = _("Reading the risks: {done} of {total} assessments   {key} cancels")
        key = self.desk_app.key_for("register-map.back")
        self._tell(words.format(done=done, total=total, key=key))

    def gathered(self, maps: list[RiskMap], problems: list[str]) -> None:
        """Show what was gathered, and tell what could not be read."""
        first = not self.maps
        self.maps, self._gathering = maps, False
        self.number = min(self.number, max(len(maps) - 1, 0))
        for sentence in problems[:3]:
            self.desk_app.tell(sentence, "warning")
        if not maps:
            self._tell(_("No risk in the assessments that are shown."))
            return
        self.draw()
        if first:
            self._view(self.stage).focus()

    def _tell(self, words: str) -> None:
        self.query_one("#map-told", Static).update(foreign.line(words, theme.QUIET))

    # Showing

    @property
    def map(self) -> RiskMap | None:
        """The map that is shown."""
        return self.maps[self.number] if self.number < len(self.maps) else None

    def _view(self, stage: str) -> HeatMapView:
        return self.query_one(f"#map-{stage}", HeatMapView)

    def draw(self) -> None:
        """Draw the map of the present method, all its stages."""
        found = self.map
        if found is None:
            return
        self.query_one(TitleBar).state = size_words(found)
        for stage in STAGES:
            view = self._view(stage)
            view.shown = counted_map(found, stage)
            view.place = gravest(found, stage)
            head = (STAGE[stage], "bold"), (f"  {STAGE_MEANS[stage]}", theme.QUIET)
            self.query_one(f"#head-{stage}", Static).update(Content.assemble(*head))
        self._tell_method(found)
        self._list()

    def _tell_method(self, found: RiskMap) -> None:
        shown = self._view(self.stage).shown
        if shown is None:
            return
        way = ""
        if len(self.maps) > 1:
            key = self.desk_app.key_for("register-map.map-method")
            words = _("method {n} of {all}, {key} shows the next")
            way = words.format(n=self.number + 1, all=len(self.maps), key=key)
        told = self.query_one("#map-told", Static)
        told.update(method_line(shown, found, way, self.asked))
        legend = legend_line(shown, found.stages[self.stage], letters=self.size.width >= 70)
        self.query_one("#maps-legend", Static).update(legend)

    def _list(self) -> None:
        """List the risks in the cell under the cursor."""
        view = self._view(self.stage)
        if self.map is None or view.shown is None or view.place is None:
            return
        stage = self.map.stages[self.stage]
        self.query_one("#cell-told", Static).update(cell_line(view.shown, view.place))
        found = stage.cells.get(view.place, [])
        self.query_one(RiskTable).put(found, set(stage.unconfirmed), set(stage.raised))

    def help_parts(self) -> list[tuple[str, Content]]:
        """Return the help of this screen: the levels, and where the matrix comes from."""
        shown = self._view(self.stage).shown
        return [(_("Levels"), Content("\n").join(meaning(shown)))] if shown else []

    def on_resize(self, _event: events.Resize) -> None:
        """Show the stages beside each other where there is room."""
        self._arrange()

    def _arrange(self) -> None:
        for stage in STAGES:
            here = stage == self.stage or self.size.width >= ABREAST
            self.query_one(f"#stage-{stage}").display = here

    # What a person does

    def on_heat_map_view_cell_entered(self, event: HeatMapView.CellEntered) -> None:
        """List what lies in the cell."""
        if event.view is self._view(self.stage):
            self._list()

    def on_heat_map_view_cell_chosen(self, event: HeatMapView.CellChosen) -> None:
        """Go to the list of what lies in the cell."""
        if event.cell.count:
            self.query_one(RiskTable).focus()
        else:
            self.desk_app.tell(_("No risk lies in this cell."))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow the map that has the focus."""
        name = (event.widget.id or "").removeprefix("map-")
        if name in STAGES and name != self.stage:
            self.stage = name
            self.draw_stage()

    def draw_stage(self) -> None:
        """Draw what belongs to the present stage."""
        self._arrange()
        if self.map:
            self._tell_method(self.map)
            self._list()

    def action_map_stage(self) -> None:
        """Go to the next stage; the cursor stays on its cell where risks lie there, too."""
        place = self._view(self.stage).place
        self.stage = STAGES[(STAGES.index(self.stage) + 1) % len(STAGES)]
        view = self._view(self.stage)
        if view.shown and place and view.shown.cell(*place).count:
            view.place = place
        self.draw_stage()
        view.focus()

    def action_map_method(self) -> None:
        """Show the map of the next method."""
        if self.maps:
            self.number = (self.number + 1) % len(self.maps)
            self.draw()
            self._view(self.stage).focus()

    def action_map_list(self) -> None:
        """Go from the map to the list and back."""
        table = self.query_one(RiskTable)
        (self._view(self.stage) if table.has_focus else table).focus()

    def on_table_chosen(self) -> None:
        """Open the assessment at the risk under the cursor."""
        if risk := self.query_one(RiskTable).current:
            assessment, name = ids_of(risk)
            self.desk_app.open_case(assessment, partial(at_risk, self.desk_app, name))

    def action_back(self) -> None:
        """Go from the list to the map, from there to the register; that ends the reading too."""
        if self.query_one(RiskTable).has_focus:
            self._view(self.stage).focus()
        else:
            self.workers.cancel_node(self)
            self.app.pop_screen()


def _gathered(
    desk: Desk, known: RiskMaps, rows: dict[str, Summary], progress: Any
) -> tuple[list[RiskMap], list[str]]:
    from dpia.register import Register

    own = Desk(Register.open(desk.register.path), desk.library, desk.config, desk.clock)
    with memory.collector_at_rest():
        return known.gather(own, list(rows.values()), progress)
