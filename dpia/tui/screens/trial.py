"""What if: something is tried on a copy of the assessment; now and then stand side by side."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from dpia.desk.case import Case
from dpia.desk.trial import Trial, keep, trial
from dpia.errors import DpiaError
from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.screens.base import CaseScreen
from dpia.tui.shown.trial import Moved, moved
from dpia.tui.view import CaseView
from dpia.tui.widgets.crumb import Crumb
from dpia.tui.widgets.listing import HEADING, Draw, Listing
from dpia.tui.widgets.sidebyside import heading_lines, moved_lines
from dpia.tui.widgets.titlebar import TitleBar

if TYPE_CHECKING:
    from dpia.tui.work import Done

T = TypeVar("T")


class TrialScreen(CaseScreen):
    """Tries changes on a copy of the assessment, of which nothing is saved until it is kept."""

    PLACES: ClassVar[tuple[str, ...]] = ("trial",)
    BINDINGS = bindings("trial")
    CSS_PATH = "trial.tcss"
    paths: ClassVar[list[str]] = []
    """The questions that are tried."""

    def __init__(self, case: Case) -> None:
        """Try changes of `case`."""
        super().__init__(trial(case))
        self.real = case
        self.then: CaseView | None = None
        """How the assessment would stand."""

    # For subclasses

    def compose_tried(self) -> ComposeResult:
        """Compose what is changed here."""
        yield from ()

    def begin(self) -> None:
        """Make the change with which the trial begins, if it begins with one."""
        self.act(lambda: None)

    # For everybody

    def compose_body(self) -> ComposeResult:
        """Compose what is changed, and beneath it what that changes."""
        yield Crumb()
        with Vertical(id="tried"):
            yield from self.compose_tried()
        yield Static(id="trial-told")
        yield Listing(id="trial-moved")

    def on_mount(self) -> None:
        """Begin with things as they are."""
        way = Content.assemble((_("What if?"), "bold"), (self._about(), theme.QUIET))
        kept = _("nothing can be kept") if self._locked else _("nothing is saved")
        self.query_one(Crumb).show(way, Content.styled(kept, theme.CARE))
        if now := self.desk_app.view:
            self.strip.show(now)
        self.begin()

    def _about(self) -> str:
        return _("  Below is what would change.")

    @property
    def _locked(self) -> str:
        """Why nothing of it can be kept, or empty."""
        return self.desk_app.view.locked if self.desk_app.view else ""

    def bring_up(self) -> None:
        """Draw how the assessment would stand."""
        self.show_saving()
        view, now = self.then, self.desk_app.view
        if view is None or now is None or view is self.drawn or not self.is_mounted:
            return
        self.strip.show(view)
        self.drawn = view
        self.show(view)
        self._list(moved(now, view, self.paths))

    def _list(self, found: list[Moved]) -> None:
        listing = self.query_one("#trial-moved", Listing)
        told = self.query_one("#trial-told", Static)
        rows: list[tuple[str, Draw]] = [(HEADING, heading_lines)]
        rows += [(str(at), partial(moved_lines, one)) for at, one in enumerate(found)]
        listing.fill(rows if found else [])
        told.display = all(one.tried for one in found)
        told.update(_("Nothing in the verdict would change.") if found else "")

    def show_saving(self) -> None:
        """Say in the first line that this is a trial."""
        if self.is_mounted:
            bar, document = self.query_one(TitleBar), self.real.document
            bar.title = f"{document['reference']}  {foreign.one_line(document['title'])}"
            bar.state = _("a trial")

    def act(
        self,
        change: Callable[[], T],
        then: Callable[[T], Any] | None = None,
        failed: Callable[[DpiaError], Any] | None = None,
    ) -> None:
        """Try one change, and draw what would follow."""

        async def try_it() -> None:
            try:
                done = await self.desk_app.desk_thread.change(self.case, change)
            except DpiaError as fault:
                self.tell(fault.message, "error")
                return
            finally:
                self.desk_app.pending -= 1
            self._tried(done, then, failed)

        self.desk_app.pending += 1
        self.desk_app.run_worker(try_it(), group="desk")

    def _tried(
        self,
        done: "Done[T]",
        then: Callable[[T], Any] | None,
        failed: Callable[[DpiaError], Any] | None,
    ) -> None:
        told = bool(done.problem and failed and failed(done.problem))
        self.then = done.view
        self.bring_up()
        if done.problem is None:
            if then is not None:
                then(done.result)  # type: ignore[arg-type]
        elif not told:
            self.tell(done.problem.message, "warning")

    def action_undo(self) -> None:
        """Take back all that was tried."""
        self.case = trial(self.real)
        self.act(lambda: None, lambda _v: self.tell(_("All is back as it was.")))

    def action_redo(self) -> None:
        """Nothing is made again here."""

    def action_keep_trial(self) -> None:
        """Keep what was tried, as one change of the assessment, where that can be changed."""
        if self._locked:
            told = _("Nothing of this can be kept. {why}").format(why=self._locked)
            self.tell(told, "warning")
            return
        self.settle()
        self.desk_app.after_changes(self._keep)

    def _keep(self) -> None:
        real, tried = self.real, self.case
        if not self.is_current:
            return
        self.app.pop_screen()
        parts = ("answers", "marks", "measures")
        if all(tried.document[part] == real.document[part] for part in parts):
            return
        assert isinstance(tried, Trial)
        told = f"{_('Kept.')} {self.back_again()}"
        self.desk_app.act(real, lambda: keep(real, tried), lambda _v: self.desk_app.tell(told))

    def action_drop(self) -> None:
        """Leave everything as it is."""
        self.app.pop_screen()
