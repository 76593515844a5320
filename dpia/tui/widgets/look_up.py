"""An entry for one of many: it shows what is chosen, and a window to choose in is asked for."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual.content import Content

from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.widgets.choices import Accepted
from dpia.tui.widgets.laid import Laid
from dpia.tui.widgets.lines import hanging
from dpia.tui.widgets.listing import CURSOR

Answer = Callable[[str | None], None]


class LookUpEntry(Laid):
    """Shows one of many by its title and keeps its id; Enter asks for the window to choose in."""

    PLACES: ClassVar[tuple[str, ...]] = ("look-up-entry",)
    BINDINGS = bindings("look-up-entry")
    DEFAULT_CSS = """
    LookUpEntry { height: auto; width: 100%; margin: 0 0 1 0; padding: 0 1; background: $panel; }
    LookUpEntry:focus { background: $primary 20%; }
    """
    can_focus = True

    def __init__(
        self, name: str, titles: Mapping[str, str], none: str, ask: Callable[[Answer], None]
    ) -> None:
        """Show `none` while nothing of `titles` is chosen; `ask` opens the window, and answers."""
        super().__init__(id=f"entry-{name}")
        self.field = name
        self.titles = titles
        self.none = none
        self.ask = ask
        self.value = ""
        self.locked = False

    def lay_out(self, width: int) -> list[Content]:
        """Draw what is chosen."""
        title = self.titles.get(self.value)
        mark = Content(f"{CURSOR} " if self.has_focus else "  ")
        words = foreign.line(title) if title else Content.styled(self.none, theme.QUIET)
        return hanging(mark, words, width)

    def put(self, value: str | None) -> None:
        """Show another value as chosen."""
        self.value = value or ""
        self.redraw()

    def take(self) -> bool:
        """Return false: what is chosen is said at once."""
        return False

    def refused(self) -> None:
        """Wait to be shown what is stored."""

    def on_focus(self) -> None:
        """Mark the entry."""
        self.redraw()

    def on_blur(self) -> None:
        """Take the mark away."""
        self.redraw()

    def on_click(self) -> None:
        """Open the window."""
        self.action_look_up()

    def action_look_up(self) -> None:
        """Open the window to choose in."""
        if not self.locked:
            self.ask(self._answered)

    def action_clear_choice(self) -> None:
        """Choose nothing."""
        if not self.locked:
            self._answered("")

    def _answered(self, value: str | None) -> None:
        if value is not None and value != self.value:
            self.put(value)
            self.post_message(Accepted(self.field, value))
