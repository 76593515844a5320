"""Whether every field of an official form finds what it is filled from."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dpia.questionnaire.lint.defect import Defect, pointer
from dpia.questionnaire.lint.stock import Miss, Stock
from dpia.questionnaire.model import Question
from dpia.questionnaire.shape import instead
from dpia.text import _

Node = Mapping[str, Any]


def unfilled(stock: Stock) -> Iterator[Defect]:
    """Yield a defect for each place a form names that is not there, or that nobody is asked."""
    for file, form in stock.checked("template"):
        tables = {section["id"]: section.get("rows") for section in form["sections"]}
        asked_by = form.get("pathway", form["id"])
        used = {field["section"] for field in form["fields"]}
        for i, section in enumerate(form["sections"]):
            place = pointer("sections", i)
            if section["id"] not in used:
                what = _("No field stands in the section “{id}”.").format(id=section["id"])
                yield Defect(file, place, what, _("Add its fields, or take it out."), "no-field")
            yield from _rows(stock, file, asked_by, place + "/rows", section.get("rows", {}))
        for i, field in enumerate(form["fields"]):
            place = pointer("fields", i)
            if field["section"] not in tables:
                what = _("There is no section “{id}”.").format(id=field["section"])
                mend = instead(field["section"], tables)
                yield Defect(file, place + "/section", what, mend, "unknown-section")
                continue
            for j, source in enumerate(field["from"]):
                inside = place + pointer("from", j)
                yield from _source(stock, file, asked_by, inside, source)
                yield from _column(stock, file, inside, source, tables[field["section"]])


def _rows(stock: Stock, file: str, form: str, place: str, rows: Node) -> Iterator[Defect]:
    for name in ("question", "twin"):
        if name in rows:
            yield from _asked(stock, file, form, f"{place}/{name}", rows[name], table=True)
    twin = stock.find(rows["twin"]) if "twin" in rows else None
    if isinstance(twin, Question) and twin.rows_of != rows.get("question"):
        what = _("“{twin}” does not keep the rows of “{table}”.").format(
            twin=rows["twin"], table=rows.get("question")
        )
        yield Defect(file, f"{place}/twin", what, _("Name one that does."), "unknown-group")
    for i, one in enumerate(rows.get("each", ())):
        inside = place + pointer("each", i, "question")
        yield from _asked(stock, file, form, inside, one["question"])
        items = place + pointer("each", i, "items")
        yield from _source(stock, file, form, items, one.get("items", {}))
    for i, path in enumerate(rows.get("questions", ())):
        yield from _asked(stock, file, form, place + pointer("questions", i), path)
    if isinstance(rows.get("measures"), list):
        yield from _duties(stock, file, f"{place}/measures", rows["measures"])


def _source(stock: Stock, file: str, form: str, place: str, source: Node) -> Iterator[Defect]:
    if "question" in source:
        yield from _asked(stock, file, form, f"{place}/question", source["question"])
    if "table" in source:
        yield from _asked(stock, file, form, f"{place}/table", source["table"], table=True)
        yield from _known(stock, file, f"{place}/cell", source["cell"], [source["table"]])
    yield from _duties(stock, file, f"{place}/measures", source.get("measures", ()))


def _asked(
    stock: Stock, file: str, form: str, place: str, path: str, table: bool = False
) -> Iterator[Defect]:
    found = stock.table(path) if table else stock.find(path)
    topic = path.partition(".")[0]
    if isinstance(found, Miss):
        yield Defect(file, place, found.what, found.mend, found.kind)
    elif topic not in _steps(stock, form):
        what = _("“{path}” is not asked by the pathway of the form.").format(path=path)
        mend = _("Add the questionnaire “{topic}” to pathways/{form}.").format(
            topic=topic, form=form
        )
        yield Defect(file, place, what, mend, "not-asked")


def _steps(stock: Stock, form: str) -> set[str]:
    """Return the questionnaires that the pathway of the form's name asks."""
    return {
        step.get("topic", "")
        for _key, pathway in stock.each("pathway")
        if pathway["id"] == form
        for step in pathway["steps"]
    }


def _duties(stock: Stock, file: str, place: str, named: Any) -> Iterator[Defect]:
    for i, name in enumerate(named):
        if name not in stock.duties:
            what = _("There is nothing called “{name}” that measures serve.").format(name=name)
            mend = instead(name, stock.duties)
            yield Defect(file, place + pointer(i), what, mend, "unknown-duty")


def _column(
    stock: Stock, file: str, place: str, source: Node, rows: Node | None
) -> Iterator[Defect]:
    if "column" not in source:
        return
    if rows is None:
        what = _("“{column}” is a column, and the section has no rows.")
        mend = _("Give the section rows, or name a question.")
        told = what.format(column=source["column"])
        yield Defect(file, place + "/column", told, mend, "unknown-column")
        return
    tables = [rows[name] for name in ("question", "twin") if name in rows]
    yield from _known(stock, file, place + "/column", source["column"], tables)


def _known(
    stock: Stock, file: str, place: str, column: str, tables: Iterable[str]
) -> Iterator[Defect]:
    """Yield that none of some tables of answers has the column; a table nobody finds says so."""
    found = [stock.find(table) for table in tables]
    known = {c.id for table in found if isinstance(table, Question) for c in table.columns}
    if known and column not in known:
        what = _("The rows have no column “{column}”.").format(column=column)
        yield Defect(file, place, what, instead(column, sorted(known)), "unknown-column")
