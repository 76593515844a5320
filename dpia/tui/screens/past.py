"""The past of one answer: who said what, when and why; an earlier answer can be restored."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from dpia.desk.case import Case
from dpia.desk.recalling import Past
from dpia.documents.history import clock
from dpia.documents.past import Entry, about_marks, entry_pieces
from dpia.errors import DpiaError
from dpia.text import _, ngettext
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.screens.events import Events
from dpia.tui.screens.form import Form
from dpia.tui.screens.history import EventScreen
from dpia.tui.screens.part import Labelled, PartScreen
from dpia.tui.screens.searching import AskScreen
from dpia.tui.view import CaseView
from dpia.tui.widgets.entries import TextEntry
from dpia.tui.widgets.table import REST, Column, Table, TableHead

COLUMNS = (
    Column("n", _("No."), {0: 4}),
    Column("at", _("When (UTC)"), {0: 16}),
    Column("by", _("Who"), {0: 12, 90: 18, 150: 24}),
    Column("answer", _("What stood there"), {0: REST}),
    Column("what", _("What was done"), {100: 24, 150: 32}),
)


class PastScreen(Events, PartScreen):
    """Lists what was said at one place, the latest first."""

    PLACES: ClassVar[tuple[str, ...]] = ("past", "part", "case")
    BINDINGS = bindings("past", "part", "case")
    CSS_PATH = "register.tcss"
    AUTO_FOCUS = ""

    def __init__(self, case: Case, path: str) -> None:
        """Show the past of what `case.past` calls `path`."""
        super().__init__(case)
        self.path = path
        self.past: Past | None = None
        self.shown: list[Entry] = []

    def compose_body(self) -> ComposeResult:
        """Compose what it is about, the list, and all of what is under the cursor."""
        yield Static(id="past-of")
        table = Table(COLUMNS, id="events")
        table.nothing = _("Reading the history …")
        table.can_focus = False
        yield TableHead(table)
        yield table
        yield Static(id="event-told")

    def show(self, view: CaseView) -> None:
        """Read the past anew: something may have been said since."""
        self.run_worker(self._load(), group="past", exclusive=True)

    async def _load(self) -> None:
        table = self.query_one(Table)
        try:
            past = await self.desk_app.desk_thread.run(lambda: self.case.past(self.path))
        except DpiaError as problem:
            table.nothing = foreign.one_line(problem.message)
            table.redraw()
            return
        grown = len(past.entries) != len(self.shown)
        self.past, self.shown = past, past.entries[::-1]
        table.nothing = _("Nothing has been said here yet.")
        table.fill(len(self.shown), self._cells, 0 if grown else table.cursor)
        count = ngettext("{n} entry", "{n} entries", len(self.shown)).format(n=len(self.shown))
        title = foreign.line(past.title, "bold", limit=400)
        self.query_one("#past-of", Static).update(
            Content.assemble(title, (f"  {count}", theme.QUIET))
        )
        for sentence in past.problems:
            self.tell(sentence, "warning")
        self.on_table_moved()

    @property
    def current(self) -> Entry | None:
        """The entry under the cursor."""
        cursor = self.query_one(Table).cursor
        return self.shown[cursor] if 0 <= cursor < len(self.shown) else None

    def _cells(self, index: int) -> Sequence[Content]:
        entry = self.shown[index]
        quiet = theme.QUIET if entry.said.answer is None else ""
        return [
            foreign.line(entry.n, theme.QUIET),
            foreign.line(clock(entry.at), theme.QUIET),
            foreign.line(entry.by),
            foreign.line(entry.answer, quiet, limit=400),
            foreign.line(entry.what, theme.QUIET),
        ]

    def on_table_refitted(self) -> None:
        """Fit the headings to the columns."""
        self.query_one(TableHead).refresh()

    def on_table_moved(self) -> None:
        """Say what was said about the answer under the cursor, and why."""
        entry = self.current
        lines = list(_about(entry)) if entry else []
        self.query_one("#event-told", Static).update(Content("\n").join(lines[:4]))

    # What a person does

    def on_table_chosen(self) -> None:
        """Read the entry that was clicked."""
        self.action_open_saying()

    def action_open_saying(self) -> None:
        """Read all of the entry under the cursor."""
        if entry := self.current:
            self.app.push_screen(EventScreen(list(entry_pieces(entry, several=True))))

    def action_restore_answer(self) -> None:
        """Restore what is under the cursor; of a table, perhaps only one of its rows."""
        entry = self.current
        if entry is None or not self.may_change():
            return
        rows = list(self._missing(entry))
        if not rows:
            self._ask_why(self.path, entry.n)
            return
        words = _("Only the row “{row}”")
        options = [(row, words.format(row=foreign.one_line(said, 60))) for row, said in rows]
        options.append(("", _("The whole table as it stood then")))
        about = _("Some of the rows that stood there then are gone now.")
        asked = AskScreen(_("What is restored?"), about, options)
        self.app.push_screen(asked, lambda row: self._take_row(entry, row))

    def _missing(self, entry: Entry) -> Iterator[tuple[str, str]]:
        """Yield the rows of a table that stood there then and are gone now, by id and in words."""
        value, now = entry.said.value, self.shown[0].said.value or []
        if entry.question is None or "/" in self.path or not isinstance(value, list):
            return
        if entry.question.kind == "rows" and not entry.question.rows_of:
            here = {row["id"] for row in now}
            for row in value:
                if row["id"] not in here:
                    yield row["id"], str(row.get(entry.question.row_title) or row["id"])

    def _take_row(self, entry: Entry, row: str | None) -> None:
        if row is None:
            return
        if not row:
            self._ask_why(self.path, entry.n)
            return
        path, event = f"{self.path}/{row}", entry.said.event["seq"]

        def find() -> int:
            past = self.case.past(path).entries
            until = [e.n for e in past if e.id == entry.id and e.said.event["seq"] <= event]
            return until[-1]

        async def ask() -> None:
            self._ask_why(path, await self.desk_app.desk_thread.run(find))

        self.run_worker(ask(), group="row")

    def _ask_why(self, path: str, number: int) -> None:
        def change(values: Any) -> None:
            self.case.restore(path, number, values["reason"])

        entry = Labelled(_("Why is it restored?"), TextEntry("reason"), _("required"))
        about = Content(_("It is checked like any other answer. Undo takes it away again."))
        place = f"restore.{path}"
        title = _("Restore an earlier answer")
        self.app.push_screen(Form(self, title, about, (entry,), change, place))


def _about(entry: Entry) -> Iterator[Content]:
    """Yield in lines what was said about an answer, and the reason given for it."""
    if entry.why:
        yield Content.assemble((_("Why: "), theme.QUIET), foreign.line(entry.why, limit=300))
    for label, text in about_marks(entry.said.marks):
        yield Content.assemble((label, theme.QUIET), foreign.line(text, limit=300))
    yield foreign.line(f"{entry.what}  {entry.reference}", theme.QUIET)
