"""Plans that change assessments as our own workbook says, after somebody wrote in it.

`plans` compares the file with the register and tries every change; nothing is written by it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dpia.desk.importing.workbook.changing import Change, carry_over
from dpia.desk.importing.workbook.comparing import Comparison
from dpia.documents.incoming.model import Importer, Line
from dpia.documents.incoming.source import Source
from dpia.documents.incoming.workbook.reading import Returned, Row, doubled, read
from dpia.documents.sheets.case import Case as Seen
from dpia.errors import Conflict, DpiaError, Invalid
from dpia.text import _, ngettext

if TYPE_CHECKING:
    from dpia.desk.case import Case
    from dpia.desk.desk import Desk

_MOST_NAMED = 12
"""Rows that one event of the history names."""


class _Tried(Exception):
    """Ends a trial, so that nothing of it stays."""


@dataclass
class Amending:
    """What a workbook changes in one assessment."""

    case: Case
    changes: list[Change]
    source: str
    """Where it comes from, as the history says it."""
    wrong: list[str] = field(default_factory=list)
    """What cannot be, a sentence `sheet!cell: what` each."""
    kept: list[Change] = field(default_factory=list)
    """Conflicts in which the register stays as it is."""

    @property
    def title(self) -> str:
        """What the assessment is called."""
        return str(self.case.document["title"])

    @property
    def conflicts(self) -> list[Change]:
        """The rows that were changed in the file and in the register, and wait for a word."""
        return [change for change in self.changes if change.conflict]

    @property
    def problem(self) -> str:
        """Why it cannot be done, a sentence a line."""
        return "\n".join(self.wrong or map(conflict_told, self.conflicts))

    @property
    def lines(self) -> list[Line]:
        """Every cell that is taken over, with what it said before; what stays as it is, too."""
        taken = [line for change in self.changes for line in _lines(change, "mapped")]
        return taken + [line for change in self.kept for line in _lines(change, "dropped")]

    @property
    def what(self) -> str:
        """Say what carrying it out would do."""
        count = len(self.changes)
        if not count:
            text = _("{reference}, “{title}”: nothing to take over.")
        else:
            text = ngettext(
                "{reference}, “{title}”: {n} row is different.",
                "{reference}, “{title}”: {n} rows are different.",
                count,
            )
        return text.format(reference=self.case.document["reference"], title=self.title, n=count)

    def settle(self, change: Change, *, take: bool) -> None:
        """Settle a conflict: take the row of the file over, or keep that of the register."""
        change.conflict = False
        if not take:
            self.changes.remove(change)
            self.kept.append(change)

    def carry_out(self) -> Case:
        """Change the assessment and return it. Raises Invalid, Conflict, NotSaved."""
        if self.wrong:
            raise Invalid(self.problem)
        if self.conflicts:
            raise Conflict(self.problem)
        if self.changes:
            about = dict.fromkeys(change.about for change in self.changes if change.about)
            named = ", ".join([*about][:_MOST_NAMED])
            with self.case.together("imported", named, self.source):
                for refused in carry_over(self.case, self.changes):
                    raise Invalid(refused)
        return self.case

    def attempt(self) -> None:
        """Try every change, and note what is refused; nothing of it stays."""
        try:
            with self.case.together("imported", ""):
                self.wrong += carry_over(self.case, self.changes)
                raise _Tried
        except _Tried:
            pass
        closed = dict.fromkeys(sentence.partition(": ")[2] for sentence in self.wrong)
        if not self.case.editable and len(closed) == 1:  # one sentence is enough
            del self.wrong[1:]


def plans(
    desk: Desk, source: Source, _importer: Importer, _given: Mapping[str, Any]
) -> list[Amending]:
    """Return a plan for each assessment that the workbook changes.

    Where anything in the file cannot be, each plan says so: of a workbook all is written or
    nothing. Raises Invalid where the file as a whole cannot be used.
    """
    returned = read(source)
    if faults := list(doubled(returned.rows)):
        raise Invalid("\n".join(faults))
    digest = hashlib.sha256(source.data).hexdigest()
    said = _("From {name}, sha256 {digest}.").format(name=source.name, digest=digest)
    found = [
        _plan(desk, ident, rows, returned, said)
        for ident, rows in _by_assessment(desk, returned.rows).items()
    ]
    if any(plan.wrong for plan in found):
        for plan in found:
            plan.wrong = plan.wrong or [_("Nothing is taken over while other rows are wrong.")]
    changed = [plan for plan in found if plan.changes or plan.wrong]
    return changed or found[:1]


def _plan(desk: Desk, ident: str, rows: Iterable[Row], returned: Returned, said: str) -> Amending:
    case = desk.open(ident)
    compared = Comparison(Seen(case.document, case.verdict, case.rulebook, case.as_of), returned)
    plan = Amending(case, list(compared.changes(rows)), said)
    plan.wrong = compared.problems
    if plan.changes:
        plan.attempt()
    return plan


def _by_assessment(desk: Desk, rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Return the rows of each assessment by its id. Raises Invalid for one that is not there."""
    known = {row["id"] for row in desk.summaries() if not row.get("damaged")}
    found: dict[str, list[Row]] = {}
    faults: dict[str, str] = {}
    for row in rows:
        named = row.assessment or row.reference
        try:
            ident = named if named in known else desk.register.find(named or "?")
            found.setdefault(ident, []).append(row)
        except DpiaError as problem:
            faults.setdefault(named, f"{row.where}: {problem.message}")
    if faults:
        raise Invalid("\n".join(faults.values()))
    return found


def conflicts_of(plans: Iterable[object]) -> list[tuple[Amending, Change]]:
    """Return the conflicts among plans that can be carried out once somebody has settled them."""
    amending = (plan for plan in plans if isinstance(plan, Amending) and not plan.wrong)
    return [(plan, change) for plan in amending for change in plan.conflicts]


def conflict_told(change: Change) -> str:
    """Say which row was changed on both sides, and what the two say."""
    text = _("{where}: changed here and in the register. File: {file}. Register: {register}.")
    file, register = (
        "; ".join(f"{c.cell.head}: {_short(getattr(c, side))}" for c in change.cells)
        for side in ("after", "before")
    )
    where = ", ".join(changed.cell.where for changed in change.cells)
    return text.format(where=where, file=file, register=register)


def _lines(change: Change, fate: Any) -> Iterator[Line]:
    for changed in change.cells:
        what = f"{changed.cell.where} {changed.cell.head}"
        before = _short(changed.before) or _("nothing")
        why = f"{before} → {_short(changed.after) or _('nothing')}"
        yield Line(fate, what, change.row.row or (_("new") if change.is_new else ""), why)


def _short(text: str, most: int = 80) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= most else plain[: most - 1] + "…"
