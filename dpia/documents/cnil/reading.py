"""Reading a file of the CNIL's PIA software, whatever is missing, empty or odd in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dpia.documents.rich_text import to_markdown

Raw = Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """What stands at one question: a text (Markdown), a list, a level (None: not rated)."""

    text: str = ""
    items: tuple[str, ...] = ()
    level: int | None = None
    strange_level: str = ""
    """A level that is none on the scale of 1 to 4, as it stands there."""


@dataclass(frozen=True)
class Control:
    """A measure: `number` is its id in the file, as text."""

    number: str
    title: str
    content: str = ""
    slug: str = ""
    """Which entry of the CNIL's knowledge base it came from."""


@dataclass(frozen=True)
class Evaluation:
    """What the evaluator said of an item, a question or a measure (`key`)."""

    key: str
    status: int = 0
    comment: str = ""
    plan: str = ""
    severity: int | None = None
    likelihood: int | None = None
    due: str = ""
    owner: str = ""


@dataclass(frozen=True)
class Comment:
    """A remark on a question, or on a measure, by its number."""

    number: str
    text: str
    on_measure: bool = False


@dataclass(frozen=True)
class Pia:
    """One file, in its own terms."""

    about: Raw
    """The part `pia`, as it is."""
    answers: Mapping[int, Answer] = field(default_factory=dict)
    controls: tuple[Control, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    comments: tuple[Comment, ...] = ()
    asked: Mapping[int, str] = field(default_factory=dict)
    """The titles of a template's own questions, by their numbers."""
    unread: tuple[str, ...] = ()
    """What stands in the file and is none of this, by name."""


def is_pia(found: Any) -> bool:
    """Say whether this is such a file: it has `pia`, and one of the lists or a name."""
    if not isinstance(found, Mapping) or not isinstance(found.get("pia"), Mapping):
        return False
    lists = ("answers", "measures", "evaluations", "comments")
    return any(name in found for name in lists) or "name" in found["pia"]


def read(raw: Raw) -> Pia:
    """Return what the file says; what cannot be read is passed over."""
    known = ("pia", "answers", "measures", "evaluations", "comments")
    return Pia(
        about=raw["pia"],
        answers=dict(_answers(raw)),
        controls=tuple(found for _row, found in controls(raw)),
        evaluations=tuple(found for _row, found in evaluations(raw)),
        comments=tuple(_comments(raw)),
        asked=dict(_asked(raw["pia"].get("structure_data"))),
        unread=tuple(name for name, value in raw.items() if name not in known and value),
    )


def text(value: Any) -> str:
    """Return a value that should be a text as one, without HTML."""
    if isinstance(value, str):
        return to_markdown(value)
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def number(value: Any) -> int | None:
    """Return a whole number that may be written as a text; None for anything else."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and value.strip().removeprefix("-").isdecimal():
        return int(value) if len(value) < 12 else None
    return value if isinstance(value, int) else None


def yes(value: Any) -> bool | None:
    """Return a yes or no that may be written as a number or a text; None when nobody said."""
    found = {"true": True, "false": False, "1": True, "0": False}
    return found.get(str(value).strip().lower())


def rows(raw: Any, name: str) -> Iterator[Raw]:
    """Yield the objects of a list of the file."""
    found = raw.get(name) if isinstance(raw, Mapping) else None
    if isinstance(found, list):
        yield from (row for row in found if isinstance(row, Mapping))


def _level(value: Any) -> int | None:
    found = number(value)
    return found if found is not None and 1 <= found <= 4 else None


def _answers(raw: Raw) -> Iterator[tuple[int, Answer]]:
    for row in rows(raw, "answers"):
        reference, data = number(row.get("reference_to")), row.get("data")
        if reference is None:
            continue
        if not isinstance(data, Mapping):
            data = {"text": data}
        items = data.get("list")
        gauge = data.get("gauge")
        strange = "" if gauge in (None, 0, "", "0") or _level(gauge) else str(gauge)[:40]
        listed = [text(item) for item in items] if isinstance(items, list) else []
        found = Answer(
            text(data.get("text")),
            tuple(item for item in listed if item),
            _level(gauge),
            strange,
        )
        if found != Answer():
            yield reference, found


def controls(raw: Raw) -> Iterator[tuple[Raw, Control]]:
    """Yield the measures that say anything, each with its row in the file."""
    for row in rows(raw, "measures"):
        title = " ".join(text(row.get("title")).split())
        slug = str(row.get("placeholder") or "")
        found = Control(key_of(row.get("id")), title, text(row.get("content")), slug)
        if found.title or found.content:
            yield row, found


def key_of(value: Any) -> str:
    """Return an id of the file as text, whether it is a number or not."""
    found = number(value)
    return str(value if found is None else found) if value is not None else ""


def evaluations(raw: Raw) -> Iterator[tuple[Raw, Evaluation]]:
    """Yield what the evaluator said, each with its row in the file."""
    for row in rows(raw, "evaluations"):
        gauges = row.get("gauges")
        gauges = gauges if isinstance(gauges, Mapping) else {}
        yield (
            row,
            Evaluation(
                str(row.get("reference_to") or ""),
                number(row.get("status")) or 0,
                text(row.get("evaluation_comment")),
                text(row.get("action_plan_comment")),
                _level(gauges.get("x")),
                _level(gauges.get("y")),
                str(row.get("estimated_implementation_date") or ""),
                " ".join(text(row.get("person_in_charge")).split()),
            ),
        )


def _comments(raw: Raw) -> Iterator[Comment]:
    for row in rows(raw, "comments"):
        if said := text(row.get("description")):
            on_measure = yes(row.get("for_measure")) is True
            yield Comment(key_of(row.get("reference_to")), said, on_measure)


def _asked(structure: Any) -> Iterator[tuple[int, str]]:
    """Yield the questions of a template that have titles of their own, not names of texts."""
    for section in rows(structure, "sections"):
        for item in rows(section, "items"):
            for question in rows(item, "questions"):
                title, reference = text(question.get("title")), number(question.get("id"))
                if reference is not None and title and not title.startswith("sections."):
                    yield reference, " ".join(title.split())
