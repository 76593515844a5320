"""A list of rows of any height, drawn to the width there is, moved through by keys or mouse."""

from collections.abc import Callable, Iterable, Sequence

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual import events
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dpia.tui.actions import bindings
from dpia.tui.widgets.finding import Finding

Draw = Callable[[int], list[Content]]
"""Draws a row as lines for a width in cells."""


HEADING = "#"
"""What the id of a heading begins with."""
CURSOR = "▸"
"""What stands before the row under the cursor, where colours do not tell it apart."""


class Drawn(Visual):
    """What a function draws, laid out anew for each width."""

    def __init__(self, draw: Draw) -> None:
        """Draw with `draw`."""
        self.draw = draw
        self._kept: tuple[int, Content] = (-1, Content(""))
        self._height = 1

    @property
    def first_line(self) -> str:
        """The words of its first line, as it was drawn last."""
        return self._kept[1].plain.partition("\n")[0]

    def _laid_out(self, width: int) -> Content:
        if self._kept[0] != width:
            lines = self.draw(width) or [Content("")]
            self._kept = (width, Content("\n").join(lines))
            self._height = len(lines)
        return self._kept[1]

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Draw for `width`."""
        return self._laid_out(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Take the width there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return the lines it takes at `width`."""
        self._laid_out(width)
        return self._height


class Listing(Finding, OptionList):
    """A list of drawn rows with ids; it keeps its place when it is filled anew.

    The cursor stops at both ends: a key too many never leads to the other one.
    """

    PLACES: tuple[str, ...] = ("list",)
    BINDINGS = bindings("list")
    DEFAULT_CSS = """
    Listing {
        border: none; padding: 0; height: 1fr; background: $background;
        & > .option-list--option { padding: 0 1; }
        & > .option-list--option-highlighted { background: $panel; color: $foreground;
                                               text-style: none; }
        & > .option-list--option-disabled { color: $text-primary; }
        & > .option-list--option-hover { background: $surface; }
        &:focus { border: none; background-tint: $foreground 0%; }
        &:focus > .option-list--option-highlighted { background: $primary 20%;
                                                     color: $foreground; text-style: none; }
        &:nocolor:focus > .option-list--option-highlighted { background: $foreground 30%; }
    }
    """

    def __init__(self, *, id: str | None = None, place: str = "") -> None:
        """Begin empty; `place` names the actions that belong to this list alone."""
        super().__init__(id=id, markup=False)
        if place:
            self.PLACES = (place, *self.PLACES)

    @property
    def current(self) -> str | None:
        """The id of the row under the cursor."""
        option = self.highlighted_option
        return option.id if option else None

    def fill(self, rows: Iterable[tuple[str, Draw | Drawn]]) -> None:
        """Show `rows` (id and drawing); the cursor stays on its row, or near where it was.

        A row whose id begins with `HEADING` is passed over by the cursor.
        """
        was, place = self.current, self.highlighted
        top = self.scroll_offset.y
        options = [
            Option(row if isinstance(row, Drawn) else Drawn(row), name, name.startswith(HEADING))
            for name, row in rows
        ]
        self.set_options(options)
        if not options:
            return
        names = [option.id for option in options]
        here = names.index(was) if was in names else min(place or 0, len(names) - 1)
        while options[here].disabled and here + 1 < len(names):
            here += 1
        self.scroll_to(y=top, animate=False, force=True, immediate=True)
        self.highlighted = here

    # Moving

    def action_cursor_up(self) -> None:
        """Move up, to the first row at most; from there, show what stands above it."""
        if not self._step(-1):
            self.scroll_to(y=0, animate=False, force=True, immediate=True)

    def action_cursor_down(self) -> None:
        """Move down, to the last row at most."""
        self._step(1)

    def _step(self, by: int) -> bool:
        here = self.highlighted
        if here is None:
            self.action_first()
            return True
        ahead = range(here + 1, self.option_count) if by > 0 else range(here - 1, -1, -1)
        place = next((i for i in ahead if not self.options[i].disabled), None)
        if place is not None:
            self.highlighted = place
        return place is not None

    def action_page_up(self) -> None:
        """Move up by as much as is in sight."""
        super().action_page_up()  # type: ignore[no-untyped-call]
        if self.highlighted is None:  # a heading is in the way
            self.action_first()

    def action_page_down(self) -> None:
        """Move down by as much as is in sight."""
        super().action_page_down()  # type: ignore[no-untyped-call]
        if self.highlighted is None:
            self.action_last()

    def on_key(self, event: events.Key) -> None:
        """Find a row by what is typed."""
        self.takes_key(event, self.screen)

    def rows_to_find(self) -> Sequence[str]:
        """Return the first line of each row, of a heading nothing."""
        return [
            "" if row.disabled or not isinstance(row.prompt, Drawn) else row.prompt.first_line
            for row in self.options
        ]

    def row_here(self) -> int:
        """Return the row under the cursor."""
        return self.highlighted or 0

    def found(self, place: int) -> None:
        """Go to a row that was found."""
        self.highlighted = place

    def pick_found(self) -> None:
        """Choose what was searched for."""
        self.action_select()

    def search_changed(self) -> None:
        """Show what is typed."""
        self.refresh()

    def action_find_row(self) -> None:
        """Find a row by its name."""
        self.begin_search()

    def on_blur(self) -> None:
        """Search no further."""
        self.end_search()

    # In sight

    def on_resize(self) -> None:
        """Keep the row under the cursor in sight when there is less room for the list."""
        self.call_after_refresh(self.scroll_to_highlight)

    @property
    def pointing(self) -> bool:
        """Whether keys move this list, so that its cursor is marked."""
        return self.has_focus

    def render_line(self, y: int) -> Strip:
        """Draw a line; the first of the row under the cursor has a mark before it."""
        strip = super().render_line(y)
        here = self.highlighted
        if here is None or not self.pointing or not strip.text.startswith(" "):
            return strip
        if self._index_to_line.get(here) != self.scroll_offset.y + y:
            return strip
        style = next(iter(strip)).style or RichStyle()
        mark = Strip([Segment(CURSOR, style + RichStyle(bold=True))])
        typed = self.search_words()
        if not typed:
            return Strip.join([mark, strip.crop(1)])
        room = max(strip.cell_length - typed.cell_length, 1)
        shown = Strip([Segment(typed.plain, style + RichStyle(reverse=True))])
        return Strip.join([mark, strip.crop(1, room), shown]).crop(0, strip.cell_length)

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Keep the row in sight; with the first one, the headings above it as well."""
        super().watch_highlighted(highlighted)
        if highlighted is not None and all(o.disabled for o in self.options[:highlighted]):
            self.scroll_to(y=0, animate=False, force=True, immediate=True)

    def height_of(self, index: int, width: int) -> int:
        """Return how many lines the row takes at that place, drawn in `width` cells."""
        drawn = self.options[index].prompt
        return drawn.get_height({}, width) if isinstance(drawn, Drawn) else 1

    def go(self, name: str) -> None:
        """Move the cursor to the row `name`, if it is there."""
        if any(option.id == name for option in self.options):
            self.highlighted = self.get_option_index(name)
