"""An official form filled in from one assessment: what every face and format of a report shows."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal, NamedTuple

State = Literal["given", "unknown", "open", "withheld"]


@dataclass(frozen=True)
class Entry:
    """One thing said in a field: given, not known yet, open because nobody has answered, withheld.

    `label` says what it is where a field says several things. What is missing has a `place` where
    it is said: the path of a question, or `about:<field>`, `risks`, `measures`, `decision`. What is
    not known and need not be said either is not `owed`. `picture` is the SHA-256 of an attachment
    that is drawn beneath, if it is a picture.
    """

    text: str
    state: State = "given"
    label: str = ""
    place: str = ""
    owed: bool = True
    picture: str = ""

    @property
    def missing(self) -> bool:
        """Say whether something that must stand here is not there."""
        return self.owed and self.state in ("open", "unknown")


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
    """A measure in a prescribed row: what it is, why it suits (empty: nobody said), its status."""

    measure: str
    suitability: str
    status: str


@dataclass(frozen=True)
class Row:
    """A prescribed row: the measures for one principle, right or duty, and what was answered.

    `measures` are those described here; `entries` name those that are described elsewhere.
    """

    id: str
    title: str
    measures: tuple[Line, ...]
    entries: Entries = ()


@dataclass(frozen=True)
class Table:
    """A table that repeats. `columns` and each row have the same length.

    `instead` says why there is no row, where there should be one. `names` are what the rows are
    called: R1, M2; running numbers where it is empty. `named_by` is the heading above them.
    """

    columns: tuple[Field, ...]
    rows: tuple[tuple[Entries, ...], ...]
    instead: Entries = ()
    names: tuple[str, ...] = ()
    named_by: str = ""

    @property
    def named_rows(self) -> tuple[tuple[str, tuple[Entries, ...]], ...]:
        """Each row with what it is called."""
        names = self.names or tuple(str(number) for number in range(1, len(self.rows) + 1))
        return tuple(zip(names, self.rows, strict=True))

    @property
    def shares(self) -> tuple[int, ...]:
        """How wide each column should be beside the others, that of the names first.

        Where all together are wider than a page, the widest give way: each keeps its longest word.
        """
        columns = [[self.named_by, *(name for name, _row in self.named_rows)]]
        for at, field in enumerate(self.columns):
            cells = (" ".join(f"{e.label} {e.text}" for e in row[at]) for row in self.rows)
            columns.append([field.title, *cells])
        least = [*map(_least, columns)]
        more = [_share(texts) - kept for texts, kept in zip(columns, least, strict=True)]
        room = min(sum(more), max(PAGE - sum(least), 0))
        pairs = zip(least, more, strict=True)
        return tuple(kept + extra * room // max(sum(more), 1) for kept, extra in pairs)


PAGE = 90
"""Characters of the small print of a table that fit beside each other on a page."""


def _least(texts: list[str]) -> int:
    """Return the width at which the longest word of a column fits, to a point."""
    word = max((len(word) for text in texts for word in text.split()), default=1)
    return max(6, min(word + 3, 17))


def _share(texts: list[str]) -> int:
    """Return a width for a column: its longest word fits, long texts get more room, to a point."""
    return max(_least(texts), min(int(max(map(len, texts)) ** 0.5 * 1.6), 40))


@dataclass(frozen=True)
class Section:
    """A section of the form: fields to write in, prescribed rows, or a table."""

    id: str
    title: str
    fields: tuple[Field, ...] = ()
    rows: tuple[Row, ...] = ()
    table: Table | None = None

    @property
    def heading(self) -> str:
        """The title, after the number where it has one."""
        return f"{self.id} {self.title}".strip()


@dataclass(frozen=True)
class HeatCell:
    """A cell of a matrix: its level in words and from 0 (lowest) to 1, its risks by number (R1)."""

    level: str
    height: float
    risks: tuple[str, ...]


@dataclass(frozen=True)
class Heat:
    """A matrix at one stage, gravest severity first."""

    stage: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[HeatCell, ...]], ...]


@dataclass(frozen=True)
class Reasons:
    """Why one number or verdict is what it is: a text for each reason, what it rests on below."""

    title: str
    lines: tuple[str, ...]


class Missing(NamedTuple):
    """What is missing in a field of a section; `entries` say it, each with its place."""

    section: str
    title: str
    state: State
    entries: Entries

    @property
    def told(self) -> str:
        """Where it is missing, and what, on one line."""
        return f"{self.section} {self.title}: {self.says}"

    @property
    def says(self) -> str:
        """What is missing, in words."""
        said = (f"{labelled(entry.label)} {entry.text}".strip() for entry in self.entries)
        return "; ".join(dict.fromkeys(said))


@dataclass(frozen=True)
class Filled:
    """The whole form. `about` holds reference, version, revision, judging date and fingerprint.

    `left_out` counts the proposed risks and measures that nobody has confirmed: they are not in it.
    `summary`, `withheld` and `findings` go before the form, `flows` and `noted` after it: they have
    the form of sections. Of a `public` report `withheld` says what was left out; it has no findings
    and no notes. `confidential` counts what must not be published. `sign_offs` has a line for each.
    A `brief` one has its summary alone.
    """

    title: str
    form: str
    about: dict[str, Any]
    sections: tuple[Section, ...]
    left_out: dict[str, int]
    heat: tuple[Heat, ...] = ()
    reasons: tuple[Reasons, ...] = ()
    summary: Section | None = None
    withheld: Section | None = None
    findings: Section | None = None
    flows: Section | None = None
    noted: Section | None = None
    sign_offs: tuple[str, ...] = ()
    confidential: int = 0
    public: bool = False
    brief: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return the form as plain data."""
        return {"format": "dpia-report/1", **asdict(self)}

    @property
    def parts(self) -> tuple[Section, ...]:
        """What is read after the cover: what was withheld, the findings, the form, the flows."""
        around = (self.withheld, self.findings, *self.sections, self.flows)
        return tuple(part for part in around if part)

    def open_fields(self) -> Iterator[Missing]:
        """Yield every field in which something is still missing."""
        return missing_in(self.sections)


def labelled(label: str) -> str:
    """Return what goes before a text to say what it is; a question needs no colon."""
    return label if not label or label.endswith("?") else f"{label}:"


def missing_in(sections: Iterable[Section]) -> Iterator[Missing]:
    """Yield every field of `sections` in which something is still missing."""
    for section in sections:
        for name, entries in _entries(section):
            found = tuple(entry for entry in entries if entry.missing)
            if found:
                state: State = "open" if any(e.state == "open" for e in found) else "unknown"
                yield Missing(section.id, name, state, found)


def _entries(section: Section) -> Iterator[tuple[str, Entries]]:
    yield from ((field.title, field.entries) for field in section.fields)
    yield from ((row.title, row.entries) for row in section.rows)
    if section.table:
        yield section.title, section.table.instead
        for at, column in enumerate(section.table.columns):
            yield column.title, tuple(entry for row in section.table.rows for entry in row[at])
