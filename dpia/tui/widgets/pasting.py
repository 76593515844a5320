"""A line into which anything can be pasted: on one line, and nothing in it acts."""

from textual import events
from textual.widgets import Input

from dpia.questionnaire.answers import clean

LONGEST = 1_000


class PlainInput(Input):
    """Takes a paste whole, without control characters, as far as it fits."""

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        text = " ".join(clean(event.text[: LONGEST * 4]).split())[:LONGEST]
        if text:
            self.replace(text, *self.selection)
