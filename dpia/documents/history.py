"""The history of an assessment in words: each event, and what it was before and is since."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dpia.assessment import pointer
from dpia.documents import words
from dpia.documents.happened import derived_name, redacted, title_of
from dpia.documents.pieces import BLANK, Piece
from dpia.errors import DpiaError, Invalid
from dpia.questionnaire.answers import display
from dpia.questionnaire.model import Question
from dpia.questionnaire.rulebook import Rulebook
from dpia.text import _, ngettext

Document = Mapping[str, Any]
Event = Mapping[str, Any]

KIND = {
    **{"created": _("Begun"), "brought-in": _("Brought in"), "answered": _("Answered")},
    **{"imported": _("Taken over from a file")},
    **{"cleared": _("Answer taken away"), "marked": _("Said about the answer")},
    **{"confirmed": _("Confirmed"), "row-added": _("Row added"), "row-copied": _("Row copied")},
    **{"row-removed": _("Row deleted"), "row-moved": _("Row moved")},
    **{"kept": _("Tried and kept"), "risk-added": _("Risk added")},
    **{"risk-changed": _("Risk changed"), "risk-removed": _("Risk removed")},
    **{"risk-confirmed": _("Levels confirmed"), "risk-set-by-hand": _("Set by hand")},
    **{"risk-accepted": _("Text taken over"), "measure-accepted": _("Text taken over")},
    **{"measure-added": _("Measure added"), "measure-changed": _("Measure changed")},
    **{"measure-removed": _("Measure removed"), "attached": _("Attached")},
    **{"detached": _("Taken off"), "advised": _("DPO's advice recorded")},
    **{"advice-answered": _("Advice answered"), "moved": _("Moved on")},
    **{"signed": _("Signed off"), "views-recorded": _("Views of data subjects recorded")},
    **{"overruled": _("Overruled"), "finding-accepted": _("Finding accepted")},
    **{"acceptance-withdrawn": _("Acceptance withdrawn")},
    **{"overruling-withdrawn": _("Overruling withdrawn"), "decided": _("Decided")},
    **{"reopened": _("Opened again"), "archived": _("Put away"), "migrated": _("Newer format")},
    **{"brought-back": _("Brought back"), "superseded": _("Replaced by a later version")},
    **{"renamed": _("Heading changed"), "review-date-set": _("Date of the review set")},
    **{"pathway-taken": _("Another pathway"), "rejudged": _("Judged by newer rules")},
    **{"restored": _("Earlier answer restored"), "consulted": _("Consultation")},
    **{"recommendation-answered": _("Recommendation answered")},
    **{"marked-confidential": _("Confidential now"), "marked-public": _("No longer confidential")},
    **{"undone": _("Taken back"), "redone": _("Made again"), "repaired": _("Repaired")},
    **{"revised": _("Begun as the next version"), "redacted": _("Redacted")},
}
"""What was done, by the kind of an event."""

_FIELD = {
    **{"title": _("Title"), "organisation": _("Organisation"), "unit": _("Unit")},
    **{"owner": _("Owner"), "description": _("Description"), "status": _("Status")},
    **{"authority": _("Lead authority"), "also": _("Other authorities")},
    **{"pathway": _("Pathway"), "method": _("Method"), "decision": _("Decision")},
    **{"risks": _("Risk"), "measures": _("Measure"), "attachments": _("Attachment")},
    **{"opinions": _("Opinions"), "dpo": _("DPO's advice"), "overruled": _("Overruling")},
    **{"accepted": _("Acceptance"), "finding": _("Finding")},
    **{"data_subjects": _("Views of data subjects"), "dates": _("Dates")},
    **{"review_due": _("Next review"), "answers": _("Answer"), "marks": _("Said about")},
    **{"shelf": _("Set aside"), "judged_by": _("Judged by"), "reference": _("Reference")},
    **{"likelihood": _("Likelihood"), "severity": _("Severity"), "confirmed": _("Confirmed")},
    **{"by_hand": _("Set by hand"), "reason": _("Reason"), "effects": _("Effects")},
    **{"due": _("Due"), "role": _("Role"), "advice": _("Advice"), "note": _("Note")},
    **{"confidential": _("Confidential"), "unknown": _("Not known yet"), "evidence": _("Evidence")},
    **{"assumed": _("Assumed"), "signature": _("Signature"), "key": _("Key")},
    **{"outcome": _("Outcome"), "conditions": _("Conditions"), "response": _("Response")},
    **{"followed": _("Followed"), "by": _("By"), "at": _("When"), "name": _("Name")},
    **{"scenario": _("Scenario"), "track": _("Kind of risk"), "event": _("Kind of event")},
    **{"sources": _("Sources"), "impacts": _("What it would mean"), "kind": _("Kind")},
    **{"proposed": _("Text of the catalogue"), "catalogue": _("From the catalogue")},
    **{"serves": _("Serves"), "obvious": _("Obvious that it will happen"), "risk": _("Risk")},
    **{"widespread": _("Touches very many people"), "sought": _("Sought"), "assumed": _("Assumed")},
    **{"dpo_earlier": _("Earlier advice"), "answered_by": _("Answered by")},
    **{"answered_at": _("Answered on"), "content_hash": _("Hash of the content")},
    **{"head_hash": _("Hash of the history"), "sign_offs": _("Sign-off"), "as": _("As")},
    **{"in_force": _("In force since"), "ended": _("Ended on")},
    **{"consultation": _("Consultation"), "what": _("What happened"), "on": _("On")},
    **{"voluntary": _("Voluntary"), "basis": _("Duty"), "body": _("Body"), "of": _("In answer to")},
    **{"text": _("Text"), "because": _("Why"), "action": _("What is done"), "done": _("Done on")},
    **{"summary": _("In short"), "to_confirm": _("Still to confirm"), "size": _("Bytes")},
    **words.AXIS,
}
_TECHNICAL = {"id", "format", "created", "counter", "judged_by", "previous", "version", "inputs",
              "archived_from", "redactions"}  # fmt: skip
"""Keys that say nothing to a reader."""
_STATE = {"status": {**words.STATUS, **words.MEASURE_STATUS}, "outcome": words.DECISION}
_STATE |= {"track": words.TRACK, "event": words.EVENT, "kind": words.MEASURE_KIND}
_STATE |= {"role": {**words.MEASURE_ROLE, **words.PART}, "followed": words.FOLLOWED}
_STATE |= {"what": words.CONSULTED}


@dataclass(frozen=True)
class Told:
    """One event in words."""

    seq: int
    at: str
    by: str
    what: str
    why: str

    @property
    def text(self) -> str:
        """Everything that can be searched."""
        return " ".join((self.at, self.by, self.what, self.why))


_DERIVED = ("overruled", "overruling-withdrawn", "finding-accepted", "acceptance-withdrawn")


class Teller:
    """Tells the events of one assessment, in the words of its questions."""

    def __init__(self, events: Iterable[Event], rulebook: Rulebook, document: Document) -> None:
        """Tell `events`, oldest first; `document` is the assessment as it is now."""
        self.events = {int(event["seq"]): event for event in events}
        self.rulebook = rulebook
        gone = (change for event in self.events.values() for change in event.get("changes", ()))
        self._named = (document, *filter(None, map(_row_of, gone)))
        """What has the titles of risks, measures and attachments, also of those that are gone."""

    def told(self) -> list[Told]:
        """Return all events, the latest first."""
        return [self._told(event) for event in reversed(self.events.values())]

    def _told(self, event: Event) -> Told:
        return Told(int(event["seq"]), str(event.get("at", "")), str(event.get("by", "")),
                    self.what(event), str(event.get("note", "")))  # fmt: skip

    def what(self, event: Event) -> str:
        """Return what was done, and to what."""
        done = KIND.get(event["kind"], str(event["kind"]))
        said = ": ".join(filter(None, (done, self._about(event))))
        return f"{said} ({gone})" if (gone := redacted(event)) else said

    def _about(self, event: Event) -> str:
        kind, about = event["kind"], str(event.get("about", ""))
        if kind in ("undone", "redone"):
            other = self.events.get(int(about)) if about.isdecimal() else None
            return self.what(other) if other else ""
        if kind == "redacted":
            return _("event {n}").format(n=about) if about else ""
        if kind in _WORDS:
            return words.word(_WORDS[kind], about) or ""
        if kind in _DERIVED:
            return derived_name(about, self.rulebook)
        if kind == "renamed":
            return ", ".join(_FIELD.get(name, name) for name in about.split(", "))
        if about.partition(".")[0] in ("opinions", "dates") or about in _WHOLE:
            return field_name(about.rpartition(".")[2]) if kind.startswith("marked-") else ""
        named = (title_of(place, self.rulebook, self._named) for place in about.split(", "))
        return ", ".join(dict.fromkeys(named))

    def pieces(self, seq: int) -> Iterator[Piece]:
        """Yield one event to read: who, when, why, and each place before and after.

        Raises Invalid when there is no such event.
        """
        if seq not in self.events:
            message = _("There is no event {n}. The history goes from {first} to {last}.")
            raise Invalid(message.format(n=seq, first=min(self.events), last=max(self.events)))
        event = self.events[seq]
        yield Piece(self.what(event), kind="title")
        head = _("{by}, {at} (UTC), event {n}")
        yield Piece(head.format(by=event["by"], at=clock(str(event["at"])), n=seq), kind="quiet")
        if event.get("note"):
            yield Piece(str(event["note"]), mark=_("Why: "))
        if gone := redacted(event):
            yield Piece(gone, kind="care")
        for change in event.get("changes", ()):
            for part in _single(change):
                yield from self._change(part)

    def _change(self, change: Document) -> Iterator[Piece]:
        names = pointer.tokens(change["path"])
        if names[0] in _TECHNICAL or (names[0] in _ROWS and names[-1] in _TECHNICAL):
            return
        yield BLANK
        yield Piece(self.where(change["path"]), kind="name")
        if "order" in change:
            yield Piece(_("The order has changed."), 1)
            return
        if "before" in change:
            yield from self._side(change["path"], change["before"], _("was: "))
        yield from self._side(change["path"], change.get("after"), _("became: "))

    def _side(self, path: str, value: Any, mark: str) -> Iterator[Piece]:
        """Yield what stood at a place before or stands there since."""
        if isinstance(value, Mapping) and self._question(pointer.tokens(path)) is None:
            yield Piece("", 1, mark=mark.rstrip())
            for name, inner in value.items():
                if name not in _TECHNICAL and (text := said(inner, name)):
                    yield Piece(text, 2, mark=f"{field_name(name)}: ")
        else:
            yield Piece(self._said(path, value) or _("nothing"), 1, mark=mark)

    def where(self, path: str) -> str:
        """Return what stands at a place: the question, or the risk or measure and its field."""
        names = pointer.tokens(path)
        question = self._question(names)
        if question is not None:
            about = _("{question} (what is said about it)") if names[0] == "marks" else "{question}"
            return about.format(question=question.title)
        if names[0] in _ROWS and len(names) > 1:
            title = title_of(names[1], self.rulebook, self._named)
            return " › ".join([_FIELD[names[0]], title, *map(field_name, names[2:])])
        return " › ".join(map(field_name, names))

    def _question(self, names: list[str]) -> Question | None:
        """Return the question that a place belongs to."""
        if names[0] not in _BY_TOPIC or len(names) < 3:
            return None
        inside = names[2].strip("/").split("/") if names[0] == "marks" else names[2:]
        for length in (len(inside), 1):
            try:
                return self.rulebook.question(f"{names[1]}.{'/'.join(inside[:length])}")
            except DpiaError:
                continue
        return None

    def _said(self, path: str, value: Any) -> str:
        names = pointer.tokens(path)
        question = self._question(names) if names[0] in ("answers", "shelf") else None
        if question is None:
            return said(value, names[-1])
        return (
            row_words(question, value) if isinstance(value, dict) else _displayed(question, value)
        )


_WORDS = {"decided": words.DECISION, "moved": words.STATUS, "signed": words.PART}
"""Kinds of event that are about a code: `kind -> its words`."""
_ROWS = ("risks", "measures", "attachments", "consultation")
_BY_TOPIC = ("answers", "marks", "shelf")
_WHOLE = ("assessment", "status", "decision", "judged_by")
"""What an event is about when it is about the assessment as a whole."""


def clock(at: str) -> str:
    """Return a time of an event as it is read: `2026-11-22 10:00`."""
    return at[:16].replace("T", " ")


def said(value: Any, name: str = "") -> str:
    """Return a stored value in words; parts of it that say nothing to a reader are left out."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return words.YES if value else words.NO
    if isinstance(value, Mapping):
        parts = ((key, said(inner, key)) for key, inner in value.items() if key not in _TECHNICAL)
        return "; ".join(f"{field_name(key)}: {text}" for key, text in parts if text)
    if isinstance(value, list):
        return "; ".join(filter(None, (said(item, name) for item in value)))
    return _STATE.get(name, {}).get(str(value), str(value))


