"""All measures of an assessment: who does what by when, for which risks, and what they serve."""

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static

from dpia.desk.case import Case
from dpia.text import _, ngettext
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.screens.form import Form, Values
from dpia.tui.screens.part import Labelled, proposed_count
from dpia.tui.screens.risks_drawn import removed
from dpia.tui.screens.withholding import WithholdingScreen
from dpia.tui.shown.measures import treated
from dpia.tui.shown.plan import ORDERS, PlanLine, plan_lines
from dpia.tui.view import CaseView
from dpia.tui.widgets import tones
from dpia.tui.widgets.lines import cell, hanging
from dpia.tui.widgets.listing import Drawn, Listing
from dpia.tui.widgets.several import SeveralEntry

COLUMNS_FROM = 140
"""Columns from which each thing said of a measure has a column of its own."""
_HEADS = {
    **{"role": _("Role"), "status": _("Status"), "owner": _("Who"), "due": _("By when")},
    "treats": _("Risks"),
}


class MeasuresOfAllScreen(WithholdingScreen):
    """Lists every measure; one is added, changed and linked to risks from here."""

    PLACES: ClassVar[tuple[str, ...]] = ("plan", "case")
    BINDINGS = bindings("plan", "case")
    CSS_PATH = "parts.tcss"

    def __init__(self, case: Case) -> None:
        """Show the measures of `case` in the order they were added."""
        super().__init__(case)
        self.order = next(iter(ORDERS))
        self.lines: dict[str, PlanLine] = {}

    def compose_body(self) -> ComposeResult:
        """Compose what to know above the list."""
        yield Static(id="form-head")
        yield Listing(id="plan")

    def on_mount(self) -> None:
        """Begin in the list."""
        self.query_one(Listing).focus()

    def show(self, view: CaseView) -> None:
        """Draw the measures as they stand."""
        found = plan_lines(view.document, self.case.duties, self.case.as_of.isoformat(), self.order)
        self.lines = {line.id: line for line in found}
        self.query_one("#form-head", Static).update(Drawn(partial(self._head_lines, view)))
        self.query_one(Listing).fill((line.id, partial(plan_row, line)) for line in found)

    def _head_lines(self, view: CaseView, width: int) -> list[Content]:
        count = len(self.lines)
        words = ngettext("{n} measure", "{n} measures", count).format(n=count)
        told = _("{order}; {key} sorts otherwise").format(
            order=ORDERS[self.order], key=self.key("plan.sort")
        )
        lines = [Content.assemble((words, "bold"), (f"  {told}" if count else "", theme.QUIET))]
        if view.locked:
            lines += foreign.content(view.locked, theme.QUIET).wrap(width)
        elif not count:
            call = _("No measure yet. Press {key} to add one.").format(key=self.key("plan.add"))
            lines = [Content(call)]
        elif proposed := self._proposed():
            words = proposed_count(len(proposed), self.key("plan.take-over"))
            lines.append(Content.styled(words, tones.text("open")))
        if count and width >= COLUMNS_FROM:
            lines.append(heads(width - 1))
        return lines

    def _proposed(self) -> list[str]:
        return [line.id for line in self.lines.values() if line.proposed]

    @property
    def current(self) -> PlanLine | None:
        """The measure under the cursor."""
        return self.lines.get(self.query_one(Listing).current or "")

    # Doing

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
        """Open the measure under the cursor, seen from its risk where it has only one."""
        if self.current:
            from dpia.tui.screens.measures_form import MeasureScreen

            risks = treated(self.case.document, self.current.id)
            seen_from = risks[0] if len(risks) == 1 else ""
            self.app.push_screen(MeasureScreen(self.case, self.current.id, seen_from))

    def action_add(self) -> None:
        """Pick a measure to add."""
        if self.may_change() and self.drawn:
            from dpia.tui.screens.risks_pick import pick_measure

            pick_measure(self, self.drawn, "", self._opened)

    def _opened(self, measure_id: str) -> None:
        self.query_one(Listing).go(measure_id)
        self.action_edit()

    def action_link(self) -> None:
        """Say which risks the measure under the cursor treats."""
        if not (self.current and self.may_change()):
            return
        from dpia.tui.screens.measures_form import risks

        name = self.current.id
        entry = SeveralEntry("risks", risks(self.case), treated(self.case.document, name))

        def change(values: Values) -> None:
            self.case.treat(name, values["risks"])

        about = foreign.line(f"{self.current.number} {self.current.title}", theme.QUIET)
        asked = (Labelled(_("Which risks does it treat?"), entry),)
        self.app.push_screen(Form(self, _("Treats"), about, asked, change, f"treats.{name}"))

    def action_in_place(self) -> None:
        """Say that the measure under the cursor is in place."""
        if self.current and self.may_change():
            self.act(partial(self.case.change_measure, self.current.id, status="implemented"))

    def action_take_over(self) -> None:
        """Take over the proposed text of the measure under the cursor, or of all."""
        if line := self.current:
            self.take_over_listed(line.id, self._proposed(), self.case.accept_measures)

    def action_sort(self) -> None:
        """Sort by the next thing."""
        orders = list(ORDERS)
        self.order = orders[(orders.index(self.order) + 1) % len(orders)]
        if self.drawn:
            self.show(self.drawn)
            self.query_one(Listing).action_first()

    def action_remove(self) -> None:
        """Remove the measure under the cursor; undo brings it back."""
        if self.current and self.may_change():
            line = self.current
            said = removed(line.title, self.key("case.undo"))
            self.act(lambda: self.case.remove_measure(line.id), lambda _v: self.tell(said))


