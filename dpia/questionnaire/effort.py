"""How many questions an assessment asks: of a given case, and of the deepest that can be found."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from dpia.questionnaire.condition import Atom, Condition, walk
from dpia.questionnaire.evaluation import Evaluation
from dpia.questionnaire.lint.sample import sample
from dpia.questionnaire.model import Document, Question
from dpia.questionnaire.progress import cells, each
from dpia.questionnaire.rulebook import Rulebook

Answers = dict[str, dict[str, Any]]
_PASSES = 3
_ROWS = 12


@dataclass(frozen=True)
class Effort:
    """A case of a pathway, how many questions it owes under `authority`, and how many it may."""

    pathway: str
    id: str
    title: str
    authority: str
    questions: int
    at_most: int

    @property
    def too_much(self) -> bool:
        """Say whether more is asked than may be."""
        return self.questions > self.at_most


def efforts(files: Mapping[str, Document], as_of: date) -> list[Effort]:
    """Return how the limits of the pathways in a library are kept.

    A case is tried under every authority, and told for the one that asks most. Raises DpiaError
    when a file cannot be read.
    """
    return [
        _effort(files, document, limit, as_of)
        for key, document in files.items()
        if key.startswith("pathways/")
        for limit in document.get("limits", ())
    ]


def _effort(
    files: Mapping[str, Document], pathway: Document, limit: Document, as_of: date
) -> Effort:
    names = sorted(key.partition("/")[2] for key in files if key.startswith("authorities/"))

    def book(lead: str, *also: str) -> Rulebook:
        return Rulebook(files, lead, also, pathway["id"])

    answers = limit.get("answers") or deepest(book(*names), as_of)
    counts = {name: owed(book(name), answers, as_of) for name in names}
    most = max(counts, key=lambda name: counts[name])
    return Effort(pathway["id"], limit["id"], limit["title"], most, counts[most], limit["at_most"])


def owed(rulebook: Rulebook, answers: Mapping[str, Mapping[str, Any]], as_of: date) -> int:
    """Count the questions that `answers` makes owed; a column of a table counts once."""
    seen = Evaluation(rulebook, answers, as_of=as_of)
    found: set[str] = set()
    for state in each(seen):
        if state.question.kind == "rows":
            found |= {cell.question.path for cell in cells(seen, state.question) if cell.owed}
        elif state.owed:
            found.add(state.path)
    return len(found)


def deepest(rulebook: Rulebook, as_of: date) -> Answers:
    """Return the answers that were found to make the most questions owed.

    A climb, not a proof: all choices are ticked, and then every answer that conditions look at is
    changed as long as one more question opens.
    """
    answers: Answers = {}
    for question in rulebook.questions():
        answers.setdefault(question.topic, {})[question.id] = _widest(question)
    best = owed(rulebook, answers, as_of)
    tried = _tried(rulebook)
    for _pass in range(_PASSES):
        before = best
        for question in rulebook.questions():
            values = _others(question, tried.get(question.path, ()))
            best = _climb(question, values, answers, best, lambda: owed(rulebook, answers, as_of))
        if best == before:
            break
    return answers


def _climb(
    question: Question, values: Iterable[Any], answers: Answers, best: int, count: Callable[[], int]
) -> int:
    """Keep the answer to one question that opens the most, and return how many are then owed."""
    topic = answers[question.topic]
    kept = topic[question.id]
    for value in values:
        topic[question.id] = value
        found = count()
        # A tie is taken, too: behind it more may open.
        if found >= best:
            best, kept = found, value
    topic[question.id] = kept
    return best


def _widest(question: Question) -> Any:
    match question.kind:
        case "choice":
            return question.choices[0].value if question.choices else "r1"
        case "choices":
            return [choice.value for choice in question.choices] or ["r1"]
        case "integer" | "number":
            return question.schema.get("maximum", 1_000_000)
        case "date":
            return "2026-01-01"
        case "rows":
            return list(_rows(question))
        case _:
            return "x"


def _rows(question: Question) -> Iterator[dict[str, Any]]:
    """Yield rows in which every choice of every column stands at least once, if there are few."""
    most = max((len(column.choices) for column in question.columns), default=1)
    for i in range(min(max(most, 1), _ROWS)):
        row: dict[str, Any] = {"id": f"r{i + 1}"}
        for column in question.columns:
            value = _widest(column)
            if column.kind == "choice" and column.choices:
                value = column.choices[i % len(column.choices)].value
            row[column.id] = value
        yield row


def _others(question: Question, atoms: Sequence[Atom]) -> Iterator[Any]:
    """Yield the answers that may open more than the widest one does."""
    match question.kind:
        case "choice":
            yield from (choice.value for choice in question.choices if atoms)
        case "choices":
            yield from ([],) if any(atom.none for atom in atoms) else ()
        case "integer" | "number":
            yield from sample(question, [atom.schema for atom in atoms if atom.schema])


def _tried(rulebook: Rulebook) -> dict[str, list[Atom]]:
    """Return what conditions look for, by question."""
    conditions: list[Condition] = [step.when for step in rulebook.steps if step.when is not None]
    for topic in rulebook.topics.values():
        conditions += [fact.when for fact in topic.facts.values()]
        for question in topic.questions.values():
            shown = (part.show_if for part in (question, *question.columns))
            conditions += [condition for condition in shown if condition is not None]
    found: dict[str, list[Atom]] = {}
    for part in chain.from_iterable(walk(condition) for condition in conditions):
        if isinstance(part, Atom):
            found.setdefault(part.path, []).append(part)
    return found
