"""What a form is filled from: one assessment, its verdict and its answers, with words for each."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dpia.assessment.answering import CONFIRM, row_choices
from dpia.assessment.confidential import TEXTS, count, is_marked
from dpia.assessment.event import head
from dpia.assessment.naming import measure_numbers, risk_numbers
from dpia.assessment.proposed import confirmed_text, is_proposed
from dpia.documents.template.model import Entries, Entry, labelled
from dpia.errors import DpiaError, NotFound
from dpia.questionnaire.answers import display
from dpia.questionnaire.condition import parse
from dpia.questionnaire.evaluation import Evaluation
from dpia.questionnaire.model import Question
from dpia.questionnaire.trace import unknowns
from dpia.text import _

Node = Mapping[str, Any]
WITHHELD = Entry(_("Withheld"), "withheld")
"""What stands in a public report in the place of what is confidential."""
UNSETTLED = Entry(_("Not settled yet"), "unknown", owed=False)
"""What stands in a summary for the public in the place of an answer that is not confirmed."""
_NAMES = ("owner", "decision.by", "opinions.dpo.by")
"""Where people are named who worked on an assessment."""


@dataclass(frozen=True)
class Seen:
    """One assessment as a report sees it; proposed risks and measures are not in it."""

    document: Node
    verdict: Node
    evaluation: Evaluation
    public: bool = False
    """Whether it is what a public report may show (see `template.public`)."""
    settled: bool = False
    """Whether answers that nobody has confirmed are kept back, as a summary for the public does."""
    history: str = ""
    """The hash of the history, where the document no longer has it."""

    @property
    def fingerprint(self) -> str:
        """The hash of the history."""
        return self.history or head(self.document)

    @property
    def about(self) -> dict[str, Any]:
        """Which assessment it is: reference, version, revision, judging date and fingerprint."""
        return {
            "reference": self.document.get("reference", ""),
            "version": self.document.get("version", 1),
            "revision": self.document.get("revision", 0),
            "as_of": self.verdict["as_of"],
            "history": self.fingerprint,
        }

    @property
    def left_out(self) -> dict[str, int]:
        """How many proposed risks and measures nobody has taken over; they are not in a report."""
        rows = self.document.get("measures", ())
        return {
            "risks": len(self.document.get("risks", ())) - len(self.risks),
            "measures": sum(bool(row.get("proposed")) for row in rows),
        }

    @property
    def confidential(self) -> int:
        """How many things in it must not be published."""
        return 0 if self.public else count(self.document)

    def secret(self, row: Node) -> bool:
        """Say whether a risk, a measure or an attachment is withheld."""
        return self.public and is_marked(row)

    def hidden(self, path: str) -> bool:
        """Say whether the answer at the path of a question or cell is withheld."""
        marks = (self.mark(path), self.mark(path.partition("/")[0]))
        return self.public and any(map(is_marked, marks))

    def unsaid(self, path: str) -> bool:
        """Say whether what stands at a dotted path in the document is withheld."""
        owner, _dot, field = path.rpartition(".")
        held = field in TEXTS.get(owner, ()) and is_marked(self.part(owner))
        return self.public and (held or path in _NAMES)

    @cached_property
    def risks(self) -> tuple[Node, ...]:
        """The risks whose text is confirmed."""
        return confirmed_text(self.document).risks

    @cached_property
    def measures(self) -> tuple[Node, ...]:
        """The measures whose text is confirmed and that were not rejected."""
        found = confirmed_text(self.document).measures
        return tuple(row for row in found if row.get("status") != "rejected")

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """`id -> R1 or M1`, as the lists number risks and measures."""
        return risk_numbers(self.document) | measure_numbers(self.document)

    def named(self, row: Node) -> str:
        """Return a risk or measure by its number and title."""
        return f"{self.numbers.get(row['id'], '')} {row.get('title', '')}".strip()

    def confirmed(self, text: str) -> bool:
        """Say whether a text of the verdict names no risk or measure that is only proposed."""
        return not any(title and title in text for title in self._proposed)

    @cached_property
    def _proposed(self) -> tuple[str, ...]:
        listed = (row for part in ("risks", "measures") for row in self.document.get(part, ()))
        return tuple(str(row.get("title", "")) for row in listed if is_proposed(row))

    def described(self, measure: Node, place: str) -> str:
        """Return where in the form a measure was described before; empty: describe it here."""
        before = self._places.setdefault(measure["id"], place)
        return "" if before == place else before

    @cached_property
    def _places(self) -> dict[str, str]:
        return {}

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
        if self.hidden(path):
            return (WITHHELD,)
        value = self.evaluation.value(path)
        if shown is None and value is None:
            return self._waiting(question)
        if question.kind == "rows" and value:
            return tuple(Entry(self._row(question, row)) for row in value)
        return self._said(question, value, path)

    def _waiting(self, question: Question) -> Entries:
        """Return that it is not clear whether a question is asked, where an owed answer is open.

        What waits for an answer that was left out, as it may be, is not asked.
        """
        if not question.required:
            return ()
        for leaf in unknowns(self.evaluation.visible(question.path)):
            asked = self.question(leaf.id)
            if asked and asked.required and self.settled:
                return (UNSETTLED,)
            if asked and asked.required:
                said = _("Depends on answers that are still open")
                return (Entry(said, "unknown", place=leaf.id),)
        return ()

    def asked(self, path: str) -> bool:
        """Say whether a question or cell is known, and not hidden by other answers."""
        return self.question(path) is not None and self.evaluation.visible(path).value is not False

    def titled(self, path: str) -> str:
        """Return a question in words, a cell with the table and the row it stands in."""
        owner, *inside = path.split("/")
        question, table = self.question(path), self.question(owner)
        if question is None or table is None or not inside:
            return question.title if question else path
        return f"{table.title} {self._row_named(table, inside[0])}: {question.title}"

    def _row_named(self, table: Question, row_id: str) -> str:
        """Return what a row is called: its own title, or that of the row it follows."""
        for source in filter(None, (table, self.question(table.rows_of or ""))):
            for row in self.evaluation.value(source.path) or ():
                if row["id"] == row_id and row.get(source.row_title):
                    return f"“{row[source.row_title]}”"
        return ""

    def at(self, path: str) -> Entries:
        """Return what was answered at the path of a question or cell, without its evidence."""
        owner, *inside = path.split("/")
        table, column = self.question(owner), self.question(path)
        if len(inside) == 2 and table and column:
            rows = self.evaluation.value(owner) or ()
            row = next((row for row in rows if row["id"] == inside[0]), {"id": inside[0]})
            return self.cell(table, column, row)[:1]
        return self.answer(path)[:1] if not inside else ()

    def cell(self, table: Question, column: Question, row: Node) -> Entries:
        """Return what stands in one cell of a table of the questionnaire."""
        path = f"{table.path}/{row['id']}/{column.id}"
        if self.evaluation.visible(path).value is False:
            return ()
        if self.hidden(path):
            return (WITHHELD,)
        return self._said(column, row.get(column.id), path)

    def _said(self, question: Question, value: Any, path: str) -> Entries:
        if self.settled and (value is None or self.unconfirmed(path)):
            return (UNSETTLED,) if value is not None or question.required else ()
        if value is not None:
            links = self.mark(path).get("evidence", ())
            return (Entry(self._words(question, value)), *map(_evidence, links))
        if self.evaluation.marked_unknown(path):
            said = _("Not known yet")
            return (Entry(said, "unknown", place=path, owed=question.required),)
        said = _("Not answered yet")
        return (Entry(said, "open", place=path),) if question.required else ()

    def _row(self, table: Question, row: Node) -> str:
        """Return a row of answers in one text: what names it, then every answer with its title."""
        said = []
        for column in table.columns:
            path = f"{table.path}/{row['id']}/{column.id}"
            if self.hidden(path):
                said.append(f"{labelled(column.title)} {WITHHELD.text}")
            elif column.id in row and (words := self._words(column, row[column.id])):
                named = column.id != table.row_title
                said.append(f"{labelled(column.title)} {words}" if named else words)
        return "; ".join(said)

    def _words(self, question: Question, value: Any) -> str:
        return display(question, value, self._choices(question))

    def _choices(self, question: Question) -> dict[str, str]:
        return row_choices(dict(self.document), self.evaluation.rulebook, question)

    def unconfirmed(self, path: str) -> bool:
        """Say whether an answer is only assumed, or came from elsewhere and waits for a look."""
        marks = (self.mark(path), self.mark(path.partition("/")[0]))
        return any(mark.get("assumed") or mark.get(CONFIRM) for mark in marks)

    def mark(self, path: str) -> Node:
        """Return what was said about an answer: note, evidence, assumed, unknown, to_confirm."""
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
    return Entry(link, label=_("Evidence"))
