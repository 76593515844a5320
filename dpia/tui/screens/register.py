"""The register: all assessments of an organisation."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.screen import Screen

from dpia.text import _
from dpia.tui.actions import bindings
from dpia.tui.widgets.keyline import KeyLine
from dpia.tui.widgets.titlebar import TitleBar


class RegisterScreen(Screen[None]):
    """Lists the assessments."""

    PLACES: ClassVar[tuple[str, ...]] = ("register",)
    BINDINGS = bindings("register")

    def compose(self) -> ComposeResult:
        """Compose the list and its keys."""
        yield TitleBar(_("Register"))
        yield KeyLine()
