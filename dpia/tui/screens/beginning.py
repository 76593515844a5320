"""A window that asks a few questions in the fields of a questionnaire, before anything is open."""

from collections.abc import Mapping
from typing import Any

from textual.app import ComposeResult
from textual.content import Content

from dpia.errors import DpiaError
from dpia.questionnaire.answers import parse_text
from dpia.questionnaire.model import Question
from dpia.questionnaire.progress import State
from dpia.tui.items import Item
from dpia.tui.messages import Answered, Cleared, HandedIn, LeftBack, LeftForward, Wrote
from dpia.tui.screens.base import Dialog
from dpia.tui.widgets.crumb import Crumb
from dpia.tui.widgets.keyline import KeyLine
from dpia.tui.widgets.sheet import QuestionSheet
from dpia.tui.widgets.titlebar import TitleBar


class BeginningScreen(Dialog[bool]):
    """Asks questions and holds their answers in `values` until they are wanted."""

    CSS_PATH = "asking.tcss"

    def __init__(
        self, title: str, questions: Mapping[str, Question], values: dict[str, Any]
    ) -> None:
        """Ask `questions`, beginning with `values`; nothing is an open question."""
        super().__init__()
        self.heading = title
        self.questions = questions
        self.values = values
        self._missing = ""

    # For subclasses

    def hint(self) -> str:
        """Return what the line above the questions says."""
        return ""

    def intro(self) -> str:
        """Return what stands before the questions."""
        return ""

    def finished(self) -> None:
        """Go on with what was answered."""

    # For everybody

    def finish(self) -> None:
        """Take in what stands in the open field, then go on."""
        self.sheet.hand_in()
        card = self.sheet.card(self.sheet.active)
        sender = card.field.as_widget() if card else self
        sender.post_message(HandedIn())  # comes after what the field has sent

    def on_handed_in(self, message: HandedIn) -> None:
        """Go on, unless a field could not be taken in."""
        message.stop()
        if not any(card.complaint for card in self.sheet.cards if card.path != self._missing):
            self.finished()

    def compose(self) -> ComposeResult:
        """Compose the questions."""
        yield TitleBar(self.heading)
        yield Crumb()
        yield QuestionSheet()
        yield KeyLine()

    async def on_mount(self) -> None:
        """Ask."""
        self.query_one(Crumb).show(Content(self.hint()), Content(""))
        await self.sheet.fill(self.intro(), self.items())

    @property
    def sheet(self) -> QuestionSheet:
        """The sheet with the questions."""
        return self.query_one(QuestionSheet)

    def items(self) -> list[Item]:
        """Return the questions as they stand."""
        found = []
        for number, (name, question) in enumerate(self.questions.items(), 1):
            value = self.values.get(name)
            owed: State = "open" if question.required else "optional"
            state: State = owed if value is None else "answered"
            choices = {choice.value: choice.title for choice in question.choices}
            if name == "also":
                choices.pop(self.values.get("authority") or "", None)
            found.append(Item(number, question, question.path, state, value, choices))
        return found

    def complain(self, name: str, sentence: str) -> None:
        """Go to a question and say what is missing there."""
        self._missing = path = self.questions[name].path
        self.sheet.open(path)
        card = self.sheet.card(path)
        if card and not card.complaint:
            card.complain(sentence)

    async def _set(self, path: str, value: Any, go_on: bool) -> None:
        name = path.partition(".")[2]
        self.values[name] = value
        if name == "authority":
            also = [other for other in self.values.get("also") or () if other != value]
            self.values["also"] = also or None
        await self.sheet.update_items(self.items())
        if go_on:
            self._go(path, 1)

    def _go(self, path: str, step: int) -> None:
        beside = self.sheet.beside(path, step)
        if beside:
            self.sheet.open(beside)

    async def on_answered(self, message: Answered) -> None:
        """Take an answer."""
        message.taken = True
        await self._set(message.path, message.value, message.go_on)

    async def on_wrote(self, message: Wrote) -> None:
        """Take a text."""
        question = self.questions[message.path.partition(".")[2]]
        if not message.text.strip():
            await self._set(message.path, None, message.go_on)
            return
        try:
            value = parse_text(question, message.text)
        except DpiaError as problem:
            card = self.sheet.card(message.path)
            if card:
                card.complain(problem.message)
            return
        await self._set(message.path, value, message.go_on)

    async def on_cleared(self, message: Cleared) -> None:
        """Take an answer away."""
        message.taken = True
        await self._set(message.path, None, message.go_on)

    def on_left_forward(self, message: LeftForward) -> None:
        """Go to the next question."""
        self._go(message.path, 1)

    def on_left_back(self, message: LeftBack) -> None:
        """Go to the question before."""
        self._go(message.path, -1)
