"""The authorities to read: bodies, age of consent, lists with every row; and two compared."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList

from dpia.desk.authorities import Authorities
from dpia.documents.authorities import authority_pieces
from dpia.documents.comparison import comparison_pieces
from dpia.documents.pieces import Line, Piece, laid_out
from dpia.errors import DpiaError, Invalid
from dpia.judgement.authorities import summary
from dpia.judgement.comparing import contrast
from dpia.questionnaire.law import Authority
from dpia.questionnaire.naming import Names
from dpia.text import _, ngettext
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.widgets.keyline import KeyLine
from dpia.tui.widgets.laid import Laid
from dpia.tui.widgets.lines import spread
from dpia.tui.widgets.listing import Listing
from dpia.tui.widgets.titlebar import TitleBar

if TYPE_CHECKING:
    from dpia.tui.app import DpiaApp

TITLE = _("Supervisory authorities and their lists")
WIDEST = 92
"""Cells of a line beyond which reading is hard."""
_STYLES = {
    **{"title": "bold $text-primary", "head": "bold $text-primary", "name": "bold"},
    **{"quiet": theme.QUIET, "care": theme.CARE},
}


class AuthorityText(Laid):
    """The text on an authority, laid out to the width."""

    def __init__(self) -> None:
        """Say nothing yet."""
        super().__init__()
        self.pieces: list[Piece] = []

    def put(self, pieces: Iterable[Piece]) -> None:
        """Show `pieces`."""
        self.pieces = list(pieces)
        self.redraw()

    def lay_out(self, width: int) -> list[Content]:
        """Lay the text out in `width` cells."""
        return [_drawn(line) for line in laid_out(self.pieces, min(width, WIDEST))]


class AuthorityPane(VerticalScroll, can_focus=True):
    """Scrolls the text; it takes the focus to be read by keys."""

    PLACES: ClassVar[tuple[str, ...]] = ("authority-text",)
    BINDINGS = bindings("authority-text")


class AuthoritiesScreen(Screen[None]):
    """The authorities at the left, what there is to read on one of them at the right."""

    PLACES: ClassVar[tuple[str, ...]] = ("authorities",)
    BINDINGS = bindings("authorities")
    CSS_PATH = "authorities.tcss"

    def __init__(self, begin: str) -> None:
        """Begin with the authority of the id `begin`."""
        super().__init__()
        self.begin = begin
        self.known: Mapping[str, Authority] = {}
        self.names = Names()
        self.beside = ""
        """The id of the authority that the others are compared with."""

    @property
    def desk_app(self) -> "DpiaApp":
        """The program."""
        return cast("DpiaApp", self.app)

    def compose(self) -> ComposeResult:
        """Compose the list, the text and the keys."""
        yield TitleBar(TITLE)
        with Horizontal(id="body"):
            yield Listing(id="authorities", place="authority-list")
            with AuthorityPane():
                yield AuthorityText()
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the files away from the event loop."""
        self.query_one(Listing).focus()
        self.run_worker(self._load(), group="authorities", exclusive=True)

    async def _load(self) -> None:
        reading = Authorities(self.desk_app.desk.library)
        run = self.desk_app.desk_thread.run
        try:
            found = await run(lambda: list(reading.each()))
            self.names = await run(lambda: reading.names)
        except DpiaError as trouble:
            self.desk_app.tell(trouble.message, "error")
            return
        for problem in found:
            if isinstance(problem, Invalid):
                self.desk_app.tell(problem.message, "error")
        self.known = {one.id: one for one in found if isinstance(one, Authority)}
        listing = self.query_one(Listing)
        listing.fill((name, partial(self._row, name)) for name in self.known)
        listing.go(self.begin)
        bar = self.query_one(TitleBar)
        count = ngettext("{n} authority", "{n} authorities", len(self.known))
        bar.state = count.format(n=len(self.known))
        self.show()

    def _row(self, name: str, width: int) -> list[Content]:
        authority = self.known[name]
        rows = summary(authority, self.desk_app.desk.today())["rows"]
        mark = "▸" if name == self.beside else " "
        gap = " " * max(3 - len(name), 1)
        title = Content.assemble(
            (mark, "bold $text-primary"),
            foreign.line(name, theme.QUIET),
            gap,
            foreign.line(authority.title),
        )
        return [spread(title, Content.styled(str(rows) if rows else "–", theme.QUIET), width)]

    # Showing

    def show(self) -> None:
        """Show the text on the authority under the cursor, from its top."""
        current = self.known.get(self.query_one(Listing).current or "")
        if current is None:
            return
        today = self.desk_app.desk.today()
        first = self.known.get(self.beside)
        if first is None or first is current:
            pieces = authority_pieces(current, self.names, today, everything=True)
        else:
            pieces = comparison_pieces(contrast(first, current, self.names, today))
        self.query_one(AuthorityText).put(pieces)
        self.query_one(AuthorityPane).scroll_home(animate=False, immediate=True)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Follow the cursor."""
        event.stop()
        self.show()

    # What a person does

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to the text."""
        event.stop()
        self.action_read()

    def action_read(self) -> None:
        """Go to the text."""
        self.query_one(AuthorityPane).focus()

    def action_find_row(self) -> None:
        """Find an authority by its name."""
        self.query_one("#authorities", Listing).begin_search()

    def action_compare(self) -> None:
        """Compare the authority under the cursor with each the cursor goes to, or end that."""
        listing = self.query_one(Listing)
        current = self.known.get(listing.current or "")
        if current is None:
            return
        self.beside = "" if self.beside else current.id
        told = _("{title} beside another one: move there; {key} ends it")
        told = told.format(title=current.title, key=self.desk_app.key_for("authorities.compare"))
        self.query_one(TitleBar).title = told if self.beside else TITLE
        listing.fill((name, partial(self._row, name)) for name in self.known)
        self.show()

    def action_back(self) -> None:
        """Go from the text to the list, from the list back to where one came from."""
        listing = self.query_one(Listing)
        if listing.has_focus:
            self.app.pop_screen()
        else:
            listing.focus()

    def help_parts(self) -> list[tuple[str, Content]]:
        """Return how to read the screen."""
        text = _(
            "Behind each country is the number of rows of its lists. A row marked UNCHECKED was "
            "not compared with the official text. `dpia authorities show ID` prints the same text, "
            "`dpia authorities diff A B` the comparison."
        )
        return [(_("Authorities"), Content(text))]


def _drawn(line: Line) -> Content:
    shown = foreign.visible(line.text)
    style = _STYLES.get(line.kind, "")
    return Content.styled(shown, style) if style else Content(shown)
