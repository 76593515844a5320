"""What an importer returns: what a file says about one assessment, and what became of each part."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from dpia.documents.incoming.source import Source

Fate = Literal["mapped", "noted", "kept", "dropped"]
"""It has a place of ours; it stands as a note beside a question; it is kept in an attached file
only; it is left out."""


@dataclass(frozen=True)
class Told:
    """One thing a file says: for the question of ours at `path`, or, without one, for none.

    `title` is what the other tool asks or calls it. `value` is a text, or in the form of the
    question. `aside` keeps it beside the question even where it would fit as an answer: it speaks
    of the question, or would answer it only after some thought.
    """

    title: str
    value: Any
    path: str = ""
    aside: bool = False


@dataclass(frozen=True)
class Line:
    """One line of the report: what the other tool calls it, what became of it, where, and why."""

    fate: Fate
    what: str
    where: str = ""
    why: str = ""


@dataclass(frozen=True)
class Attached:
    """A file to keep with the assessment. `name` is a name, never a path."""

    name: str
    data: bytes
    title: str = ""


@dataclass(frozen=True)
class Incoming:
    """What a file says about one assessment.

    `fields` has the form of an assessment file (`dpia schema assessment`) and may hold any part of
    it; `told` is what was said in the words of the other tool. `origin` is the id it had in the
    register it came from, if any.
    """

    title: str
    told: tuple[Told, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)
    attachments: tuple[Attached, ...] = ()
    lines: tuple[Line, ...] = ()
    origin: str = ""


@dataclass(frozen=True)
class Importer:
    """One format: how it is recognised by its content, and how it is read."""

    id: str
    title: str
    sniff: Callable[[Source], bool]
    read: Callable[[Source], Iterable[Incoming]]
