"""In how many ways a pattern can match the beginning of a text.

A matcher that goes back tries them all, each at most once: their number, times the length of the
text, is what a text can cost. It is counted from above, over the automaton of the pattern (one
state for each character written in it, after Glushkov): where two ways that read the same text
meet, their numbers add up; where they meet again and again inside a repeat, there is no end.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from dpia.questionnaire.patterns.chars import Alphabet
from dpia.questionnaire.patterns.reading import Char, Choice, Node, Place, Repeat, Row

_LENGTH = 20_000
"""Characters of the longest text."""
_WAYS = 64
_COPIES = 64
"""So often a repeat is written out; one that goes further counts as one without end."""
_STATES, _PAIRS = 1_500, 60_000


class Endless(Exception):
    """`part` can match the same text in too many ways. It is empty where all of it is too large."""

    def __init__(self, part: str = "") -> None:
        """Name the part as it is written."""
        super().__init__(part)
        self.part = part


class Unanchored(Exception):
    """The pattern would be quick enough if it began with `^`."""


class _Part(NamedTuple):
    """In how many ways a part can be empty, and the states it begins and ends with."""

    empty: int
    first: Mapping[int, int]
    last: Mapping[int, int]


_NOTHING = _Part(1, {}, {})


def measure(pattern: str, node: Node) -> None:
    """Raise Endless or Unanchored if a text can take too long; `node` is what `pattern` says."""
    automaton = _Automaton(pattern)
    automaton.begin(node)
    ways = automaton.ways()
    most, endless = max(ways), bool(automaton.sources)
    if most > _WAYS * (_LENGTH if endless else 1):
        many = next(state for state, number in enumerate(ways) if number > _WAYS)
        raise Endless(automaton.source(many) if endless else pattern)
    if endless and most > _WAYS and not _begins(node):
        raise Unanchored


def _begins(node: Node) -> bool:
    """Say whether a match can only be at the beginning of the text."""
    match node:
        case Row(parts):
            return bool(parts) and _begins(parts[0])
        case Choice(parts):
            return all(map(_begins, parts))
        case Repeat(part, least):
            return least > 0 and _begins(part)
        case Place(text):
            return text == "^"
    return False


class _Automaton:
    """States in the order of the pattern, 0 before all; `sources` are its repeats without end."""

    def __init__(self, pattern: str) -> None:
        self._alphabet = Alphabet(pattern)
        self._chars = [0]
        self._next: list[dict[int, int]] = [{}]
        self._loops: list[int] = [0]
        self._loop = 0
        self.sources: list[str] = []

    def begin(self, node: Node) -> None:
        self._next[0] = dict(self._part(node).first)

    def source(self, state: int) -> str:
        """Return the repeat a state is in, or the last one before it, as it is written."""
        return self.sources[max(max(self._loops[: state + 1]), 1) - 1]

    def _part(self, node: Node) -> _Part:
        match node:
            case Place():
                return _NOTHING
            case Row(parts):
                row = _NOTHING
                for part in parts:
                    row = self._after(row, self._part(part))
                return row
            case Choice(parts):
                return _either([self._part(part) for part in parts])
            case Repeat():
                return self._repeat(node)
            case Char(text):
                return self._state(self._alphabet.of(text))

    def _state(self, chars: int) -> _Part:
        if len(self._chars) > _STATES:
            raise Endless
        state = {len(self._chars): 1}
        self._chars.append(chars)
        self._next.append({})
        self._loops.append(self._loop)
        return _Part(0, state, state)

    def _after(self, one: _Part, other: _Part) -> _Part:
        for p, n in one.last.items():
            for q, m in other.first.items():
                self._next[p][q] = self._next[p].get(q, 0) + n * m
        first = _sum(one.first, other.first, one.empty)
        return _Part(one.empty * other.empty, first, _sum(other.last, one.last, other.empty))

    def _repeat(self, node: Repeat) -> _Part:
        least, most = node.least, node.most
        if most is None or most > _COPIES:
            least = least if least <= _COPIES else 1
            row = _NOTHING
            for _again in range(least - 1):
                row = self._after(row, self._part(node.part))
            return self._after(row, self._endless(node, least))
        copies = [self._part(node.part) for _again in range(most)]
        if most > 1 and any(copy.empty for copy in copies):
            raise Endless(node.source)
        made = _NOTHING
        for i, copy in reversed(list(enumerate(copies))):
            made = self._after(copy, made)
            if i >= least:
                made = made._replace(empty=made.empty + 1)
        return made

    def _endless(self, node: Repeat, least: int) -> _Part:
        outermost = not self._loop
        if outermost:
            self.sources.append(node.source)
            self._loop = len(self.sources)
        part = self._part(node.part)
        if part.empty:
            raise Endless(node.source)
        self._after(part, part)
        if outermost:
            self._loop = 0
        return part._replace(empty=int(least == 0))

    def _meetings(self) -> Iterator[tuple[int, int, int]]:
        """Yield each two states that one text can lead to, with one that both go on to together."""
        seen, waiting = {(0, 0)}, [(0, 0)]
        apart = [self._apart(after) for after in self._next]
        while waiting:
            p, q = waiting.pop()
            both = self._next[p], self._next[q]
            found = ((a, b) for a in both[0] for b in both[1] if self._chars[a] & self._chars[b])
            for a, b in zip(*both, strict=True) if p == q and apart[p] else found:
                if a == b and p != q:
                    yield p, q, a
                pair = (a, b) if a <= b else (b, a)
                if pair not in seen:
                    seen.add(pair)
                    waiting.append(pair)
            if len(seen) > _PAIRS:
                raise Endless

    def _apart(self, states: Iterable[int]) -> bool:
        """Say whether no character leads to two of these states."""
        chars = 0
        for state in states:
            if chars & self._chars[state]:
                return False
            chars |= self._chars[state]
        return True

    def ways(self) -> list[int]:
        """Return in how many ways a text can lead to each state, at most. Raises Endless."""
        meeting: list[set[int]] = [set() for _state in self._chars]
        growing = set()
        for p, q, state in self._meetings():
            loop = self._loops[state]
            inside = [loop > 0 and self._loops[one] == loop for one in (p, q)]
            if all(inside):
                raise Endless(self.source(state))
            if any(inside):
                growing.add(loop)
            meeting[state] |= {p, q}
        before: list[dict[int, int]] = [{} for _state in self._chars]
        for p, after in enumerate(self._next):
            for q, number in after.items():
                if number > 1 and self._loops[p] and self._loops[p] == self._loops[q]:
                    raise Endless(self.source(q))
                before[q][p] = number
        ways = [1]
        states = range(1, len(self._chars))
        for loop, group in groupby(states, key=lambda state: self._loops[state] or -state):
            together = list(group)
            entered = 1
            for state in together:
                from_ = {p: n * ways[p] for p, n in before[state].items() if p < together[0]}
                met = sum(n for p, n in from_.items() if p in meeting[state])
                entered = max(entered, met, *from_.values(), 1)
            ways += [entered * (_LENGTH if loop in growing else 1)] * len(together)
        return ways


def _either(parts: list[_Part]) -> _Part:
    first = {state: n for part in parts for state, n in part.first.items()}
    last = {state: n for part in parts for state, n in part.last.items()}
    return _Part(sum(part.empty for part in parts), first, last)


def _sum(one: Mapping[int, int], other: Mapping[int, int], times: int) -> dict[int, int]:
    if not times:
        return dict(one)
    found = dict(one)
    for state, n in other.items():
        found[state] = found.get(state, 0) + n * times
    return found
