"""Windows with a list: moved through by keys while one types, or asked from by one key."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.ranking import plain, ranked
from dpia.tui.screens.base import Dialog
from dpia.tui.widgets.keyline import KeyLine
from dpia.tui.widgets.lines import hanging
from dpia.tui.widgets.listing import HEADING, Draw, Listing
from dpia.tui.widgets.writing import SafeInput

Result = TypeVar("Result")
MOST = 200
"""More rows than this nobody reads; typing on narrows them."""


class PointedListing(Listing):
    """A list whose cursor is moved while the focus is in the field above it."""

    DEFAULT_CSS = """
    PointedListing { background: $surface; margin: 1 0 0 0; scrollbar-size-vertical: 1; }
    PointedListing > .option-list--option-highlighted { background: $primary 20%; }
    PointedListing:nocolor > .option-list--option-highlighted { background: $foreground 30%; }
    """

    @property
    def pointing(self) -> bool:
        """Say that keys always move this list."""
        return True


class ListDialog(Dialog[Result]):
    """A window with a list that its keys move, wherever the focus is."""

    CSS_PATH = "parts.tcss"

    @property
    def listing(self) -> Listing:
        """The list."""
        return self.query_one(Listing)

    def action_move(self, by: int) -> None:
        """Move one row up or down."""
        self.listing.action_cursor_down() if by > 0 else self.listing.action_cursor_up()

    def action_page(self, by: int) -> None:
        """Move up or down by as much as is in sight."""
        self.listing.action_page_down() if by > 0 else self.listing.action_page_up()

    def action_ends(self, by: int) -> None:
        """Move to the last row or the first."""
        self.listing.action_last() if by > 0 else self.listing.action_first()

    def take(self, name: str) -> None:
        """Do what the row `name` stands for."""
        raise NotImplementedError

    def action_take(self) -> None:
        """Take the row under the cursor."""
        if current := self.listing.current:
            self.take(current)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the row that was chosen."""
        if event.option_id:
            self.take(event.option_id)


@dataclass(frozen=True)
class Found:
    """One thing to find: its id, how it is drawn, its title and what else is searched."""

    id: str
    draw: Draw
    title: str
    more: str = ""
    last: bool = False
    """Whether it stands behind what fits equally well."""

    @staticmethod
    def of(name: str, draw: Draw, title: str, more: str = "", last: bool = False) -> "Found":
        """Return one thing with its words as search compares them."""
        return Found(name, draw, plain(title), plain(more), last)


class SearchDialog(ListDialog[Result]):
    """A window in which typing narrows a list, what fits best first."""

    def __init__(self, title: str, hint: str, known: Iterable[Found]) -> None:
        """Search among `known`."""
        super().__init__()
        self.heading = title
        self.hint = hint
        self.known = list(known)

    def compose(self) -> ComposeResult:
        """Compose the field above the list."""
        with Vertical(classes="dialog tall"):
            yield Static(foreign.content(self.heading), classes="dialog-title")
            field = SafeInput(placeholder=self.hint, compact=True)
            field.cursor_blink = False
            yield field
            yield PointedListing()
        yield KeyLine()

    def on_mount(self) -> None:
        """Offer everything."""
        self.narrow("")
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offer what fits what is typed."""
        self.narrow(event.value)

    def narrow(self, typed: str) -> None:
        """List what fits, the best under the cursor."""
        found = list(self.rows(typed))
        self.listing.fill(found or [(f"{HEADING}none", _nothing)])
        self.listing.highlighted = None
        self.listing.action_first()

    def rows(self, typed: str) -> Iterator[tuple[str, Draw]]:
        """Yield the rows for what is typed."""
        found = ranked(typed, self.known, lambda one: (one.title, one.more), lambda one: one.last)
        yield from ((one.id, one.draw) for one in found[:MOST])

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Take the row under the cursor."""
        self.action_take()


class AskScreen(ListDialog[str]):
    """Asks which of a few things is meant; the id of that is the result."""

    PLACES: ClassVar[tuple[str, ...]] = ("pick", "form")
    BINDINGS = bindings("pick", "form")

    def __init__(self, title: str, about: str, options: Sequence[tuple[str, str]]) -> None:
        """Offer `options` (id, words) below the `title` and what to know."""
        super().__init__()
        self.heading = title
        self.about = about
        self.options = options

    def compose(self) -> ComposeResult:
        """Compose what is asked above the options."""
        with Vertical(classes="dialog", id="ask"):
            yield Static(foreign.content(self.heading), classes="dialog-title")
            yield Static(foreign.content(self.about, theme.QUIET))
            yield PointedListing()
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with the first."""
        self.listing.fill((name, partial(_option, words)) for name, words in self.options)
        self.listing.focus()

    def take(self, name: str) -> None:
        """Answer with what was chosen."""
        self.dismiss(name)


def _nothing(_width: int) -> list[Content]:
    return [Content.styled(_("Nothing found."), theme.QUIET)]


def _option(words: str, width: int) -> list[Content]:
    return hanging(Content(""), foreign.line(words), width)
