"""Conditions as data: the one form used by show-ifs, facts, rules, lists, findings and methods.

`parse` turns the JSON of a condition into a tree of values; evaluating it is `evaluation`'s work.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dpia.errors import Invalid

OPERATORS = frozenset(
    (
        *("fact", "criterion", "row", "some", "every", "count", "compare"),
        *("in-law", "score", "answered", "all", "any", "not", "at-least"),
    )
)
_PARTNERS = {
    "row": {"part"},
    "some": {"where"},
    "every": {"where"},
    "count": {"where", "minimum", "maximum"},
    "in-law": {"key"},
    "score": {"minimum", "maximum"},
    "at-least": {"of"},
}
_LONGEST = 200
"""Characters of a name, or of what is shown of a value that is wrong."""
COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")


@dataclass(frozen=True)
class Scope:
    """Where a condition stands: its topic, and whether bare names mean the columns of a row."""

    topic: str = ""
    in_row: bool = False

    def path(self, name: str) -> str:
        """Return the full path of `name`; a bare name in a row scope stays bare."""
        if "." in name or self.in_row or not self.topic:
            return name
        return f"{self.topic}.{name}"


@dataclass(frozen=True)
class Atom:
    """A question (or a row's column) has one of `values`, or satisfies `schema`."""

    path: str
    values: tuple[Any, ...] = ()
    schema: Mapping[str, Any] | None = None
    none: bool = False

    @cached_property
    def schema_text(self) -> str:
        """The schema as text, by which its validator is kept. Raises TypeError for no JSON."""
        return json.dumps(self.schema, sort_keys=True)


@dataclass(frozen=True)
class Named:
    """A fact, criterion or list row (`kind`) of that name holds; `part` names a part of a row."""

    kind: str
    name: str
    part: str = ""


@dataclass(frozen=True)
class Over:
    """`some`, `every` or `count` of the rows of a group satisfy `where`."""

    kind: str
    group: str
    where: "Condition | None"
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True)
class Operand:
    """One side of a comparison: a `path`, a fixed `value` or an authority's dated `datum`."""

    path: str = ""
    value: Any = None
    datum: str = ""


@dataclass(frozen=True)
class Compare:
    """`left` stands in the relation `operator` to `right`."""

    left: Operand
    operator: str
    right: Operand


@dataclass(frozen=True)
class InLaw:
    """A dated row of the law file `table` whose key is the value at `key` is valid."""

    table: str
    key: str


@dataclass(frozen=True)
class Score:
    """The sum of the scores of a topic's chosen answers lies within the bounds."""

    topic: str
    minimum: float | None
    maximum: float | None


@dataclass(frozen=True)
class Answered:
    """The question has a known answer. Two-valued."""

    path: str


@dataclass(frozen=True)
class Group:
    """`all`, `any`, `not` or `at-least` (`need`) of `parts`."""

    kind: str
    parts: tuple["Condition", ...]
    need: int = 0


Condition = Atom | Named | Over | Compare | InLaw | Score | Answered | Group


def parse(raw: Any, scope: Scope | None = None) -> Condition:
    """Return the condition written as `raw`. Raises Invalid, saying what is wrong with it."""
    scope = scope or Scope()
    if not (type(raw) is dict or isinstance(raw, Mapping)) or not raw:
        raise Invalid(f"A condition must be an object with at least one entry, not {_short(raw)}.")
    parts = []
    rest = raw
    for name in sorted(raw):  # a frozen file keeps no other order, and reasons stand in this one
        if name in OPERATORS:
            rest = dict(rest)
            partners = {key: rest.pop(key) for key in _PARTNERS.get(name, ()) if key in rest}
            parts.append(_operator(name, rest.pop(name), partners, scope))
    parts += [_atom(name, rest[name], scope) for name in sorted(rest)]
    return parts[0] if len(parts) == 1 else Group("all", tuple(parts))


