"""Every legal rule has a source, and no two versions of one are in force at once.

That every file, and every row of a table, says from when it holds is in the schemas.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from dpia.questionnaire.lint.defect import Defect, pointer
from dpia.questionnaire.lint.questions import Told, repeated
from dpia.questionnaire.lint.stated import Document
from dpia.questionnaire.lint.stock import Stock
from dpia.text import _

_LAW_PARTS = (
    *("criteria", "duties", "triggers", "rows", "deadlines", "package", "outcomes"),
    *("states", "moves"),
)
_LAW = ("law", "x-law", "source", "x-source")
_CONFIDENCE = ("confidence", "x-confidence")


def unsourced(stock: Stock) -> Iterator[Defect]:
    """Yield a defect for everything without a source, a date or a confidence, and for clashes."""
    readers = {
        "questionnaire": _questionnaire,
        "authority": _authority,
        "law": _law,
        "catalogue": _catalogue,
        "method": _method,
    }
    for kind, read in readers.items():
        for file, document in stock.checked(kind):
            for place, kind_, what, mend in [*read(document), *_backwards(document)]:
                yield Defect(file, place, what, mend, kind_)


def _questionnaire(document: Document) -> Iterator[Told]:
    for name, fact in document.get("x-facts", {}).items():
        yield from _wants(pointer("x-facts", name), name, [fact, document], _LAW, _CONFIDENCE)
    for i, rule in enumerate(document.get("x-rules", ())):
        place = pointer("x-rules", i)
        yield from _wants(place, rule["id"], [rule, document], _LAW, _CONFIDENCE)


def _authority(document: Document) -> Iterator[Told]:
    for name, fact in document.get("facts", {}).items():
        yield from _wants(pointer("facts", name), name, [fact, document], _LAW, _CONFIDENCE)
    for name, rows in document.get("data", {}).items():
        yield from overlapping([(name, row) for row in rows], pointer("data", name))
    for i, found in enumerate(document["lists"]):
        place = pointer("lists", i)
        for j, row in enumerate(found["rows"]):
            spot = f"{place}/rows/{j}"
            yield from _wants(spot, row["id"], [row, found], ("law", "source"), _CONFIDENCE)
            if not str(row.get("source") or "").strip():
                what = _("The row “{name}” does not say where it was read.").format(name=row["id"])
                yield spot, "no-source", what, _("Add `source`.")
    yield from repeated(document["bodies"], "/bodies")
    yield from repeated(document.get("hints", ()), "/hints")
    for part in ("36_5", "practice"):
        for i, duty in enumerate(document.get("consultation", {}).get(part, ())):
            place = pointer("consultation", part, i)
            yield from _wants(place, duty["id"], [duty, document], _LAW, _CONFIDENCE)


def _law(document: Document) -> Iterator[Told]:
    for part in _LAW_PARTS:
        entries = document.get(part, ())
        yield from repeated(entries, f"/{part}")
        for i, entry in enumerate(entries):
            place = pointer(part, i)
            yield from _wants(place, entry["id"], [entry, document], _LAW, _CONFIDENCE)
    for name, test in document.get("tests", {}).items():
        yield from _wants(pointer("tests", name), name, [test, document], _LAW, _CONFIDENCE)
    for i, row in enumerate(document.get("rows", ())):
        if "source" not in row:
            what = _("“{name}” does not say where it was read.").format(name=row["id"])
            yield pointer("rows", i), "no-source", what, _("Add `source`.")
    # Rows with a condition of their own may share a day: the condition tells them apart.
    rows = [(row["key"], None if "when" in row else row) for row in document.get("rows", ())]
    yield from overlapping(rows, "/rows")


def _catalogue(document: Document) -> Iterator[Told]:
    yield from repeated(document["entries"], "/entries")
    for i, entry in enumerate(document["entries"]):
        confidence = _CONFIDENCE if document["kind"] == "findings" else ()
        place = pointer("entries", i)
        yield from _wants(place, entry["id"], [entry, document], _LAW, confidence)


def _method(document: Document) -> Iterator[Told]:
    for i, flag in enumerate(document.get("flags", ())):
        yield from _wants(pointer("flags", i), flag["id"], [flag], _LAW, ())


def _wants(
    place: str,
    name: str,
    holders: list[Document],
    law: Iterable[str],
    confidence: Iterable[str],
) -> Iterator[Told]:
    """Yield what is missing; `holders` are the rule and what it may inherit from."""
    if not any(holders[0].get(key) for key in law) and not any(
        holder.get("source") for holder in holders[1:]
    ):
        what = _("“{name}” names no source in the law.").format(name=name)
        yield place, "no-source", what, _("Add where it stands, e.g. `GDPR Art. 35(3)(b)`.")
    if confidence and not any(holder.get(key) for holder in holders for key in confidence):
        what = _("“{name}” does not say how far it can be trusted.").format(name=name)
        yield place, "no-confidence", what, _("Add a confidence: official, from-knowledge …")


def overlapping(rows: Iterable[tuple[str, Document | None]], place: str) -> Iterator[Told]:
    """Yield what is wrong where two rows of one name are in force on the same day."""
    spans: dict[str, list[tuple[str, str, int]]] = {}
    for i, (name, row) in enumerate(rows):
        if row is not None:
            span = (row["valid_from"], row.get("valid_to") or "9999-12-31", i)
            spans.setdefault(name, []).append(span)
    for name, found in spans.items():
        found.sort()
        for (_start, end, _first), (start, _end, second) in pairwise(found):
            if start <= end:
                what = _("Two versions of “{name}” are in force on {day}.")
                mend = _("End the older one the day before with `valid_to`.")
                spot = f"{place}/{second}"
                yield spot, "two-versions-at-once", what.format(name=name, day=start), mend


def _backwards(document: Any, place: str = "") -> Iterator[Told]:
    """Yield what ends before it begins."""
    if isinstance(document, dict):
        start, end = document.get("valid_from"), document.get("valid_to")
        if start and end and end < start:
            what = _("It ends on {end}, before it begins on {start}.").format(end=end, start=start)
            yield f"{place}/valid_to", "bad-date", what, _("Mend one of the two days.")
        for name, value in document.items():
            if isinstance(value, dict | list):
                yield from _backwards(value, place + pointer(name))
    elif isinstance(document, list):
        for i, value in enumerate(document):
            if isinstance(value, dict | list):
                yield from _backwards(value, f"{place}/{i}")
