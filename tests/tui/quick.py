"""What makes stories quick: the same program, and nothing done twice or waited for.

Textual draws 60 times a second, and its pilot waits until the process has slept for a while. Under
load both say little: for each key a story drew half a dozen frames that nobody looked at. Here a
screen is laid out as soon as nothing else is left to do, which is also what a story waits for; it
is drawn when that is reached. `playing` changes Textual so while a story is played.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import Context, copy_context
from typing import Any
from unittest.mock import patch
from weakref import WeakKeyDictionary, WeakSet

from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot
from textual.screen import Screen

Loop = asyncio.AbstractEventLoop


class Rest:
    """Knows when an event loop has nothing left to do at once."""

    def __init__(self, loop: Loop) -> None:
        self.loop = loop
        self.outdated: dict[Screen[Any], Context] = {}
        """The screens that are to be laid out or drawn anew."""
        self._waiting: list[asyncio.Future[None]] = []
        self._looking = False

    @classmethod
    def here(cls) -> "Rest":
        """Return that of the loop which is running."""
        loop = asyncio.get_running_loop()
        return _rests.setdefault(loop, cls(loop))

    async def reached(self) -> None:
        """Wait until everything has been done and laid out."""
        future = self.loop.create_future()
        self._waiting.append(future)
        self.look()
        await future

    def look(self) -> None:
        """Begin to look whether something is left to do."""
        if not self._looking:
            self._looking = True
            self.loop.call_soon(self._look)

    def _look(self) -> None:
        if self.loop._ready:  # type: ignore[attr-defined]
            self.loop.call_soon(self._look)
        elif self.outdated:
            screen, context = self.outdated.popitem()
            self.loop.call_soon(self._look)
            context.run(_update, screen)
        else:
            self._looking = False
            waiting, self._waiting = self._waiting, []
            for future in waiting:
                if not future.done():
                    future.set_result(None)


_rests: "WeakKeyDictionary[Loop, Rest]" = WeakKeyDictionary()


def _update(screen: Screen[Any]) -> None:
    """Do what the timer of a screen does."""
    app = screen.app
    if app._exit:
        return
    try:
        screen._on_timer_update()
    except Exception as error:
        app._handle_exception(error)


class AtRest:
    """Stands for the timer by which a screen is drawn."""

    def __init__(self, screen: Screen[Any]) -> None:
        self.screen = screen

    def resume(self) -> None:
        rest = Rest.here()
        rest.outdated.setdefault(self.screen, copy_context())
        rest.look()

    def pause(self) -> None:
        """Do nothing: it is asked for anew each time, and once too often does no harm."""


_timers: "WeakKeyDictionary[Screen[Any], AtRest]" = WeakKeyDictionary()


def _timer(screen: Screen[Any]) -> AtRest:
    return _timers.setdefault(screen, AtRest(screen))


async def at_rest(*_how: float) -> None:
    """Wait until everything has been done and laid out, however long or short that takes."""
    await Rest.here().reached()


async def _no_animation(_animator: Any) -> None:
    """Wait for none: none is shown, and one begun while the program ends would never be over."""


async def _screen_at_rest(_pilot: "Pilot[Any]", timeout: float = 0) -> bool:
    await at_rest()
    return True


# Drawing

_draw = Screen._compositor_refresh
_drawing_all: "WeakSet[App[Any]]" = WeakSet()


def draw_all(app: "App[Any]") -> None:
    """Draw every frame of a program, also those that nobody looks at."""
    _drawing_all.add(app)


def show(app: "App[Any]") -> None:
    """Draw what has changed on the screen in front."""
    if app.is_running and app.screen._compositor._dirty_regions:
        _draw(app.screen)


def _note(screen: Screen[Any]) -> None:
    """Leave what has changed noted, until it is looked at."""
    if screen is not screen.app.screen or screen.app in _drawing_all:
        _draw(screen)
        return
    screen._dirty_widgets.clear()
    screen.app._update_mouse_over(screen)


# Style sheets

_parse = Stylesheet._parse_rules
_parsed: dict[tuple[Any, ...], list[RuleSet]] = {}


def _parse_once(sheet: Stylesheet, css: str, *how: Any, **named: Any) -> list[RuleSet]:
    """Read the same style sheet with the same variables once for all programs."""
    key = css, how, *named.items(), *sheet._variables.items()
    if key not in _parsed:
        _parsed[key] = _parse(sheet, css, *how, **named)
    return _parsed[key]


CHANGED: tuple[tuple[str, str, Callable[..., Any] | property], ...] = (
    ("textual.screen.Screen", "_update_timer", property(_timer)),
    ("textual.screen.Screen", "_compositor_refresh", _note),
    ("textual.css.stylesheet.Stylesheet", "_parse_rules", _parse_once),
    ("textual.css.model.RuleSet", "__hash__", object.__hash__),  # the same, not written in Python
    ("textual.pilot.Pilot", "_wait_for_screen", _screen_at_rest),
    ("textual._animator.Animator", "wait_until_complete", _no_animation),
    ("textual._animator.Animator", "wait_for_idle", _no_animation),
    ("textual.pilot", "wait_for_idle", at_rest),
    ("textual.app", "wait_for_idle", at_rest),
)


@contextmanager
def playing() -> Iterator[None]:
    """Change Textual as long as a story is played."""
    patches = [patch(f"{where}.{name}", new) for where, name, new in CHANGED]
    for one in patches:
        one.start()
    try:
        yield
    finally:
        for one in patches:
            one.stop()
