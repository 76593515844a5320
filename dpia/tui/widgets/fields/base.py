"""What every field can do, whatever the sort of its question."""

from typing import ClassVar, Protocol

from textual.widget import Widget

from dpia.tui.items import Item


class Field(Protocol):
    """A focusable widget in which one question is answered."""

    PLACES: ClassVar[tuple[str, ...]]

    def show(self, item: Item) -> None:
        """Draw the question as it stands, without disturbing what is being typed."""

    def activate(self, active: bool) -> None:
        """Open up, or fold to what is answered; a field that folds hands in what it holds."""

    def hand_in(self) -> None:
        """Give what stands in the field as the answer, if it has changed."""

    def take(self) -> str | None:
        """Return what is typed and not accepted yet, held for handed in from now on."""

    def refuse(self) -> None:
        """Take back what was shown as answered but was not accepted."""

    def as_widget(self) -> Widget:
        """Return the widget itself."""


class Plain:
    """The parts of a field that most sorts need nothing of."""

    def hand_in(self) -> None:
        """Nothing waits to be handed in."""

    def take(self) -> str | None:
        """Nothing is half typed."""
        return None

    def refuse(self) -> None:
        """Nothing was shown ahead of time."""
