"""What the screens have in common that look over several assessments."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static

from dpia.errors import DpiaError
from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.widgets.keyline import KeyLine
from dpia.tui.widgets.listing import Drawn, Listing
from dpia.tui.widgets.titlebar import TitleBar

if TYPE_CHECKING:
    from dpia.tui.app import DpiaApp

T = TypeVar("T")


class Lookout(Screen[None]):
    """A list over the register, below what is told of it; what is opened from here leads back."""

    DEFAULT_CSS = """
    Lookout #lookout-told { height: auto; padding: 0 1; }
    Lookout.-high #lookout-told { margin: 1 0 0 0; }
    Lookout #lookout { scrollbar-size-vertical: 1; }
    """
    AUTO_FOCUS = "Listing"
    stays_below = True

    def __init__(self, heading: str) -> None:
        """Show nothing yet below `heading`."""
        super().__init__()
        self.heading = heading

    @property
    def desk_app(self) -> "DpiaApp":
        """The program."""
        return cast("DpiaApp", self.app)

    @property
    def listing(self) -> Listing:
        """The list."""
        return self.query_one(Listing)

    def compose(self) -> ComposeResult:
        """Compose what is told above the list."""
        yield TitleBar(self.heading)
        yield Static(id="lookout-told")
        yield Listing(id="lookout")
        yield KeyLine()

    def on_screen_resume(self) -> None:
        """Put away what was opened from here."""
        self.desk_app.left_case()

    def say(self, *lines: Content) -> None:
        """Tell something above the list."""
        self.query_one("#lookout-told", Static).update(Drawn(partial(_wrapped, lines)))

    def read(self, job: Callable[[], T], then: Callable[[T], Any]) -> None:
        """Read something on the desk's thread, and show it; a problem is told above the list."""

        async def work() -> None:
            try:
                found = await self.desk_app.desk_thread.run(job)
            except DpiaError as problem:
                self.say(foreign.content(problem.message, theme.BAD))
            else:
                then(found)

        self.run_worker(work(), group="lookout", exclusive=True)

    def open_row(self, name: str) -> None:
        """Do what Enter does on the row `name`."""

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the row that was chosen."""
        if event.option_id:
            self.open_row(event.option_id)

    def open_current(self) -> None:
        """Open the row under the cursor."""
        if current := self.listing.current:
            self.open_row(current)

    def action_back(self) -> None:
        """Go back."""
        self.app.pop_screen()


class LongLookout(Lookout):
    """One that looks on a thread for a while, and can be stopped; what was found by then stays."""

    def __init__(self, heading: str) -> None:
        """Show nothing yet below `heading`."""
        super().__init__(heading)
        self.problems: list[str] = []
        self.looked_at = 0
        self.working = False

    def done(self) -> None:
        """Tell what came of it."""
        raise NotImplementedError

    def action_back(self) -> None:
        """Stop what is under way, then go back."""
        if self.working:
            self.workers.cancel_node(self)
            self.problems.append(_("Stopped."))
            self.done()
        else:
            super().action_back()


def _wrapped(lines: tuple[Content, ...], width: int) -> list[Content]:
    return [part for line in lines for part in line.wrap(width)]
