"""Help: what the focused question asks and why, and the keys that work here, from the registry."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.action import Action
from dpia.tui.actions import NO_OWN, TITLES, bindings, key_words, keys_of, of, prints
from dpia.tui.screens.base import Dialog
from dpia.tui.view import CaseView
from dpia.tui.widgets.keyline import KeyLine, does_nothing, places_of

KEY_WIDTH = 18


class HelpScreen(Dialog[None]):
    """A window with help; Escape closes it."""

    PLACES: ClassVar[tuple[str, ...]] = ("form",)
    BINDINGS = bindings("form")

    def __init__(self, parts: list[tuple[str, Content]]) -> None:
        """Show `parts`: heading and text."""
        super().__init__()
        self.parts = parts

    def compose(self) -> ComposeResult:
        """Compose the parts below each other."""
        with Told(self.parts, classes="dialog help"):
            for heading, text in self.parts:
                yield Static(foreign.content(heading), classes="dialog-title")
                yield Static(text, classes="paragraph")
        yield KeyLine()


class Told(VerticalScroll):
    """The parts of the help; what they are about stays in sight while one scrolls."""

    def __init__(self, parts: list[tuple[str, Content]], classes: str) -> None:
        """Show `parts`."""
        super().__init__(classes=classes)
        self.about = foreign.line(parts[0][0], limit=64) if parts else Content("")

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Put what it is about on the frame once its heading is out of sight."""
        super().watch_scroll_y(old_value, new_value)
        above = new_value > 0 and bool(self.about)
        self.border_title = self.about if above else None


def help_for(
    screen: Screen[Any], view: CaseView | None, own: Mapping[str, str] = NO_OWN
) -> list[tuple[str, Content]]:
    """Return the help for what has the focus on `screen`, with keys of one's `own`.

    A key stands with the action it does there: not where a letter is written, and only once.
    """
    parts = list(about_focus(screen, view))
    focused, taken = screen.focused, set[str]()
    typing = focused is not None and focused.check_consume_key("n", "n")
    for place in dict.fromkeys(places_of(screen, focused)):
        actions = []
        for action in of(place, own=own, locked=bool(view and view.locked)):
            if does_nothing(focused, action):
                continue
            free = [key for key in keys_of(action) if key not in taken]
            free = [key for key in free if not (typing and prints(key))]
            taken.update(free)
            actions += [replace(action, keys=",".join(free))] if free else []
        if actions:
            parts.append((TITLES.get(place, place), keys(actions)))
    return parts


def about_focus(screen: Screen[Any], view: CaseView | None) -> Iterator[tuple[str, Content]]:
    """Yield the help that the focused widget, or one around it, has of its own."""
    node: Any = screen.focused
    while node is not None and node is not screen:
        own = getattr(node, "help_parts", None)
        if own is not None:
            yield from own()
            return
        node = node.parent
    own = getattr(screen, "help_parts", None)
    if own is not None:
        yield from own()


def keys(actions: list[Action]) -> Content:
    """Return a table of keys."""
    lines = []
    for action in actions:
        names = ", ".join(key_words(action)).ljust(KEY_WIDTH)
        lines.append(Content.assemble((f"{names} ", "bold $text-primary"), action.help))
    return Content("\n").join(lines)


def law(sources: tuple[str, ...]) -> Content:
    """Return legal sources on one line."""
    return Content.assemble((_("Law: "), theme.QUIET), foreign.line("; ".join(sources)))
