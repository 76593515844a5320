"""What must be there before an assessment moves on: the needs of a move, tried on the verdict."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from dpia.assessment.life_cycle import Move, Need
from dpia.errors import DpiaError
from dpia.judgement.decision import refusals
from dpia.questionnaire.evaluation import Evaluation
from dpia.text import _

Document = Mapping[str, Any]


def missing(
    move: Move, verdict: Document, document: Document, seen: Evaluation, outcome: str = ""
) -> list[str]:
    """Return what is missing for a move, as sentences; empty: nothing is.

    `outcome` is that of a decision about to be taken. A condition that is not known yet, or that
    cannot be evaluated, is not met.
    """
    return [why for need in move.needs for why in _of(need, verdict, document, seen, outcome)]


def _of(
    need: Need, verdict: Document, document: Document, seen: Evaluation, outcome: str
) -> Iterator[str]:
    if need.check:
        yield from _CHECKS[need.check](verdict, document, outcome)
        return
    try:
        value = seen.test(seen.rulebook.condition(need.written)).value
    except DpiaError as problem:
        yield _("{need}: {why}").format(need=need.title, why=problem.message)
        return
    if value is None:
        yield _("{need}; that is not known yet.").format(need=need.title)
    elif value is False:
        yield _("{need}.").format(need=need.title)


def _outcome_open(verdict: Document, document: Document, outcome: str) -> list[str]:
    return refusals(verdict, document, outcome) if outcome else []


def _go_live_clear(verdict: Document, _document: Document, _outcome: str) -> list[str]:
    gate = verdict["go_live"]
    if gate["outcome"] in ("clear", "on-conditions"):
        return []
    return list(gate["conditions"]) or [_("It is not settled whether the processing may start.")]


_CHECKS: Mapping[str, Callable[[Document, Document, str], list[str]]] = {
    "outcome-open": _outcome_open,
    "go-live-clear": _go_live_clear,
}
"""What a need may name: `check -> what is missing`."""
