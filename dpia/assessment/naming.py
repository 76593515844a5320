"""What people call the things of an assessment: risks R1, R2 …, measures M1, M2 …, decisions.

Numbers count the rows as they stand in the document, so lists, refusals and reports name the same
thing alike. The ids of the data (`r25`, `m32`) never change and are what commands take.
"""

from collections.abc import Mapping
from typing import Any

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
    """Return a measure as it is named in sentences: its number and its title."""
    return _named(measure_numbers(document), measure)


def risk_name(document: Document, risk: Document) -> str:
    """Return a risk as it is named in sentences: its number and its title."""
    return _named(risk_numbers(document), risk)


def _named(numbers: Mapping[str, str], row: Document) -> str:
    return f"{numbers.get(row['id'], '')} {row.get('title') or row['id']}".strip()
