"""May the processing start, or go on? This gate looks at today, not at what is planned.

Where real people's data are used already, nothing can be put before the start: a risk that is
high today, or a consultation, stops it; the conditions of an approval have a day.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from dpia.assessment.consulting.course import CLOSED, NONE
from dpia.assessment.naming import measure_name, risk_name
from dpia.judgement.accepting import unanswered
from dpia.judgement.conditions import day_in
from dpia.judgement.findings import LAWFULNESS
from dpia.judgement.rating import is_pending, pending
from dpia.judgement.risk import Judged
from dpia.judgement.telling import Node
from dpia.questionnaire.trace import Truth
from dpia.text import _, ngettext

Document = Mapping[str, Any]
RUNS_WHILE_HIGH = "running-while-high"
"""The finding that a running processing has a high risk today."""
_CONDITIONAL = "conditionally-approved"


def go_live(
    document: Document, verdict: Document, risks: list[Judged], running: Truth, open_findings: bool
) -> Node:
    """Return whether the processing may start or go on, and what must happen first.

    `verdict` has lawfulness, consultation, findings and completeness; `running` says whether real
    people's data are used already, `open_findings` that blocking ones wait for answers. The
    outcome is `on-conditions` where a running processing may go on until its conditions are due.
    """
    stops = list(_stops(document, verdict, risks, running is True))
    own = list(_conditions(document.get("decision") or {}))
    if running is not True:
        stops += [_before(text) for text in own]
    if stops:
        return _gate("blocked", stops, running)
    waits = list(_waiting(document, verdict, risks))
    waits += [_("Answer what could still raise a blocking finding.")] * open_findings
    if not document.get("decision"):
        waits += _undecided(verdict)
    if waits:
        return _gate("undetermined", waits, running)
    if own:
        return _gate("on-conditions", [_meanwhile(text) for text in own], running)
    return _gate("clear", [], running)


def proposed_conditions(document: Document, verdict: Document) -> list[str]:
    """Return what an approval with conditions has to name: what must come before the start, and
    every measure that is still to come, for which it is not approved without conditions."""
    gate = verdict["go_live"]
    stops = gate["conditions"] if gate["outcome"] == "blocked" else ()
    waiting = (one for one in document.get("measures", ()) if is_pending(one))
    return list(dict.fromkeys([*stops, *map(_put(document), waiting)]))


def _put(document: Document) -> Callable[[Document], str]:
    said = _("Put the measure {measure} in place.")
    return lambda measure: said.format(measure=measure_name(document, measure))


def _gate(outcome: str, conditions: list[str], running: Truth) -> Node:
    return {"outcome": outcome, "conditions": conditions, "running": running}


def _stops(
    document: Document, verdict: Document, risks: Iterable[Judged], running: bool
) -> Iterator[str]:
    if verdict["lawfulness"]["outcome"] == "unlawful":
        yield _("Make the processing lawful first: no measure and no consultation cures it.")
    record = verdict["consultation"]["record"]
    yield from _consulting(verdict["consultation"]["outcome"] == "required", record)
    for finding in verdict["findings"]:
        if finding["weight"] != "blocking" or finding.get("part") == LAWFULNESS:
            continue
        if finding["id"] != RUNS_WHILE_HIGH:  # told with the risks
            yield _("Settle this first: {finding}").format(finding=_ended(finding["title"]))
    outcome = (document.get("decision") or {}).get("outcome")
    if outcome == "rejected":
        yield _("It was rejected: change it, assess it again and decide anew.")
    if outcome == "consultation" and record["state"] == CLOSED:
        yield _(
            "The consultation is closed: reopen it or open the next version, take in what the "
            "authority said, and decide anew."
        )
    elif outcome == "consultation":
        yield _("The decision is to consult the supervisory authority: wait for its answer.")
    high = [risk for risk in risks if _consults_today(risk)]
    high = [risk for risk in high if running or not _heard(document, risk, record)]
    if high and running:
        yield _(
            "It runs while a risk is high: stop it until the measures are in place, or lower the "
            "risk now. Where neither is possible, consult the supervisory authority (GDPR Art. 36)."
        )
    yield from dict.fromkeys(told for risk in high for told in _before_start(document, risk))


def _consulting(required: bool, record: Document) -> Iterator[str]:
    """Yield what a consultation puts before the start: one under way, even without a duty."""
    if record["stopped"]:
        yield _(
            "The supervisory authority has limited or banned it (GDPR Art. 58(2)(f)): change it, "
            "assess it again and consult anew."
        )
    elif record["state"] not in (NONE, CLOSED):
        yield _(
            "A consultation of the supervisory authority is under way, sent on {day}: wait for its "
            "answer and close it (GDPR Art. 36). Time that passes is no approval."
        ).format(day=record["since"])
    elif required and not record["fulfilled"]:
        yield _("Consult the supervisory authority and wait for its answer (GDPR Art. 36).")


def _heard(document: Document, risk: Judged, record: Document) -> bool:
    """Say whether the authority was consulted on a risk that no planned measure lowers further."""
    return risk.id in record["risks"] and not pending(document, risk.id)


def _ended(title: str) -> str:
    return title if title.endswith((".", "?", "!")) else f"{title}."


def _consults_today(risk: Judged) -> bool:
    level = risk.stages["today"].level
    return level is not None and level.consult


def _before_start(document: Document, risk: Judged) -> Iterator[str]:
    """Yield what must land before a risk that is high today may be run."""
    level = risk.stages["today"].level
    planned = pending(document, risk.id)
    yield from map(_put(document), planned)
    if not planned:
        yield _("Lower the risk {risk}: today it is {level}, and no measure is planned.").format(
            risk=risk_name(document, risk.risk), level=level.title if level else ""
        )


def _conditions(decision: Document) -> Iterator[str]:
    """Yield the conditions of a conditional approval, each as a sentence."""
    for condition in decision.get("conditions") or ():
        if decision.get("outcome") == _CONDITIONAL:
            yield f"{condition.rstrip('. ')}."


def _before(condition: str) -> str:
    return _("Condition of the decision: {condition} When all are met, reopen and approve.").format(
        condition=condition
    )


def _meanwhile(condition: str) -> str:
    day = day_in(condition)
    if day is None:
        return _(
            "It may go on meanwhile. Condition of the decision: {condition} It names no day: "
            "until when?"
        ).format(condition=condition)
    return _(
        "It may go on until {day}. Condition of the decision: {condition} Then reopen and approve."
    ).format(day=day, condition=condition)


def _waiting(document: Document, verdict: Document, risks: Iterable[Judged]) -> Iterator[str]:
    if verdict["lawfulness"]["outcome"] == "undetermined":
        yield from depends_on(verdict)
    if verdict["consultation"]["outcome"] == "undetermined":
        yield _("Settle whether the supervisory authority must be consulted.")
    for risk in risks:
        if not risk.today_settled:
            yield _("Settle what the risk {risk} is today.").format(
                risk=risk_name(document, risk.risk)
            )


def depends_on(verdict: Document) -> Iterator[str]:
    """Yield what keeps lawfulness open: doubts with their way out, then what is not known.

    No open answer settles a doubt: an examination does, once it is on record.
    """
    accepted = {found["id"] for found in verdict["findings"] if found.get("accepted")}
    reasons = verdict["lawfulness"]["reasons"]
    for reason in reasons:
        doubt = reason["trace"]["value"] is True and reason["weight"] == "serious"
        if doubt and reason["rule"] not in accepted:
            yield _(
                "Lawfulness depends on this: {finding} No open question settles it: have it "
                "examined and record that by accepting the finding “{id}” with reasons, or change "
                "the answers it rests on."
            ).format(finding=_ended(reason["title"]), id=reason["rule"])
    unknown = [reason for reason in reasons if reason["trace"]["value"] is None]
    if any("lawfulness" in entry["would_settle"] for entry in verdict["undetermined"]):
        yield _("Answer what decides whether the processing is lawful.")
    elif unknown:
        titles = "; ".join(reason["title"] for reason in unknown)
        yield _("Lawfulness is not known, and no open question settles it: {titles}").format(
            titles=_ended(titles)
        )


def _undecided(verdict: Document) -> list[str]:
    """Return what an assessment without a decision still has to settle."""
    found, missing = unanswered(verdict["findings"]), len(verdict["completeness"]["missing"])
    told = [_("Serious: {finding}").format(finding=_ended(one["title"])) for one in found]
    if missing:
        told.append(
            ngettext(
                "{n} question that must be answered is open.",
                "{n} questions that must be answered are open.",
                missing,
            ).format(n=missing)
        )
    return [_("It is not decided yet."), *told] if told else []
