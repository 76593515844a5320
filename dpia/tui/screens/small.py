"""What stands on a terminal that is too small for anything else."""

from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static

from dpia.text import _

if TYPE_CHECKING:
    from dpia.tui.app import DpiaApp


class TooSmallScreen(ModalScreen[None]):
    """Says how large the terminal must be; goes away when it is."""

    PLACES: ClassVar[tuple[str, ...]] = ()

    def __init__(self, smallest: tuple[int, int]) -> None:
        """Ask for at least `smallest` columns and lines."""
        super().__init__()
        self.smallest = smallest

    def compose(self) -> ComposeResult:
        """Compose the sentence."""
        yield Static(id="too-small", markup=False)

    def on_mount(self) -> None:
        """Say it."""
        self.say()

    def on_resize(self, _event: Any) -> None:
        """Say it with the new size."""
        self.say()

    def say(self) -> None:
        """Write the sentence with the size as it is."""
        width, height = self.smallest
        message = _(
            "The terminal is too small ({w} by {h}). Make it at least {width} columns by {height} "
            "lines. Nothing is lost; {key} quits."
        )
        size, key = self.app.size, cast("DpiaApp", self.app).key_for("anywhere.quit")
        self.query_one(Static).update(
            message.format(w=size.width, h=size.height, width=width, height=height, key=key)
        )
