"""Risk scenarios the answers call for and the assessor has not taken up yet, each with its why."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from dpia.judgement.bench import Bench
from dpia.judgement.telling import Node, told
from dpia.questionnaire.trace import Trace

Document = Mapping[str, Any]
Proposal = tuple[int, Node]
"""How many things speak for a scenario, and its proposal."""


def proposals(bench: Bench, document: Document) -> list[Node]:
    """Return the scenarios to propose, those for which more speaks first.

    `because` names what the answers really say: where several things could call for a scenario,
    only those that hold.
    """
    entries = {
        entry["id"]: entry
        for entry in bench.rulebook.files.get("catalogue/scenarios", {}).get("entries", ())
    }
    used = {risk.get("scenario") for risk in document.get("risks", ())}
    called: dict[str, Proposal] = {}
    for name, proposal in _called_for(bench, entries):
        if proposal is not None and name not in used:
            called.setdefault(name, proposal)
    found = [called[name] for name in entries if name in called]
    return [told_of for _strength, told_of in sorted(found, key=lambda pair: -pair[0])]


def _proposal(entry: Document | None, because: str, trace: Trace) -> Proposal | None:
    """Return the proposal of a scenario, or None where nothing calls for it."""
    if entry is None or trace.value is not True:
        return None
    reasons = list(dict.fromkeys(_reasons(trace)))
    several = isinstance(entry.get("when"), Mapping) and {"any", "all"} & set(entry["when"])
    said = "; ".join(reasons) + "." if several and reasons else because
    named = {"scenario": entry["id"], "title": entry["title"], "because": said}
    return len(reasons), named | {"trace": told(trace)}


def _reasons(trace: Trace) -> Iterator[str]:
    """Yield what holds and calls for a scenario, in words; that something is missing does not."""
    if trace.value is not True or trace.kind == "not":
        return
    if trace.title and (trace.kind == "fact" or not trace.because):
        yield trace.title.rstrip(".")
        return
    for part in trace.because:
        yield from _reasons(part)


def _own(entry: Document, evaluate: Callable[[str, Document], Trace]) -> Proposal | None:
    return _proposal(entry, entry.get("because", ""), evaluate(entry["id"], entry))


def _called_for(
    bench: Bench, entries: Mapping[str, Document]
) -> Iterator[tuple[str, Proposal | None]]:
    """Yield scenarios with their proposals, from the catalogue, the rules and the choices."""
    for name, entry in entries.items():
        if "when" in entry:
            ways = (bench.evaluation.entry, bench.rule)
            yield name, bench.once(("proposal", name), *(partial(_own, entry, way) for way in ways))
    for rule in bench.rulebook.rules:
        if raised := rule.raises.get("scenario"):
            yield raised, _proposal(entries.get(raised), rule.because, bench.own_rule(rule))
    for picked in bench.rulebook.raising.get("scenario", ()):
        raised, because = picked.raises["scenario"], picked.raises.get("because", picked.title)
        trace = bench.held(picked.question.path, picked.condition)
        yield raised, _proposal(entries.get(raised), because, trace)
