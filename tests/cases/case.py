"""A screening case: a processing operation, the label its source gives, and our answers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
SCHEMA = FOLDER / "case.schema.json"
LABELS = ("yes", "no", "unclear")


class Unreadable(Exception):
    """A file of cases that cannot be read; its text says why."""


@dataclass(frozen=True)
class Case:
    """One labelled case. `translated`: the answers were made mechanically from bare facts."""

    id: str
    title: str
    label: str
    strength: str
    criteria: frozenset[str]
    stated: bool
    list_item: str | None
    disagreement: str
    jurisdiction: str
    assessment: Mapping[str, Any]
    translated: bool = False

    @property
    def assumed(self) -> list[str]:
        """The questions whose answer is marked as assumed."""
        marks = self.assessment.get("marks", {})
        return [
            topic + pointer.replace("/", ".")
            for topic, said in marks.items()
            for pointer, mark in said.items()
            if mark.get("assumed")
        ]


def case_of(raw: Mapping[str, Any]) -> Case:
    """Return the case a file of tests/cases describes. Raises Unreadable."""
    try:
        return Case(
            id=raw["id"],
            title=raw["title"],
            label=raw["label"],
            strength=raw["label_strength"],
            criteria=frozenset(raw["criteria"]),
            stated=raw["criteria_basis"] == "stated",
            list_item=raw["list_item"],
            disagreement=raw.get("disagreement", {}).get("reason", ""),
            jurisdiction=raw["assessment"]["authority"],
            assessment=raw["assessment"],
        )
    except (KeyError, TypeError, AttributeError) as error:
        name = raw.get("id", "?") if isinstance(raw, Mapping) else "?"
        raise Unreadable(f"{name} is not a case as case.schema.json describes it: {error}") from (
            error
        )


def read_json(path: Path) -> Any:
    """Return the JSON in a file. Raises Unreadable."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Unreadable(f"{path} cannot be read: {error}") from error


def files(folder: Path = FOLDER) -> list[Path]:
    """Return the case files of a folder, in order."""
    return sorted(path for path in folder.glob("*.json") if not path.match("*.schema.json"))


def read_folder(folder: Path = FOLDER) -> list[Case]:
    """Return the cases of a folder. Raises Unreadable."""
    return [case_of(read_json(path)) for path in files(folder)]
