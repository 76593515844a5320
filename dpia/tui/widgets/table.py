"""A table that draws only the lines that are seen, however many there are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from dpia.tui import theme
from dpia.tui.widgets.lines import cell

GAP = 1
Draw = Callable[[int], Sequence[Content] | Content]
"""The cells of a row, or one text that takes the place of all but the first two."""


@dataclass(frozen=True)
class Column:
    """One column: its heading, its width in cells, and from which table width it is shown."""

    id: str
    title: str
    width: int = 0
    """0: what the others leave."""
    wide: int = 0
    """Width on a table of 110 cells or more; 0: the same."""
    least: int = 0


def layout(columns: Sequence[Column], room: int) -> list[tuple[Column, int]]:
    """Return the columns that fit into `room` cells, each with its width."""
    shown = [column for column in columns if room >= column.least]
    widths = [(column.wide or column.width) if room >= 110 else column.width for column in shown]
    left = room - sum(widths) - GAP * (len(shown) - 1)
    return [(c, w or max(left, 8)) for c, w in zip(shown, widths, strict=True)]


class TableHead(Widget):
    """The headings above a table; a click on one sorts by it."""

    class Clicked(Message):
        """A heading was clicked."""

        def __init__(self, column: str) -> None:
            """Name the column."""
            super().__init__()
            self.column = column

    def __init__(self, table: "Table") -> None:
        """Show the headings of `table`."""
        super().__init__()
        self.table = table
        self.by = ""
        self.falling = False

    def mark(self, by: str, falling: bool) -> None:
        """Show by which column the rows are sorted, and which way."""
        self.by, self.falling = by, falling
        self.refresh()

    def render(self) -> Content:
        """Draw the headings."""
        parts = []
        for column, width in self.table.fitted():
            here = column.id == self.by
            sign = (" ▼" if self.falling else " ▲") if here else ""
            style = "bold $text-primary" if here else theme.QUIET
            parts.append(cell(Content.styled(column.title + sign, style), width))
        return Content(" " * GAP).join(parts)

    def on_click(self, event: events.Click) -> None:
        """Say which heading was clicked."""
        end = 0
        offset = event.get_content_offset(self)
        for column, width in self.table.fitted():
            end += width + GAP
            if offset is not None and offset.x < end:
                self.post_message(self.Clicked(column.id))
                return


class Table(ScrollView, can_focus=True):
    """Rows under columns, with a cursor on one of them."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"table--cursor"}

    class Refitted(Message):
        """The columns have other widths."""

    class Moved(Message):
        """The cursor is on another row."""

    class Chosen(Message):
        """A row was chosen, by Enter or by a second click."""

    def __init__(self, columns: Sequence[Column]) -> None:
        """Show rows under `columns`."""
        super().__init__()
        self.columns = columns
        self.count = 0
        self.cursor = 0
        self.nothing = ""
        """What is said in place of rows; our own words."""
        self._draw: Draw = lambda _row: Content("")

    def fill(self, count: int, draw: Draw, cursor: int = 0) -> None:
        """Show `count` rows; `draw` gives the cells of one when it comes into sight."""
        self.count, self._draw = count, draw
        self.virtual_size = Size(self.size.width, count)
        self.move(cursor)
        self.refresh()

    def fitted(self) -> list[tuple[Column, int]]:
        """Return the columns that fit, each with its width."""
        return layout(self.columns, self.size.width - 2)

    def on_resize(self, _event: events.Resize) -> None:
        """Fit the columns to the new width."""
        self.virtual_size = Size(self.size.width, self.count)
        self.post_message(self.Refitted())

    def move(self, to: int) -> None:
        """Put the cursor on the row `to` and bring it into sight."""
        before, self.cursor = self.cursor, max(0, min(self.count - 1, to))
        if before != self.cursor:
            self.post_message(self.Moved())
        region = Region(0, self.cursor, 1, 1)
        self.scroll_to_region(region, animate=False, force=True, immediate=True)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the window."""
        width = self.size.width
        row = y + self.scroll_offset.y
        if not self.count and y == self.size.height // 3:
            words = Content(self.nothing).truncate(width - 2, ellipsis=True)
            centred = words.center(width).pad_right(width)
            return Visual.to_strips(self, centred, width, 1, self.visual_style)[0]
        if row >= self.count:
            return Strip.blank(width, self.rich_style)
        parts = self._draw(row)
        inner = width - 2
        if isinstance(parts, Content):
            line = cell(parts, inner)
        else:
            by_id = zip(self.columns, parts, strict=True)
            shown = {column.id: part for column, part in by_id}
            line = Content(" " * GAP).join(cell(shown[c.id], w) for c, w in self.fitted())
        line = Content.assemble(" ", line, " ")
        style = self.visual_style
        if row == self.cursor:
            style += self.get_visual_style("table--cursor")
        return Visual.to_strips(self, line, width, 1, style, apply_selection=False)[0]

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the click was; a click on the cursor chooses the row."""
        offset = event.get_content_offset(self)
        row = (offset.y if offset else event.y) + self.scroll_offset.y
        if row < self.count:
            again = row == self.cursor and event.chain > 1
            self.move(row)
            if again:
                self.post_message(self.Chosen())

    def action_cursor_up(self) -> None:
        """Move up."""
        self.move(self.cursor - 1)

    def action_cursor_down(self) -> None:
        """Move down."""
        self.move(self.cursor + 1)

    def action_page_up(self) -> None:
        """Move a window up."""
        self.move(self.cursor - max(self.size.height - 1, 1))

    def action_page_down(self) -> None:
        """Move a window down."""
        self.move(self.cursor + max(self.size.height - 1, 1))

    def action_scroll_home(self) -> None:
        """Move to the first row."""
        self.move(0)

    def action_scroll_end(self) -> None:
        """Move to the last row."""
        self.move(self.count - 1)
