"""Asking: what a screen with a sheet of questions does with what a person did there."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from dpia.assessment.answering import row_choices
from dpia.desk.case import Case
from dpia.errors import Conflict, DpiaError
from dpia.questionnaire.answers import parse_text
from dpia.text import _
from dpia.tui.items import Item, value_at
from dpia.tui.messages import (
    Answered,
    Cleared,
    Confirmed,
    LeftBack,
    LeftForward,
    MarkedAs,
    MarkedUnknown,
    NoteWanted,
    PastWanted,
    Refused,
    RowAdded,
    RowCopied,
    RowMoved,
    RowOpened,
    RowRemoved,
    TryWanted,
    Typed,
    Wrote,
)
from dpia.tui.screens.going import GoingScreen
from dpia.tui.widgets.sheet import QuestionSheet

if TYPE_CHECKING:
    from dpia.tui.screens.note import NoteScreen


class AskingScreen(GoingScreen):
    """Turns what a person did on a question into one change of the assessment."""

    def __init__(self, case: Case) -> None:
        """Ask about `case`."""
        super().__init__(case)
        self.rescued: dict[str, str] = {}
        """Texts by path that were refused and not kept elsewhere."""
        self.noting: tuple[str, NoteScreen] | None = None
        """The question about which something is being written, and the window for it."""

    def settle(self, final: bool = False) -> None:
        """Hand in the open field; with no time to judge, keep its text as it is typed."""
        self.keep_note()
        self.hand_in(final)

    def hand_in(self, final: bool = False) -> None:
        """Hand in what is typed in the open field; `final` only keeps it."""
        if not self.is_mounted or not self.query(QuestionSheet):
            return
        card = self.sheet.card(self.sheet.active)
        text = None if card is None or card.item.locked else card.field.take()
        if card is None or text is None:
            return
        if final:
            self.keep_typing(card.path, text)
        else:
            self.write(card.path, text)

    def with_rescued(self, items: list[Item]) -> list[Item]:
        """Return `items` with what was typed there and could not be saved in any way."""
        return [
            replace(item, draft=self.rescued[item.path]) if item.path in self.rescued else item
            for item in items
        ]

    # Answers

    def _answer(
        self, path: str, change: Callable[[], object], go_on: bool = False, text: str = ""
    ) -> None:
        taken: list[str] = []

        def then(_verdict: object) -> None:
            self.rescued.pop(path, None)
            taken.append(path)

        def set_out() -> None:
            if self.sheet.active in taken:
                self.go_on(path, owed=True)

        self.act(change, then, partial(self._refused, path, text))
        if go_on:
            self.when_settled(set_out)

    def _refused(self, path: str, text: str, problem: DpiaError) -> bool:
        """Keep the text, and say below the question what is wrong; say whether that was seen."""
        if self.case.unsaved:  # accepted and kept in memory; the title line says it
            self.rescued.pop(path, None)
            return False
        if text:
            self.rescued[path] = text
        card = self.sheet.card(path) if self.is_attached else None
        if card is None:
            return False
        card.complain(problem.message)
        return card.active and not isinstance(problem, Conflict)

    def write(self, path: str, text: str, go_on: bool = False) -> None:
        """Accept `text` as the answer; check it first, so that a slip is told at once.

        What was refused once is not given again by merely leaving it.
        """
        if not go_on and self.rescued.get(path) == text:
            if card := self.sheet.card(path):
                card.field.refuse()
            return
        if not text.strip():
            self._answer(path, partial(self._empty, path), go_on)
            return
        question = self.case.rulebook.question(path)
        try:
            choices = row_choices(self.case.document, self.case.rulebook, question)
            parse_text(question, text, choices)
        except DpiaError as problem:
            self.keep_typing(path, text)
            card = self.sheet.card(path)
            if card:
                card.complain(problem.message)
            if card is None or not card.active:
                self.tell(problem.message, "warning")
            return
        self._answer(path, partial(self.case.answer_text, path, text), go_on, text)

    def _empty(self, path: str) -> None:
        """Take the answer away with what was typed; nothing happens where neither is."""
        if value_at(self.case.document, path) is not None:
            self.case.clear(path)
        if path in self.case.document["drafts"]:
            self.case.keep_typing(path, "")

    def keep_typing(self, path: str, text: str) -> None:
        """Keep what is typed without making it an answer."""
        self.desk_app.quietly(self.case, partial(self.case.keep_typing, path, text))

    def on_answered(self, message: Answered) -> None:
        """Accept an answer."""
        message.taken = True
        change = partial(self.case.answer, message.path, message.value)
        self._answer(message.path, change, message.go_on)

    def on_wrote(self, message: Wrote) -> None:
        """Accept an answer typed as text."""
        self.write(message.path, message.text, message.go_on)

    def on_typed(self, message: Typed) -> None:
        """Keep what is being typed."""
        self.keep_typing(message.path, message.text)

    def on_cleared(self, message: Cleared) -> None:
        """Take an answer away."""
        message.taken = True
        self._answer(message.path, partial(self.case.clear, message.path), message.go_on)

    def on_marked_unknown(self, message: MarkedUnknown) -> None:
        """Mark a question “not known yet”, or take the mark away."""
        change = partial(self.case.mark, message.path, unknown=message.unknown)
        card = self.sheet.card(message.path)
        if message.unknown and card and card.item.lines:
            told = _("The whole table is “not known yet” now, in the place of its rows.")
            self._on_table(change, lambda _v: self.tell(f"{told} {self.back_again()}"))
        else:
            self._answer(message.path, change)

    def on_marked_as(self, message: MarkedAs) -> None:
        """Mark an answer “assumed” or “confidential”, or take the mark away."""
        if message.mark == "confidential":
            change = partial(self.case.mark_confidential, message.path, message.on)
        else:
            change = partial(self.case.mark, message.path, assumed=message.on)
        self._answer(message.path, change)

    def on_confirmed(self, message: Confirmed) -> None:
        """Take an answer that was carried over as it is, and go on."""
        self._answer(message.path, partial(self.case.confirm, message.path), go_on=True)

    def on_try_wanted(self, message: TryWanted) -> None:
        """Try another answer, of which nothing is saved."""
        from dpia.tui.screens.trial_answers import QuestionTrial

        self.hand_in()
        path = message.path
        self.when_settled(lambda: self.app.push_screen(QuestionTrial(self.case, path)))

    def on_past_wanted(self, message: PastWanted) -> None:
        """Show what was said on the question before, along with what is just typed."""
        from dpia.tui.screens.past import PastScreen

        self.hand_in()
        path = message.path
        self.when_settled(lambda: self.app.push_screen(PastScreen(self.case, path)))

    def on_note_wanted(self, message: NoteWanted) -> None:
        """Write what is said about an answer."""
        from dpia.tui.screens.note import NoteScreen, Said

        card = self.sheet.card(message.path)
        if card is None or self.drawn is None:
            return
        item = card.item
        said = Said(item.note, item.evidence, item.assumed)
        self.noting = (item.path, NoteScreen(item.question.title, said, message.part))
        self.app.push_screen(self.noting[1], lambda _said: self.keep_note())

    def keep_note(self) -> None:
        """Keep what stands in the window for notes, if one is open or was closed just now."""
        from dpia.tui.screens.note import changes

        if self.noting is None:
            return
        (path, window), self.noting = self.noting, None
        if said := dict(changes(window.before, window.said)):
            self._answer(path, partial(self.case.mark, path, **said))

    def on_refused(self, _message: Refused) -> None:
        """Say why nothing can be changed."""
        if self.drawn and self.drawn.locked:
            self.tell(self.drawn.locked, "warning")

    def on_left_forward(self, message: LeftForward) -> None:
        """Go to the next question."""
        self.leave(message.path, 1, message.owed)

    def on_left_back(self, message: LeftBack) -> None:
        """Go to the question before."""
        self.leave(message.path, -1)

    # Rows

    def _on_table(self, change: Callable[[], Any], then: Callable[[Any], object]) -> None:
        """Make one change of a table; keys wait until its rows are drawn."""
        self.act(change, then)
        self.when_settled(lambda: None)

    def on_row_added(self, message: RowAdded) -> None:
        """Add a row and ask its questions."""
        change = partial(self.case.add_row, message.path, message.after)
        self._on_table(change, lambda row: self.open_row(message.path, row))

    def on_row_opened(self, message: RowOpened) -> None:
        """Ask the questions of a row."""
        if type(message) is RowOpened:
            self.open_row(message.path, message.row)

    def on_row_copied(self, message: RowCopied) -> None:
        """Copy a row; the cursor goes to the copy."""
        change = partial(self.case.copy_row, message.path, message.row)
        told = _("The row is copied below it. {key} changes the copy.")
        told = f"{told.format(key=self.key('rows.edit-row'))} {self.back_again()}"
        self._on_table(change, lambda _row: self.tell(told))

    def on_row_removed(self, message: RowRemoved) -> None:
        """Remove a row; undo brings it back."""
        change = partial(self.case.remove_row, message.path, message.row)
        told = f"{_('The row is deleted.')} {self.back_again()}"
        self._on_table(change, lambda _v: self.tell(told))

    def on_row_moved(self, message: RowMoved) -> None:
        """Move a row."""
        change = partial(self.case.move_row, message.path, message.row, message.by)
        self._on_table(change, lambda _v: None)

    def open_row(self, table: str, row: str, at: str = "") -> None:
        """Open the form of one row, at the cell `at` or the first that is open."""
        from dpia.tui.screens.row import RowScreen

        self.app.push_screen(RowScreen(self.case, table, row, at))
