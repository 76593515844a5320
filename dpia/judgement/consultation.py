"""Must the supervisory authority be consulted (GDPR Art. 36)?

The residual risk decides (Rec. 84 and 94; WP 248 rev.01 pp. 18-19): the target, one high risk is
enough, never an average. Going live is another gate, which looks at today.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from dpia.judgement.bench import Bench, node
from dpia.judgement.consulting.standing import NATIONAL, RESIDUAL, settled
from dpia.judgement.risk import Judged
from dpia.judgement.telling import Node, told
from dpia.questionnaire.model import joined
from dpia.questionnaire.trace import Trace, Truth, leaves
from dpia.text import _

Document = Mapping[str, Any]


def national_law(bench: Bench) -> list[Trace]:
    """Evaluate when national law requires consultation or prior authorisation (Art. 36(5))."""
    law = bench.rulebook.law.get("consultation", {})
    lead = bench.rulebook.authorities[bench.rulebook.authority]
    entries = [("national", law["national"])] if "national" in law else []
    own = (lead.document.get("consultation") or {}).get("36_5") or ()
    entries += [(entry.get("id", "national"), entry) for entry in own if "when" in entry]
    return [_told_why_open(bench.rule(name, entry, lead.id), entry) for name, entry in entries]


def _told_why_open(trace: Trace, entry: Document) -> Trace:
    """Return the trace of a test; while its question may not even be asked, it says what for."""
    waiting = any(leaf.because for leaf in leaves(trace) if leaf.value is None)
    waits = entry.get("waits")
    return replace(trace, title=waits) if waits and waiting and trace.value is None else trace


def consultation(bench: Bench, risks: list[Judged], screening: str, national: list[Trace]) -> Node:
    """Return whether Art. 36 requires consultation. `screening` is the outcome of the screening."""
    law = bench.rulebook.law.get("consultation", {})
    source = joined(law.get("residual", {}).get("law", "GDPR Art. 36(1)"))
    residual = [reason for risk in risks for reason in _residual(risk, source)]
    by_law = [_reason(trace.id, trace, NATIONAL) for trace in national if trace.value]
    open_ = list(_open(risks, screening, national))
    required = residual + by_law
    outcome = "required" if required else "undetermined" if open_ else "not-required"
    basis = [RESIDUAL] * bool(residual) + [NATIONAL] * bool(by_law)
    none = [_says("none", _("No target level is one at which the authority is consulted"), source)]
    return {
        "outcome": outcome,
        "basis": basis,
        "authority": bench.rulebook.authority,
        "reasons": required or open_ or none,
    }


def with_record(found: Node, document: Document, bench: Bench) -> Node:
    """Return `found` with what is on record of consultations, and whether they met the duty.

    A duty is met when every reason for it was consulted on, and the authority has had its say in
    a way that leaves the processing open. The duty itself stays in the verdict.
    """
    record = settled(document, bench.rulebook.law.get("consultation", {}))
    required = found["outcome"] == "required"
    met = required and all(_met(reason, record) for reason in found["reasons"])
    return found | {"record": record | {"fulfilled": met}}


def _met(reason: Node, record: Node) -> bool:
    heard = reason.get("risk") is None or reason["risk"] in record["risks"]
    return reason["rule"] in record["bases"] and heard


def _residual(risk: Judged, source: str) -> Iterator[Node]:
    """Yield why one risk leads to consultation: its confirmed target, or a flag of its own.

    A flag that rests on what the assessor declared, not on the ratings, holds even before the
    risk is confirmed.
    """
    target = risk.stages["target"]
    if risk.confirmed and target.level is not None and target.level.consult:
        title = _("The risk “{risk}” stays {level} with all measures in place").format(
            risk=risk.title or risk.id, level=target.level.title
        )
        yield _residual_reason(risk, title, source, list(target.because))
        return
    for raised in risk.certain:
        if raised.flag.level is not None and raised.flag.level.consult:
            title = f"{risk.title or risk.id}: {raised.flag.title}"
            yield _residual_reason(risk, title, raised.flag.law, [told(raised.trace)])


def _residual_reason(risk: Judged, title: str, law: str, because: list[Node]) -> Node:
    trace = {**node("risk", title, risk.id, law=law), "because": because}
    return {"rule": RESIDUAL, "risk": risk.id, "title": title, "law": law, "trace": trace}


def _reason(rule: str, trace: Trace, basis: str) -> Node:
    return {
        "rule": basis,
        "test": rule,
        "title": trace.title,
        "law": trace.law,
        "trace": told(trace),
    }


def _says(rule: str, title: str, law: str, value: Truth = False) -> Node:
    trace = told(Trace(value, "rule", rule, title, law))
    return {"rule": rule, "title": title, "law": law, "trace": trace}


def _open(risks: list[Judged], screening: str, national: Iterable[Trace]) -> Iterator[Node]:
    """Yield what keeps the answer open."""
    source = "GDPR Art. 36(1)"
    for risk in risks:
        if not risk.settled:
            what = risk.needs[0] if risk.needs else _("This risk is not settled yet.")
            title = f"{risk.title or risk.id}: {what}"
            yield {**_says("risk-open", title, source, None), "risk": risk.id}
    if not risks and screening != "not-required":
        yield _says("no-risks", _("No risk has been recorded yet"), source, None)
    yield from (_reason(trace.id, trace, NATIONAL) for trace in national if trace.value is None)
