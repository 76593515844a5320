"""The first line of a screen: what is open, and whether it is saved."""

from typing import TYPE_CHECKING, cast

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.widgets.lines import spread

if TYPE_CHECKING:
    from dpia.tui.app import DpiaApp

LEAST = 44
"""Cells that a title keeps for itself, if it has so many."""
GAP = "   "


class TitleBar(Widget):
    """Shows a title at the left and the state of saving at the right."""

    title: reactive[str] = reactive("")
    about: reactive[tuple[str, ...]] = reactive(())
    """What is said beside the title, the longest wording first; as much as leaves it room."""
    state: reactive[str] = reactive("")
    """“saved 14:03” and the like."""
    trouble: reactive[str] = reactive("")
    """Why the latest change is not on disk; stays until it is."""

    def __init__(self, title: str = "") -> None:
        """Show `title`, which may be foreign text."""
        super().__init__()
        self.set_reactive(TitleBar.title, title)

    def watch_trouble(self, trouble: str) -> None:
        """Stand out while something is not saved."""
        self.set_class(bool(trouble), "-trouble")

    def render(self) -> Content:
        """Draw the line."""
        width = self.content_size.width
        if self.trouble:
            key = cast("DpiaApp", self.app).key_for("case.retry")
            hint = Content.styled(_("{key} tries again").format(key=key), "bold")
            words = Content.assemble((_("NOT SAVED: "), "bold"), foreign.line(self.trouble))
            return spread(words, hint, width)
        title = foreign.line(self.title, "bold")
        return spread(title, self._beside(width, title.cell_length), width)

    def _beside(self, width: int, title: int) -> Content:
        """Return what stands at the right: the state of saving, and before it what fits."""
        state = foreign.line(self.state)
        room = width - state.cell_length - min(title, LEAST) - 2 * len(GAP)
        for about in self.about:
            words = foreign.line(about, theme.QUIET)
            if words.cell_length <= room:
                return Content.assemble(words, GAP if state else "", state)
        return state
