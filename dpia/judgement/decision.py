"""Which decisions the verdict leaves open (EDPB DPIA template v1.0, section 6)."""

from collections.abc import Iterator, Mapping
from typing import Any

from dpia.assessment.naming import DECISIONS, measure_name, risk_name
from dpia.judgement.accepting import unanswered
from dpia.judgement.going_live import RUNS_WHILE_HIGH, depends_on
from dpia.judgement.rating import is_pending
from dpia.judgement.summary import to_confirm
from dpia.questionnaire import DEFAULT_PATHWAY
from dpia.text import _, ngettext

APPROVED, CONDITIONAL = "approved", "conditionally-approved"
CONSULTATION, REJECTED = "consultation", "rejected"
OUTCOMES = (APPROVED, CONDITIONAL, CONSULTATION, REJECTED)
Document = Mapping[str, Any]


def refusals(verdict: Document, document: Document, outcome: str) -> list[str]:
    """Return why a decision cannot be taken, as sentences that say what to do; empty: it can.

    `outcome` is one of `OUTCOMES`. Rejecting is always possible.
    """
    if outcome not in OUTCOMES:
        return [
            _("“{outcome}” is no decision. Choose one of: {known}.").format(
                outcome=outcome, known=", ".join(OUTCOMES)
            )
        ]
    by_law = against_the_law(verdict, outcome)
    if by_law or outcome in (REJECTED, CONSULTATION):
        return by_law
    found = [*_not_whole(verdict), *_blocking(verdict), *_advice(verdict), *_unlooked_at(document)]
    if _screened_out(verdict):
        found += _missing(verdict)
        return found
    found += _open_consultation(verdict, document)
    if outcome == APPROVED:
        found += _only_with_conditions(verdict, document)
    return found


def against_the_law(verdict: Document, outcome: str) -> list[str]:
    """Return why a decision would go against what nobody may overrule (Art. 5, 6 and 36)."""
    if outcome == REJECTED:
        return []
    if verdict["lawfulness"]["outcome"] == "unlawful":
        return [
            _(
                "The processing is unlawful as it stands, and consultation is no cure: change it, "
                "or decide “{rejected}”."
            ).format(rejected=DECISIONS[REJECTED])
        ]
    consultation = verdict["consultation"]
    met = consultation["record"]["fulfilled"]
    if consultation["outcome"] == "required" and outcome != CONSULTATION and not met:
        basis = ", ".join(verdict["consultation"]["basis"])
        return [
            _(
                "The supervisory authority must be consulted first (GDPR Art. {basis}): decide "
                "“{consultation}”, lower the risk, or decide “{rejected}”."
            ).format(
                basis=basis, consultation=DECISIONS[CONSULTATION], rejected=DECISIONS[REJECTED]
            )
        ]
    return []


def _not_whole(verdict: Document) -> Iterator[str]:
    lacks = verdict["pathway"].get("lacks")
    if lacks and verdict["screening"]["outcome"] == "required":
        yield _(
            "An assessment is required, and this pathway leaves out {lacks}. Go on under "
            "another one, such as {whole}; your answers stay."
        ).format(lacks=lacks, whole=DEFAULT_PATHWAY)


def _screened_out(verdict: Document) -> bool:
    """Say whether only this is decided: that no assessment is required, on a pathway that ends so.

    Lawfulness and consultation are not asked there. They stay not clear in the verdict, and what
    is known to stand against the processing still refuses it.
    """
    screened = verdict["screening"]["outcome"] == "not-required"
    return bool(verdict["pathway"].get("lacks")) and screened and not verdict["risks"]


def _open_consultation(verdict: Document, document: Document) -> Iterator[str]:
    if verdict["consultation"]["outcome"] == "undetermined":
        yield _(
            "It is not settled whether the supervisory authority must be consulted: rate and "
            "confirm every risk, settle what each still needs, and answer the open questions."
        )
        for risk in verdict["risks"]:
            for need in () if risk["confirmed"] and risk["settled"] else risk["needs"]:
                yield f"{risk_name(document, risk)}: {need}"


