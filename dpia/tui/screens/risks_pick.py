"""Picking a risk or a measure: what fits, with the reason, then the rest, then one's own."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.screens.base import Dialog
from dpia.tui.screens.part import PartScreen
from dpia.tui.shown.measures import measures_to_add
from dpia.tui.shown.risks import Pick, risks_to_add
from dpia.tui.view import CaseView
from dpia.tui.widgets import tones
from dpia.tui.widgets.keyline import KeyLine
from dpia.tui.widgets.lines import hanging
from dpia.tui.widgets.listing import Draw, Listing

OWN = "own:"
"""What an id begins with when the thing is of one's own making; its title follows."""


class PickScreen(Dialog[str]):
    """A list to pick from by typing part of it; what is typed may become a title of one's own."""

    PLACES: ClassVar[tuple[str, ...]] = ("pick", "form")
    BINDINGS = bindings("pick", "form")
    CSS_PATH = "parts.tcss"

    def __init__(self, title: str, picks: list[Pick], fits: str, own: str) -> None:
        """Offer `picks`; `fits` heads the reason of those that have one, `own` what is typed."""
        super().__init__()
        self.heading = title
        self.picks = picks
        self.fits = fits
        self.own = own

    def compose(self) -> ComposeResult:
        """Compose the search above the list."""
        with Vertical(classes="dialog", id="pick"):
            yield Static(self.heading, classes="dialog-title", markup=False)
            yield Input(placeholder=_("Type to search, or a title of your own"), compact=True)
            yield Listing(id="picks")
        yield KeyLine()

    def on_mount(self) -> None:
        """Offer everything."""
        self._offer("")
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offer what fits the words typed."""
        self._offer(event.value)

    def _offer(self, typed: str) -> None:
        listing = self.query_one(Listing)
        listing.fill(self._rows(typed))
        listing.highlighted = 0 if listing.option_count else None

    def _rows(self, typed: str) -> Iterator[tuple[str, Draw]]:
        wanted = foreign.folded(typed).split()
        for pick in self.picks:
            said = foreign.folded(f"{pick.title} {pick.about} {pick.because}")
            if all(word in said for word in wanted):
                yield pick.id, partial(pick_row, pick, self.fits)
        if typed.strip():
            yield OWN + typed.strip(), partial(own_row, typed.strip(), self.own)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Pick what was chosen."""
        self.dismiss(event.option_id)

    def action_accept_pick(self) -> None:
        """Pick what is under the cursor."""
        if current := self.query_one(Listing).current:
            self.dismiss(current)

    on_input_submitted = action_accept_pick

    def action_next_pick(self) -> None:
        """Move down while searching."""
        self.query_one(Listing).action_cursor_down()

    def action_previous_pick(self) -> None:
        """Move up while searching."""
        self.query_one(Listing).action_cursor_up()


def pick_row(pick: Pick, fits: str, width: int) -> list[Content]:
    """Draw one thing to pick, with its reason, or what it is about."""
    head = Content.styled("+ " if pick.because else "  ", tones.word("good"))
    title = foreign.line(pick.title, "bold")
    if pick.used:
        title = Content.assemble(title, (_("  (used already)"), theme.QUIET))
    lines = hanging(head, title, width)
    if pick.because and fits:
        why = Content.assemble((f"{fits}: ", tones.text("good")), foreign.line(pick.because))
        return lines + hanging(Content("  "), why, width)
    return lines + hanging(Content("  "), foreign.line(pick.about, theme.QUIET), width)[:2]


def own_row(typed: str, own: str, width: int) -> list[Content]:
    """Draw the offer to make what was typed."""
    head = Content.styled("* ", tones.word("watch"))
    words = Content.assemble((f"{own}: ", "bold"), foreign.line(typed))
    return hanging(head, words, width)


def pick_risk(screen: PartScreen, view: CaseView, added: Callable[[str], None]) -> None:
    """Let a person pick a risk, add it, and tell `added` its id."""
    if view.verdict is None:
        return
    picks = risks_to_add(view.verdict, view.document, view.rulebook.files)
    dialog = PickScreen(
        _("Add a risk"), picks, _("Proposed by your answers"), _("A risk of your own")
    )
    case = screen.case

    def picked(name: str | None) -> None:
        if name is None:
            return
        if name.startswith(OWN):
            title = name.removeprefix(OWN)
            screen.act(lambda: case.add_risk(title=title), added)
        else:
            screen.act(lambda: case.pick_risk(name), added)

    screen.app.push_screen(dialog, picked)


def pick_measure(
    screen: PartScreen, view: CaseView, risk_id: str, added: Callable[[str], None]
) -> None:
    """Let a person pick a measure for a risk, add it, and tell `added` its id."""
    scenario = next((r.get("scenario") for r in view.document["risks"] if r["id"] == risk_id), None)
    picks = measures_to_add(view.document, scenario, view.rulebook.files)
    dialog = PickScreen(
        _("Add a measure (+ fits this kind of risk)"), picks, "", _("A measure of your own")
    )
    case = screen.case

    def own(title: str) -> str:
        measure_id = case.add_measure(title=title)
        case.set_effect(measure_id, risk_id)
        return measure_id

    def picked(name: str | None) -> None:
        if name is None:
            return
        if name.startswith(OWN):
            screen.act(lambda: own(name.removeprefix(OWN)), added)
        else:
            screen.act(lambda: case.pick_measure(name, risk_id), added)

    screen.app.push_screen(dialog, picked)
