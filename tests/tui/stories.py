"""Playing a story on the terminal UI: keys in, frames out; waits for conditions, not for time."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from textual import events
from textual.pilot import Pilot

from dpia.desk.config import Config
from dpia.desk.desk import Desk
from dpia.desk.library import Library
from dpia.register import Register
from dpia.tui.app import DpiaApp
from dpia.tui.screens.register_list import RegisterList
from tests.long import long
from tests.tui import quick
from tests.tui.sample import SAMPLE_CONFIG, write_sample
from tests.tui.trial import NOW

HOSTILE = (
    *("[/]", "[b]bold[/b] art. 6(1)[a]", "[@click=app.quit]go[/]", "=cmd|' /C calc'!A0"),
    "\u202eright to left \u05e9\u05dc\u05d5\u05dd",
    *("wide 日本語 ＡＢＣ 🧑‍⚖️", "\x1b[31mred\x07\x9b"),
)

SIZES = long([(60, 20), (120, 40)], [(60, 20), (80, 24), (120, 40)])
"""The sizes at which a screen is laid out otherwise; most stories are played at 80 × 24 anyway."""

PATIENCE = 5000
"""How often it is looked whether the program has come to rest: that takes ten seconds or more."""


def sample_desk(folder: Path, **given: Any) -> Desk:
    """A desk whose questionnaire holds one question of every kind."""
    own = write_sample(folder / "library")
    config = Config(**{**SAMPLE_CONFIG, **given})
    register = Register.open(folder / "register", create=True)
    return Desk(register, Library(own), config, clock=lambda: NOW)


class Stage:
    """The program while a story is played."""

    def __init__(self, app: DpiaApp, pilot: "Pilot[None]") -> None:
        self.app = app
        self.pilot = pilot
        self.heard = [note.message for note in app._notifications]
        notify = app.notify

        def hear(message: str, **how: Any) -> None:
            self.heard.append(message)
            notify(message, **how)

        app.notify = hear  # type: ignore[method-assign]

    async def press(self, *keys: str) -> None:
        """Press keys, and wait until what they began is on disk and on the screen."""
        for key in keys:
            await self.pilot.press(key)
            await self.idle()

    async def write(self, text: str) -> None:
        """Type a text, key by key."""
        await self.pilot.press(*text)
        await self.idle()

    async def burst(self, *keys: str) -> None:
        """Press keys in one go, as a slow line delivers them: none waits for the one before."""
        for key in keys:
            character = key if len(key) == 1 else None
            self.app.post_message(events.Key(key, character))
        await self.idle()

    async def begun(self) -> None:
        """Wait until the register has been read, or has told why it cannot be."""
        register = self.app.screen_stack[0]
        assert isinstance(register, RegisterList)
        await self.until(lambda: register._read or len(self.app._notifications) > 0)
        await self.idle()

    async def idle(self) -> None:
        """Wait until nothing is on its way, and draw it."""
        for _ in range(PATIENCE):
            await quick.at_rest()
            if not (self.app.pending or self.busy()):
                break
            await self.pilot.pause(0.002)
        else:
            raise AssertionError(f"never came to rest:\n{self.frame()}")
        quick.show(self.app)

    def busy(self) -> bool:
        return any(worker.is_running for worker in self.app.workers)

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait for a condition."""
        for _ in range(1000):
            if true():
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"never came true on this screen:\n{self.frame()}")

    async def sees(self, *words: str) -> None:
        """Wait until all of `words` are on the screen."""

        def seen() -> bool:
            frame = self.frame()
            return all(word in frame for word in words)

        await self.until(seen)

    def frame(self) -> str:
        """What is on the screen, as text."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)

    def told(self) -> str:
        """All that has been told in notifications, however long ago."""
        return "\n".join(self.heard)

    def stored(self, ref: str = "2026-0001") -> dict[str, Any]:
        """The assessment as it is on disk."""
        register = Register.open(self.app.desk.register.path)
        return register.load(register.find(ref)).document


def play(
    desk: Desk,
    story: Callable[[Stage], Awaitable[None]],
    ref: str | None = None,
    size: tuple[int, int] = (80, 24),
    settings: Path | None = None,
) -> DpiaApp:
    """Play `story` on a new program at `desk`."""

    async def run() -> DpiaApp:
        app = DpiaApp(desk, ref, settings=settings)
        try:
            async with app.run_test(size=size, notifications=True) as pilot:
                stage = Stage(app, pilot)
                await stage.begun()
                if ref:
                    await stage.until(lambda: app.view is not None and len(app.screen_stack) > 1)
                    await stage.idle()
                await story(stage)
        finally:
            app.desk_thread.close()  # its thread would keep the whole program in memory
        return app

    with quick.playing():
        return asyncio.run(run())
