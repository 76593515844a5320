"""What is told in passing: it is not shown anew on another screen in its last moment."""

from typing import Self

from textual.notifications import Notifications

MOMENT = 0.5
"""Seconds that a screen may take to show what was told."""


class Notices(Notifications):
    """Drops what would be over before it is shown: Textual would wait for that without an end."""

    def _reap(self) -> Self:
        for notice in list(self._notifications.values()):
            if notice.time_left < MOMENT:
                del self._notifications[notice.identity]
        return self
