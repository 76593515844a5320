"""The few values of a verdict that a list of assessments shows."""

from collections.abc import Mapping
from typing import Any

Document = Mapping[str, Any]


def summarise(verdict: Document, document: Document) -> dict[str, Any]:
    """Return the summary kept in the assessment, from its verdict."""
    screening, findings = verdict["screening"], verdict["findings"]
    ranks = [risk["target"]["rank"] for risk in verdict["risks"] if risk["rated"]]
    return {
        "screening": screening["outcome"],
        "conclusion": screening["conclusion"],
        "criteria": sum(criterion["met"] is True for criterion in screening["criteria"]),
        "target_level": verdict["overall"]["target"],
        "target_rank": max(ranks, default=None),
        "today_level": verdict["overall"]["today"],
        "level_doubt": verdict["method"].get("confidence_note"),
        "consultation": verdict["consultation"]["outcome"],
        "go_live": verdict["go_live"]["outcome"],
        "open": len(verdict["completeness"]["missing"]),
        "findings": len(findings),
        "blocking": sum(finding["weight"] == "blocking" for finding in findings),
        "previous": (document.get("previous") or {}).get("id"),
        "to_confirm": to_confirm(document),
        "review_due": (document.get("dates") or {}).get("review_due"),
    }


def to_confirm(document: Document) -> int:
    """Count the answers carried over from the version before that nobody has looked at."""
    marks = (document.get("marks") or {}).values()
    return sum(bool(said.get("to_confirm")) for topic in marks for said in topic.values())
