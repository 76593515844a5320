"""What stands at a path, and how one known value is tested."""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from dpia.errors import Invalid
from dpia.questionnaire.condition import Atom, Over
from dpia.questionnaire.fitting import Fits, Unsure, fitting
from dpia.questionnaire.model import Question
from dpia.questionnaire.patterns import unsound
from dpia.questionnaire.trace import Trace, Truth, all_of, any_of, negate


class Row(NamedTuple):
    """One row of a group while a condition looks at it."""

    values: Mapping[str, Any]
    question: Question | None

    @property
    def title(self) -> str:
        """The words that name the row, from the column the group names, else its id."""
        column = self.question.row_title if self.question else ""
        return str(self.values.get(column) or self.values.get("id", ""))


class Value:
    """What a path leads to: a known value, one that is hidden, or one that is not known.

    `known` says whether there is a value a condition may be tried on: a stored value that has not
    the type of its question is not known either. `shown` is why a question is not asked or may not
    be; `name` names a fixed side of a comparison. Nothing changes a value once it is made.
    """

    __slots__ = ("_traces", "hidden", "known", "name", "path", "question", "shown", "value")

    def __init__(
        self,
        value: Any,
        question: Question | None,
        path: str,
        hidden: bool = False,
        shown: Trace | None = None,
        name: str = "",
    ) -> None:
        """Hold what stands at `path`, an answer to `question` if it is one."""
        self.value, self.question, self.path = value, question, path
        self.hidden, self.shown, self.name = hidden, shown, name
        fitting = question is None or fits(question.kind, value)
        self.known = value is not None and not hidden and fitting
        self._traces: dict[Truth, Trace] = {}

    @property
    def title(self) -> str:
        """The question in words, if there is one."""
        return self.question.title if self.question else ""

    @property
    def id(self) -> str:
        """The path, or the name of a fixed side."""
        return self.path or self.name

    def trace(self, value: Truth) -> Trace:
        """Return a leaf of a trace that rests on this value."""
        if value not in self._traces:
            because = (self.shown,) if self.shown is not None else ()
            law = self.question.sources if self.question else ""
            answer = self.value if self.known else None
            about = (self.id, self.title, law, answer, because, self.hidden)
            self._traces[value] = Trace(value, "question", *about)
        return self._traces[value]


def matches(atom: Atom, value: Value) -> bool:
    """Say whether a known value has one of the wanted values, or satisfies the wanted schema.

    Raises Invalid when the schema cannot be tried.
    """
    found = value.value
    if atom.schema is not None:
        return satisfies(atom, found)
    if isinstance(found, list):
        return found == [] if atom.none else any(_same(w, f) for w in atom.values for f in found)
    return any(_same(wanted, found) for wanted in atom.values)


def _same(wanted: Any, found: Any) -> bool:
    # In Python True equals 1; in an answer it does not.
    return isinstance(wanted, bool) is isinstance(found, bool) and bool(wanted == found)


def satisfies(atom: Atom, found: Any) -> bool:
    """Try the schema of `atom` on a value. Raises Invalid for a schema that cannot be tried."""
    from jsonschema.exceptions import UnknownType
    from referencing.exceptions import Unresolvable

    try:
        return _trying(atom.schema_text)(found)
    except (Invalid, UnknownType, Unresolvable, re.error) as error:
        reason = str(error).partition("\n")[0][:200].rstrip(".")
        raise Invalid(f"The condition on “{atom.path}” cannot be tried: {reason}.") from error
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        reason = "what it asks for is no JSON Schema"
        raise Invalid(f"The condition on “{atom.path}” cannot be tried: {reason}.") from error


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TYPES: Mapping[str, tuple[type, ...]] = {
    "choices": (list,),
    "rows": (list,),
    "integer": (int,),
    "number": (int, float),
}


def fits(kind: str, value: Any) -> bool:
    """Say whether `value` has the type of a question of that kind."""
    if kind == "rows" and isinstance(value, list):
        return all(isinstance(row, Mapping) for row in value)
    if kind == "date":
        return isinstance(value, str) and _DAY.fullmatch(value) is not None
    return isinstance(value, _TYPES.get(kind, (str,))) and not isinstance(value, bool)


@lru_cache(maxsize=512)
def _trying(schema: str) -> Fits:
    """Return what tries a JSON Schema given as text on a value; nothing is ever fetched.

    Raises Invalid for one with a pattern that a text could keep busy for ever.
    """
    document = json.loads(schema)
    for _path, what, _mend in unsound(document):
        raise Invalid(what)
    try:
        quick = fitting(document)
    except Unsure:
        return lambda value: bool(_validator(schema).is_valid(value))

    def fits(value: Any) -> bool:
        try:
            return quick(value)
        except Unsure:
            return bool(_validator(schema).is_valid(value))

    return fits


@lru_cache(maxsize=512)
def _validator(schema: str) -> Any:
    from dpia.questionnaire.validating import validator

    return validator(json.loads(schema))


def comparison(left: Value, operator: str, right: Value) -> Truth:
    """Compare two sides: numbers, or texts (dates are `YYYY-MM-DD`). Unknown when one is not known.

    Raises Invalid when the two cannot be compared.
    """
    if not left.known or not right.known:
        return None
    a, b = left.value, right.value
    if operator in ("==", "!="):
        return bool(a == b) == (operator == "==")
    both_text = isinstance(a, str) and isinstance(b, str)
    both_numbers = all(isinstance(x, int | float) and not isinstance(x, bool) for x in (a, b))
    if not both_text and not both_numbers:
        raise Invalid(f"“{left.id}” and “{right.id}” cannot be compared.")
    less, equal = bool(a < b), bool(a == b)
    outcomes = {"<": less, "<=": less or equal, ">": not less and not equal, ">=": not less}
    return outcomes[operator]


def score_range(value: Value) -> tuple[float, float]:
    """Return the lowest and highest score this question can still give."""
    question = value.question
    if question is None or value.hidden:
        return 0, 0
    scores = {choice.value: choice.score or 0 for choice in question.choices}
    if not any(scores.values()):
        return 0, 0
    if value.known:
        chosen = value.value if isinstance(value.value, list) else [value.value]
        total = sum(scores.get(item, 0) for item in chosen)
        return total, total
    if question.kind == "choices":
        return sum(min(s, 0) for s in scores.values()), sum(max(s, 0) for s in scores.values())
    # A question that may not be asked may add nothing at all.
    possible = [*scores.values(), *([] if value.shown is None else [0])]
    return min(possible), max(possible)


def counted(over: Over, values: list[Truth]) -> Truth:
    """Say whether a group's rows, each true, false or unknown, are as many as wanted."""
    if over.kind == "every":
        return all_of(values)
    if over.kind == "some":
        return any_of(values)
    low = sum(value is True for value in values)
    high = low + sum(value is None for value in values)
    minimum = over.minimum if over.minimum is not None or over.maximum is not None else 1
    return all_of([reaches(low, high, minimum), negate(exceeds(low, high, over.maximum))])


def reaches(low: float, high: float, bound: float | None) -> Truth:
    """Say whether a number between `low` and `high` reaches `bound`."""
    if bound is None or low >= bound:
        return True
    return None if high >= bound else False


def exceeds(low: float, high: float, bound: float | None) -> Truth:
    """Say whether a number between `low` and `high` exceeds `bound`."""
    if bound is None or high <= bound:
        return False
    return True if low > bound else None
