"""The words shown for the codes of documents and verdicts; an unknown code is shown as itself."""

from collections.abc import Mapping

from dpia.assessment.naming import DECISIONS
from dpia.text import _

STATUS = {
    "draft": _("Draft"),
    "in-review": _("In review"),
    "advised": _("Advised"),
    "decided": _("Decided"),
    "in-force": _("In force"),
    "due-for-review": _("Due for review"),
    "superseded": _("Superseded"),
    "retired": _("Retired"),
    "archived": _("Archived"),
}
"""The states of an assessment; `due-for-review` follows from the dates and stands in no file."""
PART = {
    "assessor": _("Assessor"),
    "dpo": _("Data protection officer"),
    "approver": _("Approver"),
    "controller": _("For the controller"),
}
"""As what somebody signs off."""
SCREENING = {
    "required": _("DPIA required"),
    "recommended": _("DPIA recommended"),
    "not-required": _("DPIA not required"),
    "undetermined": _("Not clear yet"),
}
CONCLUSION = {
    "not-applicable": _("The GDPR does not apply"),
    "not-controller": _("Not the controller"),
    "exempt-35-10": _("Assessed when the law was made"),
    "covered-existing": _("Covered by an assessment that exists"),
    "covered-similar": _("Covered by the assessment of a similar operation"),
    "covered-prior-check": _("Covered by a prior check"),
    "exempt-35-5": _("On a list of exempt operations"),
    "recital-91": _("Solo practice, recital 91"),
    "justified": _("Justified, with reasons"),
    "none": _("No sign of high risk"),
    "article-35-3": _("A case named in GDPR Art. 35(3)"),
    "national-list": _("On a national list"),
    "presumed": _("Two criteria or more"),
    "one-criterion": _("One criterion: decide, and record why"),
    "other-high-risk": _("High risk for another reason, or another law"),
    "conflict": _("Rules pull in two directions"),
    "doubt": _("In doubt"),
    "overruled": _("One criterion, decided to carry it out"),
}
CONSULTATION = {
    "required": _("Required"),
    "not-required": _("Not required"),
    "undetermined": _("Not clear yet"),
}
LAWFULNESS = {
    "lawful": _("Nothing found against it"),
    "unlawful": _("Not lawful"),
    "undetermined": _("Not clear yet"),
}
GO_LIVE = {
    "clear": _("Clear"),
    "on-conditions": _("May go on, on conditions"),
    "blocked": _("Blocked"),
    "undetermined": _("Not clear yet"),
}
DECISION = DECISIONS
FOLLOWED = {"yes": _("Followed"), "partly": _("Followed in part"), "no": _("Not followed")}
SOUGHT = {"yes": _("Sought"), "no": _("Not sought")}
AXIS = {"inherent": _("Inherent"), "today": _("Today"), "target": _("Target")}
SCALE = {"likelihood": _("Likelihood"), "severity": _("Severity")}
TRACK = {"design": _("As designed"), "event": _("Accident or attack")}
EVENT = {
    "access": _("Illegitimate access"),
    "change": _("Unwanted change"),
    "loss": _("Disappearance"),
}
MEASURE_KIND = {
    "technical": _("Technical"),
    "organisational": _("Organisational"),
    "legal": _("Legal"),
}
MEASURE_ROLE = {"baseline": _("Part of the design"), "additional": _("Additional")}
MEASURE_STATUS = {
    "planned": _("Planned"),
    "partially-implemented": _("Partly in place"),
    "implemented": _("In place"),
    "rejected": _("Rejected"),
}
FORM_STATUS = {
    "planned": _("Planned"),
    "partially-implemented": _("Partially implemented"),
    "implemented": _("Implemented"),
    "rejected": _("Rejected"),
}
"""The words of the EDPB template for the status of a measure."""
TEXT = {"proposed": _("Proposed"), "confirmed": _("Your own")}
DUTY = {"principle": _("Principle"), "right": _("Right"), "requirement": _("Requirement")}
DUE = {
    "review": _("Review"),
    "measure": _("Measure"),
    "condition": _("Condition of the approval"),
    "high-today": _("Runs while a risk is high"),
    "consultation": _("Consultation is open"),
    "consultation-answer": _("Answer of the authority"),
    "consultation-extension": _("Last day to announce an extension"),
    "consultation-information": _("Information owed to the authority"),
    "recommendation": _("Recommendation of the authority"),
    "advice": _("The data protection officer has not advised"),
    "views": _("People were not asked, and no reason is given"),
    "to-confirm": _("Answers of the version before are to be confirmed"),
}
CONSULTED = {
    "sent": _("Sent to the authority"),
    "received": _("Received by the authority"),
    "extended": _("The authority takes longer"),
    "requested": _("The authority asked for information"),
    "suspended": _("The period rests"),
    "given": _("Information given"),
    "resumed": _("The period goes on"),
    "advice": _("Advice of the authority"),
    "recommendation": _("Recommendation"),
    "closed": _("Closed"),
}
"""What an entry of a consultation says."""
CONSULTING = {
    "none": _("Not begun"),
    "sent": _("Sent, receipt not confirmed"),
    "running": _("With the authority"),
    "suspended": _("The period rests"),
    "answered": _("Answered"),
    "closed": _("Closed"),
}
"""How a consultation stands."""
CONSULTED_END = {
    "advice": _("Closed: advice of {day}"),
    "no-reply": _("Closed: no answer by {day}, which is no approval"),
    "authorisation": _("Closed: authorised on {day}"),
    "warning": _("Closed: warned on {day}"),
    "limitation": _("Closed: limited or banned on {day}"),
    "withdrawn": _("Closed: withdrawn on {day}"),
}
"""How a consultation ended, in few words."""
WEIGHT = {"blocking": _("Blocking"), "serious": _("Serious"), "note": _("Note")}
CONFIDENCE = {
    "official": _("official text"),
    "official-translation": _("official translation"),
    "from-knowledge": _("from knowledge, not checked against the text"),
    "secondary": _("secondary source"),
    "reconstructed": _("reconstructed, not published in this form"),
    "own-default": _("our own choice"),
}
ROLE = {
    "lead": _("lead authority"),
    "competent": _("competent authority"),
    "concerned": _("authority concerned"),
}
MET = {True: _("Met"), False: _("Not met"), None: _("Not known")}

