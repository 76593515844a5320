"""One question on the sheet: its words, what is wrong with the answer, its field, its note."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.items import Item
from dpia.tui.messages import (
    Cleared,
    Confirmed,
    LeftBack,
    LeftForward,
    MarkedAs,
    MarkedUnknown,
    NoteWanted,
    Pressed,
    Refused,
    TryWanted,
)
from dpia.tui.widgets.fields.base import Field
from dpia.tui.widgets.fields.choice import ChoiceField
from dpia.tui.widgets.fields.paragraph import ParagraphField
from dpia.tui.widgets.fields.rows import RowsField
from dpia.tui.widgets.fields.shown import ShownField
from dpia.tui.widgets.fields.text import LineField, LongField
from dpia.tui.widgets.laid import Laid
from dpia.tui.widgets.lines import hanging, into_sight

if TYPE_CHECKING:
    from dpia.tui.app import DpiaApp

NOTE_LINES = 6
"""Lines of a note under the active question; help shows all of it."""

_LABEL = tuple(Content.styled(label, theme.CARE) for label in (_("Note: "), _("Evidence: ")))
HELP_LINES = 2
"""Lines of help under the active question on a low terminal; help shows all of it."""


def field_for(item: Item) -> Field:
    """Return the field that fits a question."""
    kind = item.question.kind
    if kind == "rows":
        return RowsField(item)
    if item.locked:
        return ShownField(item)
    if kind in ("choice", "choices"):
        return ChoiceField(item)
    if ParagraphField.fits(item):
        return ParagraphField(item)
    return LongField(item) if kind == "long-text" else LineField(item)


class Heading(Laid):
    """Number, words and state of a question; its help while it is active."""

    def __init__(self, card: "QuestionCard") -> None:
        """Show the question of `card`."""
        super().__init__()
        self.card = card
        self.pin: Laid | None = None
        """What shows the same words once these are out of sight."""

    def redraw(self) -> None:
        """Draw the words anew, wherever they are seen."""
        super().redraw()
        if self.pin:
            self.pin.redraw()

    def lay_out(self, width: int) -> list[Content]:
        """Lay the heading out in `width` cells."""
        helped = list(self._help(width)) if self.card.active else []
        return [*self.titled(width), *helped, *self._complaint(width)]

    def titled(self, width: int) -> list[Content]:
        """Return the words of the question alone, with its number and state."""
        item, active = self.card.item, self.card.active
        words = self.card.state_words()
        careful = item.to_confirm or item.assumed
        style = theme.CARE if careful else theme.state_style(item.state)
        state = Content.styled(words, style) if words else Content("")
        number = Content.styled(f"{item.number:>2}  ", theme.QUIET)
        quiet = theme.QUIET if self.card.folded_away else ""
        title = foreign.line(item.question.title, "bold" if active else quiet)
        room = width - state.cell_length - 2
        laid = hanging(number, title, room)
        gap = width - laid[0].cell_length - state.cell_length
        laid[0] = Content.assemble(laid[0], " " * gap, state)
        return laid

    def _complaint(self, width: int) -> list[Content]:
        complaint = self.card.complaint
        sign = Content.styled("  ! ", theme.BAD)
        return hanging(sign, foreign.content(complaint, theme.BAD), width) if complaint else []

    def _help(self, width: int) -> Iterator[Content]:
        question = self.card.item.question
        lines = (
            hanging(Content("    "), foreign.line(question.help), width) if question.help else []
        )
        most = 8 if self.app.screen.has_class("-high") else HELP_LINES
        if len(lines) > most:
            hint = f" … {cast('DpiaApp', self.app).key_for('anywhere.help')}"
            cut = lines[most - 1].truncate(width - len(hint))
            lines = [*lines[: most - 1], cut.append(hint)]
        if question.law and self.app.screen.has_class("-high"):
            lines += hanging(Content("    "), foreign.line("; ".join(question.law)), width)
        yield from (part.stylize(theme.QUIET) for part in lines)


class Foot(Laid):
    """The note on an answer and the evidence for it, below it."""

    def __init__(self, card: "QuestionCard") -> None:
        """Speak for `card`."""
        super().__init__()
        self.card = card

    def lay_out(self, width: int) -> list[Content]:
        """Lay the words out in `width` cells; folded, each part on one line."""
        item = self.card.item
        note = hanging(_LABEL[0], foreign.line(item.note, theme.QUIET), width)
        if len(note) > NOTE_LINES:
            note = [*note[: NOTE_LINES - 1], Content.styled("      …", theme.QUIET)]
        shown = note if item.note else []
        for link in item.evidence:
            shown += hanging(_LABEL[1], foreign.line(link, theme.QUIET), width)
        return shown if self.card.active else list(self._folded(width))

    def _folded(self, width: int) -> Iterator[Content]:
        item = self.card.item
        for label, words in zip(_LABEL, (item.note, "; ".join(item.evidence)), strict=True):
            if words:
                line = Content.assemble(label, foreign.line(words, theme.QUIET))
                yield line.truncate(width, ellipsis=True)


class QuestionCard(Vertical):
    """A question with the field in which it is answered."""

    PLACES: ClassVar[tuple[str, ...]] = ()

    def __init__(self, item: Item) -> None:
        """Show `item`, folded."""
        super().__init__()
        self.item = item
        self.active = False
        self.complaint = ""
        self.field = field_for(item)
        self.heading = Heading(self)
        self.foot = Foot(self)

    def compose(self) -> ComposeResult:
        """Compose heading, field and foot."""
        yield self.heading
        yield self.field.as_widget()
        if self.noted:
            yield self.foot

    def on_mount(self) -> None:
        """Fold a question that is only perhaps asked."""
        self._turn()

    @property
    def path(self) -> str:
        """The question's path."""
        return self.item.path

    @property
    def noted(self) -> bool:
        """Whether a note or evidence is shown below."""
        return bool(self.item.note or self.item.evidence)

    def state_words(self) -> str:
        """Say where the question stands; typing that is not accepted goes before."""
        words = theme.STATE_WORDS[self.item.state]
        if getattr(self.field, "dirty", False):
            words = _("typed, not accepted")
        elif self.item.to_confirm:
            words = _("to be confirmed")
        return ", ".join(filter(None, (words, *self.item.marks)))

    def show(self, item: Item) -> None:
        """Show the question as it stands."""
        moved = item.value != self.item.value or item.state != self.item.state
        changed = item != self.item
        self.item = item
        self.field.show(item)  # before one asks what stands in it
        if moved and not getattr(self.field, "dirty", False):
            self.complaint = ""
        if changed:
            self._turn()

    def activate(self, active: bool) -> None:
        """Open up, or fold."""
        if active == self.active:
            return
        self.active = active
        self.set_class(active, "-active")
        self.field.activate(active)
        self._turn()

    def on_typed(self) -> None:
        """Say that something is typed and not accepted; a complaint goes with what it is about."""
        if not getattr(self.field, "dirty", False):
            self.complaint = ""
        self.heading.redraw()

    def complain(self, sentence: str) -> None:
        """Say what is wrong with the answer; the field keeps its text."""
        self.complaint = sentence
        self.field.refuse()
        self._turn()
        self.call_after_refresh(into_sight, self, 0, 3)

    @property
    def folded_away(self) -> bool:
        """Whether only its words are shown: it is asked later, if at all."""
        return self.item.state == "maybe" and not self.active

    def on_click(self) -> None:
        """Open the question, wherever it was clicked."""
        if not self.active:
            self.post_message(Pressed(self.path))

    def _turn(self) -> None:
        self.set_class(self.item.state == "maybe", "-maybe")
        self.field.as_widget().display = not self.folded_away
        self.heading.redraw()
        if self.foot.is_attached:
            self.foot.display = self.noted
            self.foot.redraw()
        elif self.noted and self.is_mounted and self.is_attached:  # not as the program ends
            self.mount(self.foot)

    def help_parts(self) -> Iterator[tuple[str, Content]]:
        """Yield what the questionnaire says about this question."""
        question = self.item.question
        body = [foreign.content(question.help)] if question.help else []
        for choice in question.choices:
            if choice.help:
                title = foreign.line(choice.title, "bold")
                body.append(Content.assemble("\n", title, ": ", foreign.line(choice.help)))
        if question.law:
            sources = foreign.line("; ".join(question.law))
            body.append(Content.assemble("\n", (_("Law: "), theme.QUIET), sources))
        if self.item.note:
            note = foreign.content(self.item.note)
            body.append(Content.assemble("\n", (_("Your note: "), theme.QUIET), note))
        for link in self.item.evidence:
            evidence = foreign.content(link)
            body.append(Content.assemble((_("Evidence: "), theme.QUIET), evidence))
        yield question.title, Content("\n").join(body)

    # Actions of the place `field`; the sheet binds their keys

    def mark_unknown(self) -> None:
        """Mark the question “not known yet”, or take the mark away."""
        if self._free():
            self.post_message(MarkedUnknown(self.path, self.item.state != "unknown"))

    def clear(self) -> None:
        """Take the answer away."""
        if self.item.value is not None and self._free():
            self.post_message(Cleared(self.path))

    def turn(self, mark: str) -> None:
        """Mark the answer “assumed” or “confidential” (also where it is locked), or unmark it."""
        if mark == "confidential" or self._free():
            self.post_message(MarkedAs(self.path, mark, not getattr(self.item, mark)))

    def confirm(self) -> None:
        """Say that an answer carried over still holds."""
        if self.item.to_confirm and self._free():
            self.post_message(Confirmed(self.path))
        elif not self.item.to_confirm:
            self.app.notify(_("Nothing is to be confirmed here."), markup=False)

    def write_note(self, part: str = "note") -> None:
        """Ask for what is said about the answer, beginning with `part`."""
        if self._free():
            self.post_message(NoteWanted(self.path, part))

    def try_out(self) -> None:
        """Ask to try another answer."""
        self.post_message(TryWanted(self.path))

    def leave(self, forward: bool) -> None:
        """Ask for the question after or before this one."""
        self.post_message(LeftForward(self.path) if forward else LeftBack(self.path))

    def _free(self) -> bool:
        if self.item.locked:
            self.post_message(Refused(self.path))
        return not self.item.locked
