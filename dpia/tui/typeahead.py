"""Typing ahead: keys that come faster than the program act where the ones before them led.

A terminal on a slow line delivers several keys at once. A key that may move the focus is therefore
followed to its end before the next one is taken; plain typing waits for nothing.
"""

import asyncio
from collections import deque
from time import monotonic

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.widget import Widget

LONGEST = 2.0
"""Seconds for which one widget is waited for; one that is going away may never answer."""
PATIENCE = 10.0
"""Seconds for which a change on its way to a slow disk is waited for."""
_BEAT = 0.005


class TypeAhead(App[None]):
    """A program that takes one key after the other."""

    _following = False
    """Whether the latest key is still on its way."""
    _typing = False
    """Whether characters may still be on their way to a field."""

    def __init__(self) -> None:
        """Hold no key yet."""
        super().__init__()
        self._held: deque[events.Key | events.Paste] = deque()

    async def on_event(self, event: events.Event) -> None:
        """Take an event; a key waits until those before it have done what they do."""
        typed = isinstance(event, events.Key | events.Paste) and not event.is_forwarded
        if typed and (self._following or self._held):
            self._held.append(event)  # type: ignore[arg-type]
        elif typed:
            await self._take(event)
        else:
            await super().on_event(event)

    async def _take(self, event: events.Event) -> None:
        target: Widget = self.focused or self.screen
        moves = isinstance(event, events.Key) and not target.check_consume_key(
            event.key, event.character
        )
        behind = moves and self._typing
        if behind:  # some keys would overtake what was typed before them
            self._held.appendleft(event)  # type: ignore[arg-type]
        else:
            await super().on_event(event)
        self._typing = not moves
        if moves:
            self._following = True
            self.run_worker(self._follow(target), group="keys", exit_on_error=False)

    async def _follow(self, target: Widget) -> None:
        """Wait until a key given to `target` has done what it does, and take the next one."""
        try:
            way_up = list(target.ancestors_with_self)
            for _round in range(2):  # the key itself, then what its handlers said
                for pump in way_up:
                    await _passed(pump)
            until = monotonic() + PATIENCE
            while self._opening() and monotonic() < until:
                await asyncio.sleep(_BEAT)
            if self.screen not in way_up:  # a new one gives the focus once it is in front
                await _passed(self.screen)
        finally:
            self._following = False
            self.call_later(self._take_held)

    def _opening(self) -> bool:
        """Say whether the screen in front is still on its way to where keys are to go."""
        return not self.screen.is_mounted or getattr(self.screen, "under_way", False)

    async def _take_held(self) -> None:
        while self._held and not self._following:
            await self._take(self._held.popleft())


async def _passed(pump: MessagePump) -> None:
    """Wait until `pump` has worked off what it was given before."""
    reached = asyncio.Event()
    if pump.is_running and pump.call_later(reached.set):
        try:
            await asyncio.wait_for(reached.wait(), LONGEST)
        except TimeoutError:
            return
