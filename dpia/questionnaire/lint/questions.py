"""Questions, sections and choices: each asked once, explained, limited, and of one piece."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dpia.questionnaire.lint.defect import Defect, pointer
from dpia.questionnaire.lint.stated import Document, columns_of
from dpia.questionnaire.lint.stock import Stock
from dpia.questionnaire.model import question_kind
from dpia.questionnaire.shape import instead
from dpia.text import _

Told = tuple[str, str, str, str]
"""Place, class of defect, what is wrong, how to mend it."""


def badly_asked(stock: Stock) -> Iterator[Defect]:
    """Yield a defect for everything wrong with questions by themselves."""
    for file, document in stock.checked("questionnaire"):
        found = [*_sections(document), *_questions(document), *_replaced(document)]
        found += _scores(stock, document)
        for place, kind, what, mend in found:
            yield Defect(file, place, what, mend, kind)


# Sections


def _sections(document: Document) -> Iterator[Told]:
    questions = document["properties"]
    places: dict[str, list[str]] = {}
    for i, section in enumerate(document["x-sections"]):
        for j, name in enumerate(section["questions"]):
            place = pointer("x-sections", i, "questions", j)
            places.setdefault(name, []).append(place)
            if name not in questions:
                what = _("The section “{section}” asks “{name}”, which is no question.")
                what = what.format(section=section["id"], name=name)
                yield place, "unknown-question", what, instead(name, questions)
    for name in questions:
        found = places.get(name, [])
        if not found:
            what = _("The question “{name}” is in no section, so it is never asked.")
            mend = _("Add it to the `questions` of a section.")
            yield (
                pointer("properties", name),
                "question-in-no-section",
                what.format(name=name),
                mend,
            )
        elif len(found) > 1:
            what = _("The question “{name}” is asked in {n} places.").format(
                name=name, n=len(found)
            )
            yield found[1], "question-in-two-sections", what, _("Leave it in one section.")
    yield from repeated(document["x-sections"], "/x-sections")
    yield from repeated(document.get("x-rules", ()), "/x-rules")


def repeated(entries: Iterable[Document], place: str, key: str = "id") -> Iterator[Told]:
    """Yield what is wrong where two entries of a list have the same id."""
    seen: set[Any] = set()
    for i, entry in enumerate(entries):
        if entry[key] in seen:
            what = _("“{name}” is there twice.").format(name=entry[key])
            yield f"{place}/{i}/{key}", "duplicate-id", what, _("Give each its own name.")
        seen.add(entry[key])


# Questions


def _questions(document: Document) -> Iterator[Told]:
    for name, schema in document["properties"].items():
        place = pointer("properties", name)
        if "description" not in schema:
            what = _("The question “{name}” has no help.").format(name=name)
            mend = _("Add `description`: what is meant, with an example.")
            yield place, "no-help", what, mend
        if "x-law" not in schema:
            what = _("The question “{name}” names no legal source.").format(name=name)
            yield place, "no-law", what, _('Add `x-law`, e.g. ["GDPR Art. 35(7)(a)"].')
        yield from _question(place, name, schema)
        for cell, column in columns_of(schema).items():
            inside = place + pointer("items", "properties", cell)
            yield from _question(inside, f"{name}.{cell}", column)


def _question(place: str, name: str, schema: Document) -> Iterator[Told]:
    kind = question_kind(schema)
    yield from _limits(place, name, kind, schema)
    if kind == "rows":
        yield from _columns(place, schema)
    in_items = "oneOf" not in schema
    options = (schema.get("items", {}) if in_items else schema).get("oneOf", ())
    base = place + ("/items/oneOf" if in_items else "/oneOf")
    yield from repeated(options, base, "const")
    scored = [option for option in options if "x-score" in option]
    if scored and len(scored) < len(options):
        what = _("Only some choices of “{name}” have a score.").format(name=name)
        yield (
            base,
            "half-scored",
            what,
            _("Give every choice an `x-score`, 0 where it adds nothing."),
        )
    if not options and kind in ("choice", "choices") and "x-choices-from" not in schema:
        what = _("“{name}” offers no choices.").format(name=name)
        yield place, "no-choices", what, _("Add `oneOf`, or `x-choices-from` a table.")


def _limits(place: str, name: str, kind: str, schema: Document) -> Iterator[Told]:
    wanted = "maxLength" if kind in ("text", "long-text") else "maxItems"
    if kind in ("text", "long-text", "choices", "rows") and wanted not in schema:
        what = _("“{name}” has no limit.").format(name=name)
        yield place, "no-limit", what, _("Add `{keyword}`.").format(keyword=wanted)
    for low, high in (("minimum", "maximum"), ("minLength", "maxLength"), ("minItems", "maxItems")):
        if low in schema and high in schema and schema[low] > schema[high]:
            what = _("“{name}” takes no answer: `{low}` is above `{high}`.")
            what = what.format(name=name, low=low, high=high)
            yield f"{place}/{low}", "impossible-limits", what, _("Mend one of the two.")
    offered = schema["items"].get("oneOf") if kind == "choices" else None
    if offered is not None and schema.get("minItems", 0) > len(offered):
        what = _("“{name}” asks for more choices than there are.").format(name=name)
        yield f"{place}/minItems", "impossible-limits", what, _("Lower `minItems`.")


def _columns(place: str, schema: Document) -> Iterator[Told]:
    cells = columns_of(schema)
    order = schema["items"].get("x-columns")
    if order is not None and set(order) != set(cells):
        wrong = ", ".join(sorted(set(order) ^ set(cells)))
        what = _("The order of the columns and the columns differ: {names}.").format(names=wrong)
        mend = _("Name every column in `x-columns` once.")
        yield f"{place}/items/x-columns", "bad-columns", what, mend
    title = schema.get("x-row-title")
    if title is not None and title not in cells:
        what = _("“{name}” is no column, so it cannot name the rows.").format(name=title)
        yield f"{place}/x-row-title", "bad-columns", what, instead(title, cells)


# Versions


def _replaced(document: Document) -> Iterator[Told]:
    questions = document["properties"]
    everything = [(pointer("properties", name), questions[name]) for name in questions]
    heirs: Counter[str] = Counter()
    for place, schema in everything:
        for old in schema.get("x-replaces", ()):
            heirs[old] += 1
            if old in questions:
                what = _("It replaces “{old}”, which is still asked.").format(old=old)
                yield f"{place}/x-replaces", "bad-replaces", what, _("Remove one of the two.")
            elif heirs[old] > 1:
                what = _("Two questions replace “{old}”.").format(old=old)
                yield f"{place}/x-replaces", "bad-replaces", what, _("Leave it with one of them.")
        yield from _replaced_choices(place, schema)


def _replaced_choices(place: str, schema: Mapping[str, Any]) -> Iterator[Told]:
    in_items = "oneOf" not in schema
    options = (schema.get("items", {}) if in_items else schema).get("oneOf", ())
    known = {option["const"] for option in options}
    for i, option in enumerate(options):
        for old in option.get("x-replaces", ()):
            if old in known:
                what = _("It replaces the choice “{old}”, which is still offered.").format(old=old)
                spot = f"{place}{'/items' if in_items else ''}/oneOf/{i}/x-replaces"
                yield spot, "bad-replaces", what, _("Remove one of the two.")


# Scores


def _scores(stock: Stock, document: Document) -> Iterator[Told]:
    topic = document["x-topic"]
    for name, schema in document["properties"].items():
        for place, option in _scored(pointer("properties", name), schema):
            if topic not in stock.scored:
                what = _("The score of “{choice}” is never used: nothing adds up “{topic}”.")
                what = what.format(choice=option["const"], topic=topic)
                mend = _("Add a condition with `score`, or remove the scores.")
                yield place, "unused-score", what, mend
                return
        for cell, column in columns_of(schema).items():
            place = pointer("properties", name, "items", "properties", cell)
            for spot, _option in _scored(place, column):
                what = _("Columns are never added up; this score has no effect.")
                yield spot, "unused-score", what, _("Remove it.")


def _scored(place: str, schema: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    in_items = "oneOf" not in schema
    options = (schema.get("items", {}) if in_items else schema).get("oneOf", ())
    for i, option in enumerate(options):
        if "x-score" in option:
            yield f"{place}{'/items' if in_items else ''}/oneOf/{i}/x-score", option
