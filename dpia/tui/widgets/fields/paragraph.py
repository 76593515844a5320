"""Writing a text of some length on lines that grow with it; Enter accepts it, as on one line."""

from typing import ClassVar

from textual import events

from dpia.tui.actions import bindings
from dpia.tui.items import Item
from dpia.tui.widgets.fields.text import LongField

LEAST = 1_000
"""A text that may have more characters than this is not written on one line."""


class ParagraphField(LongField):
    """A text without line ends, on two lines or more."""

    PLACES: ClassVar[tuple[str, ...]] = ("text", "field")
    BINDINGS = bindings("text")

    @staticmethod
    def fits(item: Item) -> bool:
        """Say whether a question is answered with such a text."""
        question = item.question
        return question.kind == "text" and int(question.schema.get("maxLength", 0)) > LEAST

    def current(self) -> str:
        """Return the text; what was pasted in lines stands on one."""
        return " ".join(self.text.split("\n"))

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Say whether a key writes a character here."""
        return key != "enter" and super().check_consume_key(key, character)

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.action_accept_text()

    def action_accept_text(self) -> None:
        """Accept the answer and go on."""
        self.hand_in(go_on=True)
