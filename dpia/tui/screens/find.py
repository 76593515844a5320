"""Finding a question by typing part of it."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from dpia.questionnaire.progress import QuestionState
from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.screens.base import Dialog
from dpia.tui.view import CaseView
from dpia.tui.widgets.keyline import KeyLine

MOST = 200


class FindScreen(Dialog[str]):
    """A window in which typing narrows the list of questions; Enter goes to one."""

    CSS_PATH = "asking.tcss"

    BINDINGS = bindings("find")
    PLACES = ("find", "form")

    def __init__(self, view: CaseView) -> None:
        """Look among the questions that are asked in `view`."""
        super().__init__()
        self.known = list(asked(view))

    def compose(self) -> ComposeResult:
        """Compose the field and the list."""
        with Vertical(classes="dialog tall"):
            yield Static(_("Go to a question"), classes="dialog-title", markup=False)
            field = Input(placeholder=_("type part of it"), compact=True)
            field.cursor_blink = False
            yield field
            yield OptionList(compact=True)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show all questions."""
        self.narrow("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the questions that fit what is typed."""
        self.narrow(event.value)

    def narrow(self, typed: str) -> None:
        """List the questions in whose words all of `typed` occurs."""
        words = foreign.folded(typed).split()
        found = [entry for entry in self.known if all(word in entry[2] for word in words)]
        listed = self.query_one(OptionList)
        listed.set_options([Option(shown, id=path) for path, shown, _text in found[:MOST]])
        listed.highlighted = 0 if found else None

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Go to the question under the cursor."""
        self.action_go()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to the question that was chosen."""
        self.dismiss(event.option.id)

    def action_go(self) -> None:
        """Go to the question under the cursor."""
        listed = self.query_one(OptionList)
        if listed.highlighted is not None:
            self.dismiss(listed.get_option_at_index(listed.highlighted).id)

    def action_find_up(self) -> None:
        """Move up in the list."""
        self.query_one(OptionList).action_cursor_up()

    def action_find_down(self) -> None:
        """Move down in the list."""
        self.query_one(OptionList).action_cursor_down()


def asked(view: CaseView) -> Iterator[tuple[str, Content, str]]:
    """Yield `path, words to show, words to search` of each question that is asked."""
    for topic in view.topics:
        for section in topic.sections:
            for state in section.questions:
                if state.state != "hidden":
                    about = f"{topic.topic.title} › {section.section.title}"
                    text = f"{state.question.title} {about} {state.path}"
                    yield state.path, _entry(state, about), foreign.folded(text)


def _entry(state: QuestionState, about: str) -> Content:
    mark = theme.STATE_MARKS.get(state.state, "·")
    return Content.assemble(
        (f"{mark} ", theme.state_style(state.state)),
        foreign.line(state.question.title),
        (f"  {foreign.one_line(about)}", theme.QUIET),
    )
