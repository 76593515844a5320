"""Every condition the files state, with its place, its scope and what it defines."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dpia.errors import Invalid
from dpia.questionnaire.condition import Condition, Scope, parse
from dpia.questionnaire.lint.defect import pointer

Document = Mapping[str, Any]
Node = tuple[str, ...]
"""What a condition defines: ("question", path), ("fact", name, authority), ("row", id) …"""

METHOD = "method"
LAW_ROW = "law"


@dataclass(frozen=True)
class Stated:
    """One condition where it stands.

    `group` says whose columns bare names are: a group's path, `method` for a flag, `law` for a
    row of a law table (then those of the group that asks). `refusal` is why it cannot be read.
    `given` is a condition told elsewhere that has to hold beside it.
    """

    file: str
    where: str
    raw: Any
    scope: Scope
    node: Node
    group: str = ""
    authority: str = ""
    given: Any = None
    condition: Condition | None = field(init=False)
    refusal: str = field(init=False)

    def __post_init__(self) -> None:
        """Read the condition once."""
        condition, refusal = None, ""
        try:
            condition = parse(self.raw, self.scope)
        except Invalid as error:
            refusal = error.message
        except RecursionError:
            refusal = "A condition must not be nested so deeply."
        object.__setattr__(self, "condition", condition)
        object.__setattr__(self, "refusal", refusal)


def stated(file: str, kind: str, document: Document) -> Iterator[Stated]:
    """Yield the conditions of one file of that kind."""
    if kind == "questionnaire":
        yield from _questionnaire(file, document)
    elif kind == "authority":
        yield from _authority(file, document)
    elif kind == "method":
        for i, flag in enumerate(document.get("flags", ())):
            place = pointer("flags", i, "when")
            node = ("flag", f"{document['id']}:{flag['id']}")
            yield Stated(file, place, flag["when"], Scope(in_row=True), node, group=METHOD)
    elif kind == "template":
        yield from _template(file, document)
    else:
        yield from _others(file, kind, document)


def _template(file: str, document: Document) -> Iterator[Stated]:
    for i, section in enumerate(document["sections"]):
        rows = section.get("rows", {})
        for name, group in (("where", rows.get("question", "")), ("owed", "")):
            place = pointer("sections", i, "rows", name)
            if isinstance(rows.get(name), Mapping):
                scope = Scope(in_row=bool(group))
                yield Stated(file, place, rows[name], scope, ("rule", file + place), group)
    for i, found in enumerate(document["fields"]):
        for j, source in enumerate(found["from"]):
            place = pointer("fields", i, "from", j, "owed")
            if isinstance(source.get("owed"), Mapping):
                yield Stated(file, place, source["owed"], Scope(), ("rule", file + place))


def _questionnaire(file: str, document: Document) -> Iterator[Stated]:
    topic = document["x-topic"]
    plain, in_row = Scope(topic), Scope(topic, in_row=True)
    for name, schema in document["properties"].items():
        path, place = f"{topic}.{name}", pointer("properties", name)
        if "x-show-if" in schema:
            node = ("question", path)
            yield Stated(file, place + "/x-show-if", schema["x-show-if"], plain, node)
        for cell, column in columns_of(schema).items():
            if "x-show-if" in column:
                inside = place + pointer("items", "properties", cell, "x-show-if")
                node = ("question", f"{path}.{cell}")
                yield Stated(file, inside, column["x-show-if"], in_row, node, group=path)
    for name, fact in document.get("x-facts", {}).items():
        place = pointer("x-facts", name, "when")
        yield Stated(file, place, fact["when"], plain, ("fact", name, ""))
    for i, rule in enumerate(document.get("x-rules", ())):
        node = ("rule", f"{topic}:{rule['id']}")
        yield Stated(file, pointer("x-rules", i, "when"), rule["when"], plain, node)


def columns_of(schema: Document) -> dict[str, Document]:
    """Return the columns of a question that is a table; none for any other."""
    items = schema.get("items", {})
    cells = items.get("properties", {}) if items.get("type") == "object" else {}
    return {name: column for name, column in cells.items() if name != "id"}


def _authority(file: str, document: Document) -> Iterator[Stated]:
    name, scope = document["id"], Scope()
    for fact, entry in document.get("facts", {}).items():
        place = pointer("facts", fact, "when")
        own = ("fact", fact, name)
        yield Stated(file, place, entry["when"], scope, own, authority=name)
    for i, body in enumerate(document["bodies"]):
        if "when" in body:
            place = pointer("bodies", i, "when")
            yield Stated(file, place, body["when"], scope, ("body", body["id"]), "", name)
    for i, found in enumerate(document["lists"]):
        if "when" in found:
            place = pointer("lists", i, "when")
            yield Stated(file, place, found["when"], scope, ("list", found["id"]), "", name)
        for j, row in enumerate(found["rows"]):
            place = pointer("lists", i, "rows", j)
            node: Node = ("row", row["id"])
            yield Stated(file, place + "/when", row["when"], scope, node, "", name)
            if "plus" in row:
                beside = {"any": [{"criterion": criterion} for criterion in row["plus"]]}
                plus, when = place + "/plus", row["when"]
                yield Stated(file, plus, beside, scope, node, "", name, given=when)
            for part, raw in row.get("parts", {}).items():
                inside = place + pointer("parts", part)
                yield Stated(file, inside, raw, scope, (*node, part), "", name)
    for i, duty in enumerate(document.get("consultation", {}).get("36_5", ())):
        if "when" in duty:
            place = pointer("consultation", "36_5", i, "when")
            yield Stated(file, place, duty["when"], scope, ("rule", duty["id"]), "", name)


def _others(file: str, kind: str, document: Document) -> Iterator[Stated]:
    """Yield what stands under `when` in a pathway, a catalogue or a file of the law."""
    for place, entry in _with_when(document):
        if kind == "pathway":
            node = ("topic", entry["topic"]) if "topic" in entry else ("step", entry["step"])
        else:
            node = ("rule", str(entry.get("id") or f"{file}{place}"))
        table = kind == "law" and place.startswith("/rows/")
        group = LAW_ROW if table else ""
        yield Stated(file, place + "/when", entry["when"], Scope(in_row=table), node, group)


def _with_when(document: Any, place: str = "") -> Iterator[tuple[str, Document]]:
    if isinstance(document, Mapping):
        if isinstance(document.get("when"), Mapping):
            yield place, document
        for name, value in document.items():
            if name != "when" and isinstance(value, Mapping | list):
                yield from _with_when(value, place + pointer(name))
    elif isinstance(document, list):
        for i, value in enumerate(document):
            if isinstance(value, Mapping | list):
                yield from _with_when(value, place + pointer(i))
