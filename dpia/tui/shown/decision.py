"""The decision as the screen shows it: where things stand, what may be decided, and why not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dpia.assessment.proposed import proposed_ids
from dpia.assessment.signing import on_older_text
from dpia.documents import words
from dpia.judgement.accepting import unanswered
from dpia.judgement.decision import refusals
from dpia.judgement.going_live import depends_on
from dpia.questionnaire.rulebook import Rulebook
from dpia.text import _, ngettext

Document = Mapping[str, Any]
_WAYS = {
    "jump": _("{key} goes to the first."),
    "risks": _("{key} opens the risks."),
    "verdict": _("{key} opens the verdict."),
    "advise": _("{key} records the advice."),
    "views": _("{key} records either."),
}
"""What opening a line does, for one that still waits for something."""
OUTCOMES = ("approved", "conditionally-approved", "consultation", "rejected")
MEANS = {
    "approved": _("The processing may take place as it is described."),
    "conditionally-approved": _("It may start only when the conditions are met."),
    "consultation": _("The supervisory authority is asked first (GDPR Art. 36)."),
    "rejected": _("The processing does not take place."),
}


# What an approval with conditions means for what runs already.
_ON = _("It may go on; the conditions are met by the days they name.")


@dataclass(frozen=True)
class Fact:
    """One line of where things stand: a heading, a word with its tone, and sentences.

    `act` names what opening it does: `jump:<path>`, `advise`, `views`, `risks`,
    `verdict`, `consultation`, `move`, `sign`."""

    heading: str
    word: str
    tone: str
    sentences: tuple[str, ...] = ()
    act: str = ""


@dataclass(frozen=True)
class Option:
    """One of the four outcomes: possible now, or refused with sentences that say why."""

    outcome: str
    title: str
    means: str
    refused: tuple[str, ...]

    @property
    def possible(self) -> bool:
        """Say whether it can be decided now."""
        return not self.refused


def options(verdict: Document, document: Document) -> tuple[Option, ...]:
    """Return the four outcomes, each with what stands against it now."""
    runs = verdict["go_live"].get("running")
    return tuple(
        Option(
            outcome,
            words.DECISION[outcome],
            _ON if outcome == "conditionally-approved" and runs else MEANS[outcome],
            tuple(refusals(verdict, document, outcome)),
        )
        for outcome in OUTCOMES
    )


def standing(verdict: Document, document: Document, rulebook: Rulebook, key: str) -> list[Fact]:
    """Return where the assessment stands before it is decided; `key` is what opens a line."""
    facts = [
        _complete(verdict),
        _risks(verdict),
        *_proposed(document),
        _lawful(verdict),
        _findings(verdict),
        _advice(verdict, document),
        _views(document),
        _consultation(verdict, rulebook),
        _go_live(verdict),
    ]
    return [_with_way(fact, key) for fact in facts]


def _with_way(fact: Fact, key: str) -> Fact:
    way = _WAYS.get(fact.act.partition(":")[0])
    if fact.tone != "open" or way is None:
        return fact
    *told, last = fact.sentences or ("",)
    said = way.format(key=key)
    if last and not last.endswith("."):  # a title, not a sentence
        return replace(fact, sentences=(*told, last, said))
    return replace(fact, sentences=(*told, f"{last} {said}".strip()))


def _complete(verdict: Document) -> Fact:
    found = verdict["completeness"]
    missing = found["missing"]
    word = _("{answered} of {required} answered").format(
        answered=found["answered"], required=found["required"]
    )
    if not missing:
        return Fact(_("Questions"), word, "good")
    count = ngettext("{n} answer is missing.", "{n} answers are missing.", len(missing))
    sentences = (count.format(n=len(missing)),)
    return Fact(_("Questions"), word, "open", sentences, f"jump:{missing[0]}")


def _risks(verdict: Document) -> Fact:
    risks = verdict["risks"]
    open_ = [risk for risk in risks if not risk.get("settled", risk["confirmed"])]
    if not risks:
        return Fact(_("Risks"), _("none recorded"), "open", (), "risks")
    word = ngettext("{n} risk", "{n} risks", len(risks)).format(n=len(risks))
    if not open_:
        return Fact(_("Risks"), word + _(", all confirmed"), "good", (), "risks")
    word += _(", {n} still open").format(n=len(open_))
    return Fact(_("Risks"), word, "open", (), "risks")


def _proposed(document: Document) -> Iterator[Fact]:
    """Yield the text that the catalogue proposed and nobody has taken over, if there is any."""
    if told := proposed_words(document):
        sentences = (_("A report leaves them out."),)
        yield Fact(_("Proposed text"), told, "open", sentences, "risks")


def proposed_words(document: Document) -> str:
    """Say how much text is only proposed; nothing when there is none."""
    risks, measures = (len(proposed_ids(document, part)) for part in ("risks", "measures"))
    said = []
    if risks:
        said.append(ngettext("{n} risk", "{n} risks", risks).format(n=risks))
    if measures:
        said.append(ngettext("{n} measure", "{n} measures", measures).format(n=measures))
    return _(" and ").join(said)


def _lawful(verdict: Document) -> Fact:
    outcome = verdict["lawfulness"]["outcome"]
    tone = {"lawful": "good", "unlawful": "bad"}.get(outcome, "open")
    found = _titles(verdict["lawfulness"]["reasons"]) if outcome == "unlawful" else ()
    sentences = tuple(depends_on(verdict) if outcome == "undetermined" else found)
    word = words.word(words.LAWFULNESS, outcome) or ""
    return Fact(_("Lawfulness"), word, tone, sentences, "verdict")


def _titles(reasons: list[Document]) -> Iterator[str]:
    for reason in reasons[:4]:
        law = f" ({reason['law']})" if reason.get("law") else ""
        yield _titled(reason) + law
    if len(reasons) > 4:
        yield _("… and {n} more in the verdict.").format(n=len(reasons) - 4)


def _titled(reason: Document) -> str:
    """Return what a reason says; one that is not known yet is told as such."""
    title = str(reason["title"])
    waiting = reason["trace"]["value"] is None and reason["rule"] not in ("risk-open", "no-risks")
    return _("Not known yet: {title}").format(title=title) if waiting else title


def _findings(verdict: Document) -> Fact:
    found = verdict["findings"]
    blocking = [entry for entry in found if entry["weight"] == "blocking"]
    word = ngettext("{n} finding", "{n} findings", len(found)).format(n=len(found))
    if blocking:
        word += _(", {n} blocking").format(n=len(blocking))
    if serious := unanswered(found):
        word += _(", {n} serious not answered").format(n=len(serious))
    untreated = [one for one in found if one["id"] == "risk-without-measure"]
    tone = "bad" if blocking else "watch" if found else "good"
    named = tuple(_finding_titles([*blocking, *serious, *untreated]))
    return Fact(_("Findings"), word, tone, named, "verdict")


def _finding_titles(found: list[Document]) -> Iterator[str]:
    for entry in found[:6]:
        yield f"{entry['title']} ({entry['law']})" if entry.get("law") else entry["title"]
    if len(found) > 6:
        yield _("… and {n} more in the verdict.").format(n=len(found) - 6)


def _advice(verdict: Document, document: Document) -> Fact:
    dpo = (document.get("opinions") or {}).get("dpo") or {}
    if dpo.get("advice"):
        followed = words.word(words.FOLLOWED, dpo.get("followed")) or _("answer still missing")
        told = [dpo["advice"], _by(dpo)]
        if dpo.get("response"):
            told.append(_("Response: {text}").format(text=dpo["response"]))
        if on_older_text(document):
            told.append(_("Given on an older text: the assessment was changed since."))
        if earlier := len(document["opinions"].get("dpo_earlier", ())):
            count = ngettext("{n} earlier advice.", "{n} earlier pieces of advice.", earlier)
            told.append(count.format(n=earlier))
        tone = "good" if dpo.get("followed") == "yes" and not on_older_text(document) else "watch"
        return Fact(_("DPO's advice"), followed, tone, tuple(told), "advise")
    designated = verdict["dpo"]["designated"]
    if designated is False:
        told = [_("No data protection officer is designated.")]
        return Fact(_("DPO's advice"), _("not needed"), "", tuple(told), "advise")
    told = [_("The DPO must be asked (GDPR Art. 35(2)).")]
    return Fact(_("DPO's advice"), _("missing"), "open", tuple(told), "advise")


def _by(entry: Document) -> str:
    return _("{who}, {when}").format(who=entry.get("by") or "?", when=entry.get("at", "")[:10])


def _views(document: Document) -> Fact:
    views = (document.get("opinions") or {}).get("data_subjects") or {}
    heading = _("Views of data subjects")
    if views.get("summary"):
        return Fact(heading, _("sought"), "good", (views["summary"],), "views")
    if views.get("reason"):
        return Fact(heading, _("not sought, with reason"), "good", (views["reason"],), "views")
    told = _("Seek them, or say why not (GDPR Art. 35(9)).")
    return Fact(heading, _("missing"), "open", (told,), "views")


def _consultation(verdict: Document, rulebook: Rulebook) -> Fact:
    found = verdict["consultation"]
    outcome = found["outcome"]
    tone = {"required": "watch", "not-required": "good"}.get(outcome, "open")
    word = words.consultation(outcome, found.get("record"))
    if found["basis"]:
        word += ": " + ", ".join(f"GDPR Art. {article}" for article in found["basis"])
    sentences = [] if outcome == "not-required" else [_titled(r) for r in found["reasons"][:4]]
    if outcome == "required":
        sentences += authority_lines(rulebook) + deadline_lines(rulebook)
    return Fact(_("Prior consultation"), word, tone, tuple(sentences), "verdict")


def authority_lines(rulebook: Rulebook) -> list[str]:
    """Return whom to consult: name, competence, site and address of the lead's bodies."""
    document = rulebook.authorities[rulebook.authority].document
    lines = []
    for body in document.get("bodies", ()):
        parts = [str(body["title"])]
        parts += [str(body[name]) for name in ("competent", "site", "contact") if body.get(name)]
        lines.append(" · ".join(parts))
    consultation = document.get("consultation") or {}
    lines += [_with_law(entry) for entry in consultation.get("practice", ())]
    return lines


