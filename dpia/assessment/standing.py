"""How long texts stood: each text of an assessment that was ever current, told by its events."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dpia.assessment import pointer

Event = Mapping[str, Any]
SEARCHED = (
    *("title", "organisation", "unit", "owner", "description", "answers", "marks"),
    *("risks", "measures", "opinions", "overruled", "accepted", "decision", "consultation"),
    "attachments",
)
"""The parts of an assessment whose texts people look for."""
_SILENT = {"id", "inputs", "sha256", "at", "content_hash", "head_hash", "finding", "rests_on"}
"""Keys under which no text stands that somebody wrote."""


@dataclass(frozen=True)
class Standing:
    """One text at one place, from the event that brought it to the one that ended it."""

    place: str
    text: str
    since: Event | None
    """None where no event is left that says so."""
    until: Event | None = None
    current: bool = False
    """Whether it stands there now; if not and `until` is None, nobody knows until when it stood."""


def standings(
    events: Iterable[Event], document: Mapping[str, Any], wanted: Callable[[str], bool]
) -> list[Standing]:
    """Return the texts that are `wanted`: those that stand in `document`, then past ones.

    `events` are oldest first. Of a text that stood at its place several times the last is told;
    the past ones come the latest first.
    """
    current = dict(_texts(_searched(document), "", wanted))
    standing: dict[str, Standing] = {}
    ended: list[Standing] = []
    for event in events:
        for change in event.get("changes", ()):
            if "order" not in change:
                ended += _turned(standing, change, event, wanted)
    now = [
        replace(standing.pop(place), current=True)
        if place in standing and standing[place].text == text
        else Standing(place, text, None, current=True)
        for place, text in current.items()
    ]
    past = {(one.place, one.text): one for one in [*ended, *standing.values()]}
    found = [one for (place, text), one in past.items() if current.get(place) != text]
    return [*now, *sorted(found, key=lambda one: _sequence(one.until), reverse=True)]


def _turned(
    standing: dict[str, Standing],
    change: Mapping[str, Any],
    event: Event,
    wanted: Callable[[str], bool],
) -> Iterator[Standing]:
    """Take one change in; yield what it ended."""
    path = change["path"]
    if path.split("/", 2)[1] not in SEARCHED:
        return
    after = dict(_texts(change["after"], path, wanted)) if "after" in change else {}
    for place in [p for p in standing if p == path or p.startswith(path + "/")]:
        if after.get(place) == standing[place].text:
            del after[place]
        else:
            yield replace(standing.pop(place), until=event)
    standing.update({place: Standing(place, text, event) for place, text in after.items()})


def _searched(document: Mapping[str, Any]) -> dict[str, Any]:
    return {name: document[name] for name in SEARCHED if name in document}


def _texts(content: Any, place: str, wanted: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """Yield the wanted texts of `content` with their places; a list that has no rows is one."""
    if isinstance(content, str):
        if wanted(content):
            yield place, content
    elif isinstance(content, dict):
        for name, inner in content.items():
            if name not in _SILENT:
                yield from _texts(inner, place + pointer.join(str(name)), wanted)
    elif pointer.is_rows(content):
        for row in content:
            yield from _texts(row, place + pointer.join(str(row["id"])), wanted)
    elif isinstance(content, list):
        joined = "; ".join(_plain(content))
        if joined and wanted(joined):
            yield place, joined


def _plain(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, list | dict):
        for inner in content.values() if isinstance(content, dict) else content:
            yield from _plain(inner)


def _sequence(event: Event | None) -> int:
    return int(event["seq"]) if event else 0
