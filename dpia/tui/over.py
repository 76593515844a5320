"""Looking over several assessments: the next version, comparing, what is due, judging anew."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from dpia.errors import DpiaError
from dpia.text import _
from dpia.tui.personal import Personal
from dpia.tui.screens.base import CaseScreen
from dpia.tui.screens.register import RegisterScreen

if TYPE_CHECKING:
    from dpia.desk.case import Case


class Over(Personal):
    """The part of the program that goes from one assessment to others."""

    def _here(self) -> dict[str, Any] | None:
        """Return what is open, or what the cursor is on; one that is damaged is told."""
        if self.case:
            return self.case.document
        row = self.screen.row if isinstance(self.screen, RegisterScreen) else None
        if row and row.get("damaged"):
            self.tell(row["damaged"], "error")
            return None
        return row

    def job(self, job: Callable[[], Any], then: Callable[[Any], Any]) -> None:
        """Do a job on the desk's thread after all changes, then `then`; a problem is told."""

        async def work() -> None:
            try:
                found = await self.desk_thread.run(job)
            except DpiaError as problem:
                self.tell(problem.message, "warning")
            else:
                then(found)

        self.after_changes(lambda: self.run_worker(work(), group="over"))

    # The next version

    def action_revise(self) -> None:
        """Ask whether the next version is to be opened, if it can be."""
        from dpia.desk.revising import check_revisable
        from dpia.tui.screens.searching import AskScreen

        here = self._here()
        if here is None:
            return
        ref, name = str(here["id"]), str(here["reference"] or "?")
        about = _(
            "Its answers are carried over, and each is to be confirmed. Today's questionnaires "
            "and lists apply. {reference} stays as it was decided until the new one is decided."
        )
        options = [("yes", _("Open the next version")), ("no", _("Leave it as it is"))]
        title = _("Revise {reference}?").format(reference=name)

        def ask(_nothing: None) -> None:
            window = AskScreen(title, about.format(reference=name), options)
            self.push_screen(window, lambda said: self._revise(ref) if said == "yes" else None)

        self.job(lambda: check_revisable(self.desk.open(ref)), ask)

    def _revise(self, ref: str) -> None:
        from dpia.desk.revising import revise
        from dpia.documents.pieces import Piece
        from dpia.documents.versions import carried_pieces, named
        from dpia.tui.screens.history import EventScreen

        told: list[Piece] = []

        def make() -> "Case":
            case, carried = revise(self.desk.open(ref))
            count = int(case.document["summary"].get("to_confirm", 0))
            told.append(Piece(named(case.document), kind="title"))
            told.extend(carried_pieces(carried, case.rulebook, count))
            words = _("{next} goes to the next one, {confirm} confirms it.")
            keys = {"next": "questionnaire.next-unknown", "confirm": "mark.confirm-answer"}
            said = {name: self.key_for(action) for name, action in keys.items()}
            told.insert(2, Piece(words.format(**said), kind="quiet"))
            return case

        self._enter(make, then=lambda: self.push_screen(EventScreen(told)))

    # Comparing

    def action_compare_versions(self) -> None:
        """Compare two that are marked, or what is here with the version before or another one."""
        if self.case and self.case.unsaved:
            self.tell(self.case.unsaved, "error")
            return
        marked = self.screen.marked if isinstance(self.screen, RegisterScreen) else set()
        if len(marked) > 2:
            self.tell(_("Three or more are marked; mark two to compare them."), "warning")
        elif len(marked) == 2:
            rows = [row for row in self.desk.summaries() if row["id"] in marked]
            self._compare(*(str(row["id"]) for row in rows))
        elif here := self._here():
            self._compare_here(str(here["id"]), bool(here.get("previous")))

    def _compare_here(self, ref: str, later: bool) -> None:
        from dpia.tui.screens.comparing import pick_other

        if later:
            self.after_changes(lambda: self._compare("", ref))
        else:
            pick_other(self, ref, lambda other: self._compare(other, ref))

    def _compare(self, a: str, b: str) -> None:
        """Compare `a` (nothing: the version before) with `b`, above what is open."""
        from dpia.tui.screens.comparing import CompareScreen

        if isinstance(self.screen, CaseScreen):
            self.screen.settle()
        self.push_screen(CompareScreen(a, b))

    # What is due, and judging anew

    def _among(self) -> list[str] | None:
        """Return the ids of what the register shows; None when it shows everything."""
        screen = self.screen
        if isinstance(screen, RegisterScreen) and screen.typed.strip():
            return [str(row["id"]) for row in screen.shown]
        return None

    def action_due(self) -> None:
        """Show what is due in the assessments that are shown, or in all."""
        from dpia.tui.screens.due import DueScreen

        self.push_screen(DueScreen(self._among()))

    def action_rejudge(self) -> None:
        """Judge anew what is marked, or everything that is shown."""
        from dpia.tui.screens.rejudging import RejudgeScreen

        self.push_screen(RejudgeScreen(self._marked() or self._among()))

    def action_consistency(self) -> None:
        """Show what contradicts itself: in what is marked, shown or open, or in all."""
        from dpia.documents.versions import named
        from dpia.tui.screens.consistency import ConsistencyScreen

        screen = self.screen
        if isinstance(screen, CaseScreen):
            screen.settle()
            open_one = screen.case.document
            only = ConsistencyScreen([str(open_one["id"])], named(open_one))
            self.after_changes(lambda: self.push_screen(only))
        else:
            self.push_screen(ConsistencyScreen(self._marked() or self._among()))

    def _marked(self) -> list[str]:
        """Return the ids of what is marked in the register."""
        if not isinstance(self.screen, RegisterScreen):
            return []
        return [str(r["id"]) for r in self.screen.all.rows if r["id"] in self.screen.marked]
