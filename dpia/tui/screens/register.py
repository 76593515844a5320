"""The register: all assessments of an organisation, to search, sort, mark and open."""

from typing import ClassVar

from textual.content import Content
from textual.widgets import Input

from dpia.desk.filters import NAMES, expanded
from dpia.desk.risk_map import RiskMaps
from dpia.errors import Invalid
from dpia.text import _
from dpia.tui import foreign
from dpia.tui.actions import bindings
from dpia.tui.arriving import Arriving
from dpia.tui.screens.register_list import RegisterList
from dpia.tui.summaries import FALLING, Summary
from dpia.tui.widgets.filter_field import FilterField
from dpia.tui.widgets.table import Table, TableHead


class RegisterScreen(RegisterList):
    """The list of the register, and what one can do with it."""

    PLACES: ClassVar[tuple[str, ...]] = ("register",)
    BINDINGS = bindings("register")

    def __init__(self) -> None:
        """Show nothing until the register has been read."""
        super().__init__()
        self.risk_maps = RiskMaps()
        """What the heat map had to judge, for the next time."""

    # Opening and beginning

    def action_open(self) -> None:
        """Open the assessment under the cursor."""
        row = self._sound()
        if row:
            self.desk_app.open_case(row["id"])

    def _sound(self) -> Summary | None:
        """Return the row under the cursor; one that is damaged is told."""
        row = self.row
        if row and row.get("damaged"):
            self.desk_app.tell(row["damaged"], "error")
            return None
        return row

    def on_table_chosen(self) -> None:
        """Open the assessment that was clicked."""
        self.action_open()

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Go from the search to the rows it found."""
        self.query_one(Table).focus()

    def action_new(self) -> None:
        """Begin a new assessment."""
        from dpia.tui.screens.new import NewScreen

        if not self._locked():
            self.desk_app.push_made(lambda: NewScreen(self.desk_app.desk))

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

    def action_import_file(self) -> None:
        """Choose a file, see what becomes of it, and bring it in."""
        from dpia.tui.screens.importing import ImportScreen

        if not self._locked():
            self.app.push_screen(ImportScreen(), self._bring_in)

    def _bring_in(self, arriving: list[Arriving] | None) -> None:
        self.desk_app.take_in(arriving or (), self.desk_app.tell_added)

    def _locked(self) -> bool:
        """Say whether the register takes nothing new, and tell the person so."""
        locked = self.desk_app.desk.register.read_only
        if locked:
            self.desk_app.tell(locked, "warning")
        return bool(locked)

    # Picking what is shown

    def action_search(self) -> None:
        """Put the cursor into the search field."""
        self.query_one(FilterField).focus()

    def action_leave_search(self) -> None:
        """Leave the search and show everything; with nothing to leave, stop what is coming."""
        if not self.typed and self.desk_app.to_come:
            self.desk_app.stop_arriving()
        self.put("")
        self.query_one(Table).focus()

    def action_filter(self) -> None:
        """Pick what is shown."""
        from dpia.tui.screens.register_filter import FilterScreen

        if self._read:
            self.app.push_screen(FilterScreen(self))

    def action_saved_views(self) -> None:
        """Use, save or delete a view."""
        from dpia.tui.screens.register_views import ViewsScreen

        self.app.push_screen(ViewsScreen(self))

    def written_out(self) -> str:
        """Return what is typed without names of views."""
        try:
            return expanded(self.typed, self.desk_app.desk.config.views)
        except Invalid:
            return self.typed

    def action_heat_map(self) -> None:
        """Show where the risks of the assessments that are shown stand."""
        from dpia.tui.screens.register_map import RegisterMapScreen

        if self._read:
            asked = self.written_out() if self.typed.strip() else ""
            self.app.push_screen(RegisterMapScreen(self.shown, asked, self.risk_maps))

    def action_history(self) -> None:
        """Show who changed what in the assessment under the cursor."""
        from dpia.tui.screens.history import HistoryScreen

        if row := self._sound():
            heading = f"{row['reference']}  {foreign.one_line(row['title'])}"
            self.app.push_screen(HistoryScreen(row["id"], heading))

    def action_log(self) -> None:
        """Show what happened in the assessments that are shown, or in all."""
        from dpia.tui.screens.log import LogScreen

        some = [row["id"] for row in self.shown] if self.typed.strip() else None
        self.app.push_screen(LogScreen(some))

    def action_search_past(self) -> None:
        """Search everything ever said, beginning with what is typed."""
        from dpia.tui.screens.searching_past import PastSearchScreen

        self.app.push_screen(PastSearchScreen(self.typed.strip()))

    # Sorting

    def action_sort(self) -> None:
        """Sort by the next column that is shown."""
        ids = [column.id for column, _width in self.query_one(Table).fitted()]
        self._sort_by(ids[(ids.index(self.by) + 1) % len(ids)] if self.by in ids else ids[0])

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
        self.falling = column in FALLING
        self.list_rows()

    # Marking, and what is done with several at once

    def action_tick(self) -> None:
        """Mark the assessment under the cursor, or take the mark away, and go on."""
        if row := self.row:
            self.marked ^= {row["id"]}
            table = self.query_one(Table)
            table.redraw()
            table.action_cursor_down()
            self.tell_state()

    def action_tick_all(self) -> None:
        """Mark everything that is shown; when all is marked, take all marks away."""
        everything = {row["id"] for row in self.shown}
        self.marked = set() if everything <= self.marked else self.marked | everything
        self.query_one(Table).redraw()
        self.tell_state()

    @property
    def picked(self) -> list[Summary]:
        """The marked assessments, in or out of sight; with none, the one under the cursor."""
        marked = [row for row in self.all.rows if row["id"] in self.marked]
        return marked or [row for row in (self.row,) if row]

    def action_archive(self) -> None:
        """Put assessments away, or bring them back."""
        from dpia.tui.screens.archiving import ArchiveScreen

        picked = [row for row in self.picked if not row.get("damaged")]
        if picked and not self._locked():
            self.app.push_screen(ArchiveScreen(picked), self._unmark)

    def _unmark(self, done: set[str] | None) -> None:
        self.marked -= done or set()

    def action_export(self) -> None:
        """Write the register, what is shown or what is marked to Excel."""
        from dpia.tui.screens.export import ExportScreen, Pick

        picks = []
        if self.marked:
            marked = [row for row in self.all.rows if row["id"] in self.marked]
            picks.append(Pick.marked(marked))
        if self.typed.strip() and self.shown:
            picks.append(Pick.shown(self.shown, foreign.one_line(self.written_out(), 200)))
        self.app.push_screen(ExportScreen(picks=picks))

    def help_parts(self) -> list[tuple[str, Content]]:
        """Return how one picks what the register shows."""
        text = _(
            "Words are searched in titles and answers. name:value picks, such as status:draft, "
            'level:high,very-high, owner:"Ada B." or due:30d; commas part alternatives, a minus in '
            "front turns a part round, @name is a saved view. Names: {names}. The arrow to the "
            "right takes what is proposed. {key} offers the usual ones to pick."
        )
        said = {"names": ", ".join(NAMES), "key": self.desk_app.key_for("register.filter")}
        return [(_("Searching and filtering"), Content(text.format(**said)))]

    # Going about

    def action_rows_up(self) -> None:
        """Move up."""
        self.query_one(Table).action_cursor_up()

    def action_rows_down(self) -> None:
        """Move down; from the search, to the rows."""
        table = self.query_one(Table)
        if self.query_one(FilterField).has_focus:
            table.focus()
        else:
            table.action_cursor_down()

    async def action_leave(self) -> None:
        """Leave the program."""
        await self.app.action_quit()
