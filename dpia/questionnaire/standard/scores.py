"""Scores as JSON Schemas: where the sum of a questionnaire's scores reaches a bound for sure."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dpia.questionnaire.condition import Score
from dpia.questionnaire.standard.atoms import type_of
from dpia.questionnaire.standard.schema import Schema, all_of, any_of, when

if TYPE_CHECKING:
    from dpia.questionnaire.standard.definite import Definite
    from dpia.questionnaire.standard.pair import Pair, Place


@dataclass(frozen=True)
class Term:
    """What one question, or one choice of several, adds: `ways` of (where, lowest, highest).

    The first way that fits counts; the last fits everywhere.
    """

    ways: tuple[tuple[Schema, float, float], ...]

    def bounds(self, side: int) -> tuple[float, float]:
        """Return the least and the most it can add on one side (1 the lowest, 2 the highest)."""
        found = [way[1] if side == 1 else way[2] for way in self.ways]
        return min(found), max(found)


def score_pair(definite: "Definite", score: Score) -> "Pair":
    """Return where the score is within its bounds for sure, and where for sure not."""
    from dpia.questionnaire.standard.pair import Pair

    terms: list[Term] = []
    exact = True
    for question in definite.rulebook.topics[score.topic].ordered():
        place = definite.place(question.path)
        if place is None or not any(choice.score for choice in question.choices):
            continue
        exact = exact and place.shown.exact
        terms += _several(place) if question.kind == "choices" else [_single(place)]

    def sums(side: int, fits: Callable[[float], bool]) -> Schema:
        return _Sum(definite, terms, side, fits).schema()

    low, high = score.minimum, score.maximum
    true, false = [], []
    if low is not None:
        true.append(sums(1, lambda total: total >= low))
        false.append(sums(2, lambda total: total < low))
    if high is not None:
        true.append(sums(2, lambda total: total <= high))
        false.append(sums(1, lambda total: total > high))
    return Pair(all_of(true), any_of(false), exact)


def _single(place: "Place") -> Term:
    scores = {choice.value: choice.score or 0 for choice in place.question.choices}
    shown = place.shown.true
    known = [(all_of([shown, place.demand({"const": v})]), s, s) for v, s in scores.items()]
    known.append((all_of([shown, place.demand(type_of(place.question))]), 0, 0))
    least, most = min(scores.values()), max(scores.values())
    rest = [(shown, least, most), (True, min(least, 0), max(most, 0))]
    return Term(((place.shown.false, 0, 0), *known, *rest))


def _several(place: "Place") -> list[Term]:
    terms = []
    for choice in place.question.choices:
        chosen: Schema = {"type": "array", "contains": {"const": choice.value}}
        score, shown = choice.score or 0, place.shown.true
        ways = (
            (place.shown.false, 0, 0),
            (all_of([shown, place.demand(chosen)]), score, score),
            (all_of([shown, place.demand(type_of(place.question))]), 0, 0),
            (True, min(score, 0), max(score, 0)),
        )
        terms.append(Term(ways) if score else Term(((True, 0, 0),)))
    return terms


class _Sum:
    """Adds terms up one by one; each total so far is one schema, shared by all ways to it."""

    def __init__(
        self, definite: "Definite", terms: list[Term], side: int, fits: Callable[[float], bool]
    ) -> None:
        self.definite, self.terms, self.side, self.fits = definite, terms, side, fits
        self.known: dict[tuple[int, float], Schema] = {}

    def schema(self, place: int = 0, total: float = 0) -> Schema:
        """Return where the terms from `place` on, added to `total`, make a sum that fits."""
        if (place, total) not in self.known:
            self.known[place, total] = self._schema(place, total)
        return self.known[place, total]

    def _schema(self, place: int, total: float) -> Schema:
        rest = [term.bounds(self.side) for term in self.terms[place:]]
        ends = [total + sum(bound[end] for bound in rest) for end in (0, 1)]
        # All sums between the two ends are alike when both are: the test is a bound.
        if self.fits(ends[0]) == self.fits(ends[1]):
            return self.fits(ends[0])
        found: Schema = False
        for where, low, high in reversed(self.terms[place].ways):
            added = low if self.side == 1 else high
            found = when(where, self.schema(place + 1, total + added), found)
        return self.definite.define(f"score.{len(self.definite.definitions)}", found)
