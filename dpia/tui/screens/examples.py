"""Adding worked examples to the register: a list to choose from, each with what it shows."""

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from dpia.desk.examples import Examples
from dpia.errors import DpiaError, Invalid
from dpia.questionnaire.model import Document
from dpia.text import _, ngettext
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.screens.base import Dialog
from dpia.tui.widgets.keyline import KeyLine
from dpia.tui.widgets.lines import hanging
from dpia.tui.widgets.listing import HEADING, Draw, Listing

MARKS = {True: "■ ", False: "□ "}


class ExampleList(Listing):
    """The examples; Enter adds what is chosen, a click chooses."""

    def __init__(self) -> None:
        """Offer nothing until the examples have been read."""
        super().__init__(id="examples", place="examples")
        self._clicked = False

    async def _on_click(self, event: events.Click) -> None:
        event.prevent_default()
        self._clicked = True
        await super()._on_click(event)
        self._clicked = False

    def action_select(self) -> None:
        """Add what is chosen; after a click, choose what was clicked."""
        screen = self.screen
        if not isinstance(screen, ExamplesScreen):
            return
        if self._clicked:
            screen.action_tick()
        else:
            screen.action_add_examples()


class ExamplesScreen(Dialog[list[str]]):
    """Offers the worked examples by group; gives back the ids of those to add."""

    PLACES: ClassVar[tuple[str, ...]] = ("examples", "form")
    BINDINGS = bindings("examples", "form")
    CSS_PATH = "parts.tcss"

    def __init__(self) -> None:
        """Choose nothing yet."""
        super().__init__()
        self.known: list[Document] = []
        self.chosen: set[str] = set()

    def compose(self) -> ComposeResult:
        """Compose the list under what is to know."""
        with Vertical(classes="dialog", id="pick"):
            yield Static(_("Add worked examples"), classes="dialog-title", markup=False)
            yield Static(_("Reading the examples …"), id="examples-told", markup=False)
            yield ExampleList()
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the examples away from the event loop."""
        self.query_one(ExampleList).focus()
        self.run_worker(self._load(), group="examples", exclusive=True)

    async def _load(self) -> None:
        desk = self.desk_app.desk
        known = Examples(desk.library, desk.books)
        try:
            found = await self.desk_app.desk_thread.run(lambda: list(known.each()))
        except DpiaError as trouble:
            self.desk_app.tell(trouble.message, "error")
            return
        for one in found:
            if isinstance(one, Invalid):
                self.desk_app.tell(one.message, "error")
        examples = [one for one in found if not isinstance(one, Invalid)]
        self.known = sorted(examples, key=lambda one: (one["group"], one["title"]))
        self.draw()

    # Showing

    def draw(self) -> None:
        """Draw the list, and say how many are chosen."""
        self.query_one(ExampleList).fill(self._rows())
        if self.chosen:
            words = ngettext("{n} chosen.", "{n} chosen.", len(self.chosen))
            told = words.format(n=len(self.chosen))
        else:
            told = _("Each becomes a draft of your own. {tick} chooses several, {add} adds.")
            told = told.format(
                tick=self.desk_app.key_for("examples.tick"),
                add=self.desk_app.key_for("examples.add-examples"),
            )
        self.query_one("#examples-told", Static).update(told)

    def _rows(self) -> Iterator[tuple[str, Draw]]:
        group = ""
        for example in self.known:
            if example["group"] != group:
                group = example["group"]
                yield HEADING + group, partial(heading, group)
            yield example["id"], partial(row, example, example["id"] in self.chosen)

    # What a person does

    def action_tick(self) -> None:
        """Choose what is under the cursor, or leave it out again."""
        if current := self.query_one(ExampleList).current:
            self.chosen ^= {current}
            self.draw()

    def action_tick_all(self) -> None:
        """Choose all; when all are chosen, none."""
        everything = {example["id"] for example in self.known}
        self.chosen = set() if self.chosen == everything else everything
        self.draw()

    def action_add_examples(self) -> None:
        """Add what is chosen, else what is under the cursor."""
        current = self.query_one(ExampleList).current
        wanted = self.chosen or ({current} if current else set())
        if wanted:
            self.dismiss([e["id"] for e in self.known if e["id"] in wanted])


def heading(group: str, _width: int) -> list[Content]:
    """Draw the heading of a group."""
    return [foreign.line(group.capitalize())]


def row(example: Document, chosen: bool, width: int) -> list[Content]:
    """Draw one example: its mark, its title, and two lines of what it shows."""
    title = hanging(
        Content.styled(MARKS[chosen], "$text-primary"),
        foreign.line(example["title"], "bold"),
        width,
    )
    count = len(example["open_questions"])
    asked = ngettext("{n} thing to ask. ", "{n} things to ask. ", count).format(n=count)
    shows = foreign.line(asked + example["summary"], theme.QUIET)
    lines = hanging(Content("  "), shows, width)
    if len(lines) > 2:
        lines = [lines[0], lines[1].truncate(width - 2) + Content.styled(" …", theme.QUIET)]
    return title + lines
