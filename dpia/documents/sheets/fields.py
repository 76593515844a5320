"""What of a row may be changed in the workbook, as plain values: the same both ways.

A row's fields are compared, never its cells: levels, dates of change and other computed columns
play no part in whether somebody changed the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dpia.canonical import digest
from dpia.documents import safe
from dpia.questionnaire.cleaning import clean

Document = Mapping[str, Any]
Fields = dict[str, Any]
"""Field by id; what is empty is left out."""

HEADING = ("title", "unit", "owner", "organisation", "description")
RISK = ("title", "track", "event", "description", "sources", "impacts", "obvious", "widespread")
MEASURE = ("title", "role", "status", "owner", "due", "kind", "description", "suitability")
_HASH = 20
"""Characters of a fingerprint: it tells changed rows apart, it proves nothing."""


def of_register(document: Document) -> Fields:
    """Return the fields of an assessment's row on the sheet Register."""
    due = _dig(document, "dates", "review_due")
    return filled({**{name: document.get(name) for name in HEADING}, "review_due": due})


def of_risk(risk: Document, judged: Document) -> Fields:
    """Return the fields of a risk; an axis that follows from answers stands in the verdict."""
    found = {name: risk.get(name) for name in (*RISK, "reason")}
    for axis in ("likelihood", "severity"):
        found[axis] = _dig(judged, "inherent", axis) or _dig(risk, "inherent", axis)
    return filled({**found, "inherent_reason": _dig(risk, "inherent", "reason")})


def of_measure(measure: Document) -> Fields:
    """Return the fields of a measure; `effects` are `[risk, likelihood, severity]`."""
    found = {name: measure.get(name) for name in MEASURE}
    effects = [
        [str(e.get("risk")), e.get("likelihood") or 0, e.get("severity") or 0]
        for e in measure.get("effects") or ()
        if isinstance(e, Mapping)
    ]
    serves = measure.get("serves")
    served = sorted(map(str, serves)) if isinstance(serves, list) else None
    return filled({**found, "effects": sorted(effects), "serves": served})


def of_answer(value: Any, said: Document) -> Fields:
    """Return the fields of an answer: `answer`, `unknown` and `note`."""
    found = filled({"note": said.get("note"), "unknown": said.get("unknown") or None})
    if value is not None:  # an empty list is an answer: none of these
        found["answer"] = _plain(value) if isinstance(value, str) else value
    return found


def filled(fields: Document) -> Fields:
    """Return the fields as they are compared: texts as a cell shows them, what is empty left out.

    A list where a text is meant (a file may bring one) counts as its lines.
    """
    found = {name: _plain(value) for name, value in fields.items()}
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def fingerprint(fields: Fields) -> str:
    """Return a short hash of a row's fields."""
    return digest(fields).removeprefix("sha256:")[:_HASH]


def effects_told(effects: Iterable[Any], scales: Mapping[str, str]) -> str:
    """Return effects as lines `r1: likelihood 1, severity 0`, in the words of `scales`."""
    likelihood, severity = (scales[name].lower() for name in ("likelihood", "severity"))
    lines = (f"{risk}: {likelihood} {down}, {severity} {less}" for risk, down, less in effects)
    return "\n".join(lines)


def _plain(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        value = "\n".join(value)
    return safe.legal(clean(value)).strip() if isinstance(value, str) else value


def _dig(value: Any, *path: str) -> Any:
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value
