"""An answer that is everything it has to be at once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dpia.questionnaire import condition as c
from dpia.questionnaire.lint.sample import sample
from dpia.questionnaire.model import Question
from dpia.questionnaire.values import Value, comparison, matches

NOTHING = object()
"""Stands for an answer that cannot be found."""


@dataclass(frozen=True)
class Wish:
    """What an answer has to be.

    `fits` says whether one is, `test` is a schema with the values around which to look. Of several
    choices one of `wanted` has to be among them, and none of `refused`.
    """

    fits: Callable[[Any], bool]
    test: Mapping[str, Any]
    wanted: tuple[Any, ...] = ()
    refused: tuple[Any, ...] = ()


ANYTHING = Wish(lambda _value: True, {})


def meeting(atom: c.Atom, true: bool) -> Wish:
    """Return the wish for an answer that meets `atom`, or for one that does not."""
    test = {"enum": list(atom.values)} if atom.schema is None else atom.schema
    wanted, refused = (atom.values, ()) if true else ((), atom.values)
    return Wish(lambda value: matches(atom, _known(value)) is true, test, wanted, refused)


def compared(operator: str, fixed: Any, on_the_left: bool, true: bool) -> Wish:
    """Return the wish for an answer that stands so to a fixed value, or for one that does not."""
    other = _known(fixed)

    def fits(value: Any) -> bool:
        sides = (_known(value), other) if on_the_left else (other, _known(value))
        return comparison(sides[0], operator, sides[1]) is true

    return Wish(fits, {"enum": [fixed]})


def pick(question: Question, wishes: Sequence[Wish]) -> Any:
    """Return an answer to `question` that is all of `wishes`, or NOTHING."""
    several = question.kind == "choices"
    tests = (wish.test for wish in wishes)
    found = _several(question, wishes) if several else sample(question, tests)
    fitting = (value for value in found if all(wish.fits(value) for wish in wishes))
    return next(fitting, NOTHING)


def _several(question: Question, wishes: Sequence[Wish]) -> Iterator[list[Any]]:
    """Yield the least that is wanted of several choices, and that with one or two more."""
    refused = {value for wish in wishes for value in wish.refused}
    known = [choice.value for choice in question.choices] or ["r1"]
    free = [value for value in known if value not in refused]
    chosen: list[Any] = []
    for wish in wishes:
        if wish.wanted and not any(value in chosen for value in wish.wanted):
            chosen += [value for value in free if value in wish.wanted][:1]
    others = [value for value in free if value not in chosen][:2]
    least = int(question.schema.get("minItems", 0))
    for more in range(len(others) + 1):
        if len(chosen) + more >= least:
            yield [*chosen, *others[:more]]


def _known(value: Any) -> Value:
    return Value(value, None, "")
