"""Reading the terminal: what is no UTF-8 comes in as a sign, and a terminal that has gone ends us.

A terminal of another encoding sends such bytes for every letter with an accent, and a bad line for
anything. Textual decodes strictly and has no setting for that; and where a terminal has gone
without a signal it reads nothing for ever. Its driver is given another decoder.
"""

import time
from encodings.utf_8 import IncrementalDecoder
from importlib import import_module
from typing import TYPE_CHECKING, Any

from textual.driver import Driver

from dpia.tui import signals

if TYPE_CHECKING:
    from typing_extensions import Buffer

PAUSE = 0.1
"""Seconds between two looks at a terminal that has gone."""


def forgiving(kind: type[Driver]) -> type[Driver]:
    """Return the driver `kind`, which from now on reads a sign where a byte is no text."""
    module: Any = import_module(kind.__module__)
    if hasattr(module, "getincrementaldecoder"):
        module.getincrementaldecoder = lambda _encoding: _Forgiving
    return kind


class _Forgiving(IncrementalDecoder):
    """Reads a sign where a byte is no text; nothing at all means that nobody is there any more."""

    def __init__(self) -> None:
        super().__init__(errors="replace")

    def decode(self, data: "Buffer", final: bool = False) -> str:
        if not data and not final:
            signals.hang_up()
            time.sleep(PAUSE)
        return super().decode(data, final)
