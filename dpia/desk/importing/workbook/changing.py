"""One changed row of a workbook, and how it is carried over into the open assessment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from dpia.assessment.answering import CONFIRM, place
from dpia.documents.incoming.workbook.parsing import UNKNOWN
from dpia.documents.incoming.workbook.reading import Cell, Row
from dpia.documents.sheets.case import dig
from dpia.documents.sheets.questions import CONFIRMED
from dpia.errors import DpiaError
from dpia.questionnaire.dates import day_of

if TYPE_CHECKING:
    from dpia.desk.case import Case

ORDER = ("tblRegister", "tblAnswers", "tblRisks", "tblMeasures")
"""In this order the tables are carried over: measures may name risks that are new."""


@dataclass(frozen=True)
class Changed:
    """One cell that says something else than the register does: what it says, and what that is."""

    cell: Cell
    field: str
    value: Any
    before: str
    after: str


@dataclass
class Change:
    """A row of the file with what is different in it. `conflict`: the register changed, too."""

    row: Row
    cells: list[Changed]
    is_new: bool = False
    conflict: bool = False

    @property
    def values(self) -> dict[str, Any]:
        """The new values by field."""
        return {changed.field: changed.value for changed in self.cells}

    @property
    def about(self) -> str:
        """What the history says was changed: a question, or the id of a risk or measure."""
        return self.row.row


@dataclass
class Made:
    """What was added while a file is carried over: rows of tables by their place in the file."""

    rows: dict[str, str] = field(default_factory=dict)


def carry_over(case: Case, changes: Iterable[Change]) -> Iterator[str]:
    """Change the case as the rows say; yield a sentence `sheet!cell: what` for each refusal."""
    made = Made()
    for change in sorted(changes, key=lambda one: ORDER.index(one.row.table)):
        for step, cells in _STEPS[change.row.table](case, change, made):
            try:
                step()
            except DpiaError as problem:
                where = cells[0].cell.where if cells else change.row.where
                yield f"{where}: {problem.message}"


Step = tuple[Callable[[], object], list[Changed]]
"""What to do, and the cells that ask for it."""


def _register(case: Case, change: Change, _made: Made) -> Iterator[Step]:
    for changed in change.cells:
        name, value = changed.field, changed.value
        if name == "review_due":
            yield partial(case.set_review, day_of(value) if value else None), [changed]
        else:
            yield partial(case.rename, **{name: value or ""}), [changed]


def _risk(case: Case, change: Change, _made: Made) -> Iterator[Step]:
    if change.is_new:
        yield partial(case.add_risk, **_given(change.values)), change.cells
        return
    for changed in change.cells:
        fields = {changed.field: changed.value}
        yield partial(case.change_risk, change.row.row, **fields), [changed]


def _measure(case: Case, change: Change, _made: Made) -> Iterator[Step]:
    if change.is_new:
        yield partial(_add_measure, case, _given(change.values)), change.cells
        return
    for changed in change.cells:
        if changed.field == "effects":
            yield partial(_set_effects, case, change.row.row, changed.value or []), [changed]
        else:
            fields = {changed.field: changed.value}
            yield partial(case.change_measure, change.row.row, **fields), [changed]


def _add_measure(case: Case, fields: dict[str, Any]) -> None:
    effects = fields.pop("effects", ())
    _set_effects(case, case.add_measure(**fields), effects)


def _set_effects(case: Case, measure: str, effects: Iterable[Any]) -> None:
    """Let a measure lower exactly these risks; a risk that is new in the file has its title."""
    ids = {str(risk["title"]).casefold(): risk["id"] for risk in case.document["risks"]}
    wanted = {ids.get(str(risk).casefold(), risk): steps for risk, *steps in effects}
    had = next(m for m in case.document["measures"] if m["id"] == measure).get("effects", ())
    for risk in [effect["risk"] for effect in had if effect["risk"] not in wanted]:
        case.drop_effect(measure, risk)
    for risk, steps in wanted.items():
        case.set_effect(measure, risk, *steps)


def _answer(case: Case, change: Change, made: Made) -> Iterator[Step]:
    path = change.row.row
    for changed in change.cells:
        yield partial(_say, case, path, changed, made), [changed]


def _say(case: Case, path: str, changed: Changed, made: Made) -> None:
    path = _placed(case, path, made)
    if changed.field == CONFIRMED:
        _confirm(case, path)
    elif changed.field == "note":
        case.mark(path, note=changed.value or "")
    elif changed.value is UNKNOWN:
        case.mark(path, unknown=True)
    elif changed.value is None:
        case.mark(path, unknown=False)
        case.clear(path)
    else:
        case.answer(path, changed.value)


def _confirm(case: Case, path: str) -> None:
    topic, inside = place(path)
    said = dig(case.document, "marks", topic, inside) or {}
    if said.get(CONFIRM):
        case.confirm(path)
    if said.get("assumed"):
        case.mark(path, assumed=False)


def _placed(case: Case, path: str, made: Made) -> str:
    """Return where the answer goes; `table/+1/column` adds a row the first time it is met."""
    table, _slash, rest = path.partition("/+")
    if not rest:
        return path
    number, _slash, column = rest.partition("/")
    place = f"{table}/+{number}"
    if place not in made.rows:
        made.rows[place] = case.add_row(table)
    return f"{table}/{made.rows[place]}/{column}"


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a new row says: what is left empty takes its usual value."""
    return {name: value for name, value in values.items() if value not in (None, "", [])}


_STEPS: Mapping[str, Callable[[Case, Change, Made], Iterator[Step]]] = {
    "tblRegister": _register,
    "tblAnswers": _answer,
    "tblRisks": _risk,
    "tblMeasures": _measure,
}
