"""Writing an answer: one line or many. What is typed is never lost, accepted or not."""

from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, TextArea

from dpia.questionnaire.answers import TEXT_LIMIT
from dpia.questionnaire.cleaning import clean
from dpia.text import _
from dpia.tui import foreign
from dpia.tui.actions import bindings
from dpia.tui.items import Item
from dpia.tui.messages import LeftForward, Typed, Wrote
from dpia.tui.widgets.area import SafeArea
from dpia.tui.widgets.lines import into_sight
from dpia.tui.widgets.writing import SafeInput

if TYPE_CHECKING:
    from dpia.tui.app import DpiaApp

PAUSE = 0.8
"""Seconds after a key until what is typed is kept; typing on does not put that off."""
PASTE_LIMIT = 5 * TEXT_LIMIT
"""Characters a field takes in at once; more is refused whole, with a sentence."""


class Writing:
    """What a line and a long text have in common; mixed into Textual's own editors."""

    item: Item
    accepted: str
    """The text that stands for the stored answer."""
    _sent: str | None
    _kept: str
    _pause: Timer | None

    def begin(self, item: Item) -> str:
        """Take `item` and return the text to begin with: what was being typed, else the answer."""
        self.item = item
        self.accepted = stored_text(item)
        self._sent = None
        self._kept = item.draft
        self._pause = None
        return as_written(item, item.draft) or self.accepted

    def current(self) -> str:
        """Return the text as it stands in the field."""
        raise NotImplementedError

    def put(self, text: str) -> None:
        """Replace the text, as if nobody had typed."""
        raise NotImplementedError

    @property
    def dirty(self) -> bool:
        """Whether something else stands in the field than the stored answer."""
        return self.current() != self.accepted

    def show(self, item: Item) -> None:
        """Show the stored answer, unless something else is being typed."""
        text = stored_text(item)
        untouched = not self.dirty or self.current() == self._sent
        self.item, self.accepted = item, text
        if untouched and self.current() != text:
            self.put(text)
        if untouched:
            self._sent, self._kept = None, ""

    def refuse(self) -> None:
        """Keep the text, here and with the assessment; it was not accepted."""
        self._sent = None
        if self.dirty:
            self._kept = self.current()

    def take(self) -> str | None:
        """Return what is typed and not accepted yet, and hold it for handed in."""
        self._stop()
        text = self.current()
        if not self.dirty or text == self._sent:
            if not self.dirty and (self._kept or self.item.draft):
                self._kept = ""
                self.message(Typed(self.item.path, ""))  # what was typed stands here no longer
            return None
        self._sent = text
        return text

    def hand_in(self, go_on: bool = False) -> None:
        """Give the text as the answer, if it has changed; an emptied field clears it."""
        text = self.take()
        if text is not None:
            self.message(Wrote(self.item.path, text, go_on))
        elif go_on:
            self.message(LeftForward(self.item.path, owed=True))

    def typed(self) -> None:
        """Keep what is typed a moment later, however fast the typing goes on."""
        if self._pause is None and (self.current() != self._kept or self.dirty):
            self._pause = self.as_widget().set_timer(PAUSE, self.keep_typing)

    def keep_typing(self) -> None:
        """Keep what is typed now."""
        self._stop()
        text = self.current() if self.dirty else ""
        if text != self._kept and self.current() != self._sent:
            self._kept = text
            self.message(Typed(self.item.path, text))

    def takes(self, pasted: str) -> bool:
        """Say whether a paste is taken in; tell when it is too much."""
        size = len(self.current()) + len(pasted)
        if size <= PASTE_LIMIT:
            return True
        limit = int(self.item.question.schema.get("maxLength", TEXT_LIMIT))
        message = _(
            "What you pasted has {n} characters; at most {limit} fit here. It was not taken in, "
            "and the text in the field is as it was."
        )
        sentence = message.format(n=f"{len(pasted):,}", limit=f"{limit:,}")
        self.as_widget().app.notify(sentence, severity="error", timeout=12, markup=False)
        return False

    def as_widget(self) -> Widget:
        """Return the widget itself."""
        raise NotImplementedError

    def message(self, message: Any) -> None:
        """Post a message from the widget."""
        self.as_widget().post_message(message)

    def _stop(self) -> None:
        if self._pause is not None:
            self._pause.stop()
            self._pause = None


