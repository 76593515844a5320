"""An authority's lists under Art. 35(4) and 35(5): which rows match, and which almost do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dpia.judgement.bench import Bench, answers_used
from dpia.judgement.telling import Node, told, trusted
from dpia.questionnaire.law import (
    FREES,
    OWN,
    REQUIRES,
    TWO_ROWS,
    Authority,
    AuthorityList,
    ListRow,
    in_force,
    logic_in_words,
)
from dpia.questionnaire.trace import Trace, Truth, all_of, any_of, at_least, negate
from dpia.text import _

Found = Mapping[str, list[tuple[ListRow, Trace]]]
"""`list -> its rows in force with their traces`."""
_MANY = 3
"""Beside more near misses than these that are open, closed ones are left out."""


@dataclass(frozen=True)
class Match:
    """One row of a list with its trace. `decides`: the list's own logic is met, too."""

    row: ListRow
    trace: Trace
    entry: AuthorityList
    decides: bool
    yields_to: str = ""

    @property
    def trust(self) -> Node:
        """How far the row can be trusted: its own confidence, else that of its list."""
        return trusted(self.row.document, self.entry.document)

    def to_json(self) -> Node:
        """Return the match as a hit of the verdict."""
        out = {
            "row": self.row.id,
            "title": self.row.title,
            "law": self.row.law,
            "article": self.entry.article,
            "list": self.entry.id,
            "decides": self.decides,
            **self.trust,
            "answers": answers_used(self.trace),
            "trace": told(self.trace),
        }
        return out | ({"yields_to": self.yields_to} if self.yields_to else {})


@dataclass(frozen=True)
class Consulted:
    """All lists of one authority: what those under Art. 35(4) require and 35(5) free."""

    authority: Authority
    requires: Truth
    frees: Truth
    matches: tuple[Match, ...]
    traces: tuple[Trace, ...]
    lists: tuple[AuthorityList, ...]

    def hits(self, article: str) -> list[Match]:
        """Return the rows of that kind of list that match."""
        return [m for m in self.matches if m.entry.article == article and m.trace.value is True]

    def unknown(self, article: str) -> list[Match]:
        """Return the rows of that kind of list that may match."""
        return [m for m in self.matches if m.entry.article == article and m.trace.value is None]

    def near_misses(self) -> list[Node]:
        """Return the 35(4) rows that one single condition keeps from matching, with that part."""
        rows = [match for match in self.matches if match.entry.article == REQUIRES]
        found = [(match, missing_part(match.trace, bool(match.row.plus))) for match in rows]
        return [_near_miss(match, part) for match, part in found if part is not None]

    def to_json(self, role: str, because: Trace | None = None) -> Node:
        """Return the authority as it stands in the verdict.

        `role` is lead, competent or concerned; `because` is the test that made it so.
        """
        return {
            "role": role,
            **({"role_because": told(because)} if because else {}),
            "title": self.authority.title,
            "lists": [_list_json(entry) for entry in self.lists],
            "hits": [match.to_json() for match in self.hits(REQUIRES)],
            "exemptions": [match.to_json() for match in self.hits(FREES)],
            "undetermined": [match.row.id for match in self.unknown(REQUIRES)],
            "near_misses": nearest(self.near_misses()),
        }


def _list_json(entry: AuthorityList) -> Node:
    known = {"id": entry.id, "title": entry.title, "article": entry.article}
    dated = {name: entry.document.get(name) for name in ("version", "valid_from")}
    said = {name: value for name, value in dated.items() if value}
    return {**known, "logic": logic_in_words(entry), **trusted(entry.document), **said}


def consult_lists(bench: Bench, authority: Authority) -> Consulted:
    """Evaluate every list in force on the judging day, as its authority reads the facts."""
    day = bench.evaluation.as_of
    lists = tuple(entry for entry in authority.lists if in_force(entry.document, day))
    found = {
        entry.id: [(row, _row(bench, row)) for row in entry.rows if in_force(row.document, day)]
        for entry in lists
    }
    wholes = _wholes(bench, authority, lists, found)
    worth: dict[str, list[Trace]] = {REQUIRES: [], FREES: []}
    for entry in lists:
        worth[entry.article].append(wholes[entry.id])
    return Consulted(
        authority,
        any_of([trace.value for trace in worth[REQUIRES]]),
        any_of([trace.value for trace in worth[FREES]]),
        tuple(match for entry in lists for match in _matches(entry, found, wholes)),
        tuple(worth[REQUIRES]),
        lists,
    )


