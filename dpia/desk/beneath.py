"""What others changed while a text was half written: whoever writes it has not seen that."""

from collections.abc import Callable, Mapping
from typing import Any

from dpia.assessment.change import Change, touching
from dpia.assessment.past import path_of, place_of
from dpia.errors import Conflict
from dpia.text import _

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
        self._redacted: list[str] = []

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

    def drafts(
        self, mine: Document, saved: Document, other: Document, theirs: list[Change]
    ) -> dict[str, str]:
        """Return the half-written texts of `mine` and `other`, which both came from `saved`.

        Where others redacted meanwhile, those of `mine` that would bring it back are left out.
        """
        kept, own = dict(other.get("drafts") or {}), mine["drafts"]
        if len(other.get("redactions") or ()) > len(saved.get("redactions") or ()):
            before = saved.get("drafts") or {}
            names = [path_of(change["path"]) for change in theirs]
            self._redacted = [
                path
                for path in own
                if before.get(path) != kept.get(path) or any(map(_meets(path), names))
            ]
        return kept | {path: text for path, text in own.items() if path not in self._redacted}

    def tell_redacted(self) -> None:
        """Raise Conflict, once, for half-written texts that were left out."""
        if paths := self._redacted:
            self._redacted = []
            message = _(
                "Texts of this assessment were redacted meanwhile (GDPR Art. 17), and with them "
                "what is half written here: {places}. Do not write again what was redacted."
            )
            raise Conflict(message.format(places=", ".join(paths)))

    def forget(self) -> None:
        """Forget all of it: no text is half written any more."""
        self.changes = []


def _meets(path: str) -> Callable[[str], bool]:
    """Return what says whether a place is the one a text is written for, or in or around it."""
    here = path_of(place_of(path)) + "/"
    return lambda name: here.startswith(f"{name}/") or f"{name}/".startswith(here)
