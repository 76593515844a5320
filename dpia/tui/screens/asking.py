"""Asking: what a screen with a sheet of questions does with what a person did there."""

from collections.abc import Callable
from functools import partial
from typing import Any

from dpia.errors import DpiaError, NotSaved
from dpia.questionnaire.answers import parse_text
from dpia.tui.items import mark_at
from dpia.tui.messages import (
    Answered,
    Cleared,
    LeftBack,
    LeftForward,
    MarkedUnknown,
    NoteWanted,
    Refused,
    RowAdded,
    RowMoved,
    RowOpened,
    RowRemoved,
    Typed,
    Wrote,
)
from dpia.tui.screens.base import CaseScreen
from dpia.tui.widgets.sheet import QuestionSheet


class AskingScreen(CaseScreen):
    """Turns what a person did on a question into one change of the assessment."""

    @property
    def sheet(self) -> QuestionSheet:
        """The questions on the screen."""
        return self.query_one(QuestionSheet)

    def go_on(self, path: str, step: int = 1, owed: bool = False) -> None:
        """Go to the question after (or before) the one at `path`; with `owed`, to one asked."""
        beside = self.sheet.beside(path, step, owed)
        if beside:
            self.sheet.open(beside)
        else:
            self.leave_sheet(step)

    def leave_sheet(self, step: int) -> None:
        """Go where one comes to after the last question, or before the first."""

    def settle(self, final: bool = False) -> None:
        """Hand in the open field; with no time to judge, keep its text as it is typed."""
        if not self.query(QuestionSheet):
            return
        card = self.sheet.card(self.sheet.active)
        if card is None or card.item.locked:
            return
        if final:
            text = card.field.keep()
            if text is not None:
                self.desk_app.quietly(self.case, partial(self.case.keep_typing, card.path, text))
        else:
            card.field.hand_in()

    # Answers

    def _answer(self, path: str, change: Callable[[], object], go_on: bool) -> None:
        def then(_verdict: object) -> None:
            if go_on and self.sheet.active == path:
                self.go_on(path, owed=True)

        self.act(change, then, partial(self._refused, path))

    def _refused(self, path: str, problem: DpiaError) -> bool:
        """Say below the question what is wrong; say false when it is not on the sheet any more."""
        card = self.sheet.card(path)
        if card is None or isinstance(problem, NotSaved):
            return False
        card.complain(problem.message)
        return card.is_on_screen

    def on_answered(self, message: Answered) -> None:
        """Accept an answer."""
        change = partial(self.case.answer, message.path, message.value)
        self._answer(message.path, change, message.go_on)

    def on_wrote(self, message: Wrote) -> None:
        """Accept an answer typed as text; check it first, so that a slip is told at once."""
        card = self.sheet.card(message.path)
        if card:
            try:
                parse_text(card.item.question, message.text, card.item.choices)
            except DpiaError as problem:
                card.complain(problem.message)
                keep = partial(self.case.keep_typing, message.path, message.text)
                self.desk_app.quietly(self.case, keep)
                if not card.active:
                    self.tell(problem.message, "warning")
                return
        change = partial(self.case.answer_text, message.path, message.text)
        self._answer(message.path, change, message.go_on)

    def on_typed(self, message: Typed) -> None:
        """Keep what is being typed."""
        keep = partial(self.case.keep_typing, message.path, message.text)
        self.desk_app.quietly(self.case, keep)

    def on_cleared(self, message: Cleared) -> None:
        """Take an answer away."""
        self._answer(message.path, partial(self.case.clear, message.path), message.go_on)

    def on_marked_unknown(self, message: MarkedUnknown) -> None:
        """Mark a question “not known yet”, or take the mark away."""
        change = partial(self.case.mark, message.path, unknown=message.unknown)
        self._answer(message.path, change, False)

    def on_note_wanted(self, message: NoteWanted) -> None:
        """Write a note."""
        from dpia.tui.screens.note import NoteScreen

        card = self.sheet.card(message.path)
        view = self.drawn
        if card is None or view is None:
            return
        before = str(mark_at(view.document, message.path).get("note", ""))

        def keep(text: str | None) -> None:
            if text is not None and text != before:
                self._answer(message.path, partial(self.case.mark, message.path, note=text), False)

        self.app.push_screen(NoteScreen(card.item.question.title, before), keep)

    def on_refused(self, _message: Refused) -> None:
        """Say why nothing can be changed."""
        if self.drawn and self.drawn.locked:
            self.tell(self.drawn.locked, "warning")

    def on_left_forward(self, message: LeftForward) -> None:
        """Go to the next question."""
        self.go_on(message.path)

    def on_left_back(self, message: LeftBack) -> None:
        """Go to the question before."""
        self.go_on(message.path, -1)

    # Rows

    def on_row_added(self, message: RowAdded) -> None:
        """Add a row and ask its questions."""
        change = partial(self.case.add_row, message.path, message.after)
        self.act(change, lambda row: self.open_row(message.path, row))

    def on_row_opened(self, message: RowOpened) -> None:
        """Ask the questions of a row."""
        if type(message) is RowOpened:
            self.open_row(message.path, message.row)

    def on_row_removed(self, message: RowRemoved) -> None:
        """Remove a row; undo brings it back."""
        from dpia.text import _

        change = partial(self.case.remove_row, message.path, message.row)
        self.act(change, lambda _v: self.tell(_("The row is deleted. Ctrl+Z brings it back.")))

    def on_row_moved(self, message: RowMoved) -> None:
        """Move a row."""
        self.act(partial(self.case.move_row, message.path, message.row, message.by))

    def open_row(self, table: str, row: str) -> Any:
        """Open the form of one row."""
        from dpia.tui.screens.row import RowScreen

        self.app.push_screen(RowScreen(self.case, table, row))
