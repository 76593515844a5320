"""The consultation of the supervisory authority: how it stands, its clock, its record, the pack."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static

from dpia.assessment.consulting.course import RECOMMENDATION, SENT, latest
from dpia.assessment.consulting.recording import possible
from dpia.desk.case import Case
from dpia.documents import words
from dpia.errors import DpiaError
from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.screens import consulting_forms
from dpia.tui.screens.consulting_forms import BodyScreen
from dpia.tui.screens.part import PartScreen
from dpia.tui.screens.searching import AskScreen
from dpia.tui.screens.write_file import WriteScreen
from dpia.tui.shown.consulting import ENTRY, rows
from dpia.tui.view import CaseView
from dpia.tui.widgets.listing import Listing

if TYPE_CHECKING:
    from dpia.documents.consultation_pack import Part


class ConsultationScreen(PartScreen):
    """State, clock with its reckoning, what happened, and what is sent, one below the other."""

    PLACES: ClassVar[tuple[str, ...]] = ("consultation", "case")
    BINDINGS = bindings("consultation", "case")
    CSS_PATH = "parts.tcss"

    def __init__(self, case: Case) -> None:
        """Show the consultation of `case`."""
        super().__init__(case)
        self.parts: tuple[Part, ...] | None = None
        """What is sent; None while it is not gathered yet."""
        self._gathered: object = None
        """Of which document the parts are."""

    def compose_body(self) -> ComposeResult:
        """Compose the list."""
        yield Static(id="form-head")
        yield Listing(id="decision")

    def on_mount(self) -> None:
        """Begin in the list."""
        self.query_one(Listing).focus()

    def show(self, view: CaseView) -> None:
        """Draw how it stands."""
        head = self.query_one("#form-head", Static)
        head.update(foreign.content(view.problem, theme.BAD) if view.problem else Content(""))
        head.display = bool(view.problem)
        if self._gathered is not view.document:
            self.run_worker(self._gather(view), group="parts", exclusive=True, exit_on_error=False)
        self._fill(view)

    def _fill(self, view: CaseView) -> None:
        self.query_one(Listing).fill(rows(view.consultation, self.parts))

    async def _gather(self, view: CaseView) -> None:
        """Find what is there of the parts that are sent, away from the event loop."""
        from dpia.desk.packing import parts_of

        try:
            found = await self.desk_app.desk_thread.run(partial(parts_of, self.case))
        except DpiaError:
            return  # a rule is broken: the head says so already
        self.parts, self._gathered = found, view.document
        if self.drawn is not None:
            self._fill(self.drawn)

    def on_option_list_option_selected(self, _event: OptionList.OptionSelected) -> None:
        """Do what the chosen line is about."""
        self.action_open_entry()

    def action_open_entry(self) -> None:
        """Answer the recommendation under the cursor, or record what comes next."""
        if self.drawn is None:
            return
        name = self.query_one(Listing).current or ""
        known = {ENTRY + str(one["id"]): one for one in self.drawn.consultation["entries"]}
        entry = known.get(name)
        if entry and entry["what"] == RECOMMENDATION:
            if self._writable():
                consulting_forms.answer(self, entry)
        else:
            self.action_record_entry()

    def _writable(self) -> bool:
        """Say whether the register takes a change, and tell when it does not."""
        if self.case.read_only:
            self.tell(self.case.read_only, "warning")
        return not self.case.read_only

    def action_record_entry(self) -> None:
        """Ask what happened, and then for what belongs to it."""
        if self.drawn is None or not self._writable():
            return
        kinds = possible(latest(self.drawn.document))
        options = [(what, words.CONSULTED[what]) for what in kinds]
        about = _("Only what can happen now is offered.")
        self.app.push_screen(AskScreen(_("What happened?"), about, options), self._record)

    def _record(self, what: str | None) -> None:
        if what and self.drawn:
            ask = partial(consulting_forms.record, self, self.drawn, what)
            if what == SENT:
                self.desk_app.job(partial(_competent, self.case), ask)
            else:
                ask({})

    def action_write_pack(self) -> None:
        """Ask which body is written to, where there are several, and where to."""
        self.desk_app.job(partial(_bodies, self.case), self._ask_body)

    def _ask_body(self, titles: dict[str, str]) -> None:
        if titles:
            self.app.push_screen(BodyScreen(titles), self._ask_where)
        else:
            self._ask_where("")

    def _ask_where(self, body: str | None) -> None:
        if body is None:
            return
        name = _("consultation-{reference}").format(reference=self.case.document["reference"])
        hint = _("a new folder, or an empty one")
        title = _("What is sent to the authority")
        job = partial(_written, self.case, body)
        self.app.push_screen(WriteScreen(title, _("Into which folder?"), name, hint, job, True))


def _bodies(case: Case) -> dict[str, str]:
    """Return the bodies to choose from (id, title); none where it is settled which one it is."""
    from dpia.desk.packing import body_of

    try:
        body_of(case)
    except DpiaError:
        return _competent(case)
    return {}


def _competent(case: Case) -> dict[str, str]:
    """Return the bodies of the authority that may be the competent one, by their ids."""
    from dpia.desk.packing import bodies_of

    return {str(body["id"]): str(body["title"]) for body in bodies_of(case)}


def _written(case: Case, body: str, folder: Path) -> str:
    """Write the pack and say what is in it. Raises Invalid, NotSaved."""
    from dpia.desk.packing import write_pack

    done = write_pack(case, folder, body)
    told = [_("Written: {path}").format(path=folder), _("To: {body}").format(body=done["to"])]
    told += [f"({part['id']}) {part['title']}: {part['says']}" for part in done["parts"]]
    return "\n".join([*told, *done["lost"], *done["unconfirmed"]])
