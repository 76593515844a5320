"""What is due as a calendar (RFC 5545): one whole day for each thing, to be read by any program."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from icalendar import Calendar, Event

from dpia.documents import words
from dpia.documents.safe import visible
from dpia.text import _

Entry = Mapping[str, Any]


def calendar(entries: Iterable[Entry], stamp: datetime) -> bytes:
    """Return the entries of `dues` that have a day as the bytes of an iCalendar file.

    `stamp` is the time of writing, in UTC. The same thing has the same UID every time, so that a
    calendar that reads the file again moves a day and does not double it.
    """
    made = Calendar()
    made.add("prodid", "-//dpia//due//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    known: Counter[str] = Counter()
    for entry in entries:
        uid = _uid(entry)
        known[uid] += 1
        made.add_component(_event(entry, f"{uid}-{known[uid]}@dpia", stamp))
    return bytes(made.to_ical())


def _event(entry: Entry, uid: str, stamp: datetime) -> Event:
    day = date.fromisoformat(entry["day"])
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp.replace(microsecond=0))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", _line(_summary(entry)))
    said = {_("Of what"): entry["detail"], _("Owner"): entry["owner"]}
    told = [f"{name}: {_line(text)}" for name, text in said.items() if text]
    if told:
        event.add("description", "\n".join(told))
    event.add("transp", "TRANSPARENT")
    return event


def _uid(entry: Entry) -> str:
    named = "\n".join(str(entry[name]) for name in ("id", "what", "detail"))
    return sha256(named.encode("utf-8", "replace")).hexdigest()[:32]


def _summary(entry: Entry) -> str:
    what = words.word(words.DUE, entry["what"])
    return f"{what}: {entry['reference'] or ''} {entry['title'] or ''}".strip()


def _line(text: str) -> str:
    return visible(" ".join(str(text).split()))
