"""An authority's lists under Art. 35(4) and 35(5): which rows match, and which almost do."""

from dataclasses import dataclass

from dpia.judgement.bench import Bench, answers_used
from dpia.judgement.telling import Node, told
from dpia.questionnaire.law import Authority, AuthorityList, ListRow, in_force
from dpia.questionnaire.trace import Trace, Truth, any_of
from dpia.text import _

REQUIRES, FREES = "35(4)", "35(5)"


@dataclass(frozen=True)
class Match:
    """One row of a list with its trace. `decides`: the list's own logic is met, too."""

    row: ListRow
    trace: Trace
    article: str
    decides: bool

    def to_json(self) -> Node:
        """Return the match as a hit of the verdict."""
        return {
            "row": self.row.id,
            "title": self.row.title,
            "law": self.row.law,
            "article": self.article,
            "decides": self.decides,
            "answers": answers_used(self.trace),
            "trace": told(self.trace),
        }


@dataclass(frozen=True)
class Consulted:
    """All lists of one authority: what those under Art. 35(4) require and 35(5) free."""

    authority: Authority
    requires: Truth
    frees: Truth
    matches: tuple[Match, ...]
    traces: tuple[Trace, ...]

    def hits(self, article: str) -> list[Match]:
        """Return the rows of that kind of list that match."""
        return [m for m in self.matches if m.article == article and m.trace.value is True]

    def unknown(self, article: str) -> list[Match]:
        """Return the rows of that kind of list that may match."""
        return [m for m in self.matches if m.article == article and m.trace.value is None]

    def near_misses(self) -> list[Node]:
        """Return the 35(4) rows that one single condition keeps from matching, with that part."""
        found = [(m, missing_part(m.trace)) for m in self.matches if m.article == REQUIRES]
        return [_near_miss(match, part) for match, part in found if part is not None]

    def to_json(self, role: str) -> Node:
        """Return the authority as it stands in the verdict; `role` is lead or concerned."""
        return {
            "role": role,
            "title": self.authority.title,
            "hits": [match.to_json() for match in self.hits(REQUIRES)],
            "exemptions": [match.to_json() for match in self.hits(FREES)],
            "undetermined": [match.row.id for match in self.unknown(REQUIRES)],
            "near_misses": self.near_misses(),
        }


def consult_lists(bench: Bench, authority: Authority) -> Consulted:
    """Evaluate every list in force on the judging day, as its authority reads the facts."""
    day = bench.evaluation.as_of
    matches: list[Match] = []
    traces: dict[str, list[Trace]] = {REQUIRES: [], FREES: []}
    for entry in authority.lists:
        if entry.article not in traces or not in_force(entry.document, day):
            continue
        rows = [row for row in entry.rows if in_force(row.document, day)]
        found = [(row, _row(bench, row)) for row in rows]
        whole = _whole(bench, entry, authority, [trace for row, trace in found])
        traces[entry.article].append(whole)
        matches += [
            Match(row, trace, entry.article, bool(whole.value and trace.value))
            for row, trace in found
        ]
    return Consulted(
        authority,
        any_of([trace.value for trace in traces[REQUIRES]]),
        any_of([trace.value for trace in traces[FREES]]),
        tuple(matches),
        tuple(traces[REQUIRES]),
    )


def _row(bench: Bench, row: ListRow) -> Trace:
    return bench.attempt(row.id, lambda: bench.evaluation.row(row.id))


def _whole(bench: Bench, entry: AuthorityList, authority: Authority, rows: list[Trace]) -> Trace:
    """Return what the whole list says: its own logic over the rows, or any row."""
    if entry.when is None:
        value = any_of([trace.value for trace in rows])
        return Trace(value, "any", entry.id, entry.title, because=tuple(rows))
    when = entry.when
    return bench.attempt(entry.id, lambda: bench.evaluation.test(when, authority=authority.id))


def missing_part(trace: Trace) -> Trace | None:
    """Return the one part that keeps a row from matching although the others hold, if it is one."""
    if trace.value is True:
        return None
    inner = trace
    while len(inner.because) == 1 and inner.kind in ("row", "fact"):
        inner = inner.because[0]
    missing = [part for part in inner.because if part.value is not True]
    held = len(inner.because) - len(missing)
    if inner.kind == "all" and held and len(missing) == 1:
        return missing[0]
    if inner.kind == "at-least" and held == int(inner.title) - 1 and held:
        return Trace(inner.value, "any", because=tuple(missing))
    return None


def _near_miss(match: Match, part: Trace) -> Node:
    return {
        "row": match.row.id,
        "title": match.row.title,
        "law": match.row.law,
        "value": match.trace.value,
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
