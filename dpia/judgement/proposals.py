"""Risk scenarios the answers call for and the assessor has not taken up yet, each with its why."""

from collections.abc import Iterator, Mapping
from typing import Any

from dpia.judgement.bench import Bench
from dpia.judgement.findings import raised_by_choices
from dpia.judgement.telling import Node, told
from dpia.questionnaire.trace import Trace

Document = Mapping[str, Any]


def proposals(bench: Bench, document: Document) -> list[Node]:
    """Return the scenarios to propose, in the order of the catalogue."""
    entries = {
        entry["id"]: entry
        for entry in bench.rulebook.files.get("catalogue/scenarios", {}).get("entries", ())
    }
    used = {risk.get("scenario") for risk in document.get("risks", ())}
    called: dict[str, tuple[str, Trace]] = {}
    for name, because, trace in _called_for(bench, entries):
        if trace.value is True and name in entries and name not in used:
            called.setdefault(name, (because, trace))
    return [
        {
            "scenario": name,
            "title": entries[name]["title"],
            "because": called[name][0],
            "trace": told(called[name][1]),
        }
        for name in entries
        if name in called
    ]


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
