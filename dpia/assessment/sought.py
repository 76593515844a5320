"""What is to be redacted, and where in an assessment and its history it stands.

A text is found by what it says, by the place where it stood, or by the event that brought it. Who
acted (`by`) is never sought: it is the record by which the controller answers for the assessment.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from dpia.assessment import pointer
from dpia.assessment.past import path_of
from dpia.errors import Invalid
from dpia.text import _

Document = Mapping[str, Any]
Event = Mapping[str, Any]
Place = tuple[str, ...]
"""Where something stands, step by step, whether it stands, waits on the shelf or is said about."""

BY_POINTER = ("marks", "shelf")
_ACTED = {"by", "answered_by"}
_CODES = {
    *("id", "format", "status", "archived_from", "authority", "also", "pathway", "method", "kind"),
    *("track", "event", "scenario", "catalogue", "role", "what", "basis", "body", "of", "followed"),
    *("outcome", "sought", "risk", "serves", "proposed", "created", "updated", "at", "on", "due"),
    *("done", "sha256", "media_type", "content_hash", "head_hash", "inputs", "rests_on", "finding"),
    *("criterion", "conclusion", "to", "head", "reference"),
}
"""Keys under which no text stands that somebody wrote."""


@dataclass(frozen=True)
class Target:
    """What is to go."""

    events: frozenset[int] = frozenset()
    """Numbers of events: what they changed and why, and their texts wherever those still stand."""
    places: tuple[str, ...] = ()
    """Pointers as `assessment.past.place_of` gives them: whatever was ever said there."""
    text: re.Pattern[str] | None = None
    """A text (see `wording`), wherever somebody wrote it."""
    attachments: frozenset[str] = frozenset()
    """Ids of attachments."""
    past_only: bool = False
    """Whether what stands there now stays."""
    written: frozenset[tuple[Place, str]] = field(default_factory=frozenset)
    """The texts that the named events brought, and where."""

    @cached_property
    def spots(self) -> tuple[Place, ...]:
        """The places, step by step."""
        return tuple(map(_place, self.places))


def wording(text: str) -> re.Pattern[str]:
    """Return what finds `text` in any case, over the ends of lines, composed or not.

    Raises Invalid when it is too short to be told from others.
    """
    words = text.split()
    if len("".join(words)) < 3:
        raise Invalid(_("Name a text of at least three characters; a shorter one is in many."))
    forms = {
        r"\s+".join(re.escape(unicodedata.normalize(form, word)) for word in words)
        for form in ("NFC", "NFD")
    }
    return re.compile("|".join(sorted(forms)), re.IGNORECASE)


def found_in(events: Iterable[Event], numbers: frozenset[int]) -> frozenset[tuple[Place, str]]:
    """Return the texts that the events with these numbers brought, and where."""
    return frozenset(
        (standing(place), value)
        for event in events
        if event.get("seq") in numbers
        for change in event.get("changes", ())
        for place, value in _leaves(change.get("after"), _place(change["path"]))
        if isinstance(value, str) and is_text(place)
    )


def attached(document: Document, events: Iterable[Event]) -> Iterator[tuple[str, str]]:
    """Yield the id and the sha256 of each attachment that an assessment has or had."""
    for side in ("before", "after"):
        for event in events:
            for change in event.get("changes", ()):
                if change["path"].startswith("/attachments"):
                    yield from _named(change.get(side), _place(change["path"]))
    yield from _named(document.get("attachments"), ("attachments",))


def _named(value: Any, place: Place) -> Iterator[tuple[str, str]]:
    leaves = _leaves(value, place)
    yield from ((where[1], str(sha)) for where, sha in leaves if where[2:] == ("sha256",))


def unmoved(document: Document, text: re.Pattern[str]) -> list[str]:
    """Return the places at which a text stands in a code or an id, where nothing is replaced."""
    found = (
        pointer.join(*place)
        for name, value in document.items()
        if name not in ("events", "sealed", "sign_offs", "summary")
        for place, inner in _leaves(value, (name,))
        if isinstance(inner, str) and place[-1] not in _ACTED and text.search(inner)
    )
    return list(dict.fromkeys(found))


def holds(event: Event, target: Target) -> bool:
    """Say whether an event holds what is to go, and is not empty already."""
    if "changes" not in event:
        return False
    if event.get("seq") in target.events:
        return True
    if target.text and "noted" in event and target.text.search(str(event.get("note", ""))):
        return True
    return any(
        hit(place, value, target)
        for change in event["changes"]
        for side in ("before", "after")
        for place, value in _leaves(change.get(side), _place(change["path"]))
    )


def _place(path: str) -> Place:
    place: Place = ()
    for token in pointer.tokens(path) if path else ():
        place = step(place, token)
    return place


def step(place: Place, name: str) -> Place:
    """Return the place below; what is kept by a pointer is parted into its steps."""
    if len(place) == 2 and place[0] in BY_POINTER and name.startswith("/"):
        return (*place, *pointer.tokens(name))
    return (*place, name)


def _leaves(value: Any, place: Place) -> Iterator[tuple[Place, Any]]:
    """Yield every single value with its place; those of a plain list stand at the same one."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _leaves(inner, step(place, str(name)))
    elif isinstance(value, list):
        for inner in value:
            row = isinstance(inner, Mapping) and "id" in inner
            yield from _leaves(inner, (*place, str(inner["id"])) if row else place)
    elif value is not None:
        yield place, value


def standing(place: Place) -> Place:
    """Return the place of a value that waits on the shelf as the one where it would stand."""
    return ("answers", *place[1:]) if place[:1] == ("shelf",) else place


def hit(place: Place, value: Any, target: Target) -> bool:
    """Say whether a single value at a place is to go."""
    if place[:1] == ("attachments",) and place[1:2] and place[1] in target.attachments:
        return True
    if within(place, target):
        return place[-1] != "id"
    if not isinstance(value, str) or not is_text(place):
        return False
    if target.text and target.text.search(value):
        return True
    return (standing(place), value) in target.written


def within(place: Place, target: Target) -> bool:
    """Say whether a place is one of those named or below, also as what is said about it."""
    where = ("answers", *place[1:]) if place[0] in BY_POINTER else place
    return any(where[: len(spot)] == spot for spot in target.spots)


def coded(place: Place) -> bool:
    """Say whether a code, a date, a hash or who acted stands at a place outside the answers."""
    return place[-1] in _CODES | _ACTED


def is_text(place: Place) -> bool:
    """Say whether somebody may have written a text at a place."""
    if place[0] in ("sign_offs", "judged_by", "redactions", "previous", "dates"):
        return False
    return place[0] in ("answers", "shelf") or not coded(place)


def drafted(name: str, text: Any, target: Target) -> bool:
    """Say whether a half-written text holds what is to go, or stands at its place."""
    said = str(text)
    for called in map(path_of, target.places):
        if name == called or name.startswith((f"{called}/", f"{called}.")):
            return True
    if target.text and target.text.search(said):
        return True
    return any(len(one) > 2 and one in said for _where, one in target.written)
