"""What an assessment waits for: reviews and measures with a day, and what is missing."""

from collections.abc import Iterator, Mapping
from typing import Any

from dpia.assessment.answering import unlooked
from dpia.assessment.life_cycle import STANDING
from dpia.judgement.conditions import day_in
from dpia.judgement.telling import Node

Document = Mapping[str, Any]
KINDS = (
    *("review", "measure", "condition", "high-today"),
    *("consultation", "consultation-answer", "consultation-extension"),
    *("consultation-information", "recommendation", "advice", "views", "to-confirm"),
)
ON_RECORD = (
    *("consultation-answer", "consultation-extension", "consultation-information"),
    "recommendation",
)
"""What follows from the record of a consultation, which the next version takes along."""
DECIDED_HERE = ("review", "condition", "consultation")
"""What follows from a decision, which the next version does not take along."""
LAPSING = ("consultation-extension",)
"""What is over once its day has passed, and nobody is late with."""


def due(verdict: Document, document: Document) -> list[Node]:
    """Return `{what, day?, title?, owner?}` for everything the assessment waits for.

    `what` is one of `KINDS`. A review is due for what is decided or in force; a measure that is
    not in place on its day; a condition of an approval, with the day it names; a case that runs
    while a risk is high today; a consultation that was decided on. Advice and views are missed
    wherever the law asks for them, in drafts as well.
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
    decision = document.get("decision") or {}
    if decision.get("outcome") == "conditionally-approved":
        for condition in decision.get("conditions") or ():
            day = day_in(condition)
            yield {"what": "condition", "title": condition} | ({"day": day} if day else {})


def _undated(verdict: Document, document: Document) -> Iterator[Node]:
    found = {finding["id"] for finding in verdict["findings"]}
    if "running-while-high" in found:
        yield {"what": "high-today"}
    if (document.get("decision") or {}).get("outcome") == "consultation":
        yield {"what": "consultation"}
    yield from ({"what": what} for what in _missing(verdict, document, found))
    if any(unlooked(document)):
        yield {"what": "to-confirm"}


def _missing(verdict: Document, document: Document, found: set[str]) -> Iterator[str]:
    """Yield what nobody has given yet: the advice of a DPO that is there, the views of people."""
    dpo = verdict["dpo"]
    if "dpo-advice-missing" in found or (dpo["designated"] and not dpo["advised"]):
        yield "advice"
    views = (document.get("opinions") or {}).get("data_subjects") or {}
    said = views.get("summary") or views.get("reason")
    owed = verdict["screening"]["outcome"] == "required" and not said
    if "views-missing" in found or owed:
        yield "views"
