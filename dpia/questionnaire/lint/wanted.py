"""What conditions compare answers with: real choices, the right type, schemas that can fit."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dpia.errors import Invalid
from dpia.questionnaire import condition as c
from dpia.questionnaire.answers import check
from dpia.questionnaire.lint.defect import Defect
from dpia.questionnaire.lint.names import inside
from dpia.questionnaire.lint.sample import sample
from dpia.questionnaire.lint.stated import LAW_ROW
from dpia.questionnaire.lint.stock import Miss, Stock
from dpia.questionnaire.model import Question
from dpia.questionnaire.patterns import unsound
from dpia.questionnaire.shape import REFERENCES, instead
from dpia.questionnaire.values import satisfies
from dpia.text import _

_ANY = {"const", "enum", "not", "allOf", "anyOf", "oneOf", "if", "then", "else", "type"}
_NUMBER = {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}
_TEXT = {"minLength", "maxLength", "pattern", "format"}
_LIST = {"minItems", "maxItems", "uniqueItems", "contains", "minContains", "maxContains", "items"}
_KEYWORDS: Mapping[str, set[str]] = {
    **dict.fromkeys(("integer", "number"), _NUMBER),
    **dict.fromkeys(("choice", "text", "long-text", "date"), _TEXT),
    **dict.fromkeys(("choices", "rows"), _LIST),
}
_ORDERED = {"integer": "number", "number": "number", "date": "date"}


def unwanted(stock: Stock) -> Iterator[Defect]:
    """Yield a defect for everything compared with an answer that it can never be."""
    for entry in stock.in_question:
        if entry.condition is None:
            continue
        for part, group in inside(entry.condition, entry.group):
            for kind, what, mend in _wrong(stock, part, group):
                yield Defect(entry.file, entry.where, what, mend, kind)
    yield from _law_keys(stock)


def _wrong(stock: Stock, part: c.Condition, group: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(part, c.Atom):
        question = stock.find(part.path, group)
        if isinstance(question, Question):
            yield from _atom(part, question)
    elif isinstance(part, c.Compare):
        yield from _compare(stock, part, group)
    elif isinstance(part, c.Over):
        yield from _count(stock, part)
    elif isinstance(part, c.Score):
        yield from _score(stock, part)


def _atom(atom: c.Atom, question: Question) -> Iterator[tuple[str, str, str]]:
    if atom.schema is not None:
        yield from _fragment(atom, atom.schema, question)
        return
    if atom.none and question.kind not in ("choices", "rows"):
        what = _("“{path}” is one answer and can never be `[]`, no choice at all.")
        yield "no-such-choice", what.format(path=atom.path), _("Name the value that is meant.")
    for value in atom.values:
        if question.kind in ("choice", "choices") and not question.choices_from:
            yield from _choice(atom, value, question)
        elif not _fits(question, value):
            what = _("{value} can never be an answer to “{path}”.")
            mend = _("It takes {kind}.").format(kind=question.kind)
            yield "unfit-value", what.format(value=repr(value), path=atom.path), mend


def _choice(atom: c.Atom, value: Any, question: Question) -> Iterator[tuple[str, str, str]]:
    known = [choice.value for choice in question.choices]
    if value in known:
        return
    what = _("“{path}” has no choice “{value}”; the condition would never hold.")
    stripped = value.strip("'\"` ") if isinstance(value, str) else value
    titles = {choice.title: choice.value for choice in question.choices}
    mend = instead(titles.get(stripped, stripped), known)
    yield "no-such-choice", what.format(path=atom.path, value=value), mend


def _fits(question: Question, value: Any) -> bool:
    if question.kind == "choices":
        return isinstance(value, str)
    try:
        check(question, value)
    except Invalid:
        return False
    return True


def _fragment(
    atom: c.Atom, schema: Mapping[str, Any], question: Question
) -> Iterator[tuple[str, str, str]]:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import SchemaError

    fitting = _KEYWORDS[question.kind]
    for name in schema:
        if name not in fitting | _ANY and name not in REFERENCES:
            what = _("“{name}” says nothing about “{path}”, which takes {kind}.")
            what = what.format(name=name, path=atom.path, kind=question.kind)
            yield "unfit-fragment", what, instead(name, sorted(fitting))
            return
    if any(unsound(schema)):
        return  # told where it stands
    try:
        Draft202012Validator.check_schema(schema)
        possible = list(sample(question, [schema]))
        if any(satisfies(atom, value) for value in possible):
            return
    except (SchemaError, Invalid) as error:
        what = _("The test of “{path}” cannot be tried: {why}.")
        why = str(error).partition("\n")[0]
        yield "unfit-fragment", what.format(path=atom.path, why=why), _("Mend the schema.")
        return
    if question.kind in ("text", "long-text") and not set(schema) <= {"const", "enum"}:
        return  # whether any text fits a pattern is not decided here
    what = _("No answer to “{path}” ever fits {schema}.").format(path=atom.path, schema=schema)
    yield "unfit-fragment", what, _("Compare with an answer the question can take.")


def _compare(stock: Stock, part: c.Compare, group: str) -> Iterator[tuple[str, str, str]]:
    if group == LAW_ROW:
        return
    left, right = (_sort(stock, side, group) for side in (part.left, part.right))
    if left is None or right is None:
        return
    ordered = part.operator not in ("==", "!=")
    if left != right or (ordered and left not in ("number", "date")):
        what = _("{left} cannot be compared with {right} by “{operator}”.")
        what = what.format(left=left, right=right, operator=part.operator)
        yield "unfit-comparison", what, _("Compare numbers with numbers and days with days.")


def _sort(stock: Stock, side: c.Operand, group: str) -> str | None:
    """Return what a side of a comparison is (number, date, text …), None when it is not known."""
    if side.path:
        found = stock.find(side.path, group)
        if isinstance(found, Miss) or found is None:
            return None
        return _ORDERED.get(found.kind, "list" if found.kind in ("choices", "rows") else "text")
    values = stock.data.get(side.datum, []) if side.datum else [side.value]
    sorts = {_value_sort(value) for value in values}
    return sorts.pop() if len(sorts) == 1 else None


def _value_sort(value: Any) -> str:
    from datetime import date

    if isinstance(value, int | float) and not isinstance(value, bool):
        return "number"
    if not isinstance(value, str):
        return "list"
    try:
        date.fromisoformat(value)
    except ValueError:
        return "text"
    return "date"


def _count(stock: Stock, over: c.Over) -> Iterator[tuple[str, str, str]]:
    table = stock.table(over.group)
    if not isinstance(table, Question):
        return
    most = table.schema.get("maxItems")
    if most is not None and over.minimum is not None and over.minimum > most:
        what = _("“{path}” has at most {most} rows, so that {least} can never be.")
        what = what.format(path=over.group, most=most, least=over.minimum)
        yield "never-true", what, _("Lower `minimum` or raise `maxItems`.")
    if None not in (over.minimum, over.maximum) and (over.minimum or 0) > (over.maximum or 0):
        what = _("At least {low} and at most {high} can never be.")
        what = what.format(low=over.minimum, high=over.maximum)
        yield "never-true", what, _("Mend `minimum` or `maximum`.")


def _score(stock: Stock, score: c.Score) -> Iterator[tuple[str, str, str]]:
    questions = [q for path, q in stock.questions.items() if q.topic == score.topic]
    if score.topic not in stock.topics or not questions:
        return
    low, high = score_bounds(questions)
    minimum = score.minimum if score.minimum is not None else low
    maximum = score.maximum if score.maximum is not None else high
    range_ = {"topic": score.topic, "low": f"{low:g}", "high": f"{high:g}"}
    if minimum > high or maximum < low:
        what = _("The score of “{topic}” lies between {low} and {high}; this can never be.")
    elif minimum <= low and maximum >= high:
        what = _("The score of “{topic}” lies between {low} and {high}; this always holds.")
    else:
        return
    yield "score-out-of-range", what.format(**range_), _("Mend `minimum` or `maximum`.")


def score_bounds(questions: Iterable[Question]) -> tuple[float, float]:
    """Return the lowest and highest score that answers to these questions can add up to."""
    low = high = 0.0
    for question in questions:
        scores = [choice.score or 0 for choice in question.choices]
        if question.kind == "choices":
            low += sum(min(score, 0) for score in scores)
            high += sum(max(score, 0) for score in scores)
        else:
            low += min([*scores, 0])  # a question that is not asked adds nothing
            high += max([*scores, 0])
    return low, high


def _law_keys(stock: Stock) -> Iterator[Defect]:
    """Yield a defect for each row of a law table whose key no question that asks for it offers."""
    offered: dict[str, list[Question]] = {}
    for entry in stock.stated:
        if entry.condition is None:
            continue
        for part, group in inside(entry.condition, entry.group):
            found = stock.find(part.key, group) if isinstance(part, c.InLaw) else None
            if isinstance(part, c.InLaw) and isinstance(found, Question):
                offered.setdefault(part.table, []).append(found)
    for table, questions in offered.items():
        if table not in stock.tables or not all(q.kind == "choice" for q in questions):
            continue
        file, document = stock.tables[table]
        known = {choice.value for q in questions for choice in q.choices}
        for i, row in enumerate(document["rows"] if file in stock.sound else ()):
            if row["key"] not in known:
                what = _("No question offers “{key}”; the row is never found.")
                mend = instead(row["key"], sorted(known))
                what = what.format(key=row["key"])
                yield Defect(file, f"/rows/{i}/key", what, mend, "no-such-choice")
