"""The register: all assessments of an organisation, to search, sort and open."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from dpia.errors import DpiaError
from dpia.text import _, ngettext
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.summaries import COLUMNS, Summary, cells, detail, sort_key
from dpia.tui.widgets.keyline import KeyLine
from dpia.tui.widgets.table import Table, TableHead
from dpia.tui.widgets.titlebar import TitleBar

if TYPE_CHECKING:
    from dpia.tui.app import DpiaApp


class RegisterScreen(Screen[None]):
    """Lists the assessments."""

    PLACES: ClassVar[tuple[str, ...]] = ("register",)
    BINDINGS = bindings("register")
    AUTO_FOCUS = "Table"

    def __init__(self) -> None:
        """Show nothing until the register has been read."""
        super().__init__()
        self.rows: list[Summary] = []
        self.shown: list[Summary] = []
        self.by = COLUMNS[0].id
        self.falling = False
        self._found: set[str] = set()
        self._read = False

    @property
    def desk_app(self) -> "DpiaApp":
        """The program."""
        return cast("DpiaApp", self.app)

    def compose(self) -> ComposeResult:
        """Compose search, table and keys."""
        yield TitleBar(_("Register of impact assessments"))
        search = Input(placeholder=_("/ searches titles and answers"), compact=True)
        search.cursor_blink = False
        yield search
        table = Table(COLUMNS)
        yield TableHead(table)
        yield table
        yield Static(id="detail", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Paint first, read then."""
        self.query_one(TableHead).mark(self.by, self.falling)
        self.query_one(Table).nothing = _("Reading the register …")

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
        desk = self.desk_app.desk
        try:
            rows = await self.desk_app.desk_thread.run(desk.summaries)
            locked = await self.desk_app.desk_thread.run(lambda: desk.register.read_only)
        except DpiaError as problem:
            self.say(foreign.one_line(problem.message))
            self.desk_app.tell(problem.message, "error")
            return
        self.rows, self._read = rows, True
        bar = self.query_one(TitleBar)
        count = ngettext("{n} assessment", "{n} assessments", len(rows)).format(n=f"{len(rows):,}")
        coming = _("{n} to come").format(n=self.desk_app.to_come) if self.desk_app.to_come else ""
        bar.state = ", ".join(filter(None, (count, coming, _("read only") if locked else "")))
        self.list_rows()
        if self.typed.strip():
            await self._search(self.typed)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search as one types."""
        self._found = set()
        self.list_rows()
        if event.value.strip():
            self.run_worker(self._search(event.value), group="search", exclusive=True)

    async def _search(self, typed: str) -> None:
        """Add what is found in the answers to what is found in the titles."""
        desk = self.desk_app.desk
        found = await self.desk_app.desk_thread.run(lambda: desk.summaries(typed))
        if typed == self.typed:
            self._found = {row["id"] for row in found}
            self.list_rows()

    @property
    def typed(self) -> str:
        """What is searched for."""
        return self.query_one(Input).value

    # Showing

    def list_rows(self) -> None:
        """Show the rows that fit the search, in order."""
        table = self.query_one(Table)
        here = self.desk_app.last_open or (self.row["id"] if self.row else "")
        self.desk_app.last_open = ""
        wanted = foreign.folded(self.typed).split()
        fitting = [row for row in self.rows if not wanted or self._fits(row, wanted)]
        fitting.sort(key=lambda row: sort_key(row, self.by), reverse=self.falling)
        self.shown = fitting
        places = [index for index, row in enumerate(fitting) if row["id"] == here]
        table.fill(len(fitting), self._draw, places[0] if places else 0)
        self.query_one(TableHead).mark(self.by, self.falling)
        self.on_table_moved()
        if not fitting and self._read:
            self.say(self._nothing())

    def say(self, words: str) -> None:
        """Say `words` where rows would stand."""
        table = self.query_one(Table)
        table.nothing = words
        table.refresh()

    def _fits(self, row: Summary, wanted: Sequence[str]) -> bool:
        text = foreign.folded(f"{row['reference']} {row['title']} {row.get('organisation')}")
        return row["id"] in self._found or all(word in text for word in wanted)

    def _nothing(self) -> str:
        if self.rows:
            return _("Nothing fits “{words}”. Esc shows everything again.").format(
                words=foreign.one_line(self.typed, 40)
            )
        if self.desk_app.to_come:
            return _("Adding worked examples …")
        return _("No assessment yet. Press n to begin the first one, e for an example.")

    @property
    def row(self) -> Summary | None:
        """The assessment under the cursor."""
        cursor = self.query_one(Table).cursor
        return self.shown[cursor] if 0 <= cursor < len(self.shown) else None

    def _draw(self, index: int) -> Sequence[Content] | Content:
        row = self.shown[index]
        reference = foreign.line(row["reference"] or "?")
        if row.get("damaged"):
            title = foreign.one_line(row.get("title") or row["id"], 40)
            said = _("{title} – damaged: {sentence}").format(
                title=title, sentence=foreign.one_line(row["damaged"], 200)
            )
            return Content.assemble(reference, " ", Content.styled(said, theme.BAD))
        return cells(row, reference, wide=self.size.width >= 110)

    # What a person does

    def action_open(self) -> None:
        """Open the assessment under the cursor."""
        row = self.row
        if row is None:
            return
        if row.get("damaged"):
            self.desk_app.tell(row["damaged"], "error")
        else:
            self.desk_app.open_case(row["id"])

    def on_table_refitted(self) -> None:
        """Fit the headings to the columns."""
        self.query_one(TableHead).refresh()

    def on_table_moved(self) -> None:
        """Say more about the assessment under the cursor."""
        row = self.row
        self.query_one("#detail", Static).update(detail(row) if row else "")

    def on_table_chosen(self) -> None:
        """Open the assessment that was clicked."""
        self.action_open()

    def on_input_submitted(self) -> None:
        """Go from the search to the rows it found."""
        self.query_one(Table).focus()

    def action_new(self) -> None:
        """Begin a new assessment."""
        from dpia.tui.screens.new import NewScreen

        if not self._locked():
            self.app.push_screen(NewScreen(self.desk_app.desk))

    def action_example(self) -> None:
        """Choose worked examples and add copies of them."""
        from dpia.tui.screens.examples import ExamplesScreen

        if not self._locked():
            self.app.push_screen(ExamplesScreen(), self._add_examples)

    def _add_examples(self, names: list[str] | None) -> None:
        from dpia.desk.examples import Examples

        desk = self.desk_app.desk
        copies = Examples(desk.library, desk.books).copies(desk, names or ())
        self.desk_app.take_in(copies, self.desk_app.tell_added)

    def _locked(self) -> bool:
        """Say whether the register takes nothing new, and tell the person so."""
        locked = self.desk_app.desk.register.read_only
        if locked:
            self.desk_app.tell(locked, "warning")
        return bool(locked)

    def action_search(self) -> None:
        """Put the cursor into the search field."""
        self.query_one(Input).focus()

    def action_rows_up(self) -> None:
        """Move up."""
        self.query_one(Table).action_cursor_up()

    def action_rows_down(self) -> None:
        """Move down; from the search, to the rows."""
        table = self.query_one(Table)
        if self.query_one(Input).has_focus:
            table.focus()
        else:
            table.action_cursor_down()

    def action_sort(self) -> None:
        """Sort by the next column."""
        ids = [column.id for column in COLUMNS]
        self._sort_by(ids[(ids.index(self.by) + 1) % len(ids)])

    def action_reverse(self) -> None:
        """Turn the order round."""
        self.falling = not self.falling
        self.list_rows()

    def on_table_head_clicked(self, message: TableHead.Clicked) -> None:
        """Sort by the heading that was clicked; turn round on the second click."""
        if message.column == self.by:
            self.action_reverse()
        else:
            self._sort_by(message.column)

    def _sort_by(self, column: str) -> None:
        self.by = column
        self.falling = column in ("target", "screening", "consultation")
        self.list_rows()

    async def action_leave(self) -> None:
        """Leave the program."""
        await self.app.action_quit()

    def action_leave_search(self) -> None:
        """Leave the search and show everything."""
        self.query_one(Input).value = ""
        self.query_one(Table).focus()
