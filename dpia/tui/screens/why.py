"""Why: the reasons for one thing as a tree, in a window; and where a line of a tree leads."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from dpia.desk.case import Case
from dpia.desk.why import lists_only, why_not_asked, why_row
from dpia.errors import DpiaError
from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.items import item_at
from dpia.tui.screens.base import Dialog
from dpia.tui.shown.answers import speaker
from dpia.tui.shown.trace import Node, trace_node
from dpia.tui.widgets.keyline import KeyLine
from dpia.tui.widgets.nodes import NodeTree

if TYPE_CHECKING:
    from dpia.tui.app import DpiaApp


class ReasonsScreen(Dialog[None]):
    """The reasons for one thing; Enter on a question goes there."""

    PLACES: ClassVar[tuple[str, ...]] = ("form",)
    BINDINGS = bindings("form")
    CSS_PATH = "parts.tcss"

    def __init__(self, title: str, told: str, nodes: Sequence[Node]) -> None:
        """Tell about `title`, in a sentence and a tree."""
        super().__init__()
        self.heading = title
        self.told = told
        self.nodes = nodes

    def compose(self) -> ComposeResult:
        """Compose the heading and the tree."""
        with Vertical(classes="dialog", id="why"):
            yield Static(foreign.content(self.heading), classes="dialog-title")
            yield Static(foreign.content(self.told, theme.QUIET))
            yield NodeTree(id="why-tree")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the reasons, the first unfolded."""
        tree = self.query_one(NodeTree)
        if self.nodes:
            tree.unfolded.add(self.nodes[0].title)
        tree.put(self.nodes)
        tree.focus()

    def on_node_tree_walked(self, event: NodeTree.Walked) -> None:
        """Go where the line leads."""
        app = self.desk_app
        self.dismiss(None)
        app.call_later(follow, app, event)


def follow(app: "DpiaApp", event: NodeTree.Walked) -> None:
    """Go where a line of a tree leads: to a question, a risk, a measure, or further reasons."""
    case = app.case
    kind, _colon, name = event.place.partition(":")
    if event.path and _is_hidden(app, event.path):
        tell_why_not_asked(app, event.path)
    elif event.path:
        app.go_to_question(event.path)
    elif case is None or not kind:
        return
    elif kind == "row":
        _ask(app, lambda: why_row(case, name), partial(_tell_row, case, name))
    elif kind == "part":
        app.action_part(name)
    else:
        app.action_part("risks")
        if kind == "risk" and name:
            from dpia.tui.screens.risk_form import RiskScreen

            app.push_screen(RiskScreen(case, name))
        elif name:
            from dpia.tui.screens.measures_form import MeasureScreen

            treats = next(row for row in case.document["measures"] if row["id"] == name)
            risks = [effect["risk"] for effect in treats.get("effects", ())]
            app.push_screen(MeasureScreen(case, name, (risks or [""])[0]))


def _is_hidden(app: "DpiaApp", path: str) -> bool:
    asked = path if "/" in path else ".".join(path.split(".")[:2])  # a column stands for its table
    return app.view is not None and item_at(app.view, asked) is None


def tell_why_not_asked(app: "DpiaApp", path: str) -> None:
    """Open a window that says why the question at `path` is not asked."""
    if case := app.case:
        _ask(app, lambda: why_not_asked(case, path), partial(_tell_not_asked, case, path))


def _ask(app: "DpiaApp", why: Callable[[], Any], tell: Callable[[Any], ReasonsScreen]) -> None:
    async def ask() -> None:
        try:
            found = await app.desk_thread.run(why)
        except DpiaError as problem:
            app.tell(problem.message, "warning")
            return
        app.push_screen(tell(found))

    app.run_worker(ask(), group="why", exclusive=True)


def _tell_not_asked(case: Case, path: str, trace: Any) -> ReasonsScreen:
    title = case.rulebook.question(path).title
    told = _("This question is not asked now, because of other answers:")
    if trace is None:
        return ReasonsScreen(title, _("This question is asked, but not in this place."), ())
    node = trace_node(trace, speaker(case.rulebook, case.document))
    if not node.path and not node.children:
        told = _("This question is not asked in this assessment.")
        if lists_only(case, path):
            told = _("Only lists of authorities that this assessment does not name ask for it.")
        return ReasonsScreen(title, told, ())
    return ReasonsScreen(title, told, (node,))


def _tell_row(case: Case, row: str, trace: Any) -> ReasonsScreen:
    found = case.rulebook.rows.get(row)
    title = f"{row} {found.title}" if found else row
    if trace is None:
        return ReasonsScreen(title, _("This row is not in force."), ())
    node = trace_node(trace, speaker(case.rulebook, case.document))
    return ReasonsScreen(title, _("What this row rests on:"), node.children or (node,))
