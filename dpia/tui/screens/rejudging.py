"""Which verdicts would be others by today's lists, questionnaires and methods; changes nothing."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, ClassVar

from textual import work
from textual.content import Content
from textual.worker import get_current_worker

from dpia.desk.desk import Desk
from dpia.desk.filters import ENDED
from dpia.desk.rejudging import rejudged
from dpia.documents.difference import told
from dpia.errors import DpiaError
from dpia.text import _, ngettext
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.screens.lookout import LongLookout
from dpia.tui.screens.searching import AskScreen
from dpia.tui.waiting import Cancelled, Progress, bar
from dpia.tui.widgets.lines import hanging
from dpia.tui.work import guarded

Judged = dict[str, Any]
LONGEST = 300
"""Characters that are shown of one thing."""


class RejudgeScreen(LongLookout):
    """Judges one assessment after the other, and lists those whose verdict would be another."""

    PLACES: ClassVar[tuple[str, ...]] = ("rejudging",)
    BINDINGS = bindings("rejudging")
    DEFAULT_CSS = "RejudgeScreen #lookout { margin: 1 0 0 0; }"

    def __init__(self, among: Sequence[str] | None) -> None:
        """Judge the assessments with the ids `among`, or all that have not come to their end."""
        super().__init__(_("Judged by today's lists and questionnaires"))
        self.among = among
        self.found: dict[str, Judged] = {}

    def on_mount(self) -> None:
        """Begin at once: nothing is changed."""
        self.working = True
        self.judge()

    # Judging

    @work(thread=True, group="rejudging", exclusive=True, exit_on_error=False)
    def judge(self, apply: Sequence[str] = ()) -> None:
        """Judge on a thread of its own; `apply` are the ids that the newest is to hold for."""
        worker = get_current_worker()
        progress = Progress(worker, self.show_progress)
        try:
            guarded(lambda: self._gather(progress, apply))
        except Cancelled:
            return
        except DpiaError as problem:
            self.problems.append(problem.message)
        if not worker.is_cancelled:
            self.app.call_from_thread(self.done, len(apply))

    def _gather(self, progress: Progress, apply: Sequence[str]) -> None:
        from dpia.register import Register

        given = self.desk_app.desk
        desk = Desk(Register.open(given.register.path), given.library, given.config, given.clock)
        wanted = list(apply) or self._wanted(desk)
        for number, ref in enumerate(wanted):
            progress(number, len(wanted))
            try:
                one = rejudged(desk.open(ref), bool(apply))
            except DpiaError as problem:
                self.problems.append(problem.message)
                continue
            self.looked_at += not apply
            if one["changes"] or one["files"]:
                self.found[str(one["id"])] = one

    def _wanted(self, desk: Desk) -> list[str]:
        rows = [row for row in desk.summaries() if not row.get("damaged")]
        if self.among is not None:
            return [str(row["id"]) for row in rows if row["id"] in self.among]
        return [str(row["id"]) for row in rows if row.get("status") not in ENDED]

    def show_progress(self, done: int, total: int) -> None:
        """Show how far it is."""
        key = self.desk_app.key_for("rejudging.back")
        words = _("Judged {done} of {total}   {key} stops").format(done=done, total=total, key=key)
        self.say(Content.assemble(bar(done, total), f"  {words}"))
        self._list()

    def done(self, applied: int = 0) -> None:
        """Show all that was found."""
        self.working = False
        self.say(
            *(self._applied() if applied else self._would_change()),
            *(foreign.content(problem, theme.BAD) for problem in self.problems[:3]),
        )
        self._list()

    def _would_change(self) -> Iterator[Content]:
        changed = sum(bool(one["changes"]) for one in self.found.values())
        said = ngettext(
            "{n} of {all} verdicts would change.", "{n} of {all} verdicts would change.", changed
        )
        yield Content.styled(said.format(n=changed, all=self.looked_at), "bold")
        told = _("Nothing is changed.")
        if self._open_ones():
            words = _("Nothing is changed. {key} judges the open ones by the newest from now on.")
            told = words.format(key=self.desk_app.key_for("rejudging.apply-judged"))
        yield Content.styled(told, theme.QUIET)

    def _applied(self) -> Iterator[Content]:
        count = sum(bool(one["applied"]) for one in self.found.values())
        said = ngettext(
            "{n} is judged by the newest from now on.",
            "{n} are judged by the newest from now on.",
            count,
        )
        yield Content.styled(said.format(n=count), theme.GOOD)

    def _list(self) -> None:
        changed = sorted(self.found.values(), key=lambda one: not one["changes"])
        self.listing.fill((str(one["id"]), partial(judged_lines, one)) for one in changed)

    def _open_ones(self) -> list[str]:
        """Return the ids of those that the newest can hold for: something is newer, and open."""
        return [ref for ref, one in self.found.items() if one["files"] and not one["applied"]]

    # What a person does

    def open_row(self, name: str) -> None:
        """Open the assessment."""
        self.desk_app.open_case(name)

    def action_open_judged(self) -> None:
        """Open the assessment under the cursor."""
        self.open_current()

    def action_apply_judged(self) -> None:
        """Ask, then let the newest hold for those that are open."""
        refs = self._open_ones()
        if self.working:
            return
        if not refs:
            self.desk_app.tell(_("All are judged by the newest already."))
            return
        about = _(
            "Drafts are judged by today's lists, questionnaires and methods from now on. What is "
            "decided stays as it is; its next version is judged by the newest."
        )
        options = [("no", _("Change nothing")), ("yes", _("Judge the open ones by the newest"))]
        window = AskScreen(_("Judge by the newest?"), about, options)
        self.app.push_screen(window, lambda said: self._apply(refs) if said == "yes" else None)

    def _apply(self, refs: Sequence[str]) -> None:
        self.working = True
        self.judge(refs)


def judged_lines(one: Judged, width: int) -> list[Content]:
    """Draw one assessment: what would change, and which files are newer."""
    head = Content.styled(f"{foreign.one_line(one['reference'] or '?')}  ", theme.QUIET)
    lines = hanging(head, foreign.line(one["title"] or "", "bold", limit=LONGEST), width)
    lines += [part for text in _said(one) for part in hanging(Content("  "), text, width)]
    return lines


def _said(one: Judged) -> Iterator[Content]:
    for change in one["changes"]:
        what, before, after = (
            foreign.one_line(part, LONGEST) for part in told(change, one["levels"])
        )
        yield Content.assemble(f"{what}: ", (before, theme.QUIET), "  →  ", (after, "bold"))
    if not one["changes"]:
        yield Content.styled(_("nothing would change"), theme.QUIET)
    if one["applied"]:
        yield Content.styled(_("judged by the newest from now on"), theme.GOOD)
    elif one["files"]:
        files = foreign.one_line(", ".join(one["files"]), LONGEST)
        yield Content.styled(_("newer: {files}").format(files=files), theme.QUIET)
