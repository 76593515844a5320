"""What a choice means once it is picked: the criteria it carries, and what it raises."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dpia.questionnaire.condition import Atom, Condition, Over
from dpia.questionnaire.model import Choice, Document, Question


@dataclass(frozen=True)
class Picked:
    """What a choice, called `title`, raises when it was picked, in a table in any of its rows."""

    question: Question
    title: str
    condition: Condition
    raises: Document


def raising(questions: Iterable[Question]) -> Mapping[str, tuple[Picked, ...]]:
    """Return what the choices of questions raise, by its kind (`finding`, `scenario` …)."""
    found: dict[str, list[Picked]] = {}
    for question in questions:
        for kind, picked in _raised(question):
            found.setdefault(kind, []).append(picked)
    return {kind: tuple(picked) for kind, picked in found.items()}


def _raised(question: Question) -> Iterator[tuple[str, Picked]]:
    """Yield what the choices of a question, or of its columns, raise, by its kind."""
    for part in (question, *question.columns):
        for choice in part.choices:
            for raises in choice.raises:
                own: Condition = Atom(part.path if part is question else part.id, (choice.value,))
                when = own if part is question else Over("some", question.path, own)
                for kind in raises:
                    yield kind, Picked(part, choice.title, when, raises)


def carried(question: Question) -> Iterator[tuple[str, Condition]]:
    """Yield the criteria the choices of a question, or of its columns, carry."""
    for name, values in _by_criterion(question.choices).items():
        yield name, Atom(question.path, values=values)
    for column in question.columns:
        for name, values in _by_criterion(column.choices).items():
            yield name, Over("some", question.path, Atom(column.id, values=values))


def _by_criterion(choices: tuple[Choice, ...]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for choice in choices:
        for name in choice.criteria:
            found[name] = (*found.get(name, ()), choice.value)
    return found
