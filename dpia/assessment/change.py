"""The difference between two states of an assessment, and the way back."""

from collections.abc import Iterator, Mapping
from typing import Any

from dpia.assessment import pointer
from dpia.errors import Conflict
from dpia.text import _

BY_TOPIC = ("/answers", "/marks", "/shelf")
"""Parts that hold one object for each topic; an empty one is the same as none."""

Change = dict[str, Any]
"""`{"path", "before"?, "after"?, "index"?}`, or for a new order `{"path", "order": [from, to]}`."""


def difference(before: Any, after: Any, path: str = "") -> list[Change]:
    """Return the changes that lead from `before` to `after`, smallest first found."""
    return list(_walk(before, after, path))


def _walk(before: Any, after: Any, path: str) -> Iterator[Change]:
    if before == after and type(before) is type(after):
        return
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _objects(before, after, path)
    elif _both_rows(before, after):
        yield from _rows(before, after, path)
    else:
        yield {"path": path, "before": before, "after": after}


def _both_rows(before: Any, after: Any) -> bool:
    rows = [value for value in (before, after) if value != []]
    lists = isinstance(before, list) and isinstance(after, list)
    return lists and bool(rows) and all(pointer.is_rows(value) for value in rows)


def _objects(before: Mapping[str, Any], after: Mapping[str, Any], path: str) -> Iterator[Change]:
    for key in [*before, *(key for key in after if key not in before)]:
        place = path + pointer.join(key)
        if path in BY_TOPIC:
            yield from _walk(before.get(key, {}), after.get(key, {}), place)
        elif key not in after:
            yield {"path": place, "before": before[key]}
        elif key not in before:
            yield {"path": place, "after": after[key]}
        else:
            yield from _walk(before[key], after[key], place)


def _rows(before: list[Any], after: list[Any], path: str) -> Iterator[Change]:
    old = {row["id"]: row for row in before}
    new = {row["id"]: row for row in after}
    for index, (row_id, row) in enumerate(old.items()):
        if row_id not in new:
            yield {"path": path + pointer.join(row_id), "before": row, "index": index}
    for index, (row_id, row) in enumerate(new.items()):
        if row_id not in old:
            yield {"path": path + pointer.join(row_id), "after": row, "index": index}
        else:
            yield from _walk(old[row_id], row, path + pointer.join(row_id))
    if not _same_order(list(old), list(new)):
        yield {"path": path, "order": [list(old), list(new)]}


def _same_order(old: list[str], new: list[str]) -> bool:
    """Say whether the places of single rows that came or went tell the whole order."""
    kept = [name for name in old if name in new] == [name for name in new if name in old]
    return kept and len(set(old) ^ set(new)) <= 1


def take_back(document: dict[str, Any], changes: list[Change]) -> None:
    """Undo `changes` in `document`. Raises Conflict when something there has changed since."""
    for change in reversed(changes):
        if "order" not in change:
            _take_back(document, change)
    for change in changes:
        if "order" in change:
            _reorder(pointer.get(document, change["path"]), change["order"][0])
    _without_empty_topics(document)


def _without_empty_topics(document: dict[str, Any]) -> None:
    for name in BY_TOPIC:
        part = document.get(name[1:], {})
        for topic in [topic for topic, content in part.items() if content == {}]:
            del part[topic]


def _take_back(document: dict[str, Any], change: Change) -> None:
    path = change["path"]
    if pointer.get(document, path) != change.get("after"):
        raise Conflict(
            _(
                "“{path}” has been changed again since, so the earlier change cannot be undone. "
                "Change it by hand instead."
            ).format(path=path)
        )
    if "before" in change:
        pointer.put(document, path, change["before"], change.get("index"))
    else:
        pointer.remove(document, path)


def _reorder(rows: Any, order: list[str]) -> None:
    place = {row_id: index for index, row_id in enumerate(order)}
    if isinstance(rows, list):
        rows.sort(key=lambda row: place.get(row["id"], len(place)))


def apply(document: dict[str, Any], changes: list[Change]) -> None:
    """Make `changes` in `document`. Raises Conflict when something there is not as it was."""
    take_back(document, inverse(changes))


def follow(document: dict[str, Any], changes: list[Change]) -> None:
    """Make `changes` in `document`, whatever stood there before; it takes over what they hold."""
    for change in changes:
        if "after" in change:
            pointer.put(document, change["path"], change["after"], change.get("index"))
        elif "order" not in change:
            pointer.remove(document, change["path"])
    for change in changes:
        if "order" in change:
            _reorder(pointer.get(document, change["path"]), change["order"][1])
    _without_empty_topics(document)


def inverse(changes: list[Change]) -> list[Change]:
    """Return the changes that lead the other way, so that taking them back applies them."""
    turned: list[Change] = []
    for change in reversed(changes):
        if "order" in change:
            turned.append({**change, "order": change["order"][::-1]})
            continue
        swapped = {k: v for k, v in change.items() if k not in ("before", "after")}
        if "before" in change:
            swapped["after"] = change["before"]
        if "after" in change:
            swapped["before"] = change["after"]
        turned.append(swapped)
    return turned


def touching(mine: list[Change], theirs: list[Change]) -> bool:
    """Say whether two sets of changes touch the same place, or one a part of the other's."""
    return any(
        a["path"] == b["path"]
        or a["path"].startswith(b["path"] + "/")
        or b["path"].startswith(a["path"] + "/")
        for a in mine
        for b in theirs
    )
