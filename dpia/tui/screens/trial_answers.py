"""What if other answers were given."""

from typing import Any, ClassVar

from textual.app import ComposeResult

from dpia.desk.case import Case
from dpia.text import _
from dpia.tui.actions import bindings
from dpia.tui.items import item_at, row_states
from dpia.tui.messages import TryWanted
from dpia.tui.screens.asking import AskingScreen
from dpia.tui.screens.trial import TrialScreen
from dpia.tui.view import CaseView
from dpia.tui.widgets.listing import Listing
from dpia.tui.widgets.sheet import MarkingSheet

_UNSAID: Any = object()


class QuestionTrial(TrialScreen, AskingScreen):
    """Tries other answers."""

    PLACES: ClassVar[tuple[str, ...]] = ("trial-answers", "trial")
    BINDINGS = bindings("trial-answers", "trial")

    def __init__(self, case: Case, path: str, value: Any = _UNSAID) -> None:
        """Try the question at `path`, beginning with the answer `value` where one is given."""
        super().__init__(case)
        self.paths = [path]  # type: ignore[misc]
        self._value = value

    def compose_tried(self) -> ComposeResult:
        """Compose the questions."""
        yield MarkingSheet()

    def begin(self) -> None:
        """Try the first answer."""
        path, value = self.paths[0], self._value
        if value is _UNSAID:
            super().begin()
        else:
            self.act(lambda: self.case.answer(path, value))

    async def fill(self, view: CaseView) -> None:
        """Show the questions that are tried."""
        found = [item_at(view, path, n) for n, path in enumerate(self.paths, 1)]
        items = self.with_rescued([item for item in found if item])
        if self.sheet.cards:
            await self.sheet.update_items(items)
        else:
            await self.sheet.fill("", items)

    def on_try_wanted(self, message: TryWanted) -> None:
        """Say that one is here already."""
        message.stop()
        message.prevent_default()  # Textual would call the handler of the class above as well
        self.tell(_("This is a trial already: give another answer here."))

    def open_row(self, table: str, row: str, at: str = "") -> None:
        """Ask the questions of a row below its table, in place of those of another row."""
        if self.drawn is None:
            return
        cells = [state.path for state in row_states(self.drawn, table, row)]
        others = [path for path in self.paths if not path.startswith(f"{table}/")]
        place = others.index(table) + 1
        self.paths = [*others[:place], *cells, *others[place:]]  # type: ignore[misc]
        self.show(self.drawn)
        self.call_next(self.sheet.open, at or cells[0])

    def leave_sheet(self, step: int) -> None:
        """After the question, go to what it would change."""
        self.query_one("#trial-moved", Listing).focus()

    def action_also(self) -> None:
        """Try another question along with these."""
        from dpia.tui.screens.find import FindScreen

        if self.drawn:
            self.hand_in()
            self.app.push_screen(FindScreen(self.drawn), self._also)

    def _also(self, path: str | None) -> None:
        if path is None or self.drawn is None:
            return
        if path not in self.paths:
            self.paths.append(path)
        self.show(self.drawn)
        self.call_next(self.sheet.open, path)
