"""The first line of a screen: what is open, and whether it is saved."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from dpia.text import _
from dpia.tui import foreign
from dpia.tui.widgets.lines import spread


class TitleBar(Widget):
    """Shows a title at the left and the state of saving at the right."""

    title: reactive[str] = reactive("")
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
            hint = Content.styled(_("F9 tries again"), "bold")
            words = Content.assemble((_("NOT SAVED: "), "bold"), foreign.line(self.trouble))
            return spread(words, hint, width)
        return spread(foreign.line(self.title, "bold"), foreign.line(self.state), width)
