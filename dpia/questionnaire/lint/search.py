"""Can a condition ever hold? A search for answers that make it true.

It evaluates the condition as an assessment would, answers the first question it waits for in
every way that matters, and goes on. It claims that a condition can never hold only when every
way was tried.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from dpia.errors import DpiaError
from dpia.questionnaire import condition as c
from dpia.questionnaire.evaluation import Evaluation
from dpia.questionnaire.lint.sample import SUBSETS, sample, subsets
from dpia.questionnaire.model import Question
from dpia.questionnaire.rulebook import Rulebook
from dpia.questionnaire.trace import Trace, Truth, unknowns
from dpia.questionnaire.values import Row, Value

Goal = Callable[[Evaluation], Trace]
ABSENT = object()
"""Stands for a question that is left open for good."""
ROWS = 4
BUDGET = 600


class Probe(Evaluation):
    """An evaluation of answers that are still being chosen: what is not chosen is not known."""

    hasty = True

    def __init__(self, rulebook: Rulebook, chosen: Mapping[str, Any], as_of: date) -> None:
        """Take answers by path; a table's value is its number of rows."""
        self.chosen = chosen
        super().__init__(rulebook, _nested(chosen), as_of=as_of)

    def lookup(self, path: str, row: Row | None = None) -> Value:
        """Return what stands at `path`; what the assessment itself offers is a questionnaire."""
        if path.startswith("case.") and (row is None or "." in path):
            return Value(self.value(path), self.rulebook.question(path), path)
        return super().lookup(path, row)

    def answered(self, path: str, row: Row | None = None) -> Trace:
        """Say whether there is an answer; not known while it may still be chosen."""
        value = self.lookup(path, row)
        open_ = not value.known and not value.hidden and self.chosen.get(value.path) is not ABSENT
        return value.trace(None if open_ else value.known)


