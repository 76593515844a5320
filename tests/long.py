"""How much is tried: with DPIA_LONG=1 as much as is worth a night, else what finds a fault soon."""

import os
from typing import TypeVar

T = TypeVar("T")

LONG = os.environ.get("DPIA_LONG") == "1"


def long(few: T, many: T) -> T:
    """Return `many` in a long run, else `few`."""
    return many if LONG else few
