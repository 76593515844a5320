"""What an assessment was, from all that is left of it: copies, its history, a damaged file.

Every event proves itself by its hashes and the one before it, so one that fits is taken from
wherever it is found, and what was damaged never is.
"""

import copy
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from dpia.assessment import event
from dpia.assessment.change import apply, follow
from dpia.assessment.document import EMPTY
from dpia.assessment.replaying import Replay
from dpia.errors import DpiaError
from dpia.register.verify import breaks, genuine

Document = dict[str, Any]
Event = dict[str, Any]

_UNFIT = (DpiaError, KeyError, TypeError, ValueError, AttributeError)
_LINE = re.compile(rb'^[ \t]*(\{"seq": (\d{1,9}).*?\}),?[ \t\r]*$', re.MULTILINE)


class Source(NamedTuple):
    """An assessment as it was once, and a phrase that says where that was found."""

    document: Document
    said: str


class Rebuilt(NamedTuple):
    """An assessment put together again."""

    document: Document
    """Where its events lead to."""
    after: Document
    """The same with the changes of single events, between which others are lost."""
    source: str
    """Where it was begun from; empty when from its history alone."""
    brought_back: list[Event]
    """Events whose changes came after the source."""
    lost: list[int]
    """The numbers of the events that are gone."""


def events_in(data: bytes) -> tuple[list[Event], int]:
    """Return the events that can still be read in a damaged file, and the number of its last."""
    found: list[Event] = []
    number = 0
    for line in _LINE.finditer(data):
        try:
            one = json.loads(line[1])
        except (ValueError, RecursionError):
            one = {}
        if isinstance(one, dict) and genuine(one):
            found.append(one)
            number = int(one["seq"])
        else:  # its own number may be what is damaged
            number = number + 1 if number else int(line[2])
    return found, number


def is_sound(history: Path, document: Document) -> bool:
    """Say whether its history is whole and leads to what an assessment says."""
    replay = Replay()
    broken = breaks(history, document, lambda one: replay.take(copy.deepcopy(one)))
    return not broken and not replay.differing(document)


def rebuilt(
    ident: str, history: Path, sources: Iterable[Source], events: Iterable[Event], last: int
) -> Rebuilt | None:
    """Return the latest sound state of the assessment `ident`; None when there is none.

    `sources` come in the order in which they are preferred, `events` from everywhere; `last` is the
    number of the last event there is known to have been.
    """
    by_number: dict[int, list[Event]] = {}
    for one in events:
        known = by_number.setdefault(int(one["seq"]), [])
        if one not in known:
            known.append(one)
    best: tuple[bool, int, Rebuilt] | None = None
    every = [one for several in by_number.values() for one in several]
    erased = max((one["seq"] for one in every if one.get("kind") == event.REDACTED), default=0)
    for source in (*sources, Source({}, "")):
        if event.last(source.document) < erased:  # it still holds what was erased after it
            continue
        found = _from(source, by_number, max([last, *by_number]))
        if found.document.get("id") != ident:
            continue
        rank = is_sound(history, found.document), event.last(found.document)
        if best is None or rank > best[:2]:
            best = (*rank, found)
    return best and _with_single(best[2], by_number)


def _from(source: Source, by_number: Mapping[int, list[Event]], last: int) -> Rebuilt:
    """Go on from a source by the events that follow it."""
    document = event.working_copy(source.document)
    document.setdefault("events", [])
    brought: list[Event] = []
    while following := _next(document, by_number):
        try:
            follow(document, copy.deepcopy(following["changes"]))
        except _UNFIT:
            break
        document["events"].append(following)
        document["updated"] = following["at"]
        brought.append(following)
    if not source.document:
        kept = {name: value for name, value in EMPTY.items() if name in event.BOOKKEEPING}
        document = {**copy.deepcopy(kept), **document}
    lost = list(range(event.last(document) + 1, last + 1))
    return Rebuilt(document, document, source.said, brought, lost)


def _next(document: Document, by_number: Mapping[int, list[Event]]) -> Event | None:
    head = event.head(document)
    for one in by_number.get(event.last(document) + 1, ()):
        if one.get("prev") == head and "changes" in one:
            return one
    return None


def _with_single(found: Rebuilt, by_number: Mapping[int, list[Event]]) -> Rebuilt:
    """Make the changes of events that stand alone too, where what they changed is as it was."""
    after, single = found.after, []
    for number in found.lost:
        for one in by_number.get(number, ())[:1]:
            changed = event.working_copy(after)
            try:
                apply(changed, copy.deepcopy(one["changes"]))
            except _UNFIT:
                continue
            after = changed
            single.append(one)
    numbers = {one["seq"] for one in single}
    lost = [number for number in found.lost if number not in numbers]
    brought = [*found.brought_back, *single]
    return found._replace(after=after, brought_back=brought, lost=lost)
