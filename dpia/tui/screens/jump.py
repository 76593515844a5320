"""The outline in a window, for terminals too narrow to keep it beside the questions."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static
from textual.widgets.option_list import Option

from dpia.text import _
from dpia.tui import foreign
from dpia.tui.screens.base import Dialog
from dpia.tui.view import CaseView
from dpia.tui.widgets.keyline import KeyLine
from dpia.tui.widgets.listing import beginning
from dpia.tui.widgets.outline import Outline


class JumpScreen(Dialog[tuple[str, str]]):
    """A window with the outline; the section chosen is its result."""

    CSS_PATH = "asking.tcss"

    def __init__(self, view: CaseView, here: tuple[str, str]) -> None:
        """Show where every section of `view` stands."""
        super().__init__()
        self.view = view
        self.here = here

    def compose(self) -> ComposeResult:
        """Compose the outline."""
        with Vertical(classes="dialog tall"):
            yield Static(_("Sections"), classes="dialog-title", markup=False)
            yield Outline(50)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show it with the present section under the cursor."""
        self.query_one(Outline).show(self.view, self.here)

    def on_outline_chosen(self, message: Outline.Chosen) -> None:
        """Go to the section."""
        self.dismiss((message.topic, message.section))

    def on_key(self, event: events.Key) -> None:
        """Move with j and k; another letter goes to the next section that begins with it."""
        letter, outline = event.character or "", self.query_one(Outline)
        if event.key in ("j", "k"):
            (outline.action_cursor_down if event.key == "j" else outline.action_cursor_up)()
        elif letter.isalpha() and event.key not in self.active_bindings:
            here = outline.highlighted or 0
            places = [*range(here + 1, outline.option_count), *range(here)]
            found = (place for place in places if _begins(outline.options[place], letter))
            outline.highlighted = next(found, outline.highlighted)


def _begins(option: Option, letter: str) -> bool:
    words = str(option.prompt)
    return not option.disabled and beginning(words).startswith(foreign.folded(letter))
