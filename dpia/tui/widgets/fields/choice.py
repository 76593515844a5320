"""Choosing one or several of a question's choices, with one key each."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from textual import events
from textual.content import Content
from textual.widget import Widget

from dpia.text import _, ngettext
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.items import Item
from dpia.tui.messages import Answered, Cleared, LeftForward, OnQuestion, Refused
from dpia.tui.widgets.fields.base import Plain
from dpia.tui.widgets.finding import LONG, Finding
from dpia.tui.widgets.keyline import tell_keys
from dpia.tui.widgets.laid import Laid
from dpia.tui.widgets.lines import hanging, heading_above, into_sight, spread
from dpia.tui.widgets.listing import CURSOR

NONE = ""
"""The entry “none of these”; no choice has this value."""
_UNSET: Any = object()


class ChoiceField(Finding, Plain, Laid, can_focus=True):
    """Lists the choices while it is active; folded, it shows only what is chosen."""

    PLACES: ClassVar[tuple[str, ...]] = ("choice", "field")
    BINDINGS = bindings("choice")

    def __init__(self, item: Item) -> None:
        """Show `item`, a question of kind choice or choices."""
        super().__init__()
        self.item = item
        self.active = False
        self.cursor = 0
        self._moved = False  # whether the person went to the choice under the cursor
        self._ahead: Any = _UNSET  # what was chosen here and is on its way to the disk
        self._said: OnQuestion | None = None  # what told the screen of it
        self._spans: list[tuple[int, int]] = []  # first line and height of each entry
        self._pressed_active = False

    # What is shown

    @property
    def several(self) -> bool:
        """Whether more than one can be chosen."""
        return self.item.question.kind == "choices"

    @property
    def value(self) -> Any:
        """The answer as the person sees it."""
        return self.item.value if self._ahead is _UNSET else self._ahead

    @property
    def entries(self) -> list[str]:
        """The values to choose from, in order; “none of these” is the last."""
        return [*self.item.choices, *([NONE] if self.several else [])]

    def show(self, item: Item) -> None:
        """Draw the question as it stands.

        It may stand as it did before the latest choice, of which the screen has not heard yet:
        that choice stays, or the next one of several would be made without it.
        """
        if getattr(self.app, "pending", 0) == 0 and (self._said is None or self._said.taken):
            self._ahead = _UNSET
        changed = item != self.item
        self.item = item
        self.cursor = min(self.cursor, max(len(self.entries) - 1, 0))
        if changed:
            self.redraw()

    def activate(self, active: bool) -> None:
        """List the choices, or fold."""
        self.active = active
        self._moved = False
        self.end_search()
        if active:
            chosen = [i for i, entry in enumerate(self.entries) if self.chosen(entry)]
            self.cursor = chosen[0] if chosen and not self.several else 0
        self.redraw()

    def refuse(self) -> None:
        """Show what is stored again."""
        self._ahead = _UNSET
        self.redraw()

    def as_widget(self) -> Widget:
        """Return the widget itself."""
        return self

    def chosen(self, entry: str) -> bool:
        """Say whether `entry` is chosen."""
        if entry == NONE:
            return bool(self.value == [])
        return entry in (self.value or ()) if self.several else self.value == entry

    def title(self, entry: str) -> str:
        """Return the words of an entry."""
        if entry == NONE:
            return self.item.question.none_title or _("None of these")
        return self.item.choices[entry]

    def lay_out(self, width: int) -> list[Content]:
        """Lay the field out in `width` cells."""
        return self._open_lines(width) if self.active else list(self._folded_lines(width))

    def _folded_lines(self, width: int) -> Iterator[Content]:
        chosen = [entry for entry in self.entries if self.chosen(entry)]
        for entry in chosen:
            mark = Content.styled("■ " if self.several else "● ", "$text-primary")
            yield from hanging(mark, foreign.line(self.title(entry)), width)
        if not chosen:
            yield Content.styled(self._hint(), theme.QUIET).truncate(width, ellipsis=True)

    def _hint(self) -> str:
        count = len(self.item.choices)
        if not count:
            return _("nothing to choose from yet")
        if self.several:
            return ngettext("any of {n} choice", "any of {n} choices", count).format(n=count)
        return ngettext("one of {n} choice", "one of {n} choices", count).format(n=count)

    def _open_lines(self, width: int) -> list[Content]:
        lines: list[Content] = []
        self._spans = []
        for index, entry in enumerate(self.entries):
            here = index == self.cursor
            body = hanging(self._prefix(index, entry), foreign.line(self.title(entry)), width - 1)
            if here and (typed := self.search_words()):
                body[0] = spread(body[0], typed, width)
            if here and (about := self._about(entry)):
                body += hanging(Content("      "), foreign.line(about, theme.QUIET), width - 1)
            self._spans.append((len(lines), len(body)))
            style = "on $primary 20%" if here else ""
            lines += [part.pad_right(width - part.cell_length).stylize(style) for part in body]
        if not self.item.choices:
            lines.insert(0, Content.styled(self._hint(), theme.QUIET))
        return lines

    def _prefix(self, index: int, entry: str) -> Content:
        key = "0" if entry == NONE else str(index + 1) if index < 9 else " "
        chosen = self.chosen(entry)
        mark = ("■" if chosen else "□") if self.several else ("●" if chosen else "○")
        style = "bold $text-primary" if chosen else theme.QUIET
        here = CURSOR if index == self.cursor else " "
        number = (f"{key} ", theme.QUIET)
        return Content.assemble((here, "bold $text-primary"), number, (f"{mark} ", style))

    def _about(self, entry: str) -> str:
        return next((c.help for c in self.item.question.choices if c.value == entry), "")

    # What a person does

    def choose(self, entry: str, go_on: bool = False) -> None:
        """Choose `entry`; of several, choose it or take it back."""
        if self.item.locked:
            self.post_message(Refused(self.item.path))
            return
        if not self.several:
            self._give(entry, go_on)
        elif entry == NONE:
            self._give([], go_on)
        else:
            kept = [e for e in self.item.choices if self.chosen(e) != (e == entry)]
            if kept:
                self._give(kept, go_on)
            else:  # nothing chosen is an open question, not “none of these”
                self._say(None, Cleared(self.item.path, go_on))
        self.redraw()

    def _give(self, value: Any, go_on: bool) -> None:
        if value == self.value:
            if go_on:
                self.post_message(LeftForward(self.item.path, owed=True))
            return
        self._say(value, Answered(self.item.path, value, go_on))

    def _say(self, value: Any, message: OnQuestion) -> None:
        self._ahead, self._said = value, message
        self.post_message(message)

    def move(self, to: int) -> None:
        """Move the cursor to an entry and keep it in sight."""
        to = max(0, min(len(self.entries) - 1, to))
        self._moved = True
        tell_keys(self)
        if self.entries and to != self.cursor:
            self.cursor = to
            self.redraw()
            self.call_after_refresh(self.keep_in_sight)

    def keep_in_sight(self) -> None:
        """Scroll so that the entry under the cursor can be seen."""
        if self.active and self.cursor < len(self._spans):
            first, height = self._spans[self.cursor]
            above = heading_above(self) if self.cursor == 0 else 0
            into_sight(self, first - above, height + above)

    def action_up(self) -> None:
        """Move up."""
        self.move(self.cursor - 1)

    def action_down(self) -> None:
        """Move down."""
        self.move(self.cursor + 1)

    def action_first(self) -> None:
        """Move to the first choice."""
        self.move(0)

    def action_last(self) -> None:
        """Move to the last choice."""
        self.move(len(self.entries) - 1)

    def action_choose(self) -> None:
        """Choose what is under the cursor."""
        if self.entries:
            self.choose(self.entries[self.cursor])

    def action_accept(self) -> None:
        """Go on; where nothing is answered yet, a choice the person went to is chosen first.

        An answer is never changed by being passed, however one looked through the others.
        """
        if self.enter_chooses:
            self.choose(self.entries[self.cursor], go_on=True)
        else:
            self.post_message(LeftForward(self.item.path, owed=True))

    @property
    def enter_chooses(self) -> bool:
        """Whether Enter chooses what is under the cursor before it goes on."""
        free = bool(self.entries) and not self.item.locked and not self.several
        return free and self._moved and self.value is None

    def key_word(self, action: str) -> str | None:
        """Name Space always, and Enter where it chooses as well."""
        if action != "choice.accept":
            return None
        return _("Choose, go on") if self.enter_chooses else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a search in a long list alone."""
        return action != "find_row" or len(self.entries) > LONG

    # Finding a choice

    def rows_to_find(self) -> Sequence[str]:
        """Return the words of all choices."""
        return [self.title(entry) for entry in self.entries]

    def row_here(self) -> int:
        """Return the choice under the cursor."""
        return self.cursor

    def found(self, place: int) -> None:
        """Go to a choice that was found."""
        self.move(place)

    def pick_found(self) -> None:
        """Choose what was searched for, and go on where only one is chosen."""
        self.choose(self.entries[self.cursor], go_on=not self.several)

    def search_changed(self) -> None:
        """Show what is typed."""
        self.redraw()

    def action_find_row(self) -> None:
        """Find a choice by its name."""
        self.begin_search()

    def on_key(self, event: events.Key) -> None:
        """Choose by number, or find a choice by what is typed."""
        char = event.character or ""
        if self.takes_key(event, self.screen):
            return
        if char.isdigit() and char.isascii():
            index = int(char) - 1 if char != "0" else len(self.entries) - 1
            wanted = 0 <= index < len(self.entries)
            if wanted and (char == "0") == (self.entries[index] == NONE):
                event.stop()
                self.move(index)
                self.choose(self.entries[index])

    def on_mouse_down(self, _event: events.MouseDown) -> None:
        """Remember whether the choices were listed when the mouse went down."""
        self._pressed_active = self.active

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked; a click on a folded field only opens it."""
        if self._pressed_active:
            for index, (first, height) in enumerate(self._spans):
                if first <= event.y < first + height:
                    self.move(index)
                    self.choose(self.entries[index])
                    return
