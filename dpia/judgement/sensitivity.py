"""The smallest changes that would flip the screening or the consultation, one thing at a time.

Tried are the status of each measure, one step on each rated axis of each risk, and other answers.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dpia.assessment.ratings import inputs
from dpia.judgement.bench import Bench
from dpia.judgement.consultation import consultation, national_law
from dpia.judgement.counterfactual import alternatives, answered, screening_traces
from dpia.judgement.method import AXES, Method, read
from dpia.judgement.overruling import Overrulings, hear
from dpia.judgement.reasons import screening_json
from dpia.judgement.risk import Judged
from dpia.judgement.screening import Evidence, conclude, gather
from dpia.judgement.telling import Node
from dpia.judgement.verdict import set_up
from dpia.questionnaire.rulebook import Rulebook
from dpia.questionnaire.trace import Trace

Document = Mapping[str, Any]
ABSENT = "absent"
"""The status of a measure that is not there."""
GoOn = Callable[[int, int], bool]


@dataclass(frozen=True)
class _Seen:
    """A document as both gates see it."""

    bench: Bench
    risks: list[Judged]
    evidence: Evidence
    heard: Overrulings
    national: list[Trace]
    outcomes: Mapping[str, str]
    consultation: Node

    def gate(self, name: str) -> Node:
        """Return one gate with its reasons, the deciding one first."""
        if name == "consultation":
            return self.consultation
        return screening_json(self.bench, self.evidence, self.heard)


def sensitivity(
    document: Document,
    rulebook: Rulebook,
    as_of: date,
    go_on: GoOn = lambda _done, _total: True,
) -> Node:
    """Return `{screening, consultation, changes, tried, of, cut, as_if_confirmed}`.

    Each change is `{kind, id, title, from, to, gate, before, after, conclusion, because}`: `kind`
    is `measure` (with the status, `absent` for not there), `rating` (with `stage` and `axis`) or
    `answer`. Ratings count as confirmed, of which `as_if_confirmed` names the risks that are not.
    `go_on(done, total)` is asked before each try; where it says no, `cut` is true.
    """
    really = {risk.id for risk in set_up(document, rulebook, as_of)[1] if risk.confirmed}
    now = _seen(document, rulebook, as_of)
    changes = list(_changes(document, now, read(rulebook.method_document)))
    found: list[Node] = []
    tried = 0
    for what, changed in changes:
        if not go_on(tried, len(changes)):
            break
        found += _flipped(what, now, _seen(changed, rulebook, as_of))
        tried += 1
    return {
        **now.outcomes,
        "changes": found,
        "tried": tried,
        "of": len(changes),
        "cut": tried < len(changes),
        "as_if_confirmed": [r.id for r in now.risks if r.confirmed and r.id not in really],
    }


def _seen(document: Document, rulebook: Rulebook, as_of: date) -> _Seen:
    bench, risks = set_up(_confirmed(document), rulebook, as_of)
    evidence, national = gather(bench), national_law(bench)
    heard = hear(document.get("overruled") or (), rulebook.criteria)
    screening = conclude(evidence, heard).outcome
    found = consultation(bench, risks, screening, national)
    outcomes = {"screening": screening, "consultation": str(found["outcome"])}
    return _Seen(bench, risks, evidence, heard, national, outcomes, found)


def _confirmed(document: Document) -> Document:
    """Return the document with every risk confirmed as it stands; an unrated one stays open."""
    risks = [
        {**risk, "confirmed": {"inputs": inputs(document, risk["id"])}}
        for risk in document.get("risks", ())
    ]
    return {**document, "risks": risks}


def _flipped(what: Node, now: _Seen, then: _Seen) -> Iterator[Node]:
    for gate, outcome in then.outcomes.items():
        if now.outcomes[gate] != outcome:
            found = then.gate(gate)
            because = next((str(reason.get("title", "")) for reason in found["reasons"]), "")
            said = {"before": now.outcomes[gate], "after": outcome}
            told = {"conclusion": found.get("conclusion"), "because": because}
            yield {**what, "gate": gate, **said, **told}


# What is tried


def _changes(document: Document, now: _Seen, method: Method) -> Iterator[tuple[Node, Document]]:
    for index, measure in enumerate(document.get("measures", ())):
        yield from _of_measure(document, index, measure)
    rated = {risk.id for risk in now.risks if risk.rated}
    for index, risk in enumerate(document.get("risks", ())):
        if risk["id"] in rated:
            yield from _of_risk(document, index, risk, method)
    yield from _of_answers(document, now)


def _of_measure(
    document: Document, index: int, measure: Document
) -> Iterator[tuple[Node, Document]]:
    status = measure.get("status", "planned")
    named = {"kind": "measure", "id": measure["id"], "title": measure.get("title", "")}
    for other in ("implemented", "rejected", ABSENT):
        if other != status:
            row = [] if other == ABSENT else [{**measure, "status": other}]
            after = _with_row(document, "measures", index, row)
            yield {**named, "from": status, "to": other}, after


def _of_risk(
    document: Document, index: int, risk: Document, method: Method
) -> Iterator[tuple[Node, Document]]:
    named = {"kind": "rating", "id": risk["id"], "title": risk.get("title", "")}
    by_hand = risk.get("by_hand") or {}
    target = by_hand.get("target") or {}
    for axis in AXES:
        given = risk["inherent"][axis]
        hand: Any = (target.get(axis) or {}).get("value")
        for step in (-1, 1):
            if method.on_scale(axis, given + step):
                row = {**risk, "inherent": {**risk["inherent"], axis: given + step}}
                said = {"stage": "inherent", "axis": axis, "from": given, "to": given + step}
                yield {**named, **said}, _with_row(document, "risks", index, [row])
            if method.on_scale(axis, hand) and method.on_scale(axis, hand + step):
                set_ = {**target, axis: {**target[axis], "value": hand + step}}
                row = {**risk, "by_hand": {**by_hand, "target": set_}}
                said = {"stage": "target", "axis": axis, "from": hand, "to": hand + step}
                yield {**named, **said}, _with_row(document, "risks", index, [row])


def _with_row(document: Document, part: str, index: int, row: Sequence[Document]) -> Document:
    rows = document[part]
    return {**document, part: [*rows[:index], *row, *rows[index + 1 :]]}


def _of_answers(document: Document, now: _Seen) -> Iterator[tuple[Node, Document]]:
    answers = document.get("answers", {})
    traces = [*screening_traces(now.evidence), *now.national]
    for risk in now.risks:
        flags = [flag for stage in risk.stages.values() for flag in stage.flags]
        traces += [raised.trace for raised in (*flags, *risk.certain)]
    for question in answered(now.bench, traces):
        given = now.bench.evaluation.value(question.path)
        named = {"kind": "answer", "id": question.path, "title": question.title, "from": given}
        for other in alternatives(now.bench, question, given):
            topic = {**answers.get(question.topic, {}), question.id: other}
            after = {**document, "answers": {**answers, question.topic: topic}}
            yield {**named, "to": other}, after
