"""The outline in a window, for terminals too narrow to keep it beside the questions."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from dpia.text import _
from dpia.tui.screens.base import Dialog
from dpia.tui.view import CaseView
from dpia.tui.widgets.keyline import KeyLine
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
            yield Outline()
        yield KeyLine()

    def on_mount(self) -> None:
        """Show it with the present section under the cursor."""
        self.query_one(Outline).show(self.view, self.here)

    def on_outline_chosen(self, message: Outline.Chosen) -> None:
        """Go to the section."""
        self.dismiss((message.topic, message.section))
