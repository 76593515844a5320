"""Events: who changed what, when and why, each chained to the one before by a hash.

The chain covers an event's metadata and salted hashes of its payload and its reason, so that a name
can later be erased from both without breaking the chain.
"""

from collections.abc import Mapping
from typing import Any

from dpia.assessment.change import Change, apply, difference, take_back
from dpia.canonical import copied, digest
from dpia.errors import Invalid
from dpia.text import _

BOOKKEEPING = frozenset(
    ("events", "sealed", "revision", "updated", "summary", "cursor", "drafts", "counter")
)
BEGINNINGS = ("created", "brought-in", "revised")
"""Events that make an assessment; they are not undone."""
REPAIRED = "repaired"
"""The kind of an event that says that the assessment was put back after a damage."""
MIGRATED = "migrated"
"""The kind of an event by which it came to a newer format; nobody in particular did it."""
MOVES = (
    *("moved", "decided", "reopened", "superseded", "archived", "brought-back", "signed"),
    *(REPAIRED, MIGRATED),
)
"""Events that end what can be undone: nothing is taken back across a move or a sign-off."""

REDACTED = "redacted"
"""The kind of an event that emptied others for good: those whose numbers it is about."""

FIRST = "sha256:" + "0" * 64
_CHAINED = ("seq", "at", "by", "kind", "about", "note", "noted", "payload", "prev")


def working_copy(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a copy whose content may be changed; the events are shared, they never change."""
    return {
        key: list(value) if key in ("events", "sealed") else copied(value)
        for key, value in document.items()
    }


def content(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an event may be about: the document without its bookkeeping."""
    return {key: value for key, value in document.items() if key not in BOOKKEEPING}


def head(document: Mapping[str, Any]) -> str:
    """Return the hash of the last event, or of nothing when there is none."""
    if document.get("events"):
        return str(document["events"][-1]["hash"])
    return str(document["sealed"][-1]["head"]) if document.get("sealed") else FIRST


def record(
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    *,
    kind: str,
    about: str,
    by: str,
    at: str,
    salt: str,
    note: str = "",
) -> dict[str, Any]:
    """Return `after` with the event that leads to it, or unchanged when nothing changed.

    `at` is an ISO time in UTC, `salt` random hex that keeps a short payload from being guessed.
    """
    changes = difference(content(before), content(after))
    if not changes:
        return dict(after)
    how = {"kind": kind, "about": about, "by": by, "at": at, "note": note}
    return appended(before, after, changes, salt, **how)


def appended(
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    changes: list[Change],
    salt: str,
    *,
    kind: str,
    about: str,
    by: str,
    at: str,
    note: str = "",
) -> dict[str, Any]:
    """Return `after` with an event that says what was changed, after the events of `before`."""
    event: dict[str, Any] = {
        "seq": last(before) + 1,
        "at": at,
        "by": by,
        "kind": kind,
        "about": about,
        "payload": payload(salt, changes),
        "prev": head(before),
    }
    if note:
        event |= {"note": note, "noted": noted(salt, note)}
    event["hash"] = chained(event)
    event |= {"changes": changes, "salt": salt}
    return {**after, "events": [*before.get("events", ()), event], "updated": at}


def payload(salt: str, changes: list[dict[str, Any]]) -> str:
    """Return the salted hash of an event's changes."""
    return digest({"salt": salt, "changes": changes})


def noted(salt: str, note: str) -> str:
    """Return the salted hash of the reason somebody gave for a change."""
    return digest({"salt": salt, "note": note})


def chained(event: Mapping[str, Any]) -> str:
    """Return the hash of an event's metadata, which carries the chain.

    An event of before `noted` was written is chained by its reason in clear.
    """
    left = {"note"} if "noted" in event else set()
    return digest({name: event[name] for name in _CHAINED if name in event and name not in left})


def emptied(event: Mapping[str, Any], tombstone: Mapping[str, Any]) -> dict[str, Any]:
    """Return the event without what it changed and why: `tombstone` says who took it when and why.

    The salt goes as well, so that nobody can find out by trying what was there.
    """
    gone = {"changes", "salt", *(("note",) if "noted" in event else ())}
    kept = {name: value for name, value in event.items() if name not in gone}
    return {**kept, "redacted": dict(tombstone)}


def last(document: Mapping[str, Any]) -> int:
    """Return the number of the last event, 0 when there is none."""
    if document.get("events"):
        return _number(document["events"][-1])
    return int(document["sealed"][-1]["last"]) if document.get("sealed") else 0


def since(document: Mapping[str, Any], saved: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the events of `document` that came after those of `saved`, oldest first."""
    return [event for event in document["events"] if _number(event) > last(saved)]


def _number(event: Mapping[str, Any]) -> int:
    """Return the number of an event. Raises Invalid where a hand took it away."""
    if type(event.get("seq")) is not int:
        raise Invalid(_("An event of the history has no number; `dpia verify` says more."))
    return int(event["seq"])


def undoable(document: Mapping[str, Any], by: str) -> Mapping[str, Any]:
    """Return the latest change of `by` that stands. Raises Invalid when there is none."""
    standing, _undone = _own(document, by)
    return _whole(standing, _("There is nothing of yours to undo."))


def redoable(document: Mapping[str, Any], by: str) -> Mapping[str, Any]:
    """Return the change that `by` took back last. Raises Invalid when there is none.

    A new change of one's own ends the way forward.
    """
    _standing, undone = _own(document, by)
    return _whole(undone, _("There is nothing of yours to do again."))


def _own(document: Mapping[str, Any], by: str) -> tuple[list[Mapping[str, Any]], ...]:
    """Return the changes of `by` that stand, and those taken back, the latest last."""
    standing: list[Mapping[str, Any]] = []
    undone: list[Mapping[str, Any]] = []
    for event in document.get("events", ()):
        if event["kind"] in MOVES:
            standing.clear()
            undone.clear()
        if event["by"] != by or event["kind"] in (*BEGINNINGS, *MOVES, REDACTED):
            continue
        goes = {"undone": (standing, undone), "redone": (undone, standing)}.get(event["kind"])
        if goes is None:
            standing.append(event)
            undone.clear()
        elif goes[0] and str(goes[0][-1]["seq"]) == event["about"]:
            goes[1].append(goes[0].pop())
    return standing, undone


def _whole(events: list[Mapping[str, Any]], none: str) -> Mapping[str, Any]:
    if not events:
        raise Invalid(none)
    if "changes" not in events[-1]:
        message = _("The latest change was erased from the history; it cannot be undone or redone.")
        raise Invalid(message)
    return events[-1]


def undo(document: Mapping[str, Any], by: str, at: str, salt: str) -> dict[str, Any]:
    """Return the document with the inverse of one's own latest change appended.

    Raises Invalid when nothing is left to undo, Conflict when somebody changed it since.
    """
    event = undoable(document, by)
    after = working_copy(document)
    take_back(after, list(event["changes"]))
    about = str(event["seq"])
    return record(document, after, kind="undone", about=about, by=by, at=at, salt=salt)


def redo(document: Mapping[str, Any], by: str, at: str, salt: str) -> dict[str, Any]:
    """Return the document with the change that was taken back last made again.

    Raises Invalid when nothing was taken back, Conflict when somebody changed it since.
    """
    event = redoable(document, by)
    after = working_copy(document)
    apply(after, list(event["changes"]))
    about = str(event["seq"])
    return record(document, after, kind="redone", about=about, by=by, at=at, salt=salt)
