"""What contradicts itself in a register; only what belongs together is opened.

The index says what that is: versions whose risks moved, assessments of perhaps the same thing, and
measures promised more than once.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dpia.assessment.life_cycle import ARCHIVED
from dpia.desk.desk import Desk
from dpia.desk.filters import ENDED
from dpia.errors import DpiaError
from dpia.judgement.consistency.doubles import contradictions, perhaps_same
from dpia.judgement.consistency.lowered import lowered, may_be_lowered
from dpia.judgement.consistency.promises import promises
from dpia.judgement.method import read
from dpia.judgement.telling import Node
from dpia.questionnaire.answers import display
from dpia.text import _

Row = Mapping[str, Any]
Progress = Callable[[int, int], object]
Tell = Callable[[str, Node], object]
_ABOUT = ("id", "reference", "title")


def consistency(
    desk: Desk,
    among: set[str] | None = None,
    progress: Progress = lambda _done, _total: None,
    tell: Tell = lambda _part, _entry: None,
) -> Node:
    """Return `{lowered, doubles, promises, looked_at, problems}` of a register.

    `among` names the assessments by id of which something is told, None for all; they are held
    against the whole register. `lowered` and `doubles` carry the assessments they are about; what
    is in them and in `promises` is said in `judgement.consistency`. `problems` are sentences about
    what could not be read. `progress` is told how many assessments have been opened, and of how
    many, and `tell` every entry as it is found, with the part it belongs to.
    """
    summaries = desk.summaries()
    rows = {row["id"]: row for row in summaries if not row.get("damaged")}
    damaged = [str(row["damaged"]) for row in summaries if row.get("damaged")]
    work = _Work(desk, rows, among, progress, problems=damaged)
    found: dict[str, list[Node]] = {"lowered": [], "doubles": [], "promises": []}
    for part, entry in work.found():
        found[part].append(entry)
        tell(part, entry)
    return {**found, "looked_at": len(rows), "problems": work.problems}


@dataclass
class _Work:
    desk: Desk
    rows: Mapping[str, Row]
    among: set[str] | None
    progress: Progress
    total: int = 0
    opened: int = 0
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        newer = [row for row in self.rows.values() if row.get("status") != ARCHIVED]
        self.replaced = {_previous(row) for row in newer}
        self.across = self.desk.register.across()

    def found(self) -> Iterator[tuple[str, Node]]:
        """Yield every entry with its part; what needs nothing opened comes first."""
        yield from (("promises", entry) for entry in self.promises())
        pairs, doubles = list(self.pairs()), list(self.doubles())
        self.total = 2 * len(pairs) + sum(len(self.alike(group["ids"])) for group in doubles)
        yield from (("lowered", entry) for pair in pairs for entry in self.lowered(*pair))
        yield from (("doubles", one) for group in doubles for one in self.contradicting(group))

    def wanted(self, ids: Iterable[str]) -> bool:
        """Say whether one of these assessments is among those that were asked for."""
        return self.among is None or any(ident in self.among for ident in ids)

    def standing(self) -> Iterator[Row]:
        """Yield the rows that stand: neither over nor replaced by the version after them."""
        for ident, row in self.rows.items():
            if row.get("status") not in ENDED and ident not in self.replaced:
                yield row

    def open(self, ident: str) -> dict[str, Any] | None:
        """Return a document, or None where it cannot be read; that is told."""
        self.progress(self.opened, self.total)
        self.opened += 1
        try:
            return self.desk.register.load(ident).document
        except DpiaError as problem:
            self.problems.append(problem.message)
            return None

    # A version and the one before

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield each standing version whose risks moved, with the one before it first."""
        placed = self.desk.register.risks()
        for row in self.standing():
            before, after = _previous(row), str(row["id"])
            known = before in self.rows and self.wanted((before, after))
            if known and may_be_lowered(placed.get(before), placed.get(after)):
                yield before, after

    def lowered(self, before: str, after: str) -> Iterator[Node]:
        """Yield what fell without a word from one version to the next."""
        was, now = self.open(before), self.open(after)
        if was is None or now is None:
            return
        try:
            method = read(self.desk.register.frozen(now["judged_by"][f"methods/{now['method']}"]))
            levels = method.levels
            found = lowered(was, now, {name: level.rank for name, level in levels.items()})
        except DpiaError as problem:
            self.problems.append(problem.message)
            return
        except (KeyError, TypeError, ValueError, AttributeError):  # a hand broke it
            message = _("{reference} cannot be compared with the version before it.")
            self.problems.append(message.format(reference=now.get("reference") or after))
            return
        titles = {name: level.title for name, level in levels.items()}
        for entry in found:
            yield {"assessment": _about(now), "before": _about(was), **entry, "levels": titles}

    # The same processing

    def doubles(self) -> list[Node]:
        """Return the groups that are perhaps of the same processing."""
        known = [
            {**self.across[row["id"]], "id": row["id"], "title": row.get("title")}
            for row in self.standing()
            if self.across.get(row["id"])
        ]
        found = [group for group in perhaps_same(known) if self.wanted(group["ids"])]
        return [group for group in found if len(self.alike(group["ids"])) > 1]

    def alike(self, ids: Iterable[str]) -> dict[str, list[str]]:
        """Return the ids of a group by what was answered: of each only one has to be opened."""
        found: dict[str, list[str]] = {}
        for ident in ids:
            found.setdefault(self.across[ident]["facts"], []).append(ident)
        return found

    def contradicting(self, group: Node) -> Iterator[Node]:
        """Yield the group with the questions that are answered differently, if there are any."""
        alike = {ids[0]: ids for ids in self.alike(group["ids"]).values()}
        opened = [document for ident in alike if (document := self.open(ident))]
        if len(opened) < 2:
            return
        try:
            rulebook = self.desk.rulebook(opened[-1])
        except DpiaError as problem:
            self.problems.append(problem.message)
            return
        found = contradictions(opened, rulebook.questions())
        for entry in found:
            question = rulebook.question(entry["question"])
            entry["answers"] = [
                {**answer, **_named(self.rows[ident]), "words": display(question, answer["value"])}
                for answer in entry["answers"]
                for ident in alike[answer["id"]]
            ]
        if found:
            assessments = [_about(self.rows[ident]) for one in opened for ident in alike[one["id"]]]
            yield {"because": group["because"], "assessments": assessments, "questions": found}

    # One measure

    def promises(self) -> list[Node]:
        """Return the measures that several assessments wait for and do not agree on."""
        cases = [
            {
                **_about(row),
                "measures": self._measures(row["id"]),
                "earlier": [self._measures(ident) for ident in self._before(row)],
            }
            for row in self.standing()
        ]
        found = promises(cases)
        return [e for e in found if self.wanted(one["id"] for one in e["promised"])]

    def _measures(self, ident: str) -> list[Row]:
        found: list[Row] = (self.across.get(ident) or {}).get("measures", [])
        return found

    def _before(self, row: Row) -> Iterator[str]:
        """Yield the ids of the versions before, the latest first."""
        seen = {row["id"]}
        while (before := _previous(row)) in self.rows and before not in seen:
            seen.add(before)
            yield before
            row = self.rows[before]


def _previous(row: Row) -> str:
    return str(row.get("previous") or "")


def _named(row: Row) -> Node:
    return {name: row.get(name) for name in ("id", "reference")}


def _about(row: Row) -> Node:
    return {name: row.get(name) for name in _ABOUT}
