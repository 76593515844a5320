"""What a form is filled from: one assessment, its verdict and its answers, with words for each."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dpia.assessment.answering import row_choices
from dpia.assessment.proposed import confirmed_text
from dpia.documents.template.model import Entries, Entry
from dpia.errors import DpiaError, NotFound
from dpia.questionnaire.answers import display
from dpia.questionnaire.condition import parse
from dpia.questionnaire.evaluation import Evaluation
from dpia.questionnaire.model import Question
from dpia.text import _

Node = Mapping[str, Any]


@dataclass(frozen=True)
class Seen:
    """One assessment as a report sees it; proposed risks and measures are not in it."""

    document: Node
    verdict: Node
    evaluation: Evaluation

    @cached_property
    def risks(self) -> tuple[Node, ...]:
        """The risks whose text is confirmed."""
        return confirmed_text(self.document).risks

    @cached_property
    def measures(self) -> tuple[Node, ...]:
        """The measures whose text is confirmed and that were not rejected."""
        found = confirmed_text(self.document).measures
        return tuple(row for row in found if row.get("status") != "rejected")

    def number(self, measure: Node) -> str:
        """Return the number of a measure in this report: M1, M2 …"""
        ids = [row["id"] for row in self.measures]
        return f"M{ids.index(measure['id']) + 1}" if measure["id"] in ids else ""

    def named(self, measure: Node) -> str:
        """Return a measure with its number; its description stands where it is named first."""
        title, about = str(measure.get("title", "")), str(measure.get("description") or "")
        first = measure["id"] not in self._told
        self._told.add(measure["id"])
        head = f"{self.number(measure)} {title}".strip()
        return f"{head}: {about}" if about and first else head

    @cached_property
    def _told(self) -> set[str]:
        return set()

    @cached_property
    def judged(self) -> Mapping[str, Node]:
        """`risk id -> what the verdict says of it`."""
        return {risk["id"]: risk for risk in self.verdict["risks"]}

    @property
    def method(self) -> Node:
        """The method the risks are rated by."""
        return self.evaluation.rulebook.method_document

    def level(self, name: str | None) -> str:
        """Return a risk level in words."""
        titles = {level["id"]: str(level["title"]) for level in self.method["levels"]}
        return titles.get(name or "", _("Not rated"))

    def step(self, axis: str, value: int | None) -> str:
        """Return a step of an axis in words, with its number."""
        if value is None:
            return _("Not rated")
        titles = {step["level"]: str(step["title"]) for step in self.method[axis]}
        return f"{value} {titles.get(value, '')}".strip()

    def question(self, path: str) -> Question | None:
        """Return the question at `path`; None where what the assessment is judged by lacks it.

        A form may be newer than the questionnaires an assessment was frozen with.
        """
        try:
            return self.evaluation.rulebook.question(path)
        except NotFound:
            return None

    def answer(self, path: str) -> Entries:
        """Return what was answered at `path`; nothing for what is not asked or may stay empty."""
        question = self.question(path)
        if question is None:
            return ()
        shown = self.evaluation.visible(path).value
        if shown is False:
            return ()
        value = self.evaluation.value(path)
        if shown is None and value is None:
            return (Entry(_("Depends on answers that are still open"), "unknown"),)
        if question.kind == "rows" and value:
            return tuple(Entry(self._row(question, row)) for row in value)
        return self._said(question, value, path)

    def cell(self, table: Question, column: Question, row: Node) -> Entries:
        """Return what stands in one cell of a table of the questionnaire."""
        path = f"{table.path}/{row['id']}/{column.id}"
        if self.evaluation.visible(path).value is False:
            return ()
        return self._said(column, row.get(column.id), path)

    def _said(self, question: Question, value: Any, path: str) -> Entries:
        if value is not None:
            words = display(question, value, self._choices(question))
            mark = self._mark(path)
            said = _("{answer} (assumed)").format(answer=words) if mark.get("assumed") else words
            return (Entry(said), *(_evidence(link) for link in mark.get("evidence", ())))
        if self.evaluation.marked_unknown(path):
            return (Entry(_("Not known yet"), "unknown"),)
        return (Entry(_("Not answered yet"), "open"),) if question.required else ()

    def _row(self, table: Question, row: Node) -> str:
        said = [
            display(column, row[column.id], self._choices(column))
            for column in table.columns
            if column.id in row
        ]
        return "; ".join(words for words in said if words)

    def _choices(self, question: Question) -> dict[str, str]:
        return row_choices(dict(self.document), self.evaluation.rulebook, question)

    def _mark(self, path: str) -> Node:
        topic, _dot, inside = path.partition(".")
        marks = self.document.get("marks", {}).get(topic, {})
        found: Node = marks.get("/" + inside, {})
        return found

    def owed(self, source: Node) -> bool:
        """Say whether something must stand where `source` finds nothing."""
        when = source.get("owed", False)
        if isinstance(when, bool):
            return when
        try:
            return self.evaluation.test(parse(when)).value is True
        except DpiaError:
            return False  # it asks for what the frozen questionnaires do not know

    def part(self, path: str) -> Any:
        """Return what stands at a dotted path in the document, or None."""
        found: Any = self.document
        for name in path.split("."):
            found = found.get(name) if isinstance(found, Mapping) else None
        return found


def _evidence(link: str) -> Entry:
    return Entry(_("Evidence: {link}").format(link=link))
