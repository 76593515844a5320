"""One measure that several assessments count on: when each of them expects it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dpia.judgement.consistency.doubles import folded
from dpia.judgement.telling import Node

Document = Mapping[str, Any]
DUE, STATUS, SLIPPED = "due", "status", "slipped"
_OPEN = ("planned", "partially-implemented")


def promises(cases: Iterable[Document]) -> list[Node]:
    """Return the measures promised in several cases that do not agree, or that slipped.

    A case is `{id, reference, title, measures, earlier}`; a measure `{id, catalogue, title, owner,
    status, due}`; `earlier` holds the measures of the versions before, the latest first. One
    measure is one entry of the catalogue, or one title with one owner. Each entry: `{title,
    catalogue, because, promised}`; `because` names `due`, `status` and `slipped` where they apply,
    and each of `promised` is `{id, reference, case, measure, owner, status, due, slipped}`;
    `slipped` is `{before, after}`, from the first day that was promised to the last. What is
    rejected is not promised; where all is in place nothing is told.
    """
    found: dict[Any, list[Node]] = defaultdict(list)
    titles: dict[Any, Document] = {}
    for case in cases:
        for measure in case["measures"]:
            key = _key(measure)
            if key and measure["status"] != "rejected":
                titles.setdefault(key, measure)
                found[key].append(_promised(case, measure))
    return list(_telling(found, titles))


def _telling(found: Mapping[Any, list[Node]], titles: Mapping[Any, Document]) -> Iterator[Node]:
    for key, promised in found.items():
        waiting = [one for one in promised if one["status"] in _OPEN]
        if not waiting or len({one["id"] for one in promised}) < 2:
            continue
        because = [DUE] * (len({one["due"] for one in waiting}) > 1)
        because += [STATUS] * (len({one["status"] for one in promised}) > 1)
        because += [SLIPPED] * any(one["slipped"] for one in promised)
        if because:
            measure = titles[key]
            named = {"title": measure["title"], "catalogue": measure["catalogue"] or None}
            yield {**named, "because": because, "promised": promised}


def _key(measure: Document) -> tuple[Any, ...]:
    if measure["catalogue"]:
        return ("catalogue", measure["catalogue"])
    title, owner = folded(measure["title"]), folded(measure["owner"])
    return ("named", title, owner) if title and owner else ()


def _promised(case: Document, measure: Document) -> Node:
    about = {name: case[name] for name in ("id", "reference")}
    said = {name: measure[name] or None for name in ("owner", "due")}
    return {
        **{**about, "case": case["title"], "measure": measure["id"]},
        **{**said, "status": measure["status"] or "planned"},
        "slipped": _slipped(measure, case["earlier"]),
    }


def _slipped(measure: Document, earlier: Iterable[Iterable[Document]]) -> Node | None:
    """Return from which first day to which last one the measure moved, if it moved later."""
    first = measure["due"]
    for measures in earlier:
        before = next((one for one in measures if one["id"] == measure["id"]), None)
        if before is None:
            break
        first = before["due"] or first
    later = bool(first and measure["due"] and measure["due"] > first)
    return {"before": first, "after": measure["due"]} if later else None
