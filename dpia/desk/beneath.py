"""What others changed while a text was half written: whoever writes it has not seen that."""

from collections.abc import Mapping
from typing import Any

from dpia.assessment.change import Change, touching

Document = Mapping[str, Any]


class Beneath:
    """Changes of others that were taken in beneath half-written texts.

    Keeping such a text takes in what others saved, so that the next save would not meet it any
    more: an answer to the same question would replace theirs without a word.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self.changes: list[Change] = []
        self.document: Document = {}
        """How the assessment stood with the latest of these changes."""

    def take(self, theirs: list[Change], other: Document, drafts: Document) -> None:
        """Remember `theirs`, with which the assessment is `other`, where there are `drafts`."""
        if drafts:
            self.changes += theirs
            self.document = other

    def meet(self, own: list[Change]) -> list[Change]:
        """Return what of it somebody's `own` changes would replace; each is told only once."""
        met = [one for one in self.changes if touching([one], own)]
        self.changes = [one for one in self.changes if one not in met]
        return met

    def forget(self) -> None:
        """Forget all of it: no text is half written any more."""
        self.changes = []
