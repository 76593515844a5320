"""Answers a question can take, picked so that every test in sight is tried on both sides."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from dpia.questionnaire.model import Question

Schema = Mapping[str, Any]
SUBSETS = 6
"""Up to so many choices, all their combinations are tried."""


def sample(question: Question, tests: Iterable[Schema] = ()) -> list[Any]:
    """Return answers to `question` around what the schemas `tests` test for."""
    tests = list(tests)
    match question.kind:
        case "choice":
            return [choice.value for choice in question.choices] or ["r1"]
        case "choices":
            return list(subsets(question, [choice.value for choice in question.choices] or ["r1"]))
        case "integer" | "number":
            return _numbers(question, tests)
        case "date":
            return _days(tests)
        case "rows":
            most = min(int(question.schema.get("maxItems", 3)), 3)
            return [[{"id": f"r{i}"} for i in range(1, n + 1)] for n in range(most, -1, -1)]
        case _:
            found = [v for test in tests for v in _constants(test) if isinstance(v, str)]
            return [*found, "x"]


def subsets(question: Question, values: list[str]) -> Iterator[list[str]]:
    """Yield sets of choices: all of them while they are few, else the smallest and the whole."""
    least = int(question.schema.get("minItems", 0))
    most = min(int(question.schema.get("maxItems", len(values))), len(values))
    few = len(values) <= SUBSETS
    sizes = [n for n in range(least, most + 1) if few or n < 3 or n == len(values)]
    for size in sizes:
        yield from (list(found) for found in combinations(values, size))


def _numbers(question: Question, tests: list[Schema]) -> list[int | float]:
    low, high = question.schema.get("minimum"), question.schema.get("maximum")
    marks = [v for test in tests for v in _constants(test) if _is_number(v)]
    marks += [bound for bound in (low, high) if bound is not None] or [0]
    step = 1 if question.kind == "integer" else 0.5
    points = {p for mark in marks for p in (mark, mark + step, mark - step)}
    if question.kind == "integer":
        points = {int(point) for point in points if point == int(point)}
    fitting = (p for p in points if (low is None or p >= low) and (high is None or p <= high))
    return sorted(fitting)


def _days(tests: list[Schema]) -> list[str]:
    found = {"2026-01-01"}
    for value in (v for test in tests for v in _constants(test)):
        try:
            day = date.fromisoformat(value)
        except (TypeError, ValueError):
            continue
        found |= {(day + timedelta(days=n)).isoformat() for n in (-1, 0, 1)}
    return sorted(found)


def _constants(schema: Any) -> Iterator[Any]:
    """Yield every plain value in a schema."""
    if isinstance(schema, Mapping):
        for value in schema.values():
            yield from _constants(value)
    elif isinstance(schema, list | tuple):
        for value in schema:
            yield from _constants(value)
    else:
        yield schema


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
