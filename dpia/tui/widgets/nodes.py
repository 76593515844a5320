"""A tree of reasons whose lines wrap, so that whole sentences can be read in a narrow terminal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList

from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.shown.trace import Node
from dpia.tui.widgets import tones
from dpia.tui.widgets.lines import hanging
from dpia.tui.widgets.listing import Drawn, Listing

STEP = 2
"""Cells by which each generation is indented."""
DEEPEST = 12
"""Generations after which the indent no longer grows."""
MOST = 3_000
"""Lines unfolded at once at most."""
_BETWEEN = "\x1f"


@dataclass(frozen=True)
class Line:
    """A node on the screen: its place among the others, and whether it is unfolded."""

    key: str
    node: Node
    depth: int
    unfolded: bool

    @property
    def parent(self) -> str:
        """The key of the node above."""
        return self.key.rpartition(_BETWEEN)[0]


class NodeTree(Listing):
    """Shows nodes; they fold and unfold, and keep doing so when the verdict changes."""

    PLACES: tuple[str, ...] = ("tree", "list")
    BINDINGS = bindings("tree")

    class Walked(Message):
        """A line that leads elsewhere was chosen."""

        def __init__(self, node: Node) -> None:
            """Tell where it leads."""
            super().__init__()
            self.path = node.path
            self.place = node.place
            self.tries = node.tries

    def __init__(self, *, id: str | None = None) -> None:
        """Begin empty."""
        super().__init__(id=id)
        self.nodes: Sequence[Node] = ()
        self.unfolded: set[str] = set()
        self.lines: dict[str, Line] = {}
        self._drawn: dict[str, tuple[Line, Drawn]] = {}

    def put(self, nodes: Sequence[Node]) -> None:
        """Show `nodes`; what was unfolded stays so."""
        self.nodes = nodes
        self._draw()

    @property
    def node(self) -> Node | None:
        """The node under the cursor."""
        line = self.lines.get(self.current or "")
        return line.node if line else None

    def unfold_to(self, *titles: str) -> None:
        """Unfold along the titles of nodes, and put the cursor on the last one found."""
        nodes, key = self.nodes, ""
        for title in titles:
            found = [name for name, node in keyed(nodes, key) if node.title == title]
            if not found:
                break
            key = found[0]
            self.unfolded.add(key)
            nodes = dict(keyed(nodes, key.rpartition(_BETWEEN)[0]))[key].children
        self._draw()
        self.go(key)

    def _draw(self) -> None:
        self.lines = {line.key: line for line in flattened(self.nodes, self.unfolded)}
        self._drawn = {line.key: self._drawing(line) for line in self.lines.values()}
        self.fill((key, drawn) for key, (_line, drawn) in self._drawn.items())

    def _drawing(self, line: Line) -> tuple[Line, Drawn]:
        """Return how a line is drawn; one that is as it was is not laid out again."""
        old = self._drawn.get(line.key)
        if old and old[0].node is line.node and old[0].unfolded == line.unfolded:
            return old
        return line, Drawn(partial(node_lines, line))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Fold or unfold; go to a question."""
        event.stop()
        self.action_open_node()

    def action_open_node(self) -> None:
        """Go where the line under the cursor leads, else fold or unfold."""
        node = self.node
        if node is not None and (node.path or (node.place and not node.children)):
            self.post_message(self.Walked(node))
        else:
            self.action_turn()

    def action_turn(self) -> None:
        """Fold or unfold what is under the cursor."""
        line = self.lines.get(self.current or "")
        if line and line.node.children:
            self.unfolded ^= {line.key}
            self._draw()

    def action_unfold(self) -> None:
        """Unfold, or go to the first child."""
        line = self.lines.get(self.current or "")
        if line is None or not line.node.children:
            return
        if line.unfolded:
            self.action_cursor_down()
        else:
            self.action_turn()

    def action_fold(self) -> None:
        """Fold, or go to the parent."""
        line = self.lines.get(self.current or "")
        if line is None:
            return
        if line.unfolded and line.node.children:
            self.action_turn()
        else:
            self.go(line.parent)

    def action_unfold_all(self) -> None:
        """Unfold everything beneath the cursor."""
        line = self.lines.get(self.current or "")
        if line:
            beneath = [key for key, node in every(line.key, line.node) if node.children]
            self.unfolded |= set(beneath[:MOST])
            self._draw()

    def action_fold_all(self) -> None:
        """Fold everything."""
        root = (self.current or "").split(_BETWEEN)[0]
        self.unfolded.clear()
        self._draw()
        self.go(root)


def keyed(nodes: Sequence[Node], parent: str) -> Iterator[tuple[str, Node]]:
    """Yield nodes of one generation with keys that stay while their titles do."""
    seen: dict[str, int] = {}
    for node in nodes:
        count = seen[node.title] = seen.get(node.title, 0) + 1
        own = node.title.replace(_BETWEEN, " ") + (f"\x1e{count}" if count > 1 else "")
        yield (f"{parent}{_BETWEEN}{own}" if parent else own), node


def flattened(
    nodes: Sequence[Node], unfolded: set[str], parent: str = "", depth: int = 0
) -> Iterator[Line]:
    """Yield the lines that are to be seen, in order."""
    for key, node in keyed(nodes, parent):
        line = Line(key, node, depth, key in unfolded)
        yield line
        if line.unfolded:
            yield from flattened(node.children, unfolded, key, depth + 1)


def every(key: str, node: Node) -> Iterator[tuple[str, Node]]:
    """Yield a node and everything beneath it, with keys."""
    yield key, node
    for name, child in keyed(node.children, key):
        yield from every(name, child)


def node_lines(line: Line, width: int) -> list[Content]:
    """Draw one node: mark, word, title, answer, law; a closer word once it is unfolded."""
    node = line.node
    mark = ("▾ " if line.unfolded else "▸ ") if node.children else "  "
    indent = " " * (STEP * min(line.depth, DEEPEST))
    head = Content.assemble(indent, (mark, theme.QUIET))
    said = sentence(node, line.depth)
    fits = head.cell_length + said.cell_length <= width
    lines = [Content.assemble(head, said)] if fits else hanging(head, said, width)
    if node.detail and (line.unfolded or not node.children):
        lines += hanging(
            Content(" " * head.cell_length), foreign.line(node.detail, theme.QUIET), width
        )
    return lines


def sentence(node: Node, depth: int) -> Content:
    """Return what a node says on its line."""
    title = foreign.line(node.title, "bold" if depth == 0 else "")
    word = foreign.line(node.word, tones.word(node.tone))
    parts: list[Content | str] = [title]
    if node.word and node.leads:
        parts = [word, "  ", title]
    elif node.word:
        parts = [title, Content.styled(": ", theme.QUIET), word]
    if node.answer:
        parts += [Content.styled(" – ", theme.QUIET), foreign.line(node.answer, limit=300)]
    if node.law:
        parts += ["  ", foreign.line(node.law, theme.QUIET)]
    return Content.assemble(*parts)
