"""The verdict: everything that follows from one assessment and what it is judged by.

Pure: the same document, rulebook and day always give the same verdict and the same traces.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from dpia.assessment.view import case_view
from dpia.judgement import findings as margin
from dpia.judgement.accepting import with_acceptance
from dpia.judgement.bench import Bench
from dpia.judgement.consultation import consultation, national_law, with_record
from dpia.judgement.consulting.standing import settled
from dpia.judgement.going_live import go_live
from dpia.judgement.lawfulness import lawfulness
from dpia.judgement.lists import consult_lists
from dpia.judgement.method import read
from dpia.judgement.overruling import Overrulings, hear, in_record
from dpia.judgement.proposals import proposals
from dpia.judgement.reasons import screening_json
from dpia.judgement.record import record_findings
from dpia.judgement.risk import Judged, case_rows, judge_risks, overall, untreated
from dpia.judgement.screening import Evidence, conclude, gather
from dpia.judgement.telling import Node, trusted
from dpia.judgement.undetermined import undetermined
from dpia.questionnaire.condition import Atom
from dpia.questionnaire.evaluation import Evaluation
from dpia.questionnaire.memory import Memory
from dpia.questionnaire.progress import completeness
from dpia.questionnaire.rulebook import Rulebook
from dpia.questionnaire.trace import Trace

Document = Mapping[str, Any]
_OFFICER = "processing.dpo_designated"
"""The question whether a data protection officer is designated."""
_RUNNING = "already_running"
"""The fact that real people's data are used already."""


def judge(
    document: Document,
    rulebook: Rulebook,
    as_of: date,
    explore: bool = False,
    memory: Memory | None = None,
) -> Node:
    """Return the verdict on `document`, judged by `rulebook` on the day `as_of`.

    `explore` also tries which single changes would change the screening; `memory` spares what is
    known, so parts are shared with the verdict before: change none. Raises DpiaError when the
    rulebook itself cannot be read; a single broken rule becomes a finding.
    """
    bench, risks = set_up(document, rulebook, as_of, memory)
    evidence, national, tried = gather(bench), national_law(bench), margin.tried(bench)
    overruled = document.get("overruled") or ()
    heard = hear(overruled, rulebook.criteria)
    screening = screening_json(bench, evidence, heard, explore)
    verdict: Node = {
        "as_of": as_of.isoformat(),
        "judged_by": dict(rulebook.digests),
        "screening": screening,
        "authorities": _authorities(bench, evidence),
        "lawfulness": _lawfulness(tried, document),
        "risks": [risk.to_json() | {"untreated": untreated(document, risk)} for risk in risks],
        "overall": overall(risks),
        **_named(rulebook),
        "consultation": consultation(bench, risks, screening["outcome"], national),
        "go_live": {},
        "decision": document.get("decision"),
        "overruled": _overruled(overruled, heard, evidence, screening),
        "dpo": _officer(bench, document),
        "findings": [],
        "undetermined": [],
        "completeness": completeness(bench.evaluation),
        "proposals": proposals(bench, document),
    }
    verdict["undetermined"] = _waiting(bench, verdict, evidence.unknowns(heard), tried, national)
    _close(verdict, document, bench, risks, tried)
    return verdict


def set_up(
    document: Document, rulebook: Rulebook, as_of: date, memory: Memory | None = None
) -> tuple[Bench, list[Judged]]:
    """Judge the risks first: conditions about `case.risks` see them as rated."""
    memory = memory or Memory()
    answers, marks = document.get("answers", {}), document.get("marks", {})
    view = case_view(document, as_of)
    plain = {name: value for name, value in view.items() if name != "risks"}
    memory.bare = Evaluation(rulebook, answers, marks, plain, as_of, memory.bare)
    first = Bench(memory.bare)
    risks = judge_risks(document, read(rulebook.method_document), first)
    heard = settled(document, rulebook.law.get("consultation", {}))["risks"]
    view |= {"risks": case_rows(document, risks, heard)}
    memory.whole = Evaluation(rulebook, answers, marks, view, as_of, memory.whole or memory.bare)
    return Bench(memory.whole, first.broken), risks


