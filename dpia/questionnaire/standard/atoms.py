"""Tests of one answer as JSON Schemas: which answers pass, and which definitely do not."""

from typing import Any

from dpia.questionnaire.condition import Atom, Over
from dpia.questionnaire.model import Question
from dpia.questionnaire.standard.schema import Schema, all_of, any_of, items, later_than, negated

DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_TYPES = {"integer": "integer", "number": "number", "choices": "array", "rows": "array"}
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_BOUNDS = {"<": "exclusiveMaximum", "<=": "maximum", ">": "exclusiveMinimum", ">=": "minimum"}


def type_of(question: Question) -> dict[str, Any]:
    """Return the schema of the type that answers to `question` have."""
    if question.kind == "date":
        return {"type": "string", "pattern": DAY}
    return {"type": _TYPES.get(question.kind, "string")}


def tested(atom: Atom, question: Question) -> tuple[Schema, Schema]:
    """Return the schemas of answers to `question` that `atom` accepts and that it refuses."""
    of_type = type_of(question)
    many = question.kind in ("choices", "rows")
    if atom.schema is not None:
        schema = dict(atom.schema)
        return all_of([of_type, schema]), all_of([of_type, negated(schema)])
    if many and atom.none:
        return {**of_type, "maxItems": 0}, {**of_type, "minItems": 1}
    if question.kind == "rows" or not atom.values:
        return False, of_type
    wanted: Schema = {"enum": list(atom.values)}
    if many:
        wanted = {"contains": wanted}
        return all_of([of_type, wanted]), all_of([of_type, negated(wanted)])
    return wanted, all_of([of_type, negated(wanted)])


def compared(question: Question, operator: str, value: Any, turned: bool) -> Schema | None:
    """Return the schema of answers that stand in the relation `operator` to a fixed `value`.

    `turned` says that the value stands on the left. None for what a schema cannot say.
    """
    operator = _TURNED[operator] if turned else operator
    of_type = type_of(question)
    if operator in ("==", "!="):
        same: Schema = {"const": value}
        return all_of([of_type, same if operator == "==" else negated(same)])
    if question.kind in ("integer", "number"):
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return {**of_type, _BOUNDS[operator]: value} if is_number else None
    if question.kind != "date" or not isinstance(value, str):
        return None
    later: Schema = later_than(value)
    if operator in (">=", "<"):
        later = any_of([later, {"const": value}])
    return all_of([of_type, later if operator in (">", ">=") else negated(later)])


def number_of_rows(over: Over, true: Schema, false: Schema) -> tuple[Schema, Schema]:
    """Return the schemas of tables of which `over` definitely holds, and definitely does not.

    `true` and `false` are the schemas of rows of which its `where` does and does not.
    """
    table: Schema = {"type": "array"}
    if over.kind == "some":
        return all_of([table, _at_least(1, true)]), all_of([table, items(false)])
    if over.kind == "every":
        return all_of([table, items(true)]), all_of([table, _at_least(1, false)])
    bounded = over.minimum is not None or over.maximum is not None
    low = (over.minimum or 0) if bounded else 1
    yes, no = [table, _at_least(low, true)], [_fewer_than(low, negated(false))]
    if over.maximum is not None:
        yes.append(_fewer_than(over.maximum + 1, negated(false)))
        no.append(_at_least(over.maximum + 1, true))
    return all_of(yes), all_of([table, any_of(no)])


def _at_least(n: int, row: Schema) -> Schema:
    if n == 0:
        return True
    if row is False:
        return False
    return {"contains": row} if n == 1 else {"contains": row, "minContains": n}


def _fewer_than(n: int, row: Schema) -> Schema:
    if n == 0:
        return False
    return True if row is False else {"contains": row, "minContains": 0, "maxContains": n - 1}