# Drawing


def plan_row(line: PlanLine, width: int) -> list[Content]:
    """Draw one measure: in columns where there is room, else on a few lines."""
    head = Content.styled(f"{line.number:3} ", theme.QUIET)
    title = foreign.line(line.title, "bold")
    if line.proposed:
        title = Content.assemble(title, "  ", (_("text proposed"), tones.text("open")))
    if line.confidential:
        title = Content.assemble(title, "  ", (_("confidential"), tones.text("watch")))
    if width >= COLUMNS_FROM:
        return _in_columns(line, head, title, width)
    space = Content(" " * head.cell_length)
    status = Content.styled(line.status, tones.text(line.tone))
    about = Content.assemble(
        status,
        f" · {line.role} · ",
        foreign.line(line.owner or _("no owner")),
        _due(line, " · ", _("due {date}")),
    )
    what = " · ".join([_treats(line), *_serves(line)])
    rest = foreign.line(what, theme.QUIET)
    return [
        *hanging(head, title, width)[:2],
        *hanging(space, about, width)[:2],
        *hanging(space, rest, width)[:2],
    ]


def _in_columns(line: PlanLine, head: Content, title: Content, width: int) -> list[Content]:
    cells = {
        "role": Content(line.role),
        "status": Content.styled(line.status, tones.text(line.tone)),
        "owner": foreign.line(line.owner or _("no owner"), "" if line.owner else theme.QUIET),
        "due": _due(line),
        "treats": Content(" ".join(number for number, _lowers in line.treats) or _("none")),
    }
    room, sizes = columns(width)
    named = hanging(head, title, room)
    right = [Content(" ").join([cell(cells[name], size) for name, size in sizes.items()])]
    right += [Content("")] * (len(named) - 1)
    lines = [
        Content.assemble(cell(left, room), " ", beside)
        for left, beside in zip(named, right, strict=True)
    ]
    space = Content(" " * head.cell_length)
    lowered = [f"{number} {lowers}" for number, lowers in line.treats if lowers]
    what = " · ".join([*lowered, *_serves(line)])
    return [*lines, *(hanging(space, foreign.line(what, theme.QUIET), width) if what else ())]


def heads(width: int) -> Content:
    """Return the headings of the columns, as the rows are laid out in `width` cells."""
    room, sizes = columns(width)
    titles = [cell(Content(_HEADS[name]), size) for name, size in sizes.items()]
    return Content(" ").join([cell(Content(_("Measure")), room), *titles]).stylize(theme.QUIET)


def columns(width: int) -> tuple[int, dict[str, int]]:
    """Return the cells of the first column and of the others, by name."""
    sizes = {"role": 18, "status": 15, "owner": max(24, width // 5), "due": 20}
    sizes["treats"] = max(14, width // 12)
    return width - sum(size + 1 for size in sizes.values()), sizes


def _due(line: PlanLine, before: str = "", words: str = "{date}") -> Content:
    """Return the date in `words`, or that there is none yet; `before` stands before either."""
    if not line.due:
        return Content.styled(f"{before}{_('no date')}", theme.QUIET) if line.open else Content("")
    late = (_(", overdue"), tones.text("bad")) if line.late else ""
    return Content.assemble(before, words.format(date=line.due), late)


def _treats(line: PlanLine) -> str:
    said = [f"{number} {lowers}".strip() for number, lowers in line.treats]
    return _("for {risks}").format(risks=", ".join(said)) if said else _("for no risk")


def _serves(line: PlanLine) -> list[str]:
    return [_("serves {duties}").format(duties=", ".join(line.serves))] if line.serves else []
