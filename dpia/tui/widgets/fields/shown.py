"""An answer that can be read and not changed."""

from typing import ClassVar

from textual import events
from textual.content import Content
from textual.widget import Widget

from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.items import Item
from dpia.tui.messages import LeftForward, Refused
from dpia.tui.widgets.fields.base import Plain
from dpia.tui.widgets.laid import Laid

FOLDED = 3
"""Lines of a long answer that are shown while it is folded."""


class ShownField(Plain, Laid, can_focus=True):
    """Shows an answer of any sort in words; it takes the focus so that one can go through them."""

    PLACES: ClassVar[tuple[str, ...]] = ("field",)

    def __init__(self, item: Item) -> None:
        """Show `item`."""
        super().__init__()
        self.item = item
        self.active = False

    def show(self, item: Item) -> None:
        """Draw the question as it stands."""
        self.item = item
        self.redraw()

    def activate(self, active: bool) -> None:
        """Show the answer whole, or fold it."""
        self.active = active
        self.redraw()

    def on_key(self, event: events.Key) -> None:
        """Go on with Enter; say why nothing can be chosen or written here."""
        if event.key == "enter":
            event.stop()
            self.post_message(LeftForward(self.item.path, owed=True))
        elif event.key == "space" or (event.character or "").isdigit():
            event.stop()
            self.post_message(Refused(self.item.path))

    def as_widget(self) -> Widget:
        """Return the widget itself."""
        return self

    def lay_out(self, width: int) -> list[Content]:
        """Lay the answer out in `width` cells."""
        words = self.item.words()
        if not words:
            return [Content.styled(_("no answer"), theme.QUIET)]
        lines = list(foreign.content(words).wrap(max(width, 8)))
        if self.active or len(lines) <= FOLDED:
            return lines
        return [*lines[: FOLDED - 1], Content.styled("…", theme.QUIET)]
