"""The field in which the register is searched and filtered; it proposes how a filter goes on."""

from collections.abc import Callable, Mapping, Sequence

from textual.suggester import Suggester

from dpia.tui.shown.filtering import ways_on
from dpia.tui.widgets.pasting import PlainInput

Known = Callable[[], Mapping[str, Sequence[str]]]
"""Gives the values that occur, by name."""


class GoingOn(Suggester):
    """Proposes how a filter goes on."""

    def __init__(self, known: Known) -> None:
        """Propose out of what is `known`."""
        super().__init__(use_cache=False, case_sensitive=True)
        self.known = known

    async def get_suggestion(self, value: str) -> str | None:
        """Return the whole text as it could go on."""
        stays, options = ways_on(value, self.known())
        going_on = stays + options[0] if options else ""
        return going_on if going_on.startswith(value) else None


class FilterField(PlainInput):
    """One line for words and `name:value`; the arrow to the right takes what is proposed."""

    def __init__(self, known: Known) -> None:
        """Propose out of what is `known`."""
        super().__init__(compact=True, suggester=GoingOn(known))
        self.cursor_blink = False
