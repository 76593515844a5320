"""A risk method in words: its scales, its levels, and the tone that repeats a level in colour."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dpia.text import _

Document = Mapping[str, Any]
STAGES = ("inherent", "today", "target")
AXES = ("likelihood", "severity")
STAGE = {"inherent": _("Inherent"), "today": _("Today"), "target": _("Target")}
STAGE_MEANS = {
    "inherent": _("before any additional measure"),
    "today": _("with the measures that are in place"),
    "target": _("once every planned measure is in place"),
}
AXIS = {"likelihood": _("Likelihood"), "severity": _("Severity")}


@dataclass(frozen=True)
class Level:
    """A level as it is shown: a word, a letter, and a tone (good, watch, bad, open)."""

    id: str
    title: str
    letter: str
    rank: int
    tone: str
    definition: str = ""


NOT_RATED = Level("", _("Not rated"), "?", 0, "open")


@dataclass(frozen=True)
class Step:
    """One step of an axis: what it is called and when it fits."""

    level: int
    title: str
    definition: str
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Scale:
    """One axis of a method with its steps, lowest first."""

    axis: str
    steps: tuple[Step, ...]

    def title(self, value: int | None) -> str:
        """Return a value in words, with its number."""
        found = next((step for step in self.steps if step.level == value), None)
        return f"{found.level} {found.title}" if found else NOT_RATED.title


def levels(method: Document) -> dict[str, Level]:
    """Return the levels of a method by id, lowest first."""
    entries = sorted(method["levels"], key=lambda entry: int(entry["rank"]))
    return {
        entry["id"]: Level(
            id=entry["id"],
            title=entry["title"],
            letter=entry.get("letter") or entry["title"][:1].upper(),
            rank=entry["rank"],
            tone=_tone(entry, entries[0]["rank"]),
            definition=entry.get("definition", ""),
        )
        for entry in entries
    }


def _tone(entry: Document, lowest: int) -> str:
    if entry.get("consult") or not entry.get("acceptable"):
        return "bad"
    return "good" if entry["rank"] == lowest else "watch"


def level(method: Document, name: str | None) -> Level:
    """Return the level `name`; no name, or one the method does not have, is not rated."""
    return levels(method).get(name or "", NOT_RATED)


def scale(method: Document, axis: str) -> Scale:
    """Return one axis of a method."""
    steps = (
        Step(
            level=entry["level"],
            title=entry["title"],
            definition=entry.get("definition", ""),
            examples=tuple(entry.get("examples", ())),
        )
        for entry in method[axis]
    )
    return Scale(axis, tuple(steps))
