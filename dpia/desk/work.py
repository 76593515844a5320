"""The foundation of an open assessment: what it shows, and how a change reaches the disk."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from dpia.assessment import event
from dpia.assessment.change import Change, difference, inverse, take_back, touching
from dpia.assessment.shelf import settle
from dpia.assessment.view import case_view
from dpia.errors import Conflict, DpiaError, Invalid, NotSaved
from dpia.questionnaire.evaluation import Evaluation
from dpia.questionnaire.rulebook import Rulebook
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.desk import Desk

Document = dict[str, Any]
Verdict = dict[str, Any]


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
        self._together = False
        self.theirs: list[Change] = []
        """What somebody else changed meanwhile, after the latest change or conflict."""
        self._verdict: Verdict | None = None
        self._evaluation: Evaluation | None = None

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
        view = case_view(document, self.as_of)
        return Evaluation(self.rulebook, document["answers"], document["marks"], view, self.as_of)

    def _judge(self, document: Document, explore: bool = False) -> Verdict:
        from dpia.judgement import judge

        as_of = self.desk.judging_date(document)
        return judge(document, self.desk.rulebook(document), as_of, explore=explore)

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

    def _need_draft(self) -> None:
        if self.document["status"] != "draft":
            message = _("“{title}” is decided and cannot be changed. Reopen it first.")
            raise Invalid(message.format(title=self.document["title"]))

    @contextmanager
    def together(self, kind: str, about: str) -> Iterator[None]:
        """Take several changes as one: all are saved in one event, or none when one is refused."""
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
        self._accept(after, kind, about)

    def _accept(
        self, after: Document, kind: str, about: str, note: str = "", closed: bool = False
    ) -> Verdict:
        if not closed:
            self._need_draft()
        settled = settle(after, self.rulebook, self.desk.judging_date(after))
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
        if not judged:
            after, verdict, evaluation = self._with_summary(after)
        try:
            self.stamp = self.desk.register.save(after, self.stamp)
        except Conflict as conflict:
            other = getattr(conflict, "document", None)
            if other is None:  # the lock is held, or the file has gone: nothing to join with
                self.unsaved = conflict.message
                self._keep(after, verdict, evaluation)
                raise
            self._join(after, other)
            return
        except NotSaved as problem:
            self.unsaved = problem.message
            self._keep(after, verdict, evaluation)
            raise
        self.unsaved = ""
        self.theirs = []
        self._keep(after, verdict, evaluation)

    def _keep(
        self, after: Document, verdict: Verdict | None, evaluation: Evaluation | None
    ) -> None:
        self.document, self._verdict, self._evaluation = after, verdict, evaluation

    def _with_summary(self, after: Document) -> tuple[Document, Verdict | None, Evaluation]:
        """Return the document with its summary; a rule that cannot be evaluated costs no answer."""
        from dpia.judgement import summary

        verdict: Verdict | None = None
        try:
            verdict = self._judge(after)
            found = summary.summarise(verdict, after)
        except DpiaError as problem:
            found = {"problem": problem.message}
        return {**after, "summary": found}, verdict, self._look(after)

    def _join(self, after: Document, other: Document) -> None:
        """Put one's own change onto the other's document. Raises Conflict when they touch."""
        mine = difference(event.content(self.document), event.content(after))
        theirs = difference(event.content(self.document), event.content(other))
        stamp = self.desk.register.load(self.id).stamp
        self.theirs = theirs
        if not touching(mine, theirs):
            mine_event = after["events"][-1] if mine else None
            joined = event.working_copy(other)
            take_back(joined, inverse(mine))
            joined["counter"] = max(int(after["counter"]), int(other["counter"]))
            self.document, self.stamp = other, stamp
            record = partial(event.record, other, settle(joined, self.rulebook, self.as_of))
            if mine_event:
                about = {name: mine_event[name] for name in ("kind", "about", "by", "at", "salt")}
                joined = record(**about, note=mine_event.get("note", ""))
            self._store(joined)
            self.theirs = theirs
            return
        self.document, self.stamp = other, stamp
        self._verdict = self._evaluation = None
        raise Conflict(conflict_sentence(mine, theirs, other))

    def retry(self) -> None:
        """Try again to save what is only in memory. Raises NotSaved."""
        if self.unsaved:
            self._store(self.document)


def conflict_sentence(mine: list[Change], theirs: list[Change], other: Document) -> str:
    """Say who changed what in the same place, and what became of one's own change."""
    last = other["events"][-1] if other.get("events") else {}
    places = ", ".join(b["path"] for b in theirs if touching(mine, [b]))
    message = _(
        "Not saved: {who} changed the same place meanwhile ({places}). "
        "What they wrote is shown now; enter yours again if it should stand."
    )
    return message.format(who=last.get("by") or _("another program"), places=places)
