"""How well what is typed fits a title: what a person wrote out stands before what happens to fit.

The whole phrase in the title comes first, then all its words in the title, then words elsewhere.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

from dpia.tui import foreign

T = TypeVar("T")
_PHRASE, _WORDS, _ELSEWHERE = range(3)


def plain(text: str) -> str:
    """Return `text` as it is compared: without case, accents, line ends and doubled spaces."""
    return " ".join(foreign.folded(text).split())


def rank(typed: str, title: str, more: str = "") -> int | None:
    """Return how well `typed` fits, 0 best, None not at all; all are `plain` already."""
    if typed in title:
        return _PHRASE
    words = typed.split()
    if all(word in title for word in words):
        return _WORDS
    return _ELSEWHERE if all(word in title or word in more for word in words) else None


def ranked(
    typed: str,
    things: Iterable[T],
    words: Callable[[T], tuple[str, str]],
    last: Callable[[T], bool] = lambda _thing: False,
) -> list[T]:
    """Return what fits `typed`, the best first, else in the order given.

    `words` gives the title of a thing and what else is searched, both `plain`. Of what fits
    equally well, that for which `last` holds comes last, and titles that begin so come first.
    """
    wanted = plain(typed)
    found = []
    for thing in things:
        title, more = words(thing)
        place = rank(wanted, title, more)
        if place is not None:
            found.append((place, last(thing), not title.startswith(wanted), thing))
    return [thing for *_place, thing in sorted(found, key=lambda one: one[:3])]
