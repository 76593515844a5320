"""Risk scenarios the answers call for and the assessor has not taken up yet, each with its why."""

from collections.abc import Iterator, Mapping
from typing import Any

from dpia.judgement.bench import Bench
from dpia.judgement.findings import raised_by_choices
from dpia.judgement.telling import Node, told
from dpia.questionnaire.trace import Trace

Document = Mapping[str, Any]


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
    called: dict[str, tuple[str, Trace]] = {}
    for name, because, trace in _called_for(bench, entries):
        if trace.value is True and name in entries and name not in used:
            called.setdefault(name, (because, trace))
    found = [_proposal(entries[name], *called[name]) for name in entries if name in called]
    return [told_of for _strength, told_of in sorted(found, key=lambda pair: -pair[0])]


def _proposal(entry: Document, because: str, trace: Trace) -> tuple[int, Node]:
    """Return how many things speak for a scenario, and the proposal."""
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


def _called_for(bench: Bench, entries: Mapping[str, Document]) -> Iterator[tuple[str, str, Trace]]:
    """Yield `(scenario, why, trace)` from the catalogue, the rules and the choices."""
    for name, entry in entries.items():
        if "when" in entry:
            yield name, entry.get("because", ""), bench.rule(name, entry)
    for rule in bench.rulebook.rules:
        if "scenario" in rule.raises:
            yield rule.raises["scenario"], rule.because, bench.own_rule(rule)
    for raised, question, condition, choice in raised_by_choices(bench, "scenario"):
        trace = bench.condition(question.path, condition)
        yield raised["scenario"], raised.get("because", choice.title), trace