class LineField(Writing, SafeInput):
    """A text, number or date on one line."""

    PLACES: ClassVar[tuple[str, ...]] = ("text", "field")
    BINDINGS = bindings("text")

    def __init__(self, item: Item) -> None:
        """Show `item`."""
        text = self.begin(item)
        super().__init__(text, placeholder=asked_for(item), select_on_focus=False, compact=True)
        self.cursor_blink = False

    def current(self) -> str:
        """Return the text as it stands in the field."""
        return self.value

    def put(self, text: str) -> None:
        """Replace the text, as if nobody had typed."""
        with self.prevent(Input.Changed):
            self.value = text

    def as_widget(self) -> Widget:
        """Return the widget itself."""
        return self

    def activate(self, active: bool) -> None:
        """Begin behind what stands there; hand in the text on leaving."""
        if active:
            self.cursor_position = len(self.value)
        else:
            self.hand_in()
            self.cursor_position = 0

    def on_mount(self) -> None:
        """Show the beginning of what is too long to be seen whole."""
        if not self.has_focus:
            self.cursor_position = 0

    def action_take_back(self) -> None:
        """Take back what is typed; with nothing typed, the latest change of the assessment."""
        if self.dirty:
            self.value = self.accepted
        else:
            on_screen(self, "undo")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep what is typed."""
        event.stop()
        self.typed()

    def action_accept_text(self) -> None:
        """Accept the answer and go on."""
        self.hand_in(go_on=True)


class LongField(Writing, SafeArea):
    """A text of several lines."""

    PLACES: ClassVar[tuple[str, ...]] = ("long-text", "field")
    BINDINGS = bindings("long-text")

    def __init__(self, item: Item) -> None:
        """Show `item`."""
        text = self.begin(item)
        super().__init__(
            text, placeholder=asked_for(item), compact=True, highlight_cursor_line=False
        )
        self.cursor_blink = False

    def current(self) -> str:
        """Return the text as it stands in the field."""
        return self.text

    def put(self, text: str) -> None:
        """Replace the text, as if nobody had typed."""
        with self.prevent(TextArea.Changed):
            self.load_text(text)

    def as_widget(self) -> Widget:
        """Return the widget itself."""
        return self

    def activate(self, active: bool) -> None:
        """Begin behind what stands there; hand in the text on leaving."""
        if active:
            self.move_cursor(self.document.end)
        else:
            self.hand_in()
            self.move_cursor((0, 0))

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep what is typed, and in sight."""
        event.stop()
        self.typed()
        self.call_after_refresh(self.keep_in_sight)

    def keep_in_sight(self) -> None:
        """Scroll so that the line that is being written can be seen."""
        if self.has_focus:
            into_sight(self, self.cursor_screen_offset.y - self.region.y, 1)

    def action_accept_long(self) -> None:
        """Accept the answer and go on."""
        self.hand_in(go_on=True)

    def action_take_back(self) -> None:
        """Take back typing; where nothing is typed, the latest change of the assessment."""
        if self.history.undo_stack:
            self.undo()
        else:
            on_screen(self, "undo")

    def action_make_again(self) -> None:
        """Type again what was taken back; else make the change of the assessment again."""
        if self.history.redo_stack:
            self.redo()
        else:
            on_screen(self, "redo")

    def action_editor(self) -> None:
        """Write the answer in the user's own editor."""
        from dpia.tui.editor import edited

        secret = cast("DpiaApp", self.app).desk.register.encrypted
        text = edited(self.app, self.current(), secret)
        if text is not None and text != self.current():
            self.load_text(clean(text))
            self.typed()


def on_screen(widget: Widget, act: str) -> None:
    """Do on the screen around `widget` what an action there does, if it has such a one."""
    getattr(widget.screen, f"action_{act}", lambda: None)()


def stored_text(item: Item) -> str:
    """Return the stored answer as it stands in a field."""
    if item.value is None:
        return ""
    if isinstance(item.value, float) and item.value.is_integer():
        return str(int(item.value))
    return as_written(item, str(item.value))


def as_written(item: Item, text: str) -> str:
    """Return a text as it fits the field: without what acts, on one line where that is all."""
    text = clean(text)
    return text if item.question.kind == "long-text" else " ".join(text.split("\n"))


def asked_for(item: Item) -> str:
    """Return what a field asks for while it is empty."""
    question = item.question
    if question.kind == "date":
        return _("a date: year-month-day")
    if question.kind in ("integer", "number"):
        kind = _("a whole number") if question.kind == "integer" else _("a number")
        return f"{kind} ({foreign.one_line(question.unit)})" if question.unit else kind
    limit = int(question.schema.get("maxLength", TEXT_LIMIT))
    return _("a text of at most {n} characters").format(n=f"{limit:,}")
