"""Redacting a text for good (GDPR Art. 17): what becomes of the assessment, and the event of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from dpia.assessment import pointer
from dpia.assessment.change import difference
from dpia.assessment.event import REDACTED, appended, content, last, working_copy
from dpia.assessment.past import path_of
from dpia.assessment.signing import content_hash, on_older_text, sign_offs, text_hash
from dpia.assessment.sought import (
    BY_POINTER,
    Place,
    Target,
    coded,
    drafted,
    hit,
    is_text,
    standing,
    step,
    within,
)
from dpia.text import _

Document = Mapping[str, Any]
Event = Mapping[str, Any]
Free = Callable[[Place], bool]
"""Says of a place among the answers whether somebody writes there in own words."""

MARK = "[redacted]"
"""What stands where a text was."""
_LEFT = ("events", "sealed", "sign_offs", "summary", "redactions", "judged_by", "cursor", "drafts")
"""Parts that are no text of the assessment, have rules of their own, or say who acted."""
_GONE: Any = object()


def redacted(document: Document, target: Target, free: Free) -> dict[str, Any]:
    """Return the document in which nothing stands any more that is to go; its events are as before.

    A text is replaced by `MARK`, another answer is taken away.
    """
    after = working_copy(document)
    after["drafts"] = {
        name: text
        for name, text in (document.get("drafts") or {}).items()
        if target.past_only or not drafted(name, text, target)
    }
    if target.past_only:
        return after
    for name in [name for name in after if name not in _LEFT]:
        value = _rebuilt(after[name], (name,), target, free)
        after[name] = value if value is not _GONE else type(after[name])()
    for part in ("answers", "marks", "shelf"):  # where nothing is left, nothing stands
        topics = (after.get(part) or {}).items()
        said = {topic: {n: v for n, v in inner.items() if v != {}} for topic, inner in topics}
        after[part] = {topic: inner for topic, inner in said.items() if inner}
    return after


def tombstones(
    document: Document, after: Document, numbers: Iterable[int], said: Mapping[str, str], salt: str
) -> dict[str, Any]:
    """Return `after`, what `document` becomes, with the event that says that it was redacted.

    `numbers` are those of the events that are empty now, `said` is `by`, `at` and `note`, the
    reason. Nothing that went is in the event, and it says which sign-offs and advice held before.
    """
    held = {
        "event": last(document) + 1,
        "sign_offs": [s.get("id") for s in sign_offs(document) if s["fits"] or s.get("redacted")],
        "advised": on_older_text(document) is False,
        "content_hash": content_hash(after),
        "text_hash": text_hash(after),
    }
    after = {**after, "redactions": [*document.get("redactions", ()), held]}
    changes = [
        {name: value for name, value in change.items() if name != "before"}
        for change in difference(content(document), content(after))
    ]
    about = ", ".join(map(str, sorted(numbers)))
    return appended(after, after, changes, salt, kind=REDACTED, about=about, **said)


def places(before: Document, after: Document) -> list[str]:
    """Return what a person calls the places at which `redacted` took something away."""
    paths = (change["path"] for change in difference(content(before), content(after)))
    gone = [name for name in before.get("drafts") or {} if name not in after["drafts"]]
    return list(dict.fromkeys([*map(path_of, paths), *gone]))


def remaining(document: Document, events: Iterable[Event], target: Target) -> Iterator[str]:
    """Yield a sentence for each thing that still holds the text and cannot go: who acted."""
    if target.text is None:
        return
    by, old, find = 0, [], target.text.search
    for event in events:
        by += bool(find(str(event.get("by", ""))))
        if "noted" not in event and find(str(event.get("note", ""))):
            old.append(str(event.get("seq")))
    signatures = (f"{one.get('by')} {one.get('as')}" for one in document.get("sign_offs") or ())
    signed = sum(bool(find(one)) for one in signatures)
    if by or signed:
        yield _(
            "Who acted stays on record: {n} events and {signed} sign-offs are by such a name."
        ).format(n=by, signed=signed)
    if old:
        message = _("The reason of event {numbers} stays: an older dpia made it part of the chain.")
        yield message.format(numbers=", ".join(old))
    rows = [str(row.get("id")) for row in document.get("attachments") or ()]
    if attached := [row for row in rows if row not in target.attachments]:
        message = _("Attached files are not looked into ({ids}); `--attachment` takes one away.")
        yield message.format(ids=", ".join(attached))


def _rebuilt(value: Any, place: Place, target: Target, free: Free) -> Any:
    if isinstance(value, Mapping):
        inside = ((n, _rebuilt(v, step(place, str(n)), target, free)) for n, v in value.items())
        return {name: inner for name, inner in inside if inner is not _GONE}
    if pointer.is_rows(value):
        rows = [row for row in value if not _is_attachment(place, row, target)]
        return [_rebuilt(row, (*place, str(row["id"])), target, free) for row in rows]
    if isinstance(value, list):
        kept = [_rebuilt(item, place, target, free) for item in value]
        left = [item for item in kept if item is not _GONE]
        return left if left or not kept else _GONE
    return _leaf(value, place, target, free) if hit(place, value, target) else value


def _is_attachment(place: Place, row: Mapping[str, Any], target: Target) -> bool:
    return place == ("attachments",) and row["id"] in target.attachments


def _leaf(value: Any, place: Place, target: Target, free: Free) -> Any:
    """Return what stands instead of a value that is to go."""
    where = standing(place)
    answer = place[0] in ("answers", *BY_POINTER)
    if not isinstance(value, str) or not (free(where) if where[0] == "answers" else is_text(where)):
        return _GONE if within(place, target) and (answer or not coded(place)) else value
    if target.text and not within(place, target):
        return target.text.sub(MARK, value)
    return MARK
