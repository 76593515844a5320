"""An official form filled in from one assessment: what every face and format of a report shows."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

State = Literal["given", "unknown", "open"]


@dataclass(frozen=True)
class Entry:
    """One thing said in a field: given, not known yet, or open because nobody has answered.

    `label` says what it is where a field says several things.
    """

    text: str
    state: State = "given"
    label: str = ""


Entries = tuple[Entry, ...]


@dataclass(frozen=True)
class Field:
    """A field of the form and what stands in it; nothing where nothing applies."""

    id: str
    title: str
    kind: str
    entries: Entries = ()


@dataclass(frozen=True)
class Line:
    """A measure in a prescribed row: what it is, why it suits, where it stands."""

    measure: str
    suitability: str
    status: str


@dataclass(frozen=True)
class Row:
    """A prescribed row: the measures for one principle, right or duty, and what was answered."""

    id: str
    title: str
    measures: tuple[Line, ...]
    entries: Entries = ()


@dataclass(frozen=True)
class Table:
    """A table that repeats. `columns` and each row have the same length.

    `instead` says why there is no row, where there should be one.
    """

    columns: tuple[Field, ...]
    rows: tuple[tuple[Entries, ...], ...]
    instead: Entries = ()


@dataclass(frozen=True)
class Section:
    """A section of the form: fields to write in, prescribed rows, or a table."""

    id: str
    title: str
    fields: tuple[Field, ...] = ()
    rows: tuple[Row, ...] = ()
    table: Table | None = None


@dataclass(frozen=True)
class HeatCell:
    """A cell of a matrix: its level in words and from 0 (lowest) to 1, its risks by number."""

    level: str
    height: float
    risks: tuple[int, ...]


@dataclass(frozen=True)
class Heat:
    """A matrix at one stage, gravest severity first. Risks are numbered as in section 4.1.c."""

    stage: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[HeatCell, ...]], ...]


@dataclass(frozen=True)
class Reasons:
    """Why one number or verdict is what it is, one reason a line."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Filled:
    """The whole form. `about` holds reference, revision, judging date and fingerprint.

    `left_out` counts the proposed risks and measures that nobody has confirmed: they are not in it.
    """

    title: str
    form: str
    about: dict[str, Any]
    sections: tuple[Section, ...]
    left_out: dict[str, int]
    heat: tuple[Heat, ...] = ()
    reasons: tuple[Reasons, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the form as plain data."""
        return {"format": "dpia-report/1", **asdict(self)}

    def open_fields(self) -> Iterator[tuple[str, str, State]]:
        """Yield `section, title, state` of every field in which something is still missing."""
        for section in self.sections:
            for name, entries in _entries(section):
                missing = [entry.state for entry in entries if entry.state != "given"]
                if missing:
                    yield section.id, name, "open" if "open" in missing else "unknown"


def _entries(section: Section) -> Iterator[tuple[str, Entries]]:
    yield from ((field.title, field.entries) for field in section.fields)
    yield from ((row.title, row.entries) for row in section.rows)
    if section.table:
        yield section.title, section.table.instead
        for at, column in enumerate(section.table.columns):
            yield column.title, tuple(entry for row in section.table.rows for entry in row[at])
