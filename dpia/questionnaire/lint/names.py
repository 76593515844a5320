"""Every name that is used exists: in conditions, and wherever one file names a part of another."""

from collections.abc import Iterator
from typing import Any

from dpia.questionnaire import condition as c
from dpia.questionnaire.lint.defect import Defect, pointer
from dpia.questionnaire.lint.stated import Document, Stated, columns_of
from dpia.questionnaire.lint.stock import Miss, Stock
from dpia.questionnaire.shape import instead
from dpia.text import _


def inside(condition: c.Condition, group: str = "") -> Iterator[tuple[c.Condition, str]]:
    """Yield every condition in `condition` with the table whose columns bare names are."""
    yield condition, group
    if isinstance(condition, c.Group):
        for part in condition.parts:
            yield from inside(part, group)
    elif isinstance(condition, c.Over) and condition.where is not None:
        yield from inside(condition.where, condition.group)


def misnamed(stock: Stock) -> Iterator[Defect]:
    """Yield a defect for every name nothing has."""
    for entry in stock.in_question:
        if entry.condition is None:
            yield _unreadable(entry)
            continue
        for part, group in inside(entry.condition, entry.group):
            for miss in _misses(stock, part, group):
                yield Defect(entry.file, entry.where, miss.what, miss.mend, miss.kind)
    for key, document in stock.checked("questionnaire"):
        yield from _in_questionnaire(stock, key, document)
    for key, document in stock.checked("catalogue"):
        yield from _in_catalogue(stock, key, document)
    for key, document in stock.checked("pathway"):
        yield from _in_pathway(stock, key, document)
    for key, document in stock.checked("authority"):
        yield from _in_authority(stock, key, document)


def _unreadable(entry: Stated) -> Defect:
    bounds = entry.refusal.startswith("`at-least`")
    kind = "at-least-bounds" if bounds else "bad-condition"
    return Defect(entry.file, entry.where, entry.refusal, _("Mend the condition."), kind)


def _misses(stock: Stock, part: c.Condition, group: str) -> Iterator[Miss]:
    for path in paths(part):
        found = stock.find(path, group)
        if isinstance(found, Miss):
            yield found
    match part:
        case c.Named():
            yield from _named(stock, part)
        case c.Over():
            found = stock.table(part.group)
            if isinstance(found, Miss):
                yield found
        case c.InLaw():
            yield from _absent(part.table, stock.tables, "law-table", _("There is no law table"))
        case c.Score():
            topics = [name for name in stock.topics if name != "case"]
            yield from _absent(part.topic, topics, "topic", _("There is no questionnaire"))
        case c.Compare():
            for side in (part.left, part.right):
                if side.datum:
                    what = _("No authority's file has a value")
                    yield from _absent(side.datum, stock.data, "datum", what)


def paths(part: c.Condition) -> list[str]:
    """Return the questions a condition asks by itself, not those inside it."""
    match part:
        case c.Atom() | c.Answered():
            return [part.path]
        case c.Compare():
            return [side.path for side in (part.left, part.right) if side.path]
        case c.InLaw():
            return [part.key]
        case _:
            return []


def _named(stock: Stock, part: c.Named) -> Iterator[Miss]:
    if part.kind == "fact":
        yield from _absent(part.name, stock.facts, "fact", _("There is no fact"))
    elif part.kind == "criterion":
        yield from _absent(part.name, stock.criteria, "criterion", _("There is no criterion"))
    elif part.name not in stock.rows:
        yield from _absent(part.name, stock.rows, "row", _("There is no list row"))
    elif part.part:
        parts = stock.rows[part.name]
        what = _("The list row “{row}” has no part").format(row=part.name)
        yield from _absent(part.part, parts, "part", what)


def _absent(name: str, known: Any, kind: str, what: str) -> Iterator[Miss]:
    if name not in known:
        yield Miss(f"unknown-{kind}", f"{what} “{name}”.", instead(name, sorted(known)))


# Names outside conditions


def _in_questionnaire(stock: Stock, file: str, document: Document) -> Iterator[Defect]:
    for name, schema in document["properties"].items():
        place = pointer("properties", name)
        yield from _in_question(stock, file, place, schema)
        for cell, column in columns_of(schema).items():
            inside_ = place + pointer("items", "properties", cell)
            yield from _in_question(stock, file, inside_, column)
    for i, rule in enumerate(document.get("x-rules", ())):
        place = pointer("x-rules", i, "raises")
        if "finding" in rule["raises"] and "title" not in rule:
            what = _("The rule “{id}” raises a finding without a headline.").format(id=rule["id"])
            yield Defect(file, pointer("x-rules", i), what, _("Add `title`."), "bad-rule")
        yield from _raised(stock, file, place, rule["raises"], named=True)


