"""Where the assessor stands: which questions are shown, owed, answered, and which comes next."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from dpia.questionnaire.evaluation import Evaluation
from dpia.questionnaire.model import Question, Section, Topic
from dpia.questionnaire.trace import Truth
from dpia.questionnaire.values import Row

State = Literal["answered", "unknown", "open", "optional", "maybe", "hidden"]
"""answered; marked not known yet; owed; may be left out; perhaps asked later; not asked."""


@dataclass(frozen=True)
class QuestionState:
    """One question (or cell) and where it stands; `owed` when it is asked and must be answered."""

    question: Question
    path: str
    state: State
    owed: bool = False


@dataclass(frozen=True)
class SectionState:
    """One section with the states of its questions."""

    section: Section
    questions: tuple[QuestionState, ...]

    @property
    def shown(self) -> bool:
        """Say whether at least one question of the section is asked or may be."""
        return any(state.state != "hidden" for state in self.questions)


@dataclass(frozen=True)
class TopicState:
    """One topic with the states of its sections; `shown` is unknown while the pathway waits."""

    topic: Topic
    shown: Truth
    sections: tuple[SectionState, ...]


def outline(evaluation: Evaluation) -> list[TopicState]:
    """Return every topic of the pathway with the state of every question, in order."""
    return [
        TopicState(
            topic,
            evaluation.topic_visible(topic.id).value,
            tuple(_section(evaluation, topic, section) for section in topic.sections),
        )
        for topic in evaluation.rulebook.asked
    ]


def _section(evaluation: Evaluation, topic: Topic, section: Section) -> SectionState:
    def states() -> SectionState:
        questions = (topic.questions[name] for name in section.questions)
        return SectionState(section, tuple(standing(evaluation, one) for one in questions))

    return evaluation.once(("section", topic.id, section.id), states)


def standing(evaluation: Evaluation, question: Question) -> QuestionState:
    """Return where one question stands; a table is open while one of its cells is."""
    shown = evaluation.asked(question.path)
    own = _state(evaluation, question, question.path, shown, evaluation.value(question.path))
    if question.kind == "rows" and own == "answered":
        inner = {cell.state for cell in cells(evaluation, question)}
        own = "open" if "open" in inner else "answered"
    return QuestionState(question, question.path, own, question.required and shown is True)


def state(evaluation: Evaluation, question: Question) -> State:
    """Return the state of one question."""
    return standing(evaluation, question).state


def _state(
    evaluation: Evaluation, question: Question, path: str, shown: Truth, value: Any
) -> State:
    if shown is False:
        return "hidden"
    if value is not None:
        return "answered"
    if evaluation.marked_unknown(path):
        return "unknown"
    if shown is None:
        return "maybe"
    return "open" if question.required else "optional"


def cells(evaluation: Evaluation, question: Question) -> tuple[QuestionState, ...]:
    """Return the state of every cell of a table, row by row."""
    return evaluation.once(("cells", question.path), lambda: tuple(_cells(evaluation, question)))


def _cells(evaluation: Evaluation, question: Question) -> Iterator[QuestionState]:
    said = evaluation.value(question.path)
    for values in said if isinstance(said, list) else ():
        if not isinstance(values, dict) or "id" not in values:
            continue  # a hand wrote what is no row
        row = Row(values, question)
        for column in question.columns:
            path = f"{question.path}/{values['id']}/{column.id}"
            shown = evaluation.asked(column.path, row)
            found = _state(evaluation, column, path, shown, values.get(column.id))
            yield QuestionState(column, path, found, column.required and shown is True)


def each(evaluation: Evaluation) -> Iterator[QuestionState]:
    """Yield every question of the pathway with its state, in the order in which it is asked."""
    for topic in outline(evaluation):
        for section in topic.sections:
            yield from section.questions


def next_path(
    evaluation: Evaluation, after: str = "", states: tuple[State, ...] = ("open",)
) -> str | None:
    """Return the next question in one of `states` after the path `after`, going round once."""
    found = list(each(evaluation))
    start = next((i + 1 for i, state_ in enumerate(found) if state_.path == after), 0)
    for state_ in found[start:] + found[:start]:
        if state_.state in states:
            return state_.path
    return None


def completeness(evaluation: Evaluation) -> dict[str, Any]:
    """Return `{"answered", "required", "missing"}` over everything that is owed now.

    What is marked not known yet is owed and missing.
    """
    owed: list[str] = []
    missing: list[str] = []
    for topic in evaluation.rulebook.asked:
        for section in topic.sections:
            owed_here, missing_here = _owed(evaluation, topic, section)
            owed += owed_here
            missing += missing_here
    return {"answered": len(owed) - len(missing), "required": len(owed), "missing": missing}


def _owed(evaluation: Evaluation, topic: Topic, section: Section) -> tuple[list[str], list[str]]:
    """Return the paths that are owed in a section, and those of them without a value."""

    def find() -> tuple[list[str], list[str]]:
        owed: list[str] = []
        for found in _section(evaluation, topic, section).questions:
            if found.question.kind == "rows":
                owed += [cell.path for cell in cells(evaluation, found.question) if cell.owed]
            owed += [found.path] if found.owed else []
        return owed, [path for path in owed if evaluation.value(path) is None]

    return evaluation.once(("owed", topic.id, section.id), find)
