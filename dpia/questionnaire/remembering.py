"""Working something out once, and not again while nothing it has read has changed.

What each thing has read is kept beside it: values by their path, and other things that were worked
out, by their key. So what comes after a change begins with everything that has read nothing of it.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, MutableSequence
from typing import Any, TypeVar

from dpia.errors import Invalid

Key = str | tuple[Any, ...]
"""What can be read: a stored value by its path, or something worked out by kind and name."""
ANEW = object()
"""Says that something is worked out anew only when it is asked for."""
T = TypeVar("T")


class Remembering:
    """Keeps what was worked out, each with what was read for it."""

    def __init__(self) -> None:
        """Know nothing yet."""
        # Whatever something rests on was finished before it, so it stands before it, too.
        self._memo: dict[tuple[Any, ...], tuple[Any, list[Key]]] = {}
        self._open: set[Key] = set()
        self._reads: MutableSequence[Key] = deque(maxlen=0)  # what is read at the top, nobody asks

    def once(self, key: tuple[Any, ...], work_out: Callable[[], T]) -> T:
        """Return what is known as `key` (kind, name …), worked out when it is not known yet.

        It may rest on nothing but values that are noted in `_reads`, on what is worked out by this
        very method, and on what never changes. Raises Invalid when it rests on itself.
        """
        self._reads.append(key)
        known = self._memo.get(key)
        if known is not None:
            found: T = known[0]
            return found
        if key in self._open:
            raise Invalid(f"“{key[1]}” depends on itself; the questionnaires have a cycle.")
        around, own = self._reads, list[Key]()
        self._open.add(key)
        self._reads = own
        try:
            result = work_out()
        finally:
            self._reads = around
            self._open.remove(key)
        self._memo[key] = result, own
        return result

    def _again(self, key: tuple[Any, ...]) -> Any:
        """Work out at once what is likely to come out as before; else return `ANEW`."""
        return ANEW

    def _recall(self, before: "Remembering", changed: set[Key]) -> None:
        """Take over what has read nothing that `changed`, neither itself nor on the way."""
        memo, untouched = self._memo, changed.isdisjoint
        for key, known in before._memo.copy().items():
            if key in memo:  # worked out on the way to something else
                same = memo[key][0] is known[0]
            elif untouched(known[1]):
                memo[key] = known
                continue
            else:
                same = self._again(key) is known[0]
            if not same:
                changed.add(key)


def differing(prefix: str, one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names, after `prefix`, under which the two do not hold the very same value."""
    for name in one.keys() | other.keys():
        a, b = one.get(name), other.get(name)
        # In Python 1 equals True and 1.0; where they are shown, they differ.
        if a is not b and (a != b or repr(a) != repr(b)):
            yield prefix + name