def _blocking(verdict: Document) -> Iterator[str]:
    for finding in verdict["findings"]:
        if finding["id"] == RUNS_WHILE_HIGH:
            yield _(
                "{finding}: stop it until the measures are in place, or lower the risk now. Where "
                "neither is possible, decide “{consultation}” (GDPR Art. 36). Once it is stopped, "
                "answer that it does not run: then it can be approved with conditions."
            ).format(finding=finding["title"], consultation=DECISIONS[CONSULTATION])
        elif finding["weight"] == "blocking":
            yield _("A blocking finding stands: {finding}. Settle it, then decide.").format(
                finding=finding["title"]
            )


def _unlooked_at(document: Document) -> Iterator[str]:
    carried = to_confirm(document)
    if carried:
        yield ngettext(
            "{n} answer carried over from the version before has not been looked at: confirm or "
            "change it (GDPR Art. 35(11)).",
            "{n} answers carried over from the version before have not been looked at: confirm "
            "or change them (GDPR Art. 35(11)).",
            carried,
        ).format(n=carried)


def _advice(verdict: Document) -> Iterator[str]:
    dpo = verdict["dpo"]
    if dpo["designated"] and not dpo["advised"]:
        yield _(
            "The data protection officer has not advised yet (GDPR Art. 35(2)): record the "
            "advice, then decide."
        )


def _only_with_conditions(verdict: Document, document: Document) -> Iterator[str]:
    """Yield what stands against an approval without conditions."""
    yield from _missing(verdict)
    if verdict["screening"]["outcome"] == "required" and not verdict["risks"]:
        yield _("No risk is recorded: rate the risks to people first (GDPR Art. 35(7)(c)).")
    if verdict["screening"]["outcome"] == "required" and not _views(document):
        yield _(
            "The views of the people concerned are neither sought nor is it said why not "
            "(GDPR Art. 35(9))."
        )
    if verdict["lawfulness"]["outcome"] == "undetermined":
        yield from depends_on(verdict)
    yield from _unanswered(verdict)
    ids = {finding["id"] for finding in verdict["findings"]}
    heard = verdict["consultation"]["record"]["risks"]
    for risk in () if RUNS_WHILE_HIGH in ids else verdict["risks"]:
        if risk["today"]["consult"] and risk["id"] not in heard:
            yield _(
                "The risk {risk} is still {level} today: decide “{conditional}”, so that the "
                "processing starts only when the measures are in place."
            ).format(
                risk=risk_name(document, risk),
                level=risk["today"]["level"],
                conditional=DECISIONS[CONDITIONAL],
            )
    for measure in document.get("measures", ()):
        if is_pending(measure):
            yield _(
                "The measure {measure} is not in place yet: decide “{conditional}” and name it "
                "as a condition, or put it in place."
            ).format(measure=measure_name(document, measure), conditional=DECISIONS[CONDITIONAL])


def _missing(verdict: Document) -> Iterator[str]:
    missing = len(verdict["completeness"]["missing"])
    if missing:
        yield ngettext(
            "{n} question that must be answered is open (GDPR Art. 35(7)).",
            "{n} questions that must be answered are open (GDPR Art. 35(7)).",
            missing,
        ).format(n=missing)


def _unanswered(verdict: Document) -> Iterator[str]:
    """Yield the serious findings that an approval would pass over."""
    found = [one["title"] for one in unanswered(verdict["findings"]) if not _ended(one["trace"])]
    if found:
        yield ngettext(
            "{n} serious finding is not answered: {named}. Mend it, or accept it with a written "
            "reason.",
            "{n} serious findings are not answered: {named}. Mend each, or accept it with a "
            "written reason.",
            len(found),
        ).format(n=len(found), named=", ".join(f"“{title}”" for title in found))


def _ended(trace: Document) -> bool:
    """Say whether a finding rests on there being no decision yet, so that deciding ends it."""
    own = trace.get("id") in ("case.completed", "case.decision")
    return own or any(_ended(part) for part in trace.get("because", ()))


def _views(document: Document) -> bool:
    views = (document.get("opinions") or {}).get("data_subjects") or {}
    return bool(views.get("summary") or views.get("reason"))
