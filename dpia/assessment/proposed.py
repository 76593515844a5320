"""Which texts of risks and measures are the assessor's own, and which the catalogue only proposes.

A picked risk or measure is marked `proposed` until the assessor takes its text over. Without the
mark a text counts as confirmed: it was written by hand, or before there were marks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Document = Mapping[str, Any]


@dataclass(frozen=True)
class ConfirmedText:
    """The risks and measures whose text somebody stands by; only these belong in a report."""

    risks: tuple[Document, ...]
    measures: tuple[Document, ...]


def is_proposed(row: Document) -> bool:
    """Say whether the text of a risk or measure is a proposal nobody has taken over yet."""
    return row.get("proposed") is True


def text_state(row: Document) -> str:
    """Return `proposed` or `confirmed`: how far the text of a risk or measure is its assessor's."""
    return "proposed" if is_proposed(row) else "confirmed"


def proposed_ids(document: Document, part: str) -> list[str]:
    """Return the ids of the risks or measures (`part`) whose text is still a proposal."""
    return [str(row["id"]) for row in document.get(part, ()) if is_proposed(row)]


def confirmed_text(document: Document) -> ConfirmedText:
    """Return the risks and measures whose text is confirmed, in the order of the document."""
    risks, measures = (
        tuple(row for row in document.get(part, ()) if not is_proposed(row))
        for part in ("risks", "measures")
    )
    return ConfirmedText(risks, measures)
