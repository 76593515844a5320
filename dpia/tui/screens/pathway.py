"""Going on under another pathway."""

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from dpia.desk.case import Case
from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.screens.base import Dialog
from dpia.tui.widgets.keyline import KeyLine
from dpia.tui.widgets.lines import hanging
from dpia.tui.widgets.listing import Listing


class PathwayScreen(Dialog[str]):
    """Lists the pathways; the one chosen is the result."""

    PLACES: ClassVar[tuple[str, ...]] = ("pathways", "list", "form")
    BINDINGS = bindings("pathways", "form")
    CSS_PATH = "parts.tcss"

    def __init__(self, case: Case) -> None:
        """Offer the pathways for `case`."""
        super().__init__()
        self.now = str(case.document["pathway"])
        library = case.desk.library
        found = library.spoken
        self.known = {name: found[f"pathways/{name}"] for name in library.names("pathways")}

    def compose(self) -> ComposeResult:
        """Compose the list."""
        with Vertical(classes="dialog tall", id="why"):
            yield Static(_("Go on under which pathway?"), classes="dialog-title", markup=False)
            told = _("Answers it does not ask wait until they are asked again.")
            yield Static(Content.styled(told, theme.QUIET))
            yield Listing(id="picks")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with the pathway as it is."""
        listing = self.query_one(Listing)
        listing.fill(
            (name, partial(pathway_lines, found, name == self.now))
            for name, found in self.known.items()
        )
        listing.focus()
        listing.go(self.now)

    def on_option_list_option_selected(self, _event: OptionList.OptionSelected) -> None:
        """Take the one that was chosen."""
        self.action_take_pathway()

    def action_take_pathway(self) -> None:
        """Take the pathway under the cursor."""
        name = self.query_one(Listing).current
        self.dismiss(name if name != self.now else None)


def pathway_lines(found: Mapping[str, Any], now: bool, width: int) -> list[Content]:
    """Draw one pathway: whether it is the present one, its title, what it is."""
    mark = Content.styled("● " if now else "○ ", "bold $text-primary" if now else theme.QUIET)
    title = foreign.line(found["title"], "bold")
    if now:
        title = Content.assemble(title, (_("  now"), theme.QUIET))
    about = foreign.line(found.get("description", ""), theme.QUIET)
    return [*hanging(mark, title, width), *hanging(Content("  "), about, width)]
