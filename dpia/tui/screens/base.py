"""What every screen of an open assessment has in common."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import ModalScreen, Screen

from dpia.errors import DpiaError
from dpia.text import _
from dpia.tui import foreign
from dpia.tui.actions import bindings
from dpia.tui.shown.heading import about_case
from dpia.tui.widgets.keyline import KeyLine
from dpia.tui.widgets.strip import VerdictStrip
from dpia.tui.widgets.titlebar import TitleBar

if TYPE_CHECKING:
    from dpia.desk.case import Case
    from dpia.tui.app import DpiaApp
    from dpia.tui.view import CaseView

T = TypeVar("T")
Result = TypeVar("Result")


class CaseScreen(Screen[None]):
    """A screen of one open assessment: title, live verdict, its own body, keys.

    A subclass names its places, composes its body and draws a view in `show`. It changes the
    assessment through `act` alone.
    """

    PLACES: ClassVar[tuple[str, ...]] = ("part", "case")
    """Where this screen is in the registry of actions, nearest first."""
    BINDINGS = bindings("part", "case")

    def __init__(self, case: "Case") -> None:
        """Show `case`."""
        super().__init__()
        self.case = case
        self.drawn: CaseView | None = None
        """The view that is on the screen."""

    # For subclasses

    def compose_body(self) -> ComposeResult:
        """Compose what stands between the verdict strip and the keys."""
        yield from ()

    def show(self, view: "CaseView") -> None:
        """Draw `view`: after opening, after each change, and on coming back."""

    def settle(self, final: bool = False) -> None:
        """Take in what stands in an open field; `final` when there is no time to judge it."""

    # For everybody

    @property
    def desk_app(self) -> "DpiaApp":
        """The program."""
        return cast("DpiaApp", self.app)

    @property
    def strip(self) -> VerdictStrip:
        """The live verdict."""
        return self.query_one(VerdictStrip)

    def act(
        self,
        change: Callable[[], T],
        then: Callable[[T], Any] | None = None,
        failed: Callable[[DpiaError], Any] | None = None,
    ) -> None:
        """Make one change of the assessment off the event loop, save it, and draw what follows.

        `change` calls one method of `self.case` that changes it; `then` gets its result once the
        new view is drawn. A problem is given to `failed`, where the field keeps what was typed;
        unless that says true, having told it, it is told to the user here.
        """
        self.desk_app.act(self.case, change, then, failed)

    def tell(self, message: str, severity: str = "information") -> None:
        """Tell the user something in a sentence."""
        self.desk_app.tell(message, severity)

    def key(self, name: str) -> str:
        """Return the key of the action `place.action`, for a sentence."""
        return self.desk_app.key_for(name)

    def back_again(self) -> str:
        """Return the sentence that says how the latest change is taken back."""
        return _("{key} takes it back.").format(key=self.key("case.undo"))

    def compose(self) -> ComposeResult:
        """Compose the common frame around the body."""
        document = self.case.document
        yield TitleBar(f"{document['reference']}  {foreign.one_line(document['title'])}")
        yield VerdictStrip()
        with Container(id="body"):
            yield from self.compose_body()
        yield KeyLine()

    def on_mount(self) -> None:
        """Draw what is known already."""
        self.bring_up()

    def on_screen_resume(self) -> None:
        """Draw what has changed while another screen was in front."""
        self.bring_up()

    def bring_up(self) -> None:
        """Draw the newest view, unless it is drawn already."""
        view = self.desk_app.view
        self.show_saving()
        if view is None or view is self.drawn or not self.is_mounted:
            return
        document = view.document
        bar = self.query_one(TitleBar)
        bar.title = f"{document['reference']}  {foreign.one_line(document['title'])}"
        bar.about = about_case(document, view.rulebook)
        self.strip.show(view)
        self.query_one(KeyLine).turn()
        self.drawn = view
        self.show(view)

    def show_saving(self) -> None:
        """Draw whether everything is saved."""
        if self.is_mounted:
            bar = self.query_one(TitleBar)
            bar.state, bar.trouble = self.desk_app.saving_words()

    def action_back(self) -> None:
        """Go back to where this screen was opened from."""
        self.settle()
        self.desk_app.pop_screen()

    def action_undo(self) -> None:
        """Take back one's own latest change; what is being typed stays."""
        self.desk_app.undo()

    def action_redo(self) -> None:
        """Make the change again that was taken back last."""
        self.desk_app.redo()

    def action_history(self) -> None:
        """Show who changed what, when and why."""
        from dpia.tui.screens.history import HistoryScreen

        self.settle()
        document = self.case.document
        heading = f"{document['reference']}  {foreign.one_line(document['title'])}"
        self.desk_app.push_screen(HistoryScreen(self.case.id, heading))

    # The official form, and the pathway

    def action_report(self) -> None:
        """Write the official form."""
        from dpia.tui.screens.report import ReportScreen

        self.settle()
        self.app.push_screen(ReportScreen(self.case))

    def action_gaps(self) -> None:
        """List what is missing in the official form."""
        from dpia.tui.screens.report import GapsScreen, go_to_gap

        self.settle()
        self.app.push_screen(GapsScreen(self.case), lambda gap: go_to_gap(self.desk_app, gap))

    def action_pathway(self) -> None:
        """Go on under another pathway."""
        from dpia.tui.screens.pathway import PathwayScreen

        self.settle()
        if self.drawn and self.drawn.locked:
            self.tell(self.drawn.locked, "warning")
        else:
            self.app.push_screen(PathwayScreen(self.case), self._take_pathway)

    def _take_pathway(self, name: str | None) -> None:
        if name:
            told = f"{_('The assessment goes on under another pathway.')} {self.back_again()}"
            self.act(lambda: self.case.take_pathway(name), lambda _v: self.tell(told))

    def action_retry(self) -> None:
        """Try again to save, or show what somebody else saved meanwhile."""
        self.settle()
        self.desk_app.retry()


class Dialog(ModalScreen[Result]):
    """A window above a screen; Escape closes it."""

    PLACES: ClassVar[tuple[str, ...]] = ("form",)
    BINDINGS = bindings("form", "anywhere")

    @property
    def desk_app(self) -> "DpiaApp":
        """The program."""
        return cast("DpiaApp", self.app)

    def action_close_form(self) -> None:
        """Close without a result."""
        self.dismiss(None)
