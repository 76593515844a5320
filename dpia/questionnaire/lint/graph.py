"""What depends on what: questions, topics, facts, criteria and rows of all files as one graph."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from dpia.questionnaire import condition as c
from dpia.questionnaire.lint.defect import Defect
from dpia.questionnaire.lint.names import inside, paths
from dpia.questionnaire.lint.stated import LAW_ROW, Node, Stated
from dpia.questionnaire.lint.stock import Stock
from dpia.questionnaire.model import Question
from dpia.text import _


class Graph:
    """The graph of a stock; an edge leads from what is judged to what it rests on."""

    def __init__(self, stock: Stock) -> None:
        """Look at `stock`."""
        self.stock = stock
        self._below: dict[Node, list[Node]] = {}

    def below(self, node: Node) -> list[Node]:
        """Return what `node` rests on directly."""
        if node not in self._below:
            self._below[node] = list(dict.fromkeys(self._rests_on(node)))
        return self._below[node]

    def closure(self, *start: Node) -> list[Node]:
        """Return `start` and everything it rests on."""
        found: dict[Node, None] = {}
        waiting = list(start)
        while waiting:
            node = waiting.pop()
            if node not in found:
                found[node] = None
                waiting += self.below(node)
        return list(found)

    def conditions(self, nodes: list[Node]) -> Iterator[tuple[Stated, str]]:
        """Yield the conditions behind nodes, each with the table whose columns bare names are."""
        for node in nodes:
            if node[0] == "law":
                rows = self._law_rows(node[1])
                yield from ((entry, node[2]) for entry in rows)
            else:
                found = self._stated(node)
                yield from ((entry, entry.group) for entry in found)

    def _stated(self, node: Node) -> list[Stated]:
        by_node = self.stock.by_node
        if node[0] == "fact":
            # An authority that has no reading of its own takes the common one.
            return by_node.get(node) or by_node.get(("fact", node[1], ""), [])
        return by_node.get(node, [])

    def _law_rows(self, table: str) -> list[Stated]:
        file = self.stock.tables.get(table, ("", {}))[0]
        return [s for s in self.stock.stated if s.file == file and s.group == LAW_ROW]

    def _rests_on(self, node: Node) -> Iterator[Node]:
        kind, name = node[0], node[1]
        authority = node[2] if kind == "fact" else ""
        for entry, group in self.conditions([node]):
            if entry.condition is not None:
                yield from self.named_in(entry.condition, group, authority or entry.authority)
        if kind == "question":
            path = name.split(".")
            yield ("topic", path[0])
            if len(path) == 3:
                yield ("question", ".".join(path[:2]))
        elif kind == "criterion":
            yield from self._sources.get(name, ())

    def named_in(self, condition: c.Condition, group: str, authority: str) -> Iterator[Node]:
        """Yield what a condition names; `authority` says how its facts are read."""
        for part, here in inside(condition, group):
            for path in paths(part):
                yield from self._asked(path, here)
            match part:
                case c.Named(kind="fact"):
                    yield ("fact", part.name, authority if authority in self._readers else "")
                case c.Named():
                    yield (part.kind, part.name)
                case c.Over():
                    yield from self._asked(part.group, "")
                case c.InLaw():
                    yield ("law", part.table, here)
                case c.Score():
                    questions = self.stock.questions
                    yield from (
                        ("question", p) for p in questions if p.startswith(part.topic + ".")
                    )

    def _asked(self, path: str, group: str) -> Iterator[Node]:
        if not isinstance(self.stock.find(path, group), Question) or group == "method":
            return
        yield ("question", path if "." in path else f"{group}.{path}")

    @cached_property
    def _readers(self) -> frozenset[str]:
        """The authorities that read some fact their own way."""
        return frozenset(
            doc["id"] for _key, doc in self.stock.each("authority") if doc.get("facts")
        )

    @cached_property
    def _sources(self) -> Mapping[str, list[Node]]:
        """`criterion -> what can meet it`: questions whose choices carry it, and rules."""
        found: dict[str, list[Node]] = {}
        for question in self.stock.questions.values():
            for asked in (question, *question.columns):
                for choice in asked.choices:
                    for name in choice.criteria:
                        found.setdefault(name, []).append(("question", asked.path))
        for _key, document in self.stock.each("questionnaire"):
            for rule in document.get("x-rules", ()):
                if "criterion" in rule["raises"]:
                    node = ("rule", f"{document['x-topic']}:{rule['id']}")
                    found.setdefault(rule["raises"]["criterion"], []).append(node)
        return found


def cycles(graph: Graph) -> Iterator[Defect]:
    """Yield a defect for each cycle, naming its parts in order."""
    done: set[Node] = set()
    told: set[frozenset[Node]] = set()
    for start in sorted({_node(entry) for entry in graph.stock.stated}):
        for ring in _rings(graph, start, done):
            if frozenset(ring) not in told:
                told.add(frozenset(ring))
                yield _cycle(graph, ring)


def _node(entry: Stated) -> Node:
    return entry.node[:2] if entry.node[0] == "row" else entry.node


def _rings(graph: Graph, start: Node, done: set[Node]) -> Iterator[list[Node]]:
    """Walk down from `start` and yield each way that comes back to itself."""
    trail: list[Node] = []
    stack: list[Iterator[Node]] = []

    def enter(node: Node) -> None:
        trail.append(node)
        stack.append(iter(graph.below(node)))

    if start not in done:
        enter(start)
    while stack:
        following = next(stack[-1], None)
        if following is None:
            done.add(trail.pop())
            stack.pop()
        elif following in trail:
            yield trail[trail.index(following) :]
        elif following not in done:
            enter(following)


def _cycle(graph: Graph, ring: list[Node]) -> Defect:
    names = [f"{node[0]} {node[1]}" for node in [*ring, ring[0]]]
    what = _("This depends on itself: {ring}.").format(ring=" → ".join(names))
    places = [entry for node in ring for entry, _group in graph.conditions([node])]
    first = min(places, key=lambda entry: (entry.file, entry.where))
    mend = _("Take one of these conditions away.")
    return Defect(first.file, first.where, what, mend, "cycle")
