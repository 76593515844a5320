"""The questions of one section below each other; the one in focus is open, the others folded."""

from collections.abc import Sequence
from time import monotonic
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.items import Item
from dpia.tui.messages import Opened, PastWanted, Pressed
from dpia.tui.widgets.lines import into_sight
from dpia.tui.widgets.pin import Pin
from dpia.tui.widgets.question import QuestionCard

ARRIVING = 0.5
"""Seconds in which the sheet still takes its shape around a question that was opened."""


class QuestionSheet(VerticalScroll, can_focus=False):
    """Shows questions, and changes only those that have changed."""

    PLACES: ClassVar[tuple[str, ...]] = ()
    BINDINGS = bindings("field")

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self.active = ""
        """The path of the question that is open."""
        self._opened_at = 0.0
        self._intro = Static(classes="intro", markup=False)
        self._pin = Pin()

    def compose(self) -> ComposeResult:
        """Compose what stays over the questions."""
        yield self._pin

    @property
    def cards(self) -> list[QuestionCard]:
        """The questions on the sheet, in order."""
        return [card for card in self.query_children(QuestionCard) if not card._pruning]

    def card(self, path: str) -> QuestionCard | None:
        """Return the question at `path`, when it is on the sheet."""
        return next((card for card in self.cards if card.path == path), None)

    async def fill(self, intro: str, items: Sequence[Item], at: str = "") -> None:
        """Show another section and open the question `at`, or the first."""
        self.hand_in()
        self.active = ""
        self._intro = Static(foreign.content(intro, theme.QUIET), classes="intro")
        self._intro.set_class(not intro, "-none")
        cards = [QuestionCard(item) for item in items]
        with self.app.batch_update():
            await self.remove_children([old for old in self.children if old is not self._pin])
            if not self.is_attached:  # the program ends
                return
            await self.mount(self._intro, *cards)
        self.scroll_to(y=0, animate=False, immediate=True)
        paths = [item.path for item in items]
        if paths:
            self.open(at if at in paths else paths[0])

    async def update_items(self, items: Sequence[Item]) -> None:
        """Bring the questions up to date; only what appears or disappears is built or removed."""
        old = {card.path: card for card in self.cards}
        wanted = {item.path: item for item in items}
        before = self._place()
        structural = list(old) != list(wanted)
        for path, card in old.items():
            if path in wanted and _same_field(card, wanted[path]):
                card.show(wanted[path])
        if structural or any(not _same_field(old[p], wanted[p]) for p in old if p in wanted):
            with self.app.batch_update():
                await self._rebuild(old, list(items))
            self.call_after_refresh(self._stay, before)

    async def _rebuild(self, old: dict[str, QuestionCard], items: list[Item]) -> None:
        paths = [item.path for item in items]
        kept = {i.path for i in items if i.path in old and _same_field(old[i.path], i)}
        gone = [card for path, card in old.items() if path not in kept]
        lost = self.active if self.active and self.active not in kept else ""
        nearest = _nearest(list(old), lost, paths) if lost else ""
        if gone:
            await self.remove_children(gone)
        if not self.is_attached:  # the program ends
            return
        last: QuestionCard | Static = self._intro
        for item in items:
            if item.path in kept:
                last = old[item.path]
                continue
            card = QuestionCard(item)
            await self.mount(card, after=last)
            last = card
        if nearest:
            self.active = ""
            self.open(nearest)

    def _place(self) -> int | None:
        """Return on which line of the window the open question begins."""
        card = self.card(self.active)
        return card.region.y - self.region.y if card and card.region else None

    def _stay(self, before: int | None) -> None:
        """Scroll so that the open question stays where it was."""
        now = self._place()
        if before is not None and now is not None and now != before:
            y = self.scroll_y + now - before
            self.scroll_to(y=y, animate=False, immediate=True)

    def open(self, path: str) -> None:
        """Give the question at `path` the focus."""
        card = self.card(path)
        if card:
            self._opened(card)
            self.screen.set_focus(card.field.as_widget(), scroll_visible=False)

    def on_pressed(self, message: Pressed) -> None:
        """Open the question that was clicked."""
        message.stop()
        self.open(message.path)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Open the question that got the focus, and fold the one before."""
        for node in event.widget.ancestors:
            if isinstance(node, QuestionCard):
                self._opened(node)
                return

    def _opened(self, card: QuestionCard) -> None:
        if card.path == self.active and card.active:
            return
        for other in self.cards:
            if other is not card:
                other.activate(False)
        self.active, self._opened_at = card.path, monotonic()
        card.activate(True)
        self.post_message(Opened(card.path))
        self.call_after_refresh(self._show_whole, card)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Keep the words of the open question in sight."""
        super().watch_scroll_y(old_value, new_value)
        self._turn_pin()

    def watch_virtual_size(self) -> None:
        """Follow what is above the open question as it folds, or as questions come and go."""
        self.call_after_refresh(self._laid_out)

    def _laid_out(self) -> None:
        card = self.card(self.active)
        if card and monotonic() - self._opened_at < ARRIVING:
            self._show_whole(card)
        else:
            self._turn_pin()

    def _turn_pin(self) -> None:
        self._pin.turn(self.card(self.active), int(self.scroll_offset.y))

    def covered_at(self, line: int) -> int:
        """Return how many lines are covered at the top when `line` is just below them."""
        card = self.card(self.active)
        if card is None or line <= card.virtual_region.y:
            return 0
        self._pin.card = card
        return self._pin.room()

    def _show_whole(self, card: QuestionCard) -> None:
        """Scroll so that the open question can be seen from its first line."""
        if card.is_attached and card.path == self.active:
            height = min(card.size.height, self.size.height)
            into_sight(card, 0, height)
            keep = getattr(card.field, "keep_in_sight", None)
            if keep and card.size.height > self.size.height:
                self.call_after_refresh(keep)  # it reckons from where things lie once scrolled
            self._turn_pin()

    def hand_in(self) -> None:
        """Hand in what stands in the open field."""
        card = self.card(self.active)
        if card:
            card.field.hand_in()

    def beside(self, path: str, step: int, owed: bool = False) -> str | None:
        """Return the question beside the one at `path`, when there is one on the sheet.

        With `owed`, those that are only perhaps asked are passed over.
        """
        cards = [c for c in self.cards if not owed or c.item.state != "maybe" or c.path == path]
        paths = [card.path for card in cards]
        place = paths.index(path) + step if path in paths else 0
        return paths[place] if 0 <= place < len(paths) else None

    def _current(self) -> QuestionCard | None:
        return self.card(self.active)

    def action_clear(self) -> None:
        """Take the answer of the open question away."""
        if card := self._current():
            card.clear()

    def action_next(self) -> None:
        """Go to the next question."""
        if card := self._current():
            card.leave(forward=True)

    def action_previous(self) -> None:
        """Go to the question before."""
        if card := self._current():
            card.leave(forward=False)

    def help_parts(self) -> list[tuple[str, Content]]:
        """Return the help of the open question."""
        card = self._current()
        return list(card.help_parts()) if card else []