YES = _("Yes")
NO = _("No")
YES_NO = {"yes": YES, "no": NO}
NOT_RATED = _("Not rated")
UNKNOWN = _("Not known yet")


def consulting(found: Mapping[str, object] | None) -> str:
    """Return where a consultation under way stands, as a summary keeps it; empty: none is."""
    state = (found or {}).get("state")
    if found is None or not state:
        return ""
    if state == "answered":
        return _("Answered by the authority, not closed yet")
    said = _("Under way")
    if found.get("since"):
        said = _("Under way since {day}").format(day=found["since"])
    if state == "suspended":
        return _("{under_way}, the period rests").format(under_way=said)
    if found.get("until"):
        return _("{under_way}, until {day}").format(under_way=said, day=found["until"])
    return said


def consulted(found: Mapping[str, object] | None) -> str:
    """Return how a consultation that is closed ended, never as an approval; empty: none is."""
    if not found or found.get("state") != "closed":
        return ""
    how = CONSULTED_END.get(str(found.get("outcome")), _("Closed on {day}"))
    return how.format(day=found.get("on") or "?")


def consultation(
    outcome: str, record: Mapping[str, object] | None, until: object = None, brief: bool = False
) -> str:
    """Return whether the authority must be consulted, or how the consultation stands.

    `record` is that of the verdict. Where what was closed does not meet the duty, both are said.
    """
    duty, found = CONSULTATION.get(outcome, outcome), record or {}
    state = found.get("state")
    if state == "closed":
        met = outcome != "required" or found.get("fulfilled")
        ended = _("Closed") if brief else consulted(found)
        before = ended[:1].lower() + ended[1:]
        return ended if met else _("{duty}; {before}").format(duty=duty, before=before)
    if state in (None, "none"):
        return duty
    if brief:
        return _("Answered") if state == "answered" else _("Under way")
    return consulting({**found, "until": until})


def word(words: Mapping[str, str], code: object) -> str | None:
    """Return the word for `code`, the code itself where there is none, and None for no code."""
    if code is None or code == "":
        return None
    return words.get(str(code), str(code))


def set_aside(hit: Mapping[str, object]) -> str:
    """Say why a row that matches does not decide."""
    if hit.get("yields_to"):
        return _("the list of exempt operations goes before")
    return _("not enough alone for this list")
