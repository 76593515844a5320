"""Waiting for what takes long: a bar that shows how far it is, and a way to give up."""

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

from textual.content import Content
from textual.widget import Widget
from textual.worker import Worker

from dpia.errors import DpiaError
from dpia.text import _
from dpia.tui import theme
from dpia.tui.widgets import tones

if TYPE_CHECKING:
    from dpia.tui.app import DpiaApp

BAR = 30
"""Cells of a bar."""
BEAT = 0.1
"""Seconds between two reports of progress."""


class Cancelled(DpiaError):
    """The person gave up waiting; the sentence says what became of it."""


class Progress:
    """What a job on a thread calls again and again: `progress(done, total)`.

    Shows it on the screen, not too often. Raises Cancelled when the worker was cancelled.
    """

    def __init__(
        self, worker: Worker[Any], show: Callable[[int, int], object], cancelled: str = ""
    ) -> None:
        """Report to `show` for the job of `worker`; `cancelled` says what giving up leaves."""
        self._worker = worker
        self._show = show
        self._cancelled = cancelled
        self._told = 0.0

    def __call__(self, done: int, total: int) -> None:
        """Report how far the job is."""
        if self._worker.is_cancelled:
            raise Cancelled(self._cancelled)
        if monotonic() - self._told > BEAT:
            self._told = monotonic()
            self._worker.node.app.call_from_thread(self._show, done, total)


def bar(done: int, total: int, cells: int = BAR) -> Content:
    """Return a bar that is filled as far as the job is."""
    filled = min(cells * done // total, cells) if total else 0
    return Content.assemble(
        ("█" * filled, tones.text("yes")), ("░" * (cells - filled), theme.QUIET)
    )


class Coming(Widget):
    """A line above the keys while assessments are still on their way into the register."""

    DEFAULT_CSS = "Coming { height: 1; padding: 0 1; background: $surface; display: none; }"

    def follow(self) -> None:
        """Show how far it is now, or go away."""
        self.display = cast("DpiaApp", self.app).to_come > 0
        self.refresh()

    def render(self) -> Content:
        """Draw the line."""
        app = cast("DpiaApp", self.app)
        done, total = app.expected - app.to_come, app.expected
        words = _("Adding assessments  {done} of {total}").format(done=done, total=total)
        stop = _("   {key} stops").format(key=app.key_for("register.leave-search"))
        return Content.assemble(f"{words}  ", bar(done, total, 20), (stop, theme.QUIET))

    def on_click(self) -> None:
        """Stop."""
        cast("DpiaApp", self.app).stop_arriving()
