"""The few values of a verdict that a list of assessments and their common heat map show."""

from collections.abc import Iterable, Mapping
from typing import Any

from dpia.assessment.answering import unlooked
from dpia.assessment.consulting.course import CLOSED, NONE
from dpia.judgement.due import due
from dpia.judgement.rating import STAGES

Document = Mapping[str, Any]


def summarise(
    verdict: Document, document: Document, waits: Iterable[Document] = ()
) -> dict[str, Any]:
    """Return the summary kept in the assessment, from its verdict.

    `waits` is what a consultation waits for, with days that are reckoned with public holidays.
    `consulting` is where one under way stands and until when the authority answers, or None;
    `consulted` how the latest one ended.
    """
    waiting = list(waits)
    screening, findings = verdict["screening"], verdict["findings"]
    return {
        "screening": screening["outcome"],
        "conclusion": screening["conclusion"],
        "criteria": sum(criterion["met"] is True for criterion in screening["criteria"]),
        "target_level": verdict["overall"]["target"],
        "target_rank": _highest(verdict, "target"),
        "today_level": verdict["overall"]["today"],
        "today_rank": _highest(verdict, "today"),
        "level_doubt": verdict["method"].get("confidence_note"),
        "consultation": verdict["consultation"]["outcome"],
        "consulting": _consulting(verdict, waiting),
        "consulted": _consulted(verdict),
        "go_live": verdict["go_live"]["outcome"],
        "open": len(verdict["completeness"]["missing"]),
        "findings": len(findings),
        "blocking": sum(finding["weight"] == "blocking" for finding in findings),
        "previous": (document.get("previous") or {}).get("id"),
        "to_confirm": to_confirm(document),
        "due": [*due(verdict, document), *waiting],
        "review_due": (document.get("dates") or {}).get("review_due"),
        "risks": [_placed(risk) for risk in verdict["risks"]],
    }


def _consulting(verdict: Document, waits: Iterable[Document]) -> dict[str, Any] | None:
    record = verdict["consultation"]["record"]
    if record["state"] in (NONE, CLOSED):
        return None
    days = (item.get("day") for item in waits if item["what"] == "consultation-answer")
    return {"state": record["state"], "since": record["since"], "until": next(days, None)}


def _consulted(verdict: Document) -> dict[str, Any] | None:
    record = verdict["consultation"]["record"]
    if record["state"] != CLOSED:
        return None
    return {name: record.get(name) for name in ("state", "outcome", "on", "fulfilled")}


def _highest(verdict: Document, stage: str) -> int | None:
    ranks = [risk[stage]["rank"] for risk in verdict["risks"] if risk["rated"]]
    return max(ranks, default=None)


def _placed(risk: Document) -> dict[str, Any]:
    """Return where a risk stands at each stage: its severity, its likelihood and its level."""
    said = {name: risk[name] for name in ("id", "confirmed", "today_confirmed")}
    values = ("severity", "likelihood", "level")
    return said | {stage: [risk[stage][name] for name in values] for stage in STAGES}


def to_confirm(document: Document) -> int:
    """Count the answers carried over from the version before that nobody has looked at."""
    return sum(1 for _place in unlooked(document))
