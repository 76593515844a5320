"""The text patterns that are taken, and what they are made of.

Taken is what reads the same in ECMA-262 (which JSON Schema names) and in Python: characters and
classes, groups, choices, repeats, and the places `^`, `$`, `\\b` and `\\B`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

_DEEPEST = 40
_ESCAPED = (
    r"\\(?:[\^$\\.*+?()\[\]{}|/]|[dDsSwWfnrtv]|x[0-9a-fA-F]{2}|u(?![dD][89a-fA-F])[0-9a-fA-F]{4})"
)
_ENDS = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\$", re.DOTALL)
_TOKEN = re.compile(
    rf"""(?P<char>{_ESCAPED}|[^\\^$.*+?()\[\]{{}}|]|\.
              |\[\^?(?:{_ESCAPED}|\\-|(?!--|&&|~~|\|\|)[^\[\]\\])+\])
      |(?P<place>[\^$]|\\[bB])
      |(?P<open>\((?:\?:)?(?!\?))
      |(?P<close>\))
      |(?P<or>\|)
      |(?P<repeat>(?:[*+?]|\{{(?P<least>[0-9]{{1,5}})(?P<most>,[0-9]{{0,5}})?\}})\??)""",
    re.VERBOSE,
)


class Unreadable(Exception):
    """Not every reader of JSON Schema takes `part`, which begins at the character `at`."""

    def __init__(self, part: str, at: int) -> None:
        """Name the part and where it begins, counted from 0."""
        super().__init__(part)
        self.part, self.at = part, at


@dataclass(frozen=True)
class Char:
    """One character: itself, a class, or any."""

    text: str


@dataclass(frozen=True)
class Place:
    """A place between characters: `^`, `$`, `\\b` or `\\B`."""

    text: str


@dataclass(frozen=True)
class Row:
    """One part after the other."""

    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Choice:
    """One of several parts."""

    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Repeat:
    """A part `least` to `most` times (None: without end), written as `source`."""

    part: "Node"
    least: int
    most: int | None
    source: str


Node = Char | Place | Row | Choice | Repeat


def parse(pattern: str) -> Node:
    """Return what a pattern is made of. Raises Unreadable."""
    reader = _Reader(pattern)
    node = reader.choice(0)
    if reader.now is not None:
        raise Unreadable(reader.now.group(), reader.now.start())
    try:
        searching(pattern)
    except re.error as error:
        at = error.pos or 0
        raise Unreadable(pattern[at : at + 20] or pattern, at) from error
    return node


@lru_cache(maxsize=512)
def searching(pattern: str) -> Callable[[str], re.Match[str] | None]:
    """Return what looks for a pattern in a text, with `$` at its very end as in ECMA-262.

    Raises re.error. In Python alone `$` is also before a last line break.
    """
    return re.compile(_ENDS.sub(lambda m: r"\Z" if m[0] == "$" else m[0], pattern)).search


def _tokens(pattern: str) -> Iterator[re.Match[str]]:
    at = 0
    while at < len(pattern):
        token = _TOKEN.match(pattern, at)
        if token is None:
            raise Unreadable(pattern[at : at + (3 if pattern[at] == "(" else 2)], at)
        yield token
        at = token.end()


class _Reader:
    """Goes through the tokens of a pattern; `now` is the next, None at the end."""

    def __init__(self, pattern: str) -> None:
        self._pattern, self._tokens = pattern, _tokens(pattern)
        self.now: re.Match[str] | None = next(self._tokens, None)

    def choice(self, depth: int) -> Node:
        parts = [self._row(depth)]
        while self.now is not None and self.now.lastgroup == "or":
            self._on()
            parts.append(self._row(depth))
        return parts[0] if len(parts) == 1 else Choice(tuple(parts))

    def _on(self) -> None:
        self.now = next(self._tokens, None)

    def _row(self, depth: int) -> Node:
        parts: list[Node] = []
        while self.now is not None and self.now.lastgroup in ("char", "place", "open"):
            start = self.now.start()
            parts.append(self._repeated(self._one(depth), start))
        return parts[0] if len(parts) == 1 else Row(tuple(parts))

    def _one(self, depth: int) -> Node:
        token = self.now
        assert token is not None
        self._on()
        if token.lastgroup == "char":
            return Char(token.group())
        if token.lastgroup == "place":
            return Place(token.group())
        if depth == _DEEPEST:
            raise Unreadable(token.group(), token.start())
        inside = self.choice(depth + 1)
        if self.now is None or self.now.lastgroup != "close":
            raise Unreadable(token.group(), token.start())
        self._on()
        return inside

    def _repeated(self, node: Node, start: int) -> Node:
        token = self.now
        if token is None or token.group("repeat") is None:
            return node
        if isinstance(node, Place):
            raise Unreadable(token.group(), token.start())
        self._on()
        sign, (least, most) = token.group()[0], token.group("least", "most")
        source = self._pattern[start : token.end()]
        if sign != "{":
            return Repeat(node, int(sign == "+"), 1 if sign == "?" else None, source)
        upto = int(least) if most is None else int(most[1:]) if most[1:] else None
        return Repeat(node, int(least), upto, source)
