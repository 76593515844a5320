"""How the process ends: a closed terminal and a request to stop end the program cleanly."""

import asyncio
import os
import signal
import threading
from collections.abc import Callable

MOMENT = 2.0
"""Seconds for which the terminal may take to be put in order."""

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


def hang_up() -> None:
    """Tell this process what a closed terminal tells it; one that is gone otherwise does not."""
    if hasattr(signal, "SIGHUP"):
        os.kill(os.getpid(), signal.SIGHUP)


def insist(code: int = 0) -> threading.Timer:
    """End the process in a moment even if the terminal is gone and nobody reads any more.

    Whatever has to be on disk is there before; only drawing can still hang.
    """
    timer = threading.Timer(MOMENT, os._exit, (code,))
    timer.daemon = True
    timer.start()
    return timer
