"""Going about among questions: one goes on only once it is clear what is asked."""

from collections.abc import Callable

from dpia.desk.case import Case
from dpia.tui.screens.base import CaseScreen
from dpia.tui.view import CaseView
from dpia.tui.widgets.sheet import QuestionSheet


class GoingScreen(CaseScreen):
    """A screen with a sheet of questions, and the ways between them."""

    CSS_PATH = "asking.tcss"

    def __init__(self, case: Case) -> None:
        """Go about in `case`."""
        super().__init__(case)
        self._ways = 0

    @property
    def sheet(self) -> QuestionSheet:
        """The questions on the screen."""
        return self.query_one(QuestionSheet)

    @property
    def under_way(self) -> bool:
        """Whether one is on the way to another question; keys wait until it is reached."""
        return self._ways > 0 or self.drawn is None

    def key_word(self, action: str) -> str | None:
        """Leave the footer to what is less known than Tab."""
        return "" if action == "field.next" else None

    def when_settled(self, set_out: Callable[[], object]) -> None:
        """Set out for another question once all answers given before are in and drawn."""
        self._ways += 1
        self.desk_app.after_changes(lambda: self.call_next(self._set_out, set_out))

    def _set_out(self, set_out: Callable[[], object]) -> None:
        if self.is_attached:
            set_out()
        self.call_next(self._arrive)

    def _arrive(self) -> None:
        self._ways -= 1

    def show(self, view: CaseView) -> None:
        """Draw the questions of `view`."""
        self._ways += 1
        self.call_next(self.fill, view)
        self.call_next(self._arrive)

    async def fill(self, view: CaseView) -> None:
        """Put the questions of `view` on the sheet."""

    def leave(self, path: str, step: int, owed: bool = False) -> None:
        """Leave the question at `path` for the one after or before it."""
        self.hand_in()

        def set_out() -> None:
            if self.sheet.active == path:
                self.go_on(path, step, owed)

        self.when_settled(set_out)

    def go_on(self, path: str, step: int = 1, owed: bool = False) -> None:
        """Go to the question after (or before) the one at `path`; with `owed`, to one asked."""
        beside = self.sheet.beside(path, step, owed)
        if beside:
            self.sheet.open(beside)
        else:
            self.leave_sheet(step)

    def leave_sheet(self, step: int) -> None:
        """Go where one comes to after the last question, or before the first."""

    def hand_in(self, final: bool = False) -> None:
        """Hand in what is typed in the open field; `final` only keeps it."""
