"""How many questions an assessment asks: of a given case, and of the deepest that can be found."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from typing import Any

from dpia.questionnaire.condition import Atom, Condition, walk
from dpia.questionnaire.evaluation import Evaluation
from dpia.questionnaire.lint import kind_of
from dpia.questionnaire.lint.graph import Graph
from dpia.questionnaire.lint.sample import sample
from dpia.questionnaire.lint.stock import Stock
from dpia.questionnaire.lint.trying import dated
from dpia.questionnaire.model import Document, Question
from dpia.questionnaire.once import Once
from dpia.questionnaire.progress import cells
from dpia.questionnaire.reach import Reach, for_lists
from dpia.questionnaire.rulebook import Rulebook

Answers = dict[str, dict[str, Any]]
Follows = Mapping[str, Collection[str]]
LEAD, CONCERNED = "case.authority", "case.authorities"
_PASSES = 3
_ROWS = 12


class _Seen(Evaluation):
    """An evaluation that nobody asks for reasons."""

    hasty = True


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
    names = sorted(key.partition("/")[2] for key in files if key.startswith("authorities/"))
    follows, once = following(files), Once()
    found: list[Effort] = []
    for key, document in files.items():
        if key.startswith("pathways/") and document.get("limits"):
            book = Rulebook(files, names[0], tuple(names[1:]), document["id"], once=once)
            found += _efforts(book, document["limits"], as_of, follows)
    return found


def _efforts(
    book: Rulebook, limits: Iterable[Document], as_of: date, follows: Follows
) -> Iterator[Effort]:
    reach, marked = Reach(book), {question.path for question in for_lists(book)}
    idle = {name: marked - reach.of([name]) for name in book.named}
    for limit in limits:
        answers = limit.get("answers") or deepest(book, as_of, follows)
        counts = _by_authority(book, answers, as_of, follows, idle)
        most = max(counts, key=lambda name: counts[name])
        yield Effort(
            book.pathway, limit["id"], limit["title"], most, counts[most], limit["at_most"]
        )


def _by_authority(
    book: Rulebook,
    answers: Mapping[str, Mapping[str, Any]],
    as_of: date,
    follows: Follows,
    idle: Mapping[str, Collection[str]],
) -> dict[str, int]:
    """Count what is owed under each authority, where what is `idle` is not asked.

    What is idle has no bearing on anything else. What does not follow from who the authority is,
    is looked at once.
    """
    questions = list(book.questions())
    national = {*follows.get(LEAD, ()), *follows.get(CONCERNED, ())}
    seen = _Seen(book, answers, as_of=as_of)
    common = _owing(seen, (q for q in questions if q.path not in national))
    own = [question for question in questions if question.path in national]
    found = {}
    for name in book.named:
        case = {"authority": name, "authorities": [name]}
        seen = _Seen(book.led_by(name), answers, case=case, as_of=as_of)
        there = _owing(seen, (q for q in own if q.path not in idle[name]))
        found[name] = sum(n for path, n in common.items() if path not in idle[name])
        found[name] += sum(there.values())
    return found


def owed(rulebook: Rulebook, answers: Mapping[str, Mapping[str, Any]], as_of: date) -> int:
    """Count the questions that `answers` makes owed; a column of a table counts once."""
    seen = _Seen(rulebook, answers, as_of=as_of)
    return sum(_owing(seen, rulebook.questions()).values())


def _owing(seen: Evaluation, questions: Iterable[Question]) -> dict[str, int]:
    """Return by path how much each question owes: a table its owed columns, any other one."""
    return {
        question.path: len({cell.question.path for cell in cells(seen, question) if cell.owed})
        if question.kind == "rows"
        else int(question.required and seen.visible(question.path).value is True)
        for question in questions
    }


def following(files: Mapping[str, Document]) -> Follows:
    """Return, by the path of an answer, the questions that may be asked or not because of it."""
    graph = Graph(Stock(files, {key: kind_of(key) for key in files}, list(files)))
    found: dict[str, set[str]] = {}
    for path, question in graph.stock.questions.items():
        columns = [("question", column.path) for column in question.columns]
        behind = graph.closure(("question", path), *columns)
        names = {node[1] for node in behind if node[0] == "question"} - {path}
        conditions = (entry.condition for entry, _group in graph.conditions(behind))
        if any(dated(part) for one in conditions if one is not None for part in walk(one)):
            names.add(LEAD)
        for name in names:
            found.setdefault(name, set()).add(path)
    return found


def deepest(rulebook: Rulebook, as_of: date, follows: Follows | None = None) -> Answers:
    """Return the answers that were found to make the most questions owed.

    A climb, not a proof: all choices are ticked, and then every answer that conditions look at is
    changed as long as one more question opens. `follows` is what `following` says of the files.
    """
    follows = following(rulebook.files) if follows is None else follows
    answers: Answers = {}
    questions = {question.path: question for question in rulebook.questions()}
    for question in questions.values():
        answers.setdefault(question.topic, {})[question.id] = _widest(question)

    def count(paths: Iterable[str]) -> dict[str, int]:
        seen = _Seen(rulebook, answers, as_of=as_of)
        return _owing(seen, (questions[path] for path in paths if path in questions))

    best, tried = count(questions), _tried(rulebook)
    for _pass in range(_PASSES):
        before = sum(best.values())
        for path, question in questions.items():
            values = _others(question, tried.get(path, ()))
            opened = partial(count, follows.get(path, ()))
            _climb(question, values, answers, best, opened)
        if sum(best.values()) == before:
            break
    return answers


def _climb(
    question: Question,
    values: Iterable[Any],
    answers: Answers,
    best: dict[str, int],
    count: Callable[[], dict[str, int]],
) -> None:
    """Keep the answer to one question that opens the most, and note in `best` what is then owed."""
    topic = answers[question.topic]
    kept = topic[question.id]
    for value in values:
        if value == kept:
            continue
        topic[question.id] = value
        found = count()
        # A tie is taken, too: behind it more may open.
        if sum(found.values()) >= sum(best[path] for path in found):
            best.update(found)
            kept = value
    topic[question.id] = kept


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
