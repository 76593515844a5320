"""The words of the open question, kept in sight while a person goes through what is below them."""

from textual.content import Content

from dpia.tui.widgets.laid import Laid
from dpia.tui.widgets.question import QuestionCard

MOST = 2
"""Lines of the words that are kept in sight."""


class Pin(Laid):
    """Lies over the top of the sheet once the open question begins above it."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self.display = False
        self.card: QuestionCard | None = None

    def turn(self, card: QuestionCard | None, first: int) -> None:
        """Show the words of `card` if it begins above the line `first` and does not end there."""
        if card is not self.card:
            if self.card:
                self.card.heading.pin = None
            if card:
                card.heading.pin = self
        self.card = card
        height = self.room()
        shown = False
        if card is not None and card.is_attached and card.active:
            at = card.virtual_region
            shown = at.y < first and first + height < at.bottom
        if shown:
            self.redraw()
        self.display = shown

    def room(self) -> int:
        """Return how many lines of the sheet it takes when it is shown."""
        return len(self.lay_out(self.card.heading.content_size.width)) if self.card else 0

    def lay_out(self, width: int) -> list[Content]:
        """Lay the words out in `width` cells."""
        if self.card is None:
            return []
        lines = self.card.heading.titled(width)
        if len(lines) > MOST:
            cut = lines[MOST - 1].truncate(max(width - 1, 1))
            lines = [*lines[: MOST - 1], cut.append("…")]
        return lines
