"""Several lines to write in; apart, since the register begins without them."""

from rich.cells import cell_len
from rich.segment import Segment
from rich.text import Text
from textual import events
from textual.strip import Strip
from textual.widgets import TextArea

from dpia.questionnaire.cleaning import clean
from dpia.tui import foreign
from dpia.tui.widgets.writing import forget, is_command


class SafeArea(TextArea):
    """Several lines. A paste comes in without control characters."""

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Say whether a key writes a character here."""
        return not is_command(key) and super().check_consume_key(key, character)

    async def _on_key(self, event: events.Key) -> None:
        if is_command(event.key):
            event.prevent_default()

    def render_line(self, y: int) -> Strip:
        """Draw a line; the last one ends with a sign where the text goes on and nobody is there."""
        strip = super().render_line(y)
        height = self.content_size.height
        more = self.wrapped_document.height > height + int(self.scroll_y)
        if self.has_focus or not more or y != height - 1 or not self.text:
            return strip
        words = strip.text.rstrip()
        end = min(cell_len(words), max(strip.cell_length - 1, 0))
        style = next(iter(strip)).style
        return Strip.join([strip.crop(0, end), Strip([Segment("…", style)]), strip.crop(end + 1)])

    def get_line(self, line_index: int) -> Text:
        """Return a line as it is drawn, each sign in the place of its character."""
        return Text(foreign.signs(self.document.get_line(line_index)), end="", no_wrap=True)

    def on_unmount(self) -> None:
        """Leave nothing behind: what follows the theme is kept until the theme changes."""
        forget(self)
        following = getattr(self.app, "__watchers", {}).get("theme", [])
        following[:] = [follower for follower in following if follower[0] is not self]

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
