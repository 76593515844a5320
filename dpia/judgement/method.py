"""A risk method as values: its scales, its matrix, and the flags that hold above the matrix."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dpia.errors import Invalid, unfit
from dpia.judgement.telling import trusted
from dpia.questionnaire.condition import Condition, parse
from dpia.questionnaire.model import joined

AXES = ("likelihood", "severity")


@dataclass(frozen=True)
class Level:
    """A risk level. `rank` orders levels; a target with `consult` leads to GDPR Art. 36(1)."""

    id: str
    title: str
    rank: int
    acceptable: bool
    consult: bool
    lowest: bool = False


@dataclass(frozen=True)
class Flag:
    """What holds above the matrix: `then` raises to a `level`, or asks for words in writing."""

    id: str
    title: str
    when: Condition
    then: str
    level: Level | None
    because: str
    law: str


@dataclass(frozen=True)
class Method:
    """Scales, matrix and flags. Values on both axes count from 1.

    `doubt` says in words why the matrix is not the official one; empty where it is.
    """

    levels: Mapping[str, Level]
    matrix: tuple[tuple[Level, ...], ...]
    reasons: Mapping[tuple[int, int], str]
    flags: tuple[Flag, ...]
    sizes: Mapping[str, int]
    doubt: str = ""

    def cell(self, severity: int, likelihood: int) -> Level:
        """Return the level at a place of the matrix. Both values must lie on their scales."""
        return self.matrix[severity - 1][likelihood - 1]

    def on_scale(self, axis: str, value: Any) -> bool:
        """Say whether `value` is a level of that axis."""
        whole = isinstance(value, int) and not isinstance(value, bool)
        return whole and 1 <= value <= self.sizes[axis]


def read(document: Mapping[str, Any]) -> Method:
    """Return the method a file describes. Raises Invalid when the file cannot be read."""
    try:
        return _read(document)
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise Invalid(
            f"The method “{document.get('id', '?')}” cannot be read: {unfit(error)}. "
            "Run `dpia questionnaire check` to see what is wrong."
        ) from error


def _read(document: Mapping[str, Any]) -> Method:
    bottom = min(entry["rank"] for entry in document["levels"])
    levels = {
        entry["id"]: Level(
            **{name: entry[name] for name in ("id", "title", "rank", "acceptable", "consult")},
            lowest=entry["rank"] == bottom,
        )
        for entry in document["levels"]
    }
    return Method(
        levels=levels,
        matrix=tuple(tuple(levels[name] for name in row) for row in document["matrix"]),
        reasons={
            (cell["severity"], cell["likelihood"]): cell.get("because", "")
            for cell in document.get("cells", ())
            if cell.get("needs") == "reason"
        },
        flags=tuple(_flag(entry, levels) for entry in document.get("flags", ())),
        sizes={axis: len(document[axis]) for axis in AXES},
        doubt=trusted(document).get("confidence_note", ""),
    )


def _flag(entry: Mapping[str, Any], levels: Mapping[str, Level]) -> Flag:
    return Flag(
        id=entry["id"],
        title=entry["title"],
        when=parse(entry["when"]),
        then=entry["then"],
        level=levels[entry["level"]] if entry["then"] == "raise-to" else None,
        because=entry.get("because", ""),
        law=joined(entry.get("law", ())),
    )
