"""Trying a condition in every pathway: can it hold, and what does it bring with it?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dpia.errors import DpiaError, Invalid
from dpia.questionnaire import condition as c
from dpia.questionnaire.evaluation import Evaluation
from dpia.questionnaire.lint.building import Draft
from dpia.questionnaire.lint.defect import Defect
from dpia.questionnaire.lint.graph import Graph
from dpia.questionnaire.lint.names import inside
from dpia.questionnaire.lint.needs import Shown, Want
from dpia.questionnaire.lint.search import BUDGET, Goal, Probe, Search, days_of
from dpia.questionnaire.lint.stated import Node, Stated
from dpia.questionnaire.lint.stock import Stock
from dpia.questionnaire.rulebook import Rulebook
from dpia.questionnaire.trace import Trace, all_of
from dpia.text import _

LATEST = date(2100, 1, 1)
WITNESSES = 60
Placed = list[tuple[c.Condition, str]]
"""Conditions, each with the table whose columns bare names are."""


@dataclass(frozen=True, eq=False)
class Aim:
    """What has to be true for a condition to have been worth writing.

    Its question or topic `asked` is asked, and the condition holds as `authority` reads it.
    """

    condition: c.Condition | None
    asked: str = ""
    authority: str = ""

    def __call__(self, seen: Evaluation) -> Trace:
        """Say whether that is so."""
        found = []
        if self.asked:
            see = seen.visible if "." in self.asked else seen.topic_visible
            found.append(see(self.asked))
        if self.condition is not None:
            found.append(seen.truth(self.condition, None, self.authority or None))
        if len(found) == 1:
            return found[0]
        return Trace(all_of([part.value for part in found]), "all", because=tuple(found))

    def wants(self) -> Iterator[Want]:
        """Yield what a draft has to hold for it."""
        if self.asked:
            topic, dot, _name = self.asked.partition(".")
            yield Want(Shown(topic, self.asked if dot else ""), True)
        if self.condition is not None:
            yield Want(self.condition, True, authority=self.authority)


@dataclass(frozen=True)
class Tries:
    """The conditions of a library and its pathways, the longest first."""

    graph: Graph
    books: list[Rulebook]
    witnesses: list[Evaluation] = field(default_factory=list)
    """Answers that made some goal true, the latest first: they often serve the next one, too."""
    reached: set[Aim] = field(default_factory=set)
    """What answers were built for."""

    def build(self, aims: Iterable[Aim]) -> None:
        """Put answers together for as many aims as can be: none of these is looked for again."""
        for book in self.books[:1]:
            draft, together = Draft(book, LATEST), list[Aim]()
            for aim in aims:
                if not draft.take(aim.wants()):
                    self._look_at(draft, together)
                    draft, together = Draft(book, LATEST), list[Aim]()
                    if not draft.take(aim.wants()):
                        continue
                together.append(aim)
            self._look_at(draft, together)

    def _look_at(self, draft: Draft, aims: list[Aim]) -> None:
        seen = Probe(draft.book, draft.chosen(), LATEST)
        self.reached.update(aim for aim in aims if _holds(aim, seen))

    def never(self, entry: Stated, goal: Aim) -> bool:
        """Say whether `goal` is proved to be false in every pathway."""
        assert entry.condition is not None
        if goal in self.reached or any(_holds(goal, seen) for seen in self.witnesses):
            return False
        conditions = list(inside(entry.condition, entry.group))
        conditions += self._behind(self.graph.closure(*_nodes(entry)))
        for search in self._searches(self.books, goal, conditions):
            if search.possible() is not False:
                if search.found is not None:
                    self.witnesses.insert(0, search.found)
                    del self.witnesses[WITNESSES:]
                return False
        return bool(self.books)

    def always_met(
        self, criterion: str, own: c.Condition, authority: str, least: Iterable[Evaluation] = ()
    ) -> bool:
        """Say whether each smallest set of answers that meets `own` meets the criterion as well.

        `least` are such sets that are known already.
        """
        met: list[bool] = []

        def apart(seen: Evaluation) -> Trace:
            trace = seen.truth(own, None, authority)
            if trace.value is not True:
                return trace
            met.append(seen.criterion(criterion).value is True)
            return Trace(not met[-1], "all", because=(trace,))

        if any(apart(seen).value is True for seen in least):
            return False
        nodes = self.graph.closure(*self.graph.named_in(own, "", authority))
        conditions = list(inside(own)) + self._behind(nodes)
        searches = list(self._searches(self.books[:1], apart, conditions, smallest=True))
        possible = any(search.possible() for search in searches)
        tried = all(search.spent <= BUDGET for search in searches)
        return bool(met) and tried and not possible

    def least(self, own: c.Condition, authority: str) -> Iterator[Evaluation]:
        """Yield what meets `own` with no more answers than it needs, if it can be put together."""
        for book in self.books[:1]:
            draft = Draft(book, LATEST)
            if draft.take([Want(own, True, authority=authority)]):
                yield Probe(book, draft.chosen(), LATEST)

    def _behind(self, nodes: list[Node]) -> Placed:
        """Return the conditions behind nodes of the graph."""
        found: Placed = []
        for stated, group in self.graph.conditions(nodes):
            if stated.condition is not None:
                found += inside(stated.condition, group)
        return found

    def _searches(
        self, books: list[Rulebook], goal: Goal, conditions: Placed, smallest: bool = False
    ) -> Iterator[Search]:
        days = _days(self.graph.stock, conditions)
        tried: Iterable[Rulebook] = books
        if any(dated(part) for part, _group in conditions):
            # Whoever leads says what is compared.
            tried = (book.led_by(name) for book in books for name in book.named)
        return (Search(book, goal, conditions, days, smallest) for book in tried)


def _holds(goal: Goal, seen: Evaluation) -> bool:
    try:
        return goal(seen).value is True
    except DpiaError:
        return False


def never_further(tries: Tries, entry: Stated) -> Iterator[Defect]:
    """Yield a defect for each criterion beside a list row that the row meets by itself."""
    for own in given_beside(entry):
        least = list(tries.least(own, entry.authority))
        for part in c.walk(entry.condition) if entry.condition else ():
            if not isinstance(part, c.Named):
                continue
            if tries.always_met(part.name, own, entry.authority, least):
                what = _("What meets the row “{row}” meets the criterion “{name}” by itself.")
                mend = _("Take it out of `plus`: a further criterion is meant.")
                what = what.format(row=entry.node[1], name=part.name)
                yield Defect(entry.file, entry.where, what, mend, "no-further-criterion")


def given_beside(entry: Stated) -> tuple[c.Condition, ...]:
    """Return what has to hold beside the condition of `entry`, if it can be read."""
    try:
        return () if entry.given is None else (c.parse(entry.given),)
    except Invalid:
        return ()  # told where it stands


def _nodes(entry: Stated) -> list[Node]:
    """Return what the goal of `entry` rests on."""
    node = entry.node
    found = [node[:2] if node[0] == "row" else node]
    if node[0] == "rule" and ":" in node[1]:
        found.append(("topic", node[1].partition(":")[0]))
    return found


def _days(stock: Stock, conditions: Placed) -> list[date]:
    """Return the days on which what the conditions take from the law begins or has ended."""
    rows: list[Any] = []
    for part, _group in conditions:
        if isinstance(part, c.InLaw):
            file, document = stock.tables.get(part.table, ("", {}))
            rows += document["rows"] if file in stock.sound else ()
        elif isinstance(part, c.Compare) and dated(part):
            name = part.left.datum or part.right.datum
            for _key, document in stock.each("authority"):
                rows += document.get("data", {}).get(name, ())
    return [LATEST, *days_of(rows)]


def dated(part: c.Condition) -> bool:
    """Say whether a condition compares with a dated value of the authority in the lead."""
    return isinstance(part, c.Compare) and bool(part.left.datum or part.right.datum)
