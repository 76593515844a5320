"""Pairs of schemas: where something is definitely true, and where definitely false."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from dpia.questionnaire import condition as c
from dpia.questionnaire.model import Question
from dpia.questionnaire.standard.schema import Schema, all_of, any_of, negated


@dataclass(frozen=True)
class Pair:
    """Where something is definitely `true`, where definitely `false`; elsewhere it is unknown."""

    true: Schema
    false: Schema
    exact: bool = True

    def state(self, value: bool | None) -> Schema:
        """Return where it is true, false or unknown."""
        if value is None:
            return all_of([negated(self.true), negated(self.false)])
        return self.true if value else self.false


UNKNOWN = Pair(False, False)
OPEN = Pair(False, False, exact=False)
ALWAYS = Pair(True, False)
NEVER = Pair(False, True)


def conjunction(parts: Iterable[Pair]) -> Pair:
    """Return the pair of “all of these”."""
    found = list(parts)
    exact = all(part.exact for part in found)
    return Pair(all_of(p.true for p in found), any_of(p.false for p in found), exact)


def opposite(pair: Pair) -> Pair:
    """Return the pair of “not”."""
    return Pair(pair.false, pair.true, pair.exact)


@dataclass
class RowScope:
    """The row of a table a condition looks at; what lies outside the row is taken from `outer`."""

    group: Question
    outer: dict[str, Pair] = field(default_factory=dict)
    met: dict[str, tuple[c.Condition, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """Where an answer stands: when it is asked, its question, and how to demand things of it."""

    question: Question
    shown: Pair
    demand: Callable[[Schema], Schema]

    def pair(self, yes: Schema, no: Schema) -> Pair:
        """Return the pair of an answer that fits `yes` or fits `no`; hidden is false."""
        true = all_of([self.shown.true, self.demand(yes)])
        false = any_of([self.shown.false, all_of([self.shown.true, self.demand(no)])])
        return Pair(true, false, self.shown.exact)


def of_row(condition: c.Condition) -> bool:
    """Say whether a condition asks something of the row itself."""
    match condition:
        case c.Atom() | c.Answered():
            return "." not in condition.path
        case c.InLaw():
            return "." not in condition.key
        case c.Compare():
            sides = (condition.left, condition.right)
            return any(side.path and "." not in side.path for side in sides)
        case _:
            return False


def outer(condition: c.Condition, row: RowScope, authority: str) -> Pair:
    """Return what is taken of a condition outside of the row, and note that it was met."""
    key = f"{authority} {condition!r}"
    row.met[key] = condition, authority
    return row.outer.get(key, UNKNOWN)
