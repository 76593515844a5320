"""Following the events of an assessment from nothing, to see whether they lead to what it says."""

from collections.abc import Mapping
from typing import Any

from dpia.assessment.change import follow
from dpia.assessment.event import BEGINNINGS, content
from dpia.errors import DpiaError

_GIVEN = ("reference",)
"""What the register gives an assessment beside its events."""


class Replay:
    """Takes the events one after the other, the oldest first; it may use up what they hold."""

    def __init__(self) -> None:
        """Begin before the first event."""
        self._state: dict[str, Any] = {}
        self._begun = self._lost = False

    def take(self, event: Mapping[str, Any]) -> None:
        """Make the changes of the next event; where some were redacted, nothing can be said."""
        if not self._begun:
            self._begun, self._lost = True, event.get("kind") not in BEGINNINGS
        if self._lost:
            return
        try:
            follow(self._state, event["changes"])
        except (DpiaError, KeyError, TypeError, ValueError, AttributeError):
            self._lost = True

    def differing(self, document: Mapping[str, Any]) -> list[str]:
        """Return the parts of a document that its events do not lead to; an empty one is none."""
        if self._lost or not self._begun:
            return []
        now, led = content(document), self._state
        names = sorted({*now, *led} - {*_GIVEN})
        return [name for name in names if (now.get(name) or None) != (led.get(name) or None)]
