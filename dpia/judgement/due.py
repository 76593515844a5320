"""What an assessment waits for: reviews and measures with a day, and what is missing."""

from collections.abc import Iterator, Mapping
from typing import Any

from dpia.assessment.life_cycle import STANDING
from dpia.judgement.telling import Node

Document = Mapping[str, Any]
MISSING = {"dpo-advice-missing": "advice", "views-missing": "views"}
"""`finding -> what is missing`."""
KINDS = ("review", "measure", "high-today", "consultation", "advice", "views", "to-confirm")


def due(verdict: Document, document: Document) -> list[Node]:
    """Return `{what, day?, title?, owner?}` for everything the assessment waits for.

    `what` is one of `KINDS`. A review is due for what is decided or in force; a measure that is
    not in place on its day; a case that runs while a risk is high today; a consultation that was
    decided on.
    """
    return [*_dated(document), *_undated(verdict, document)]


def _dated(document: Document) -> Iterator[Node]:
    review = (document.get("dates") or {}).get("review_due")
    if review and document.get("status") in STANDING:
        yield {"what": "review", "day": review}
    for measure in document.get("measures", ()):
        waits = measure.get("status", "planned") in ("planned", "partially-implemented")
        if waits and measure.get("due"):
            named = {"title": measure.get("title", ""), "owner": measure.get("owner", "")}
            yield {"what": "measure", "day": measure["due"], **named}


def _undated(verdict: Document, document: Document) -> Iterator[Node]:
    found = {finding["id"] for finding in verdict["findings"]}
    if "running-while-high" in found:
        yield {"what": "high-today"}
    if (document.get("decision") or {}).get("outcome") == "consultation":
        yield {"what": "consultation"}
    yield from ({"what": what} for finding, what in MISSING.items() if finding in found)
    marks = (document.get("marks") or {}).values()
    if any(said.get("to_confirm") for topic in marks for said in topic.values()):
        yield {"what": "to-confirm"}
