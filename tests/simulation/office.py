"""The office that is simulated: two authors, one register, a clock of its own, and its own books.

What the office knows of an assessment it wrote down while it did the work. It is never read from
the register, so that the two can be held against each other.
"""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from dpia.canonical import digest
from dpia.desk.case import Case
from dpia.desk.config import Config
from dpia.desk.desk import Desk
from dpia.desk.library import Library
from dpia.register import Register

START = date(2026, 12, 1)
AUTHORS = ("Ada", "Ben")


class Clock:
    """A clock that goes on by one second whenever it is read."""

    def __init__(self) -> None:
        self._now = datetime.combine(START, time(12), UTC)

    def __call__(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now

    @property
    def today(self) -> date:
        return self._now.date()

    def go_to(self, day: date) -> None:
        """Go on to noon of a day, unless it is that day already."""
        self._now = max(self._now, datetime.combine(day, time(12), UTC))


@dataclass
class Known:
    """What is known of one assessment, because it was done."""

    id: str
    by_old: bool
    """Whether it is judged by the files as they were before the newer ones came."""
    events: list[tuple[str, str]] = field(default_factory=list)
    """The kind of every event, and by whom."""
    measures: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    """The status and the day of every measure."""
    status: str = "draft"
    put_away_from: str = ""
    previous: str = ""
    review: str | None = None
    outcome: str = ""
    until: list[str | None] = field(default_factory=list)
    """The day of each condition of a conditional approval."""
    unlooked: bool = False
    """Whether carried answers wait to be looked at."""
    decided: dict[int, str] = field(default_factory=dict)
    """Number of the event of a decision -> hash of the verdict it was taken on."""

    def copy_for(self, id: str, by_old: bool) -> "Known":
        """Return what is known of the next version."""
        measures = dict(self.measures)
        return Known(id, by_old, measures=measures, previous=self.id, unlooked=True)


class Office:
    """Two authors at one register."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.own = folder / "own"
        self.rng = random.Random(seed)
        self.clock = Clock()
        self.known: dict[str, Known] = {}
        self.done: Counter[str] = Counter()
        """How often each thing was done."""
        self.renewed = False
        """Whether the newer list and method are in use."""
        self.sit_down()

    def sit_down(self) -> None:
        """Give each author a desk, with the files as they are now."""
        library = Library(self.own)
        self.desks = [self._desk(library, name) for name in AUTHORS]

    def _desk(self, library: Library, name: str = AUTHORS[0]) -> Desk:
        register = Register.open(self.folder / "register", create=True)
        return Desk(register, library, Config(name=name, authority="bg"), self.clock)

    def open(self, known: Known) -> Case:
        """Open an assessment for one of the authors."""
        return self.rng.choice(self.desks).open(known.id)

    # Afterwards

    @cached_property
    def newer(self) -> Desk:
        """A fresh desk with the office's own files, on which all is checked."""
        return self._desk(Library(self.own))

    @cached_property
    def older(self) -> Desk:
        """A fresh desk that knows none of the office's own files."""
        return self._desk(Library(self.folder / "none"))

    @cached_property
    def cases(self) -> dict[str, Case]:
        """Every assessment, opened once for all checks."""
        return {name: self.newer.open(name) for name in self.known}

    def did(self, known: Known, case: Case, kind: str, **now: Any) -> None:
        """Write down that an event of a kind was made, and what is true `now`."""
        known.events.append((kind, case.desk.who))
        self.done[kind] += 1
        for name, value in now.items():
            setattr(known, name, value)
        if kind == "decided":
            known.decided[len(known.events)] = digest(case.verdict)