def deadline_lines(rulebook: Rulebook) -> list[str]:
    """Return the periods that run once the authority has the request."""
    deadlines = rulebook.law.get("consultation", {}).get("deadlines", ())
    return [_with_law(entry, _period(entry)) for entry in deadlines]


def _period(entry: Document) -> str:
    if weeks := entry.get("weeks"):
        more = _("{n} weeks more") if entry.get("extends") else _("{n} weeks after receipt")
        return more.format(n=weeks)
    if months := entry.get("months"):
        text = ngettext("{n} month after receipt", "{n} months after receipt", months)
        return text.format(n=months)
    return ""


def _with_law(entry: Document, more: str = "") -> str:
    text = f"{entry['title']}: {more}" if more else str(entry["title"])
    return f"{text} ({entry['law']})" if entry.get("law") else text


def _go_live(verdict: Document) -> Fact:
    found = verdict["go_live"]
    tones = {"blocked": "bad", "clear": "good", "on-conditions": "watch"}
    tone = tones.get(found["outcome"], "open")
    word = words.word(words.GO_LIVE, found["outcome"]) or ""
    return Fact(_("Going live"), word, tone, tuple(found["conditions"]), "verdict")


def taken(document: Document, consult_key: str = "") -> Fact | None:
    """Return the decision on record, if there is one, and the key of the consultation it began."""
    if not (decision := document.get("decision")):
        return None
    told = [decision.get("reason", ""), _by(decision)]
    told += [_("Condition: {text}").format(text=text) for text in decision.get("conditions", ())]
    if decision["outcome"] == "consultation" and not document.get("consultation"):
        told.append(_("Next: {key} asks the authority, with a pack.").format(key=consult_key))
    if due := (document.get("dates") or {}).get("review_due"):
        told.append(_("Next review: {date}").format(date=due))
    tone = {"approved": "good", "rejected": "bad"}.get(decision["outcome"], "watch")
    word = words.word(words.DECISION, decision["outcome"]) or ""
    return Fact(_("Decided"), word, tone, tuple(told))
