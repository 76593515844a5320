"""The past of one answer in words: what was said there, by whom, when and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dpia.assessment.past import Said
from dpia.assessment.standing import Standing
from dpia.documents import words
from dpia.documents.history import KIND, clock, row_words, said
from dpia.documents.pieces import BLANK, Piece
from dpia.questionnaire.answers import display
from dpia.questionnaire.model import Question
from dpia.text import _, ngettext


@dataclass(frozen=True)
class Entry:
    """What stood at a place from one event on. `n` counts through all versions, 1 is the oldest."""

    n: int
    reference: str
    """The version in which it was said."""
    id: str
    said: Said
    name: str
    """The last part of the place: a field of a risk or measure."""
    question: Question | None
    choices: Mapping[str, str] = field(default_factory=dict)
    before: Any = None
    """The value before, in the same version; of a risk or measure only what changed is told."""

    @property
    def by(self) -> str:
        """Who said it."""
        return str(self.said.event.get("by", ""))

    @property
    def at(self) -> str:
        """When, ISO time in UTC."""
        return str(self.said.event.get("at", ""))

    @property
    def why(self) -> str:
        """The reason that was given with it."""
        return str(self.said.event.get("note", ""))

    @property
    def what(self) -> str:
        """What was done, in words."""
        kind = str(self.said.event["kind"])
        return KIND.get(kind, kind)

    @property
    def answer(self) -> str:
        """What stood there, in words on one line."""
        value = self.said.answer
        if self.said.erased:
            return _("erased from the history")
        if value is None:
            return _("not known yet") if self.said.marks.get("unknown") else _("no answer")
        told = self._value(value)
        return told if self.said.shelved is None else _("{answer} (not asked then)").format(
            answer=told
        )  # fmt: skip

    def _value(self, value: Any) -> str:
        if self.question is None:
            return said(_changed(self.before, value), self.name) or _("nothing")
        if isinstance(value, dict):
            return row_words(self.question, value) or _("an empty row")
        if self.question.kind == "rows" and isinstance(value, list) and value:
            count = ngettext("{n} row", "{n} rows", len(value)).format(n=len(value))
            return f"{count}: {display(self.question, value)}"
        return display(self.question, value, self.choices)


def _changed(before: Any, now: Any) -> Any:
    """Return what of a risk or measure is otherwise than before; all of it where it is new."""
    if not isinstance(before, Mapping) or not isinstance(now, Mapping):
        return now
    names = [name for name in {**now, **before} if before.get(name) != now.get(name)]
    return {
        name: _changed(before.get(name), now[name]) if now.get(name) else _("nothing")
        for name in names
    }


def about_marks(marks: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what was said about an answer: a label and the text."""
    if marks.get("note"):
        yield _("Note: "), str(marks["note"])
    for link in marks.get("evidence", ()):
        yield _("Evidence: "), str(link)
    if marks.get("assumed"):
        yield _("Assumed: "), words.YES
    if marks.get("confidential"):
        yield _("Confidential: "), words.YES
    if marks.get("to_confirm"):
        yield _("Still to confirm: "), words.YES


def past_pieces(title: str, entries: list[Entry]) -> Iterator[Piece]:
    """Yield the past of a place to read, the oldest first."""
    yield Piece(title, kind="title")
    several = len({entry.reference for entry in entries}) > 1
    for entry in entries:
        yield BLANK
        yield from entry_pieces(entry, several)
    if not entries:
        yield Piece(_("Nothing has been said here yet."))


def entry_pieces(entry: Entry, several: bool = False) -> Iterator[Piece]:
    """Yield one entry to read; with `several` versions it names the one it stands in."""
    head = _("{n}. {at}, {by}: {what}")
    said_by = {"n": entry.n, "at": clock(entry.at), "by": entry.by, "what": entry.what}
    told = head.format(**said_by)
    yield Piece(f"{told} ({entry.reference})" if several else told, kind="name")
    value, question = entry.said.answer, entry.question
    if question and question.kind == "rows" and isinstance(value, list) and not entry.said.erased:
        for row in value:
            yield Piece(row_words(question, row) or _("an empty row"), 1, mark="- ")
        if not value:
            yield Piece(display(question, value), 1)
    else:
        yield Piece(entry.answer, 1)
    for label, text in about_marks(entry.said.marks):
        yield Piece(text, 1, mark=label)
    if entry.why:
        yield Piece(entry.why, 1, mark=_("Why: "))


def entry_json(entry: Entry, last: bool) -> dict[str, Any]:
    """Return an entry for programs; `last` says that it stands now."""
    event = entry.said.event
    marks = {name: value for name, value in entry.said.marks.items() if name != "unknown"}
    return {
        "n": entry.n,
        **{"reference": entry.reference, "id": entry.id, "event": event.get("seq")},
        **{"at": entry.at, "by": entry.by, "kind": event.get("kind"), "reason": entry.why},
        **{"value": entry.said.value, "set_aside": entry.said.shelved, "words": entry.answer},
        **{"unknown": entry.said.marks.get("unknown") is True, "marks": marks},
        **{"erased": entry.said.erased, "current": last},
    }


def stood(standing: Standing) -> str:
    """Say whether a text stands now or until when it stood, and who wrote it."""
    since, until = standing.since, standing.until
    said = _("stands now") if standing.current else _("stood once")
    if until:
        said = _("stood until {at}, then changed by {by}")
        said = said.format(at=clock(str(until.get("at", ""))), by=until.get("by", ""))
    if since is None:
        return said
    wrote = _("{stood}; written {at} by {by}")
    return wrote.format(stood=said, at=clock(str(since.get("at", ""))), by=since.get("by", ""))
