"""Changes that can be taken back, the last one first."""

from typing import Any

_NOTHING = object()


class Trail:
    """Every value that was set in some dictionary, with the one before it."""

    def __init__(self) -> None:
        """Begin with no change."""
        self._changes: list[tuple[dict[Any, Any], Any, Any]] = []

    def __len__(self) -> int:
        """Return how many changes there are, to come back to."""
        return len(self._changes)

    def set(self, where: dict[Any, Any], key: Any, value: Any) -> None:
        """Set a value."""
        self._changes.append((where, key, where.get(key, _NOTHING)))
        where[key] = value

    def undo(self, length: int) -> None:
        """Take changes back until there are no more than `length`."""
        while len(self._changes) > length:
            where, key, before = self._changes.pop()
            if before is _NOTHING:
                del where[key]
            else:
                where[key] = before
