"""The list of the register: read without waiting, searched and filtered as one types, sorted."""

from asyncio import CancelledError
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar, cast

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from dpia.desk.filters import Filter, expanded, parse, parts_of
from dpia.errors import DpiaError, Invalid
from dpia.text import _
from dpia.tui import foreign, memory, theme
from dpia.tui.shown.filtering import ways_on
from dpia.tui.shown.register import Rows, counted, prepared
from dpia.tui.summaries import COLUMNS, Summary, cells, detail
from dpia.tui.waiting import Coming
from dpia.tui.widgets.filter_field import FilterField
from dpia.tui.widgets.keyline import KeyLine
from dpia.tui.widgets.table import Table, TableHead
from dpia.tui.widgets.titlebar import TitleBar

if TYPE_CHECKING:
    from dpia.tui.app import DpiaApp

T = TypeVar("T")
MANY = 1_000
"""Files to be read anew from which on that takes long enough to be told."""
GLANCE = 200
"""Rows that are shown as they were known last, until the register has been read."""


class RegisterList(Screen[None]):
    """Lists the assessments that a search and a filter pick."""

    AUTO_FOCUS = "Table"
    stays_below = True
    """An assessment opened from here leads back here."""

    def __init__(self) -> None:
        """Show nothing until the register has been read."""
        super().__init__()
        self.all = Rows()
        self.shown: list[Summary] = []
        self.known: Mapping[str, Sequence[str]] = {}
        """`name -> values` that occur, for what goes on in the search field."""
        self.by = COLUMNS[0].id
        self.falling = False
        self.marked: set[str] = set()
        self.asked = Filter("", (), False)
        """What is shown: the filter that could be read last."""
        self.problem = ""
        """What is wrong with the filter as it is typed."""
        self._found: frozenset[str] = frozenset()
        self._read = self._locked_here = False

    @property
    def desk_app(self) -> "DpiaApp":
        """The program."""
        return cast("DpiaApp", self.app)

    def compose(self) -> ComposeResult:
        """Compose search, table and keys."""
        yield TitleBar(_("Register of impact assessments"))
        yield FilterField(self.goes_on)
        yield Static(id="filter-told", markup=False)
        table = Table(COLUMNS)
        table.marked = lambda row: self.shown[row]["id"] in self.marked
        yield TableHead(table)
        yield table
        yield Coming()
        yield Static(id="detail", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Paint first, read then; begin with the view that was used last."""
        self.query_one(TableHead).mark(self.by, self.falling)
        self.query_one(Table).nothing = _("Reading the register …")
        keys = {name: self.desk_app.key_for(f"register.{name}") for name in ("search", "filter")}
        hint = _("{search} searches titles and answers, {filter} picks what is shown")
        self.query_one(FilterField).placeholder = hint.format(**keys)
        config = self.desk_app.desk.config
        if config.view in config.views:
            self.put(f"@{config.view}")

    def on_screen_resume(self) -> None:
        """Read the register, also on coming back from an assessment."""
        self.desk_app.left_case()
        self.call_after_refresh(self.action_reload)

    # Reading

    def action_reload(self) -> None:
        """Read the register again."""
        self.run_worker(self.load(), group="register", exclusive=True)

    async def load(self) -> None:
        """Read the register away from the event loop, and show it."""
        desk, run = self.desk_app.desk, self._run
        try:
            if not self._read and not self.typed.strip():
                self.all = await run(
                    lambda: Rows.of(desk.register.first_summaries(GLANCE), desk.today())
                )
                self.list_rows()
                memory.settle(self.rows)
            self.all, self.known = await self._whole()
            if not self._read:
                memory.settle(self.rows)
            self._locked_here = await run(lambda: bool(desk.register.read_only))
        except DpiaError as problem:
            self.say(foreign.one_line(problem.message))
            self.desk_app.tell(problem.message, "error")
            return
        self._read = True
        self.marked &= {row["id"] for row in self.all.rows}
        self.ask(again=True)

    async def _run(self, job: Callable[[], T]) -> T:
        """Run a job on the desk's thread; what waits for it ends with the program."""
        if self.desk_app.is_running:
            done = await self.desk_app.desk_thread.run(job)
            if self.desk_app.is_running:
                return done
        raise CancelledError

    async def _whole(self) -> tuple[Rows, Mapping[str, Sequence[str]]]:
        """Read all rows; where the files must be read anew, say how far that is."""
        desk, seen = self.desk_app.desk, [0, 0]

        def look() -> None:
            if seen[1] >= MANY:
                words = _("Reading the register: {done} of {total} …")
                self.query_one(TitleBar).state = words.format(done=seen[0], total=seen[1])

        def told(done: int, total: int) -> None:
            seen[:] = done, total

        desk.register.tell_reading(told)
        timer = self.set_interval(0.25, look)
        try:
            return await self._run(lambda: prepared(desk))
        finally:
            timer.stop()

    @property
    def rows(self) -> Sequence[Summary]:
        """All assessments of the register."""
        return self.all.rows

    # Asking

    @property
    def typed(self) -> str:
        """What is searched for."""
        return self.query_one(FilterField).value

    def put(self, text: str) -> None:
        """Write a search or a filter into the field, as if it were typed there."""
        field = self.query_one(FilterField)
        field.value = text
        field.cursor_position = len(text)

    def goes_on(self) -> Mapping[str, Sequence[str]]:
        """Return what a filter can go on with: the values that occur, and the saved views."""
        return {**self.known, "@": sorted(self.desk_app.desk.config.views)}

    def on_input_changed(self, _event: Input.Changed) -> None:
        """Search as one types."""
        self.ask()

    def ask(self, again: bool = False) -> None:
        """Show what is asked for, without the last part while that cannot be read."""
        before, parts = self.asked.words, parts_of(self.typed)
        try:
            self.asked, self.problem = self._parsed(self.typed), ""
        except Invalid as problem:
            self.problem = problem.message
            with suppress(Invalid):
                self.asked = self._parsed(" ".join(parts[:-1]))
        words = self.asked.words
        if words != before or again:
            self._found = self._found if words == before else frozenset()
            if words:
                self.run_worker(self._search(words), group="search", exclusive=True)
        self.list_rows()

    def _parsed(self, text: str) -> Filter:
        desk = self.desk_app.desk
        return parse(text, desk.today(), desk.config.views)

    async def _search(self, words: str) -> None:
        """Add what is found in the answers to what is found in the titles."""
        register = self.desk_app.desk.register

        def search() -> set[str]:
            """Look only for what is still wanted once it is this search's turn."""
            return register.containing(words) if words == self.asked.words else set()

        try:
            found = await self._run(search)
        except DpiaError as problem:
            self.desk_app.tell(problem.message, "error")
            return
        if words == self.asked.words and found != self._found:
            self._found = frozenset(found)
            self.list_rows()

    # Showing

    def list_rows(self) -> None:
        """Show the rows that fit the search, in order."""
        table = self.query_one(Table)
        here = self.desk_app.last_open or (self.row["id"] if self.row else "")
        if self._read:
            self.desk_app.last_open = ""
        self.shown = self.all.pick(self.asked, self._found, self.by, self.falling)
        places = (index for index, row in enumerate(self.shown) if row["id"] == here)
        table.fill(len(self.shown), self._draw, next(places, 0))
        self.query_one(TableHead).mark(self.by, self.falling)
        self.on_table_moved()
        self.tell_state()
        if not self.shown and self._read:
            self.say(self._nothing())

    def tell_state(self) -> None:
        """Say how much is shown and marked, and what is wrong with the filter or how it goes on."""
        notes = {
            _("{n} put away"): 0 if self.asked.past else self.all.past(),
            _("{n} marked"): len(self.marked),
            _("{n} to come"): self.desk_app.to_come,
            _("read only"): int(self._locked_here),
        }
        bar = self.query_one(TitleBar)
        told = counted(len(self.rows), len(self.shown), notes)
        bar.state = told if self._read else _("reading …")
        self.query_one("#filter-told", Static).update(self._told())

    def _told(self) -> Content:
        """Return the line below the field: how a filter goes on, what is wrong, what a view is."""
        if self.query_one(FilterField).has_focus:
            _stays, options = ways_on(self.typed, self.goes_on())
            if options:
                return foreign.line(" · ".join(options[:12]), theme.QUIET, limit=400)
        if self.problem:
            return foreign.line(self.problem, theme.CARE)
        if "@" in self.typed:
            said = expanded(self.typed, self.desk_app.desk.config.views)
            return foreign.line(said, theme.QUIET)
        return Content("")

    def on_descendant_focus(self) -> None:
        """Say how a filter goes on only while one writes it."""
        self.call_after_refresh(self.tell_state)

    def say(self, words: str) -> None:
        """Say `words` where rows would stand."""
        table = self.query_one(Table)
        table.nothing = words
        table.refresh()

    def _nothing(self) -> str:
        key_for = self.desk_app.key_for
        if self.rows:
            if not self.typed.strip():
                return _("All are put away. Type status:all to see them.")
            told = _("Nothing fits “{words}”. {key} shows everything again.")
            key = key_for("register.leave-search")
            return told.format(words=foreign.one_line(self.typed, 40), key=key)
        if self.desk_app.to_come:
            return _("Adding worked examples …")
        words = _("No assessment yet. {new} begins one, {example} adds an example.")
        return words.format(new=key_for("register.new"), example=key_for("register.example"))

    @property
    def row(self) -> Summary | None:
        """The assessment under the cursor."""
        cursor = self.query_one(Table).cursor
        return self.shown[cursor] if 0 <= cursor < len(self.shown) else None

    def _draw(self, index: int) -> Sequence[Content] | Content:
        row = self.shown[index]
        reference = foreign.line(row["reference"] or "?")
        if sentence := foreign.one_line(row.get("damaged") or "", 200):
            title = foreign.one_line(row.get("title") or row["id"], 40)
            said = _("{title} – damaged: {sentence}").format(title=title, sentence=sentence)
            return Content.assemble(reference, " ", Content.styled(said, theme.BAD))
        return cells(row, reference, self.desk_app.desk.today())

    def on_table_refitted(self) -> None:
        """Fit the headings to the columns."""
        self.query_one(TableHead).refresh()

    def on_table_moved(self) -> None:
        """Say more about the assessment under the cursor."""
        row = self.row
        self.query_one("#detail", Static).update(detail(row) if row else "")
