"""Walking over the screens of the program: which there are, and a hard look at each."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterable

from textual import events
from textual.screen import Screen
from textual.widgets import Input, TextArea

import dpia.tui
from dpia.tui.actions import keys_of, of, prints
from dpia.tui.widgets.keyline import run
from dpia.tui.widgets.sheet import QuestionSheet
from tests.tui.hostile import ACTING, faults
from tests.tui.stories import Stage

ESCAPES = 5
"""More windows than that never lie above each other."""
MARKER = "[bold]x[/]"
"""What is to be read on a screen that shows a hostile text, as it is."""


def screens() -> set[str]:
    """Return the names of all screens that the program can show, from its code.

    One that others build on counts where it is made itself, too.
    """
    code = ""
    for module in pkgutil.walk_packages(dpia.tui.__path__, "dpia.tui."):
        code += inspect.getsource(importlib.import_module(module.name))
    ours = [kind for kind in _below(Screen) if kind.__module__.startswith("dpia.tui.")]
    bases = {base.__name__ for kind in ours for base in kind.__mro__[1:]}
    made = {name for name in bases if re.search(rf"(?<!class )\b{name}\(", code)}
    return {kind.__name__ for kind in ours} - (bases - made)


def _below(kind: type[object]) -> Iterable[type[object]]:
    for child in kind.__subclasses__():
        yield child
        yield from _below(child)


class Walk:
    """Goes from screen to screen and looks hard at each."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.size = (stage.app.size.width, stage.app.size.height)
        self.seen: set[str] = set()
        self.marked: set[str] = set()

    @property
    def here(self) -> str:
        """The name of the foremost screen."""
        return type(self.stage.app.screen).__name__

    async def press(self, *keys: str) -> None:
        """Press keys as fast as one can, and look at what they show."""
        await self.stage.burst(*keys)
        self.look()

    async def paste(self, text: str = ACTING) -> None:
        """Paste a hostile text into the field in focus."""
        self.stage.app.post_message(events.Paste(text))
        await self.stage.idle()
        self.look()
        if isinstance(line := self.stage.app.focused, Input):
            line.cursor_position = 0  # which brings the beginning into sight
            await self.stage.idle()
            self.look()

    def look(self) -> None:
        """Look at the screen: it keeps its frame, and no text is obeyed."""
        strips = self.stage.app.screen._compositor.render_strips()
        found = list(faults(strips, self.size))
        assert not found, "\n".join([self.here, *found[:5]])
        self.seen.add(self.here)
        if MARKER in self.stage.frame():
            self.marked.add(self.here)

    async def to(self, name: str, action: str = "", *keys: str) -> None:
        """Do an action of the registry, then press `keys`; that leads to the screen `name`."""
        if action:
            await self.do(action)
        await self.press(*keys)
        await self.stage.until(lambda: self.here == name)
        self.look()
        if isinstance(self.stage.app.focused, Input) and not keys:
            await self.paste()

    async def at(self, path: str) -> None:
        """Go to a question."""
        self.stage.app.go_to_question(path)
        await self.stage.idle()
        app = self.stage.app  # which may first have to take in what was written elsewhere
        await self.stage.until(lambda: app.screen.query_one(QuestionSheet).active == path)
        self.look()

    async def back(self, name: str) -> None:
        """Go back to the screen `name`."""
        for _ in range(ESCAPES):
            if self.here == name:
                return
            await self.press("escape")
            for _beat in range(20):  # a window may need a moment to close
                if self.here == name:
                    break
                await self.stage.pilot.pause(0.01)
        assert self.here == name, self.stage.frame()

    async def visit(self, name: str, action: str = "", *keys: str) -> None:
        """Go to the screen `name` (which is opening, without an action), and come back."""
        before = self.here if action or keys else ""
        await self.to(name, action, *keys)
        await self.press("tab", "down")
        await self.back(before or type(self.stage.app.screen_stack[-2]).__name__)

    async def do(self, *names: str) -> None:
        """Do actions of the registry, `place.action`, by a key that works where the focus is."""
        app = self.stage.app
        for name in names:
            place, _dot, which = name.partition(".")
            (action, *_others) = [one for one in of(place) if one.id == which]
            typing = isinstance(app.focused, Input | TextArea)
            keys = [key for key in keys_of(action) if not (typing and prints(key))]
            if keys:
                await self.stage.burst(keys[0])
            else:
                await run(app.focused, app.screen, action)
                await self.stage.idle()
            self.look()
