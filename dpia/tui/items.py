"""A question as it is shown: its words, its state, its answer, taken from a view."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dpia.assessment import pointer
from dpia.assessment.answering import CONFIRM, place, row_choices
from dpia.assessment.confidential import is_marked
from dpia.questionnaire.answers import display, options
from dpia.questionnaire.model import Question
from dpia.questionnaire.progress import QuestionState, SectionState, State
from dpia.text import _, ngettext
from dpia.tui import foreign
from dpia.tui.view import CaseView, Document


@dataclass(frozen=True)
class Line:
    """One row of a table in a few words."""

    id: str
    title: str
    about: str
    state: State
    open: int


@dataclass(frozen=True)
class Item:
    """One question, or one cell of a table."""

    number: int
    question: Question
    path: str
    state: State
    value: Any = None
    options: Mapping[str, str] | None = None
    """`value -> words` of what can be chosen."""
    note: str = ""
    evidence: tuple[str, ...] = ()
    assumed: bool = False
    confidential: bool = False
    to_confirm: bool = False
    """Whether it was carried over from the version before, and nobody has looked at it since."""
    draft: str = ""
    """What was typed and not accepted."""
    locked: str = ""
    lines: tuple[Line, ...] = ()
    """The rows of a table."""

    @property
    def choices(self) -> Mapping[str, str]:
        """What can be chosen; empty when nothing can."""
        return self.options or {}

    @property
    def marks(self) -> tuple[str, ...]:
        """What is marked on the answer, in words."""
        marks = ((_("assumed"), self.assumed), (_("confidential"), self.confidential))
        return tuple(word for word, on in marks if on)

    def words(self) -> str:
        """Return the answer in words."""
        return display(self.question, self.value, self.choices)


def section_items(view: CaseView, section: SectionState) -> list[Item]:
    """Return the questions of a section that are asked, numbered."""
    shown = [state for state in section.questions if state.state != "hidden"]
    return [item(view, state, number) for number, state in enumerate(shown, 1)]


def row_items(view: CaseView, table: str, row: str) -> list[Item]:
    """Return the questions of one row of a table that are asked, numbered."""
    shown = [s for s in row_states(view, table, row) if s.state != "hidden"]
    return [item(view, state, number) for number, state in enumerate(shown, 1)]


def row_states(view: CaseView, table: str, row: str) -> Iterator[QuestionState]:
    """Yield the states of the cells of one row."""
    start = f"{table}/{row}/"
    return (state for state in view.cells.get(table, ()) if state.path.startswith(start))


def item_at(view: CaseView, path: str, number: int = 0) -> Item | None:
    """Return the question or cell at `path`, when it is asked or may be."""
    table, slash, _rest = path.partition("/")
    states = view.cells.get(table, ()) if slash else states_of(view)
    found = next((state for state in states if state.path == path), None)
    return item(view, found, number) if found and found.state != "hidden" else None


def states_of(view: CaseView) -> Iterator[QuestionState]:
    """Yield the state of every question, in order."""
    return (s for topic in view.topics for section in topic.sections for s in section.questions)


def item(view: CaseView, state: QuestionState, number: int = 0) -> Item:
    """Return one question as it is shown."""
    question, document = state.question, view.document
    mark = mark_at(document, state.path)
    return Item(
        number=number,
        question=question,
        path=state.path,
        state=state.state,
        value=value_at(document, state.path),
        options=options(question, row_choices(document, view.rulebook, question)),
        note=str(mark.get("note", "")),
        evidence=tuple(map(str, mark.get("evidence", ()))),
        assumed=mark.get("assumed") is True,
        confidential=is_marked(mark),
        to_confirm=waits(document, state.path),
        draft=str(document.get("drafts", {}).get(state.path, "")),
        locked=view.locked,
        lines=tuple(lines(view, question)) if question.kind == "rows" else (),
    )


def value_at(document: Document, path: str) -> Any:
    """Return the stored answer at `path`, or None."""
    topic, inside = place(path)
    return pointer.get(document["answers"].get(topic, {}), inside)


def mark_at(document: Document, path: str) -> Mapping[str, Any]:
    """Return what is said about the answer at `path`."""
    topic, inside = place(path)
    found: Mapping[str, Any] = document["marks"].get(topic, {}).get(inside, {})
    return found


def waits(document: Document, path: str) -> bool:
    """Say whether the answer at `path`, or one in the table there, is still to be confirmed."""
    topic, inside = place(path)
    return any(
        said.get(CONFIRM) and (at == inside or at.startswith(inside + "/"))
        for at, said in document["marks"].get(topic, {}).items()
    )


def lines(view: CaseView, question: Question) -> Iterator[Line]:
    """Yield the rows of a table, each with its title and the first of its other answers."""
    columns = {column.id: column for column in question.columns}
    titled = question.row_title or (question.columns[0].id if question.columns else "")
    for number, row in enumerate(value_at(view.document, question.path) or (), 1):
        said = {
            name: display(column, row[name], row_choices(view.document, view.rulebook, column))
            for name, column in columns.items()
            if name in row
        }
        title = source_title(view, question, row["id"]) or said.pop(titled, "")
        states = [state.state for state in row_states(view, question.path, row["id"])]
        state = worst(states)
        if state in NO_NEWS and waits(view.document, f"{question.path}/{row['id']}"):
            state = "unknown"  # somebody is to look at it, whatever is answered
        yield Line(
            id=row["id"],
            title=foreign.one_line(title or _("Row {n}").format(n=number), 200),
            about=" · ".join(foreign.one_line(words, 80) for words in said.values() if words),
            state=state,
            open=sum(state in ("open", "unknown") for state in states),
        )


def source_title(view: CaseView, question: Question, row: str) -> str:
    """Return the title that the row has in the table this one follows."""
    if not question.rows_of:
        return ""
    source = view.rulebook.question(question.rows_of)
    rows = value_at(view.document, source.path) or ()
    return next((str(r.get(source.row_title, "")) for r in rows if r["id"] == row), "")


def worst(states: Sequence[State]) -> State:
    """Return the state that speaks for several: open before unknown before answered."""
    order: tuple[State, ...] = ("open", "unknown", "answered")
    return next((state for state in order if state in states), "optional")


NO_NEWS: tuple[State, ...] = ("answered", "optional")
"""States of a section that give way to what is still to be confirmed in it."""


def only_perhaps(section: SectionState) -> bool:
    """Say whether it is not sure yet that anything of a section is asked."""
    return all(state.state in ("maybe", "hidden") for state in section.questions)


def section_words(section: SectionState) -> tuple[State, str]:
    """Return where a section stands: its state and the words for it."""
    states: list[State] = [s.state for s in section.questions if s.state != "hidden"]
    counted: tuple[tuple[State, str], ...] = (
        ("open", _("{n} open")),
        ("unknown", _("{n} not known")),
        ("maybe", _("{n} perhaps")),
    )
    for state, words in counted:
        if count := states.count(state):
            return state, words.format(n=count)
    return worst(states), _("done") if "answered" in states else _("optional")


def confirm_words(view: CaseView, section: SectionState) -> str:
    """Say how many answers of a section were carried over and are to be confirmed, if any."""
    shown = (state for state in section.questions if state.state != "hidden")
    count = sum(waits(view.document, state.path) for state in shown)
    return ngettext("{n} to confirm", "{n} to confirm", count).format(n=count) if count else ""
