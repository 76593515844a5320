"""Picking a risk or a measure: what fits, with the reason, then the rest, then one's own."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual.content import Content

from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.screens.part import PartScreen
from dpia.tui.screens.searching import AskScreen, Found, SearchDialog
from dpia.tui.shown.measures import measures_to_add, treated
from dpia.tui.shown.risks import Pick, risks_to_add
from dpia.tui.view import CaseView
from dpia.tui.widgets import tones
from dpia.tui.widgets.lines import hanging
from dpia.tui.widgets.listing import Draw

OWN = "own:"
"""What the id of a row begins with that offers to make what is typed."""
Ways = Sequence[tuple[str, str]]
"""What can be done with something that is here already: `Picked.how` and its words."""


@dataclass(frozen=True)
class Picked:
    """What a person picked.

    `how` is `entry` (add the catalogue's entry `name`), `own` (make one of the title `name`),
    `open` or `link` (go to the row `name` that is here already, or let it treat the risk).
    """

    how: str
    name: str


class PickScreen(SearchDialog[Picked]):
    """A list to pick from by typing part of it; what is typed may become a title of one's own."""

    PLACES: ClassVar[tuple[str, ...]] = ("pick", "form")
    BINDINGS = bindings("pick", "form")

    def __init__(
        self, title: str, picks: list[Pick], fits: str, own: str, again: Callable[[Pick], Ways]
    ) -> None:
        """Offer `picks`; `fits` heads the reason of those that have one, `own` what is typed.

        `again` says what can be done with a pick that is used already.
        """
        found = [
            Found.of(
                pick.id,
                partial(pick_row, pick, fits),
                pick.title,
                f"{pick.about} {pick.because}",
                bool(pick.used),
            )
            for pick in picks
        ]
        super().__init__(title, _("Type to search, or a title of your own"), found)
        self.picks = {pick.id: pick for pick in picks}
        self.own = own
        self.again = again

    def rows(self, typed: str) -> Iterator[tuple[str, Draw]]:
        """Yield what fits, and the offer to make what is typed."""
        yield from super().rows(typed)
        if typed.strip():
            yield OWN + typed.strip(), partial(own_row, typed.strip(), self.own)

    def take(self, name: str) -> None:
        """Pick what was chosen; for what is used already, ask first."""
        if name.startswith(OWN):
            self.dismiss(Picked("own", name.removeprefix(OWN)))
            return
        pick = self.picks[name]
        if not pick.used:
            self.dismiss(Picked("entry", name))
            return
        ask = AskScreen(pick.title, _("It is in this assessment already."), self.again(pick))
        self.app.push_screen(ask, partial(self._answered, pick))

    def _answered(self, pick: Pick, how: str | None) -> None:
        if how:
            self.dismiss(Picked(how, pick.id if how == "entry" else pick.used))


def pick_row(pick: Pick, fits: str, width: int) -> list[Content]:
    """Draw one thing to pick, with its reason, or what it is about."""
    head = Content.styled("+ " if pick.because else "  ", tones.word("good"))
    title = foreign.line(pick.title, theme.QUIET if pick.used else "bold")
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


def pick_risk(screen: PartScreen, view: CaseView, opened: Callable[[str], None]) -> None:
    """Let a person pick a risk, add it, and tell `opened` its id."""
    if view.verdict is None:
        return
    picks = risks_to_add(view.verdict, view.document, view.rulebook.files)
    ways = (("open", _("Open it")), ("entry", _("Add it a second time")))
    fits, own = _("Proposed by your answers"), _("A risk of your own")
    dialog = PickScreen(_("Add a risk"), picks, fits, own, lambda _pick: ways)
    case = screen.case

    def picked(found: Picked | None) -> None:
        if found is None:
            return
        name = found.name
        if found.how == "open":
            opened(name)
        elif found.how == "own":
            screen.act(lambda: case.add_risk(title=name), opened)
        else:
            screen.act(lambda: case.pick_risk(name), opened)

    screen.app.push_screen(dialog, picked)


def pick_measure(
    screen: PartScreen, view: CaseView, risk_id: str, opened: Callable[[str], None]
) -> None:
    """Let a person pick a measure, for a risk if one is named, and tell `opened` its id."""
    document, case = view.document, screen.case
    scenario = next((r.get("scenario") for r in document["risks"] if r["id"] == risk_id), None)
    picks = measures_to_add(document, scenario, view.rulebook.files)
    title = _("Add a measure (+ fits this kind of risk)") if risk_id else _("Add a measure")
    own = _("A measure of your own")
    dialog = PickScreen(title, picks, "", own, partial(_ways, view, risk_id))

    def make(how: str, name: str) -> str:
        if how == "entry":
            return case.pick_measure(name, risk_id)
        if how == "link":
            case.treat(name, [*treated(case.document, name), risk_id])
            return name
        with case.together("measure-added", name):
            measure_id = case.add_measure(title=name)
            if risk_id:
                case.set_effect(measure_id, risk_id)
        return measure_id

    def picked(found: Picked | None) -> None:
        if found is None:
            return
        if found.how == "open":
            opened(found.name)
        else:
            screen.act(lambda: make(found.how, found.name), opened)

    screen.app.push_screen(dialog, picked)


def _ways(view: CaseView, risk_id: str, pick: Pick) -> Ways:
    """Return what can be done with a measure that is used already."""
    ways = [("open", _("Open it")), ("entry", _("Add it a second time"))]
    if risk_id and risk_id not in treated(view.document, pick.used):
        return (("link", _("Let it treat this risk as well")), *ways)
    return ways
