"""The foundation of an open assessment: what it shows, and how a change reaches the disk."""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn

from dpia.assessment import event
from dpia.assessment.change import Change, apply, difference, touching
from dpia.assessment.shelf import settle
from dpia.assessment.view import case_view
from dpia.canonical import copied
from dpia.desk.beneath import Beneath
from dpia.errors import Conflict, DpiaError, Invalid, NotSaved
from dpia.questionnaire.evaluation import Evaluation
from dpia.questionnaire.memory import Memory
from dpia.questionnaire.rulebook import Rulebook
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.desk import Desk

Document = dict[str, Any]
Verdict = dict[str, Any]
_CLOSED = {
    "decided": _("“{title}” is decided and cannot be changed. Reopen it first."),
    "in-force": _("“{title}” is in force and cannot be changed. Reopen it or open a new version."),
    "retired": _("“{title}” is retired and cannot be changed. Reopen it first."),
    "superseded": _("“{title}” is superseded and can only be read. Go on with the later version."),
    "archived": _("“{title}” is archived and cannot be changed. Bring it back first."),
    "in-review": _("“{title}” is in review and cannot be changed. Take it back to draft first."),
    "advised": _("“{title}” is advised and cannot be changed. Take it back to draft first."),
}


class Work:
    """One assessment at the desk. A change counts only when it is on disk.

    Until then it stays in memory, and `unsaved` says why.
    """

    def __init__(self, desk: "Desk", document: Document, stamp: str | None) -> None:
        """Open `document`, which the register holds under `stamp`."""
        self.desk = desk
        self.document = document
        self.stamp = stamp
        self.unsaved = ""
        """Why the latest changes are not on disk yet, or empty."""
        self._saved = document
        self._read_only: str | None = None
        self._together = False
        self.theirs: list[Change] = []
        """What somebody else changed meanwhile, after the latest change or conflict."""
        self.mine: list[Change] = []
        """What of one's own was not saved because of that."""
        self._verdict: Verdict | None = None
        self._evaluation: Evaluation | None = None
        self._memory = Memory()
        self._beneath = Beneath()

    # Reading

    @property
    def id(self) -> str:
        """The assessment's id."""
        return str(self.document["id"])

    @property
    def rulebook(self) -> Rulebook:
        """What this assessment is judged by: its own frozen copies."""
        return self.desk.rulebook(self.document)

    @property
    def as_of(self) -> date:
        """The judging date: of the decision once there is one, else today."""
        return self.desk.judging_date(self.document)

    @property
    def read_only(self) -> str:
        """Say in a sentence why the register takes no change; empty when it does.

        The disk is asked only while it is not known: not after every change that was saved.
        """
        if self._read_only != "":
            self._read_only = self.desk.register.read_only or ""
        return self._read_only

    @property
    def evaluation(self) -> Evaluation:
        """The answers as conditions see them."""
        if self._evaluation is None:
            self._evaluation = self._look(self.document)
        return self._evaluation

    @property
    def verdict(self) -> Verdict:
        """The verdict on the assessment as it stands. Raises Invalid when a rule is broken."""
        if self._verdict is None:
            self._verdict = self._judge(self.document)
        return self._verdict

    def _look(self, document: Document) -> Evaluation:
        view, before = case_view(document, self.as_of), self._memory.shown
        answers, marks = document["answers"], document["marks"]
        found = Evaluation(self.rulebook, answers, marks, view, self.as_of, before)
        self._memory.shown = found
        return found

    def _judge(self, document: Document, explore: bool = False) -> Verdict:
        from dpia.judgement import judge

        as_of = self.desk.judging_date(document)
        return judge(document, self.desk.rulebook(document), as_of, explore, self._memory)

    def explored(self) -> Verdict:
        """Return the verdict with the single changes that would flip the screening."""
        return self._judge(self.document, explore=True)

    # Saving

    def _need_asked(self, path: str) -> None:
        question = self.rulebook.question(path)
        owner = f"{question.topic}.{question.group or question.id}"
        if self.evaluation.visible(owner).value is False:
            message = _("“{title}” is not asked, because of other answers. Change those first.")
            raise Invalid(message.format(title=question.title))

    @property
    def editable(self) -> bool:
        """Whether the assessment may be changed in its state."""
        raise NotImplementedError

    def _need_draft(self) -> None:
        if not self.editable:
            message = _CLOSED.get(str(self.document["status"]), _CLOSED["decided"])
            raise Invalid(message.format(title=self.document["title"]))

    @contextmanager
    def together(self, kind: str, about: str, note: str = "") -> Iterator[None]:
        """Take several changes as one: all are saved in one event, or none when one is refused.

        `note` says in the history why.
        """
        before = self.document
        self._together = True
        try:
            yield
        except BaseException:
            self._keep(before, None, None)
            raise
        finally:
            self._together = False
        after, self.document = self.document, before
        self._accept(after, kind, about, note)

    def _accept(
        self, after: Document, kind: str, about: str, note: str = "", closed: bool = False
    ) -> Verdict:
        if not closed:
            self._need_draft()
        book, day = self.desk.rulebook(after), self.desk.judging_date(after)
        settled = settle(after, book, day, self._memory.shown)
        if self._together:
            self._keep(settled, None, None)
            return {}
        after = event.record(
            self.document,
            settled,
            kind=kind,
            about=about,
            by=self.desk.who,
            at=self.desk.stamp(),
            salt=secrets.token_hex(8),
            note=note,
        )
        self._store(after)
        return self.verdict

    def _store(self, after: Document, judged: bool = False) -> None:
        """Judge and save; on a conflict join what does not touch the same places.

        `judged` says that nothing a verdict rests on has changed.
        """
        verdict, evaluation = self._verdict, self._evaluation
        own = [change for one in event.since(after, self._saved) for change in one["changes"]]
        if met := self._beneath.meet(own):
            self._refuse(own, met, self._beneath.document)
        if not judged:
            after, verdict, evaluation = self._with_summary(after)
        try:
            self.stamp = self.desk.register.save(after, self.stamp)
        except Conflict as conflict:
            other, stamp = getattr(conflict, "document", None), getattr(conflict, "stamp", None)
            if other is not None and stamp is not None:
                self._join(after, other, stamp)
                return
            self._keep_unsaved(conflict, after, verdict, evaluation)  # the lock, or a lost file
            raise
        except NotSaved as problem:
            self._keep_unsaved(problem, after, verdict, evaluation)
            raise
        self._saved, self.unsaved, self._read_only = after, "", ""
        self.theirs = []
        self._keep(after, verdict, evaluation)

    def _keep_unsaved(
        self,
        problem: DpiaError,
        after: Document,
        verdict: Verdict | None,
        evaluation: Evaluation | None,
    ) -> None:
        self.unsaved, self._read_only = problem.message, None
        self._keep(after, verdict, evaluation)

    def _keep(
        self, after: Document, verdict: Verdict | None, evaluation: Evaluation | None
    ) -> None:
        self.document, self._verdict, self._evaluation = after, verdict, evaluation

    def _with_summary(self, after: Document) -> tuple[Document, Verdict | None, Evaluation]:
        """Return the document with its summary; a rule that cannot be evaluated costs no answer."""
        from dpia.desk.terms import waits
        from dpia.judgement import summary

        verdict: Verdict | None = None
        try:
            verdict = self._judge(after)
            found = summary.summarise(verdict, after, waits(self.desk, after))
        except DpiaError as problem:
            found = {"problem": problem.message}
        return {**after, "summary": found}, verdict, self._look(after)

    def _join(self, after: Document, other: Document, stamp: str) -> None:
        """Put every change that is not on disk yet onto the other's document, one by one.

        Raises Conflict for those that touch the same places; the rest is saved.
        """
        theirs = difference(event.content(self._saved), event.content(other))
        joined = {
            **other,
            "counter": max(int(after["counter"]), int(other.get("counter", 0))),
            "cursor": after["cursor"],
            "drafts": self._beneath.drafts(after, self._saved, other, theirs),
        }
        refused: list[Change] = []
        for own in event.since(after, self._saved):
            if touching(own["changes"], [*theirs, *refused]):
                refused += own["changes"]
            else:
                joined = self._repeat(joined, own)
        self._saved, self.stamp, self.unsaved = other, stamp, ""
        self._keep(other, None, None)
        if joined != other:
            self._store(joined)
        self._beneath.take(theirs, other, after["drafts"])
        self.theirs, self.mine = theirs, []
        if refused:
            self._beneath.meet(refused)
            self._refuse(refused, theirs, other)
        self._beneath.tell_redacted()

    def _refuse(
        self, mine: list[Change], theirs: list[Change], other: Mapping[str, Any]
    ) -> NoReturn:
        """Raise Conflict: `mine` is not saved, because `theirs` made the document `other`."""
        self.theirs, self.mine = theirs, mine
        raise Conflict(conflict_sentence(mine, theirs, other, self.rulebook))

    def _repeat(self, document: Document, own: Mapping[str, Any]) -> Document:
        """Return `document` after the change of `own`, an event from another line of history."""
        after = event.working_copy(document)
        apply(after, copied(own["changes"]))
        settled = settle(after, self.rulebook, self.as_of)
        said = {name: own[name] for name in ("kind", "about", "by", "at", "salt")}
        return event.record(document, settled, note=own.get("note", ""), **said)

    def retry(self) -> None:
        """Try again to save what is only in memory. Raises NotSaved."""
        if self.unsaved:
            self._store(self.document)


def conflict_sentence(
    mine: list[Change], theirs: list[Change], other: Mapping[str, Any], rulebook: Rulebook
) -> str:
    """Say who changed what in the same place, and what became of one's own change."""
    from dpia.documents.history import Teller

    last = other["events"][-1] if other.get("events") else {}
    where = Teller([], rulebook, other).where
    touched = (where(theirs_too["path"]) for theirs_too in theirs if touching(mine, [theirs_too]))
    places = ", ".join(dict.fromkeys(touched))
    message = _(
        "Not saved: {who} changed the same place meanwhile ({places}). "
        "What they wrote is shown now; enter yours again if it should stand."
    )
    return message.format(who=last.get("by") or _("another program"), places=places)
