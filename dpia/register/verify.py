"""Is the history whole? Walks the chain of hashes over sealed and open events."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dpia.assessment.event import FIRST
from dpia.canonical import digest
from dpia.errors import DpiaError
from dpia.register.history import unseal
from dpia.text import _

CHAINED = ("seq", "at", "by", "kind", "about", "note", "payload", "prev")
"""What an event's hash covers: its metadata and, through `payload`, its changes."""


def verify(folder: Path, document: dict[str, Any]) -> list[str]:
    """Return a sentence for each break in the history of `document`; [] when it is whole.

    `folder` is the register's history folder. An event whose changes were redacted keeps its place
    in the chain: its payload's hash stands, its content is gone. A sign-off names the event after
    which it was given: that one must be there.
    """
    breaks: list[str] = []
    previous: dict[str, Any] | None = None
    heads, gaps = {FIRST}, False
    for event in _events(folder, document, breaks):
        if event is None:  # a segment is missing: the next event begins a new stretch
            previous, gaps = None, True
            continue
        breaks += _flaws(event, previous, first=previous is None and not breaks)
        heads.add(str(event.get("hash")))
        previous = event
    return breaks if gaps else [*breaks, *_unfounded(document, heads)]


def _unfounded(document: dict[str, Any], heads: set[str]) -> Iterator[str]:
    """Yield each sign-off that rests on a history other than the one there is."""
    for entry in document.get("sign_offs") or []:
        if entry.get("head_hash") not in heads:
            message = _(
                "The sign-off of {day} by {name} rests on a history that is not here: "
                "events were taken away or written anew."
            )
            yield message.format(day=str(entry.get("at"))[:10], name=str(entry.get("by"))[:80])


def _events(
    folder: Path, document: dict[str, Any], breaks: list[str]
) -> Iterator[dict[str, Any] | None]:
    for entry in document.get("sealed") or []:
        try:
            events = unseal(folder, document["id"], entry)
        except DpiaError as error:
            breaks.append(error.message)
            yield None
            continue
        yield from events
        last = events[-1] if events else {}
        if (last.get("seq"), last.get("hash")) != (entry.get("last"), entry.get("head")):
            breaks.append(
                _("The sealed history {file} does not end where the assessment says.").format(
                    file=str(entry.get("file"))[:16]
                )
            )
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


def _following(event: dict[str, Any]) -> Any:
    seq = event.get("seq")
    return seq + 1 if isinstance(seq, int) else None


def _authentic(event: dict[str, Any]) -> bool:
    return _digest({key: event[key] for key in CHAINED if key in event}) == event.get("hash")


def _whole(event: dict[str, Any]) -> bool:
    if "changes" not in event and event.get("redacted") is True:
        return True
    return _digest({"salt": event.get("salt"), "changes": event.get("changes")}) == event.get(
        "payload"
    )


def _digest(value: Any) -> str | None:
    try:
        return digest(value)
    except (TypeError, ValueError):
        return None
