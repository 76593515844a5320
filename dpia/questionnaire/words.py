"""Conditions in words: “Is it …?” is Yes; at least 2 of these …"""

from collections.abc import Callable, Mapping
from typing import Any

from dpia.questionnaire import condition as c
from dpia.questionnaire.model import Question
from dpia.text import _

Find = Callable[[str, str], Any]
"""(path, table) -> the question there, or anything else when it is not known."""


def describe(condition: c.Condition, find: Find, group: str = "") -> str:
    """Return `condition` in words; bare names are columns of the table `group`."""
    match condition:
        case c.Atom():
            return _atom(condition, find, group)
        case c.Named():
            return _named(condition)
        case c.Group():
            return _group(condition, find, group)
        case c.Over():
            return _over(condition, find)
        case c.Compare():
            sides = [_side(side, find, group) for side in (condition.left, condition.right)]
            return f"{sides[0]} {_signs()[condition.operator]} {sides[1]}"
        case c.InLaw():
            title = _title(condition.key, find, group)
            return _("{title} is in the table “{table}”").format(title=title, table=condition.table)
        case c.Score():
            bounds = _bounds(condition.minimum, condition.maximum)
            return _("the score of “{topic}” is {bounds}").format(
                topic=condition.topic, bounds=bounds
            )
        case c.Answered():
            return _("{title} is answered").format(title=_title(condition.path, find, group))


def _atom(atom: c.Atom, find: Find, group: str) -> str:
    question = find(atom.path, group)
    title = _title(atom.path, find, group)
    if atom.none:
        return _("{title}: none").format(title=title)
    if atom.schema is not None:
        return f"{title} {_schema(atom.schema)}"
    names = [
        question.choice_title(value) if isinstance(question, Question) else str(value)
        for value in atom.values
    ]
    several = isinstance(question, Question) and question.kind == "choices"
    joined = _(" or ").join(f"“{name}”" for name in names)
    if several:
        return _("{title} has {names}").format(title=title, names=joined)
    return _("{title} is {names}").format(title=title, names=joined)


def _schema(schema: Mapping[str, Any]) -> str:
    if set(schema) <= {"minimum", "maximum"} and schema:
        return _("is {bounds}").format(bounds=_bounds(schema.get("minimum"), schema.get("maximum")))
    if set(schema) == {"minItems"}:
        return _("has at least {n}").format(n=schema["minItems"])
    if set(schema) == {"maxItems"}:
        return _("has at most {n}").format(n=schema["maxItems"])
    if set(schema) == {"exclusiveMaximum"}:
        return _("is below {n}").format(n=schema["exclusiveMaximum"])
    if set(schema) == {"exclusiveMinimum"}:
        return _("is above {n}").format(n=schema["exclusiveMinimum"])
    return _("satisfies {schema}").format(schema=dict(schema))


def _bounds(low: float | None, high: float | None) -> str:
    if low is None:
        return _("at most {high}").format(high=_number(high))
    if high is None:
        return _("at least {low}").format(low=_number(low))
    return _("from {low} to {high}").format(low=_number(low), high=_number(high))


def _number(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int | float) else str(value)


def _named(named: c.Named) -> str:
    if named.kind == "fact":
        return _("the fact “{name}” holds").format(name=named.name)
    if named.kind == "criterion":
        return _("the criterion “{name}” is met").format(name=named.name)
    if named.part:
        return _("part “{part}” of the row “{name}” matches").format(
            part=named.part, name=named.name
        )
    return _("the row “{name}” matches").format(name=named.name)


def _group(group: c.Group, find: Find, table: str) -> str:
    parts = [describe(part, find, table) for part in group.parts]
    if group.kind == "not":
        return _("not ({part})").format(part=parts[0])
    if group.kind == "at-least":
        listed = "; ".join(parts)
        return _("at least {n} of ({parts})").format(n=group.need, parts=listed)
    word = _(" and ") if group.kind == "all" else _(" or ")
    inner = [
        f"({text})" if isinstance(part, c.Group) and part.kind in ("all", "any") else text
        for part, text in zip(group.parts, parts, strict=True)
    ]
    return word.join(inner)


def _over(over: c.Over, find: Find) -> str:
    title = _title(over.group, find, "")
    where = ""
    if over.where is not None:
        inner = describe(over.where, find, over.group)
        where = _(" where {condition}").format(condition=inner)
    if over.kind == "some":
        return _("{title} has a row{where}").format(title=title, where=where)
    if over.kind == "every":
        return _("every row of {title}{where}").format(title=title, where=where)
    least = over.minimum if over.minimum is not None or over.maximum is not None else 1
    bounds = _bounds(least, over.maximum)
    return _("{title} has {bounds} rows{where}").format(title=title, bounds=bounds, where=where)


def _side(side: c.Operand, find: Find, group: str) -> str:
    if side.path:
        return _title(side.path, find, group)
    if side.datum:
        return _("“{datum}” of the authority").format(datum=side.datum)
    return _number(side.value)


def _signs() -> dict[str, str]:
    return {
        "<": _("is less than"),
        "<=": _("is at most"),
        ">": _("is more than"),
        ">=": _("is at least"),
        "==": _("is the same as"),
        "!=": _("is not the same as"),
    }


def _title(path: str, find: Find, group: str) -> str:
    found = find(path, group)
    return f"“{found.title}”" if isinstance(found, Question) else f"“{path}”"
