"""The verdict, which opens into its reasons down to the answers, and what would change it."""

from collections.abc import Callable
from typing import Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from dpia.desk.case import Case
from dpia.errors import DpiaError
from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.items import item_at
from dpia.tui.screens.part import PartScreen
from dpia.tui.screens.why import follow
from dpia.tui.shown.trace import Node
from dpia.tui.shown.verdict import verdict_nodes, would_change_node
from dpia.tui.view import CaseView
from dpia.tui.widgets.nodes import NodeTree


class VerdictScreen(PartScreen):
    """Shows every part of the verdict as a tree; Enter on a question goes there."""

    PLACES: ClassVar[tuple[str, ...]] = ("verdict", "case")
    BINDINGS = bindings("verdict", "case")
    CSS_PATH = "parts.tcss"

    def __init__(self, case: Case) -> None:
        """Show the verdict on `case`."""
        super().__init__(case)
        self.would_change: Node | None = None
        """What single answers would change, once it was asked for and while it holds."""
        self._asked_of: Any = None
        self.begin = _("Screening")
        """The part that is unfolded at first."""

    def compose_body(self) -> ComposeResult:
        """Compose the tree under a line of its own."""
        yield Static(id="form-head")
        yield NodeTree(id="verdict-tree")

    def on_mount(self) -> None:
        """Begin in the tree."""
        self.query_one(NodeTree).focus()

    def show(self, view: CaseView) -> None:
        """Draw the verdict of `view`."""
        self._draw_head(view)
        tree = self.query_one(NodeTree)
        if view.verdict is None:
            tree.put(())
            return
        if self._asked_of is not view.verdict:
            self.would_change = None
        nodes = verdict_nodes(view.verdict, view.document, view.rulebook)
        if self.would_change is not None:
            nodes.insert(1, self.would_change)
        tree.put(nodes)
        if self.begin:
            tree.unfold_to(self.begin)
            self.begin = ""

    def _draw_head(self, view: CaseView) -> None:
        told = view.problem or view.locked
        head = foreign.content(told, theme.QUIET if view.locked else theme.BAD) if told else ""
        line = self.query_one("#form-head", Static)
        line.update(head)
        line.display = bool(told)

    def on_node_tree_walked(self, event: NodeTree.Walked) -> None:
        """Go where the line leads, or try the answer it names."""
        if event.tries:
            self.try_out(event.path, *event.tries)
        else:
            follow(self.desk_app, event)

    # What if

    def action_what_if(self) -> None:
        """Try another answer to the question under the cursor."""
        node = self.query_one(NodeTree).node
        if node is None or not node.path:
            self.tell(_("Put the cursor on a question, to try another answer to it."), "warning")
        else:
            self.try_out(node.path, *node.tries)

    def try_out(self, path: str, *value: Any) -> None:
        """Try the question at `path`, beginning with an answer where one is given."""
        from dpia.tui.screens.trial_answers import QuestionTrial

        if self.drawn is None:
            return
        if item_at(self.drawn, path) is None:
            self.tell(_("This question is not asked now, because of other answers."), "warning")
        else:
            self.app.push_screen(QuestionTrial(self.case, path, *value))

    # What would change it

    def action_explore(self) -> None:
        """Find the single answers that would change the screening."""
        if self.drawn is None or self.drawn.verdict is None:
            return
        self._asked_of = self.drawn.verdict
        waiting = _("Trying other answers …")
        self.would_change = Node(_("What would change it"), waiting, "open")
        self.show(self.drawn)
        self.query_one(NodeTree).go(self.would_change.title)
        self.explore()

    @work(exclusive=True, group="explore", exit_on_error=False)
    async def explore(self) -> None:
        """Judge every single change of an answer, away from the event loop."""
        asked_of = self._asked_of
        try:
            found = await self.desk_app.desk_thread.run(self.case.explored)
        except DpiaError as problem:
            self.tell(problem.message, "error")
            return
        if self.drawn is None or self.drawn.verdict is not asked_of:
            return  # the assessment has changed meanwhile
        entries = found["screening"]["would_change"]
        self.would_change = would_change_node(entries, self.case.rulebook)
        tree = self.query_one(NodeTree)
        tree.unfolded.add(self.would_change.title)
        self.show(self.drawn)
        tree.go(self.would_change.title)

    # Overruling

    def action_overrule(self) -> None:
        """Overrule what is under the cursor, if it can be."""
        node = self.query_one(NodeTree).node
        if self.drawn is None or not self.may_change():
            return
        if node is None or node.target is None or node.target[0] == "finding":
            self.tell(
                _(
                    "Only one of the nine criteria, and a conclusion drawn from their number, can "
                    "be overruled. Put the cursor on one of them."
                ),
                "warning",
            )
            return
        from dpia.tui.screens.overrule import overrule

        overrule(self, self.drawn, node)

    def action_withdraw(self) -> None:
        """Take back the overruling or the acceptance of what is under the cursor."""
        node = self.query_one(NodeTree).node
        kind, name = node.target if node and node.target else ("", "")
        part = "accepted" if kind == "finding" else "overruled"
        on_record = self.drawn.document[part] if self.drawn else ()
        if not any(entry.get(kind) == name for entry in on_record):
            none = _("There is no overruling under the cursor, and no accepted finding.")
            self.tell(none, "warning")
        elif self.may_change() and part == "accepted":
            self._withdrawn(lambda: self.case.withdraw_acceptance(name))
        elif self.may_change():
            self._withdrawn(lambda: self.case.withdraw({kind: name}))

    def _withdrawn(self, change: Callable[[], Any]) -> None:
        self.act(change, lambda _v: self.tell(_("Withdrawn.")))

    # Accepting

    def action_accept_finding(self) -> None:
        """Accept the finding under the cursor."""
        node = self.query_one(NodeTree).node
        if self.drawn is None or not self.may_change():
            return
        if node is None or node.target is None or node.target[0] != "finding":
            self.tell(_("Put the cursor on a finding, to accept it."), "warning")
            return
        from dpia.tui.screens.accepting import accept_finding

        accept_finding(self, self.drawn, node)

    def help_parts(self) -> list[tuple[str, Content]]:
        """Return how to read the tree."""
        text = _(
            "Each line can be unfolded down to the answers it rests on. “Not known” never counts "
            "as no: it says which answers would settle it. {key} on a question goes there."
        )
        said = text.format(key=self.key("tree.open-node"))
        return [(_("Verdict"), Content(said))]
