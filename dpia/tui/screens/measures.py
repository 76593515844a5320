"""The measures of a risk: what is done, by whom, by when, and what it does for the risk."""

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static

from dpia.desk.case import Case
from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.screens.part import proposed_count
from dpia.tui.screens.risk_form import levels_line
from dpia.tui.screens.risks_drawn import removed
from dpia.tui.screens.withholding import WithholdingScreen
from dpia.tui.shown.heatmap import standing_of
from dpia.tui.shown.measures import MeasureLine, measure_lines, treated
from dpia.tui.shown.risks import risk_lines
from dpia.tui.view import CaseView
from dpia.tui.widgets import tones
from dpia.tui.widgets.lines import hanging
from dpia.tui.widgets.listing import Drawn, Listing


class MeasuresScreen(WithholdingScreen):
    """Lists the measures; those that treat the risk first."""

    PLACES: ClassVar[tuple[str, ...]] = ("measures", "case")
    BINDINGS = bindings("measures", "case")
    CSS_PATH = "parts.tcss"

    def __init__(self, case: Case, risk_id: str) -> None:
        """Show the measures of `case` as seen from the risk `risk_id`."""
        super().__init__(case)
        self.risk_id = risk_id
        self.lines: dict[str, MeasureLine] = {}

    def compose_body(self) -> ComposeResult:
        """Compose what the risk stands at above the list."""
        yield Static(id="form-head")
        yield Listing(id="measures")

    def on_mount(self) -> None:
        """Begin in the list."""
        self.query_one(Listing).focus()

    def show(self, view: CaseView) -> None:
        """Draw the measures as they stand."""
        found = measure_lines(view.document, self.risk_id, self.case.as_of.isoformat())
        self.lines = {line.id: line for line in found}
        self.query_one("#form-head", Static).update(Drawn(partial(self._head_lines, view)))
        rows = [(line.id, partial(measure_row, line)) for line in found]
        self.query_one(Listing).fill(rows)

    def _head_lines(self, view: CaseView, width: int) -> list[Content]:
        verdict, method = view.verdict, view.rulebook.method_document
        found = risk_lines(verdict, view.document, method) if verdict else []
        line = next((line for line in found if line.id == self.risk_id), None)
        if line is None:
            gone = _("This risk has been removed. {key} goes back.")
            return Content.styled(gone.format(key=self.key("case.back")), theme.CARE).wrap(width)
        named = foreign.line(f"{line.number} {line.title}", "bold")
        title = Content.assemble((_("For: "), theme.QUIET), named)
        if view.locked:
            told = foreign.content(view.locked, theme.QUIET)
        elif not self.lines:
            words = _("No measure yet. Press {key} to add one.")
            told = Content(words.format(key=self.key("measures.add")))
        else:
            words = _("Of several measures the largest step counts; steps never add up.")
            told = foreign.content(f"{words} {standing_of(method)}".strip(), theme.QUIET)
            if proposed := self._proposed():
                words = proposed_count(len(proposed), self.key("measures.take-over"))
                told = Content("\n").join([Content.styled(words, tones.text("open")), told])
        head = [title.truncate(width, ellipsis=True), levels_line(line, width)]
        return [*head, *told.wrap(width)]

    @property
    def current(self) -> MeasureLine | None:
        """The measure under the cursor."""
        return self.lines.get(self.query_one(Listing).current or "")

    def thing(self) -> str:
        """Return where the thing under the cursor stands in the assessment; empty for none."""
        return f"/measures/{self.current.id}" if self.current else ""

    def on_option_list_option_selected(self, _event: OptionList.OptionSelected) -> None:
        """Open the measure that was chosen."""
        self.action_edit()

    def action_answer_history(self) -> None:
        """Show what the measure under the cursor was before."""
        if self.current:
            self.look_back(f"measures/{self.current.id}")

    def action_edit(self) -> None:
        """Open the measure under the cursor."""
        if self.current:
            from dpia.tui.screens.measures_form import MeasureScreen

            self.app.push_screen(MeasureScreen(self.case, self.current.id, self.risk_id))

    def action_add(self) -> None:
        """Pick a measure to add."""
        if self.may_change() and self.drawn:
            from dpia.tui.screens.risks_pick import pick_measure

            pick_measure(self, self.drawn, self.risk_id, self._added)

    def _added(self, measure_id: str) -> None:
        self.query_one(Listing).go(measure_id)
        self.action_edit()

    def action_in_place(self) -> None:
        """Say that the measure under the cursor is in place."""
        if self.current and self.may_change():
            change = partial(self.case.change_measure, self.current.id, status="implemented")
            self.act(change)

    def action_what_if(self) -> None:
        """Try the measure under the cursor in another state."""
        if self.current:
            from dpia.tui.screens.trial_measure import MeasureTrial

            self.app.push_screen(MeasureTrial(self.case, self.current.id))

    def action_take_over(self) -> None:
        """Take over the proposed text of the measure under the cursor, or of all."""
        if line := self.current:
            self.take_over_listed(line.id, self._proposed(), self.case.accept_measures)

    def _proposed(self) -> list[str]:
        return [line.id for line in self.lines.values() if line.proposed]

    def action_link(self) -> None:
        """Let the measure under the cursor treat the risk, or no longer."""
        if self.current and self.may_change():
            name = self.current.id
            others = [r for r in treated(self.case.document, name) if r != self.risk_id]
            wanted = others if self.current.treats else [*others, self.risk_id]
            self.act(partial(self.case.treat, name, wanted))

    def action_remove(self) -> None:
        """Remove the measure under the cursor; undo brings it back."""
        if self.current and self.may_change():
            line = self.current
            said = removed(line.title, self.key("case.undo"))
            self.act(lambda: self.case.remove_measure(line.id), lambda _v: self.tell(said))


def measure_row(line: MeasureLine, width: int) -> list[Content]:
    """Draw one measure: its title, what it does for the risk, then who, how far and by when."""
    head = Content.styled(f"{line.number:3} ", theme.QUIET)
    space = Content(" " * head.cell_length)
    title = hanging(head, foreign.line(line.title, "bold" if line.treats else theme.QUIET), width)
    effect = Content.styled(line.effect, "" if line.treats else theme.QUIET)
    about = hanging(space, foreign.line(line.about, tones.text(line.tone)), width)
    return [*title, *hanging(space, effect, width), *about]
