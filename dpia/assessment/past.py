"""The past of one place of an assessment: what stood there after each event that touched it.

A place is an answer, a cell or a row of a table, a table, a risk, a measure, or a field of one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dpia.assessment import pointer
from dpia.assessment.change import touching
from dpia.canonical import copied
from dpia.errors import Invalid

Event = Mapping[str, Any]
TREATED = ("risks", "measures")


@dataclass(frozen=True)
class Said:
    """What stood at a place after one event."""

    event: Event
    value: Any
    """None where there was no answer."""
    marks: Mapping[str, Any] = field(default_factory=dict)
    """What was said about it: `unknown`, `note`, `evidence`, `assumed`, `to_confirm`."""
    shelved: Any = None
    """The value that waited because the question was not asked."""
    erased: bool = False
    """Whether what the event changed has been erased since; then nothing is known of it."""

    @property
    def answer(self) -> Any:
        """The value, also one that waited."""
        return self.shelved if self.value is None else self.value


def place_of(path: str) -> str:
    """Return the pointer to what a person calls `path`.

    `topic.question`, `topic.table/row/column`, `risks/r1`, `measures/m1/due`, or short `r1.title`;
    an axis of a risk is `risks/r1/likelihood` or `risks/r1/today/likelihood`.
    """
    first, dot, rest = path.partition(".")
    if path.startswith(tuple(f"{part}/" for part in TREATED)):
        part, row, *inside = path.split("/")
    elif _is_row(first):
        part, row, inside = _PARTS[first[0]], first, rest.split(".") if dot else []
    else:
        return pointer.join("answers", first, *rest.split("/"))
    if part == "risks" and inside and inside[-1] in ("likelihood", "severity"):
        inside = ["inherent", *inside] if len(inside) == 1 else inside
        inside = ["by_hand", *inside] if inside[0] in ("today", "target") else inside
    return pointer.join(part, row, *inside)


_PARTS = {"r": "risks", "m": "measures"}


def _is_row(name: str) -> bool:
    return name[:1] in _PARTS and name[1:].isdecimal()


def path_of(place: str) -> str:
    """Return what `place_of` reads for a pointer, also for one to what is said about an answer."""
    part, *names = pointer.tokens(place)
    if part in ("marks", "shelf") and len(names) > 1:
        return f"{names[0]}.{names[1].strip('/')}"
    if part == "answers" and len(names) > 1:
        return f"{names[0]}.{'/'.join(names[1:4])}"
    return "/".join([part, *names])


def replayed(events: Iterable[Event], *names: str) -> Iterator[Said]:
    """Yield what stood at a place after each event that changed it; `events` are oldest first.

    `names` are pointers to it, under today's name and under those it had before.
    """
    spots = [_spots(name) for name in names]
    watched = [{"path": path} for spot in spots for path in spot]
    held: dict[str, Any] = {}
    last: tuple[Any, Any, Any] = (None, {}, None)
    for event in events:
        if "changes" not in event:
            if _about(event, names):
                yield Said(event, *last, erased=True)
            continue
        related = [change for change in event["changes"] if touching([change], watched)]
        for change in related:
            _apply(held, change)
        if not related:
            continue
        now = (_first(held, spots, 0), _first(held, spots, 1) or {}, _first(held, spots, 2))
        if now != last:
            last = copied(now)  # what is held goes on changing
            yield Said(event, *last)


def _spots(place: str) -> Sequence[str]:
    """Return where the value stands, and what is said about it, and where it waits."""
    part, *names = pointer.tokens(place)
    if part != "answers":
        return (place,)
    inside = pointer.join(*names[1:])
    return place, pointer.join("marks", names[0], inside), pointer.join("shelf", names[0], inside)


def _first(held: Mapping[str, Any], spots: Sequence[Sequence[str]], which: int) -> Any:
    found = (pointer.get(held, spot[which]) for spot in spots if which < len(spot))
    return next((value for value in found if value is not None), None)


def _about(event: Event, names: Iterable[str]) -> bool:
    abouts = str(event.get("about", "")).split(", ")
    return any(place_of(about) in names for about in abouts if about)


def _apply(held: dict[str, Any], change: Mapping[str, Any]) -> None:
    """Make one change in the little that is held; what it builds on may have been erased."""
    path = change["path"]
    if "order" in change:
        rows = pointer.get(held, path)
        order = {row: number for number, row in enumerate(change["order"][1])}
        if pointer.is_rows(rows):
            rows.sort(key=lambda row: order.get(row["id"], len(order)))
    elif "after" not in change:
        pointer.remove(held, path)
    else:
        holder = pointer.join(*pointer.tokens(path)[:-1])
        try:
            if "index" in change and pointer.get(held, holder) is None:
                pointer.put(held, holder, [])
            pointer.put(held, path, copied(change["after"]), change.get("index"))
        except Invalid:  # a row that nothing is known of any more
            return
