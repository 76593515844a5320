"""Findings: what a reviewer would write in the margin, from rules, choices and the catalogue.

A rule that is not known yet is no finding; where it could block, the answers it waits for are
told. A rule that cannot be evaluated is itself a finding.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from dpia.judgement.bench import Bench, answers_used
from dpia.judgement.telling import Node, told
from dpia.questionnaire.evaluation import Evaluation
from dpia.questionnaire.model import Question, Rule, joined
from dpia.questionnaire.trace import Trace, all_of
from dpia.text import _

WEIGHTS = ("blocking", "serious", "note")
LAWFULNESS = "lawfulness"


@dataclass(frozen=True)
class Finding:
    """Something wrong or missing; `trace` says whether it holds (None: not known yet)."""

    id: str
    title: str
    because: str
    weight: str
    law: str
    trace: Trace
    part: str = ""
    confidence: str = ""

    @property
    def decisive(self) -> bool:
        """Say whether it could block or make the processing unlawful."""
        return self.weight == "blocking" or self.part == LAWFULNESS

    def to_json(self) -> Node:
        """Return the finding as it stands in the verdict."""
        out: Node = {"id": self.id, "title": self.title, "because": self.because}
        out |= {"weight": self.weight, "law": self.law, "answers": answers_used(self.trace)}
        out |= {"part": self.part} if self.part else {}
        out |= {"confidence": self.confidence} if self.confidence else {}
        return out | {"trace": told(self.trace)}


def simple(finding_id: str, weight: str, title: str, because: str, law: str = "") -> Finding:
    """Return a finding of the program's own, which holds."""
    return Finding(finding_id, title, because, weight, law, Trace(True, "rule", finding_id, title))


def tried(bench: Bench) -> list[Finding]:
    """Return every finding any rule, choice or catalogue entry could raise, with its trace."""
    found = [*_from_rules(bench), *_from_choices(bench)]
    return _merged(found)


def held(candidates: Iterable[Finding]) -> list[Finding]:
    """Return the findings that hold, the gravest first."""
    return in_order(finding for finding in candidates if finding.trace.value is True)


def pending(candidates: Iterable[Finding]) -> list[Finding]:
    """Return what could still block or make unlawful, and waits for answers."""
    return [found for found in candidates if found.trace.value is None and found.decisive]


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings with the gravest first, else in the order given."""
    return sorted(findings, key=lambda finding: WEIGHTS.index(finding.weight))


def of_broken_rules(broken: Mapping[str, str]) -> list[Finding]:
    """Return a finding for each rule that could not be evaluated."""
    return [
        simple(
            f"rule-not-evaluated:{rule_id}",
            "serious",
            _("The rule “{rule}” could not be evaluated").format(rule=rule_id),
            _("{why} Until the questionnaire is mended, it counts as not known.").format(why=why),
        )
        for rule_id, why in broken.items()
    ]


def _from_rules(bench: Bench) -> Iterator[Finding]:
    for rule in bench.rulebook.rules:
        if rule.raises.get("finding") and _asked(bench, rule.topic):
            yield bench.once(
                ("finding", rule.topic, rule.id),
                partial(_of_rule, bench.evaluation, rule),
                partial(_of_broken_rule, bench, rule),
            )


def _of_rule(seen: Evaluation, rule: Rule) -> Finding:
    shown = seen.why_not(rule.topic) if rule.topic else None
    return _finding(rule.raises, _if_asked(seen.rule(rule), shown), rule)


def _of_broken_rule(bench: Bench, rule: Rule) -> Finding:
    found, shown = bench.own_rule(rule), None
    if rule.topic:
        shown = bench.attempt(rule.topic, lambda: bench.evaluation.topic_visible(rule.topic))
    return _finding(rule.raises, _if_asked(found, shown), rule)


def _if_asked(found: Trace, shown: Trace | None) -> Trace:
    """Return what a rule says; where its questionnaire is not `shown`, it says nothing."""
    if shown is None:
        return found
    value = all_of([shown.value, found.value])
    return found if value == found.value else replace(found, value=value, because=(shown,))


def _asked(bench: Bench, topic: str) -> bool:
    return not topic or topic in bench.rulebook.step_of


def _from_choices(bench: Bench) -> Iterator[Finding]:
    for picked in bench.rulebook.raising.get("finding", ()):
        trace = bench.held(picked.question.path, picked.condition)
        yield _finding({"title": picked.title, **picked.raises}, trace, None, picked.question)


def _finding(
    raises: Mapping[str, Any], trace: Trace, rule: Rule | None, question: Question | None = None
) -> Finding:
    law = rule.law if rule else joined(raises.get("law", question.law if question else ()))
    return Finding(
        id=raises["finding"],
        title=rule.title if rule else raises["title"],
        because=rule.because if rule else raises.get("because", ""),
        weight=raises["weight"] if raises.get("weight") in WEIGHTS else "serious",
        law=law,
        trace=trace,
        part=raises.get("part", ""),
        confidence=rule.confidence if rule else raises.get("confidence", ""),
    )


def _merged(found: Iterable[Finding]) -> list[Finding]:
    """Keep one finding for each id: what holds before what is not known, the gravest first."""
    best: dict[str, Finding] = {}
    for finding in found:
        known = best.get(finding.id)
        if known is None or _force(finding) < _force(known):
            best[finding.id] = finding
    return list(best.values())


def _force(finding: Finding) -> tuple[int, int]:
    return (True, None, False).index(finding.trace.value), WEIGHTS.index(finding.weight)
