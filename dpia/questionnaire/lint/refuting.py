"""A short proof that a condition excludes itself: what it needs at once can never stand together.

The search for answers gives up where too many questions are in sight. This looks at what has to
be true and what has to be false for the condition to hold, through facts, questions that must be
shown and topics that must be asked, and tries each alternative. Nothing found proves nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from dpia.errors import DpiaError
from dpia.questionnaire import condition as c
from dpia.questionnaire.rulebook import Rulebook

STEPS = 2000
Wanted = tuple[c.Condition, bool, str]
"""A condition, whether it has to be true or false, and the table whose columns bare names are."""


class _GaveUp(Exception):
    """The proof has become too long."""


def refuted(book: Rulebook, condition: c.Condition, topic: str = "", group: str = "") -> bool:
    """Say whether `condition` is proved never to hold, together with its topic being asked.

    `group` is the table of whose rows one has to meet the condition.
    """
    needs = _Needs(book)
    try:
        needs.ask(topic)
        return not needs.hold([(condition, True, group)])
    except (_GaveUp, DpiaError, RecursionError):
        return False


@dataclass
class _Needs:
    """What has to stand together so far."""

    book: Rulebook
    budget: list[int] = field(default_factory=lambda: [STEPS])
    true: dict[str, list[frozenset[Any]]] = field(default_factory=dict)
    false: dict[str, frozenset[Any]] = field(default_factory=dict)
    others: dict[str, bool] = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)
    waiting: list[Wanted] = field(default_factory=list)

    def ask(self, topic: str) -> None:
        """Need the topic to be asked; a topic outside the pathway is not known to be anything."""
        step = self.book.step_of.get(topic)
        if topic and topic not in self.shown and step is not None:
            self.shown.add(topic)
            if step.when is not None:
                self.waiting.append((step.when, True, ""))

    def hold(self, wanted: Iterable[Wanted]) -> bool:
        """Say whether all that is wanted may hold together with what is needed already."""
        branches = self._taken_in(wanted)
        if not branches:
            return branches is not None
        alive = [
            [way for way in ways if self._copy()._taken_in([way]) is not None] for ways in branches
        ]
        first, *rest = sorted(alive, key=len)
        if not first:
            return False
        later = [self._either(ways) for ways in rest]
        return any(self._copy().hold([way, *later]) for way in first)

    def _taken_in(self, wanted: Iterable[Wanted]) -> list[list[Wanted]] | None:
        """Take in all that is wanted: return the alternatives left open, or None where it fails."""
        self.waiting += wanted
        branches: list[list[Wanted]] = []
        while self.waiting:
            self.budget[0] -= 1
            if self.budget[0] < 0:
                raise _GaveUp
            found = self._split(*self.waiting.pop())
            if found is None:
                return None
            branches += [found] if found else []
        return branches

    def _either(self, ways: list[Wanted]) -> Wanted:
        """Return alternatives as one condition; all of them speak of the same table."""
        parts = [part if true else c.Group("not", (part,)) for part, true, _group in ways]
        return c.Group("any", tuple(parts)), True, ways[0][2]

    def _copy(self, table: str = "") -> "_Needs":
        """Return the same needs, but for those of one row of `table`: another row is meant."""

        def stays(name: str) -> bool:
            return not table or not name.startswith((f"{table}.", f"{table}:"))

        return _Needs(
            self.book,
            self.budget,
            {path: list(found) for path, found in self.true.items() if stays(path)},
            {path: found for path, found in self.false.items() if stays(path)},
            {key: found for key, found in self.others.items() if stays(key)},
            {path for path in self.shown if stays(path)},
        )

    def _split(self, part: c.Condition, true: bool, group: str) -> list[Wanted] | None:
        """Take one need in: return the alternatives it leaves, or None where it cannot be met."""
        if isinstance(part, c.Group) and part.kind != "at-least":
            inner = [(one, true != (part.kind == "not"), group) for one in part.parts]
            if part.kind == "not" or true == (part.kind == "all"):
                self.waiting += inner
                return []
            return inner or None
        if isinstance(part, c.Named) and part.kind == "fact" and part.name in self.book.facts:
            known = f"fact {part.name}" in self.others
            if not self._other(f"fact {part.name}", true):
                return None
            self.waiting += [] if known else [(self.book.facts[part.name].when, true, "")]
            return []
        if isinstance(part, c.Atom):
            return [] if self._atom(part, true, group) else None
        if isinstance(part, c.Over) and not self._some_row(part, true):
            return None
        return [] if self._other(f"{group}:{part!r}", true) else None

    def _some_row(self, over: c.Over, true: bool) -> bool:
        """Say whether a row may meet what some row has to, beside what is needed elsewhere."""
        if over.kind != "some" or over.where is None or not true:
            return True
        return self._copy(over.group).hold([(over.where, True, over.group)])

    def _atom(self, atom: c.Atom, true: bool, group: str) -> bool:
        path = atom.path if "." in atom.path or not group else f"{group}.{atom.path}"
        question = self.book.question(path)
        if true and path not in self.shown:
            self.shown.add(path)
            self.ask(question.topic)
            if question.show_if is not None:
                self.waiting.append((question.show_if, True, group if question.group else ""))
        if atom.schema is not None or atom.none:
            return self._other(f"{path}:{atom.schema!r}:{atom.none}", true)
        if true:
            self.true.setdefault(path, []).append(frozenset(atom.values))
        else:
            self.false[path] = self.false.get(path, frozenset()) | frozenset(atom.values)
        return self._possible(path, question.kind)

    def _possible(self, path: str, kind: str) -> bool:
        """Say whether an answer can have all the values wanted, and none of those refused."""
        wanted, refused = self.true.get(path, []), self.false.get(path, frozenset())
        if kind == "choices":
            return all(one - refused for one in wanted)
        return not wanted or bool(frozenset.intersection(*wanted) - refused)

    def _other(self, key: str, true: bool) -> bool:
        return self.others.setdefault(key, true) is true
