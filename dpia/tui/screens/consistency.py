"""What contradicts itself in the register; each side opens the assessment where it stands."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import ClassVar

from textual import work
from textual.content import Content
from textual.worker import get_current_worker

from dpia.desk.consistency import consistency
from dpia.desk.desk import Desk
from dpia.documents.consistency import PARTS, Contradiction, Node, Place, contradictions, heading
from dpia.errors import DpiaError
from dpia.text import _, ngettext
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.screens.lookout import LongLookout
from dpia.tui.screens.there import at_measure, at_risk
from dpia.tui.waiting import Cancelled, Progress, bar
from dpia.tui.widgets.lines import hanging
from dpia.tui.widgets.listing import HEADING, Draw
from dpia.tui.work import guarded

LONGEST = 400
"""Characters that are shown of one thing."""
Found = dict[str, list[Contradiction]]


class ConsistencyScreen(LongLookout):
    """Holds assessments against each other, and lists what contradicts itself."""

    PLACES: ClassVar[tuple[str, ...]] = ("consistency",)
    BINDINGS = bindings("consistency")
    DEFAULT_CSS = "ConsistencyScreen #lookout { margin: 1 0 0 0; }"

    def __init__(self, among: Sequence[str] | None, about: str = "") -> None:
        """Tell of the assessments with the ids `among`, or of all; `about` names them."""
        super().__init__(_("What contradicts itself"))
        self.among, self.about = among, about
        self.found: Found = {part: [] for part in PARTS}
        self.places: dict[str, Place] = {}
        self._outdated = True
        """Whether something may have been changed since it was looked at."""

    def on_screen_resume(self) -> None:
        """Look at once, and again after something was opened from here."""
        super().on_screen_resume()
        if self._outdated and not self.working:
            self._outdated, self.working = False, True
            self.look()

    # Looking

    @work(thread=True, group="consistency", exclusive=True, exit_on_error=False)
    def look(self) -> None:
        """Look on a thread of its own, with a view of the register of its own."""
        worker = get_current_worker()
        progress = Progress(worker, self.show_progress)
        self.found, self.problems = {part: [] for part in PARTS}, []
        try:
            guarded(lambda: self._gather(progress))
        except Cancelled:
            return
        except DpiaError as problem:
            self.problems.append(problem.message)
        if not worker.is_cancelled:
            self.app.call_from_thread(self.done)

    def _gather(self, progress: Progress) -> None:
        from dpia.register import Register

        given = self.desk_app.desk
        desk = Desk(Register.open(given.register.path), given.library, given.config, given.clock)
        among = None if self.among is None else {*self.among}
        told = consistency(desk, among, progress, self._take)
        self.looked_at = told["looked_at"]
        self.problems += told["problems"]

    def _take(self, part: str, entry: Node) -> None:
        self.found[part] += contradictions(part, entry)

    def show_progress(self, done: int, total: int) -> None:
        """Show how far it is, and what has been found."""
        key = self.desk_app.key_for("consistency.back")
        words = _("Opened {done} of {total}   {key} stops").format(done=done, total=total, key=key)
        self.say(Content.assemble(bar(done, total), f"  {words}"))
        self._list()

    def done(self) -> None:
        """Show all that was found."""
        self.working = False
        problems = (foreign.content(problem, theme.BAD) for problem in self.problems[:3])
        self.say(*self._told(), *problems)
        self._list()

    def _told(self) -> Iterator[Content]:
        if self.about:
            yield foreign.line(self.about, "bold", limit=200)
        count = sum(len(group) for group in self.found.values())
        words = ngettext("{n} contradiction.", "{n} contradictions.", count).format(n=f"{count:,}")
        if count:
            yield Content.styled(words, theme.CARE)
            return
        words = ngettext(
            "{n} assessment was looked at: nothing contradicts itself.",
            "{n} assessments were looked at: nothing contradicts itself.",
            self.looked_at,
        )
        if self.looked_at:
            yield Content.styled(words.format(n=f"{self.looked_at:,}"), theme.GOOD)

    def _list(self) -> None:
        """List what was found; who has not moved yet stays at the top."""
        listing = self.listing
        above = listing.options[: listing.highlighted or 0]
        self.places = {}
        listing.fill([*self._rows()])
        if all(row.disabled for row in above):
            listing.action_first()

    def _rows(self) -> Iterator[tuple[str, Draw]]:
        for part, group in self.found.items():
            if group:
                yield HEADING + part, partial(_heading, f"{heading(part)}  ({len(group)})")
            for n, one in enumerate(group):
                yield f"{HEADING}{part} {n}", partial(_said, one)
                for place in one.places:
                    name = f"{part} {one.said} {place.id} {place.name}"
                    self.places[name] = place
                    yield name, partial(place_lines, place)

    # What a person does

    def open_row(self, name: str) -> None:
        """Open the assessment at the answer, the risk or the measure."""
        if place := self.places.get(name):
            self._outdated = True
            self.desk_app.open_case(place.id, partial(self._lead, place))

    def _lead(self, place: Place) -> None:
        if place.kind == "question":
            self.desk_app.go_to_question(place.name)
        else:
            at = at_risk if place.kind == "risk" else at_measure
            at(self.desk_app, place.name)

    def action_open_place(self) -> None:
        """Open what is under the cursor."""
        self.open_current()


def _heading(words: str, _width: int) -> list[Content]:
    return [Content(""), Content.styled(words, "bold $text-primary")]


def _said(one: Contradiction, width: int) -> list[Content]:
    return hanging(Content(""), foreign.line(one.said, "bold $foreground", limit=LONGEST), width)


def place_lines(place: Place, width: int) -> list[Content]:
    """Draw one side of a contradiction: in which assessment, and what stands there."""
    head = Content.styled(f"  {foreign.one_line(place.reference)}  ", theme.QUIET)
    said = Content.assemble(
        foreign.line(place.what, limit=LONGEST),
        "  ",
        foreign.line(place.title, theme.QUIET, limit=200),
    )
    return hanging(head, said, width)
