"""The open assessment: how a change reaches the desk, and how what follows comes back as a view."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from dpia.errors import Conflict, DpiaError
from dpia.text import _
from dpia.tui.opened import Opened
from dpia.tui.screens.base import CaseScreen
from dpia.tui.work import Done

if TYPE_CHECKING:
    from dpia.desk.case import Case
    from dpia.tui.action import Action

T = TypeVar("T")
GLANCE = 3.0
"""Seconds between two looks whether somebody else has saved the open assessment."""


class CaseWork(Opened):
    """The part of the program that changes the open assessment and draws what follows."""

    def act(
        self,
        case: "Case",
        change: Callable[[], T],
        then: Callable[[T], Any] | None = None,
        failed: Callable[[DpiaError], Any] | None = None,
    ) -> None:
        """Make one change of `case` after those before it; see `CaseScreen.act`."""

        async def change_it() -> None:
            try:
                done = await self.desk_thread.change(case, change)
            except DpiaError as fault:  # the view after it cannot be taken
                self.tell(fault.message, "error")
                return
            finally:
                self.pending -= 1
            if not self.is_running:  # saved; the screens are being taken down
                return
            told = bool(done.problem and failed and failed(done.problem))
            if case is self.case:
                self.view = done.view
                self._draw()
            if done.problem is None:
                if then is not None:
                    then(done.result)  # type: ignore[arg-type]
            elif not told:
                self._tell_problem(case, done)

        self.pending += 1
        self._draw_saving()
        self.run_worker(change_it(), group="desk")

    def quietly(self, case: "Case", change: Callable[[], object]) -> None:
        """Save what no verdict rests on (typing, the place); only trouble is shown."""

        async def keep() -> None:
            try:
                await self.desk_thread.run(change)
            except DpiaError as problem:
                if not case.unsaved:  # that the title line says until it is saved
                    self.tell(problem.message, "warning")
            finally:
                self.pending -= 1
            self._draw_saving()
            if case.theirs and case is self.case and self.is_running:  # came in along with it
                case.theirs = []
                self.act(case, lambda: _last_by(case), self._caught_up)

        self.pending += 1
        self.run_worker(keep(), group="desk")

    def after_changes(self, then: Callable[[], Any]) -> None:
        """Do `then` once every change that is on its way is on the disk and drawn."""

        async def wait() -> None:
            while self.pending:
                await self.desk_thread.idle()
            then()

        if self.pending:
            self.run_worker(wait(), group="settled", exit_on_error=False)
        else:
            then()

    def undo(self) -> None:
        """Take back one's own latest change."""
        if case := self.case:
            said = _("Taken back: {what}")
            self.act(case, lambda: _again(case, case.undo), lambda what: self._told(said, what))

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        if case := self.case:
            said = _("Made again: {what}")
            self.act(case, lambda: _again(case, case.redo), lambda what: self._told(said, what))

    def _told(self, said: str, what: str) -> None:
        self.tell(said.format(what=what))

    def retry(self) -> None:
        """Try again to save what is only in memory, or show what somebody else saved meanwhile."""
        if case := self.case:

            def again() -> str | None:
                if not case.unsaved:
                    return case.catch_up()
                case.retry()
                return None

            self.act(case, again, self._caught_up)

    def _caught_up(self, who: str | None) -> None:
        self.no_more_behind()
        if who:
            self.tell(_("{who} changed it meanwhile; this is how it stands now.").format(who=who))

    def look_around(self) -> None:
        """Notice that somebody else saved the open assessment; what is only read follows at once.

        Where one may be writing, nothing moves by itself: what is saved next meets the other's.
        """
        case = self.case
        if case is None or self.pending or self._looking:
            return

        async def look() -> None:
            try:
                behind = await self.desk_thread.run(case.behind)
            except DpiaError:
                behind = False
            finally:
                self._looking = False
            if not behind or case is not self.case:
                self.no_more_behind()
            elif self.pending:  # a change on its way may be catching up
                return
            elif self.locked:
                self.retry()
            elif not self._told_behind:
                words = _("Somebody else has changed this assessment. {key} shows it as it is now.")
                self._told_behind = words.format(key=self.key_for("case.retry"))
                self.tell(self._told_behind, "warning")

        self._looking = True
        self.run_worker(look(), group="looking")

    @property
    def locked(self) -> bool:
        """Whether an assessment is open that can only be read."""
        return bool(self.view and self.view.locked)

    def fits(self, action: "Action") -> bool:
        """Say whether an action leads anywhere in the state in which the assessment is."""
        if self.view is None or action.where != "decision":
            return True
        from dpia.tui.shown.life import ELSEWHERE

        moves = {way.move.id for way in self.view.ways}
        if action.id == "reopen":
            return "reopen" in moves
        return action.id != "move" or bool(moves.difference(ELSEWHERE))

    def saving_words(self) -> tuple[str, str]:
        """Return the state of saving in words, and the trouble there is with it."""
        unsaved = self.case.unsaved if self.case else ""
        if unsaved or self.view is None:
            return "", unsaved
        if self.view.locked:
            return _("read only"), ""
        if self.pending:
            return _("saving …"), ""
        return _("saved {time}").format(time=self.view.saved_at).strip(), ""

    def _tell_problem(self, case: "Case", done: Done[Any]) -> None:
        problem = done.problem
        if isinstance(problem, Conflict) and case.theirs:
            from dpia.tui.screens.conflict import ConflictScreen
            from dpia.tui.shown.conflict import clashes

            found = clashes(case.theirs, case.mine, case.rulebook, done.view.document)
            self.push_screen(ConflictScreen(problem.message, found))
        elif problem and not case.unsaved:  # that the title line says until it is saved
            self.tell(problem.message, "error")

    def _draw(self) -> None:
        """Draw the newest view on the foremost screen of the assessment."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, CaseScreen):
                screen.bring_up()
                return

    def _draw_saving(self) -> None:
        for screen in self.screen_stack if self.is_running else ():
            if isinstance(screen, CaseScreen):
                screen.show_saving()


def _last_by(case: "Case") -> str:
    """Return who made the latest change of `case`."""
    events = case.document.get("events") or [{}]
    return str(events[-1].get("by") or "?")


def _again(case: "Case", change: Callable[[], str]) -> str:
    """Take a change back or make it again, and return it in words."""
    from dpia.documents.happened import happened

    before = case.document
    return happened(change(), case.rulebook, before, case.document)
