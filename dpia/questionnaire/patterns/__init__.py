"""Text patterns in questionnaires and conditions: refused when one text could take for ever."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from dpia.questionnaire.patterns.reading import Unreadable, parse, searching
from dpia.questionnaire.patterns.ways import Endless, Unanchored, measure
from dpia.text import _

__all__ = ["flaw", "searching", "unsound"]

_LONGEST = 4_000
Path = tuple[Any, ...]


@lru_cache(maxsize=512)
def flaw(pattern: str) -> tuple[str, str] | None:
    """Return what is wrong with a pattern and how to mend it, None for one that can be used."""
    if len(pattern) > _LONGEST:
        return _("The pattern is longer than all others."), _("Say less with it.")
    try:
        measure(pattern, parse(pattern))
    except Unreadable as error:
        what = _("“{part}” at character {n} of the pattern is not read everywhere in the same way.")
        mend = _("Write it with characters, classes like [a-z], groups, |, repeats, ^ and $ alone.")
        return what.format(part=_short(error.part), n=error.at + 1), mend
    except Endless as error:
        what = _("The pattern is too large: trying it could take for ever.")
        if error.part:
            what = _("“{part}” can match one text in many ways: trying them could take for ever.")
        mend = _("Repeat nothing twice, and begin what follows a repeat with another character.")
        return what.format(part=_short(error.part)), mend
    except Unanchored:
        what = _("The pattern is tried from every character on, which could take for ever.")
        return what, _("Begin it with ^, or repeat less.")
    return None


def unsound(document: Any) -> Iterator[tuple[Path, str, str]]:
    """Yield the path of each pattern in `document` that is refused, what is wrong, how to mend it.

    Every text under `pattern` and every name under `patternProperties` counts as one.
    """
    waiting: list[tuple[Path, Any]] = [((), document)]
    while waiting:
        path, part = waiting.pop()
        inside: Iterable[tuple[Any, Any]] = ()
        if isinstance(part, list):
            inside = enumerate(part)
        elif isinstance(part, Mapping):
            inside = part.items()
            for place, pattern in _patterns(part):
                if found := flaw(pattern):
                    yield (*path, *place), *found
        waiting += (((*path, n), one) for n, one in inside if isinstance(one, dict | list))


def _patterns(part: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    if isinstance(pattern := part.get("pattern"), str):
        yield ("pattern",), pattern
    if isinstance(names := part.get("patternProperties"), Mapping):
        yield from ((("patternProperties", name), name) for name in names)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
