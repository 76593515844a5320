"""One row of a table: its questions, asked like any others."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content

from dpia.desk.case import Case
from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.items import Line, lines, row_items
from dpia.tui.screens.asking import AskingScreen
from dpia.tui.view import CaseView
from dpia.tui.widgets.crumb import Crumb
from dpia.tui.widgets.sheet import MarkingSheet


class RowScreen(AskingScreen):
    """Asks the questions of one row; going back leads to the table."""

    PLACES: ClassVar[tuple[str, ...]] = ("row", "case")
    BINDINGS = bindings("row", "case")

    def __init__(self, case: Case, table: str, row: str, at: str = "") -> None:
        """Ask about the row `row` of the table at `table`, beginning with the cell `at`."""
        super().__init__(case)
        self.table = table
        self.row = row
        self._at = at
        self._filled = ""

    def compose_body(self) -> ComposeResult:
        """Compose where one is, and the questions."""
        yield Crumb()
        yield MarkingSheet()

    async def fill(self, view: CaseView) -> None:
        """Show the row as it stands."""
        rows = list(lines(view, view.rulebook.question(self.table)))
        here = next((i for i, line in enumerate(rows) if line.id == self.row), None)
        if here is None:  # the row is gone, by an undo or by somebody else
            self.action_back()
            return
        self.query_one(Crumb).show(*self._crumb(view, rows, here))
        items = self.with_rescued(row_items(view, self.table, self.row))
        if self._filled != self.row:
            self._filled = self.row
            first = next((item.path for item in items if item.state == "open"), "")
            await self.sheet.fill("", items, self._at or first)
            self._at = ""
        else:
            await self.sheet.update_items(items)

    def _crumb(self, view: CaseView, rows: list[Line], here: int) -> tuple[Content, Content]:
        title = view.rulebook.question(self.table).title
        place = _("row {n} of {m}").format(n=here + 1, m=len(rows))
        way = Content.assemble(
            (f"{foreign.one_line(title, 60)} › ", theme.QUIET),
            (foreign.one_line(rows[here].title, 60), "bold"),
        )
        return way, Content.styled(place, theme.QUIET)

    def key_word(self, _action: str) -> str | None:
        """Name every key by its own label."""
        return None

    def leave_sheet(self, step: int) -> None:
        """After the last question, or before the first, go back to the table."""
        self.action_back()
        if step < 0:
            self.tell(_("That was the first question of the row; you are back at the table."))

    def action_next_open(self) -> None:
        """Go to the next question of the row without an answer, or out of the row to one."""
        self.settle()
        self.when_settled(self._next_open)

    def _next_open(self) -> None:
        cards = self.sheet.cards
        paths = [card.path for card in cards]
        here = paths.index(self.sheet.active) + 1 if self.sheet.active in paths else 0
        for card in cards[here:] + cards[: max(here - 1, 0)]:
            if card.item.state == "open":
                self.sheet.open(card.path)
                return
        from dpia.tui.screens.case import QuestionnaireScreen

        self.action_back()
        below = self.desk_app.screen
        if isinstance(below, QuestionnaireScreen):
            below.call_next(below.action_next_open)

    def action_next_row(self) -> None:
        """Go to the row below."""
        self.settle()
        self.when_settled(lambda: self._go_to_row(1))

    def action_previous_row(self) -> None:
        """Go to the row above."""
        self.settle()
        self.when_settled(lambda: self._go_to_row(-1))

    def _go_to_row(self, step: int) -> None:
        view = self.drawn
        if view is None:
            return
        ids = [line.id for line in lines(view, view.rulebook.question(self.table))]
        place = ids.index(self.row) + step if self.row in ids else -1
        if 0 <= place < len(ids):
            self.row = ids[place]
            self.show(view)
