"""Is a DPIA required? The order of precedence of GDPR Art. 35 and WP 248 rev.01.

`gather` evaluates every step; `conclude` lets the first conclusive one decide. Strictness:
not-required < recommended < undetermined < required. An exemption counts only when it is true,
and no unknown that could make the outcome stricter ever stands beside a milder outcome.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from dpia.judgement.bench import Bench
from dpia.judgement.lists import Consulted, consult_lists
from dpia.judgement.overruling import Overrulings
from dpia.questionnaire.trace import Trace, Truth, any_of

STRICTNESS = ("not-required", "recommended", "undetermined", "required")
# These stand before Art. 35(3) in the law: no unknown behind them can make the outcome stricter.
EARLY = (
    *("not-applicable", "not-controller", "exempt-35-10"),
    *("covered-existing", "covered-similar", "covered-prior-check"),
)
SOLO, OTHER = "recital-91", "other-high-risk"


@dataclass(frozen=True)
class Conclusion:
    """The outcome and the step that decided it."""

    outcome: str
    conclusion: str

    def to_json(self) -> dict[str, str]:
        """Return both as JSON data."""
        return {"outcome": self.outcome, "conclusion": self.conclusion}


@dataclass(frozen=True)
class Evidence:
    """Everything the steps of the screening rest on, evaluated once."""

    tests: Mapping[str, Trace]
    triggers: tuple[Trace, ...]
    lead: Consulted
    criteria: Mapping[str, Trace]
    voluntary: Trace | None
    presumption: int
    recommendation: int

    def holds(self, name: str) -> Truth:
        """Return the value of one of the law's tests; a test the law file leaves out is false."""
        return self.tests[name].value if name in self.tests else False

    @property
    def triggered(self) -> Truth:
        """Say whether Art. 35(3) applies."""
        return any_of([trace.value for trace in self.triggers])

    @property
    def binding(self) -> Truth:
        """Say whether Art. 35(3) or a binding row applies, or still could (None)."""
        return any_of([self.triggered, self.lead.requires])

    def weighed(self, overrulings: Overrulings) -> dict[str, Trace]:
        """Return the criteria as they count once overrulings are heard."""
        return {name: overrulings.weigh(name, trace) for name, trace in self.criteria.items()}

    @property
    def derived(self) -> dict[str, Truth]:
        """Return what the answers say of each criterion."""
        return {name: trace.value for name, trace in self.criteria.items()}

    def unknowns(self, overrulings: Overrulings) -> list[Trace]:
        """Return the unknown traces that can leave the screening undetermined."""
        found = [*self.triggers, *self.lead.traces, *self.weighed(overrulings).values()]
        found += [self.tests[OTHER]] if OTHER in self.tests else []
        return [trace for trace in found if trace.value is None]


def gather(bench: Bench) -> Evidence:
    """Evaluate every test of the law, the lead authority's lists and the nine criteria."""
    law = bench.rulebook.document("law/screening")
    lead = bench.rulebook.authorities[bench.rulebook.authority]
    return Evidence(
        tests={name: bench.rule(name, test) for name, test in law["tests"].items()},
        triggers=tuple(bench.rule(entry["id"], entry) for entry in law["triggers"]),
        lead=consult_lists(bench, lead),
        criteria={name: _criterion(bench, name) for name in bench.rulebook.criteria},
        voluntary=bench.rule("voluntary", law["voluntary"]) if "voluntary" in law else None,
        presumption=law["presumption"]["criteria"],
        recommendation=law["recommendation"]["criteria"],
    )


def _criterion(bench: Bench, name: str) -> Trace:
    return bench.attempt(name, lambda: bench.evaluation.criterion(name))


def conclude(evidence: Evidence, overrulings: Overrulings) -> Conclusion:
    """Return what the first conclusive step says."""
    for name in EARLY:
        if evidence.holds(name) is True:
            return Conclusion("not-required", name)
    if evidence.triggered is True:
        return Conclusion("required", "article-35-3")
    if evidence.lead.requires is True:
        # Recital 91 says “should not be mandatory”, the row says it is: a person must decide.
        solo = evidence.holds(SOLO) is True
        return Conclusion(
            *(("undetermined", "conflict") if solo else ("required", "national-list"))
        )
    for freed, name in ((evidence.lead.frees, "exempt-35-5"), (evidence.holds(SOLO), SOLO)):
        if freed is True:
            return _unless_bound(evidence.binding, name)
    return _by_count(evidence, overrulings)


def _unless_bound(stricter: Truth, conclusion: str) -> Conclusion:
    """Grant what yields to stricter rules, unless one of those may still apply."""
    if stricter is None:
        return Conclusion("undetermined", "doubt")
    return Conclusion("not-required", conclusion)


def _by_count(evidence: Evidence, overrulings: Overrulings) -> Conclusion:
    values = [trace.value for trace in evidence.weighed(overrulings).values()]
    met, unknown = values.count(True), values.count(None)
    other = evidence.holds(OTHER)
    stricter = any_of([evidence.binding, other])
    if met >= evidence.presumption and overrulings.conclusions.get("presumed") != "not-required":
        return Conclusion("required", "presumed")
    if other is True:
        return Conclusion("required", OTHER)
    if met >= evidence.presumption:
        # Justified: only the count is rebutted, so further criteria cannot bring it back.
        return _unless_bound(stricter, "justified")
    if stricter is None or met + unknown >= evidence.presumption:
        return Conclusion("undetermined", "doubt")
    if met >= evidence.recommendation:
        return _one_criterion(overrulings.conclusions.get("one-criterion"))
    if met + unknown >= evidence.recommendation:
        return Conclusion("undetermined", "doubt")
    return Conclusion("not-required", "none")


def _one_criterion(overruled_to: str | None) -> Conclusion:
    if overruled_to == "required":
        return Conclusion("required", "overruled")
    if overruled_to == "not-required":
        return Conclusion("not-required", "justified")
    return Conclusion("recommended", "one-criterion")
