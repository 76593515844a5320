"""Importing a file: which one, what becomes of each part of it, and then bringing it in."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from dpia.desk.attaching import path_of
from dpia.documents.incoming.model import Line
from dpia.documents.incoming.telling import FATES, counted
from dpia.errors import DpiaError
from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.arriving import Arriving
from dpia.tui.screens.base import Dialog
from dpia.tui.screens.part import Labelled
from dpia.tui.screens.searching import AskScreen
from dpia.tui.widgets.choices import Accepted
from dpia.tui.widgets.entries import LineEntry
from dpia.tui.widgets.keyline import KeyLine
from dpia.tui.widgets.lines import hanging
from dpia.tui.widgets.listing import HEADING, Draw, Listing

if TYPE_CHECKING:
    from dpia.desk.desk import Desk
    from dpia.desk.importing.planning import Plan
    from dpia.desk.importing.workbook import Amending
    from dpia.desk.importing.workbook.changing import Change

Named = tuple[str, str]
_TABLES = (".csv", ".tsv", ".txt", ".xlsx")
_STYLES = {"mapped": theme.GOOD, "noted": "", "kept": "", "dropped": theme.CARE}


class ImportScreen(Dialog[list[Arriving]]):
    """Asks for a file and shows what becomes of it; gives back what brings it in."""

    PLACES: ClassVar[tuple[str, ...]] = ("import", "form")
    BINDINGS = bindings("import", "form")
    CSS_PATH = "parts.tcss"

    def __init__(self) -> None:
        """Have read nothing yet."""
        super().__init__()
        self.plans: list[Plan] = []
        self.read: Named = ("", "")
        """The names of the file whose plans are shown and of its map."""
        self.map = Labelled(_("By which map?"), LineEntry("map"), _("for a table of your own"))

    def compose(self) -> ComposeResult:
        """Compose the field for the file, and below it the report."""
        with Vertical(classes="dialog", id="import"):
            yield Static(_("Import a file"), classes="dialog-title", markup=False)
            yield from Labelled(
                _("Which file?"), LineEntry("file"), _("or a folder of files")
            ).compose()
            yield from self.map.compose()
            yield Static(id="import-told")
            yield Listing(id="import-lines")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with the name; a map is only asked for where one can help."""
        self.map.offer(False)
        words = _("Nothing is written before you have seen what becomes of it. {key} reads it.")
        key = self.desk_app.key_for("import.bring-in")
        self.tell(words.format(key=key), theme.QUIET)
        self.query_one(LineEntry).focus()

    def tell(self, words: str, style: str) -> None:
        """Say something above the report."""
        self.query_one("#import-told", Static).update(foreign.content(words, style))

    @property
    def named(self) -> Named:
        """The names that are written: of the file, and of the map where one is asked for."""
        entries = (self.query_one("#entry-file", LineEntry), self.map.entry)
        file, map_ = (str(entry.value).strip() for entry in entries)
        return file, map_ if self.map.entry.display else ""

    # Reading

    def on_accepted(self, event: Accepted) -> None:
        """Read the file that was named."""
        event.stop()
        self.look()

    def look(self) -> None:
        """Read the file away from the event loop, and show what would become of it."""
        self.plans, self.read = [], ("", "")
        self.query_one(Listing).fill(())
        if self.named[0]:
            self.tell(_("Reading …"), theme.QUIET)
            self.run_worker(self._look(self.named), group="import", exclusive=True)

    async def _look(self, named: Named) -> None:
        desk = self.desk_app.desk
        try:
            title, plans = await self.desk_app.desk_thread.run(lambda: planned(desk, *named))
        except DpiaError as problem:
            self.tell(problem.message, theme.BAD)
            self.map.offer(named[0].lower().endswith(_TABLES))
            self.query_one("#entry-map" if named[1] else "#entry-file").focus()
            return
        self.plans, self.read = plans, named
        self.query_one(Listing).fill(self._rows())
        self.query_one(Listing).focus()
        if self.usable or self._conflicts():
            words = _("Read as: {title}. {key} brings it in; {close} leaves it.")
            key, close = "import.bring-in", "form.close-form"
            keys = {"key": self.desk_app.key_for(key), "close": self.desk_app.key_for(close)}
            self.tell(words.format(title=title, **keys), theme.QUIET)
        else:
            self.tell(_("Read as: {title}. It cannot be used.").format(title=title), theme.BAD)

    @property
    def usable(self) -> "list[Plan]":
        """What can be brought in."""
        return [plan for plan in self.plans if not plan.problem]

    def _rows(self) -> Iterator[tuple[str, Draw]]:
        for place, plan in enumerate(self.plans):
            yield f"{HEADING}{place}", partial(heading, plan)
            for number, line in enumerate(plan.lines):
                yield f"{place}-{number}", partial(row, line, refused=bool(plan.problem))

    # Bringing in

    def action_bring_in(self) -> None:
        """Read the file; once it has been read and shown, bring it in."""
        if self.named != self.read or not self.plans:
            for entry in self.query(LineEntry):
                entry.take()
            self.look()
        elif self._conflicts():
            self._ask()
        elif self.usable:
            self.dismiss([plan.carry_out for plan in self.usable])

    def _conflicts(self) -> "list[tuple[Amending, Change]]":
        from dpia.desk.importing.workbook import conflicts_of

        return conflicts_of(self.plans)

    def _ask(self) -> None:
        """Ask what shall stand where the file and the register were both changed."""
        from dpia.desk.importing.workbook import conflict_told

        plan, change = self._conflicts()[0]

        def settled(choice: str | None) -> None:
            if choice is None:
                return
            plan.settle(change, take=choice == "file")
            self.query_one(Listing).fill(self._rows())
            if self._conflicts():
                self._ask()

        options = [("register", _("Keep the register")), ("file", _("Take what the file says"))]
        asked = AskScreen(_("What shall stand?"), conflict_told(change), options)
        self.desk_app.push_screen(asked, settled)


def planned(desk: "Desk", name: str, map_: str = "") -> "tuple[str, list[Plan]]":
    """Return the format of the file a person named, and the plans for it. Raises DpiaError.

    With a map it is read as a table; of a folder each file is read.
    """
    from dpia.desk.importing.planning import open_source, plans_for, plans_in

    if not map_ and path_of(name).is_dir():
        return _("a folder"), plans_in(desk, path_of(name))
    given = {"map": path_of(map_)} if map_ else None
    source = open_source(path_of(name))
    importer, plans = plans_for(desk, source, "table" if map_ else "", given)
    return importer.title, plans


def heading(plan: "Plan", width: int) -> list[Content]:
    """Draw what would be made, how many parts went where, and what is wrong."""
    lines = [*foreign.line(plan.what, "bold").wrap(width)]
    lines += foreign.line(counted(plan.lines, refused=bool(plan.problem)), theme.QUIET).wrap(width)
    for sentence in plan.problem.splitlines():
        lines += foreign.line(sentence, theme.BAD).wrap(width)
    return lines


def row(line: Line, width: int, *, refused: bool = False) -> list[Content]:
    """Draw what became of one part: the fate in words, then what it is, where it is, and why."""
    longest = max(len(words) for words in FATES.values())
    stays = refused and line.fate != "dropped"
    words, style = (_("refused"), theme.BAD) if stays else (FATES[line.fate], _STYLES[line.fate])
    fate = Content.styled(f"{words:<{longest}}  ", style)
    body = foreign.line(line.what)
    if line.where:
        body += Content(" → ") + foreign.line(line.where)
    if line.why:
        body += Content("  ") + foreign.line(line.why, theme.QUIET)
    return hanging(fate, body, width)
