"""Finding a question by typing part of it."""

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from textual.content import Content

from dpia.questionnaire.progress import QuestionState
from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.items import item
from dpia.tui.screens.searching import Found, SearchDialog
from dpia.tui.view import CaseView
from dpia.tui.widgets.lines import hanging


class FindScreen(SearchDialog[str]):
    """A window in which typing narrows the list of questions; Enter goes to one."""

    PLACES: ClassVar[tuple[str, ...]] = ("find", "form")
    BINDINGS = bindings("find", "form")

    def __init__(self, view: CaseView) -> None:
        """Look among the questions that are asked in `view`."""
        super().__init__(
            _("Go to a question"),
            _("part of it, of its help, its choices or its answer"),
            asked(view),
        )

    def take(self, name: str) -> None:
        """Go to the question."""
        self.dismiss(name)


def asked(view: CaseView) -> Iterator[Found]:
    """Yield each question that is asked."""
    for topic in view.topics:
        for section in topic.sections:
            for state in section.questions:
                if state.state != "hidden":
                    about = f"{topic.topic.title} › {section.section.title}"
                    title = state.question.title
                    draw = partial(entry_lines, state, about)
                    yield Found.of(state.path, draw, title, f"{about} {_said(view, state)}")


def _said(view: CaseView, state: QuestionState) -> str:
    """Return what else can be searched of a question: help, choices, answer, note."""
    question, shown = state.question, item(view, state)
    choices = (f"{choice.title} {choice.help}" for choice in question.choices)
    rows = (f"{line.title} {line.about}" for line in shown.lines)
    return " ".join([state.path, question.help, *choices, shown.words(), *rows, shown.note])


def entry_lines(state: QuestionState, about: str, width: int) -> list[Content]:
    """Draw a question: where it stands, its title, and the section it is in."""
    mark = theme.STATE_MARKS.get(state.state, "·")
    head = Content.styled(f"{mark} ", theme.state_style(state.state))
    said = Content.assemble(
        foreign.line(state.question.title), (f"  {foreign.one_line(about)}", theme.QUIET)
    )
    return hanging(head, said, width)
