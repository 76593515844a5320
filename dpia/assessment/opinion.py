"""Opinions and decisions: the DPO's advice, the views of data subjects, overruling, deciding."""

from collections.abc import Mapping
from typing import Any

from dpia.assessment.event import working_copy
from dpia.errors import Invalid
from dpia.questionnaire.answers import clean
from dpia.text import _

Document = Mapping[str, Any]
OUTCOMES = ("approved", "conditionally-approved", "consultation", "rejected")
OVERRULABLE = ("presumed", "one-criterion")


def advise(
    document: Document, advice: str, by: str, at: str, followed: str = "", response: str = ""
) -> dict[str, Any]:
    """Record the DPO's advice (GDPR Art. 35(2)) and what was done with it."""
    if followed not in ("", "yes", "partly", "no"):
        raise Invalid(_("“followed” must be yes, partly or no."))
    if followed in ("partly", "no") and not response.strip():
        raise Invalid(_("Advice that is not followed in full takes a written reason."))
    dpo = {"advice": _needed(advice, _("the advice")), "by": clean(by).strip(), "at": at}
    if followed:
        dpo |= {"followed": followed, "response": clean(response).strip()}
    after = working_copy(document)
    after["opinions"]["dpo"] = dpo
    return after


def views(document: Document, sought: bool, text: str, at: str) -> dict[str, Any]:
    """Record the views of data subjects (GDPR Art. 35(9)), or why they were not sought."""
    after = working_copy(document)
    named = _("the summary of the views") if sought else _("the reason why views were not sought")
    field = "summary" if sought else "reason"
    kept = {"sought": "yes" if sought else "no", field: _needed(text, named), "at": at}
    after["opinions"]["data_subjects"] = kept
    return after


def overrule(
    document: Document,
    target: Mapping[str, str],
    to: Any,
    *,
    reason: str,
    dpo_view: str,
    by: str,
    at: str,
) -> dict[str, Any]:
    """Overrule a derived criterion (`{"criterion": id}`, to true or false) or a conclusion.

    Only `presumed` and `one-criterion` can be overruled, to `not-required` or `required`; it takes
    written reasons and the DPO's view (WP 248 rev.01 p. 12). The derived verdict stays on record.
    """
    conclusion = target.get("conclusion")
    if conclusion is not None and conclusion not in OVERRULABLE:
        message = _(
            "The conclusion “{conclusion}” cannot be overruled. Only the presumption from two "
            "criteria and the recommendation from one can."
        )
        raise Invalid(message.format(conclusion=clean(conclusion)))
    field = "to" if conclusion is not None else "met"
    if conclusion is not None and to not in ("not-required", "required"):
        raise Invalid(_("A conclusion is overruled to “not-required” or “required”."))
    entry = {
        **target,
        field: to,
        "reason": _needed(reason, _("the reason for overruling")),
        "dpo_view": _needed(dpo_view, _("the DPO's view")),
        "by": by,
        "at": at,
    }
    after = working_copy(document)
    same = [old for old in after["overruled"] if not _same(old, target)]
    after["overruled"] = [*same, entry]
    return after


def withdraw(document: Document, target: Mapping[str, str]) -> dict[str, Any]:
    """Take back an overruling."""
    after = working_copy(document)
    after["overruled"] = [old for old in after["overruled"] if not _same(old, target)]
    return after


def _same(entry: Mapping[str, Any], target: Mapping[str, str]) -> bool:
    return all(entry.get(name) == value for name, value in target.items())


def decide(
    document: Document, outcome: str, reason: str, conditions: list[str], by: str, at: str
) -> dict[str, Any]:
    """Record the decision; whether it may be taken has been judged before. Closes the draft."""
    if outcome not in OUTCOMES:
        listed = ", ".join(OUTCOMES)
        message = _("“{outcome}” is no decision. Choose one of: {listed}.")
        raise Invalid(message.format(outcome=clean(outcome), listed=listed))
    kept = [clean(condition).strip() for condition in conditions if condition.strip()]
    if outcome == "conditionally-approved" and not kept:
        raise Invalid(_("A conditional approval names its conditions."))
    after = working_copy(document)
    after["decision"] = {
        "outcome": outcome,
        "reason": _needed(reason, _("the reason for the decision")),
        "conditions": kept,
        "by": by,
        "at": at,
    }
    after["dates"].setdefault("completed", at[:10])
    after["status"] = "decided"
    return after


def reopen(document: Document) -> dict[str, Any]:
    """Make a decided assessment a draft again; the decision stays in the history."""
    after = working_copy(document)
    after["decision"] = None
    after["dates"].pop("completed", None)
    after["status"] = "draft"
    return after


def _needed(text: str, named: str) -> str:
    kept = clean(text).strip()
    if not kept:
        raise Invalid(_("Please write {named}.").format(named=named))
    return kept


def archive(document: Document) -> dict[str, Any]:
    """Return the document put away: it can only be read, and lists leave it out."""
    after = working_copy(document)
    after["status"] = "archived"
    return after


def bring_back(document: Document) -> dict[str, Any]:
    """Return an archived document as it was: decided where a decision stands, else a draft."""
    after = working_copy(document)
    after["status"] = "decided" if document.get("decision") else "draft"
    return after


def give_way(document: Document) -> dict[str, Any]:
    """Return a decided document in whose place a later version stands; it is only read."""
    after = working_copy(document)
    after["status"] = "superseded"
    return after
