"""Assessments on their way into the register while the program is running."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from dpia.errors import DpiaError
from dpia.text import _
from dpia.tui.telling import Telling
from dpia.tui.work import DeskThread

if TYPE_CHECKING:
    from dpia.desk.case import Case

Arriving = Callable[[], "Case"]
"""Brings one assessment into the register. Raises DpiaError."""


class Arrivals(Telling):
    """The part of the program that brings assessments in, one after the other."""

    desk_thread: DeskThread
    last_open: str
    """The id of the assessment that was open last."""
    to_come: int
    """How many assessments are still to be brought into the register; none when it ends."""
    expected: int
    """How many were to come when the first of them was still to come."""
    _ending = False
    """Whether the program is about to end."""

    def take_in(
        self, arriving: Sequence[Arriving], then: Callable[[list[str]], Any] | None = None
    ) -> None:
        """Bring assessments in, one after the other; the register shows each as it comes.

        `then` gets the references of those that came. What cannot be used is told.
        """

        async def take() -> None:
            came: list[str] = []
            for bring in arriving:
                try:
                    case = await self.desk_thread.run(bring)
                    self.last_open = self.last_open if came or not then else case.id
                    came.append(case.document["reference"])
                except DpiaError as problem:
                    self.tell(problem.message, "error")
                if not self.to_come:  # stopped, or the program ends
                    break
                self.to_come -= 1
                await self._show_register()
            if self._ending:
                return
            await self._show_register()
            if then and came:
                then(came)

        if arriving:
            self.expected = len(arriving) + (self.expected if self.to_come else 0)
            self.to_come += len(arriving)
            self._show_coming()
            self.run_worker(take(), group="arriving")

    def stop_arriving(self) -> None:
        """Bring in no more; the one that is on its way still comes."""
        self.to_come = 0
        self._show_coming()

    def _show_coming(self) -> None:
        from dpia.tui.waiting import Coming

        for screen in self.screen_stack:
            for line in screen.query(Coming):
                line.follow()

    def tell_added(self, references: list[str]) -> None:
        """Tell which assessments came into the register."""
        words = _("Added: {references}").format(references=", ".join(references))
        self.tell(words if len(references) < 6 else f"{words[:60]} …")

    async def _show_register(self) -> None:
        """Read the register again before the next one comes, where it is in sight."""
        from dpia.tui.screens.register import RegisterScreen

        self._show_coming()
        if isinstance(self.screen, RegisterScreen):
            await self.screen.load()