def _nested(chosen: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    answers: dict[str, dict[str, Any]] = {}
    cells = {path: value for path, value in chosen.items() if "/" in path}
    for path, value in chosen.items():
        topic, _dot, name = path.partition(".")
        if value is not ABSENT and path not in cells:
            copied = [dict(row) for row in value] if _is_table(value) else value
            answers.setdefault(topic, {})[name] = copied
    for path, value in cells.items():
        group, row_id, column = path.split("/")
        topic, _dot, name = group.partition(".")
        for row in answers.get(topic, {}).get(name, ()):
            if row["id"] == row_id and value is not ABSENT:
                row[column] = value
    return answers


def _is_table(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(row, dict) for row in value)


@dataclass
class Search:
    """A search for answers that make `goal` true, over the conditions it rests on."""

    rulebook: Rulebook
    goal: Goal
    conditions: list[tuple[c.Condition, str]]
    days: list[date]
    smallest: bool = False
    """Try the smallest sets of choices first, not the largest."""
    complete: bool = True
    spent: int = 0
    found: "Probe | None" = None
    _answers: dict[str, list[Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Collect what the conditions test, by question."""
        self.tests: dict[str, list[Any]] = {}
        self.rows_needed: dict[str, int] = {}
        self.left_open: set[str] = set()
        for part, group in self.conditions:
            self._note(part, group)

    def _note(self, part: c.Condition, group: str) -> None:
        def full(path: str) -> str:
            return path if "." in path or not group else f"{group}.{path}"

        match part:
            case c.Atom():
                test = part.schema if part.schema is not None else {"enum": list(part.values)}
                self.tests.setdefault(full(part.path), []).append(test)
            case c.Answered():
                self.left_open.add(full(part.path))
            case c.Compare():
                self._note_compare(part, full)
            case c.InLaw():
                rows = self.rulebook.law_rows.get(part.table, ())
                keys = {"enum": [row.key for row in rows]}
                self.tests.setdefault(full(part.key), []).append(keys)
            case c.Over():
                more = max(part.minimum or 1, (part.maximum or 0) + 1)
                self.rows_needed[part.group] = self.rows_needed.get(part.group, 0) + more
            case c.Score():
                for question in self.rulebook.topics[part.topic].ordered():
                    every = {"enum": [choice.value for choice in question.choices]}
                    self.tests.setdefault(question.path, []).append(every)

    def _note_compare(self, part: c.Compare, full: Callable[[str], str]) -> None:
        sides = (part.left, part.right)
        found = [side.path for side in sides if side.path]
        values = [side.value for side in sides if side.value is not None]
        for side in sides:
            for authority in self.rulebook.authorities.values() if side.datum else ():
                dated = authority.document.get("data", {}).get(side.datum, ())
                values += [row["value"] for row in dated]
        for path in found:
            self.tests.setdefault(full(path), []).append({"enum": values})
        # Two answers compared with each other have more ways than are tried here.
        self.complete = self.complete and len(found) < 2

    def possible(self) -> Truth:
        """Say whether the goal can be true; None when not every way could be tried."""
        for day in self.days:
            if self._try({}, day):
                return True
        return False if self.complete else None

    def _try(self, chosen: dict[str, Any], day: date) -> bool:
        self.spent += 1
        if self.spent > BUDGET:
            self.complete = False
            return False
        probe = Probe(self.rulebook, chosen, day)
        try:
            trace = self.goal(probe)
        except DpiaError:
            self.complete = False
            return False
        if trace.value is not None:
            self.found = probe if trace.value else None
            return trace.value
        path = next((leaf.id for leaf in unknowns(trace) if leaf.id not in chosen), None)
        if path is None:
            return False  # it waits for nothing that could be answered here
        return any(self._try({**chosen, path: value}, day) for value in self._ways(path))

    def _ways(self, path: str) -> list[Any]:
        question = self.rulebook.question(path)
        if question.path not in self._answers:
            found = self._for_kind(question, self.tests.get(question.path, []))
            absent = [ABSENT] if question.path in self.left_open else []
            self._answers[question.path] = [*found, *absent]
        return self._answers[question.path]

    def _for_kind(self, question: Question, tests: list[Any]) -> list[Any]:
        if question.kind == "rows":
            return self._tables(question)
        if question.kind in ("choice", "choices") and not question.choices_from:
            tested = self._tested(question, tests)
            if question.kind == "choice":
                return tested
            self.complete = self.complete and len(tested) <= SUBSETS
            # Conditions mostly ask for something chosen: begin with all of it, end with nothing.
            sign = 1 if self.smallest else -1
            return sorted(subsets(question, tested), key=lambda found: sign * len(found))
        known = all(set(test) <= _DECIDED for test in tests)
        self.complete = self.complete and known and not question.choices_from
        return sample(question, tests)

    def _tested(self, question: Question, tests: Iterable[Mapping[str, Any]]) -> list[str]:
        """Return the choices that some condition tells apart, and one that none does."""
        values = [choice.value for choice in question.choices]
        wanted: set[Any] = set()
        for test in tests:
            if set(test) != {"enum"}:
                return values
            wanted |= set(test["enum"])
        wanted |= {choice.value for choice in question.choices if choice.criteria or choice.score}
        other = [value for value in values if value not in wanted][:1]
        return [value for value in values if value in wanted] + other

    def _tables(self, question: Question) -> list[Any]:
        needed = self.rows_needed.get(question.path, 1)
        self.complete = self.complete and needed <= ROWS
        most = min(needed, ROWS, int(question.schema.get("maxItems", ROWS)))
        sizes = [*range(1, most + 1), 0]
        return [[{"id": f"r{i}"} for i in range(1, n + 1)] for n in sizes]


_DECIDED = {"enum", "const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}


def days_of(documents: Iterable[Mapping[str, Any]]) -> list[date]:
    """Return the days on which something in dated rows begins or has ended, the latest first."""
    found: set[date] = set()
    for row in documents:
        found.add(date.fromisoformat(row["valid_from"]))
        if row.get("valid_to"):
            found.add(date.fromisoformat(row["valid_to"]) + timedelta(days=1))
    return sorted(found, reverse=True)
