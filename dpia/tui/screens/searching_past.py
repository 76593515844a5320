"""Searching everything ever said in the register: what stands now, and what once stood."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from dpia.desk.desk import Desk
from dpia.desk.searching import Hit, Tell, search
from dpia.desk.searching import Progress as Report
from dpia.documents.past import stood
from dpia.errors import DpiaError
from dpia.text import _, ngettext
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings, spoken
from dpia.tui.places import asked
from dpia.tui.screens.events import Events
from dpia.tui.waiting import Cancelled, Progress
from dpia.tui.widgets.keyline import KeyLine
from dpia.tui.widgets.pasting import PlainInput
from dpia.tui.widgets.table import REST, Column, Table, TableHead
from dpia.tui.widgets.titlebar import TitleBar
from dpia.tui.work import guarded

if TYPE_CHECKING:
    from dpia.tui.app import DpiaApp

COLUMNS = (
    Column("reference", _("Reference"), {0: 12}),
    Column("now", _("Stands"), {0: 7, 110: 10}),
    Column("where", _("Where"), {0: 24, 100: 34, 150: 50}),
    Column("text", _("Text"), {0: REST}),
)
MOST = 500
"""Hits after which a search ends; more words narrow it."""


class PastSearchScreen(Events, Screen[None]):
    """A field for words, and every text in which they stand or stood."""

    PLACES: ClassVar[tuple[str, ...]] = ("search-past",)
    BINDINGS = bindings("search-past")
    CSS_PATH = "register.tcss"
    AUTO_FOCUS = "Input"
    stays_below = True
    """An assessment opened from here leads back here."""

    def __init__(self, typed: str = "") -> None:
        """Begin with what is `typed` elsewhere already."""
        super().__init__()
        self.typed = typed
        self.asked = ""
        """What was searched last."""
        self.hits: list[Hit] = []
        self.searching = False

    @property
    def desk_app(self) -> "DpiaApp":
        """The program."""
        return cast("DpiaApp", self.app)

    def compose(self) -> ComposeResult:
        """Compose the field, the list and all of what is under the cursor."""
        yield TitleBar(_("Search everything ever said"))
        hint = _("type words, then {key}").format(key=spoken("enter"))
        field = PlainInput(value=self.typed, placeholder=hint, compact=True, id="events-of")
        field.cursor_blink = False
        yield field
        yield Static(id="chain-told")
        table = Table(COLUMNS, id="events")
        table.can_focus = False
        yield TableHead(table)
        yield table
        yield Static(id="event-told")
        yield KeyLine()

    def on_mount(self) -> None:
        """Say what can be typed."""
        self._tell(
            _("Answers, notes, risks, measures, opinions and titles, also what was changed since.")
        )

    def on_screen_resume(self) -> None:
        """Put away the assessment that was opened from here."""
        self.desk_app.left_case()

    # Searching

    @work(thread=True, group="past", exclusive=True, exit_on_error=False)
    def search(self, words: str) -> None:
        """Search on a thread of its own, with a view of the register of its own."""
        worker, desk, hits = get_current_worker(), self.desk_app.desk, self.hits
        problems: list[str] = []
        progress = Progress(worker, self.show_progress)
        try:
            guarded(lambda: _gather(desk, words, hits, problems.append, progress))
        except Cancelled:
            return
        except DpiaError as problem:
            problems.append(problem.message)
        if not worker.is_cancelled:
            self.app.call_from_thread(self.found, problems)

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the search is, and what it has found."""
        key = self.desk_app.key_for("search-past.back")
        words = _("Searched {done} of {total} assessments   {key} stops")
        self._tell(words.format(done=f"{done:,}", total=f"{total:,}", key=key))
        self._list()

    def found(self, problems: list[str]) -> None:
        """Show all that was found."""
        self.searching = False
        count = len(self.hits)
        said = ngettext("{n} hit.", "{n} hits.", count).format(n=f"{count:,}")
        if count >= MOST:
            said = _("These are the first {n}; more words narrow the search.").format(n=count)
        self.query_one(Table).nothing = _("Nothing of that was ever said.")
        self._tell(" ".join([said, *problems[:1]]))
        self._list()

    def _tell(self, words: str) -> None:
        self.query_one("#chain-told", Static).update(foreign.line(words, theme.QUIET, limit=400))

    def _list(self) -> None:
        table = self.query_one(Table)
        if table.count != len(self.hits) or not self.searching:
            table.fill(len(self.hits), self._cells, table.cursor)
            self.on_table_moved()

    def _cells(self, index: int) -> Sequence[Content]:
        hit = self.hits[index]
        now = (_("now"), theme.GOOD) if hit.current else (_("past"), theme.QUIET)
        return [
            foreign.line(hit.reference),
            Content.styled(*now),
            foreign.line(hit.where, theme.QUIET),
            _excerpt(hit),
        ]

    def on_table_refitted(self) -> None:
        """Fit the headings to the columns."""
        self.query_one(TableHead).refresh()

    @property
    def current(self) -> Hit | None:
        """The hit under the cursor."""
        cursor = self.query_one(Table).cursor
        return self.hits[cursor] if 0 <= cursor < len(self.hits) else None

    def on_table_moved(self) -> None:
        """Say where the hit under the cursor is, and who wrote it when."""
        hit = self.current
        told = Content("")
        if hit:
            about = f"{hit.title} · {hit.where}"
            told = Content("\n").join(
                [
                    foreign.line(about, "bold", limit=150),
                    foreign.line(stood(hit.standing), theme.QUIET, limit=150),
                    _excerpt(hit),
                ]
            )
        self.query_one("#event-told", Static).update(told)

    # What a person does

    def on_input_submitted(self) -> None:
        """Search, or open what was found."""
        self.action_open_hit()

    def on_table_chosen(self) -> None:
        """Open the hit that was clicked."""
        self._open()

    def action_open_hit(self) -> None:
        """Search what is typed; once that was searched, open the hit under the cursor."""
        typed = self.query_one(Input).value.strip()
        if typed and typed == self.asked:
            self._open()
        elif typed:
            self.asked, self.hits, self.searching = typed, [], True
            table = self.query_one(Table)
            table.nothing = _("Searching …")
            table.fill(0, self._cells)
            self.on_table_moved()
            self.search(typed)

    def _open(self) -> None:
        if hit := self.current:
            self.desk_app.open_case(hit.id, partial(_go_to, self.desk_app, hit))

    def action_back(self) -> None:
        """Stop the search, empty the field, then go back."""
        field = self.query_one(Input)
        if self.searching:
            self.workers.cancel_node(self)
            self.found([_("Stopped.")])
        elif field.value:
            field.value = self.asked = ""
        else:
            self.app.pop_screen()


