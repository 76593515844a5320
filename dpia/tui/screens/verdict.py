"""The verdict, which opens into its reasons down to the answers, and what would change it."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from dpia.desk.case import Case
from dpia.errors import DpiaError
from dpia.judgement.sensitivity import sensitivity
from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.items import item_at
from dpia.tui.screens.part import PartScreen
from dpia.tui.screens.why import follow
from dpia.tui.shown.flips import WOULD_CHANGE, would_change_node
from dpia.tui.shown.trace import Node
from dpia.tui.shown.verdict import verdict_nodes
from dpia.tui.view import CaseView
from dpia.tui.waiting import Cancelled, Progress, bar
from dpia.tui.widgets.nodes import NodeTree
from dpia.tui.work import guarded

FEW = 12
"""Changes that are unfolded at once."""


class VerdictScreen(PartScreen):
    """Shows every part of the verdict as a tree; Enter on a question goes there."""

    PLACES: ClassVar[tuple[str, ...]] = ("verdict", "case")
    BINDINGS = bindings("verdict", "case")
    CSS_PATH = "parts.tcss"

    def __init__(self, case: Case) -> None:
        """Show the verdict on `case`."""
        super().__init__(case)
        self.would_change: Node | None = None
        """What single changes would flip, once it was asked for and while it holds."""
        self._asked_of: Any = None
        self._tried: tuple[int, int] | None = None
        """How many changes have been tried, and of how many, while they are."""
        self._stopped = False
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
            self._end_trying()
        nodes = verdict_nodes(view.verdict, view.document, view.rulebook)
        if self.would_change is not None:
            nodes.insert(1, self.would_change)
        tree.put(nodes)
        if self.begin:
            tree.unfold_to(self.begin)
            self.begin = ""

    def _draw_head(self, view: CaseView) -> None:
        told = view.problem or view.locked
        tone = theme.QUIET if view.locked else theme.BAD
        lines = [foreign.content(told, tone)] if told else []
        if self._tried:
            words = _("Tried {done} of {total} single changes   {key} stops")
            done, total = self._tried
            said = words.format(done=done, total=total, key=self.key("case.back"))
            lines.append(Content.assemble(bar(done, total), f"  {said}"))
        line = self.query_one("#form-head", Static)
        line.update(Content("\n").join(lines))
        line.display = bool(lines)

    def on_node_tree_walked(self, event: NodeTree.Walked) -> None:
        """Go where the line leads, or try what it names."""
        if event.tries and event.path:
            self.try_out(event.path, *event.tries)
        elif event.tries:
            self.try_measure(event.place, *event.tries)
        else:
            follow(self.desk_app, event)

    # What if

    def action_what_if(self) -> None:
        """Try another answer to the question under the cursor, or its measure in another state."""
        node = self.query_one(NodeTree).node
        if node and node.path:
            self.try_out(node.path, *node.tries)
        elif node and node.place.startswith("measure:"):
            self.try_measure(node.place, *node.tries)
        else:
            self.tell(_("Put the cursor on a question, to try another answer to it."), "warning")

    def try_out(self, path: str, *value: Any) -> None:
        """Try the question at `path`, beginning with an answer where one is given."""
        from dpia.tui.screens.trial_answers import QuestionTrial

        if self.drawn is None:
            return
        if item_at(self.drawn, path) is None:
            self.tell(_("This question is not asked now, because of other answers."), "warning")
        else:
            self.app.push_screen(QuestionTrial(self.case, path, *value))

    def try_measure(self, place: str, *status: str) -> None:
        """Try the measure at a place, beginning with a state where one is given."""
        from dpia.tui.screens.trial_measure import MeasureTrial

        self.app.push_screen(MeasureTrial(self.case, place.partition(":")[2], *status))

    # What would change it

    def action_explore(self) -> None:
        """Find the single changes that would flip the screening or the consultation."""
        if self.drawn is None or self.drawn.verdict is None:
            return
        self._asked_of = self.drawn.verdict
        self.would_change = Node(WOULD_CHANGE, _("Trying single changes …"), "open")
        self._stopped, self._tried = False, (0, 0)
        self.show(self.drawn)
        self.query_one(NodeTree).go(WOULD_CHANGE)
        self.explore(self.drawn, self.case.as_of)

    @work(thread=True, exclusive=True, group="explore", exit_on_error=False)
    def explore(self, view: CaseView, as_of: date) -> None:
        """Judge every single change on a thread of its own, so that saving waits for nothing."""
        worker = get_current_worker()
        progress = Progress(worker, self.show_tried)

        def go_on(done: int, total: int) -> bool:
            progress(done, total)
            return not self._stopped

        try:
            found = guarded(lambda: sensitivity(view.document, view.rulebook, as_of, go_on))
        except Cancelled:
            return
        except DpiaError as problem:
            told = partial(self.broken_off, problem.message)
        else:
            told = partial(self.explored, view, found)
        if not worker.is_cancelled:
            self.app.call_from_thread(told)

    def show_tried(self, done: int, total: int) -> None:
        """Show how far it is."""
        if self.drawn and self._tried:
            self._tried = (done, total)
            self._draw_head(self.drawn)

    def explored(self, view: CaseView, found: dict[str, Any]) -> None:
        """Show what was found, unless the assessment has changed meanwhile."""
        if self.drawn is None or self._asked_of is not view.verdict:
            return
        self._tried = None
        self.would_change = would_change_node(found, view.document, view.rulebook)
        self.show(self.drawn)
        tree = self.query_one(NodeTree)
        tree.unfold_to(WOULD_CHANGE)
        for gate in self.would_change.children:
            if len(gate.children) <= FEW:  # many would hide the other gate
                tree.unfold_to(WOULD_CHANGE, gate.title)
        tree.go(WOULD_CHANGE)

    def broken_off(self, why: str) -> None:
        """Tell why nothing could be tried."""
        self._tried = self.would_change = None
        if self.drawn:
            self.show(self.drawn)
        self.tell(why, "error")

    def _end_trying(self) -> None:
        if self._tried:
            self._tried = None
            self.workers.cancel_group(self, "explore")

    def action_back(self) -> None:
        """Stop trying and show what was found so far; then go back."""
        if self._tried:
            self._stopped = True
        else:
            super().action_back()

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
