"""The parts of a questionnaire as values: topic, section, question, choice, fact, rule.

A topic is read from a JSON Schema 2020-12 whose extra keywords start with `x-`; nothing here
judges answers, and nothing a topic refers to is ever fetched.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from dpia.errors import Invalid, unfit
from dpia.questionnaire.condition import Condition, Scope, parse

Kind = Literal["choice", "choices", "text", "long-text", "integer", "number", "date", "rows"]
Document = Mapping[str, Any]


@dataclass(frozen=True)
class Choice:
    """One answer to pick. `criteria` and `raises` say what picking it means."""

    value: str
    title: str
    help: str = ""
    criteria: tuple[str, ...] = ()
    raises: tuple[Document, ...] = ()
    score: float | None = None
    replaces: tuple[str, ...] = ()
    """Values it had in earlier versions."""


@dataclass(frozen=True)
class Question:
    """One question, or one column of a repeating group (then `group` is the group's id)."""

    topic: str
    id: str
    title: str
    help: str
    law: tuple[str, ...]
    kind: Kind
    schema: Document
    choices: tuple[Choice, ...] = ()
    none_title: str = ""
    required: bool = False
    show_if: Condition | None = None
    unit: str = ""
    group: str = ""
    columns: tuple["Question", ...] = ()
    row_title: str = ""
    choices_from: str = ""
    rows_of: str = ""
    lists_only: bool = False
    replaces: tuple[str, ...] = ()
    """Ids it had in earlier versions."""

    @cached_property
    def path(self) -> str:
        """`topic.question`; a column of a group is `topic.group.column`."""
        return ".".join(part for part in (self.topic, self.group, self.id) if part)

    @cached_property
    def sources(self) -> str:
        """The legal sources as one string."""
        return "; ".join(self.law)

    def column(self, column_id: str) -> "Question":
        """Return the column `column_id` of this group. Raises Invalid for one that is not there."""
        for column in self.columns:
            if column.id == column_id:
                return column
        raise Invalid(f"{self.path} has no column “{column_id}”.")

    def choice_title(self, value: str) -> str:
        """Return the words of the choice `value`, or `value` itself when it is not a choice."""
        return next((choice.title for choice in self.choices if choice.value == value), value)


@dataclass(frozen=True)
class Section:
    """A heading and the ids of the questions under it, in order."""

    id: str
    title: str
    description: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """A named condition with its legal source: a fact, or what takes more than one answer."""

    id: str
    title: str
    when: Condition
    law: str
    because: str = ""
    raises: Document = field(default_factory=dict)
    topic: str = ""
    confidence: str = ""


@dataclass(frozen=True)
class Topic:
    """One questionnaire."""

    id: str
    title: str
    description: str
    version: str
    sections: tuple[Section, ...]
    questions: Mapping[str, Question]
    facts: Mapping[str, Rule]
    rules: tuple[Rule, ...]
    document: Document

    def ordered(self) -> list[Question]:
        """Return the questions in the order in which they are asked."""
        return [self.questions[name] for section in self.sections for name in section.questions]


def sources(value: object) -> tuple[str, ...]:
    """Return one or several legal sources as a tuple of strings."""
    if isinstance(value, str):
        return (value,)
    return tuple(str(item) for item in value) if isinstance(value, (list, tuple)) else ()


def joined(value: object) -> str:
    """Return one or several legal sources as one string."""
    return "; ".join(sources(value))


def load_topic(document: Document) -> Topic:
    """Return the topic a questionnaire file holds. Raises Invalid when it cannot be read."""
    try:
        return _load_topic(document)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        name = document.get("x-topic", "?") if isinstance(document, Mapping) else "?"
        raise Invalid(
            f"The questionnaire “{name}” cannot be read: {unfit(error)}. "
            "Run `dpia questionnaire check` to see what is wrong."
        ) from error


def _load_topic(document: Document) -> Topic:
    topic_id = document["x-topic"]
    questions = {
        name: load_question(topic_id, name, schema)
        for name, schema in document["properties"].items()
    }
    return Topic(
        id=topic_id,
        title=document["title"],
        description=document.get("description", ""),
        version=document["x-version"],
        sections=tuple(
            Section(s["id"], s["title"], s.get("description", ""), tuple(s["questions"]))
            for s in document["x-sections"]
        ),
        questions=questions,
        facts=load_facts(document.get("x-facts", {}), topic_id),
        rules=tuple(load_rule(rule, topic_id) for rule in document.get("x-rules", ())),
        document=document,
    )


def load_facts(facts: Document, topic: str = "") -> dict[str, Rule]:
    """Return the named conditions of `x-facts`, or of an authority's `facts`."""
    return {
        name: Rule(
            id=name,
            title=fact["title"],
            when=parse(fact["when"], Scope(topic)),
            law=joined(fact.get("x-law", fact.get("law", ()))),
            topic=topic,
            confidence=fact.get("x-confidence", fact.get("confidence", "")),
        )
        for name, fact in facts.items()
    }


def load_rule(rule: Document, topic: str = "") -> Rule:
    """Return one rule of `x-rules`, or of a catalogue's entries."""
    return Rule(
        id=rule["id"],
        title=rule.get("title", rule["id"]),
        when=parse(rule["when"], Scope(topic)),
        law=joined(rule.get("x-law", rule.get("law", ()))),
        because=rule.get("because", ""),
        raises=rule.get("raises", {}),
        topic=topic,
        confidence=rule.get("x-confidence", rule.get("confidence", "")),
    )


def load_question(topic: str, name: str, schema: Document, group: str = "") -> Question:
    """Return the question a property schema describes."""
    kind = question_kind(schema)
    columns: tuple[Question, ...] = ()
    if kind == "rows":
        cells = schema["items"]["properties"]
        order = schema["items"].get("x-columns", [cell for cell in cells if cell != "id"])
        columns = tuple(load_question(topic, cell, cells[cell], group=name) for cell in order)
    show_if = schema.get("x-show-if")
    return Question(
        topic=topic,
        id=name,
        title=schema["title"],
        help=schema.get("description", ""),
        law=sources(schema.get("x-law", ())),
        kind=kind,
        schema=schema,
        choices=_choices(schema.get("items", schema) if kind == "choices" else schema),
        none_title=schema.get("x-none", ""),
        required=bool(schema.get("x-required", False)),
        lists_only=bool(schema.get("x-lists-only", False)),
        show_if=None if show_if is None else parse(show_if, Scope(topic, in_row=bool(group))),
        unit=schema.get("x-unit", ""),
        group=group,
        columns=columns,
        row_title=schema.get("x-row-title", ""),
        choices_from=schema.get("x-choices-from", ""),
        rows_of=schema.get("x-rows-of", ""),
        replaces=tuple(schema.get("x-replaces", ())),
    )


def question_kind(schema: Document) -> Kind:
    """Return the kind of question a property schema describes. Raises ValueError for none."""
    kind = schema.get("type")
    if kind == "array":
        return "rows" if schema.get("items", {}).get("type") == "object" else "choices"
    if kind == "string" and ("oneOf" in schema or "x-choices-from" in schema):
        return "choice"
    if kind == "string" and schema.get("format") == "date":
        return "date"
    if kind == "string":
        return "long-text" if schema.get("x-long") else "text"
    if kind == "integer":
        return "integer"
    if kind == "number":
        return "number"
    raise ValueError(f"a question of type {kind!r} cannot be asked")


def _choices(schema: Document) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            value=option["const"],
            title=option["title"],
            help=option.get("description", ""),
            criteria=tuple(option.get("x-criteria", ())),
            raises=tuple(option.get("x-raises", ())),
            score=option.get("x-score"),
            replaces=tuple(option.get("x-replaces", ())),
        )
        for option in schema.get("oneOf", ())
    )
