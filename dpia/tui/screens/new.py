"""Beginning a new assessment: title, organisation, authority, pathway and method."""

from collections.abc import Mapping
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.content import Content

from dpia.desk.desk import Desk
from dpia.errors import DpiaError
from dpia.questionnaire.answers import parse_text
from dpia.questionnaire.model import Question, load_question
from dpia.questionnaire.progress import State
from dpia.text import _
from dpia.tui.actions import bindings
from dpia.tui.items import Item
from dpia.tui.messages import Answered, Cleared, LeftBack, LeftForward, Wrote
from dpia.tui.screens.base import Dialog
from dpia.tui.widgets.crumb import Crumb
from dpia.tui.widgets.keyline import KeyLine
from dpia.tui.widgets.sheet import QuestionSheet
from dpia.tui.widgets.titlebar import TitleBar


class NewScreen(Dialog[None]):
    """Asks what an assessment begins with, in the same fields as a questionnaire."""

    CSS_PATH = "asking.tcss"

    PLACES: ClassVar[tuple[str, ...]] = ("new", "form")
    BINDINGS = bindings("new", "form")

    def __init__(self, desk: Desk) -> None:
        """Begin with what the configuration says."""
        super().__init__()
        self.desk = desk
        config = desk.config
        self.questions = basics(desk)
        self.values: dict[str, Any] = {
            "organisation": config.organisation or None,
            "authority": config.authority,
            "also": [name for name in config.also if name != config.authority],
            "pathway": config.pathway,
            "method": config.method,
        }
        self._creating = False

    def compose(self) -> ComposeResult:
        """Compose the questions."""
        yield TitleBar(_("New assessment"))
        yield Crumb()
        yield QuestionSheet()
        yield KeyLine()

    async def on_mount(self) -> None:
        """Ask."""
        self.query_one(Crumb).show(Content(_("F2 begins the assessment.")), Content(""))
        await self.query_one(QuestionSheet).fill("", self.items())

    def items(self) -> list[Item]:
        """Return the questions as they stand."""
        found = []
        for number, (name, question) in enumerate(self.questions.items(), 1):
            value = self.values.get(name)
            owed: State = "open" if question.required else "optional"
            state: State = owed if value is None else "answered"
            choices = {choice.value: choice.title for choice in question.choices}
            if name == "also":
                choices.pop(self.values["authority"], None)
            found.append(Item(number, question, question.path, state, value, choices))
        return found

    async def _set(self, path: str, value: Any, go_on: bool) -> None:
        name = path.partition(".")[2]
        self.values[name] = value
        if name == "authority":
            self.values["also"] = [other for other in self.values["also"] or () if other != value]
        sheet = self.query_one(QuestionSheet)
        await sheet.update_items(self.items())
        if go_on:
            self._go(path, 1)

    def _go(self, path: str, step: int) -> None:
        beside = self.query_one(QuestionSheet).beside(path, step)
        if beside:
            self.query_one(QuestionSheet).open(beside)

    async def on_answered(self, message: Answered) -> None:
        """Take an answer."""
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
            card = self.query_one(QuestionSheet).card(message.path)
            if card:
                card.complain(problem.message)
            return
        await self._set(message.path, value, message.go_on)

    async def on_cleared(self, message: Cleared) -> None:
        """Take an answer away; of several choices none is left."""
        await self._set(message.path, [] if message.path.endswith(".also") else None, message.go_on)

    def on_left_forward(self, message: LeftForward) -> None:
        """Go to the next question."""
        self._go(message.path, 1)

    def on_left_back(self, message: LeftBack) -> None:
        """Go to the question before."""
        self._go(message.path, -1)

    def action_begin(self) -> None:
        """Create the assessment and open it."""
        self.query_one(QuestionSheet).hand_in()
        self.call_later(self._begin)

    def _begin(self) -> None:
        sheet = self.query_one(QuestionSheet)
        title = self.values.get("title")
        if not title:
            sheet.open("new.title")
            card = sheet.card("new.title")
            if card and not card.complaint:
                card.complain(_("An assessment needs a title; a few words will do."))
            return
        if self._creating:
            return
        self._creating = True
        given = {name: value for name, value in self.values.items() if name != "title" and value}
        given["also"] = self.values["also"] or []
        self.desk_app.create_case(title, given, self._failed)

    def _failed(self) -> None:
        self._creating = False


def basics(desk: Desk) -> Mapping[str, Question]:
    """Return the questions an assessment begins with, in the form of a questionnaire's own."""
    names = desk.library.names

    def one_of(folder: str, title: str, help_: str) -> dict[str, Any]:
        choices = [{"const": key, "title": words} for key, words in names(folder).items()]
        return {"title": title, "description": help_, "type": "string", "oneOf": choices}

    authority = one_of(
        "authorities",
        _("Which supervisory authority leads?"),
        _("The authority of the state in which you are established, or in which you decide."),
    )
    also = {
        "title": _("Which other authorities are concerned?"),
        "description": _("States in which you have other establishments or reach people."),
        "type": "array",
        "items": {"type": "string", "oneOf": authority["oneOf"]},
        "x-none": _("No other"),
    }
    schemas: dict[str, dict[str, Any]] = {
        "title": {
            "title": _("What is the processing called?"),
            "description": _("A few words by which colleagues know it."),
            **{"type": "string", "maxLength": 200, "x-required": True},
        },
        "organisation": {
            "title": _("Which organisation is the controller?"),
            **{"type": "string", "maxLength": 200},
        },
        "authority": {**authority, "x-required": True},
        "also": also,
        "pathway": one_of("pathways", _("Which pathway?"), _("Which questionnaires are asked.")),
        "method": one_of("methods", _("Which risk method?"), _("Scales and matrix of the risks.")),
    }
    return {name: load_question("new", name, schema) for name, schema in schemas.items()}
