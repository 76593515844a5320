"""Telling the user something in a sentence, for a moment, above the keys."""

from typing import Any

from textual.notifications import Notification

from dpia.tui import foreign
from dpia.tui.typeahead import TypeAhead

MOST = 3
"""Pieces of news that are shown at once; what is wrong is always shown."""


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
        """Show a message; one that is there already is not shown twice, nor too many at once."""
        for note in self._in_the_way(message):
            self._unnotify(note)
        super().notify(message, **how)

    def _in_the_way(self, message: str) -> list[Notification]:
        shown = list(self._notifications)
        same = [note for note in shown if note.message == message]
        news = [n for n in shown if n.severity == "information" and n not in same]
        return [*same, *news[: max(len(news) + 1 - MOST, 0)]]