def _in_question(stock: Stock, file: str, place: str, schema: Document) -> Iterator[Defect]:
    for keyword in ("x-choices-from", "x-rows-of"):
        found = stock.table(schema[keyword]) if keyword in schema else None
        if isinstance(found, Miss):
            yield Defect(file, f"{place}/{keyword}", found.what, found.mend, "unknown-group")
    holder = schema if "oneOf" in schema else schema.get("items", {})
    base = place if "oneOf" in schema else place + "/items"
    for i, option in enumerate(holder.get("oneOf", ())):
        spot = base + pointer("oneOf", i)
        for criterion in option.get("x-criteria", ()):
            for miss in _named(stock, c.Named("criterion", criterion)):
                yield Defect(file, spot + "/x-criteria", miss.what, miss.mend, miss.kind)
        for j, raised in enumerate(option.get("x-raises", ())):
            yield from _raised(stock, file, spot + pointer("x-raises", j), raised, named=False)


def _raised(stock: Stock, file: str, place: str, raised: Document, named: bool) -> Iterator[Defect]:
    what_follows = [name for name in ("criterion", "finding", "scenario") if name in raised]
    if len(what_follows) != 1:
        what = _("It must raise exactly one of a criterion, a finding and a scenario.")
        yield Defect(file, place, what, _("Split or complete it."), "bad-rule")
        return
    kind = what_follows[0]
    misses: Iterator[Miss] = iter(())
    if kind == "criterion":
        misses = _named(stock, c.Named("criterion", raised["criterion"]))
    elif kind == "scenario":
        scenarios = stock.entries("scenarios")
        what = _("There is no scenario")
        misses = _absent(raised["scenario"], scenarios, "scenario", what)
    elif "weight" not in raised:
        what = _("The finding “{name}” has no weight.").format(name=raised["finding"])
        mend = _("Add `weight`: blocking, serious or note.")
        yield Defect(file, place, what, mend, "unknown-finding")
    elif not named and "because" not in raised:
        what = _("The finding “{name}” does not say why.").format(name=raised["finding"])
        yield Defect(file, place, what, _("Add `because`, a sentence."), "unknown-finding")
    for miss in misses:
        yield Defect(file, place, miss.what, miss.mend, miss.kind)


def _in_catalogue(stock: Stock, file: str, document: Document) -> Iterator[Defect]:
    words = {
        "measures": ("measure", _("There is no measure")),
        "scenarios": ("scenario", _("There is no scenario")),
        "harms": ("harm", _("There is no kind of harm")),
    }
    for i, entry in enumerate(document["entries"]):
        for part, (kind, what) in words.items():
            for name in entry.get(part, ()):
                for miss in _absent(name, stock.entries(part), kind, what):
                    place = pointer("entries", i, part)
                    yield Defect(file, place, miss.what, miss.mend, miss.kind)
        yield from _duties(stock, file, i, entry)


def _duties(stock: Stock, file: str, i: int, entry: Document) -> Iterator[Defect]:
    """Yield a defect for what a measure serves that the law does not know, or in a wrong group."""
    if "kind" not in entry:
        return  # a scenario tells the rights that are touched in words
    groups = {
        "principles": ("principle", _("There is no principle")),
        "rights": ("right", _("There is no right")),
        "requirements": ("requirement", _("There is no requirement")),
    }
    for part, (group, what) in groups.items():
        known = [name for name, own in stock.duties.items() if own == group]
        for name in entry.get(part, ()):
            for miss in _absent(name, known, group, what):
                place = pointer("entries", i, part)
                yield Defect(file, place, miss.what, miss.mend, miss.kind)


def _in_pathway(stock: Stock, file: str, document: Document) -> Iterator[Defect]:
    topics = [name for name in stock.topics if name != "case"]
    for i, step in enumerate(document["steps"]):
        if "topic" in step:
            what = _("There is no questionnaire")
            for miss in _absent(step["topic"], topics, "topic", what):
                place = pointer("steps", i, "topic")
                yield Defect(file, place, miss.what, miss.mend, miss.kind)


def _in_authority(stock: Stock, file: str, document: Document) -> Iterator[Defect]:
    for name in document.get("facts", {}):
        what = _("No questionnaire defines the fact this replaces,")
        for miss in _absent(name, stock.facts, "fact", what):
            yield Defect(file, pointer("facts", name), miss.what, miss.mend, miss.kind)
    for i, found in enumerate(document["lists"]):
        for j, row in enumerate(found["rows"]):
            for criterion in row.get("criteria", ()):
                for miss in _named(stock, c.Named("criterion", criterion)):
                    place = pointer("lists", i, "rows", j, "criteria")
                    yield Defect(file, place, miss.what, miss.mend, miss.kind)