def _row(bench: Bench, row: ListRow) -> Trace:
    return bench.attempt(row.id, lambda: bench.evaluation.row(row.id))


def _matches(entry: AuthorityList, found: Found, wholes: Mapping[str, Trace]) -> list[Match]:
    before = wholes.get(entry.unless)
    yields_to = entry.unless if before is not None and before.value is True else ""
    holds = wholes[entry.id].value is True
    return [
        Match(row, trace, entry, holds and trace.value is True, yields_to)
        for row, trace in found[entry.id]
    ]


def _wholes(
    bench: Bench, authority: Authority, lists: tuple[AuthorityList, ...], found: Found
) -> dict[str, Trace]:
    """Return what each whole list says; one that gives way to another only after that one."""
    wholes: dict[str, Trace] = {}
    for entry in sorted(lists, key=lambda entry: bool(entry.unless)):
        rows = [trace for _row, trace in found[entry.id]]
        parts = [_combined(bench, entry, authority.id, rows)]
        if entry.unless in wholes:
            before = wholes[entry.unless]
            parts.append(Trace(negate(before.value), "not", because=(before,)))
        value = all_of([part.value for part in parts])
        wholes[entry.id] = Trace(value, "list", entry.id, entry.title, because=tuple(parts))
    return wholes


def _combined(bench: Bench, entry: AuthorityList, reader: str, rows: list[Trace]) -> Trace:
    """Return what the rows of a list come to together, by its logic, as the authority reads it."""
    values = [trace.value for trace in rows]
    if entry.logic == TWO_ROWS:
        return Trace(at_least(2, values), "at-least", title="2", because=tuple(rows))
    when = entry.when
    if entry.logic == OWN and when is not None:
        return bench.attempt(entry.id, lambda: bench.evaluation.held(when, reader))
    return Trace(any_of(values), "any", because=tuple(rows))


def missing_part(trace: Trace, beside: bool = False) -> Trace | None:
    """Return the one part that keeps a row from matching although the others hold, if it is one.

    `beside`: the row asks for a criterion beside its own condition. A criterion alone comes near
    nothing: only the row's own condition makes it the row.
    """
    if trace.value is True:
        return None
    inner = trace
    while len(inner.because) == 1 and inner.kind in ("row", "fact"):
        inner = inner.because[0]
    if beside and len(inner.because) == 2:
        own, criteria = inner.because
        if own.value is True:
            return criteria
        return missing_part(own) if criteria.value is True else None
    missing = [part for part in inner.because if part.value is not True]
    held = len(inner.because) - len(missing)
    if inner.kind == "all" and held and len(missing) == 1:
        return missing[0]
    if inner.kind == "at-least" and held == int(inner.title) - 1 and held:
        return Trace(inner.value, "any", because=tuple(missing))
    return None


def nearest(misses: Iterable[Node]) -> list[Node]:
    """Return near misses with the rows that may still match first.

    Beside many of these, the rows that are known not to match would only be in the way.
    """
    found = list(misses)
    open_ = [miss for miss in found if miss["value"] is None]
    closed = [miss for miss in found if miss["value"] is not None]
    return open_ if len(open_) > _MANY else open_ + closed


def _near_miss(match: Match, part: Trace) -> Node:
    return {
        "row": match.row.id,
        "title": match.row.title,
        "law": match.row.law,
        "value": match.trace.value,
        **match.trust,
        "missing": {"title": _words(part), "trace": told(part)},
    }


def _words(part: Trace) -> str:
    """Return what a part asks for in words: those of a fact or question, or of its own parts."""
    if part.title and part.kind not in ("at-least", "score", "compare"):
        return part.title
    inner = list(dict.fromkeys(filter(None, map(_words, part.because))))
    if not inner:
        return part.id
    if part.kind == "not":
        return _("not: {what}").format(what=inner[0])
    joint = _(" and ") if part.kind == "all" else _(" or ")
    return joint.join(inner)
