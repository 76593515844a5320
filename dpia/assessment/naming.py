"""What people call the things of an assessment: risks R1, R2 …, measures M1, M2 …, decisions.

Numbers count the rows as they stand in the document, so lists, refusals and reports name the same
thing alike. The ids of the data (`r25`, `m32`) never change; commands take either, or the title.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from dpia.errors import Ambiguous, NotFound
from dpia.text import _

Document = Mapping[str, Any]

DECISIONS = {
    "approved": _("Approved"),
    "conditionally-approved": _("Approved with conditions"),
    "consultation": _("Refer to the authority"),
    "rejected": _("Rejected"),
}
"""The decisions, as the EDPB template of 2026 names them in section 6, in our own short words."""


def risk_numbers(document: Document) -> dict[str, str]:
    """Return `id -> R1, R2 …`, in the document's order."""
    return {str(r["id"]): f"R{n}" for n, r in enumerate(document.get("risks", ()), 1)}


def measure_numbers(document: Document) -> dict[str, str]:
    """Return `id -> M1, M2 …`; a rejected measure has none."""
    counted = [m for m in document.get("measures", ()) if m.get("status") != "rejected"]
    return {str(m["id"]): f"M{n}" for n, m in enumerate(counted, 1)}


def measure_name(document: Document, measure: Document) -> str:
    """Return a measure as it is named in sentences: its number, and its title in quotes."""
    return _quoted(measure_numbers(document), measure)


def risk_name(document: Document, risk: Document) -> str:
    """Return a risk as it is named in sentences: its number, and its title in quotes."""
    return _quoted(risk_numbers(document), risk)


def _quoted(numbers: Mapping[str, str], row: Document) -> str:
    return f"{numbers.get(row['id'], '')} “{row.get('title') or row['id']}”".strip()


def _named(numbers: Mapping[str, str], row: Document) -> str:
    return f"{numbers.get(row['id'], '')} {row.get('title') or row['id']}".strip()


# What a person calls a risk or a measure


def named_row(document: Document, part: str, name: str) -> str:
    """Return the id of the one of `part` (`risks`, `measures`) that a person names.

    An id counts as it is written; numbers and titles in any case. Raises NotFound, and Ambiguous
    with those it may be: also where the name was once the id of a row that is gone, so that a
    command given twice never reaches another row.
    """
    rows = document.get(part, ())
    if any(row["id"] == name for row in rows):
        return name
    found = _fitting(document, part, name)
    was_id = any(
        event.get("about") == name and str(event.get("kind")).endswith("-removed")
        for event in document.get("events", ())
    )
    if len(found) == 1 and not was_id:
        return str(found[0]["id"])
    if not found:
        known = _listed(document, part, rows) or _("none yet")
        message = _("There is no “{id}” among the {part} of this assessment: {known}.")
        raise NotFound(message.format(id=name[:80], part=_(part), known=known))
    message = _("“{name}” may be one of several: {found}. Name it by its id.")
    if was_id:
        message = _("“{name}” was the id of one that is gone. If {found} is meant, use that id.")
    raise Ambiguous(message.format(name=name[:80], found=_listed(document, part, found)))


def also_called(document: Document, part: str, name: str) -> str:
    """Return in a sentence which other row has the id `name` as its number, or nothing."""
    others = [row for row in _fitting(document, part, name) if row["id"] != name]
    own = [row for row in document.get(part, ()) if row["id"] == name]
    if not others or not own:
        return ""
    message = _("“{name}” is the id of: {own}. Not meant is: {other}.")
    named = {"own": _listed(document, part, own), "other": _listed(document, part, others)}
    return message.format(name=name, **named)


def _fitting(document: Document, part: str, name: str) -> list[Document]:
    """Return the rows whose number or title is `name`."""
    numbers, wanted = _numbers(document, part), _folded(name)
    return [
        row
        for row in document.get(part, ())
        if wanted and wanted in map(_folded, (numbers.get(row["id"]), row.get("title")))
    ]


def _folded(text: Any) -> str:
    return " ".join(str(text or "").split()).casefold()


def _listed(document: Document, part: str, rows: Iterable[Document]) -> str:
    numbers = _numbers(document, part)
    return ", ".join(f"{row['id']} ({_named(numbers, row)})" for row in rows)


def _numbers(document: Document, part: str) -> dict[str, str]:
    return risk_numbers(document) if part == "risks" else measure_numbers(document)
