"""Opinions and decisions: the DPO's advice, the views of data subjects, overruling, deciding."""

from collections.abc import Mapping
from typing import Any

from dpia.assessment.confidential import kept_mark
from dpia.assessment.event import working_copy
from dpia.assessment.life_cycle import ARCHIVED, DECIDED, DRAFT, SUPERSEDED, state_by_record
from dpia.assessment.signing import text_hash
from dpia.errors import Invalid
from dpia.questionnaire.cleaning import clean
from dpia.text import _

Document = Mapping[str, Any]
OUTCOMES = ("approved", "conditionally-approved", "consultation", "rejected")
OVERRULABLE = ("presumed", "one-criterion")


def advise(document: Document, advice: str, by: str, at: str) -> dict[str, Any]:
    """Record the DPO's advice (GDPR Art. 35(2)), bound to the text it was given on.

    The latest counts; what was advised before is kept with what became of it.
    """
    dpo: dict[str, Any] = {"advice": _needed(advice, _("the advice"))}
    dpo |= {"by": clean(by).strip(), "at": at}
    after = working_copy(document)
    opinions = after["opinions"]
    if before := opinions.get("dpo"):
        dpo |= kept_mark(before)
        opinions["dpo_earlier"] = [*opinions.get("dpo_earlier", ()), before]
    opinions["dpo"] = {**dpo, "content_hash": text_hash(after)}
    return after


def answer_advice(
    document: Document, followed: str, response: str, by: str, at: str
) -> dict[str, Any]:
    """Record what became of the latest advice: followed, in part or not, with the reasons.

    Advice that is not followed in full takes a reason (WP 248 rev.01 p. 15).
    """
    if followed not in ("yes", "partly", "no"):
        raise Invalid(_("Say whether the advice is followed: yes, partly or no."))
    if followed != "yes" and not response.strip():
        raise Invalid(_("Advice that is not followed in full takes a written reason."))
    after = working_copy(document)
    dpo = after["opinions"].get("dpo")
    if not dpo:
        raise Invalid(_("There is no advice of the DPO yet; record it first."))
    said = {"followed": followed, "response": clean(response).strip()}
    after["opinions"]["dpo"] = {**dpo, **said, "answered_by": by, "answered_at": at}
    return after


def views(document: Document, sought: bool, text: str, at: str) -> dict[str, Any]:
    """Record the views of data subjects (GDPR Art. 35(9)), or why they were not sought."""
    after = working_copy(document)
    named = _("the summary of the views") if sought else _("the reason why views were not sought")
    field = "summary" if sought else "reason"
    kept: dict[str, Any] = {"sought": "yes" if sought else "no", "at": at}
    kept[field] = _needed(text, named)
    kept |= kept_mark(after["opinions"].get("data_subjects"))
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
    after["status"] = DECIDED
    return after


def reopen(document: Document) -> dict[str, Any]:
    """Make a closed assessment a draft again; the decision stays in the history."""
    after = working_copy(document)
    after["decision"] = None
    for name in ("completed", "in_force", "ended"):
        after["dates"].pop(name, None)
    after["status"] = DRAFT
    return after


def _needed(text: str, named: str) -> str:
    kept = clean(text).strip()
    if not kept:
        raise Invalid(_("Please write {named}.").format(named=named))
    return kept


def archive(document: Document) -> dict[str, Any]:
    """Return the document put away: it can only be read, and lists leave it out."""
    after = working_copy(document)
    after |= {"status": ARCHIVED, "archived_from": document["status"]}
    return after


def bring_back(document: Document) -> dict[str, Any]:
    """Return an archived document in the state in which it was put away."""
    after = working_copy(document)
    after["status"] = after.pop("archived_from", None) or state_by_record(document)
    return after


def give_way(document: Document) -> dict[str, Any]:
    """Return a decided document in whose place a later version stands; it is only read."""
    after = working_copy(document)
    after["status"] = SUPERSEDED
    return after
