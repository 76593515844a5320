"""The line above the questions: where one is, and how far."""

from textual.content import Content

from dpia.tui.widgets.laid import Laid
from dpia.tui.widgets.lines import spread


class Crumb(Laid):
    """Shows a way at the left, cut short if need be, and a place at the right."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self.way = Content("")
        self.place = Content("")

    def show(self, way: Content, place: Content) -> None:
        """Show where one is."""
        self.way, self.place = way, place
        self.redraw()

    def lay_out(self, width: int) -> list[Content]:
        """Lay the line out in `width` cells."""
        return [spread(self.way, self.place, width)]
