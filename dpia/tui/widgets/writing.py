"""A line to write in that takes in nothing that acts, and shows what would turn the direction."""

from itertools import accumulate

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.widget import Widget
from textual.widgets import Input

from dpia.questionnaire.cleaning import clean
from dpia.tui import foreign


def is_command(key: str) -> bool:
    """Say whether a key is one held with Alt, which writes nothing though it has a character."""
    return key.startswith("alt+")


def forget(field: Widget) -> None:
    """Let a field that was taken away be forgotten: the signal it follows keeps it otherwise."""
    field.screen.text_selection_started_signal.unsubscribe(field)


class SafeInput(Input):
    """One line. A paste comes in on that line, without control characters, as far as it fits."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Say whether a key writes a character here."""
        return not is_command(key) and super().check_consume_key(key, character)

    async def _on_key(self, event: events.Key) -> None:
        if is_command(event.key):
            event.prevent_default()

    @property
    def _value(self) -> Text:
        """Return what is drawn, each sign in the place of its character."""
        shown = Text(foreign.line_signs(self.value), no_wrap=True, overflow="ignore", end="")
        room = self.content_size.width
        if not self.has_focus and room > 1 and shown.cell_len > room:
            shown.truncate(room, overflow="ellipsis")
        return shown

    def _position_to_cell(self, position: int) -> int:
        """Return the cell of a place in what is drawn; a sign may be wider than its character."""
        return cell_len(self._value.plain[:position])

    def _cell_offset_to_index(self, offset: int) -> int:
        """Return the place in what is drawn of a cell that was clicked."""
        cell = offset + self.scroll_offset.x
        ends = accumulate(map(cell_len, self._value.plain))
        return next((at for at, end in enumerate(ends) if end > cell), len(self.value))

    def on_unmount(self) -> None:
        """Leave nothing behind."""
        forget(self)

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        text = " ".join(clean(event.text).split())
        if text and self.takes(text):
            self.replace(text[: self.room()], *self.selection)

    def takes(self, _pasted: str) -> bool:
        """Say whether a paste is taken in."""
        return True

    def room(self) -> int | None:
        """Return how many characters may come in the place of what is selected; None: any."""
        stays = len(self.value) - len(self.selected_text)
        return max(self.max_length - stays, 0) if self.max_length else None
