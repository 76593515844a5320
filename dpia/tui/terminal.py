"""Reading the terminal: a byte that is no UTF-8 comes in as a sign instead of ending the program.

A terminal of another encoding sends such bytes for every letter with an accent, and a bad line for
anything. Textual decodes strictly and has no setting for that; its driver is given another decoder.
"""

import codecs
from functools import partial
from importlib import import_module
from typing import Any

from textual.driver import Driver


def forgiving(kind: type[Driver]) -> type[Driver]:
    """Return the driver `kind`, which from now on reads a sign where a byte is no text."""
    module: Any = import_module(kind.__module__)
    if hasattr(module, "getincrementaldecoder"):
        module.getincrementaldecoder = _forgiving_decoder
    return kind


def _forgiving_decoder(encoding: str) -> partial[codecs.IncrementalDecoder]:
    return partial(codecs.getincrementaldecoder(encoding), errors="replace")
