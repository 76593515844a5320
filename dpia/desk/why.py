"""Why something is not asked, and what a row of a list waits for: traces of an open assessment."""

from typing import Any

from dpia.desk.case import Case
from dpia.judgement.bench import Bench
from dpia.judgement.lists import consult_lists
from dpia.judgement.telling import told

Trace = dict[str, Any]


def why_not_asked(case: Case, path: str) -> Trace | None:
    """Return why the question (or cell) at `path` is not asked; None when it is or may be."""
    trace = case.evaluation.visible(path)
    return told(trace) if trace.value is False else None


def lists_only(case: Case, path: str) -> bool:
    """Say whether a question is there for the lists of authorities alone."""
    return bool(case.rulebook.question(path).schema.get("x-lists-only"))


def why_row(case: Case, row_id: str) -> Trace | None:
    """Return how a row of an authority's list stands; None when no list has it."""
    bench = Bench(case.evaluation)
    for authority in case.rulebook.authorities.values():
        for match in consult_lists(bench, authority).matches:
            if match.row.id == row_id:
                return told(match.trace)
    return None
