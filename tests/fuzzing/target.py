"""What a target is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Form = Literal["json", "lines", "zip", "text", "bytes"]
"""What is known of the input, so that changes get past the first look at it."""


@dataclass(frozen=True)
class Target:
    """One reader: `run` gives it the bytes of a file and lets only sentences for people pass."""

    name: str
    run: Callable[[bytes], None]
    form: Form
    seeds: Callable[[], list[bytes]]
    """Sound input, written by dpia or by hand, beside what lies in the corpus."""
