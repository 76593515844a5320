"""The official form: writing it to a file, and what is still missing in it."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from dpia.desk.case import Case
from dpia.desk.gaps import Gap, gap_count, gaps
from dpia.errors import DpiaError
from dpia.text import _, ngettext
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.screens.about import AboutScreen
from dpia.tui.screens.base import Dialog
from dpia.tui.screens.export import replaces, ways
from dpia.tui.screens.part import Labelled
from dpia.tui.widgets.choices import Accepted, Choice, ChoiceEntry
from dpia.tui.widgets.entries import LineEntry
from dpia.tui.widgets.keyline import KeyLine
from dpia.tui.widgets.lines import hanging, spread
from dpia.tui.widgets.listing import Listing

if TYPE_CHECKING:
    from dpia.documents.template import Filled
    from dpia.tui.app import DpiaApp

ENDING = ".docx"
KINDS = (
    Choice("", _("The whole form"), _("with what is confidential: for your own house")),
    Choice("public", _("A public version"), _("what is confidential is withheld, and listed")),
    Choice("summary", _("A summary on one page"), _("with what is confidential")),
    Choice("public-summary", _("A public summary"), _("to be published")),
)
"""What can be written; the value is part of the name that is offered."""


class ReportScreen(Dialog[None]):
    """Asks where to write the form, says what is left out, writes it."""

    PLACES: ClassVar[tuple[str, ...]] = ("report", "form")
    BINDINGS = bindings("report", "form")
    CSS_PATH = "parts.tcss"

    def __init__(self, case: Case) -> None:
        """Write the form filled in from `case`."""
        super().__init__()
        self.case = case
        self.kind = ""
        self._warned_of: Path | None = None

    def compose(self) -> ComposeResult:
        """Compose the name, what is left out, and what became of it."""
        with VerticalScroll(classes="dialog", can_focus=False):
            title = _("The form of the European Data Protection Board")
            yield Static(title, classes="dialog-title", markup=False)
            name = LineEntry("file", self._usual_name())
            hint = _("its ending says the format: .docx, .pdf, .html, .md, .json")
            yield from Labelled(_("To which file?"), name, hint).compose()
            yield from Labelled(_("What?"), ChoiceEntry("kind", KINDS, self.kind)).compose()
            yield Static(id="left-out")
            yield Static(id="told")
        yield KeyLine()

    def _usual_name(self) -> str:
        kind = f"-{self.kind}" if self.kind else ""
        return f"{self.case.document['reference']}{kind}{ENDING}"

    def on_mount(self) -> None:
        """Begin with the name, and find what is left out."""
        self.query_one(LineEntry).focus()
        self.run_worker(self._look(), group="report", exit_on_error=False)

    async def _look(self) -> None:
        try:
            look = partial(what_is_missing, self.case, self.kind)
            said = await self.desk_app.desk_thread.run(look)
        except DpiaError as problem:
            self._tell(problem.message, theme.BAD)
            return
        self.query_one("#left-out", Static).update(foreign.content("\n".join(said), theme.CARE))
        self._tell(ways(self.desk_app, "report.write-report"))

    def _tell(self, words: str, style: str = theme.QUIET) -> None:
        self.query_one("#told", Static).update(foreign.content(words, style))

    def on_accepted(self, event: Accepted) -> None:
        """Show what was chosen, and offer another name; the file waits until it is wanted."""
        event.stop()
        if event.field == "kind":
            self.kind = event.value or ""
            self.query_one(ChoiceEntry).put(self.kind)
            self.query_one(LineEntry).put(self._usual_name())
            self.run_worker(self._look(), group="report", exclusive=True, exit_on_error=False)

    def action_write_report(self) -> None:
        """Write the file; one that is there is replaced only when asked twice."""
        try:
            name = self.query_one(LineEntry).value.strip()
            path = Path(name or self._usual_name()).expanduser().absolute()
            path = path if path.suffix else path.with_name(path.name + ENDING)
            there = path.exists()
        except (OSError, RuntimeError, ValueError) as error:
            self._tell(_("This is no file name: ") + str(error), theme.BAD)
            return
        if there and self._warned_of != path:
            self._warned_of = path
            self._tell(replaces(self.desk_app, "report.write-report", path), theme.CARE)
            return
        self._tell(_("Writing …"))
        self.run_worker(self._write(path), group="report", exclusive=True, exit_on_error=False)

    async def _write(self, path: Path) -> None:
        try:
            boxes = await self.desk_app.desk_thread.run(partial(write, self.case, path, self.kind))
        except DpiaError as problem:
            self._tell(problem.message, theme.BAD)
            return
        self._warned_of = None
        told = _("Written: {path}").format(path=path)
        self._tell(f"{told}. {boxes}" if boxes else told, theme.CARE if boxes else theme.GOOD)


def what_is_missing(case: Case, kind: str = "") -> list[str]:
    """Return what the form leaves out and how much is missing in it, in sentences."""
    from dpia.documents.markdown import left_out

    return [*left_out(_filled(case, kind)), *filter(None, [gaps_in_words(case)])]


def gaps_in_words(case: Case) -> str:
    """Say how many fields of the form are not filled in; empty: all are."""
    count = gap_count(case)
    told = ngettext(
        "{n} field of the form is not filled in yet; the command “Gaps” lists it.",
        "{n} fields of the form are not filled in yet; the command “Gaps” lists them.",
        count,
    )
    return told.format(n=count) if count else ""


def write(case: Case, path: Path, kind: str = "") -> str:
    """Write the form filled in from `case`, as `kind` says. Raises Invalid, NotSaved.

    Returns a sentence where a PDF cannot show every character, else nothing.
    """
    from dpia.desk.reporting import write_form

    return write_form(case, _filled(case, kind), path)


def _filled(case: Case, kind: str) -> "Filled":
    from dpia.desk.reporting import filled_form

    public, brief = kind.startswith("public"), kind.endswith("summary")
    return filled_form(case, public=public, brief=brief)


class GapsScreen(Dialog[Gap]):
    """Lists what is missing in the form; Enter goes where it is said."""

    PLACES: ClassVar[tuple[str, ...]] = ("gaps", "list", "form")
    BINDINGS = bindings("gaps", "form")
    CSS_PATH = "parts.tcss"

    def __init__(self, case: Case) -> None:
        """Look for gaps in the form filled in from `case`."""
        super().__init__()
        self.case = case
        self.gaps: list[Gap] | None = None

    def compose(self) -> ComposeResult:
        """Compose the list."""
        with Vertical(classes="dialog tall", id="why"):
            yield Static(_("What is missing in the form"), classes="dialog-title", markup=False)
            yield Static(_("Looking …"), id="told", markup=False)
            yield Listing(id="picks")
        yield KeyLine()

    def on_mount(self) -> None:
        """Look, away from the event loop."""
        self.query_one(Listing).focus()
        self.run_worker(self._look(), group="gaps", exit_on_error=False)

    async def _look(self) -> None:
        told = self.query_one("#told", Static)
        try:
            found = await self.desk_app.desk_thread.run(partial(gaps, self.case))
        except DpiaError as problem:
            told.update(foreign.content(problem.message, theme.BAD))
            return
        self.gaps = found
        words = ngettext("{n} field is not filled in.", "{n} fields are not filled in.", len(found))
        told.update(words.format(n=len(found)) if found else _("Nothing is missing."))
        self.query_one(Listing).fill(
            (str(at), partial(gap_lines, gap)) for at, gap in enumerate(found)
        )

    def on_option_list_option_selected(self, _event: OptionList.OptionSelected) -> None:
        """Go to the one that was chosen."""
        self.action_go_to_gap()

    def action_go_to_gap(self) -> None:
        """Go where what is missing is said."""
        current = self.query_one(Listing).current
        if current is None or not self.gaps:
            return
        self.dismiss(self.gaps[int(current)])


def go_to_gap(app: "DpiaApp", gap: Gap | None) -> None:
    """Go where what is missing is said."""
    if gap and gap.path:
        app.go_to_question(gap.path)
    elif gap:
        app.action_part(gap.part)
        if isinstance(app.screen, AboutScreen):
            app.screen.begin = gap.field


def gap_lines(gap: Gap, width: int) -> list[Content]:
    """Draw one gap: its section, its field, its state."""
    state = {"open": _("missing"), "unknown": _("not known yet")}.get(gap.state, gap.state)
    style = theme.CARE if gap.state == "unknown" else theme.PLAIN
    head = Content.assemble((f"{gap.section} ", theme.QUIET), foreign.line(gap.title, "bold"))
    lines = [spread(head, Content.styled(state, style), width)]
    lines += hanging(Content("  "), foreign.line(gap.says, theme.PLAIN), width)
    if gap.heading != gap.title:
        lines += hanging(Content("  "), foreign.line(gap.heading, theme.QUIET), width)
    return lines
