"""Choosing several of many in a form; without the focus it shows only those chosen."""

from textual.content import Content

from dpia.text import _
from dpia.tui import theme
from dpia.tui.widgets.choices import Choice, ChoiceEntry

_DIGITS = 9
"""The first choices have a digit each; the others are reached by the cursor."""


class SeveralEntry(ChoiceEntry):
    """A choice of any number; Space chooses what is under the cursor or takes it back."""

    # As high as it gets: the form around it scrolls, and two scrollbars would be one too many.
    DEFAULT_CSS = "SeveralEntry { max-height: 400vh; }"
    MARKS = ("■ ", "□ ")

    def key_of(self, index: int) -> str:
        """Return the digit of one of the first choices; the others have no key."""
        return str(index + 1) if index < _DIGITS else ""

    def choose(self, index: int) -> None:
        """Choose one more, or take it back."""
        wanted = self.choices[index]
        kept = [c.value for c in self.choices if self._chosen(c) != (c is wanted)]
        if not self.locked:
            self.highlighted = index
            self.put(kept)
        self.say(kept)

    @property
    def enter_chooses(self) -> bool:
        """Never: what is chosen is said already."""
        return False

    def action_clear_choice(self) -> None:
        """Choose none."""
        if self.value and not self.locked:
            self.put([])
            self.say([])

    def _chosen(self, choice: Choice) -> bool:
        return choice.value in (self.value or ())

    def _beginning(self) -> int | None:
        return None  # the cursor stays where the person is

    def _hint(self, _width: int) -> list[Content]:
        words = _("none of {n} chosen yet").format(n=len(self.choices))
        return [Content.styled(words, theme.QUIET)]
