"""How the process ends: a closed terminal and a request to stop end the program cleanly."""

import asyncio
import signal
from collections.abc import Callable

_NAMES = ("SIGHUP", "SIGTERM")


def on_end(finish: Callable[[], None]) -> None:
    """Call `finish` in the running event loop when the process is asked to end."""
    loop = asyncio.get_running_loop()
    for name in _NAMES:
        number = getattr(signal, name, None)
        if number is None:  # Windows has no SIGHUP
            continue
        try:
            loop.add_signal_handler(number, finish)
        except (NotImplementedError, RuntimeError, ValueError):
            continue  # not on the main thread (tests) or a system without handlers


def forget() -> None:
    """Take the handlers away again."""
    loop = asyncio.get_running_loop()
    for name in _NAMES:
        number = getattr(signal, name, None)
        if number is not None:
            try:
                loop.remove_signal_handler(number)
            except (NotImplementedError, RuntimeError, ValueError):
                continue
