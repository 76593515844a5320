"""A line of a window or a search."""

from typing import Any

from dpia.tui.widgets.writing import SafeInput

LONGEST = 1_000
"""Characters that a line takes."""


class PlainInput(SafeInput):
    """A line that takes only so much, and a paste as far as it fits."""

    def __init__(self, **given: Any) -> None:
        """Begin as any line does."""
        super().__init__(**given, max_length=LONGEST)
