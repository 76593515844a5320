"""Where an interview goes: the questions in the order of the pathway, tables row by row."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dpia.questionnaire.evaluation import Evaluation
from dpia.questionnaire.model import Question, Section, Topic
from dpia.questionnaire.progress import QuestionState, SectionState, State, cells, outline

if TYPE_CHECKING:
    from dpia.desk.case import Case

OPEN: tuple[State, ...] = ("open",)
ANY: tuple[State, ...] = ("open", "answered", "unknown", "optional")


@dataclass(frozen=True)
class Stop:
    """One thing to ask: a question, a cell of a table, or (`more`) whether there is another row.

    `table` is the table a cell or another row belongs to, `row` the id of the cell's row.
    """

    topic: Topic
    section: Section
    state: QuestionState
    table: QuestionState | None = None
    row: str = ""
    more: bool = False

    @property
    def question(self) -> Question:
        """The question that is asked."""
        return self.state.question

    @property
    def path(self) -> str:
        """Where the answer goes."""
        return self.state.path

    @property
    def key(self) -> str:
        """What tells this stop from all others."""
        return f"{self.path}+" if self.more else self.path

    @property
    def owner(self) -> QuestionState | None:
        """The table this stop is about or belongs to, if it does."""
        return self.state if self.question.kind == "rows" else self.table


def stops(evaluation: Evaluation) -> list[Stop]:
    """Return everything that is asked or may be, in order."""
    return [
        stop
        for topic in outline(evaluation)
        if topic.shown is not False
        for section in topic.sections
        for state in section.questions
        if state.state != "hidden"
        for stop in _of_question(evaluation, topic.topic, section.section, state)
    ]


def _of_question(
    evaluation: Evaluation, topic: Topic, section: Section, state: QuestionState
) -> Iterator[Stop]:
    yield Stop(topic, section, state)
    if state.question.kind != "rows":
        return
    for cell in cells(evaluation, state.question):
        if cell.state != "hidden":
            row = cell.path.split("/")[1]
            yield Stop(topic, section, cell, state, row)
    if evaluation.value(state.path) and not state.question.rows_of:
        yield Stop(topic, section, state, state, more=True)


class Route:
    """Knows what is still to be asked. Nothing is asked twice unless somebody goes back to it."""

    def __init__(self, case: "Case", states: tuple[State, ...] = OPEN) -> None:
        """Ask the questions of `case` that are in one of `states`."""
        self.case = case
        self.states = states
        self.passed: set[str] = set()
        """What was asked and left."""
        self.entered: set[str] = set()
        """The tables somebody worked in: they may get another row."""
        self.again: set[str] = set()
        """What is asked again, whatever its state: the beginnings of paths."""

    def stops(self) -> list[Stop]:
        """Return everything that is asked or may be, in order."""
        return stops(self.case.evaluation)

    def sections(self) -> list[tuple[Topic, SectionState]]:
        """Return the sections in which something is asked or may be, in order."""
        return [
            (topic.topic, section)
            for topic in outline(self.case.evaluation)
            if topic.shown is not False
            for section in topic.sections
            if section.shown
        ]

    def find(self, key: str) -> Stop | None:
        """Return the stop of that key, if it is still there."""
        return next((stop for stop in self.stops() if stop.key == key), None)

    def next(self, after: str = "") -> Stop | None:
        """Return the next stop to ask after the key `after`, going round once."""
        found = self.stops()
        waiting = set(self.case.to_confirm())
        start = _place(after, [stop.key for stop in found])
        return next((s for s in found[start:] + found[:start] if self._wanted(s, waiting)), None)

    def enter(self, table: str, row: str = "") -> None:
        """Go into a table; with a row all its columns are asked again."""
        self.entered.add(table)
        self.passed.discard(f"{table}+")
        if row:
            start = f"{table}/{row}/"
            self.again.add(start)
            self.passed = {key for key in self.passed if not key.startswith(start)}

    def leave(self, stop: Stop) -> None:
        """Note that a stop was asked."""
        self.passed.add(stop.key)
        if stop.owner and not stop.more:
            self.entered.add(stop.owner.path)

    def search(self, words: str) -> list[Stop]:
        """Return the questions that fit: a path, a topic, a section, or words that occur.

        Words are looked for in titles first, then in the help, the choices and what they mean.
        """
        found = self.stops()
        exact = [stop for stop in found if stop.path == words and not stop.more]
        if exact:
            return exact[:1]
        asked = words.casefold().split()
        whole = " ".join(asked)
        questions = [stop for stop in found if not stop.table]
        for stop in questions:
            if whole in _names(stop):
                return [stop]
        fitting = [s for s in questions if asked and all(word in _text(s) for word in asked)]
        return fitting or [s for s in questions if asked and all(w in _said(s) for w in asked)]

    def _wanted(self, stop: Stop, waiting: set[str]) -> bool:
        if stop.key in self.passed:
            return False
        if stop.more:
            return stop.path in self.entered or "answered" in self.states
        if any(stop.key.startswith(start) for start in self.again):
            return True
        if stop.question.kind == "rows":
            filled = bool(self.case.evaluation.value(stop.path))
            if stop.path in waiting:
                return True
            return not filled and not stop.question.rows_of and stop.state.state in self.states
        return stop.state.state in self.states or (stop.path in waiting and not stop.table)


def _place(after: str, keys: list[str]) -> int:
    """Return where to look on: behind the key, or at the table whose row is gone."""
    if after in keys:
        return keys.index(after) + 1
    table = after.partition("/")[0].rstrip("+")
    return keys.index(table) if table in keys else 0


def _names(stop: Stop) -> set[str]:
    """Return what the first question of a topic or a section may be called for short."""
    titles = (stop.topic.id, stop.topic.title, stop.section.id, stop.section.title)
    return {title.casefold() for title in titles}


def _text(stop: Stop) -> str:
    titles = (stop.topic.title, stop.section.title, stop.question.title, stop.path)
    return " ".join(titles).casefold()


def _said(stop: Stop) -> str:
    """Return all that is said about a question, and about the columns if it is a table."""
    asked = (stop.question, *stop.question.columns)
    helps = [question.help for question in asked]
    choices = [words for q in asked for c in q.choices for words in (c.title, c.help)]
    titles = [question.title for question in asked]
    return " ".join([_text(stop), *titles, *helps, *choices, stop.question.none_title]).casefold()
