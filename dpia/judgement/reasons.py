"""The screening as it stands in the verdict: outcome, reasons, exemptions tried, near misses."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from dpia.judgement.bench import Bench, answers_used
from dpia.judgement.counterfactual import would_change
from dpia.judgement.lists import Match, nearest
from dpia.judgement.overruling import Overrulings
from dpia.judgement.screening import EARLY, ORDERED, OTHER, SOLO, Conclusion, Evidence, conclude
from dpia.judgement.telling import Node, told
from dpia.questionnaire.law import FREES, REQUIRES
from dpia.questionnaire.model import joined
from dpia.questionnaire.trace import Trace, any_of
from dpia.text import _


@dataclass(frozen=True)
class Reason:
    """One rule that speaks for the outcome, or for another one. `deciding`: the first that held."""

    rule: str
    title: str
    law: str
    weight: str
    trace: Trace
    deciding: bool = False
    trust: Node = field(default_factory=dict)

    def to_json(self) -> Node:
        """Return the reason with the answers it used."""
        return {
            "rule": self.rule,
            "title": self.title,
            "law": self.law,
            "weight": self.weight,
            "deciding": self.deciding,
            **self.trust,
            "answers": answers_used(self.trace),
            "trace": told(self.trace),
        }


def screening_json(
    bench: Bench, evidence: Evidence, overrulings: Overrulings, explore: bool = False
) -> Node:
    """Return the screening part of the verdict; the counterfactuals only to `explore` them."""
    final = conclude(evidence, overrulings)
    derived = conclude(evidence, Overrulings())
    reasons = [reason.to_json() for reason in _reasons(bench, evidence, overrulings, final)]
    return {
        **final.to_json(),
        "derived": derived.to_json(),
        "criteria": list(_criteria(bench, evidence, overrulings)),
        "reasons": reasons,
        "exemptions": list(_exemptions(evidence, final)),
        "near_misses": nearest(m for one in evidence.competent for m in one.near_misses()),
        "would_change": would_change(bench, evidence, overrulings) if explore else [],
    }


def _criteria(bench: Bench, evidence: Evidence, overrulings: Overrulings) -> Iterator[Node]:
    """Yield the nine criteria; `met` is what counts, `derived` what the answers say."""
    for name, trace in evidence.weighed(overrulings).items():
        derived = evidence.criteria[name]
        yield {
            "id": name,
            "number": bench.rulebook.criteria[name].get("number"),
            "title": derived.title,
            "met": trace.value,
            "derived": derived.value,
            "overruled": trace is not derived,
            "trace": told(trace),
        }


def _reasons(
    bench: Bench, evidence: Evidence, overrulings: Overrulings, final: Conclusion
) -> list[Reason]:
    """Return the deciding reasons first, then what the other steps would have said."""
    law = bench.rulebook.document("law/screening")
    found = [*_exempting(evidence, final), *_requiring(evidence, final)]
    found += _counting(law, evidence, overrulings, final)
    found += [
        *_overruled(evidence, overrulings, final),
        *_closing(law, evidence, overrulings, final),
    ]
    return sorted(found, key=lambda reason: not reason.deciding)


def _from(trace: Trace, rule: str, weight: str, deciding: bool) -> Reason:
    return Reason(rule, trace.title, trace.law, weight, trace, deciding)


def _of_row(match: Match, weight: str, deciding: bool) -> Reason:
    row, trace = match.row, match.trace
    return Reason(row.id, trace.title, trace.law, weight, trace, deciding, match.trust)


def _exempting(evidence: Evidence, final: Conclusion) -> Iterator[Reason]:
    for name in EARLY:
        if evidence.holds(name):
            deciding = final.conclusion == name
            yield _from(evidence.tests[name], name, "exemption", deciding)
    for match in _hits(evidence, FREES):
        deciding = final.conclusion == "exempt-35-5" and match.decides
        yield _of_row(match, "exemption", deciding)
    if evidence.holds(SOLO):
        deciding = final.conclusion in (SOLO, "conflict")
        yield _from(evidence.tests[SOLO], SOLO, "exemption", deciding)


def _requiring(evidence: Evidence, final: Conclusion) -> Iterator[Reason]:
    for trace in evidence.triggers:
        if trace.value:
            yield _from(trace, trace.id, "hard", final.conclusion == "article-35-3")
    for match in _hits(evidence, REQUIRES):
        if match.decides:
            yield _of_row(match, "hard", final.conclusion in ("national-list", "conflict"))


def _hits(evidence: Evidence, article: str) -> Iterator[Match]:
    return (match for one in evidence.competent for match in one.hits(article))


def _counting(
    law: Any, evidence: Evidence, overrulings: Overrulings, final: Conclusion
) -> Iterator[Reason]:
    weighed = evidence.weighed(overrulings).values()
    met = tuple(trace for trace in weighed if trace.value)
    if len(met) >= evidence.presumption:
        title = _("{count} of the nine criteria are met").format(count=len(met))
        trace = Trace(True, "at-least", "criteria", title, because=met)
        deciding = final.conclusion == "presumed"
        source = joined(law["presumption"]["law"])
        yield Reason("presumed", title, source, "presumption", trace, deciding)
    elif met:
        title = _("One of the nine criteria is met")
        trace = Trace(True, "at-least", "criteria", title, because=met)
        deciding = final.conclusion == "one-criterion"
        source = joined(law["recommendation"]["law"])
        yield Reason("one-criterion", title, source, "indication", trace, deciding)
    for name in (ORDERED, OTHER):
        if evidence.holds(name):
            yield _from(evidence.tests[name], name, "hard", final.conclusion == OTHER)


def _overruled(evidence: Evidence, overrulings: Overrulings, final: Conclusion) -> Iterator[Reason]:
    """Yield the assessor's own reasons where they decide."""
    if final.conclusion in ("justified", "overruled"):
        name = conclude(evidence, overrulings.of_criteria).conclusion
        title = _("Decided by the assessor: {reason}").format(reason=overrulings.reasons[name])
        trace = Trace(True, "overruled", name, title, "WP 248 rev.01 p. 12")
        yield _from(trace, final.conclusion, "indication", True)


