"""What conditions see of an assessment besides its answers: the paths that start with `case.`."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dpia.assessment.people import named_in, same_person
from dpia.assessment.proposed import is_proposed
from dpia.assessment.signing import on_older_text


def case_view(document: Mapping[str, Any], as_of: date) -> dict[str, Any]:
    """Return the values behind `case.…`; a date that is not known yet is absent."""
    opinions = document.get("opinions") or {}
    decision = document.get("decision") or {}
    dates = document.get("dates") or {}
    advice = (opinions.get("dpo") or {}).get("advice")
    view = {
        "created": str(document.get("created", ""))[:10] or None,
        "completed": dates.get("completed") or str(decision.get("at", ""))[:10] or None,
        "review_due": dates.get("review_due"),
        "decision": decision.get("outcome") or "none",
        "decided_by": str(decision.get("by") or "").strip() or None,
        "conditions": "yes" if decision.get("conditions") else "no",
        "dpo_advice": "yes" if advice else "no",
        "dpo_text": _text(document),
        "dpo_departure": _departure(opinions.get("dpo") or {}),
        "dpo_decides": yes_no(_is_officer(str(decision.get("by") or ""), document)),
        "dpo_owns": yes_no(_is_officer(str(document.get("owner") or ""), document)),
        "views": _views(opinions.get("data_subjects") or {}),
        "authority": document.get("authority"),
        "authorities": _authorities(document),
        "as_of": as_of.isoformat(),
        "risks": [_risk(row) for row in document.get("risks", ())],
        "measures": [_measure(row, as_of) for row in document.get("measures", ())],
    }
    return {name: value for name, value in view.items() if value is not None}


def _authorities(document: Mapping[str, Any]) -> list[str] | None:
    """Return the first authority and the others concerned, each once."""
    lead = document.get("authority")
    return list(dict.fromkeys((lead, *document.get("also", ())))) if lead else None


def _views(views: Mapping[str, Any]) -> str:
    if views.get("sought") == "yes" and views.get("summary"):
        return "sought"
    return "reasoned" if views.get("reason") else "no"


def _departure(opinion: Mapping[str, Any]) -> str:
    """Say whether the advice was set aside, and whether it was written down why."""
    if opinion.get("followed") not in ("partly", "no"):
        return "none"
    return "explained" if str(opinion.get("response") or "").strip() else "unexplained"


def _is_officer(name: str, document: Mapping[str, Any]) -> bool:
    """Say whether that is the data protection officer, by the advice or the answers on record."""
    advised = str(((document.get("opinions") or {}).get("dpo") or {}).get("by") or "")
    answers = (document.get("answers") or {}).get("processing") or {}
    contact = answers.get("dpo_contact") if answers.get("dpo_designated") == "yes" else ""
    return same_person(name, advised) or named_in(name, str(contact or ""))


def _text(document: Mapping[str, Any]) -> str:
    """Say whether the latest advice was given on the text as it is now."""
    return {True: "older", False: "same", None: "unknown"}[on_older_text(document)]


def _risk(risk: Mapping[str, Any]) -> dict[str, Any]:
    return {**risk, "proposed": yes_no(is_proposed(risk))}


def _measure(measure: Mapping[str, Any], as_of: date) -> dict[str, Any]:
    status = measure.get("status", "planned")
    due = measure.get("due")
    open_ = status in ("planned", "partially-implemented")
    row = {
        "id": measure["id"],
        "role": measure.get("role", "additional"),
        "status": status,
        "owner": measure.get("owner", ""),
        "overdue": yes_no(bool(open_ and due and due < as_of.isoformat())),
        "serves": list(measure.get("serves", ())),
        "proposed": yes_no(is_proposed(measure)),
    }
    return row | ({"due": due} if due else {})


def yes_no(value: bool) -> str:
    """Return a yes or no as conditions ask for it."""
    return "yes" if value else "no"
