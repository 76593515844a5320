"""The risks of many assessments in a table; their titles are read as they come into sight."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.content import Content

from dpia.desk.risk_map import titles
from dpia.documents.risk_map import Risk, ids_of
from dpia.errors import DpiaError
from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.summaries import Summary, state_word
from dpia.tui.widgets.table import REST, Column, Table

if TYPE_CHECKING:
    from dpia.tui.app import DpiaApp

COLUMNS = (
    Column("reference", _("Number"), {0: 10}),
    Column("risk", _("Risk"), {0: 4}),
    Column("title", _("What could happen"), {0: REST}),
    Column("assessment", _("Assessment"), {0: 20, 110: 34, 170: 56}),
    Column("owner", _("Owner"), {110: 14, 170: 20}),
    Column("status", _("Status"), {110: 10}),
    Column("state", _("Levels"), {90: 13}),
)


class RiskTable(Table):
    """Lists risks of several assessments."""

    PLACES: ClassVar[tuple[str, ...]] = ("map-list",)
    BINDINGS = bindings("map-list")

    def __init__(self, rows: Mapping[str, Summary]) -> None:
        """List risks of the assessments `rows`, by id."""
        super().__init__(COLUMNS, id="map-risks")
        self.rows = rows
        self.risks: Sequence[Risk] = ()
        self.nothing = _("No risk lies in this cell.")
        self._titles: dict[str, Mapping[str, str]] = {}
        self._wanted = False
        self._unconfirmed: Collection[Risk] = ()
        self._raised: Collection[Risk] = ()

    def put(
        self, risks: Sequence[Risk], unconfirmed: Collection[Risk], raised: Collection[Risk]
    ) -> None:
        """List `risks`; the cursor stays on its risk."""
        here = self.current
        self.risks, self._unconfirmed, self._raised = risks, unconfirmed, raised
        place = risks.index(here) if here in risks else 0
        self.fill(len(risks), self._cells, place)

    @property
    def current(self) -> Risk | None:
        """The risk under the cursor."""
        return self.risks[self.cursor] if 0 <= self.cursor < len(self.risks) else None

    def action_open_risk(self) -> None:
        """Open the assessment at the risk under the cursor."""
        self.post_message(self.Chosen())

    def _cells(self, index: int) -> Sequence[Content]:
        assessment, name = ids_of(self.risks[index])
        row = self.rows[assessment]
        if assessment not in self._titles and not self._wanted:
            self._wanted = True
            self.call_after_refresh(self._read_titles)
        known = self._titles.get(assessment, {})
        title = known.get(name, "")
        number = f"R{list(known).index(name) + 1}" if name in known else ""
        return [
            foreign.line(row["reference"] or "?"),
            Content.styled(number, theme.QUIET),
            foreign.line(title) if title else Content.styled("…", theme.QUIET),
            foreign.line(row.get("title") or "", theme.QUIET),
            foreign.line(row.get("owner") or "", theme.QUIET),
            state_word(row, cast("DpiaApp", self.app).desk.today()),
            self._state(self.risks[index]),
        ]

    def _state(self, risk: Risk) -> Content:
        if risk in self._raised:
            return Content.styled(_("raised"), theme.BAD)
        if risk in self._unconfirmed:
            return Content.styled(_("not confirmed"), theme.CARE)
        return Content.styled(_("confirmed"), theme.QUIET)

    def _read_titles(self) -> None:
        self.run_worker(self._read(), group="titles", exclusive=True)

    async def _read(self) -> None:
        """Read the titles of what is in sight away from the event loop."""
        app = cast("DpiaApp", self.app)
        first = self.scroll_offset.y
        seen = {ids_of(risk)[0] for risk in self.risks[first : first + self.size.height]}

        def read() -> dict[str, dict[str, str]]:
            found = {}
            for assessment in seen - set(self._titles):
                try:
                    found[assessment] = titles(app.desk, assessment)
                except DpiaError:
                    found[assessment] = {}
            return found

        self._wanted = False
        self._titles |= await app.desk_thread.run(read)
        self.redraw()
