"""Who said something last, and when: read off the events of an assessment."""

from collections.abc import Iterable, Mapping
from typing import Any


class Origins:
    """The latest event at each place of a document."""

    def __init__(self, events: Iterable[Mapping[str, Any]]) -> None:
        """Read `events`, the oldest first."""
        self._last: dict[str, tuple[int, str, str]] = {}
        for number, event in enumerate(events):
            told = (number, str(event.get("by") or ""), str(event.get("at") or "")[:10])
            for change in event.get("changes") or ():
                if isinstance(change, Mapping):
                    self._last[str(change.get("path"))] = told

    def of(self, place: str) -> tuple[str, str]:
        """Return by whom and on which day the place was last written, empty when nobody knows.

        Whoever wrote what it lies in (a whole row, all answers) wrote it as well.
        """
        parts = place.split("/")
        around = ("/".join(parts[: count + 1]) for count in range(1, len(parts)))
        found = [self._last[path] for path in around if path in self._last]
        number_by_at = max(found, default=(0, "", ""))
        return number_by_at[1], number_by_at[2]
