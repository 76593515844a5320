"""What was made of something written, so that several rulebooks on the same files share it."""

from collections.abc import Callable
from typing import Any, TypeVar

S = TypeVar("S")
T = TypeVar("T")


class Once:
    """Makes something of a document, or of a part of one, when it is first asked for.

    What something is made of is known by its identity, so nobody may change it afterwards.
    """

    def __init__(self) -> None:
        """Begin with nothing made."""
        self._made: dict[tuple[str, int], tuple[Any, Any]] = {}

    def of(self, kind: str, written: S, make: Callable[[S], T]) -> T:
        """Return what `make` makes of `written`; each `kind` is made in one way only."""
        key = kind, id(written)
        known = self._made.get(key)
        if known is None:
            # What it was made of is kept too, so that nothing else can ever have its id.
            known = self._made[key] = written, make(written)
        made: T = known[1]
        return made