class MarkingSheet(QuestionSheet):
    """A sheet on which something can be said about an answer."""

    PLACES: ClassVar[tuple[str, ...]] = ("mark",)
    BINDINGS = bindings("mark")

    def action_note(self) -> None:
        """Write a note about the open question."""
        if card := self._current():
            card.write_note()

    def action_evidence(self) -> None:
        """Write down evidence for the answer of the open question."""
        if card := self._current():
            card.write_note("evidence")

    def action_assumed(self) -> None:
        """Mark the answer of the open question “assumed”."""
        if card := self._current():
            card.turn("assumed")

    def action_confidential(self) -> None:
        """Mark the answer of the open question “confidential”, or take the mark away."""
        if card := self._current():
            card.turn("confidential")

    def action_confirm_answer(self) -> None:
        """Say that the answer of the open question, carried over, still holds."""
        if card := self._current():
            card.confirm()

    def action_what_if(self) -> None:
        """Try another answer to the open question."""
        if card := self._current():
            card.try_out()

    def action_answer_history(self) -> None:
        """Show what was said on the open question before."""
        if card := self._current():
            self.post_message(PastWanted(card.path))

    def action_unknown(self) -> None:
        """Mark the open question “not known yet”."""
        if card := self._current():
            card.mark_unknown()


def _same_field(card: QuestionCard, item: Item) -> bool:
    """Say whether the card's field fits `item`; a locked question has another field."""
    return bool(card.item.locked) == bool(item.locked)


def _nearest(old: list[str], lost: str, now: list[str]) -> str:
    """Return the question that comes in the place of the one that was open."""
    if lost in now:
        return lost
    place = old.index(lost) if lost in old else 0
    after = [path for path in old[place:] if path in now]
    before = [path for path in old[:place] if path in now]
    return (after or before[::-1] or now or [""])[0]
