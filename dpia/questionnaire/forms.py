"""The forms of a condition: what each is worth over the answers of an evaluation, and why.

Each form takes the evaluation, the row it looks at (if any) and the authority whose reading of
the facts counts (if any), and returns a trace.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dpia.errors import Invalid
from dpia.questionnaire import condition as c
from dpia.questionnaire.law import datum
from dpia.questionnaire.trace import Trace, Truth, all_of, any_of, at_least, negate
from dpia.questionnaire.values import (
    Row,
    Value,
    comparison,
    counted,
    exceeds,
    fits,
    matches,
    reaches,
    score_range,
)

if TYPE_CHECKING:
    from dpia.questionnaire.evaluation import Evaluation


def test(
    seen: "Evaluation", condition: c.Condition, row: Row | None, authority: str | None
) -> Trace:
    """Return what `condition` is worth. Raises Invalid when it cannot be evaluated."""
    match condition:
        case c.Atom():
            return _atom(seen, condition, row)
        case c.Named(kind="fact"):
            return seen.fact(condition.name, authority)
        case c.Named(kind="criterion"):
            return seen.criterion(condition.name)
        case c.Named():
            return seen.row(condition.name, condition.part)
        case c.Group():
            return _group(seen, condition, row, authority)
        case c.Over():
            return _over(seen, condition, authority)
        case c.Compare():
            return _compare(seen, condition, row, authority)
        case c.InLaw():
            return _in_law(seen, condition, row)
        case c.Score():
            return _score(seen, condition)
        case c.Answered():
            return seen.answered(condition.path, row)


def _atom(seen: "Evaluation", atom: c.Atom, row: Row | None) -> Trace:
    value = seen.lookup(atom.path, row)
    if value.hidden:
        return value.trace(False)
    return value.trace(matches(atom, value) if value.known else None)


def _group(seen: "Evaluation", group: c.Group, row: Row | None, authority: str | None) -> Trace:
    if seen.hasty:
        parts = tuple(_parts(seen, group, row, authority))
    else:
        parts = tuple([seen.truth(part, row, authority) for part in group.parts])
    values = [part.value for part in parts]
    if group.kind == "not":
        return Trace(negate(values[0]), "not", because=parts)
    if group.kind == "at-least":
        return Trace(at_least(group.need, values), "at-least", title=str(group.need), because=parts)
    value = all_of(values) if group.kind == "all" else any_of(values)
    return Trace(value, group.kind, because=parts)


def _parts(
    seen: "Evaluation", group: c.Group, row: Row | None, authority: str | None
) -> Iterator[Trace]:
    """Yield the parts of a group until it is settled."""
    settles = {"all": False, "any": True}.get(group.kind)
    for part in group.parts:
        found = seen.truth(part, row, authority)
        yield found
        if settles is not None and found.value is settles:
            return


def _over(seen: "Evaluation", over: c.Over, authority: str | None) -> Trace:
    group = seen.lookup(over.group)
    if group.hidden or not group.known:
        leaf = group.trace(False if group.hidden else None)
        return Trace(leaf.value, over.kind, over.group, group.title, because=(leaf,))
    if not fits("rows", group.value):
        raise Invalid(f"“{over.group}” is not a table.")
    rows = [Row(row, group.question) for row in group.value]
    parts = [
        Trace(True, "row-of") if over.where is None else seen.truth(over.where, row, authority)
        for row in rows
    ]
    named = tuple(
        Trace(part.value, "row-of", str(row.values.get("id", "")), row.title, because=(part,))
        for row, part in zip(rows, parts, strict=True)
    )
    value = counted(over, [part.value for part in parts])
    return Trace(value, over.kind, over.group, group.title, because=named)


def _compare(
    seen: "Evaluation", compare: c.Compare, row: Row | None, authority: str | None
) -> Trace:
    sides = [_operand(seen, side, row, authority) for side in (compare.left, compare.right)]
    title = f"{sides[0].id} {compare.operator} {sides[1].id}"
    hidden = any(side.hidden for side in sides)
    value: Truth = False if hidden else comparison(sides[0], compare.operator, sides[1])
    # What is not known rests on the open side alone: answering the known one settles nothing.
    parts = (side for side in sides if side.path and (value is not None or not side.known))
    return Trace(value, "compare", title=title, because=tuple(side.trace(value) for side in parts))


def _operand(seen: "Evaluation", side: c.Operand, row: Row | None, authority: str | None) -> Value:
    if side.path:
        return seen.lookup(side.path, row)
    if side.datum:
        source = seen.rulebook.authorities[authority or seen.rulebook.authority]
        return Value(datum(source.document, side.datum, seen.as_of), None, "", name=side.datum)
    return Value(side.value, None, "", name=str(side.value))


def _in_law(seen: "Evaluation", in_law: c.InLaw, row: Row | None) -> Trace:
    rows = seen.rulebook.law_rows.get(in_law.table)
    if rows is None:
        raise Invalid(f"There is no law table “{in_law.table}”.")
    key = seen.lookup(in_law.key, row)
    if key.hidden or not key.known:
        leaf = key.trace(False if key.hidden else None)
        return Trace(leaf.value, "in-law", in_law.table, because=(leaf,))
    found = [entry for entry in rows if entry.key == key.value and entry.valid(seen.as_of)]
    parts: list[Trace] = []
    for entry in found:
        inner = Trace(True, "law") if entry.when is None else seen.truth(entry.when, row, None)
        parts.append(Trace(inner.value, "law", entry.key, entry.title, entry.law, because=(inner,)))
    valid = any_of([part.value for part in parts])
    leaves = () if valid is None else (key.trace(valid),)
    return Trace(valid, "in-law", in_law.table, because=(*leaves, *parts))


def _score(seen: "Evaluation", score: c.Score) -> Trace:
    topic = seen.rulebook.topics.get(score.topic)
    if topic is None:
        raise Invalid(f"There is no questionnaire “{score.topic}” to add up.")
    found = [seen.lookup(question.path) for question in topic.ordered()]
    ranges = [(value, score_range(value)) for value in found]
    low = sum(r[0] for _, r in ranges)
    high = sum(r[1] for _, r in ranges)
    value = all_of([reaches(low, high, score.minimum), negate(exceeds(low, high, score.maximum))])
    # While the sum is open, the questions already answered count for what they are.
    settled = True if value is None else value
    parts = tuple(
        v.trace(None if low_ != high_ else settled) for v, (low_, high_) in ranges if low_ or high_
    )
    title = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    return Trace(value, "score", score.topic, title, because=parts)
