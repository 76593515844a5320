"""Telling the user something in a sentence, for a moment, above the keys."""

from typing import Any

from textual.notifications import Notification

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

    def notify(self, message: str, **how: Any) -> None:
        """Show a message in the place of the one of its kind; an error gives way only to itself."""
        for note in self._in_the_way(message, how.get("severity", "information")):
            self._unnotify(note)
        super().notify(message, **how)

    def _in_the_way(self, message: str, severity: str) -> list[Notification]:
        replaced = () if severity == "error" else (severity,)
        shown = list(self._notifications)
        return [n for n in shown if n.message == message or n.severity in replaced]
