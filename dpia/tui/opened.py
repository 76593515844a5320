"""Which assessment is open: going into one, out of it, and back to the one below."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from dpia.desk.desk import Desk
from dpia.errors import DpiaError
from dpia.text import _
from dpia.tui import memory
from dpia.tui.arriving import Arrivals
from dpia.tui.screens.base import CaseScreen
from dpia.tui.work import DeskThread

if TYPE_CHECKING:
    from dpia.desk.case import Case
    from dpia.tui.view import CaseView


class Opened(Arrivals):
    """The part of the program that holds the open assessment."""

    desk: Desk
    case: "Case | None"
    """The open assessment."""
    view: "CaseView | None"
    """What is to be drawn of it."""
    pending: int
    """How many changes are on their way to the disk."""

    def begin(self, desk: Desk) -> None:
        """Work at `desk`, with nothing open yet."""
        self.desk = desk
        self.case = None
        self.view = None
        self.desk_thread = DeskThread()
        self.last_open = ""
        self.pending = self.to_come = self.expected = 0
        self._looking = False
        self._told_behind = ""
        """The notice that somebody else has changed the open assessment, once it was given."""
        self.visited: set[str] = set()
        self.last_risk: dict[str, str] = {}
        """`id of an assessment -> the risk one was on there`."""

    def open_case(self, ref: str, then: Callable[[], Any] | None = None) -> None:
        """Open an assessment where its assessor stopped; `then` may lead to another part of it.

        One that is open below, under a list that looks over several, is the same one here.
        """
        below = (screen.case for screen in self.screen_stack if isinstance(screen, CaseScreen))
        held = next((case for case in below if case.id == ref), None)
        self._enter(lambda: held or self.desk.open(ref), then=then)

    def create_case(self, title: str, given: dict[str, Any], failed: Callable[[], Any]) -> None:
        """Create an assessment and open it; `failed` is called when it cannot be created."""
        self._enter(lambda: self.desk.create(title, **given), failed)

    def _enter(
        self,
        make: "Callable[[], Case]",
        failed: Callable[[], Any] | None = None,
        then: Callable[[], Any] | None = None,
    ) -> None:
        async def enter() -> None:
            try:
                case, view = await self.desk_thread.run(lambda: _with_view(make()))
            except DpiaError as problem:
                self.tell(problem.message, "error")
                if failed:
                    failed()
                return
            from dpia.tui.screens.case import QuestionnaireScreen

            while not getattr(self.screen, "stays_below", False):  # as the register does
                self.pop_screen()
            self.case, self.view = case, view
            memory.settle_in(again=bool(self.last_open))
            await self.push_screen(QuestionnaireScreen(case))
            if view.locked:
                self.tell(view.locked)
            if then:
                then()

        self.run_worker(enter(), group="desk")

    def on_unmount(self) -> None:
        """Leave the collector as it was, for whatever the process does next."""
        memory.let_go()

    def left_case(self) -> None:
        """Put the assessment away once none of its screens is open.

        One that is open below, and was left for looking over others, is the open one again.
        """
        self.no_more_behind()
        screens = (screen for screen in self.screen_stack if isinstance(screen, CaseScreen))
        if below := next(reversed([*screens]), None):
            if below.case is not self.case:
                self.case, self.view = below.case, below.drawn
            return
        if self.case:
            self.last_open = self.case.id
        self.case = self.view = None

    def no_more_behind(self) -> None:
        """Take the notice down: it would be shown anew on every screen until its time is over."""
        told, self._told_behind = self._told_behind, ""
        if told:
            self.untell(told)

    def leave_case(self) -> None:
        """Go back to the register, once everything is on disk."""

        async def leave() -> None:
            while self.pending:
                await self.desk_thread.idle()
            if self.case and self.case.unsaved:
                message = _("This assessment cannot be left yet. {reason} {key} tries again.")
                said = {"reason": self.case.unsaved, "key": self.key_for("case.retry")}
                self.tell(message.format(**said), "error")
            else:
                self.pop_screen()

        self.run_worker(leave(), group="leave", exclusive=True)


def _with_view(case: "Case") -> "tuple[Case, CaseView]":
    from dpia.tui.view import look

    return case, look(case)
