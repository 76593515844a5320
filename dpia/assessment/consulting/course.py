"""The course of a consultation, read from its record: what is open, what rests, how it stands.

The record is a list of entries, the oldest first. Each begins with `sent`; what comes after the
entry `closed` is another consultation.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Document = Mapping[str, Any]
Entry = Mapping[str, Any]

SENT, RECEIVED, EXTENDED = "sent", "received", "extended"
SUSPENDED, RESUMED = "suspended", "resumed"
REQUESTED, GIVEN = "requested", "given"
ADVICE, RECOMMENDATION, CLOSED = "advice", "recommendation", "closed"
KINDS = (
    *(SENT, RECEIVED, EXTENDED, REQUESTED, SUSPENDED, GIVEN, RESUMED),
    *(ADVICE, RECOMMENDATION, CLOSED),
)
"""What an entry can say, in the order in which it usually happens."""
NONE, RUNNING, ANSWERED = "none", "running", "answered"
STATES = (NONE, SENT, RUNNING, SUSPENDED, ANSWERED, CLOSED)
"""How a consultation stands: not begun, sent, received, resting, advice given, closed."""


@dataclass(frozen=True)
class Course:
    """One consultation: its entries, the oldest first. Without any it has not begun."""

    entries: tuple[Entry, ...] = ()

    def all(self, what: str) -> tuple[Entry, ...]:
        """Return the entries that say `what`."""
        return tuple(entry for entry in self.entries if entry.get("what") == what)

    def first(self, what: str) -> Entry | None:
        """Return the first entry that says `what`."""
        return next(iter(self.all(what)), None)

    def day(self, what: str) -> str:
        """Return on which day something happened first, as ISO; empty when it has not."""
        found = self.first(what)
        return str(found.get("on", "")) if found else ""

    @property
    def voluntary(self) -> bool:
        """Say whether the authority is consulted without a duty to do so."""
        return bool((self.first(SENT) or {}).get("voluntary"))

    @property
    def rests(self) -> tuple[tuple[str, str], ...]:
        """The days from and until which the period rests; one that still does has no end."""
        found: list[tuple[str, str]] = []
        for entry in self.entries:
            what, on = entry.get("what"), str(entry.get("on", ""))
            if what == SUSPENDED and not (found and not found[-1][1]):
                found.append((on, ""))
            elif what == RESUMED and found and not found[-1][1]:
                found[-1] = (found[-1][0], on)
        return tuple(found)

    @property
    def resting(self) -> bool:
        """Say whether the period rests."""
        return bool(self.rests) and not self.rests[-1][1]

    @property
    def requests(self) -> tuple[Entry, ...]:
        """What the authority has asked for and not been given yet."""
        found: list[Entry] = []
        for entry in self.entries:
            if entry.get("what") == REQUESTED:
                found.append(entry)
            elif entry.get("what") == GIVEN:
                named = entry.get("of")
                found = [one for one in found if named and one.get("id") != named]
        return tuple(found)

    @property
    def unanswered(self) -> tuple[Entry, ...]:
        """The recommendations of which nobody has said what becomes of them."""
        return tuple(one for one in self.all(RECOMMENDATION) if not one.get("followed"))

    @property
    def state(self) -> str:
        """One of `STATES`."""
        if not self.entries:
            return NONE
        if self.first(CLOSED):
            return CLOSED
        if self.first(ADVICE):
            return ANSWERED
        if self.resting:
            return SUSPENDED
        return RUNNING if self.first(RECEIVED) else SENT

    @property
    def under_way(self) -> bool:
        """Say whether it has begun and is not closed."""
        return self.state not in (NONE, CLOSED)


def courses(document: Document) -> tuple[Course, ...]:
    """Return every consultation on record, the oldest first."""
    return tuple(Course(tuple(entries)) for entries in _divided(document.get("consultation") or ()))


def latest(document: Document) -> Course:
    """Return the latest consultation on record; one that has not begun where there is none."""
    return next(reversed(courses(document)), Course())


def _divided(entries: Iterable[Entry]) -> list[list[Entry]]:
    found: list[list[Entry]] = []
    for entry in entries:
        begins = not found or any(one.get("what") == CLOSED for one in found[-1])
        if begins:
            found.append([])
        found[-1].append(entry)
    return found
