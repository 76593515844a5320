"""Keeping Python's collector from stalling keys.

It stops the whole program while it looks at every object there is; what a register of ten thousand
holds, or the questionnaires of one assessment, would take it a tenth of a second each time.
"""

import gc
from collections.abc import Iterator, Sized
from contextlib import contextmanager

MANY = 200
"""Rows from which on it matters."""


def settle(rows: Sized) -> None:
    """Let the collector pass over what is there already and stays, beside many `rows`."""
    if len(rows) >= MANY:
        gc.freeze()


def settle_in(again: bool) -> None:
    """Let the collector pass over an assessment that was opened, and what it is judged by.

    `again`: another one was open before; what is left of it goes first, or it would stay for good.
    """
    if again:
        gc.collect()
    gc.freeze()


def let_go() -> None:
    """Let the collector look at everything again, as the program ends."""
    gc.unfreeze()


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Collect nothing while thousands of objects are made; most of them stay or go at once."""
    working = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if working:
            gc.enable()
