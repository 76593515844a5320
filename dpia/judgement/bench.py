"""The bench: one evaluation at work, where a rule that cannot be evaluated is kept and told.

Such a rule counts as unknown, never as false, so it travels into the verdict as `undetermined`;
what was wrong with it becomes a finding.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from dpia.errors import DpiaError
from dpia.judgement.telling import Node, told
from dpia.questionnaire.condition import Condition
from dpia.questionnaire.evaluation import Evaluation
from dpia.questionnaire.model import Rule
from dpia.questionnaire.rulebook import Rulebook
from dpia.questionnaire.trace import Trace, deciding, leaves
from dpia.text import _

T = TypeVar("T")


@dataclass
class Bench:
    """An evaluation, and what could not be evaluated so far: `rule id -> sentence`."""

    evaluation: Evaluation
    broken: dict[str, str] = field(default_factory=dict)
    _rows: dict[tuple[Any, ...], Trace] = field(default_factory=dict)

    @property
    def rulebook(self) -> Rulebook:
        """The rulebook behind the evaluation."""
        return self.evaluation.rulebook

    def attempt(self, rule_id: str, evaluate: Callable[[], Trace]) -> Trace:
        """Return what `evaluate` gives; when it fails, an unknown trace, and remember why."""
        try:
            return evaluate()
        except DpiaError as error:
            self.broken.setdefault(rule_id, error.message)
            return Trace(None, "rule", rule_id, _("This rule could not be evaluated."))

    def condition(self, rule_id: str, condition: Condition) -> Trace:
        """Evaluate a parsed condition that belongs to the rule or question `rule_id`."""
        return self.attempt(rule_id, lambda: self.evaluation.test(condition))

    def in_row(self, rule_id: str, condition: Condition, row: Mapping[str, Any]) -> Trace:
        """Evaluate a condition over the values of a row; equal rows are evaluated once."""
        key = (rule_id, *sorted(row.items()))
        if key not in self._rows:
            self._rows[key] = self.attempt(
                rule_id, lambda: self.evaluation.test(condition, row=row)
            )
        return self._rows[key]

    def held(self, rule_id: str, condition: Condition) -> Trace:
        """Evaluate a condition that the rulebook holds for `rule_id`."""
        return self.attempt(rule_id, lambda: self.evaluation.held(condition))

    def once(self, key: tuple[Any, ...], work_out: Callable[[], T], else_: Callable[[], T]) -> T:
        """Return what is known as `key`; where it cannot be worked out, what `else_` gives."""
        try:
            return self.evaluation.once(key, work_out)
        except DpiaError:
            return else_()

    def own_rule(self, rule: Rule) -> Trace:
        """Evaluate a rule of a questionnaire or of the catalogue."""
        return self.attempt(rule.id, lambda: self.evaluation.rule(rule))

    def rule(self, rule_id: str, entry: Mapping[str, Any], authority: str | None = None) -> Trace:
        """Evaluate the `when` of a named entry of a data file (a test of the law, a catalogue)."""
        return self.attempt(rule_id, lambda: self.evaluation.entry(rule_id, entry, authority))


def node(kind: str, title: str, node_id: str = "", answer: Any = None, law: str = "") -> Node:
    """Return a leaf of a trace that states a step of a computation, in the JSON form of a trace."""
    return told(Trace(True, kind, node_id, title, law, answer))


def answers_used(trace: Trace) -> list[Node]:
    """Return the answers that make a trace what it is, each once, as `{question, value}`.

    What is false because a question is not asked rests on the answers that hide it; what is not
    known rests on none.
    """
    found = {leaf.id: leaf.answer for leaf in deciding(trace) if leaf.answer is not None}
    if not found and trace.value is not None:
        found = {leaf.id: leaf.answer for leaf in leaves(trace) if leaf.answer is not None}
    return [{"question": path, "value": answer} for path, answer in found.items()]
