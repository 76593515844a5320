"""A change in words: what was done, and to which question, risk or measure."""

from collections.abc import Iterator, Mapping
from typing import Any

from dpia.documents import words
from dpia.errors import DpiaError
from dpia.questionnaire.rulebook import Rulebook
from dpia.text import _

Document = Mapping[str, Any]

_ON_A_QUESTION = {
    "answered": "{about}",
    "cleared": _("{about} (answer taken away)"),
    "marked": _("{about} (what is said about it)"),
    "confirmed": _("{about} (confirmed)"),
    "row-added": _("{about} (row added)"),
    "row-copied": _("{about} (row copied)"),
    "row-removed": _("{about} (row deleted)"),
    "row-moved": _("{about} (row moved)"),
    "kept": _("{about} (tried and kept)"),
    "restored": _("{about} (earlier answer)"),
    "marked-confidential": _("{about} (confidential)"),
    "marked-public": _("{about} (no longer confidential)"),
}
_ON_A_ROW = {
    "risk-added": _("{about} (risk added)"),
    "risk-removed": _("{about} (risk removed)"),
    "risk-confirmed": _("{about} (levels confirmed)"),
    "risk-set-by-hand": _("{about} (set by hand)"),
    "risk-accepted": _("{about} (text taken over)"),
    "measure-added": _("{about} (measure added)"),
    "measure-removed": _("{about} (measure removed)"),
    "measure-accepted": _("{about} (text taken over)"),
    "attached": _("{about} (attached)"),
    "detached": _("{about} (taken off)"),
    "consulted": _("Consultation: {about}"),
    "recommendation-answered": _("Recommendation answered: {about}"),
}
_OF_THE_CASE = {
    "advised": _("The DPO's advice"),
    "advice-answered": _("What was done with the DPO's advice"),
    "views-recorded": _("Views of data subjects"),
    "renamed": _("The heading of the assessment"),
    "review-date-set": _("The date of the next review"),
    "rejudged": _("Judging it by newer rules"),
}
_NAMED = {
    **{"overruled": _("Overruling: {about}"), "overruling-withdrawn": _("Withdrawal: {about}")},
    **{"finding-accepted": _("Acceptance: {about}")},
    **{"acceptance-withdrawn": _("Withdrawal: {about}")},
}
_PARTS = {
    "opinions.dpo": _("The DPO's advice"),
    "opinions.data_subjects": _("Views of data subjects"),
    "decision": _("The decision"),
}
_PATHWAY = _("Another pathway: {about}")


def happened(change: str, rulebook: Rulebook, *documents: Document) -> str:
    """Return a change, given as `kind: about`, in words.

    `documents` are the assessment before and after it; one of them has what it was about.
    """
    kind, _colon, about = change.partition(": ")
    if kind in _OF_THE_CASE:
        return _OF_THE_CASE[kind]
    if kind in _NAMED:
        return _NAMED[kind].format(about=derived_name(about, rulebook))
    if kind == "pathway-taken":
        pathway = rulebook.files.get(f"pathways/{about}", {})
        return _PATHWAY.format(about=pathway.get("title", about))
    form = {**_ON_A_QUESTION, **_ON_A_ROW}.get(kind, "{about}")
    places = about.split(", ")
    titles = (_PARTS.get(place) or title_of(place, rulebook, documents) for place in places)
    named = ", ".join(dict.fromkeys(titles))
    return form.format(about=named)


def derived_name(name: str, rulebook: Rulebook) -> str:
    """Return the words for a criterion, a conclusion or a finding."""
    criterion = rulebook.criteria.get(name, {})
    found = (rule.title for rule in rulebook.rules if rule.raises.get("finding") == name)
    known = words.word(words.CONCLUSION, name) if name in words.CONCLUSION else next(found, name)
    return str(criterion.get("title") or known)


def title_of(place: str, rulebook: Rulebook, documents: tuple[Document, ...]) -> str:
    """Return the words of a question, of a table that holds a row, or of a risk or measure."""
    table, _slash, rest = place.partition("/")
    try:
        return rulebook.question(place if "/" in rest else table).title
    except DpiaError:
        return next((title for row, title in _rows(documents) if row == place), place)


def redacted(event: Document) -> str:
    """Say when, by whom and why the content of an event was redacted; nothing where it is there."""
    if "changes" in event:
        return ""
    said = event.get("redacted")
    if not isinstance(said, Mapping):
        return _("What was changed has been erased from the history.")
    known = {name: str(said.get(name) or "?") for name in ("at", "by", "why")}
    message = _("redacted on {day} by {name}: {reason}")
    return message.format(day=known["at"][:10], name=known["by"], reason=known["why"])


def _rows(documents: tuple[Document, ...]) -> Iterator[tuple[str, str]]:
    for document in documents:
        for part in ("risks", "measures", "attachments"):
            for row in document.get(part, ()):
                yield str(row["id"]), str(row.get("title") or row.get("name") or row["id"])
        for row in document.get("consultation", ()):
            what = str(words.word(words.CONSULTED, row.get("what")))
            yield str(row["id"]), f"{what}, {row.get('on', '')}"
