"""One open assessment at work: takes a change, judges, saves, undoes."""

import secrets
from collections.abc import Callable, Mapping
from typing import Any

from dpia.assessment import event
from dpia.assessment.life_cycle import ARCHIVED, DRAFT, SUPERSEDED
from dpia.desk.accepting import Accepting
from dpia.desk.answering import Answering
from dpia.desk.attaching import Attaching
from dpia.desk.consulting import ON_RECORD, Consulting
from dpia.desk.deciding import Deciding
from dpia.desk.following import Following
from dpia.desk.recalling import Recalling
from dpia.desk.withholding import Withholding
from dpia.errors import Invalid
from dpia.text import _

Document = Mapping[str, Any]
Event = Mapping[str, Any]


class Case(
    Answering, Recalling, Deciding, Accepting, Attaching, Consulting, Withholding, Following
):
    """One assessment, open for work. Every method that changes something saves before it returns.

    Changes raise Invalid (not accepted, nothing changed), Conflict (somebody else changed the
    same; `theirs` shows what) or NotSaved (accepted and kept in memory; call `retry`).
    """

    def undo(self) -> str:
        """Take back one's own latest change and return what it was about."""
        self._need_undoable(event.undoable)
        undone = event.undoable(self.document, self.desk.who)
        after = event.undo(self.document, self.desk.who, self.desk.stamp(), secrets.token_hex(8))
        self._store(after)
        return f"{undone['kind']}: {undone['about']}"

    def redo(self) -> str:
        """Make the change again that was taken back last, and return what it was about."""
        self._need_undoable(event.redoable)
        again = event.redoable(self.document, self.desk.who)
        after = event.redo(self.document, self.desk.who, self.desk.stamp(), secrets.token_hex(8))
        self._store(after)
        return f"{again['kind']}: {again['about']}"

    def _need_undoable(self, latest: Callable[[Document, str], Event]) -> None:
        if self._on_record(latest):
            return
        self._need_draft()
        if self.document["status"] != DRAFT:
            message = _(
                "Only in a draft is something taken back like this. Change it by hand, or move it "
                "back to draft first (`dpia move {ref} draft`)."
            )
            raise Invalid(message.format(ref=self.document["reference"]))

    def _on_record(self, latest: Callable[[Document, str], Event]) -> bool:
        """Say whether one's own latest change is an entry of a consultation that still goes on."""
        try:
            kind = latest(self.document, self.desk.who)["kind"]
        except Invalid:
            return False
        return kind in ON_RECORD and self.document["status"] not in (SUPERSEDED, ARCHIVED)

    def keep_typing(self, path: str, text: str) -> None:
        """Keep what is being typed in an open field, without making it an answer."""
        drafts = {**self.document["drafts"], path: text}
        if not text:
            drafts.pop(path, None)
        if not drafts:
            self._beneath.forget()
        self._store({**self.document, "drafts": drafts}, judged=True)

    def remember(self, place: Mapping[str, str]) -> None:
        """Keep where the assessor stopped; not worth meeting what somebody else saved meanwhile."""
        if self.document["cursor"] != place and not self.read_only and not self.behind():
            self._store({**self.document, "cursor": dict(place)}, judged=True)
