"""The log of the register: who did what in which assessment, the latest first; only to read."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar

from textual.content import Content
from textual.widgets import Static

from dpia.desk.log import Happening, Wanted, Words, log
from dpia.documents.history import Told, clock
from dpia.documents.pieces import Piece
from dpia.errors import DpiaError
from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.screens.history import EventScreen, HistoryScreen
from dpia.tui.widgets.table import REST, Column, Table

MOST = 500
"""Events that are shown; `dpia log` shows all."""


@dataclass(frozen=True)
class Logged(Told):
    """One event in words, and where it happened."""

    happening: Happening

    @property
    def reference(self) -> str:
        """What the assessment is called."""
        return str(self.happening.document.get("reference") or "")

    @property
    def title(self) -> str:
        """The assessment's title."""
        return str(self.happening.document.get("title") or "")

    @property
    def text(self) -> str:
        """Everything that can be searched."""
        return " ".join((super().text, self.reference, self.title))


class LogScreen(HistoryScreen):
    """Lists the latest events of many assessments; typing narrows the list."""

    columns: ClassVar[Sequence[Column]] = (
        Column("at", _("When (UTC)"), {0: 16}),
        Column("by", _("Who"), {70: 12, 90: 18, 150: 24}),
        Column("reference", _("Reference"), {0: 12}),
        Column("what", _("What"), {0: REST}),
        Column("title", _("Where"), {100: 30, 150: 56}),
    )

    def __init__(self, among: list[str] | None) -> None:
        """Show what happened in the assessments with the ids `among`, or in all."""
        super().__init__("", _("What happened in the register"))
        self.among = among
        self.words: Words | None = None

    async def _load(self) -> None:
        problems: list[str] = []
        try:
            found = await self.desk_app.desk_thread.run(lambda: self._logged(problems))
        except DpiaError as problem:
            self.query_one(Table).nothing = foreign.one_line(problem.message)
            self.query_one(Table).redraw()
            return
        self.all = [(told, foreign.folded(told.text)) for told in found]
        self.narrow()
        if len(found) == MOST:
            problems.append(_("These are the latest {n}; `dpia log` shows all.").format(n=MOST))
        told = foreign.content("\n".join(problems[:3]), theme.QUIET)
        self.query_one("#chain-told", Static).update(told)

    def _logged(self, problems: list[str]) -> list[Logged]:
        desk = self.desk_app.desk
        self.words = words = Words(desk)
        happened = log(desk, Wanted(), self.among, problems.append)
        return [_told(one, words.what(one)) for one in islice(happened, MOST)]

    def _cells(self, index: int) -> Sequence[Content]:
        told = self.shown[index]
        where = told if isinstance(told, Logged) else None
        return [
            foreign.line(clock(told.at), theme.QUIET),
            foreign.line(told.by),
            foreign.line(where.reference if where else ""),
            foreign.line(told.what, limit=400),
            foreign.line(where.title if where else "", theme.QUIET, limit=400),
        ]

    def action_open_event(self) -> None:
        """Show what it was before the event and is since."""
        told = self.current
        if isinstance(told, Logged) and self.words:
            self.run_worker(self._open(told, self.words), group="event", exclusive=True)

    async def _open(self, told: Logged, words: Words) -> None:
        def pieces() -> list[Piece]:
            return list(words.teller(told.happening).pieces(told.seq))

        try:
            found = await self.desk_app.desk_thread.run(pieces)
        except DpiaError as problem:
            self.desk_app.tell(problem.message, "error")
            return
        where = Piece(f"{told.reference}  {told.title}", kind="quiet")
        self.app.push_screen(EventScreen([where, *found]))


def _told(one: Happening, what: str) -> Logged:
    event = one.event
    by, why = str(event.get("by", "")), str(event.get("note", ""))
    return Logged(int(event.get("seq", 0)), one.at, by, what, why, one)
