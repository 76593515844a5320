"""Evaluating one assessment's answers: what is true, what is false, what is not known, and why.

Everything is three-valued and memoised; each value comes with its trace. A hidden question's
atoms are false; when it is not known whether a question is asked, its atoms are unknown.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from dpia.errors import Invalid
from dpia.questionnaire import condition as c
from dpia.questionnaire.law import datum
from dpia.questionnaire.model import Question, Rule
from dpia.questionnaire.rulebook import Rulebook
from dpia.questionnaire.trace import Trace, Truth, all_of, any_of, at_least, negate
from dpia.questionnaire.values import (
    Row,
    Value,
    comparison,
    counted,
    exceeds,
    matches,
    reaches,
    score_range,
)

Answers = Mapping[str, Mapping[str, Any]]


class Evaluation:
    """The answers of one assessment, seen through one rulebook on one day."""

    def __init__(
        self,
        rulebook: Rulebook,
        answers: Answers,
        marks: Answers | None = None,
        case: Mapping[str, Any] | None = None,
        as_of: date = date.min,
    ) -> None:
        """Look at `answers` (`topic -> question -> value`) on the day `as_of`."""
        self.rulebook = rulebook
        self.answers = answers
        self.marks = marks or {}
        self.case = case or {}
        self.as_of = as_of
        self._memo: dict[tuple[str, ...], Trace | None] = {}

    # What is asked

    def topic_visible(self, topic_id: str) -> Trace:
        """Say whether the pathway asks this topic; a topic outside the pathway is unknown."""
        return self._once(("topic", topic_id), lambda: self._topic_visible(topic_id))

    def _topic_visible(self, topic_id: str) -> Trace:
        step = self.rulebook.step_of.get(topic_id)
        if step is None:
            return Trace(None, "topic", topic_id, "not part of this pathway")
        if step.when is None:
            return Trace(True, "topic", topic_id)
        inner = self.test(step.when)
        return Trace(inner.value, "topic", topic_id, step.because, because=(inner,))

    def visible(self, path: str, row: Row | None = None) -> Trace:
        """Say whether the question or column at `path` is asked."""
        question = self.rulebook.question(path)
        if question.group:
            owner = self.visible(f"{question.topic}.{question.group}")
            return self._joined(owner, question, row)
        return self._once(
            ("visible", question.path),
            lambda: self._joined(self.topic_visible(question.topic), question, None),
        )

    def _joined(self, owner: Trace, question: Question, row: Row | None) -> Trace:
        if question.show_if is None or owner.value is False:
            return owner
        inner = self._test(question.show_if, row, None)
        value = all_of([owner.value, inner.value])
        parts = tuple(part for part in (owner, inner) if part.value == value)
        return Trace(value, "all", because=parts)

    # What is answered

    def value(self, path: str) -> Any:
        """Return the stored value at `path` (a question or a cell), or None."""
        topic, _, rest = path.partition(".")
        names = rest.split("/")
        value = self.answers.get(topic, {}).get(names[0])
        if len(names) == 3 and isinstance(value, list):
            rows = {row.get("id"): row for row in value if isinstance(row, Mapping)}
            return rows.get(names[1], {}).get(names[2])
        return value

    def known(self, path: str) -> bool:
        """Say whether the question at `path` is asked and has a value."""
        return self.visible(path).value is not False and self.value(path) is not None

    def marked_unknown(self, path: str) -> bool:
        """Say whether the assessor marked `path` as not known yet."""
        topic, _, rest = path.partition(".")
        return bool(self.marks.get(topic, {}).get("/" + rest, {}).get("unknown"))

    def lookup(self, path: str, row: Row | None = None) -> Value:
        """Return what stands at `path`: known, hidden or not known, with its question."""
        if row is not None and "." not in path:
            return self._cell(path, row)
        if path.startswith("case."):
            return Value(self.case.get(path.removeprefix("case.")), None, path)
        question = self.rulebook.question(path)
        shown = self.visible(path)
        if shown.value is not True:
            return Value(None, question, path, hidden=shown.value is False, shown=shown)
        return Value(self.value(path), question, path)

    def _cell(self, name: str, row: Row) -> Value:
        if row.question is None:
            return Value(row.values.get(name), None, name)
        column = row.question.column(name)
        path = f"{row.question.path}/{row.values.get('id', '')}/{name}"
        if column.show_if is not None:
            shown = self._test(column.show_if, row, None)
            if shown.value is not True:
                return Value(None, column, path, hidden=shown.value is False, shown=shown)
        return Value(row.values.get(name), column, path)

    # What follows

    def test(
        self,
        condition: c.Condition,
        row: Mapping[str, Any] | None = None,
        authority: str | None = None,
    ) -> Trace:
        """Evaluate `condition`; bare names are columns of `row`, facts are as `authority` reads."""
        scope = None if row is None else Row(row, None)
        return self._test(condition, scope, authority)

    def fact(self, name: str, authority: str | None = None) -> Trace:
        """Evaluate a named condition, as `authority` reads it where it has its own reading."""
        own = self.rulebook.authorities.get(authority or "")
        fact = own.facts.get(name) if own else None
        fact = fact or self.rulebook.facts.get(name)
        if fact is None:
            raise Invalid(f"The fact “{name}” is not defined in any questionnaire.")
        context = authority if own and own.facts else None
        return self._once(("fact", name, context or ""), lambda: self._rule("fact", fact, context))

    def criterion(self, name: str) -> Trace:
        """Evaluate one of the nine criteria from the answers; what was overruled is not seen."""
        return self._once(("criterion", name), lambda: self._criterion(name))

    def _criterion(self, name: str) -> Trace:
        entry = self.rulebook.criteria.get(name)
        if entry is None:
            raise Invalid(f"There is no criterion “{name}”.")
        parts = [
            self.rule(rule) if rule else self.test(condition)
            for condition, rule in self.rulebook.criterion_sources[name]
        ]
        return _because(any_of([p.value for p in parts]), "criterion", parts, name, entry)

    def rule(self, rule: Rule) -> Trace:
        """Evaluate one rule."""
        return self._once(("rule", rule.topic, rule.id), lambda: self._rule("rule", rule, None))

    def row(self, name: str, part: str = "") -> Trace:
        """Evaluate one list row, or a named part of it, as its own authority reads the facts."""
        found = self.rulebook.rows.get(name)
        if found is None or (part and part not in found.parts):
            named = f"“{name}”" + (f" with a part “{part}”" if part else "")
            raise Invalid(f"There is no list row {named}.")
        entry = found

        def evaluate() -> Trace:
            when = entry.parts[part] if part else entry.when
            inner = self._test(when, None, entry.authority)
            return Trace(inner.value, "row", name, entry.title, entry.law, part or None, (inner,))

        return self._once(("row", name, part), evaluate)

    def _rule(self, kind: str, rule: Rule, authority: str | None) -> Trace:
        inner = self._test(rule.when, None, authority)
        return Trace(inner.value, kind, rule.id, rule.title, rule.law, because=(inner,))

    def _once(self, key: tuple[str, ...], evaluate: Callable[[], Trace]) -> Trace:
        if key in self._memo:
            known = self._memo[key]
            if known is None:
                raise Invalid(f"“{key[1]}” depends on itself; the questionnaires have a cycle.")
            return known
        self._memo[key] = None
        try:
            result = evaluate()
        except BaseException:
            del self._memo[key]
            raise
        self._memo[key] = result
        return result

    # The forms of a condition

    def _test(self, condition: c.Condition, row: Row | None, authority: str | None) -> Trace:
        match condition:
            case c.Atom():
                return self._atom(condition, row)
            case c.Named(kind="fact"):
                return self.fact(condition.name, authority)
            case c.Named(kind="criterion"):
                return self.criterion(condition.name)
            case c.Named():
                return self.row(condition.name, condition.part)
            case c.Group():
                return self._group(condition, row, authority)
            case c.Over():
                return self._over(condition, authority)
            case c.Compare():
                return self._compare(condition, row, authority)
            case c.InLaw():
                return self._in_law(condition, row)
            case c.Score():
                return self._score(condition)
            case c.Answered():
                value = self.lookup(condition.path, row)
                return value.trace(value.known)

    def _atom(self, atom: c.Atom, row: Row | None) -> Trace:
        value = self.lookup(atom.path, row)
        if value.hidden:
            return value.trace(False)
        return value.trace(matches(atom, value) if value.known else None)

    def _group(self, group: c.Group, row: Row | None, authority: str | None) -> Trace:
        parts = [self._test(part, row, authority) for part in group.parts]
        values = [part.value for part in parts]
        if group.kind == "not":
            return Trace(negate(values[0]), "not", because=tuple(parts))
        if group.kind == "at-least":
            title = str(group.need)
            return Trace(at_least(group.need, values), "at-least", title, because=tuple(parts))
        value = all_of(values) if group.kind == "all" else any_of(values)
        return Trace(value, group.kind, because=tuple(parts))

    def _over(self, over: c.Over, authority: str | None) -> Trace:
        group = self.lookup(over.group)
        if group.hidden or not group.known:
            return group.trace(False if group.hidden else None, kind=over.kind)
        rows = [Row(row, group.question) for row in group.value]
        parts = [
            Trace(True, "row-of") if over.where is None else self._test(over.where, row, authority)
            for row in rows
        ]
        named = tuple(
            Trace(part.value, "row-of", str(row.values.get("id", "")), row.title, because=(part,))
            for row, part in zip(rows, parts, strict=True)
        )
        value = counted(over, [part.value for part in parts])
        return Trace(value, over.kind, over.group, group.title, because=named)

    def _compare(self, compare: c.Compare, row: Row | None, authority: str | None) -> Trace:
        sides = [self._operand(side, row, authority) for side in (compare.left, compare.right)]
        title = f"{sides[0].id} {compare.operator} {sides[1].id}"
        hidden = any(side.hidden for side in sides)
        value: Truth = False if hidden else comparison(sides[0], compare.operator, sides[1])
        parts = tuple(side.trace(value) for side in sides if side.path)
        return Trace(value, "compare", title=title, because=parts)

    def _operand(self, side: c.Operand, row: Row | None, authority: str | None) -> Value:
        if side.path:
            return self.lookup(side.path, row)
        if side.datum:
            source = self.rulebook.authorities[authority or self.rulebook.authority]
            return Value(datum(source.document, side.datum, self.as_of), None, "", name=side.datum)
        return Value(side.value, None, "", name=str(side.value))

    def _in_law(self, in_law: c.InLaw, row: Row | None) -> Trace:
        rows = self.rulebook.law_rows.get(in_law.table)
        if rows is None:
            raise Invalid(f"There is no law table “{in_law.table}”.")
        key = self.lookup(in_law.key, row)
        if key.hidden or not key.known:
            leaf = key.trace(False if key.hidden else None)
            return Trace(leaf.value, "in-law", in_law.table, because=(leaf,))
        found = [entry for entry in rows if entry.key == key.value and entry.valid(self.as_of)]
        parts: list[Trace] = []
        for entry in found:
            inner = Trace(True, "law") if entry.when is None else self._test(entry.when, row, None)
            parts.append(
                Trace(inner.value, "law", entry.key, entry.title, entry.law, because=(inner,))
            )
        valid = any_of([part.value for part in parts])
        because = (key.trace(valid), *parts)
        return Trace(valid, "in-law", in_law.table, because=because)

    def _score(self, score: c.Score) -> Trace:
        topic = self.rulebook.topics.get(score.topic)
        if topic is None:
            raise Invalid(f"There is no questionnaire “{score.topic}” to add up.")
        found = [self.lookup(question.path) for question in topic.ordered()]
        ranges = [(value, score_range(value)) for value in found]
        low = sum(r[0] for _, r in ranges)
        high = sum(r[1] for _, r in ranges)
        value = all_of(
            [reaches(low, high, score.minimum), negate(exceeds(low, high, score.maximum))]
        )
        parts = tuple(
            v.trace(None if low_ != high_ else value)
            for v, (low_, high_) in ranges
            if low_ or high_
        )
        title = f"{low:g}" if low == high else f"{low:g} to {high:g}"
        return Trace(value, "score", score.topic, title, because=parts)


def _because(
    value: Truth, kind: str, parts: list[Trace], name: str, entry: Mapping[str, Any]
) -> Trace:
    """Keep the parts that make the value what it is; a false one rests on them all."""
    kept = tuple(part for part in parts if part.value == value)
    return Trace(value, kind, name, entry["title"], entry["law"], because=kept)
