"""A table that draws only the lines that are seen, however many there are."""

from collections.abc import Callable, Mapping, Sequence
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
REST = 0
"""A width that means: what the other columns leave."""
HERE, MARK = "▸", "■"
"""What stands before the row under the cursor, and before one that is marked."""
EDGES = 3
"""Cells beside the columns: two for these signs, one to the right."""
KEPT = 1_000
"""Lines that are kept as they were drawn."""
Draw = Callable[[int], Sequence[Content] | Content]
"""The cells of a row by the columns, or one text that takes the place of all of them."""


@dataclass(frozen=True)
class Column:
    """One column: its heading, and its width in cells by the room that the table has.

    `{70: 8, 110: 12}` is 8 cells wide from 70 cells on and 12 from 110; below that it is not shown.
    """

    id: str
    title: str
    widths: Mapping[int, int]

    def width(self, room: int) -> int | None:
        """Return the width in a table of `room` cells; None where the column is not shown."""
        fitting = [least for least in self.widths if least <= room]
        return self.widths[max(fitting)] if fitting else None


def layout(columns: Sequence[Column], room: int) -> list[tuple[Column, int]]:
    """Return the columns that fit into `room` cells, each with its width."""
    shown = [(c, width) for c in columns if (width := c.width(room)) is not None]
    left = room - sum(width for _c, width in shown) - GAP * (len(shown) - 1)
    return [(c, max(left, 8) if width == REST else width) for c, width in shown]


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
            room = max(width - len(sign), 1)
            title = cell(Content(column.title), room).rstrip() if sign else Content(column.title)
            parts.append(cell((title + sign).stylize(style), width))
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
    """Rows under columns, with a cursor on one of them; some may be marked."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"table--cursor"}

    class Refitted(Message):
        """The columns have other widths."""

    class Moved(Message):
        """The cursor is on another row."""

    class Chosen(Message):
        """A row was chosen, by Enter or by a second click."""

    def __init__(self, columns: Sequence[Column], id: str | None = None) -> None:
        """Show rows under `columns`."""
        super().__init__(id=id)
        self.columns = columns
        self.count = 0
        self.cursor = 0
        self.nothing = ""
        """What is said in place of rows; our own words."""
        self.marked: Callable[[int], bool] = lambda _row: False
        """Whether a row is marked."""
        self._draw: Draw = lambda _row: Content("")
        self._lines: dict[tuple[int, bool], Strip] = {}

    def fill(self, count: int, draw: Draw, cursor: int = 0) -> None:
        """Show `count` rows; `draw` gives the cells of one when it comes into sight."""
        self.count, self._draw = count, draw
        self.virtual_size = Size(self.size.width, count)
        self.move(cursor)
        self.redraw()

    def redraw(self) -> None:
        """Draw every row anew."""
        self._lines.clear()
        self.refresh()

    def fitted(self) -> list[tuple[Column, int]]:
        """Return the columns that fit, each with its width."""
        return layout(self.columns, self.size.width - EDGES)

    def on_resize(self, _event: events.Resize) -> None:
        """Fit the columns to the new width."""
        self._lines.clear()
        self.virtual_size = Size(self.size.width, self.count)
        self.post_message(self.Refitted())

    def notify_style_update(self) -> None:
        """Draw anew in other colours, also when the focus comes or goes."""
        self._lines.clear()
        super().notify_style_update()

    def move(self, to: int) -> None:
        """Put the cursor on the row `to` and bring it into sight."""
        before, self.cursor = self.cursor, max(0, min(self.count - 1, to))
        if before != self.cursor:
            self.post_message(self.Moved())
        region = Region(0, self.cursor, 1, 1)
        self.scroll_to_region(region, animate=False, force=True, immediate=True)
        top, width = self.scroll_offset.y, self.size.width
        self.refresh(*(Region(0, row - top, width, 1) for row in {before, self.cursor}))

    def render_line(self, y: int) -> Strip:
        """Draw one line of the window; the lines drawn last are kept."""
        row = y + self.scroll_offset.y
        if row >= self.count:
            return self._beyond(y)
        place = (row, row == self.cursor)
        if place not in self._lines:
            if len(self._lines) >= KEPT:
                self._lines.clear()
            self._lines[place] = self._drawn(*place)
        return self._lines[place]

    def _beyond(self, y: int) -> Strip:
        """Draw a line below the rows; with no rows at all, one that says why."""
        width = self.size.width
        if self.count or y != self.size.height // 3:
            return Strip.blank(width, self.rich_style)
        words = Content(self.nothing).truncate(width - 2, ellipsis=True)
        centred = words.center(width).pad_right(width)
        return Visual.to_strips(self, centred, width, 1, self.visual_style)[0]

    def _drawn(self, row: int, here: bool) -> Strip:
        width = self.size.width
        parts = self._draw(row)
        if isinstance(parts, Content):
            line = cell(parts, width - EDGES)
        else:
            by_id = zip(self.columns, parts, strict=True)
            shown = {column.id: part for column, part in by_id}
            line = Content(" " * GAP).join(cell(shown[c.id], w) for c, w in self.fitted())
        signs = (HERE if here else " ") + (MARK if self.marked(row) else " ")
        style = self.visual_style
        if here:
            style += self.get_visual_style("table--cursor")
        line = Content.assemble((signs, "$text-primary"), line, " ")
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
