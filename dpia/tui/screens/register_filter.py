"""Picking what the register shows: the common filters with their values, written into the field."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from dpia.desk.filters import quoted
from dpia.text import _, ngettext
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.screens.base import Dialog
from dpia.tui.shown.filtering import Facet, Option, chosen, facets, turned
from dpia.tui.widgets.keyline import KeyLine
from dpia.tui.widgets.lines import spread
from dpia.tui.widgets.listing import HEADING, Draw, Listing

if TYPE_CHECKING:
    from dpia.tui.screens.register import RegisterScreen

MARKS = {True: "■ ", False: "□ "}


class FilterList(Listing):
    """What can be picked; Enter shows it, Space and a click choose."""

    BINDINGS = bindings("filter-list")

    def __init__(self) -> None:
        """Offer nothing until it has been counted."""
        super().__init__(id="filters", place="filter-list")


class FilterScreen(Dialog[None]):
    """Offers every value with the number of assessments that have it; the register follows."""

    PLACES: ClassVar[tuple[str, ...]] = ("form",)
    BINDINGS = bindings("form")
    CSS_PATH = "register.tcss"

    def __init__(self, register: "RegisterScreen") -> None:
        """Pick what `register` shows."""
        super().__init__()
        self.register = register
        self.facets: list[Facet] = []
        self.begun = register.written_out()
        """The filter as it was before anything was picked."""

    def compose(self) -> ComposeResult:
        """Compose the filter as it stands, and what can be picked."""
        with Vertical(classes="dialog", id="picking"):
            yield Static(_("What is shown"), classes="dialog-title", markup=False)
            yield Static(id="picked-told")
            yield FilterList()
        yield KeyLine()

    def on_mount(self) -> None:
        """Count away from the event loop."""
        self.query_one(FilterList).focus()
        self.run_worker(self._count(), group="facets", exclusive=True)

    async def _count(self) -> None:
        rows, today = self.register.rows, self.desk_app.desk.today()
        self.facets = await self.desk_app.desk_thread.run(lambda: facets(rows, today))
        self.draw()

    # Showing

    def draw(self) -> None:
        """Draw what can be picked, and what is."""
        text = self.register.written_out()
        self.query_one(FilterList).fill(self._rows(text))
        count = len(self.register.shown)
        fits = ngettext("{n} assessment fits", "{n} assessments fit", count).format(n=f"{count:,}")
        said = foreign.line(text, "bold") if text else Content(_("everything but what is put away"))
        self.query_one("#picked-told", Static).update(
            Content.assemble(said, (f"  {fits}", theme.QUIET))
        )

    def _rows(self, text: str) -> Iterator[tuple[str, Draw]]:
        for facet in self.facets:
            yield HEADING + facet.name, partial(_heading, facet.title)
            on = chosen(text, facet.name)
            for option in facet.options:
                part = f"{facet.name}:{quoted(option.value)}"
                yield part, partial(_option, option, option.value in on)

    # What a person does

    def _current(self) -> tuple[Facet, Option] | None:
        here = self.query_one(FilterList).current
        pairs = ((facet, option) for facet in self.facets for option in facet.options)
        return next((p for p in pairs if f"{p[0].name}:{quoted(p[1].value)}" == here), None)

    def action_turn_filter(self) -> None:
        """Choose the value under the cursor, or leave it out."""
        if current := self._current():
            facet, option = current
            self._put(turned(self.register.written_out(), facet.name, option.value, facet.single))

    def action_use_filter(self) -> None:
        """Close; with nothing picked here, pick what is under the cursor first."""
        if self.register.written_out() == self.begun:
            self.action_turn_filter()
        self.dismiss(None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose what was clicked."""
        event.stop()
        self.action_turn_filter()

    def action_no_filter(self) -> None:
        """Take every filter away."""
        self._put("")

    def _put(self, text: str) -> None:
        self.register.put(text)
        self.register.ask()
        self.draw()


def _heading(title: str, _width: int) -> list[Content]:
    return [Content(title)]


def _option(option: Option, on: bool, width: int) -> list[Content]:
    mark = Content.styled(MARKS[on], "$text-primary")
    title = foreign.line(option.title, "bold" if on else "")
    count = Content.styled(f"{option.count:,}", theme.QUIET)
    return [spread(Content.assemble("  ", mark, title), count, width)]
