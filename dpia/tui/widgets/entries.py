"""Entries of the forms about risks, measures and opinions: a line, a text, a choice.

An entry says `Accepted` when a person has chosen, or leaves it with another text than before.
"""

from typing import TYPE_CHECKING, ClassVar, cast

from textual.widget import Widget
from textual.widgets import Input, TextArea

from dpia.errors import Invalid
from dpia.questionnaire.cleaning import clean
from dpia.questionnaire.dates import day_of, read_day
from dpia.tui import foreign
from dpia.tui.actions import bindings
from dpia.tui.widgets.area import SafeArea
from dpia.tui.widgets.choices import Accepted, ChoiceEntry
from dpia.tui.widgets.look_up import LookUpEntry
from dpia.tui.widgets.writing import SafeInput

if TYPE_CHECKING:
    from dpia.tui.app import DpiaApp

LONGEST_LINE = 1_000
LONGEST_TEXT = 20_000
_NOTHING = "\0"
"""What no entry can hold: nothing has been accepted."""


class Written:
    """What a line and a text have in common; mixed into Textual's own editors."""

    field: str
    accepted: str

    @property
    def written(self) -> str:
        """The whole text as it stands."""
        raise NotImplementedError

    def take(self) -> bool:
        """Say whether something new is written, and take it as accepted."""
        new = self.written != self.accepted
        self.accepted = self.written
        return new

    def refused(self) -> None:
        """Take the text as not accepted; it stays."""
        self.accepted = _NOTHING

    def on_blur(self) -> None:
        """Accept what was written."""
        if self.take():
            cast(Widget, self).post_message(Accepted(self.field, self.written[:LONGEST_TEXT]))

    def go_on(self) -> None:
        """Go on, which accepts what was written."""
        cast(Widget, self).screen.focus_next()


class LineEntry(Written, SafeInput):
    """One line of text; leaving it, or Enter, accepts it."""

    PLACES: ClassVar[tuple[str, ...]] = ("line-entry",)
    BINDINGS = bindings("line-entry")
    DEFAULT_CSS = "LineEntry { margin: 0 0 1 0; }"

    def __init__(self, name: str, value: str = "", placeholder: str = "") -> None:
        """Begin with `value`, which is accepted already."""
        super().__init__(
            value=foreign.one_line(value),
            placeholder=placeholder,
            max_length=LONGEST_LINE,
            id=f"entry-{name}",
            compact=True,
            select_on_focus=False,
        )
        self.field = name
        self.accepted = self.value

    def on_focus(self) -> None:
        """Begin behind what is written; a press of the mouse goes where it points."""
        self.cursor_position = len(self.value)

    def on_blur(self) -> None:
        """Show the beginning of what is too long to be seen whole."""
        self.cursor_position = 0

    def action_empty(self) -> None:
        """Take the whole line away."""
        self.value = ""

    def put(self, value: str | None) -> None:
        """Show another accepted value, unless somebody has written here."""
        shown = foreign.one_line(value or "")
        if self.value == self.accepted and shown != self.value:
            with self.prevent(Input.Changed):
                self.value = shown
        if self.value == shown:
            self.accepted = shown

    @property
    def written(self) -> str:
        """The line as it stands."""
        return self.value

    def action_accept_text(self) -> None:
        """Go on, which accepts what was written."""
        self.go_on()


class DayEntry(LineEntry):
    """A line for a date; one that is none is said at once, and neither it nor the focus is lost."""

    def take(self) -> bool:
        """Say whether another date is written, and take it as accepted; tell what is none."""
        if self.value == self.accepted:
            return False
        try:
            read_day(self.value)
        except Invalid as problem:
            cast("DpiaApp", self.app).tell(problem.message, "error")
            return False
        return super().take()

    def on_blur(self) -> None:
        """Come back to what is no date."""
        if self.value.strip() and not day_of(self.value) and self.screen.is_current:
            self.screen.set_focus(self)


class TextEntry(Written, SafeArea):
    """A text of several lines; leaving it, or F2, accepts it."""

    PLACES: ClassVar[tuple[str, ...]] = ("text-entry",)
    BINDINGS = bindings("text-entry")
    DEFAULT_CSS = """
    TextEntry { height: auto; min-height: 2; max-height: 10; margin: 0 0 1 0; border: none;
                padding: 0 1; }
    TextEntry:focus { min-height: 5; }
    """

    def __init__(self, name: str, value: str = "", placeholder: str = "") -> None:
        """Begin with `value`, which is accepted already."""
        super().__init__(
            clean(value),
            id=f"entry-{name}",
            placeholder=placeholder,
            tab_behavior="focus",
            soft_wrap=True,
            compact=True,
        )
        self.field = name
        self.accepted = self.text

    @property
    def value(self) -> str:
        """What is written."""
        return self.text[:LONGEST_TEXT]

    def put(self, value: str | None) -> None:
        """Show another accepted text, unless somebody has written here."""
        shown = clean(value or "")
        if self.text == self.accepted and shown != self.text:
            with self.prevent(TextArea.Changed):
                self.load_text(shown)
        if self.text == shown:
            self.accepted = shown

    def on_focus(self) -> None:
        """Begin behind what is written; a press of the mouse goes where it points."""
        self.move_cursor(self.document.end)

    def on_blur(self) -> None:
        """Show the beginning of what is too long to be seen whole."""
        self.move_cursor((0, 0))

    def action_empty(self) -> None:
        """Take the whole text away; undo in the text brings it back."""
        if not self.read_only:
            self.replace("", (0, 0), self.document.end)

    def room(self) -> int | None:
        """Return how many characters more fit."""
        return max(LONGEST_TEXT - len(self.text), 0)

    @property
    def written(self) -> str:
        """The text as it stands."""
        return self.text

    def action_accept_entry(self) -> None:
        """Go on, which accepts what was written."""
        self.go_on()


Entry = ChoiceEntry | LineEntry | TextEntry | LookUpEntry


def lock(entry: Entry, locked: bool) -> None:
    """Let an entry be read only, or not."""
    if isinstance(entry, ChoiceEntry | LookUpEntry):
        entry.locked = locked
    elif isinstance(entry, TextEntry):
        entry.read_only = locked
    elif isinstance(entry, LineEntry):
        entry.disabled = locked
