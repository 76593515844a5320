"""A widget that is nothing but lines laid out to its width."""

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from dpia.tui.widgets.lines import stacked


class Laid(Widget):
    """Lays itself out line by line, and asks for a new layout only when its height changes."""

    _laid: tuple[tuple[int, int], list[Content]] | None = None

    def lay_out(self, width: int) -> list[Content]:
        """Lay the widget out in `width` cells."""
        raise NotImplementedError

    def lines(self, width: int) -> list[Content]:
        """Return the lines for `width` cells; they are laid out once until the next `redraw`."""
        room = (width, self.app.size.height)
        if self._laid is None or self._laid[0] != room:
            self._laid = (room, self.lay_out(width))
        return self._laid[1]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the widget takes."""
        return max(len(self.lines(width)), 1)

    def render(self) -> Content:
        """Draw the lines."""
        return stacked(self.lines(self.content_size.width))

    def redraw(self) -> None:
        """Draw the lines anew."""
        self._laid = None
        width, height = self.content_size
        self.refresh(layout=not width or max(len(self.lines(width)), 1) != height)
