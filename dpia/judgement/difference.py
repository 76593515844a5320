"""Two verdicts compared in the terms of the trade: what moved, from what to what."""

from collections.abc import Iterator, Mapping
from typing import Any

from dpia.judgement.telling import Node

Verdict = Mapping[str, Any]
GATES = (
    ("screening", "outcome"), ("screening", "conclusion"), ("lawfulness", "outcome"),
    ("consultation", "outcome"), ("go_live", "outcome"),
)  # fmt: skip
STAGES = ("inherent", "today", "target")


def difference(before: Verdict, after: Verdict) -> list[Node]:
    """Return what differs between two verdicts, the gravest part first; empty when nothing does.

    Each entry has `part` (`screening`, `conclusion`, `criterion`, `row`, `lawfulness`, `risk`,
    `consultation`, `go_live`, `finding`, `open`), and `before` and `after`: outcomes as codes,
    `met` as true, false or None, levels as their ids, findings by weight or None. `id` and
    `title` name the criterion, row, risk (with `stage`) or finding; `once_confirmed` says that a
    gate stands so only when the ratings that were tried are confirmed again.
    """
    return [
        *_gates(before, after),
        *_criteria(before, after),
        *_rows(before, after),
        *_risks(before, after),
        *_findings(before, after),
        *_open(before, after),
    ]


def _moved(part: str, before: Any, after: Any, **named: Any) -> Iterator[Node]:
    if before != after:
        yield {"part": part, **named, "before": before, "after": after}


def _gates(before: Verdict, after: Verdict) -> Iterator[Node]:
    for part, name in GATES:
        said = name if name == "conclusion" else part
        given = {"once_confirmed": True} if after[part].get("once_confirmed") else {}
        yield from _moved(said, before[part][name], after[part][name], **given)


def _criteria(before: Verdict, after: Verdict) -> Iterator[Node]:
    was = {criterion["id"]: criterion["met"] for criterion in before["screening"]["criteria"]}
    for criterion in after["screening"]["criteria"]:
        named = {"id": criterion["id"], "title": criterion["title"]}
        yield from _moved("criterion", was.get(criterion["id"]), criterion["met"], **named)


def _rows(before: Verdict, after: Verdict) -> Iterator[Node]:
    was, now = _hits(before), _hits(after)
    for name, title in {**was, **now}.items():
        yield from _moved("row", name in was, name in now, id=name, title=title)


def _hits(verdict: Verdict) -> dict[str, str]:
    return {
        str(hit["row"]): str(hit["title"])
        for authority in verdict["authorities"].values()
        for hit in authority["hits"]
    }


def _risks(before: Verdict, after: Verdict) -> Iterator[Node]:
    was = {risk["id"]: risk for risk in before["risks"]}
    now = {risk["id"]: risk for risk in after["risks"]}
    for name, risk in {**was, **now}.items():
        named = {"id": name, "title": risk["title"]}
        if name not in was or name not in now:
            yield from _moved("risk", _level(was, name), _level(now, name), **named, stage="target")
            continue
        for stage in STAGES:
            places = (_place(was[name][stage]), _place(now[name][stage]))
            yield from _moved("risk", *places, **named, stage=stage)


def _level(risks: Mapping[str, Verdict], name: str) -> Node | None:
    return _place(risks[name]["target"]) if name in risks else None


def _place(stage: Verdict) -> Node:
    return {axis: stage[axis] for axis in ("likelihood", "severity", "level")}


def _findings(before: Verdict, after: Verdict) -> Iterator[Node]:
    was = {finding["id"]: finding for finding in before["findings"]}
    now = {finding["id"]: finding for finding in after["findings"]}
    for name, finding in {**was, **now}.items():
        weights = [found[name]["weight"] if name in found else None for found in (was, now)]
        yield from _moved("finding", *weights, id=name, title=finding["title"])


def _open(before: Verdict, after: Verdict) -> Iterator[Node]:
    counts = [len(verdict["completeness"]["missing"]) for verdict in (before, after)]
    yield from _moved("open", *counts)
