"""Cases judged by the shipped questionnaires, and how well the verdicts agree with the labels."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dpia.assessment.document import from_file
from dpia.assessment.shelf import settle
from dpia.desk.intake import assess, rulebook_for
from dpia.errors import DpiaError
from tests.books import books, library
from tests.cases.case import Case

DAY = date(2026, 11, 22)
"""The day all cases are judged on, so that they give the same verdicts every day."""
SHARE = 0.95
UNCLEAR = "unclear: recommended, undetermined or required as presumed"


@dataclass(frozen=True)
class Judged:
    """A case and its verdict; `problem` says why there is none."""

    case: Case
    verdict: Mapping[str, Any]
    problem: str = ""

    @property
    def outcome(self) -> str:
        """The outcome of the screening; empty when the case could not be judged."""
        return str(self.verdict["screening"]["outcome"]) if self.verdict else ""

    @property
    def conclusion(self) -> str:
        """The step that decided."""
        return str(self.verdict["screening"]["conclusion"]) if self.verdict else ""

    @property
    def met(self) -> frozenset[str]:
        """The criteria that are met."""
        return self._criteria(True)

    @property
    def unknown(self) -> frozenset[str]:
        """The criteria of which it is not known."""
        return self._criteria(None)

    @property
    def rows(self) -> frozenset[str]:
        """The rows of the lead authority's lists that match, under Art. 35(4) and 35(5)."""
        if not self.verdict:
            return frozenset()
        found = self.verdict["authorities"][self.case.assessment["authority"]]
        return frozenset(hit["row"] for hit in [*found["hits"], *found["exemptions"]])

    @property
    def fits(self) -> bool:
        """Say whether the verdict is one that the label allows."""
        if self.case.label == "yes":
            return self.outcome == "required"
        if self.case.label == "no":
            return self.outcome in ("not-required", "recommended")
        return self.outcome in ("recommended", "undetermined") or self.conclusion == "presumed"

    @property
    def agrees(self) -> bool:
        """Say whether this counts as agreement; a case whose label we dispute never does."""
        return self.fits and not self.case.disagreement

    @property
    def too_mild(self) -> bool:
        """Say whether nothing is asked for although the label says or leaves open that it is."""
        return self.case.label != "no" and self.outcome == "not-required"

    @property
    def missed(self) -> frozenset[str]:
        """The criteria of the label that are not met."""
        return self.case.criteria - self.met

    @property
    def open(self) -> list[Mapping[str, Any]]:
        """The questions whose answers would settle the screening, with their titles."""
        asked = self.verdict["undetermined"] if self.verdict else []
        return [entry for entry in asked if "screening" in entry["would_settle"]]

    @property
    def unanswered(self) -> list[str]:
        """The questions that are asked and have no answer."""
        return list(self.verdict["completeness"]["missing"]) if self.verdict else []

    def _criteria(self, value: bool | None) -> frozenset[str]:
        entries = self.verdict["screening"]["criteria"] if self.verdict else []
        return frozenset(entry["id"] for entry in entries if entry["met"] is value)


def judge(case: Case) -> Judged:
    """Return the verdict on a case, or why it cannot be judged."""
    try:
        return Judged(case, assess(case.assessment, library(), DAY, explore=False, books=books()))
    except DpiaError as problem:
        return Judged(case, {}, problem.message)


def not_asked(case: Case) -> list[str]:
    """Return the questions that have an answer although they are not asked."""
    settled = settle(
        from_file(case.assessment, created=DAY.isoformat()),
        rulebook_for(case.assessment, library(), books()),
        DAY,
    )
    return [
        topic + place.replace("/", ".")
        for topic, kept in settled["shelf"].items()
        for place in kept
    ]


@dataclass(frozen=True)
class Aim:
    """What is to be reached: at least `share` of the cases it is about."""

    title: str
    reached: int
    of: int
    share: float

    @property
    def met(self) -> bool:
        """Say whether it is reached; an aim about no case at all is."""
        return self.reached >= self.share * self.of


def aims(judged: Sequence[Judged]) -> list[Aim]:
    """Return the aims with what is reached.

    A case whose label we dispute counts as not agreeing in the shares; the aims without exception
    leave it out.
    """
    undisputed = [one for one in judged if not one.case.disagreement]
    stated = [one for one in judged if one.case.stated]
    return [
        _aim("yes: never not-required", labelled(undisputed, "yes"), 1, _asks),
        _aim("yes: required", labelled(judged, "yes"), SHARE, _agrees),
        _aim("no: not-required or recommended", labelled(judged, "no"), SHARE, _agrees),
        _aim("unclear: never not-required", labelled(undisputed, "unclear"), 1, _asks),
        _aim(UNCLEAR, labelled(undisputed, "unclear"), 1, _agrees),
        _aim("stated criteria: all found", stated, 1, lambda one: not one.missed),
    ]


def _aim(
    title: str, judged: Sequence[Judged], share: float, reaches: Callable[[Judged], bool]
) -> Aim:
    return Aim(title, sum(map(reaches, judged)), len(judged), share)


def _asks(one: Judged) -> bool:
    return bool(one.verdict) and not one.too_mild


def _agrees(one: Judged) -> bool:
    return one.agrees


def labelled(judged: Iterable[Judged], label: str) -> list[Judged]:
    """Return the cases with this label."""
    return [one for one in judged if one.case.label == label]
