"""Writing the note on a question."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from dpia.questionnaire.answers import clean
from dpia.text import _
from dpia.tui import foreign
from dpia.tui.actions import bindings
from dpia.tui.screens.base import Dialog
from dpia.tui.widgets.keyline import KeyLine


class NoteScreen(Dialog[str]):
    """A window for a note. Closing it keeps the note, whichever way."""

    CSS_PATH = "asking.tcss"

    BINDINGS = bindings("note")
    PLACES = ("note",)

    def __init__(self, title: str, note: str) -> None:
        """Write on `note`, about the question `title`."""
        super().__init__()
        self.about = title
        self.note = note

    def compose(self) -> ComposeResult:
        """Compose the title and the text."""
        with Vertical(classes="dialog"):
            yield Static(_("Note on the question"), classes="dialog-title", markup=False)
            yield Static(foreign.content(self.about), classes="paragraph")
            area = NoteArea(clean(self.note), compact=True, highlight_cursor_line=False)
            area.cursor_blink = False
            area.move_cursor(area.document.end)
            yield area
        yield KeyLine()

    def action_keep_note(self) -> None:
        """Close and keep the note."""
        self.dismiss(self.query_one(NoteArea).text.strip())


class NoteArea(TextArea):
    """Takes a paste without control characters."""

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        result = self.replace(clean(event.text)[:100_000], *self.selection)
        self.move_cursor(result.end_location)
