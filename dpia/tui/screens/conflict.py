"""Somebody else changed the same thing: what it was, what they wrote, what one wrote oneself."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.screens.base import Dialog
from dpia.tui.shown.conflict import Clash
from dpia.tui.widgets.keyline import KeyLine

SHOWN = 40


class ConflictScreen(Dialog[None]):
    """Shows what the other changed; one's own text is still in its field."""

    def __init__(self, sentence: str, found: list[Clash]) -> None:
        """Show `found` below what became of one's own change."""
        super().__init__()
        self.sentence = sentence
        self.found = found

    def compose(self) -> ComposeResult:
        """Compose the sentence and one paragraph for each thing."""
        with VerticalScroll(classes="dialog"):
            yield Static(_("Changed by somebody else"), classes="dialog-title", markup=False)
            yield Static(foreign.content(self.sentence))
            for clash in self.found[:SHOWN]:
                yield Static(Content("\n").join(told(clash)), classes="paragraph")
            if len(self.found) > SHOWN:
                more = _("… and {n} more.").format(n=len(self.found) - SHOWN)
                yield Static(more, classes="paragraph", markup=False)
            yield KeyLine()


def told(clash: Clash) -> Iterator[Content]:
    """Yield one thing as lines: what it is, what it was, what they wrote, what one wrote."""
    yield Content.styled(foreign.one_line(clash.title, 200), "bold")
    if clash.order:
        yield Content(_("The order has changed."))
    sides = [(_("was: "), clash.was), (_("theirs: "), clash.theirs)]
    if clash.both:
        sides.append((_("yours: "), clash.yours))
    for label, said in sides if any(words for _label, words in sides) else ():
        body = foreign.line("; ".join(said), limit=400)
        nothing = Content.styled(_("no answer"), theme.QUIET)
        yield Content.assemble((label, theme.QUIET), body if said else nothing)
