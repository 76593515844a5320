"""The log of a register: what happened in all assessments, the latest first.

Only what is wanted is read: an assessment is opened once the log has come down to its last change,
and its sealed history once its recent events are used up.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dpia.desk.desk import Desk
from dpia.errors import DpiaError

if TYPE_CHECKING:
    from dpia.documents.history import Teller

Document = dict[str, Any]
Event = dict[str, Any]
Tell = Callable[[str], object]


@dataclass(frozen=True)
class Happening:
    """One event, and the assessment in which it happened."""

    document: Document = field(repr=False)
    event: Event

    @property
    def at(self) -> str:
        """When, ISO time in UTC."""
        return str(self.event.get("at", ""))


@dataclass(frozen=True)
class Wanted:
    """Which events of a log are wanted; empty is any."""

    since: str = ""
    """ISO date or time; earlier events are left out."""
    by: str = ""
    """Part of a name, in any case."""
    kinds: frozenset[str] = frozenset()

    def fits(self, event: Event) -> bool:
        """Say whether an event is wanted."""
        named = self.by.casefold() in str(event.get("by", "")).casefold()
        of_kind = not self.kinds or event.get("kind") in self.kinds
        return named and of_kind and str(event.get("at", "")) >= self.since


def log(
    desk: Desk, wanted: Wanted, among: Iterable[str] | None = None, tell: Tell = lambda _said: None
) -> Iterator[Happening]:
    """Yield what happened, the latest first; `among` names the assessments by id, else all.

    What cannot be read is told, and left out.
    """
    ids = None if among is None else set(among)
    heap: list[tuple[int, int, Iterator[Happening], Happening | None]] = []
    for number, (updated, ident) in enumerate(desk.register.latest()):
        if (ids is None or ident in ids) and updated >= wanted.since:
            heap.append((-_moment(updated), number, _backwards(desk, ident, tell), None))
    heapq.heapify(heap)  # the time sorts; the number keeps the order where two are of one second
    while heap:
        _when, number, rest, first = heapq.heappop(heap)
        if first is not None:
            if first.at < wanted.since:
                continue  # nothing later is left in this assessment
            if wanted.fits(first.event):
                yield first
        following = next(rest, None)
        if following is not None:
            entry = (-_moment(following.at), number, rest, following)
            heapq.heappush(heap, entry)


def _moment(at: str) -> int:
    """Return a time as a number that sorts alike; 0 for what is no time."""
    digits = "".join(filter(str.isdecimal, at))[:14]
    return int(digits.ljust(14, "0")) if digits else 0


def _backwards(desk: Desk, ident: str, tell: Tell) -> Iterator[Happening]:
    try:
        document = desk.register.load(ident).document
        for event in desk.register.backwards(document):
            yield Happening(document, event)
    except DpiaError as problem:
        tell(problem.message)


class Words:
    """Tells happenings in the words of the assessment each belongs to."""

    def __init__(self, desk: Desk) -> None:
        """Look up what is needed at `desk`."""
        self._desk = desk
        self._tellers: dict[str, Teller] = {}

    def what(self, happening: Happening) -> str:
        """Return what was done, and to what."""
        try:
            return self.teller(happening).what(happening.event)
        except (DpiaError, KeyError, TypeError, ValueError):  # a hand, or a lost file, broke it
            return str(happening.event.get("kind", ""))

    def teller(self, happening: Happening) -> "Teller":
        """Return what tells this event and those around it. Raises a DpiaError."""
        ident = happening.document["id"]
        teller = self._tellers.get(ident)
        if teller is None or happening.event["seq"] not in teller.events:
            teller = self._tellers[ident] = self._new_teller(happening)
        return teller

    def _new_teller(self, happening: Happening) -> "Teller":
        from dpia.documents.history import Teller

        document, seq = happening.document, happening.event["seq"]
        recent = document.get("events") or []
        if any(event["seq"] == seq for event in recent):
            events = iter(recent)
        else:
            events = self._desk.register.events(document)
        return Teller(events, self._desk.rulebook(document), document)
