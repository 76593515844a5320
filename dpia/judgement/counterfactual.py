"""What would change the screening: single answers that, given otherwise, lead elsewhere."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dpia.judgement.bench import Bench
from dpia.judgement.overruling import Overrulings
from dpia.judgement.screening import Conclusion, Evidence, conclude, gather
from dpia.judgement.telling import Node
from dpia.questionnaire.evaluation import Evaluation
from dpia.questionnaire.model import Question
from dpia.questionnaire.trace import Trace, leaves

LIMIT = 400
"""How many single changes are tried at most; each is a screening of its own."""
_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "const")


def would_change(bench: Bench, evidence: Evidence, overrulings: Overrulings) -> list[Node]:
    """Return the single changes of a known answer that give another outcome, in pathway order."""
    now = conclude(evidence, overrulings)
    found: list[Node] = []
    tries = 0
    for question in answered(bench, screening_traces(evidence)):
        given = bench.evaluation.value(question.path)
        for other in alternatives(bench, question, given):
            tries += 1
            if tries > LIMIT:
                return found
            then = _screened(bench, question, other, overrulings)
            if then.outcome != now.outcome:
                found.append(
                    {"question": question.path, "title": question.title, "from": given}
                    | {"to": other, **then.to_json()}
                )
    return found


def screening_traces(evidence: Evidence) -> list[Trace]:
    """Return everything that a screening rests on."""
    traces: list[Trace] = [*evidence.tests.values(), *evidence.triggers, *evidence.lists]
    return [*traces, *evidence.criteria.values()]


def answered(bench: Bench, traces: Iterable[Trace]) -> list[Question]:
    """Return the questions with known answers that `traces` rest on, in pathway order."""
    used = {leaf.id for trace in traces for leaf in leaves(trace) if leaf.answer is not None}
    kinds = ("choice", "choices", "integer")
    return [q for q in bench.rulebook.questions() if q.path in used and q.kind in kinds]


def alternatives(bench: Bench, question: Question, given: Any) -> Iterator[Any]:
    """Yield what could be answered instead: each choice, one more or less, numbers at bounds."""
    if question.kind == "choice":
        yield from (c.value for c in question.choices if c.value != given)
    elif question.kind == "integer":
        yield from _numbers(bench, question, given)
    elif isinstance(given, list):
        yield from _one_changed(question, given)


def _one_changed(question: Question, given: list[str]) -> Iterator[list[str]]:
    """Yield the answer with one option more or less, in the order of the options, and none."""
    for choice in question.choices:
        kept = [c.value for c in question.choices if (c.value in given) != (c == choice)]
        if kept:
            yield kept
    if given:
        yield []


def _numbers(bench: Bench, question: Question, given: Any) -> list[int]:
    """Return a number on each side of every bound that any rule sets for this question."""
    bounds: set[int] = set()
    for key, document in bench.rulebook.files.items():
        own = document.get("x-topic") == question.topic
        if key.startswith(("topics/", "authorities/", "law/")):
            bounds |= set(_bounds(document, question, own))
    near = {bound + step for bound in bounds for step in (-1, 0, 1)}
    return sorted(n for n in near if n >= 0 and n != given)


def _bounds(part: Any, question: Question, own: bool) -> Iterator[int]:
    if isinstance(part, list):
        for item in part:
            yield from _bounds(item, question, own)
    elif isinstance(part, Mapping):
        for name, inner in part.items():
            mine = name == question.path or (own and name == question.id)
            if mine and isinstance(inner, Mapping) and "title" not in inner:
                yield from _whole(inner.get(bound) for bound in _BOUNDS)
            yield from _bounds(inner, question, own)


def _whole(values: Iterable[Any]) -> Iterator[int]:
    return (value for value in values if isinstance(value, int) and not isinstance(value, bool))


def _screened(bench: Bench, question: Question, value: Any, overrulings: Overrulings) -> Conclusion:
    """Screen again with one answer changed; hidden questions fall away by themselves."""
    seen = bench.evaluation
    topic = {**seen.answers.get(question.topic, {}), question.id: value}
    answers = {**seen.answers, question.topic: topic}
    changed = Evaluation(seen.rulebook, answers, seen.marks, seen.case, seen.as_of, seen)
    return conclude(gather(Bench(changed)), overrulings)
