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
from dpia.questionnaire.trace import Trace, Truth, all_of, any_of, negate

STRICTNESS = ("not-required", "recommended", "undetermined", "required")
# These stand before Art. 35(3) in the law: no unknown behind them can make the outcome stricter.
EARLY = (
    *("not-applicable", "not-controller", "exempt-35-10"),
    *("covered-existing", "covered-similar", "covered-prior-check"),
)
SOLO, OTHER, ORDERED = "recital-91", "other-high-risk", "ordered-by-law"
NO_LEAD, EACH_ALONE = "no-lead", "no-one-stop-shop"
LEAD, COMPETENT, CONCERNED = "lead", "competent", "concerned"


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
    """Everything the steps of the screening rest on, evaluated once.

    `others` are the authorities that may bind beside the first: none where it leads.
    """

    tests: Mapping[str, Trace]
    triggers: tuple[Trace, ...]
    lead: Consulted
    others: tuple[Consulted, ...]
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
    def competent(self) -> tuple[Consulted, ...]:
        """The authorities that bind for sure: the first, or all without a one-stop-shop."""
        return (self.lead, *(self.others if self.holds(EACH_ALONE) else ()))

    @property
    def lists(self) -> tuple[Trace, ...]:
        """The lists under Art. 35(4) that bind, or may: the others' only without one-stop-shop."""
        alone = self.tests.get(EACH_ALONE)
        found = list(self.lead.traces)
        for trace in (trace for other in self.others for trace in other.traces):
            assert alone is not None
            value = all_of([alone.value, trace.value])
            found.append(Trace(value, "all", because=(alone, trace)))
        return tuple(found)

    @property
    def listed(self) -> Truth:
        """Say whether a binding list under Art. 35(4) asks for a DPIA."""
        return any_of([trace.value for trace in self.lists])

    @property
    def freed(self) -> Truth:
        """Say whether Art. 35(5) frees: the first authority, and each that is competent beside it.

        A list of exempt operations helps only in the state that made it.
        """
        beside = all_of([other.frees for other in self.others])
        return all_of([self.lead.frees, any_of([negate(self.holds(EACH_ALONE)), beside])])

    @property
    def binding(self) -> Truth:
        """Say whether Art. 35(3), a binding row or another law asks for it, or could (None)."""
        return any_of([self.triggered, self.listed, self.holds(ORDERED)])

    def role(self, first: bool) -> tuple[str, Trace | None]:
        """Return the role of the first authority, or of another one, and the test that gave it."""
        for name in (EACH_ALONE, *((NO_LEAD,) if first else ())):
            if self.holds(name) is True:
                return COMPETENT, self.tests[name]
        return (LEAD if first else CONCERNED), None

    def weighed(self, overrulings: Overrulings) -> dict[str, Trace]:
        """Return the criteria as they count once overrulings are heard."""
        return {name: overrulings.weigh(name, trace) for name, trace in self.criteria.items()}

    @property
    def derived(self) -> dict[str, Truth]:
        """Return what the answers say of each criterion."""
        return {name: trace.value for name, trace in self.criteria.items()}

    def unknowns(self, overrulings: Overrulings) -> list[Trace]:
        """Return the unknown traces that can leave the screening undetermined."""
        found = [*self.triggers, *self.lists, *self.weighed(overrulings).values()]
        found += [self.tests[name] for name in (OTHER, ORDERED) if name in self.tests]
        return [trace for trace in found if trace.value is None]


def gather(bench: Bench) -> Evidence:
    """Evaluate every test of the law, the lists that bind or may, and the nine criteria."""
    law = bench.rulebook.document("law/screening")
    tests = {name: bench.rule(name, test) for name, test in law["tests"].items()}
    first, *others = bench.rulebook.authorities.values()
    led = EACH_ALONE not in tests or tests[EACH_ALONE].value is False
    return Evidence(
        tests=tests,
        triggers=tuple(bench.rule(entry["id"], entry) for entry in law["triggers"]),
        lead=consult_lists(bench, first),
        others=() if led else tuple(consult_lists(bench, other) for other in others),
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
    if evidence.listed is True:
        # Recital 91 says “should not be mandatory”, the row says it is: a person must decide.
        solo = evidence.holds(SOLO) is True and evidence.holds(ORDERED) is not True
        return Conclusion(
            *(("undetermined", "conflict") if solo else ("required", "national-list"))
        )
    if evidence.holds(ORDERED) is True:
        return Conclusion("required", OTHER)
    for freed, name in ((evidence.freed, "exempt-35-5"), (evidence.holds(SOLO), SOLO)):
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
