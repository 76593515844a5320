"""Choosing one of a few in a form, each with a key of its own and its meaning in sight."""

from dataclasses import dataclass
from time import monotonic
from typing import Any

from textual import events
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.widgets import OptionList

from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.widgets.finding import LONG
from dpia.tui.widgets.keyline import tell_keys
from dpia.tui.widgets.lines import hanging
from dpia.tui.widgets.listing import Draw, Listing

_ONE_PRESS = 0.3
"""Seconds within which the press of the mouse is the one that gave the focus."""


@dataclass(frozen=True)
class Choice:
    """One thing to choose, by its own key, the cursor or the mouse."""

    value: Any
    title: str
    help: str = ""
    key: str = ""


class Accepted(Message):
    """An entry has a new value."""

    taken = False
    """Whether the screen has begun to save it; until then it is on its way."""

    def __init__(self, field: str, value: Any) -> None:
        """Tell the entry's name and what was chosen or written."""
        super().__init__()
        self.field = field
        self.value = value


class ChoiceEntry(Listing):
    """A choice of one, with a key for each; without the focus it shows only what is chosen."""

    PLACES: tuple[str, ...] = ("choice", "choice-entry")
    BINDINGS = bindings("choice", "choice-entry")
    DEFAULT_CSS = "ChoiceEntry { height: auto; margin: 0 0 1 0; max-height: 100vh; }"
    MARKS = ("● ", "○ ")
    """What stands before what is chosen, and before what is not."""

    def __init__(self, name: str, choices: tuple[Choice, ...], value: Any = None) -> None:
        """Offer `choices`; `value` is chosen already."""
        super().__init__(id=f"entry-{name}")
        self.field = name
        self.choices = choices
        self.value = value
        self.locked = False
        self._said: Accepted | None = None  # what told the screen of the latest choice
        self._open = False
        self._focused_at = 0.0
        self._opened_now = False
        self._moved = False  # whether the person went to the choice under the cursor

    def on_mount(self) -> None:
        """Draw the choices."""
        self._draw()

    def put(self, value: Any) -> None:
        """Show `value` as chosen; None shows none."""
        if value != self.value:
            self.value = value
            self._draw()

    @property
    def settled(self) -> bool:
        """Whether the latest choice is saved or refused.

        Until then it stays: the next one of several would be made without it.
        """
        said = self._said
        return said is None or (said.taken and not getattr(self.app, "pending", 0))

    def say(self, value: Any) -> None:
        """Tell the screen what is chosen now."""
        self._said = Accepted(self.field, value)
        self.post_message(self._said)

    def take(self) -> bool:
        """Return false: what is chosen is said at once."""
        return False

    def refused(self) -> None:
        """Wait to be shown what is stored."""

    def _draw(self) -> None:
        rows = [
            (str(index), self._drawer(index, choice))
            for index, choice in enumerate(self.choices)
            if self._open or self._chosen(choice)
        ]
        self.fill(rows or [("none", self._hint)])
        if self._open:
            here = self._beginning()
            self.highlighted = self.highlighted if here is None else here
        self.refresh(layout=True)

    def _beginning(self) -> int | None:
        """Return where the cursor goes as the choices are listed; None: it stays."""
        chosen = (i for i, choice in enumerate(self.choices) if self._chosen(choice))
        return next(chosen, None)

    def _chosen(self, choice: Choice) -> bool:
        return self.value is not None and choice.value == self.value

    def _drawer(self, index: int, choice: Choice) -> Draw:
        key, chosen, whole = self.key_of(index), self._chosen(choice), self._open
        mark = self.MARKS[0] if chosen else self.MARKS[1]
        return lambda width: choice_lines(choice, key, chosen, width, whole, mark)

    def _hint(self, _width: int) -> list[Content]:
        return [Content.styled(_("not said yet"), theme.QUIET)]

    def key_of(self, index: int) -> str:
        """Return the key that chooses that choice."""
        return self.choices[index].key or str(index + 1)

    def on_focus(self) -> None:
        """Open up, with the cursor on what is chosen."""
        self._open, self._focused_at = True, monotonic()
        self._moved = False
        self._draw()
        self.call_after_refresh(self.keep_in_sight)

    def on_blur(self) -> None:
        """Fold to what is chosen."""
        self._open = False
        self._draw()

    def on_key(self, event: events.Key) -> None:
        """Choose by the key of a choice, or find one by what is typed."""
        if self.finding:  # as a list does it
            return
        keys = [self.key_of(index) for index in range(len(self.choices))]
        pressed = event.character or ""
        if not any(key.isdigit() for key in keys):  # “1” is the first one everywhere
            pressed = dict(zip("123456789", keys, strict=False)).get(pressed, pressed)
        if pressed and pressed in keys:  # later choices of many have no key, keys like Home no text
            event.stop()
            event.prevent_default()
            self.choose(keys.index(pressed))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose what was selected; the click that opened the entry chooses nothing."""
        event.stop()
        if event.option_id and event.option_id.isdigit():
            self.choose(int(event.option_id))

    def on_mouse_down(self, _event: events.MouseDown) -> None:
        """Remember whether it was this press that gave the focus."""
        self._opened_now = monotonic() - self._focused_at < _ONE_PRESS

    async def _on_click(self, event: events.Click) -> None:
        event.prevent_default()
        if not self._opened_now:
            await super()._on_click(event)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Keep the moves of the cursor to oneself, and the choice under it in sight."""
        event.stop()
        if self._open and self.has_focus:
            self.call_after_refresh(self.keep_in_sight)

    def keep_in_sight(self) -> None:
        """Scroll what is around so that the choice under the cursor can be read."""
        here = self.highlighted
        around = self.parent
        if here is None or not isinstance(around, VerticalScroll):
            return
        width = self.scrollable_content_region.width - 2
        heights = [self.height_of(index, width) for index in range(here + 1)]
        top = self.virtual_region.y + sum(heights[:-1])
        above = 2 if here == 0 else 0  # with the first choice, show the question as well
        part = Region(0, max(top - above, 0), 1, heights[-1] + above)
        around.scroll_to_region(part, animate=False, force=True)

    def choose(self, index: int) -> None:
        """Choose one, and stay: a digit never answers more than one question."""
        if not self.locked:
            self.put(self.choices[index].value)
        self.say(self.choices[index].value)
        self._moved = False
        tell_keys(self)

    def key_word(self, action: str) -> str | None:
        """Name Space always, and Enter where it chooses as well."""
        if action != "choice.accept":
            return None
        return _("Choose, go on") if self.enter_chooses else ""

    @property
    def enter_chooses(self) -> bool:
        """Whether Enter chooses what is under the cursor before it goes on."""
        return self._moved and self.value is None and not self.locked

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a search in a long list alone."""
        return action != "find_row" or len(self.choices) > LONG

    def found(self, place: int) -> None:
        """Go to a choice that was found."""
        super().found(place)
        self._move()

    def action_up(self) -> None:
        """Move up."""
        self.action_cursor_up()
        self._move()

    def action_down(self) -> None:
        """Move down."""
        self.action_cursor_down()
        self._move()

    def _move(self) -> None:
        self._moved = True
        tell_keys(self)

    def action_choose(self) -> None:
        """Choose what is under the cursor."""
        self.action_select()

    def action_accept(self) -> None:
        """Go on; where nothing is chosen yet, a choice the person moved to is chosen first."""
        if self.enter_chooses and self.highlighted is not None:
            self.choose(self.highlighted)
        self.screen.focus_next()

    def action_clear_choice(self) -> None:
        """Choose nothing."""
        if self.value is not None and not self.locked:
            self.put(None)
            self.say(None)


def choice_lines(
    choice: Choice, key: str, chosen: bool, width: int, whole: bool, mark: str
) -> list[Content]:
    """Draw one choice; as a `whole`, with its key and what it means."""
    dot = Content.styled(mark, "bold $text-primary" if chosen else theme.QUIET)
    head = Content.assemble((f" {key or ' '} ", theme.QUIET), dot) if whole else dot
    body = foreign.line(choice.title, "bold" if chosen else "")
    if choice.help and whole:
        body = Content.assemble(body, "  ", foreign.line(choice.help, theme.QUIET))
    return hanging(head, body, width)