def _named(rulebook: Rulebook) -> Node:
    return {"method": _method(rulebook), "pathway": _pathway(rulebook)}


def _method(rulebook: Rulebook) -> Node:
    """Return by which method the levels were found, and how far its matrix can be trusted."""
    found = rulebook.method_document
    return {"id": rulebook.method, "title": found.get("title", ""), **trusted(found)}


def _pathway(rulebook: Rulebook) -> Node:
    """Return by which pathway it was asked, and what of an assessment that leaves out."""
    found = rulebook.document(f"pathways/{rulebook.pathway}")
    named = {"id": rulebook.pathway, "title": found.get("title", "")}
    return named | ({"lacks": found["lacks"]} if "lacks" in found else {})


def _authorities(bench: Bench, evidence: Evidence) -> Node:
    known = {one.authority.id: one for one in (evidence.lead, *evidence.others)}
    return {
        name: (known.get(name) or consult_lists(bench, authority)).to_json(
            *evidence.role(name == bench.rulebook.authority)
        )
        for name, authority in bench.rulebook.authorities.items()
    }


def _overruled(
    entries: Iterable[Document], heard: Overrulings, evidence: Evidence, screening: Node
) -> list[Node]:
    standing = conclude(evidence, heard.of_criteria).conclusion
    return in_record(entries, heard, evidence.derived, screening["derived"], standing)


def _lawfulness(tried: list[margin.Finding], document: Document) -> Node:
    own = (one.to_json() for one in margin.held(tried) if one.part == margin.LAWFULNESS)
    found = with_acceptance(own, document)
    return lawfulness(tried, [one["id"] for one in found if one.get("accepted")])


def _officer(bench: Bench, document: Document) -> Node:
    """Return whether a DPO is designated (None: not known) and has advised."""
    topic = bench.rulebook.topics.get(_OFFICER.partition(".")[0])
    designated = None
    if topic and _OFFICER.partition(".")[2] in topic.questions:
        designated = bench.condition(_OFFICER, Atom(_OFFICER, values=("yes",))).value
    advice = ((document.get("opinions") or {}).get("dpo") or {}).get("advice")
    return {"designated": designated, "advised": bool(advice)}


def _waiting(
    bench: Bench,
    verdict: Node,
    screening: list[Trace],
    tried: list[margin.Finding],
    national: list[Trace],
) -> list[Node]:
    def if_open(part: str, traces: Iterable[Trace]) -> Iterable[Trace]:
        return traces if verdict[part]["outcome"] == "undetermined" else ()

    pending = margin.pending(tried)
    lawful = [found.trace for found in pending if found.part == margin.LAWFULNESS]
    waiting = {
        "screening": if_open("screening", screening),
        "lawfulness": if_open("lawfulness", lawful),
        "consultation": if_open("consultation", national),
        "go_live": [found.trace for found in pending if found.part != margin.LAWFULNESS],
    }
    return undetermined(bench, waiting)


def _close(
    verdict: Node,
    document: Document,
    bench: Bench,
    risks: list[Judged],
    tried: list[margin.Finding],
) -> None:
    """Add the record of consultations, the findings and the gate, which rest on the others."""
    verdict["consultation"] = with_record(verdict["consultation"], document, bench)
    found = margin.held(tried) + margin.of_broken_rules(bench.broken)
    found = margin.in_order(found + record_findings(verdict, document))
    open_ = any(found.part != margin.LAWFULNESS for found in margin.pending(tried))
    verdict["findings"] = with_acceptance((one.to_json() for one in found), document)
    running = None
    if _RUNNING in bench.rulebook.facts:
        running = bench.attempt(_RUNNING, lambda: bench.evaluation.fact(_RUNNING)).value
    verdict["go_live"] = go_live(document, verdict, risks, running, open_)