def _operator(name: str, value: Any, partners: Mapping[str, Any], scope: Scope) -> Condition:
    if name in ("all", "any"):
        return Group(name, tuple(parse(part, scope) for part in _list(name, value)))
    if name == "not":
        return Group("not", (parse(value, scope),))
    if name == "at-least":
        return _at_least(value, partners, scope)
    if name in ("fact", "criterion", "row"):
        part = _text("part", partners["part"]) if "part" in partners else ""
        return Named(name, _text(name, value), part)
    if name in ("some", "every", "count"):
        where, group = partners.get("where"), _text(name, value)
        if where is None and name == "every":
            raise Invalid(f"The condition `every` over “{group}” needs a `where`.")
        inner = None if where is None else parse(where, Scope(scope.topic, in_row=True))
        return Over(
            name,
            Scope(scope.topic).path(group),
            inner,
            _whole("minimum", partners),
            _whole("maximum", partners),
        )
    if name == "compare":
        return _compare(value, scope)
    if name == "in-law":
        key = partners.get("key")
        return InLaw(_text(name, value), scope.path(_text("key", key)))
    if name == "score":
        bounds = _bound("minimum", partners), _bound("maximum", partners)
        return Score(_text(name, value), *bounds)
    return Answered(scope.path(_text(name, value)))


def _at_least(need: Any, partners: Mapping[str, Any], scope: Scope) -> Condition:
    parts = tuple(parse(part, scope) for part in _list("of", partners.get("of")))
    if not isinstance(need, int) or isinstance(need, bool) or not 1 <= need <= len(parts):
        raise Invalid(f"`at-least` needs a number from 1 to {len(parts)}, not {_short(need)}.")
    return Group("at-least", parts, need)


def _compare(value: Any, scope: Scope) -> Condition:
    if not isinstance(value, list) or len(value) != 3 or value[1] not in COMPARISONS:
        raise Invalid(
            f"`compare` needs [left, one of {' '.join(COMPARISONS)}, right], not {_short(value)}."
        )
    return Compare(_operand(value[0], scope), value[1], _operand(value[2], scope))


def _operand(raw: Any, scope: Scope) -> Operand:
    if isinstance(raw, str):
        return Operand(path=scope.path(_text("compare", raw)))
    if isinstance(raw, Mapping) and set(raw) == {"value"}:
        return Operand(value=raw["value"])
    if isinstance(raw, Mapping) and set(raw) == {"datum"}:
        return Operand(datum=_text("datum", raw["datum"]))
    raise Invalid(f"A side of `compare` is a path, {{value}} or {{datum}}, not {_short(raw)}.")


def _atom(name: str, wanted: Any, scope: Scope) -> Condition:
    path = scope.path(_text("condition", name))
    if isinstance(wanted, Mapping):
        return Atom(path, schema=wanted)
    if isinstance(wanted, list):
        return Atom(path, values=tuple(wanted), none=not wanted)
    return Atom(path, values=(wanted,))


def _list(name: str, value: Any) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise Invalid(f"`{name}` needs a list of conditions, not {_short(value)}.")
    return value


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST:
        raise Invalid(f"`{name}` needs a name, not {_short(value)}.")
    return value


def _whole(name: str, partners: Mapping[str, Any]) -> int | None:
    value = partners.get(name)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise Invalid(f"`{name}` needs a whole number, not {_short(value)}.")


def _bound(name: str, partners: Mapping[str, Any]) -> float | None:
    value = partners.get(name)
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    raise Invalid(f"`{name}` needs a number, not {_short(value)}.")


def _short(value: Any) -> str:
    """Return what stands in a file as it is shown, at most a line of it."""
    try:
        shown = repr(value)
    except ValueError:  # a number with too many digits
        shown = type(value).__name__
    return shown if len(shown) <= _LONGEST else shown[:_LONGEST] + "…"


def walk(condition: Condition) -> Iterator[Condition]:
    """Yield `condition` and every condition inside it."""
    yield condition
    if isinstance(condition, Group):
        for part in condition.parts:
            yield from walk(part)
    elif isinstance(condition, Over) and condition.where is not None:
        yield from walk(condition.where)
