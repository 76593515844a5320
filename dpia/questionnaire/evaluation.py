"""Evaluating one assessment's answers: what is true, what is false, what is not known, and why.

Everything is three-valued and memoised; each value comes with its trace. A hidden question's
atoms are false; when it is not known whether a question is asked, its atoms are unknown.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dpia.errors import DpiaError, Invalid
from dpia.questionnaire import forms
from dpia.questionnaire.condition import Condition
from dpia.questionnaire.model import Question, Rule, joined
from dpia.questionnaire.remembering import ANEW, Key, Remembering, differing
from dpia.questionnaire.rulebook import Rulebook
from dpia.questionnaire.trace import Trace, Truth, all_of, any_of
from dpia.questionnaire.values import Row, Value

Answers = Mapping[str, Mapping[str, Any]]
_MARKS, _WHY_NOT, _ASKED = "marks of ", "why not", "asked"


class Evaluation(Remembering):
    """The answers of one assessment, seen through one rulebook on one day."""

    hasty = False
    """Whether a group is left as soon as it is settled; its trace then names only one reason."""

    def __init__(
        self,
        rulebook: Rulebook,
        answers: Answers,
        marks: Answers | None = None,
        case: Mapping[str, Any] | None = None,
        as_of: date = date.min,
        before: "Evaluation | None" = None,
    ) -> None:
        """Look at `answers` (`topic -> question -> value`) on the day `as_of`.

        What still holds of the evaluation `before` is not worked out again.
        """
        self.rulebook = rulebook
        self.answers = answers
        self.marks = marks or {}
        # So that what is asked for one authority only is never unknown, whoever looks.
        self.case = {**rulebook.case, **(case or {})}
        self.as_of = as_of
        super().__init__()
        if before is not None and before.rulebook is rulebook and before.as_of == as_of:
            self._recall(before, _changed(before, self))

    # What is asked

    def topic_visible(self, topic_id: str) -> Trace:
        """Say whether the pathway asks this topic; a topic outside the pathway is unknown."""
        return self.once(("topic", topic_id), lambda: self._topic_visible(topic_id))

    def _topic_visible(self, topic_id: str) -> Trace:
        step = self.rulebook.step_of.get(topic_id)
        if step is None:
            return Trace(None, "topic", topic_id, "not part of this pathway")
        if step.when is None:
            return Trace(True, "topic", topic_id)
        inner = self.test(step.when)
        return Trace(inner.value, "topic", topic_id, step.because, because=(inner,))

    def visible(self, path: str, row: Row | None = None) -> Trace:
        """Say whether the question, cell (`topic.group/row/column`) or column of `row` is asked."""
        question = self.rulebook.question(path)
        if question.group:
            owner = self.visible(f"{question.topic}.{question.group}")
            return self._joined(owner, question, row or self._row_at(path))

        def find() -> Trace:
            return self._joined(self.topic_visible(question.topic), question, None)

        return self.once(("visible", question.path), find)

    def why_not(self, path: str) -> Trace | None:
        """Say why a question or topic is not asked or may not be; None: it is asked.

        What rests on an answer rests on this, not on why the question is asked.
        """
        return self.once((_WHY_NOT, path), lambda: self._why_not(path))

    def _why_not(self, path: str) -> Trace | None:
        question = self.rulebook.question(path) if "." in path else None
        if question is None:
            shown = self.topic_visible(path)
        elif question.group:
            shown = self.visible(path)
        else:  # as `visible`, but why its topic is asked may change, and it still be asked
            shown = self._joined(
                self.why_not(question.topic) or Trace(True, "topic"), question, None
            )
        return None if shown.value is True else shown

    def asked(self, path: str, row: Row | None = None) -> Truth:
        """Say whether the question or column is asked, without saying why."""
        question = self.rulebook.question(path)
        if question.group and (question.show_if is not None or row is None):
            return self.visible(path, row).value
        owner = f"{question.topic}.{question.group or question.id}"
        return self.once((_ASKED, owner), lambda: _truth(self.why_not(owner)))

    def _again(self, key: tuple[Any, ...]) -> Any:
        try:
            if key[0] == _ASKED:
                return self.asked(key[1])
            return self.why_not(key[1]) if key[0] == _WHY_NOT else ANEW
        except DpiaError:
            return ANEW

    def _joined(self, owner: Trace, question: Question, row: Row | None) -> Trace:
        if question.show_if is None or owner.value is False:
            return owner
        inner = self._wanted(question, row)
        value = all_of([owner.value, inner.value])
        parts = tuple(part for part in (owner, inner) if part.value == value)
        return Trace(value, "all", because=parts)

    def _wanted(self, question: Question, row: Row | None) -> Trace:
        """Evaluate the show-if of a question, or of a cell of `row`."""
        if question.show_if is None:
            return Trace(True, "all")
        if row is None:
            return self.held(question.show_if)
        place = f"{question.path}/{row.values.get('id', '')}"
        return self.once(("cell", place), lambda: self._wanted_in(row, question))

    def _wanted_in(self, row: Row, question: Question) -> Trace:
        self._reads.append(f"{question.topic}.{question.group}")
        assert question.show_if is not None
        return self.truth(question.show_if, row, None)

    def _row_at(self, path: str) -> Row:
        column = self.rulebook.question(path)
        group = self.rulebook.question(f"{column.topic}.{column.group}")
        row_id = path.partition("/")[2].partition("/")[0]
        return Row(self._rows(group.path).get(row_id, {}), group)

    # What is answered

    def value(self, path: str) -> Any:
        """Return the stored value at `path` (a question or a cell), or None."""
        group, _, cell = path.partition("/")
        if cell:
            row_id, _, column = cell.partition("/")
            return self._rows(group).get(row_id, {}).get(column)
        self._reads.append(path)
        topic, _, name = path.partition(".")
        return self.answers.get(topic, {}).get(name)

    def _rows(self, group: str) -> dict[Any, Mapping[str, Any]]:
        value = self.value(group)
        rows = value if isinstance(value, list) else []
        return {row.get("id"): row for row in rows if isinstance(row, Mapping)}

    def known(self, path: str) -> bool:
        """Say whether the question at `path` is asked and has a value."""
        return self.visible(path).value is not False and self.value(path) is not None

    def marked_unknown(self, path: str) -> bool:
        """Say whether the assessor marked `path` as not known yet."""
        topic, _, rest = path.partition(".")
        self._reads.append(_MARKS + topic)
        return bool(self.marks.get(topic, {}).get("/" + rest, {}).get("unknown"))

    def lookup(self, path: str, row: Row | None = None) -> Value:
        """Return what stands at `path`: known, hidden or not known, with its question."""
        if row is not None and "." not in path:
            return self._cell(path, row)
        return self.once(("value", path), lambda: self._lookup(path))

    def _lookup(self, path: str) -> Value:
        if path.startswith("case."):
            self._reads.append(path)
            return Value(self.case.get(path.removeprefix("case.")), None, path)
        question = self.rulebook.question(path)
        why = self.why_not(path)
        if why is not None:
            return Value(None, question, path, hidden=why.value is False, shown=why)
        return Value(self.value(path), question, path)

    def _cell(self, name: str, row: Row) -> Value:
        if row.question is None:
            return Value(row.values.get(name), None, name)
        column = row.question.column(name)
        path = f"{row.question.path}/{row.values.get('id', '')}/{name}"
        shown = self._wanted(column, row)
        if shown.value is not True:
            return Value(None, column, path, hidden=shown.value is False, shown=shown)
        return Value(row.values.get(name), column, path)

    def answered(self, path: str, row: Row | None = None) -> Trace:
        """Say whether the question at `path` is asked and has a known answer. Two-valued."""
        value = self.lookup(path, row)
        return value.trace(value.known)

    # What follows

    def test(
        self,
        condition: Condition,
        row: Mapping[str, Any] | None = None,
        authority: str | None = None,
    ) -> Trace:
        """Evaluate `condition`; bare names are columns of `row`, facts are as `authority` reads."""
        scope = None if row is None else Row(row, None)
        return self.truth(condition, scope, authority)

    def held(self, condition: Condition, authority: str | None = None) -> Trace:
        """Evaluate a condition that the rulebook itself holds, once.

        It lives as long as what is known of it, so no other condition can have its id.
        """
        key = ("condition", id(condition), authority or "")
        return self.once(key, lambda: self.truth(condition, None, authority))

    def truth(self, condition: Condition, row: Row | None, authority: str | None) -> Trace:
        """Evaluate `condition` over a row of a group, which knows its columns."""
        return forms.test(self, condition, row, authority)

    def fact(self, name: str, authority: str | None = None) -> Trace:
        """Evaluate a named condition, as `authority` reads it where it has its own reading."""
        own = self.rulebook.authorities.get(authority or "")
        fact = own.facts.get(name) if own else None
        fact = fact or self.rulebook.facts.get(name)
        if fact is None:
            raise Invalid(f"The fact “{name}” is not defined in any questionnaire.")
        context = authority if own and own.facts else None
        return self.once(("fact", name, context or ""), lambda: self._rule("fact", fact, context))

    def criterion(self, name: str) -> Trace:
        """Evaluate one of the nine criteria from the answers; overrulings are not seen."""
        return self.once(("criterion", name), lambda: self._criterion(name))

    def _criterion(self, name: str) -> Trace:
        entry = self.rulebook.criteria.get(name)
        if entry is None:
            raise Invalid(f"There is no criterion “{name}”.")
        parts = [
            self.rule(rule) if rule else self.test(condition)
            for condition, rule in self.rulebook.criterion_sources[name]
        ]
        value = any_of([part.value for part in parts])
        kept = tuple(part for part in parts if part.value == value)  # a false one rests on all
        return Trace(value, "criterion", name, entry["title"], entry["law"], because=kept)

    def rule(self, rule: Rule) -> Trace:
        """Evaluate one rule."""
        return self.once(("rule", rule.topic, rule.id), lambda: self._rule("rule", rule, None))

    def row(self, name: str, part: str = "") -> Trace:
        """Evaluate one list row, or a named part of it, as its own authority reads the facts."""
        found = self.rulebook.rows.get(name)
        if found is None or (part and part not in found.parts):
            named = f"“{name}”" + (f" with a part “{part}”" if part else "")
            raise Invalid(f"There is no list row {named}.")
        entry = found

        def evaluate() -> Trace:
            when = entry.parts[part] if part else entry.whole
            inner = self.truth(when, None, entry.authority)
            return Trace(inner.value, "row", name, entry.title, entry.law, part or None, (inner,))

        return self.once(("row", name, part), evaluate)

    def entry(self, name: str, entry: Mapping[str, Any], authority: str | None = None) -> Trace:
        """Evaluate the `when` of a named entry of one of the rulebook's files."""

        def evaluate() -> Trace:
            inner = self.held(self.rulebook.condition(entry["when"]), authority)
            law = joined(entry.get("law", ()))
            return Trace(inner.value, "rule", name, entry.get("title", ""), law, because=(inner,))

        return self.once(("entry", name, id(entry), authority), evaluate)

    def _rule(self, kind: str, rule: Rule, authority: str | None) -> Trace:
        inner = self.truth(rule.when, None, authority)
        return Trace(inner.value, kind, rule.id, rule.title, rule.law, because=(inner,))


def _truth(why_not: Trace | None) -> Truth:
    return True if why_not is None else why_not.value


def _changed(before: Evaluation, after: Evaluation) -> set[Key]:
    """Return the paths at which the two do not see the very same value."""
    found: set[Key] = set(differing("case.", before.case, after.case))
    for topic in before.answers.keys() | after.answers.keys():
        one, other = before.answers.get(topic, {}), after.answers.get(topic, {})
        found.update(differing(f"{topic}.", one, other))
    if before.marks != after.marks:
        topics = before.marks.keys() | after.marks.keys()
        found.update(_MARKS + t for t in topics if before.marks.get(t) != after.marks.get(t))
    return found