def _gather(desk: Desk, words: str, hits: list[Hit], tell: Tell, progress: Report) -> None:
    from dpia.register import Register

    own = Desk(Register.open(desk.register.path), desk.library, desk.config, desk.clock)
    for hit in search(own, words, past=True, tell=tell, progress=progress):
        hits.append(hit)
        if len(hits) >= MOST:
            return


def _excerpt(hit: Hit) -> Content:
    return Content.assemble(
        foreign.one_line(f"|{hit.before}|")[1:-1],
        (foreign.one_line(hit.word), "bold $text-primary"),
        foreign.one_line(f"|{hit.after}|")[1:-1],
    )


_PART = {"opinions": "decision", "decision": "decision", "overruled": "decision"}
_PART |= {"attachments": "attachments", "measures": "measures"}


def _go_to(app: "DpiaApp", hit: Hit) -> None:
    """Go to the place of a hit in the assessment that has just been opened."""
    from dpia.tui.screens.past import PastScreen
    from dpia.tui.screens.there import at_risk

    part, _slash, rest = hit.path.partition("/")
    if "." in part:
        table = hit.path.partition("/")[0]
        if hit.current or (app.view and table in {s.path for _p, s in asked(app.view)}):
            app.go_to_question(hit.path)
    elif part == "risks":
        at_risk(app, rest.partition("/")[0])
    else:
        app.action_part(_PART.get(part, "about"))
    if not hit.current and app.case and ("." in part or part in ("risks", "measures")):
        app.push_screen(PastScreen(app.case, hit.path))
