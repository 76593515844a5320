"""The numbers by which risks and measures are named on the screens: R1, R2 … and M1, M2 …

They count the rows as they stand, as the report does with those whose text is confirmed. The ids of
the data (`r25`, `m32`) never change and are what commands take.
"""

from collections.abc import Mapping
from typing import Any

Document = Mapping[str, Any]
NONE = "–"
"""Stands for a number where there is none."""


def risk_numbers(document: Document) -> dict[str, str]:
    """Return `id -> R1, R2 …`, in the document's order."""
    return {str(r["id"]): f"R{n}" for n, r in enumerate(document.get("risks", ()), 1)}


def measure_numbers(document: Document) -> dict[str, str]:
    """Return `id -> M1, M2 …`; as in the report, a rejected measure has none."""
    counted = [m for m in document.get("measures", ()) if m.get("status") != "rejected"]
    return {str(m["id"]): f"M{n}" for n, m in enumerate(counted, 1)}
