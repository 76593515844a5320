"""Why each level of one risk is what it is."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from dpia.text import _
from dpia.tui import foreign
from dpia.tui.actions import bindings
from dpia.tui.screens.base import Dialog
from dpia.tui.screens.why import follow
from dpia.tui.shown.levels import STAGE
from dpia.tui.shown.verdict import risk_node
from dpia.tui.view import CaseView
from dpia.tui.widgets.keyline import KeyLine
from dpia.tui.widgets.nodes import NodeTree


class WhyScreen(Dialog[None]):
    """The reasons under the three levels of a risk, as a tree."""

    PLACES: ClassVar[tuple[str, ...]] = ("form",)
    BINDINGS = bindings("form")
    CSS_PATH = "parts.tcss"

    def __init__(self, view: CaseView, risk_id: str) -> None:
        """Tell about the risk `risk_id` of `view`."""
        super().__init__()
        self.node = risk_node(view.verdict or {}, view.document, view.rulebook, risk_id)

    def compose(self) -> ComposeResult:
        """Compose the heading and the tree."""
        with Vertical(classes="dialog", id="why"):
            heading = self.node.title if self.node else _("This risk has been removed.")
            yield Static(foreign.content(heading), classes="dialog-title")
            yield NodeTree(id="why-tree")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the stages unfolded."""
        tree = self.query_one(NodeTree)
        tree.unfolded |= set(STAGE.values())
        tree.put(self.node.children if self.node else ())
        tree.focus()

    def on_node_tree_walked(self, event: NodeTree.Walked) -> None:
        """Go where the line leads."""
        app = self.desk_app
        self.dismiss(None)
        app.call_later(follow, app, event)
