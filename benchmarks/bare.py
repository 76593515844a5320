"""A bare Textual app that does the same kinds of things as dpia's screens, and nothing else.

`python benchmarks/bare.py form` asks questions, one section at a time; `table COUNT` lists rows.
"""

import sys
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import DataTable, Input, OptionList, Static, TextArea

QUESTIONS = 5
HEADS = ("Number", "Title", "Status", "DPIA", "Target", "Consult", "Review")
WORDS = ("personal", "data", "billing", "portal", "survey", "camera", "archive", "letters")


class Form(App[None]):
    """A section: some questions below each other, a head above and keys below."""

    BINDINGS: ClassVar = [("f4", "section(1)", "Next"), ("f3", "section(-1)", "Back")]
    CSS = "Static { height: auto; } OptionList, TextArea { height: auto; max-height: 20; }"

    def __init__(self) -> None:
        """Begin with the first section."""
        super().__init__()
        self.section = 0
        self.animation_level = "none"

    def compose(self) -> ComposeResult:
        """Compose head, questions and keys."""
        yield Static("Title                                  saved", id="title")
        yield Static("Verdict so far: 0", id="verdict")
        yield VerticalScroll(can_focus=False)
        yield Static("F3 Back  F4 Next", id="keys")

    async def on_mount(self) -> None:
        """Ask."""
        await self.show()

    async def show(self) -> None:
        """Replace the questions by those of the present section."""
        sheet = self.query_one(VerticalScroll)
        with self.batch_update():
            await sheet.remove_children()
            await sheet.mount(*self.questions())
        sheet.query("OptionList, Input, TextArea").first().focus()

    def questions(self) -> list[Static | OptionList | Input | TextArea]:
        """Return title and field of each question; what comes first goes by the section."""
        fields: list[Static | OptionList | Input | TextArea] = []
        for number in range(QUESTIONS):
            fields.append(Static(f"Question {self.section}.{number}: what about this and that?"))
            kind = (self.section + number) % 3
            if kind == 0:
                fields.append(OptionList(*(f"Choice {n}" for n in range(19)), compact=True))
            elif kind == 1:
                fields.append(TextArea("some words", compact=True))
            else:
                fields.append(Input("some words", compact=True))
        for one in fields:
            if isinstance(one, Input | TextArea):
                one.cursor_blink = False
        return fields

    async def action_section(self, step: int) -> None:
        """Go to the section after or before."""
        self.section = (self.section + step) % 30
        await self.show()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Say that something follows from a choice."""
        self.query_one("#verdict", Static).update(f"Verdict so far: {event.option_index}")

    def on_key(self) -> None:
        """Say that it is saved."""
        self.query_one("#title", Static).update("Title                                  saved")


class Listed(App[None]):
    """A table of many rows under a field that searches them."""

    BINDINGS: ClassVar = [("s", "sort", "Sort"), ("slash", "search", "Search")]

    def __init__(self, count: int) -> None:
        """List `count` rows."""
        super().__init__()
        self.rows = [row(number) for number in range(1, count + 1)]
        self.by = 0
        self.animation_level = "none"

    def compose(self) -> ComposeResult:
        """Compose the field and the table."""
        field = Input(compact=True)
        field.cursor_blink = False
        yield field
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        """Fill the table."""
        table = self.query_one(DataTable)
        table.add_columns(*HEADS)
        table.add_rows(self.rows)
        table.focus()

    def action_search(self) -> None:
        """Go to the field."""
        self.query_one(Input).focus()

    def action_sort(self) -> None:
        """Sort by the next column."""
        self.by = (self.by + 1) % len(HEADS)
        table = self.query_one(DataTable)
        table.sort(list(table.columns)[self.by])

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the rows in which all words occur."""
        words = event.value.casefold().split()
        table = self.query_one(DataTable)
        table.clear()
        table.add_rows(r for r in self.rows if all(w in " ".join(r).casefold() for w in words))


def row(number: int) -> tuple[str, ...]:
    """Return one row."""
    title = f"{WORDS[number % 8]} {WORDS[number // 8 % 8]} {number}"
    return (f"2026-{number:04}", title, "draft", "required", "Medium", "no", "2027-09")


if __name__ == "__main__":
    (Listed(int(sys.argv[2])) if sys.argv[1] == "table" else Form()).run()
