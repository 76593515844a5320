"""Finding what a workbook says differently: three ways, by row, with the hash in `_meta`.

A row that says what it said when it was exported is left alone. What was changed in the file alone
is carried over. What was changed in the file and in the register is a conflict.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dpia.assessment.answering import row_choices
from dpia.desk.importing.workbook.changing import Change, Changed
from dpia.documents import safe
from dpia.documents.incoming.workbook import parsing
from dpia.documents.incoming.workbook.reading import Cell, Returned, Row
from dpia.documents.sheets import answers, fields, measures, questions, register, risks
from dpia.documents.sheets.case import Case, said
from dpia.documents.sheets.case import risks as risks_of
from dpia.documents.sheets.grid import Layout
from dpia.documents.sheets.matrices import Matrices
from dpia.documents.sheets.questions import CONFIRMED
from dpia.documents.sheets.style import Toned
from dpia.errors import DpiaError, Invalid
from dpia.questionnaire.cleaning import clean
from dpia.text import _

_NEW = ("tblRisks", "tblMeasures")
"""Tables to which rows can be added by leaving their id empty."""


_MOST_MIXED = 10
"""Fields that differ in one row, up to which it is found out who changed which."""


@dataclass(frozen=True)
class Item:
    """A row as the register has it now: what its cells would say, and its fields."""

    shown: Mapping[str, Any]
    fields: fields.Fields
    parse: Callable[[str, Any], Any]
    waits: bool = False
    """Whether it is an answer that somebody should confirm."""


class Comparison:
    """Compares the rows of one assessment with the assessment as it is now."""

    def __init__(self, case: Case, returned: Returned) -> None:
        """Look at `case` as the workbook would be written now."""
        self.case = case
        self.problems: list[str] = []
        self._written = returned.written
        self._items = dict(_items(case))

    def changes(self, rows: Iterable[Row]) -> Iterator[Change]:
        """Yield what the rows change; what they say that cannot be is among `problems` after."""
        for row in rows:
            if row.table in _NEW and not row.row:
                yield from self._new(row)
                continue
            item = self._items.get((row.table, row.row)) or self._not_there(row)
            if item is not None:
                yield from self._change(row, item)

    def _change(self, row: Row, item: Item) -> Iterator[Change]:
        written, known = self._written.get(row.key), fields.fingerprint(item.fields)
        found, wrong = dict(item.fields), False
        for name, cell in row.cells.items():
            if _plain(cell.value) == _plain(item.shown.get(name)):
                continue
            if name == CONFIRMED and not item.waits:  # it never was, or somebody else has done it
                continue
            try:
                found |= _with(found, name, item.parse(name, cell.value))
            except Invalid as problem:
                self.problems.append(f"{cell.where}: {problem.message}")
                wrong = True
        wrong |= self._unclear(row, item, found)
        found = {name: value for name, value in found.items() if value is not None}
        now = fields.fingerprint(found)
        if wrong or now in (written, known):
            return
        base = _base(found, item.fields, written)
        if base and CONFIRMED in found and _of(base, "answer") != _of(item.fields, "answer"):
            base = None  # what was confirmed is not what stands there now
        cells = list(self._cells(row, item, found, base or item.fields))
        if cells:
            yield Change(row, cells, conflict=base is None)

    def _unclear(self, row: Row, item: Item, found: fields.Fields) -> bool:
        """Say so where a row tells of an answer that has changed, and holds the old one."""
        if found.get(CONFIRMED) != "changed" or _of(found, "answer") != _of(item.fields, "answer"):
            return False
        message = _("{where}: it says that the answer has changed. Write the new one beside it.")
        self.problems.append(message.format(where=row.cells[CONFIRMED].where))
        return True

    def _cells(
        self, row: Row, item: Item, found: fields.Fields, base: fields.Fields
    ) -> Iterator[Changed]:
        """Yield the cells that the file says otherwise than `base`, what both began with."""
        for name, cell in row.cells.items():
            if _of(found, name) not in (_of(item.fields, name), _of(base, name)):
                value = item.parse(name, cell.value)
                yield Changed(cell, name, value, _told(item.shown.get(name)), _told(cell.value))

    def _new(self, row: Row) -> Iterator[Change]:
        """Yield a row to be added, unless a row that says the same is there already."""
        said_so: fields.Fields = {}
        cells = []
        for name, cell in row.cells.items():
            if cell.value is not None:
                try:
                    value = _parser(row.table, self.case)(name, cell.value)
                except Invalid as problem:
                    self.problems.append(f"{cell.where}: {problem.message}")
                    return
                said_so |= fields.filled({name: value})
                cells.append(Changed(cell, name, value, "", _told(cell.value)))
        others = (item for (table, _row), item in self._items.items() if table == row.table)
        if cells and not any(said_so.items() <= other.fields.items() for other in others):
            yield Change(row, cells, is_new=True)

    def _not_there(self, row: Row) -> Item | None:
        """Return an empty item for a question that is not asked now; say what is not there."""
        if row.table == answers.TABLE:
            return _unasked(self.case, row.row)
        if row.table in _NEW and row.key not in self._written:
            message = _("{where}: there is no “{id}”. A new row has no ID; leave it empty.")
            self.problems.append(message.format(where=row.where, id=row.row[:40]))
        elif row.table in _NEW:
            self._gone(row)
        return None

    def _gone(self, row: Row) -> None:
        """Say so where a row was changed in the file that the register does not have any more."""
        parse = _parser(row.table, self.case)
        try:
            values = {name: parse(name, cell.value) for name, cell in row.cells.items()}
        except Invalid:
            values = {}
        if fields.fingerprint(fields.filled(values)) != self._written.get(row.key):
            message = _("{where}: “{id}” was removed from the register meanwhile.")
            self.problems.append(message.format(where=row.where, id=row.row[:40]))


def _items(case: Case) -> Iterator[tuple[tuple[str, str], Item]]:
    heading, (own, done, asked) = register.layout(), _layouts()
    parse = _parser("tblRegister", case)
    yield ("tblRegister", ""), Item(_shown(heading, case), fields.of_register(case.document), parse)
    for risk in risks_of(case):
        found = fields.of_risk(risk.risk, risk.judged)
        key = ("tblRisks", str(risk.risk.get("id")))
        yield key, Item(_shown(own, risk), found, _parser("tblRisks", case))
    for measure in measures.measures(case):
        found = fields.of_measure(measure.measure)
        key = ("tblMeasures", str(measure.measure.get("id")))
        yield key, Item(_shown(done, measure), found, _parser("tblMeasures", case))
    for answer in answers.answers(case):
        reading = _answering(answer.question, answer.choices)
        shown, waits = _shown(asked, answer), questions.waits(answer)
        item = Item(shown, answers.fields_of(answer), reading, waits)
        yield (answers.TABLE, answer.path), item


def _layouts() -> tuple[Layout[Any], Layout[Any], Layout[Any]]:
    return risks.layout(Matrices()), measures.layout(), answers.layout()


def _shown(layout: Layout[Any], item: Any) -> dict[str, Any]:
    """Return what the cells that may be changed would say now, by field."""
    return {column.field: column.read(item) for column in layout.columns if column.field}


def _parser(table: str, case: Case) -> Callable[[str, Any], Any]:
    known = {"tblRegister": parsing.REGISTER, "tblRisks": parsing.RISKS}
    parsers = known.get(table, parsing.MEASURES)
    return lambda name, value: parsers.get(name, parsing.text)(value, case)


def _answering(question: Any, choices: Mapping[str, str]) -> Callable[[str, Any], Any]:
    def parse(name: str, value: Any) -> Any:
        if name == "note":
            return "" if value is None else str(value)
        if name == CONFIRMED:
            return parsing.word_of(questions.CONFIRMS, value)
        return parsing.answer(question, value, choices)

    return parse


def _unasked(case: Case, path: str) -> Item | None:
    """Return an item for a question that is not asked now: of a new row, or hidden since."""
    try:
        question = case.rules.question(path)
    except DpiaError:
        return None
    choices = row_choices(case.document, case.rules, question)
    return Item({}, {}, _answering(question, choices))


def _with(found: fields.Fields, name: str, value: Any) -> fields.Fields:
    """Return the fields that follow from one cell; None is one that is empty."""
    if name != "answer":
        return {name: fields.filled({name: value}).get(name)}
    if value is parsing.UNKNOWN:
        return {"answer": None, "unknown": True}
    return {"unknown": None, "answer": fields.of_answer(value, {}).get("answer")}


def _base(
    file: fields.Fields, register: fields.Fields, written: str | None
) -> fields.Fields | None:
    """Return the fields as they were exported, None where one was changed on both sides.

    Of those only the hash is known. Where no field was changed twice, each of them says still what
    it said then in the file or in the register, and one of the few mixtures has that hash.
    """
    differing = [n for n in {**file, **register} if file.get(n) != register.get(n)]
    if len(differing) > _MOST_MIXED:
        return register if fields.fingerprint(register) == written else None
    for sides in itertools.product((register, file), repeat=len(differing)):
        mixed = dict(register)
        mixed |= {name: side.get(name) for name, side in zip(differing, sides, strict=True)}
        mixed = {name: value for name, value in mixed.items() if value is not None}
        if fields.fingerprint(mixed) == written:
            return mixed
    return None


def _of(found: fields.Fields, name: str) -> Any:
    return (found.get(name), found.get("unknown")) if name == "answer" else found.get(name)


def _plain(value: Any) -> str:
    """Return what a cell says, to be compared: text without what a spreadsheet may add."""
    return safe.legal(clean(_told(value))).strip()


def _told(value: Any) -> str:
    if isinstance(value, Toned):
        return value.word
    if isinstance(value, Cell):
        return _told(value.value)
    return value.isoformat() if isinstance(value, date) else said(value) or ""
