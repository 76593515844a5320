"""The standard form of a pathway: one plain JSON Schema 2020-12 over all its answers.

Any validator can use it. What is definitely asked and owed is required, what is definitely not
asked is forbidden, and what is not known to be asked is left open.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from dpia.questionnaire.model import Question, Topic
from dpia.questionnaire.rulebook import Rulebook
from dpia.questionnaire.standard.atoms import DAY
from dpia.questionnaire.standard.definite import Definite
from dpia.questionnaire.standard.pair import ALWAYS, RowScope
from dpia.questionnaire.standard.schema import Schema, all_of, inside, when, without_annotations
from dpia.text import _

_MOST = 10**12


def compile_schema(rulebook: Rulebook, as_of: date | None = None) -> dict[str, Any]:
    """Return the schema of `{"topic": {"question": value}}` for the pathway of `rulebook`.

    Conditions that depend on the day (the law's dated rows, an authority's dated values) are
    taken as on `as_of`; without a day they stay open, and so does what a schema cannot compare.
    """
    definite = Definite(rulebook, as_of)
    pathway = rulebook.document(f"pathways/{rulebook.pathway}")
    topics = {topic.id: _topic(topic, definite) for topic in rulebook.asked}
    rules = [rule for topic in rulebook.asked for rule in _rules(topic, definite)]
    owing = [topic_id for topic_id, schema in topics.items() if "required" in schema]
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:dpia:answers:{pathway['id']}:{pathway['version']}",
        "title": _("Answers: {title}").format(title=pathway["title"]),
        "description": pathway["description"],
        "type": "object",
        "additionalProperties": False,
        "properties": topics,
    }
    schema |= {"required": owing} if owing else {}
    schema |= {"allOf": rules} if rules else {}
    definitions = _used(schema, definite.definitions)
    return schema | ({"$defs": definitions} if definitions else {})


def _topic(topic: Topic, definite: Definite) -> dict[str, Any]:
    questions = topic.ordered()
    owed = [q.id for q in questions if q.required and definite.shown(q).true is True]
    schema: dict[str, Any] = {
        "title": topic.title,
        "description": topic.description,
        "type": "object",
        "additionalProperties": False,
        "properties": {question.id: plain(question) for question in questions},
    }
    return schema | ({"required": owed} if owed else {})


def _rules(topic: Topic, definite: Definite) -> Iterator[Schema]:
    empty = inside([topic.id], {"maxProperties": 0}, needed=False)
    yield from _rule(when(definite.topic(topic.id).false, empty))
    for question in topic.ordered():
        shown, names = definite.shown(question), (topic.id, question.id)
        if question.required and shown.true is not True:
            yield from _rule(when(shown.true, inside(names, True)))
        if question.show_if is not None:
            yield from _rule(when(shown.false, inside(names, False, needed=False)))
        if question.kind == "rows":
            yield from _row_rules(question, definite)


def _row_rules(group: Question, definite: Definite) -> Iterator[Schema]:
    """Yield what holds of the cells of a table."""
    owner, names = definite.shown(group), (group.topic, group.id)

    def rows(schema: Schema) -> Schema:
        return inside(names, {"items": schema}, needed=False) if schema is not True else True

    for guard, hidden in definite.by_row(group, lambda row: _hidden(group, definite, row)):
        yield from _rule(when(guard, rows(hidden)))
    for guard, owed in definite.by_row(group, lambda row: _owed(group, definite, row)):
        yield from _rule(when(all_of([guard, owner.true]), rows(owed)))


def _hidden(group: Question, definite: Definite, row: RowScope) -> Schema:
    rules = []
    for column in group.columns:
        if column.show_if is not None:
            shown = definite.of(column.show_if, row)
            rules.append(when(shown.false, inside([column.id], False, needed=False)))
    return all_of(rules)


def _owed(group: Question, definite: Definite, row: RowScope) -> Schema:
    rules = []
    for column in group.columns:
        if column.required:
            condition = column.show_if
            shown = definite.of(condition, row) if condition is not None else ALWAYS
            rules.append(when(shown.true, inside([column.id], True)))
    return all_of(rules)


def _rule(schema: Schema) -> Iterator[Schema]:
    if schema is not True:
        yield schema


def plain(question: Question) -> dict[str, Any]:
    """Return the schema of one answer without annotations, as narrow as answers are checked."""
    schema: dict[str, Any] = without_annotations(question.schema)
    if question.kind in ("text", "long-text"):
        schema["minLength"] = max(1, schema.get("minLength", 1))
        # An answer of blanks alone is none.
        word = {"pattern": "\\S"}
        return {**schema, "allOf": [word]} if "pattern" in schema else schema | word
    if question.kind in ("integer", "number"):
        schema.setdefault("maximum", _MOST)
    if question.kind == "date":
        schema["pattern"] = DAY
    if question.kind == "rows":
        cells = {column.id: plain(column) for column in question.columns}
        row_id = schema["items"]["properties"]["id"]
        schema["items"] = {**schema["items"], "properties": {"id": row_id, **cells}}
    return schema


def _used(schema: Mapping[str, Any], definitions: Mapping[str, Schema]) -> dict[str, Schema]:
    """Return the definitions that `schema` refers to, also through one another."""
    found: dict[str, Schema] = {}
    waiting: list[Any] = [schema]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list):
            waiting += part
        elif isinstance(part, Mapping):
            waiting += part.values()
            name = str(part.get("$ref", "")).removeprefix("#/$defs/")
            if name and name not in found:
                found[name] = definitions[name]
                waiting.append(definitions[name])
    return {name: definitions[name] for name in definitions if name in found}
