"""The rows of one assessment, read by the map: what it tells, and every cell that is wrong."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from dpia.desk.importing.mapped import values
from dpia.desk.importing.mapped.mapping import Column, Map
from dpia.documents.incoming.model import Incoming, Line, Told
from dpia.documents.incoming.tables import Row
from dpia.documents.safe import visible
from dpia.errors import DpiaError, Invalid
from dpia.questionnaire.answers import check
from dpia.questionnaire.model import Question
from dpia.questionnaire.rulebook import Rulebook
from dpia.text import _

Fields = dict[str, Any]
_DATES = ("review_due", "in_force")
_BEGINS: dict[str, Fields] = {"measure": {"role": "additional", "status": "planned"}}
"""What a row says that does not say it: nothing is in place before somebody says so."""


@dataclass
class Reading:
    """Reads one assessment after the other; `problems` gathers what is wrong in all of them."""

    map: Map
    rulebook: Rulebook
    problems: list[str] = field(default_factory=list)

    def of(self, rows: list[Row]) -> Incoming:
        """Return what these rows say about one assessment."""
        fields = self._fields(rows)
        risks, measures = self._items(rows)
        title = str(fields.pop("title", ""))
        titled = next(column for column in self.map.of("field") if column.what == "title")
        if not any(titled.head in row.cells for row in rows):
            self._wrong(rows[0], titled, _("it has no title."))
        told = [*self._answers(rows), *self._tables(rows), *self._asides(rows)]
        lines = [Line("mapped", self._head("field", name), name) for name in fields]
        lines += [Line("mapped", row["title"], _("risks")) for row in risks]
        lines += [Line("mapped", row["title"], _("measures")) for row in measures]
        lines += [Line("dropped", c.head, why=_("The map says so.")) for c in self.map.of("leave")]
        dates = {name: fields.pop(name) for name in _DATES if name in fields}
        found = {**fields, "dates": dates, "risks": risks, "measures": measures}
        kept = {name: value for name, value in found.items() if value}
        return Incoming(title, tuple(told), kept, lines=tuple(lines))

    # Whole assessments

    def _fields(self, rows: list[Row]) -> Fields:
        found = {}
        for column in self.map.of("field"):
            said = self._one(rows, column, self._field(column))
            if said is not None:
                found[column.what] = said
        return found

    def _field(self, column: Column) -> Callable[[Any], Any]:
        return lambda cell: values.field(column.what, column, cell, self.map.dates)

    def _answers(self, rows: list[Row]) -> Iterator[Told]:
        for column in self.map.of("question"):
            question = self.rulebook.question(column.what)
            if column.cell:
                continue
            said = self._one(rows, column, self._answer(question, column))
            if said is not None:
                yield Told(column.head, said, column.what)

    def _answer(self, question: Question, column: Column) -> Callable[[Any], Any]:
        return lambda cell: values.answer(question, column, cell, self.map.dates)

    def _one(self, rows: list[Row], column: Column, read: Callable[[Any], Any]) -> Any:
        """Return what a column says of the whole assessment: all its rows have to say the same."""
        first, found = None, None
        for row in rows:
            said = self._read(row, column, read)
            if said is None:
                continue
            if first is None:
                first, found = row, said
            elif said != found:
                message = _("row {n} says something else of the same assessment.")
                self._wrong(row, column, message.format(n=first.number))
        return found

    # Tables, risks and measures

    def _tables(self, rows: list[Row]) -> Iterator[Told]:
        by_table: dict[str, list[Column]] = {}
        for column in self.map.of("question"):
            if column.cell:
                by_table.setdefault(column.what, []).append(column)
        for path, columns in by_table.items():
            question = self.rulebook.question(path)
            found: list[Fields] = []
            for row in rows:
                said = {c.cell: self._read(row, c, self._cell(question, c)) for c in columns}
                said = {name: value for name, value in said.items() if value is not None}
                if said and said not in found:
                    found.append(said)
            if found:
                table = [{"id": f"i{n}", **said} for n, said in enumerate(found, 1)]
                heads = ", ".join(column.head for column in columns)
                yield Told(heads, self._checked(rows, question, table), path)

    def _checked(self, rows: list[Row], question: Question, table: list[Fields]) -> Any:
        try:
            return check(question, table)
        except DpiaError as problem:
            self.problems.append(
                _("row {n}: {what}").format(n=rows[0].number, what=problem.message)
            )
            return []

    def _cell(self, question: Question, column: Column) -> Callable[[Any], Any]:
        for cell in question.columns:
            if cell.id == column.cell:
                return self._answer(cell, column)
        known = ", ".join(cell.id for cell in question.columns)
        message = _("{path} has no cell “{cell}”; it has: {known}.")
        told = {"path": column.what, "cell": column.cell, "known": known or _("none")}
        raise Invalid(message.format(**told))

    def _items(self, rows: list[Row]) -> tuple[list[Fields], list[Fields]]:
        """Return the risks and the measures; rows with the same title tell of the same one."""
        risks: dict[str, Fields] = {}
        measures: dict[str, Fields] = {}
        for row in rows:
            risk = self._item(row, "risk", risks, "r")
            measure = self._item(row, "measure", measures, "m")
            if risk and measure:
                effects = measure.setdefault("effects", [])
                if not any(effect["risk"] == risk["id"] for effect in effects):
                    effects.append({"risk": risk["id"]})
        return list(risks.values()), list(measures.values())

    def _item(self, row: Row, kind: str, known: dict[str, Fields], prefix: str) -> Fields | None:
        said: Fields = {}
        for column in self.map.of(kind):
            value = self._read(row, column, self._part(column))
            if value is None:
                continue
            if column.what in ("likelihood", "severity") or (kind, column.what) == _REASON:
                said.setdefault("inherent", {})[column.what] = value
            else:
                said[column.what] = value
        if not said:
            return None
        if "title" not in said:
            column = next(c for c in self.map.of(kind) if c.head in row.cells)
            message = _("it says something of a {kind} without a title.")
            self._wrong(row, column, message.format(kind=_(kind)))
            return None
        there = known.get(said["title"])
        if there is None:
            new = {"id": f"{prefix}{len(known) + 1}", **_BEGINS.get(kind, {}), **said}
            return known.setdefault(said["title"], new)
        for name, value in said.items():
            if there.setdefault(name, value) != value:
                message = _("“{title}” was told otherwise before ({name}).")
                told = message.format(title=said["title"][:60], name=name)
                self._wrong(row, self.map.of(kind)[0], told)
        return there

    def _part(self, column: Column) -> Callable[[Any], Any]:
        if column.what in ("likelihood", "severity"):
            steps = self.rulebook.method_document[column.what]
            return lambda cell: values.step(steps, column, cell)
        return self._field(column)

    # The rest

    def _asides(self, rows: list[Row]) -> Iterator[Told]:
        for column in self.map.of("note"):
            if said := _joined(rows, column.head):
                yield Told(column.head, said, column.what, aside=True)
        named = {column.head for column in self.map.columns if column.kind != "keep"}
        heads = dict.fromkeys(head for row in rows for head in row.cells)
        for head in heads if self.map.others == "keep" else self._kept():
            if head not in named and (said := _joined(rows, head)):
                yield Told(head, said)

    def _kept(self) -> list[str]:
        return [column.head for column in self.map.of("keep")]

    def _read(self, row: Row, column: Column, read: Callable[[Any], Any]) -> Any:
        """Return what a cell says, None for an empty one or a wrong one, which is noted."""
        if column.head not in row.cells:
            return None
        try:
            return read(row.cells[column.head])
        except DpiaError as problem:
            self._wrong(row, column, problem.message)
            return None

    def _wrong(self, row: Row, column: Column, what: str) -> None:
        message = _("row {n}, column “{head}”: {what}")
        head = visible(column.head)[:80]
        self.problems.append(message.format(n=row.number, head=head, what=what))

    def _head(self, kind: str, what: str) -> str:
        return next(column.head for column in self.map.of(kind) if column.what == what)


_REASON = ("risk", "reason")


def _joined(rows: list[Row], head: str) -> str:
    said = dict.fromkeys(values.text_of(row.cells[head]) for row in rows if head in row.cells)
    return "\n".join(said)
