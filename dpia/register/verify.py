"""Is the history whole? Walks the chain of hashes over sealed and open events."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from dpia.assessment.event import FIRST, REDACTED, chained, noted, payload
from dpia.errors import DpiaError
from dpia.register.history import unseal
from dpia.text import _

Event = dict[str, Any]


class Break(NamedTuple):
    """Where a history is broken: at which event (None: at none in particular), and how."""

    event: int | None
    said: str


def verify(folder: Path, document: dict[str, Any]) -> list[str]:
    """Return a sentence for each break in the history of `document`; [] when it is whole."""
    return [found.said for found in breaks(folder, document)]


def breaks(
    folder: Path, document: dict[str, Any], tell: Callable[[Event], object] = lambda _event: None
) -> list[Break]:
    """Return each break in the history of `document`; `tell` hears of each event, in their order.

    `folder` is the register's history folder. An event whose changes were redacted keeps its place
    in the chain: its payload's hash stands, its content is gone, and a later event says that it was
    redacted. A sign-off names the event after which it was given: that one must be there.
    """
    found: list[Break] = []
    previous: Event | None = None
    heads, gaps = {FIRST}, False
    emptied: set[str] = set()
    for event in _events(folder, document, found):
        if event is None:  # a segment is missing: the next event begins a new stretch
            previous, gaps = None, True
            continue
        flaws = _flaws(event, previous, first=previous is None and not found)
        found += [Break(_number(event), said) for said in flaws]
        tell(event)
        heads.add(str(event.get("hash")))
        if _is_empty(event):
            emptied.add(str(event.get("seq"))[:20])
        if event.get("kind") == REDACTED:
            emptied -= set(str(event.get("about")).split(", "))
        previous = event
    unsaid = _("The changes of event {number} are gone, and no redaction says why.")
    found += [Break(None, unsaid.format(number=number)) for number in sorted(emptied)]
    return found if gaps else [*found, *(Break(None, s) for s in _unfounded(document, heads))]


def _unfounded(document: dict[str, Any], heads: set[str]) -> Iterator[str]:
    """Yield each sign-off that rests on a history other than the one there is."""
    for entry in document.get("sign_offs") or []:
        if str(entry.get("head_hash")) not in heads:
            message = _(
                "The sign-off of {day} by {name} rests on a history that is not here: "
                "events were taken away or written anew."
            )
            yield message.format(day=str(entry.get("at"))[:10], name=str(entry.get("by"))[:80])


def _events(folder: Path, document: dict[str, Any], found: list[Break]) -> Iterator[Event | None]:
    for entry in document.get("sealed") or []:
        try:
            events = unseal(folder, document["id"], entry)
        except DpiaError as error:
            found.append(Break(None, error.message))
            yield None
            continue
        yield from events
        last = events[-1] if events else {}
        if (last.get("seq"), last.get("hash")) != (entry.get("last"), entry.get("head")):
            said = _("The sealed history {file} does not end where the assessment says.")
            number = _number(last)
            found.append(Break(number, said.format(file=str(entry.get("file"))[:16])))
    yield from document.get("events") or []


def _flaws(event: dict[str, Any], previous: dict[str, Any] | None, first: bool) -> Iterator[str]:
    """Yield what is wrong with one event, given the one before it."""
    number = str(event.get("seq"))[:20]
    if previous is not None or first:
        expected = 1 if previous is None else _following(previous)
        if event.get("seq") != expected:
            yield _("Event {number} stands where event {expected} belongs.").format(
                number=number, expected=expected
            )
    if previous is not None and event.get("prev") != previous.get("hash"):
        yield _("Event {number} does not follow from the one before it.").format(number=number)
    if not _authentic(event):
        yield _("Event {number} was altered: its hash does not fit.").format(number=number)
    elif not _whole(event):
        yield _("The changes of event {number} were altered.").format(number=number)


def genuine(event: Event) -> bool:
    """Say whether an event with its changes is as it was written, whatever came before it."""
    if "changes" not in event or not isinstance(event.get("seq"), int):
        return False
    return _authentic(event) and _whole(event)


def _number(event: Event) -> int | None:
    seq = event.get("seq")
    return seq if isinstance(seq, int) else None


def _following(event: dict[str, Any]) -> Any:
    seq = event.get("seq")
    return seq + 1 if isinstance(seq, int) else None


def _authentic(event: dict[str, Any]) -> bool:
    return _digest(chained, event) == event.get("hash")


def _whole(event: dict[str, Any]) -> bool:
    """Say whether changes and reason are those that were hashed, or were redacted together."""
    if _is_empty(event):
        return "salt" not in event and not ("noted" in event and "note" in event)
    salt, note = event.get("salt"), event.get("note")
    if "noted" in event and _digest(noted, salt, note) != event["noted"]:
        return False
    return _digest(payload, salt, event.get("changes")) == event.get("payload")


def _is_empty(event: dict[str, Any]) -> bool:
    return "changes" not in event and bool(event.get("redacted"))


def _digest(hashed: Callable[..., str], *of: Any) -> str | None:
    try:
        return hashed(*of)
    except (TypeError, ValueError):
        return None
