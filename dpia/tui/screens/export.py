"""Writing assessments to a file: all, some, or one; with progress and cancel."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static
from textual.worker import Worker, get_current_worker

from dpia.desk.case import Case
from dpia.desk.desk import Desk
from dpia.desk.opening import leaving
from dpia.desk.outgoing import ENDINGS, write_file
from dpia.errors import DpiaError, Usage
from dpia.text import _, ngettext
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.screens.base import Dialog
from dpia.tui.screens.part import Labelled
from dpia.tui.summaries import Summary
from dpia.tui.waiting import Cancelled, Progress, bar
from dpia.tui.widgets.choices import Accepted, Choice, ChoiceEntry
from dpia.tui.widgets.entries import LineEntry
from dpia.tui.widgets.keyline import KeyLine
from dpia.tui.work import guarded

if TYPE_CHECKING:
    from dpia.tui.app import DpiaApp

REGISTER = "register"
HOUSE, PUBLIC = "house", "public"


@dataclass(frozen=True)
class Pick:
    """Some assessments that can be written; `words` say in the workbook which they are."""

    id: str
    title: str
    help: str
    refs: tuple[str, ...]
    words: str
    questions: bool = False
    """Whether only their open questions are written, for somebody who answers in a spreadsheet."""

    def asking(self) -> "Pick":
        """Return the open questions of what is picked."""
        title = _("The open questions, for a colleague to answer")
        return replace(self, id="questions", title=title, help=self.title, questions=True)

    @classmethod
    def of(cls, id: str, title: str, rows: Sequence[Summary], words: str, help: str = "") -> "Pick":
        """Pick `rows`; those that are damaged are left out, and the words say so."""
        refs = tuple(row["id"] for row in rows if not row.get("damaged"))
        count = len(rows) - len(refs)
        left_out = ngettext("Left out, damaged: {n}.", "Left out, damaged: {n}.", count)
        said = f"{words} {left_out.format(n=count)}" if count else words
        return cls(id, f"{title}: {assessments(len(refs))}", help, refs, said)

    @classmethod
    def marked(cls, rows: Sequence[Summary]) -> "Pick":
        """Pick what is marked in the register."""
        return cls.of("marked", _("What is marked"), rows, _("Only: picked by hand."))

    @classmethod
    def shown(cls, rows: Sequence[Summary], asked: str) -> "Pick":
        """Pick what the register shows by the filter `asked`."""
        words = _("Only: {filter}.").format(filter=asked)
        return cls.of("shown", _("What is shown"), rows, words, foreign.one_line(asked, 60))

    @classmethod
    def alone(cls, case: Case) -> "Pick":
        """Pick the open assessment."""
        title, words = foreign.one_line(case.document["title"], 60), case.document["reference"]
        only = _("Only: {refs}.").format(refs=words)
        return cls("case", _("This assessment alone"), title, (case.id,), only)


def ways(app: "DpiaApp", write: str) -> str:
    """Return the sentence on the keys of a window that writes a file by the action `write`."""
    words = _("{write} writes the file; {close} closes.")
    said = [words.format(write=app.key_for(write), close=app.key_for("form.close-form"))]
    leaving(app.desk.register.path, said.append)
    return "\n".join(said)


def replaces(app: "DpiaApp", write: str, path: Path) -> str:
    """Return the sentence on a file that is there already."""
    words = _("There is a file {path} already. {key} again replaces it.")
    return words.format(path=path, key=app.key_for(write))


def assessments(count: int) -> str:
    """Return a number of assessments in words."""
    return ngettext("{n} assessment", "{n} assessments", count).format(n=f"{count:,}")


class ExportScreen(Dialog[None]):
    """Asks what to write and where, writes it, and says where it is."""

    PLACES: ClassVar[tuple[str, ...]] = ("export", "form")
    BINDINGS = bindings("export", "form")
    CSS_PATH = "parts.tcss"

    def __init__(self, case: Case | None = None, picks: Sequence[Pick] = ()) -> None:
        """Offer to write the register, `case`, and `picks`; the first of these is chosen."""
        super().__init__()
        alone = (Pick.alone(case),) if case else ()
        offered = (*picks, *alone)
        asking = (offered[0].asking(),) if offered else ()
        self.picks = {pick.id: pick for pick in (*offered, *asking)}
        self.first = picks[0].id if picks else REGISTER
        self.writing: Worker[Any] | None = None
        self._warned_of: Path | None = None

    def compose(self) -> ComposeResult:
        """Compose what and where, and what became of it."""
        whole = Choice(REGISTER, _("The whole register"), _("with what is put away"))
        choices = (whole, *(Choice(p.id, p.title, p.help) for p in self.picks.values()))
        with VerticalScroll(classes="dialog", id="export", can_focus=False):
            yield Static(_("Export"), classes="dialog-title", markup=False)
            name = LineEntry("file", self._usual_name())
            kinds = ", ".join((".xlsx", *ENDINGS))
            hint = _("the ending says the kind: {kinds}").format(kinds=kinds)
            yield from Labelled(_("To which file?"), name, hint).compose()
            yield from Labelled(_("What?"), ChoiceEntry("what", choices, self.first)).compose()
            yield from Labelled(_("For whom?"), ChoiceEntry("whom", _readers(), HOUSE)).compose()
            yield Static(id="export-told")
        yield KeyLine()

    def _usual_name(self) -> str:
        return f"register-{self.desk_app.desk.today().isoformat()}.xlsx"

    def on_mount(self) -> None:
        """Begin with the name."""
        self._tell(Content.styled(ways(self.desk_app, "export.write"), theme.QUIET))
        self.query_one(LineEntry).focus()

    def on_accepted(self, event: Accepted) -> None:
        """Wait until the file is wanted."""
        event.stop()

    def _tell(self, told: Content) -> None:
        self.query_one("#export-told", Static).update(told)

    # Writing

    def target(self) -> Path:
        """Return the file to write; a name without an ending gets one."""
        name = self.query_one(LineEntry).value.strip() or self._usual_name()
        path = Path(name).expanduser()
        return path if path.suffix else path.with_name(path.name + ".xlsx")

    def _chosen(self, entry: str) -> str:
        return str(self.query_one(f"#entry-{entry}", ChoiceEntry).value)

    def action_write(self) -> None:
        """Write the file; one that is there is replaced only when asked twice."""
        if self.writing is not None:
            return
        try:
            path = self.target().absolute()
            there = path.exists()
        except (OSError, RuntimeError, ValueError) as error:
            self._tell(foreign.content(_("This is no file name: ") + str(error), theme.BAD))
            return
        if there and self._warned_of != path:
            self._warned_of = path
            self._tell(foreign.content(replaces(self.desk_app, "export.write", path), theme.CARE))
            return
        self.show_progress(0, 0)
        self.writing = self.write(
            path, self.picks.get(self._chosen("what")), self._chosen("whom") == PUBLIC
        )

    @work(thread=True, group="export", exit_on_error=False)
    def write(self, path: Path, pick: Pick | None, public: bool) -> None:
        """Write the workbook on a thread of its own, with a view of the register of its own."""
        worker = get_current_worker()
        progress = Progress(worker, self.show_progress, _("Cancelled; no file was written."))
        try:
            words = guarded(lambda: export(self.desk_app.desk, path, pick, progress, public))
            style = theme.GOOD
        except DpiaError as problem:
            words = problem.message
            style = theme.CARE if isinstance(problem, Cancelled) else theme.BAD
        if not worker.is_cancelled or self.is_mounted:
            self.app.call_from_thread(self.finished, words, style)

    def show_progress(self, done: int, total: int) -> None:
        """Show how far it is."""
        words = _("{done} of {total} assessments").format(done=done, total=total or "…")
        way = _("   {key} cancels").format(key=self.desk_app.key_for("form.close-form"))
        self._tell(Content.assemble(bar(done, total), f"  {words}", (way, theme.QUIET)))

    def finished(self, words: str, style: str) -> None:
        """Say what became of it."""
        self.writing = None
        self._warned_of = None
        self._tell(foreign.content(words, style))

    def action_close_form(self) -> None:
        """Cancel while writing, else close."""
        if self.writing is not None:
            self.writing.cancel()
        else:
            self.dismiss(None)


def _readers() -> tuple[Choice, ...]:
    return (
        Choice(HOUSE, _("For the house"), _("with what is confidential")),
        Choice(PUBLIC, _("A public version"), _("what is confidential is withheld, and listed")),
    )


def export(desk: Desk, path: Path, pick: Pick | None, progress: Any, public: bool = False) -> str:
    """Write the file its ending says and return where it is and what it holds, in a sentence."""
    from dpia.desk.exporting import export_register
    from dpia.register import Register

    own = Desk(Register.open(desk.register.path), desk.library, desk.config, desk.clock)
    refs, words = (list(pick.refs), pick.words) if pick else (None, "")
    if pick and pick.questions and public:
        raise Usage(_("A sheet of questions is never public: it goes to a colleague."))
    if pick and pick.questions:
        return _ask(own, path, list(pick.refs), progress)
    if path.suffix.lower() in ENDINGS:
        left_out = write_file(own, path, refs, lambda: progress(0, 0), public)
        return "\n".join([_("Written: {path}.").format(path=path), *left_out])
    report = export_register(own, path, refs, progress, words, public)
    count = report.assessments
    told = ngettext(
        "Written: {path}, {count} assessment with {risks} risks and {measures} measures.",
        "Written: {path}, {count} assessments with {risks} risks and {measures} measures.",
        count,
    )
    return told.format(path=report.path, count=count, risks=report.risks, measures=report.measures)


def _ask(desk: Desk, path: Path, refs: list[str], progress: Any) -> str:
    """Write the open questions and return how many rows there are to fill in, in a sentence."""
    from dpia.desk.exporting import export_questions

    count = export_questions(desk, path, refs, (), progress)
    told = ngettext(
        "Written: {path}, {count} row to fill in. Importing the file takes the answers back.",
        "Written: {path}, {count} rows to fill in. Importing the file takes the answers back.",
        count,
    )
    return told.format(path=path, count=count)