def row_words(question: Question, row: Mapping[str, Any]) -> str:
    """Return one row of the table `question` in words."""
    cells = ((column, row.get(column.id)) for column in question.columns)
    return "; ".join(f"{c.title} {_displayed(c, v)}" for c, v in cells if v is not None)


def field_name(name: str) -> str:
    """Return the words for a key of an assessment."""
    return _FIELD.get(name, name.replace("_", " "))


def _displayed(question: Question, value: Any) -> str:
    if question.kind == "rows" and isinstance(value, list):
        return ngettext("{n} row", "{n} rows", len(value)).format(n=len(value))
    try:
        return display(question, value) if value is not None else ""
    except (KeyError, TypeError, AttributeError):
        return said(value)


def _row_of(change: Document) -> Document | None:
    """Return a row that came or went as a document that holds nothing else."""
    names = pointer.tokens(change["path"])
    value = change.get("before") or change.get("after")
    whole = names[0] in _ROWS and len(names) == 2 and isinstance(value, dict)
    return {names[0]: [value]} if whole else None


def _single(change: Document) -> Iterator[Document]:
    """Yield a change of a whole part, as when an assessment begins, as one of each thing in it."""
    names = pointer.tokens(change["path"])
    value = change.get("after")
    if len(names) > 1 or "before" in change or "order" in change:
        yield change
    elif names[0] in _BY_TOPIC and isinstance(value, dict):
        for topic, inside in value.items():
            for name, one in inside.items() if isinstance(inside, dict) else ():
                yield {"path": pointer.join(names[0], topic, name), "after": one}
    elif names[0] in _ROWS and isinstance(value, list) and pointer.is_rows(value):
        for row in value:
            yield {"path": pointer.join(names[0], str(row["id"])), "after": row}
    elif value not in ("", [], {}, None):
        yield change
