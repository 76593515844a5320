"""Fields to write in that take in nothing that acts, and show what would turn the direction."""

from rich.text import Text
from textual import events
from textual.widgets import Input, TextArea

from dpia.questionnaire.answers import clean
from dpia.tui import foreign


class SafeInput(Input):
    """One line. A paste comes in on that line, without control characters."""

    @property
    def _value(self) -> Text:
        """Return what is drawn, each sign in the place of its character."""
        return Text(foreign.signs(self.value), no_wrap=True, overflow="ignore", end="")

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        text = " ".join(clean(event.text).split())
        if text and self.takes(text):
            self.replace(text, *self.selection)

    def takes(self, _pasted: str) -> bool:
        """Say whether a paste is taken in."""
        return True


class SafeArea(TextArea):
    """Several lines. A paste comes in without control characters."""

    def get_line(self, line_index: int) -> Text:
        """Return a line as it is drawn, each sign in the place of its character."""
        return Text(foreign.signs(self.document.get_line(line_index)), end="", no_wrap=True)

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        text = clean(event.text)
        if not self.read_only and text and self.takes(text):
            result = self.replace(text[: self.room()], *self.selection)
            self.move_cursor(result.end_location)

    def takes(self, _pasted: str) -> bool:
        """Say whether a paste is taken in."""
        return True

    def room(self) -> int | None:
        """Return how many characters more fit; None: any number."""
        return None
