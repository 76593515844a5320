"""Telling the user something in a sentence, for a moment, above the keys."""

from typing import Any

from textual.notifications import Notify

from dpia.tui import foreign
from dpia.tui.typeahead import TypeAhead


class Telling(TypeAhead):
    """The part of the program that tells the user something."""

    def key_for(self, name: str) -> str:
        """Return the key of the action `place.action` as a person reads it, for a sentence."""
        raise NotImplementedError

    def tell(self, message: str, severity: str = "information") -> None:
        """Tell the user something in a sentence; the text may be foreign."""
        level: Any = severity
        seconds = 4 if severity == "information" else 12
        self.notify(foreign.visible(message)[:1200], severity=level, timeout=seconds, markup=False)

    def untell(self, message: str) -> None:
        """Take down what was told, once it does not hold any more."""
        for note in [note for note in self._notifications if note.message == message]:
            self._unnotify(note)

    def _on_notify(self, event: Notify) -> None:
        """Make room: a message stands in place of the one of its kind, an error only of itself.

        Textual puts it there afterwards.
        """
        new = event.notification
        for note in list(self._notifications):
            alike = note.severity == new.severity and new.severity != "error"
            if alike or note.message == new.message:
                self._unnotify(note)
