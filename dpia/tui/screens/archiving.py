"""Putting assessments away, or bringing them back: which ones, and why."""

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from dpia.errors import DpiaError
from dpia.text import _, ngettext
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.screens.base import Dialog
from dpia.tui.screens.part import Labelled
from dpia.tui.summaries import Summary
from dpia.tui.widgets.choices import Accepted
from dpia.tui.widgets.entries import LineEntry
from dpia.tui.widgets.keyline import KeyLine

LISTED = 12
"""Assessments that are named; of more, the number is said."""


class ArchiveScreen(Dialog[set[str]]):
    """Asks why, then puts one after the other away; gives back the ids of those that are done."""

    PLACES: ClassVar[tuple[str, ...]] = ("archiving", "form")
    BINDINGS = bindings("archiving", "form")
    CSS_PATH = "parts.tcss"

    def __init__(self, picked: list[Summary]) -> None:
        """Put `picked` away; bring them back where all of them are away."""
        super().__init__()
        away = [row for row in picked if row.get("status") == "archived"]
        self.back = len(away) == len(picked)
        self.rows = away if self.back else [row for row in picked if row not in away]
        self.already = 0 if self.back else len(away)
        self.done: set[str] = set()
        self.working = self.stopped = False

    def compose(self) -> ComposeResult:
        """Compose what becomes of which assessments, and why."""
        count = len(self.rows)
        if self.back:
            title = ngettext("Bring {n} assessment back", "Bring {n} assessments back", count)
            about = _("They stand among the others again, as they were.")
        else:
            title = ngettext("Put {n} assessment away", "Put {n} assessments away", count)
            about = _("They can only be read, and lists leave them out. Nothing is lost.")
        if self.already:
            words = ngettext("{n} is away already.", "{n} are away already.", self.already)
            about = f"{about} {words.format(n=self.already)}"
        with VerticalScroll(classes="dialog", id="archiving", can_focus=False):
            yield Static(title.format(n=count), classes="dialog-title", markup=False)
            yield Static(Content.styled(about, theme.QUIET), classes="paragraph")
            yield Static(Content("\n").join(_named(self.rows)), classes="paragraph")
            hint = "" if self.back else _("required")
            yield from Labelled(_("Why?"), LineEntry("reason"), hint).compose()
            yield Static(id="archiving-told")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with the reason."""
        self.query_one(LineEntry).focus()

    def on_accepted(self, event: Accepted) -> None:
        """Wait until it is to be done."""
        event.stop()

    def _tell(self, told: Content) -> None:
        self.query_one("#archiving-told", Static).update(told)

    def action_put_away(self) -> None:
        """Begin, once there is a reason."""
        reason = self.query_one(LineEntry).value.strip()
        if self.working:
            return
        if not reason and not self.back:
            self._tell(Content.styled(_("Putting away takes a written reason."), theme.CARE))
            return
        self.working = True
        self.run_worker(self._work(reason), group="archiving")

    async def _work(self, reason: str) -> None:
        problems: list[str] = []
        for number, row in enumerate(self.rows, 1):
            if self.stopped:
                break
            told = _("{n} of {all}   {key} stops")
            key = self.desk_app.key_for("form.close-form")
            self._tell(Content(told.format(n=number, all=len(self.rows), key=key)))
            try:
                await self.desk_app.desk_thread.run(partial(self._one, row["id"], reason))
                self.done.add(row["id"])
            except DpiaError as problem:
                problems.append(f"{row['reference']}: {problem.message}")
        self.working = False
        if problems:
            said = [foreign.content(words, theme.BAD) for words in problems[:LISTED]]
            self._tell(Content("\n").join(said))
        else:
            self.dismiss(self.done)

    def _one(self, ref: str, reason: str) -> None:
        case = self.desk_app.desk.open(ref)
        if self.back:
            case.bring_back(reason)
        else:
            case.archive(reason)

    def action_close_form(self) -> None:
        """Stop after the one that is under way, else close."""
        if self.working:
            self.stopped = True
        else:
            self.dismiss(self.done)


def _named(rows: list[Summary]) -> list[Content]:
    lines = [
        Content.assemble(
            (f"{foreign.one_line(row['reference'])}  ", theme.QUIET),
            foreign.line(row.get("title") or "", limit=56),
        )
        for row in rows[:LISTED]
    ]
    more = len(rows) - len(lines)
    if more > 0:
        lines.append(Content.styled(_("… and {n} more").format(n=more), theme.QUIET))
    return lines
