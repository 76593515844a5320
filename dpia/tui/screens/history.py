"""The history of an assessment: who changed what, when and why; only to read."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from dpia.desk.case import Case
from dpia.documents.history import Teller, Told, clock
from dpia.documents.pieces import Piece, laid_out
from dpia.errors import DpiaError
from dpia.text import _, ngettext
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.screens.base import Dialog
from dpia.tui.screens.events import Events
from dpia.tui.widgets.keyline import KeyLine
from dpia.tui.widgets.laid import Laid
from dpia.tui.widgets.pasting import PlainInput
from dpia.tui.widgets.table import REST, Column, Table, TableHead
from dpia.tui.widgets.titlebar import TitleBar

if TYPE_CHECKING:
    from dpia.tui.app import DpiaApp

COLUMNS = (
    Column("at", _("When (UTC)"), {0: 16}),
    Column("by", _("Who"), {0: 12, 90: 18, 150: 24}),
    Column("what", _("What"), {0: REST}),
    Column("why", _("Why"), {110: 30, 150: 56}),
)
_STYLES = {"title": "bold $text-primary", "name": "bold", "quiet": theme.QUIET, "care": theme.CARE}


class HistoryScreen(Events, Screen[None]):
    """Lists the events of one assessment, the latest first; typing narrows the list."""

    PLACES: ClassVar[tuple[str, ...]] = ("history",)
    BINDINGS = bindings("history")
    CSS_PATH = "register.tcss"
    AUTO_FOCUS = "Input"
    columns: ClassVar[Sequence[Column]] = COLUMNS

    def __init__(self, ref: str, title: str) -> None:
        """Show the history of the assessment with the id `ref`."""
        super().__init__()
        self.ref = ref
        self.heading = title
        self.teller: Teller | None = None
        self.all: list[tuple[Told, str]] = []
        """Each event, and what is searched of it."""
        self.shown: list[Told] = []

    @property
    def desk_app(self) -> "DpiaApp":
        """The program."""
        return cast("DpiaApp", self.app)

    def compose(self) -> ComposeResult:
        """Compose the field, the list and what there is to know of one event."""
        yield TitleBar(self.heading)
        field = PlainInput(
            placeholder=_("type words that an event holds"), compact=True, id="events-of"
        )
        field.cursor_blink = False
        yield field
        yield Static(id="chain-told")
        table = Table(self.columns, id="events")
        table.nothing = _("Reading the history …")
        table.can_focus = False
        yield TableHead(table)
        yield table
        yield Static(id="event-told")
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the history away from the event loop."""
        self.run_worker(self._load(), group="history", exclusive=True)

    async def _load(self) -> None:
        run, register = self.desk_app.desk_thread.run, self.desk_app.desk.register
        try:
            self.teller, self.all = await run(self._read)
            self.narrow()
            broken = await run(lambda: register.verify(self.ref))
        except DpiaError as problem:
            self.query_one(Table).nothing = foreign.one_line(problem.message)
            self.query_one(Table).redraw()
            self.desk_app.tell(problem.message, "error")
            return
        whole = _("The chain of events is whole, and no attachment is missing.")
        told = foreign.content("\n".join(broken[:3]), theme.BAD) if broken else Content(whole)
        self.query_one("#chain-told", Static).update(told.stylize("" if broken else theme.QUIET))

    def _read(self) -> tuple[Teller, list[tuple[Told, str]]]:
        case: Case = self.desk_app.desk.open(self.ref)
        events = self.desk_app.desk.register.history(self.ref)
        teller = Teller(events, case.rulebook, case.document)
        return teller, [(told, foreign.folded(told.text)) for told in teller.told()]

    # Showing

    def narrow(self) -> None:
        """List the events that hold all words that are typed."""
        words = foreign.folded(self.query_one(Input).value).split()
        table = self.query_one(Table)
        here = self.current
        self.shown = [told for told, text in self.all if all(word in text for word in words)]
        table.nothing = _("No event holds these words.")
        table.fill(
            len(self.shown), self._cells, self.shown.index(here) if here in self.shown else 0
        )
        count = ngettext("{n} event", "{n} events", len(self.all)).format(n=f"{len(self.all):,}")
        some = _("{n} of {all}").format(n=f"{len(self.shown):,}", all=count)
        bar = self.query_one(TitleBar)
        bar.state = count if len(self.shown) == len(self.all) else some
        self.on_table_moved()

    @property
    def current(self) -> Told | None:
        """The event under the cursor."""
        cursor = self.query_one(Table).cursor
        return self.shown[cursor] if 0 <= cursor < len(self.shown) else None

    def _cells(self, index: int) -> Sequence[Content]:
        told = self.shown[index]
        return [
            foreign.line(clock(told.at), theme.QUIET),
            foreign.line(told.by),
            foreign.line(told.what, limit=400),
            foreign.line(told.why, theme.QUIET, limit=400),
        ]

    def on_table_refitted(self) -> None:
        """Fit the headings to the columns."""
        self.query_one(TableHead).refresh()

    def on_table_moved(self) -> None:
        """Say the whole of the event under the cursor."""
        told = self.current
        if told is None:
            self.query_one("#event-told", Static).update("")
            return
        why = (f"\n{foreign.one_line(told.why, 600)}", theme.QUIET) if told.why else ""
        what = foreign.line(told.what, "bold", limit=600)
        self.query_one("#event-told", Static).update(Content.assemble(what, why))

    def on_input_changed(self) -> None:
        """Narrow as one types."""
        self.narrow()

    # What a person does

    def on_input_submitted(self) -> None:
        """Show the event under the cursor."""
        self.action_open_event()

    def on_table_chosen(self) -> None:
        """Show the event that was clicked."""
        self.action_open_event()

    def action_open_event(self) -> None:
        """Show what it was before the event and is since."""
        told = self.current
        if told and self.teller:
            self.app.push_screen(EventScreen(list(self.teller.pieces(told.seq))))

    def action_back(self) -> None:
        """Show all events again, then go back."""
        field = self.query_one(Input)
        if field.value:
            field.value = ""
        else:
            self.app.pop_screen()


class EventText(Laid):
    """One event, laid out to the width."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        """Show `pieces`."""
        super().__init__()
        self.pieces = list(pieces)

    def lay_out(self, width: int) -> list[Content]:
        """Lay the text out in `width` cells."""
        return [
            foreign.content(line.text, _STYLES.get(line.kind, ""))
            for line in laid_out(self.pieces, width)
        ]


class EventScreen(Dialog[None]):
    """Shows one event with everything it changed, before and after."""

    CSS_PATH = "register.tcss"
    AUTO_FOCUS = "VerticalScroll"

    def __init__(self, pieces: list[Piece]) -> None:
        """Show `pieces`."""
        super().__init__()
        self.pieces = pieces

    def compose(self) -> ComposeResult:
        """Compose the text."""
        with VerticalScroll(classes="dialog", id="event", can_focus=True):
            yield EventText(self.pieces)
        yield KeyLine()
