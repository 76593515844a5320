"""Answers in words: the choices by their titles, numbers with their unit, rows by their count."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dpia.errors import DpiaError
from dpia.questionnaire.model import Question
from dpia.questionnaire.rulebook import Rulebook
from dpia.text import _, ngettext

LONGEST = 160


_OF_THE_CASE = {
    "case.risks": _("the risks of this assessment"),
    "case.measures": _("the measures of this assessment"),
    "case.created": _("the day this assessment was begun"),
    "case.completed": _("the day of the decision"),
    "case.review_due": _("the day of the next review"),
    "case.decision": _("the decision"),
    "case.decided_by": _("who took the decision"),
    "case.conditions": _("the conditions of the decision"),
    "case.dpo_advice": _("the DPO's advice"),
    "case.dpo_departure": _("what was done with the DPO's advice"),
    "case.views": _("the views of data subjects"),
    "case.authority": _("the lead authority"),
    "case.authorities": _("the authorities named for this assessment"),
    "case.as_of": _("the day of judging"),
    "severity": _("Severity"),
    "likelihood": _("Likelihood"),
    "obvious": _("Obvious that it will happen"),
    "widespread": _("Touches very many people"),
}


@dataclass(frozen=True)
class Speaker:
    """Says questions and their answers in words; `rows` names risks and measures by id."""

    rulebook: Rulebook
    rows: Mapping[str, str] = field(default_factory=dict)

    def row(self, row_id: str) -> str:
        """Return a row of the assessment in words, or the id itself."""
        return self.rows.get(row_id, row_id)

    def answer(self, path: str, value: Any) -> str:
        """Return the answer at a path in the words of its question."""
        question = self._question(path)
        return in_words(question, value) if question else _plain(value)

    def title(self, path: str) -> str:
        """Return the words of the question at `path`, or the path itself."""
        question = self._question(path)
        return question.title if question else _OF_THE_CASE.get(path, path)

    def _question(self, path: str) -> Question | None:
        try:
            return self.rulebook.question(path)
        except DpiaError:
            return None


def in_words(question: Question, value: Any) -> str:
    """Return an answer in the words of its question."""
    if question.kind == "rows" and isinstance(value, list):
        return ngettext("{n} row", "{n} rows", len(value)).format(n=len(value))
    if value == []:
        return question.none_title or _("None of these")
    if question.kind in ("choice", "choices"):
        chosen = value if isinstance(value, list) else [value]
        return "; ".join(question.choice_title(str(item)) for item in chosen)
    plain = _plain(value)
    return f"{plain} {question.unit}".strip() if question.unit else plain


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "; ".join(_plain(item) for item in value) or _("none")
    text = f"{value:,}" if isinstance(value, int) else str(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def speaker(rulebook: Rulebook, document: Mapping[str, Any]) -> Speaker:
    """Return what says questions, answers, risks and measures of one assessment in words."""
    rows = [*document.get("risks", ()), *document.get("measures", ())]
    return Speaker(rulebook, {row["id"]: f"{row['id']} {row.get('title', '')}" for row in rows})
