"""The questionnaire of an open assessment, one section at a time."""

from typing import ClassVar

from dpia.tui.actions import bindings
from dpia.tui.screens.base import CaseScreen


class QuestionnaireScreen(CaseScreen):
    """Asks the questions of one section."""

    PLACES: ClassVar[tuple[str, ...]] = ("questionnaire", "case")
    BINDINGS = bindings("questionnaire", "case")

    def go_to(self, path: str) -> None:
        """Show the question at `path` and give it the focus."""
