"""The risks of an assessment beside the heat map, with what each of them still needs."""

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from dpia.desk.case import Case
from dpia.text import _, ngettext
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.screens.part import proposed_count
from dpia.tui.screens.risks_drawn import (
    about_risk,
    confirmed_already,
    legend,
    removed,
    risk_row,
    shortened,
)
from dpia.tui.screens.withholding import WithholdingScreen
from dpia.tui.shown.heatmap import heat_map
from dpia.tui.shown.levels import STAGE, STAGE_MEANS, STAGES
from dpia.tui.shown.numbers import risk_numbers
from dpia.tui.shown.risks import RiskLine, risk_lines
from dpia.tui.view import CaseView
from dpia.tui.widgets import tones
from dpia.tui.widgets.heatmap import HeatMapView
from dpia.tui.widgets.listing import Drawn, Listing

SLIM = 76
"""Columns below which list and map share a narrow screen."""


class RisksScreen(WithholdingScreen):
    """Lists the risks; one is rated, treated and confirmed from here."""

    PLACES: ClassVar[tuple[str, ...]] = ("risks", "case")
    BINDINGS = bindings("risks", "case")
    CSS_PATH = "parts.tcss"

    def __init__(self, case: Case) -> None:
        """Show the risks of `case`, at their target."""
        super().__init__(case)
        self.stage = "target"
        self.slim = False
        self._come_back = False
        """Whether the cursor has been put on the risk one was on before."""
        self.lines: dict[str, RiskLine] = {}

    def compose_body(self) -> ComposeResult:
        """Compose the list beside the map, and below them what the risk needs."""
        with Horizontal(id="risks-body"):
            with Vertical(id="risks-list"):
                yield Static(id="risks-head")
                yield Listing(id="risks", place="risk-list")
            with Vertical(id="risks-map"):
                yield Static(id="map-head")
                yield HeatMapView()
                with VerticalScroll(id="map-legend", can_focus=False):
                    yield Static(id="map-legend-text")
        with VerticalScroll(id="risk-about", can_focus=False):
            yield Static(id="risk-about-text")

    def on_mount(self) -> None:
        """Begin in the list."""
        self.query_one(Listing).focus()

    # Drawing

    def show(self, view: CaseView) -> None:
        """Draw the risks as they stand."""
        if view.verdict is None:
            self.lines = {}
            self.query_one("#risks-head", Static).update(foreign.content(view.problem))
        else:
            method = view.rulebook.method_document
            found = risk_lines(view.verdict, view.document, method)
            self.lines = {line.id: line for line in found}
            self.query_one("#risks-head", Static).update(self._head(view))
        rows = [(line.id, partial(risk_row, line)) for line in self.lines.values()]
        listing = self.query_one("#risks", Listing)
        listing.fill(rows)
        if rows and not self._come_back:
            self._come_back = True
            listing.go(self.desk_app.last_risk.get(self.case.id, ""))
        self._show_map(view)
        self._show_about()

    def _head(self, view: CaseView) -> Content:
        count = len(self.lines)
        if count:
            words = ngettext("{n} risk", "{n} risks", count).format(n=count)
            tail = _(": inherent → today → target")
            head = Content.assemble((words, "bold"), ("" if self.slim else tail, theme.QUIET))
            if waiting := self._proposed():
                told = proposed_count(len(waiting), self.key("risks.take-over"))
                head = Content("\n").join([head, Content.styled(told, tones.text("open"))])
            return head
        proposed = len(view.verdict["proposals"]) if view.verdict else 0
        words = _("No risk yet.")
        if proposed:
            call = ngettext(
                "The answers propose {n}: press {key} to see it.",
                "The answers propose {n}: press {key} to see them.",
                proposed,
            )
        else:
            call = _("Press {key} to add one from the catalogue or your own.")
        told = call.format(n=proposed, key=self.key("risks.add"))
        return Content.assemble((words, "bold"), f" {told}")

    def _proposed(self) -> list[str]:
        return [line.id for line in self.lines.values() if line.proposed]

    def _show_map(self, view: CaseView) -> None:
        heading = Content.styled(_("Heat map: {stage}").format(stage=STAGE[self.stage]), "bold")
        means = Content.styled(f"  {STAGE_MEANS[self.stage]}", theme.QUIET)
        self.query_one("#map-head", Static).update(heading if self.slim else heading + means)
        risks = view.verdict["risks"] if view.verdict else []
        numbers = risk_numbers(view.document)
        named = [{**risk, "id": numbers.get(risk["id"], risk["id"])} for risk in risks]
        shown = heat_map(named, view.rulebook.method_document, self.stage)
        self.query_one(HeatMapView).shown = shown
        more = _("{key} tells more.").format(key=self.key("anywhere.help"))
        self.query_one("#map-legend-text", Static).update(
            legend(shown, self.has_class("-large"), self.slim, more)
        )

    def _show_about(self) -> None:
        listing = self.query_one("#risks", Listing)
        line = self.lines.get(listing.current or "")
        self.query_one(HeatMapView).risk = line.number if line else ""
        locked = self.drawn.locked if self.drawn else ""
        if line is None:
            about: Content | Drawn = foreign.content(locked)
        else:
            told = about_risk(line, locked, self.key("risks.take-over"), self.slim)
            more = _("more: {key}").format(key=self.key("anywhere.help"))
            about = Drawn(partial(shortened, told, self._room_below(), more))
        self.query_one("#risk-about-text", Static).update(about)

    def _room_below(self) -> int:
        """Return how many lines there are for what is said of a risk."""
        return max(4, self.size.height // 5)

    def on_option_list_option_highlighted(self, _event: OptionList.OptionHighlighted) -> None:
        """Tell about the risk under the cursor, and keep it for the next time."""
        if (risk := self.query_one("#risks", Listing).current) and self._come_back:
            self.desk_app.last_risk[self.case.id] = risk
        self._show_about()

    def on_resize(self) -> None:
        """Give the map the room it can use."""
        if self.slim is not (slim := self.size.width < SLIM):
            self.slim = slim
            self.set_class(slim, "-slim")
            if self.drawn:
                self.show(self.drawn)

    # Doing

    @property
    def current(self) -> RiskLine | None:
        """The risk under the cursor."""
        return self.lines.get(self.query_one("#risks", Listing).current or "")

    def thing(self) -> str:
        """Return where the thing under the cursor stands in the assessment; empty for none."""
        return f"/risks/{self.current.id}" if self.current else ""

    def on_option_list_option_selected(self, _event: OptionList.OptionSelected) -> None:
        """Open the risk that was chosen."""
        self.action_edit()

    def on_heat_map_view_cell_chosen(self, event: HeatMapView.CellChosen) -> None:
        """Go to the first risk in a cell, or the next one when it is there already."""
        ids = event.cell.risks
        if not ids:
            self.tell(_("No risk lies in this cell."))
            return
        here = self.current.number if self.current else ""
        after = ids[(ids.index(here) + 1) % len(ids)] if here in ids else ids[0]
        self.remove_class("-large")
        named = (line.id for line in self.lines.values() if line.number == after)
        self.query_one("#risks", Listing).go(next(named, ""))

    def action_answer_history(self) -> None:
        """Show what the risk under the cursor was before."""
        if self.current:
            self.look_back(f"risks/{self.current.id}")

    def action_edit(self) -> None:
        """Open the risk under the cursor."""
        if self.current:
            from dpia.tui.screens.risk_form import RiskScreen

            self.app.push_screen(RiskScreen(self.case, self.current.id))

    def action_add(self) -> None:
        """Pick a risk to add."""
        if self.may_change() and self.drawn and self.drawn.verdict:
            from dpia.tui.screens.risks_pick import pick_risk

            pick_risk(self, self.drawn, self._added)

    def _added(self, risk_id: str) -> None:
        self.query_one("#risks", Listing).go(risk_id)
        self.action_edit()

    def action_confirm(self) -> None:
        """Confirm the levels of the risk under the cursor."""
        if self.current and self.may_change():
            risk_id = self.current.id
            if told := confirmed_already([*self.lines.values()], risk_id):
                self.tell(told)
                return
            self.act(lambda: self.case.confirm_risk(risk_id), lambda _v: self._confirmed(risk_id))

    def _confirmed(self, risk_id: str) -> None:
        self.tell(f"{_('Confirmed.')} {self.case.told_of_confirming(risk_id)}".strip())

    def action_take_over(self) -> None:
        """Take over the proposed text of the risk under the cursor, or of all."""
        if line := self.current:
            self.take_over_listed(line.id, self._proposed(), self.case.accept_risks)

    def action_measures(self) -> None:
        """Open the measures of the risk under the cursor."""
        if self.current:
            from dpia.tui.screens.measures import MeasuresScreen

            self.app.push_screen(MeasuresScreen(self.case, self.current.id))

    def action_stage(self) -> None:
        """Show the map at the next stage."""
        self.stage = STAGES[(STAGES.index(self.stage) + 1) % len(STAGES)]
        if self.drawn:
            self._show_map(self.drawn)

    def action_large(self) -> None:
        """Show the map alone, or the list beside it again."""
        self.toggle_class("-large")
        if self.drawn:
            self._show_map(self.drawn)
        target = HeatMapView if self.has_class("-large") else Listing
        self.query_one(target).focus()

    def action_why(self) -> None:
        """Tell why each level of the risk under the cursor is what it is."""
        if self.current and self.drawn:
            from dpia.tui.screens.risks_why import WhyScreen

            self.app.push_screen(WhyScreen(self.drawn, self.current.id))

    def action_by_hand(self) -> None:
        """Set today or target of the risk under the cursor by hand."""
        if self.current and self.drawn and self.may_change():
            from dpia.tui.screens.risk_by_hand import set_by_hand

            set_by_hand(self, self.drawn, self.current.id)

    def action_remove(self) -> None:
        """Remove the risk under the cursor; undo brings it back."""
        if self.current and self.may_change():
            line = self.current
            said = removed(line.title, self.key("case.undo"))
            self.act(lambda: self.case.remove_risk(line.id), lambda _v: self.tell(said))

    def help_parts(self) -> list[tuple[str, Content]]:
        """Return the help of this screen: the risk, the levels, and where the matrix comes from."""
        shown = self.query_one(HeatMapView).shown
        if shown is None:
            return []
        line, locked = self.current, self.drawn.locked if self.drawn else ""
        key = self.key("risks.take-over")
        about = [(line.number, about_risk(line, locked, key))] if line else []
        lines = [
            Content.assemble((f"{one.title}: ", tones.word(one.tone)), foreign.line(one.definition))
            for one in shown.levels
        ]
        levels = Content("\n").join([*lines, foreign.content(shown.note)])
        return [*about, (_("Levels"), levels)]
