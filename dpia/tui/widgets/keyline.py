"""The last line of a screen: the six keys that matter here, each of them clickable."""

from collections.abc import Callable
from itertools import accumulate
from typing import TYPE_CHECKING, cast

from textual import events
from textual.content import Content
from textual.widget import Widget

from dpia.tui.action import Action
from dpia.tui.actions import footer, name_of

if TYPE_CHECKING:
    from dpia.tui.app import DpiaApp


class KeyLine(Widget):
    """Shows the actions of the screen and of what has the focus."""

    def __init__(self) -> None:
        """Show nothing until the screen has a focus."""
        super().__init__()
        self._shown: list[tuple[str, Action]] = []
        self._ends: list[int] = []
        self._drawn: list[Action] = []

    def on_mount(self) -> None:
        """Follow the focus."""
        self.watch(self.screen, "focused", self.turn)

    def turn(self) -> None:
        """Show what applies now."""
        focused = self.screen.focused
        typing = focused is not None and focused.check_consume_key("n", "n")
        app = cast("DpiaApp", self.app)
        places = places_of(self.screen, focused)

        def here(action: Action) -> str:
            return label_of(focused, self.screen, action) if app.fits(action) else ""

        shown = footer(places, typing, app.own.keys, app.locked, here)
        if shown != self._shown:
            self._shown = shown
            self.refresh()

    def render(self) -> Content:
        """Draw the keys, as many as fit; the last one, help, always."""
        words = [
            Content.assemble((f" {key} ", "bold $text-primary"), f"{action.label} ")
            for key, action in self._shown
        ]
        while len(words) > 1 and sum(w.cell_length for w in words) > self.content_size.width:
            del words[-2]
        drawn = self._shown[: len(words) - 1] + self._shown[-1:]
        self._ends = list(accumulate(word.cell_length for word in words))
        self._drawn = [action for _key, action in drawn]
        return Content("").join(words)

    async def on_click(self, event: events.Click) -> None:
        """Do what was clicked."""
        for end, action in zip(self._ends, self._drawn, strict=False):
            if event.x < end:
                await run(self.screen.focused, self.screen, action)
                return


def label_of(focused: Widget | None, screen: Widget, action: Action) -> str:
    """Return the label of an action where the focus is; nothing where it does nothing there.

    What has the focus, and then the screen, may say another word, or none, in `key_word`.
    """
    if does_nothing(focused, action):
        return ""
    for asked in (focused, screen):
        word: Callable[[str], str | None] | None = getattr(asked, "key_word", None)
        said = word(name_of(action)) if word else None
        if said is not None:
            return said
    return action.label


def does_nothing(focused: Widget | None, action: Action) -> bool:
    """Say whether what has the focus has this action and cannot do it now."""
    if focused is None or action.where not in getattr(focused, "PLACES", ()):
        return False
    return focused.check_action(action.method, ()) is False


def tell_keys(widget: Widget) -> None:
    """Let the line of keys say what they do now where `widget` has the focus."""
    if widget.is_attached and widget.has_focus:
        for line in widget.screen.query(KeyLine):
            line.turn()


def places_of(screen: Widget, focused: Widget | None) -> list[str]:
    """Return the places whose actions apply, the nearest to the focus first."""
    places: list[str] = []
    node = focused
    while node is not None and node is not screen:
        places += getattr(node, "PLACES", ())
        node = node.parent if isinstance(node.parent, Widget) else None
    return [*places, *getattr(screen, "PLACES", ()), "anywhere"]


async def run(focused: Widget | None, screen: Widget, action: Action) -> None:
    """Run `action` on the nearest widget that has it, as its key would."""
    node = focused or screen
    while isinstance(node, Widget):
        if action.where in getattr(node, "PLACES", ()):
            await node.run_action(action.method)
            return
        if node is screen:
            break
        node = node.parent  # type: ignore[assignment]
    await screen.run_action(action.method)