def _closing(
    law: Any, evidence: Evidence, overrulings: Overrulings, final: Conclusion
) -> Iterator[Reason]:
    if final.conclusion == "doubt":
        title = _("It is not clear yet whether a DPIA is required: carrying one out is advised")
        trace = Trace(None, "any", "doubt", title, because=tuple(evidence.unknowns(overrulings)))
        source = joined(law.get("doubt", {}).get("law", ()))
        yield Reason("doubt", title, source, "indication", trace, True)
    if final.conclusion == "none":
        title = _("None of the nine criteria is met and no other rule calls for a DPIA")
        weighed = evidence.weighed(overrulings).values()
        tried = (*evidence.triggers, *evidence.lists, *weighed)
        value = any_of([trace.value for trace in tried])
        trace = Trace(value, "any", "none", title, because=tried)
        source = joined(law["recommendation"]["law"])
        yield Reason("none", title, source, "indication", trace, True)
    if evidence.voluntary is not None and evidence.voluntary.value and _may_volunteer(final):
        yield _from(evidence.voluntary, "voluntary", "indication", False)


def _may_volunteer(final: Conclusion) -> bool:
    return final.outcome in ("not-required", "recommended")


def _exemptions(evidence: Evidence, final: Conclusion) -> Iterator[Node]:
    """Yield every exemption tried, whether it holds, and whether it was granted."""
    tried = [(name, evidence.tests[name]) for name in (*EARLY, SOLO) if name in evidence.tests]
    for name, trace in tried:
        granted = final.outcome == "not-required" and final.conclusion == name
        yield _tried(_from(trace, name, "exemption", granted))
    for one in evidence.competent:
        for match in [*one.hits(FREES), *one.unknown(FREES)]:
            granted = final.conclusion == "exempt-35-5" and match.decides
            yield _tried(_of_row(match, "exemption", granted))


def _tried(reason: Reason) -> Node:
    return {**reason.to_json(), "met": reason.trace.value, "granted": reason.deciding}
