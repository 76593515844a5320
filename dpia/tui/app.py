"""The terminal program: its screens, and how a change reaches the desk and comes back as a view."""

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any, TypeVar

from textual import events
from textual.app import App, SystemCommand
from textual.screen import Screen

from dpia.desk.case import Case
from dpia.desk.desk import Desk
from dpia.errors import Conflict, DpiaError, NotSaved
from dpia.text import _
from dpia.tui import foreign, signals, theme
from dpia.tui.actions import bindings, key_words, of
from dpia.tui.screens.base import CaseScreen
from dpia.tui.screens.register import RegisterScreen
from dpia.tui.view import CaseView, look
from dpia.tui.widgets.keyline import places_of, run
from dpia.tui.work import DeskThread, Done

T = TypeVar("T")

SMALLEST = (60, 20)
"""Columns and lines below which nothing useful fits."""

PARTS = {
    "risks": ("dpia.tui.screens.risks", "RisksScreen"),
    "verdict": ("dpia.tui.screens.verdict", "VerdictScreen"),
    "decision": ("dpia.tui.screens.decision", "DecisionScreen"),
    "export": ("dpia.tui.screens.export", "ExportScreen"),
}
"""Screens of an open assessment; each is made as `Screen(case)`."""


class DpiaApp(App[None]):
    """The terminal UI over one desk."""

    TITLE = "dpia"
    CSS_PATH = "app.tcss"
    BINDINGS = bindings("anywhere")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (34, "-high")]  # noqa: RUF012

    def __init__(self, desk: Desk, open_ref: str | None = None) -> None:
        """Work at `desk`; open the assessment `open_ref` at once when one is named."""
        super().__init__()
        self.desk = desk
        self.case: Case | None = None
        """The open assessment."""
        self.view: CaseView | None = None
        """What is to be drawn of it."""
        self.desk_thread = DeskThread()
        self.pending = 0
        """How many changes are on their way to the disk."""
        self._open_ref = open_ref
        self._ending = False
        self.animation_level = "none"
        for known in theme.THEMES:
            self.register_theme(known)
        chosen = desk.config.theme
        self.theme = chosen if chosen in self.available_themes else theme.DARK.name

    def on_mount(self) -> None:
        """Begin with the register."""
        signals.on_end(self._on_signal)
        self.push_screen(RegisterScreen())
        if self._open_ref:
            self.open_case(self._open_ref)

    def _on_signal(self) -> None:
        self.call_later(self.end, True)

    # An assessment

    def open_case(self, ref: str) -> None:
        """Open an assessment where its assessor stopped."""
        self._enter(lambda: self.desk.open(ref))

    def create_case(self, title: str, given: dict[str, Any], failed: Callable[[], Any]) -> None:
        """Create an assessment and open it; `failed` is called when it cannot be created."""
        self._enter(lambda: self.desk.create(title, **given), failed)

    def _enter(self, make: Callable[[], Case], failed: Callable[[], Any] | None = None) -> None:
        async def enter() -> None:
            try:
                case, view = await self.desk_thread.run(lambda: _with_view(make()))
            except DpiaError as problem:
                self.tell(problem.message, "error")
                if failed:
                    failed()
                return
            from dpia.tui.screens.case import QuestionnaireScreen

            while len(self.screen_stack) > 2:  # the register stays under the assessment
                self.pop_screen()
            self.case, self.view = case, view
            self.push_screen(QuestionnaireScreen(case))

        self.run_worker(enter(), group="desk")

    def left_case(self) -> None:
        """Put the assessment away once none of its screens is open."""
        if not any(isinstance(screen, CaseScreen) for screen in self.screen_stack):
            self.case = self.view = None

    def act(
        self,
        case: Case,
        change: Callable[[], T],
        then: Callable[[T], Any] | None = None,
        failed: Callable[[DpiaError], Any] | None = None,
    ) -> None:
        """Make one change of `case` after those before it; see `CaseScreen.act`."""

        async def change_it() -> None:
            done = await self.desk_thread.change(case, change)
            self.pending -= 1
            if case is self.case:
                self.view = done.view
                self._draw()
            if done.problem is not None:
                told = failed(done.problem) if failed else False
                if not told:
                    self._tell_problem(case, done)
            elif then is not None:
                then(done.result)  # type: ignore[arg-type]

        self.pending += 1
        self._draw_saving()
        self.run_worker(change_it(), group="desk")

    def quietly(self, case: Case, change: Callable[[], object]) -> None:
        """Save what no verdict rests on (typing, the place); only trouble is shown."""

        async def keep() -> None:
            try:
                await self.desk_thread.run(change)
            except NotSaved:
                pass  # `case.unsaved` says so, and the title line shows it
            except DpiaError as problem:
                self.tell(problem.message, "warning")
            self.pending -= 1
            self._draw_saving()

        self.pending += 1
        self.run_worker(keep(), group="desk")

    def undo(self) -> None:
        """Take back one's own latest change."""
        if self.case:
            self.act(self.case, self.case.undo, lambda _about: self.tell(_("Taken back.")))

    def retry(self) -> None:
        """Try again to save what is only in memory."""
        if self.case:
            self.act(self.case, self.case.retry)

    def saving_words(self) -> tuple[str, str]:
        """Return the state of saving in words, and the trouble there is with it."""
        unsaved = self.case.unsaved if self.case else ""
        if unsaved or self.view is None:
            return "", unsaved
        if self.view.locked:
            return _("read only"), ""
        if self.pending:
            return _("saving …"), ""
        return _("saved {time}").format(time=self.view.saved_at), ""

    def _tell_problem(self, case: Case, done: Done[Any]) -> None:
        problem = done.problem
        if isinstance(problem, Conflict) and case.theirs:
            from dpia.tui.screens.conflict import ConflictScreen

            self.push_screen(ConflictScreen(problem.message, list(case.theirs), done.view))
        elif problem and not isinstance(problem, NotSaved):
            self.tell(problem.message, "error")

    def _draw(self) -> None:
        """Draw the newest view on the foremost screen of the assessment."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, CaseScreen):
                screen.bring_up()
                return

    def _draw_saving(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, CaseScreen):
                screen.show_saving()

    # Going about

    def action_part(self, name: str) -> None:
        """Go to another part of the open assessment."""
        from dpia.tui.screens.case import QuestionnaireScreen

        if self.case is None or not isinstance(self.screen, CaseScreen):
            return
        self.screen.settle()
        if name in PARTS:
            module, kind = PARTS[name]
            target = getattr(import_module(module), kind)
            if isinstance(self.screen, target):
                return
        while not isinstance(self.screen, QuestionnaireScreen):
            self.pop_screen()
        if name in PARTS:
            self.push_screen(target(self.case))

    def go_to_question(self, path: str) -> None:
        """Go to the question at `path`, from any part of the open assessment."""
        from dpia.tui.screens.case import QuestionnaireScreen

        while not isinstance(self.screen, QuestionnaireScreen) and len(self.screen_stack) > 2:
            self.pop_screen()
        if isinstance(self.screen, QuestionnaireScreen):
            self.screen.go_to(path)

    def action_help(self) -> None:
        """Help with what has the focus."""
        from dpia.tui.screens.help import HelpScreen, help_for

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(help_for(self.screen, self.view)))

    def action_light_or_dark(self) -> None:
        """Change between the light and the dark theme."""
        self.theme = theme.DARK.name if self.theme == theme.LIGHT.name else theme.LIGHT.name

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Offer every action that applies here, with its key."""
        focused = screen.focused
        for action in of(*dict.fromkeys(places_of(screen, focused))):
            if action.palette:
                keys = " ".join(key_words(action)[:1])
                title = f"{action.label} ({keys})" if keys else action.label
                yield SystemCommand(title, action.help, lambda a=action: run(focused, screen, a))

    def tell(self, message: str, severity: str = "information") -> None:
        """Tell the user something in a sentence; the text may be foreign."""
        level: Any = severity
        seconds = 4 if severity == "information" else 12
        self.notify(foreign.visible(message)[:1200], severity=level, timeout=seconds, markup=False)

    def on_resize(self, event: events.Resize) -> None:
        """Say so when the terminal is too small, and go on when it is large enough again."""
        from dpia.tui.screens.small import TooSmallScreen

        small = event.size.width < SMALLEST[0] or event.size.height < SMALLEST[1]
        shown = isinstance(self.screen, TooSmallScreen)
        if small and not shown:
            self.push_screen(TooSmallScreen(SMALLEST))
        elif shown and not small:
            self.pop_screen()

    # The end

    async def action_quit(self) -> None:
        """Leave; never asks, because everything is saved."""
        self.end()

    def end(self, at_once: bool = False) -> None:
        """Save what is being typed and the place, then leave; `at_once` judges nothing any more."""
        if self._ending:
            return
        self._ending = True
        for screen in reversed(self.screen_stack):
            if isinstance(screen, CaseScreen):
                screen.settle(final=at_once)

        async def leave() -> None:
            while self.pending:
                await self.desk_thread.idle()
            self.desk_thread.close()
            unsaved = self.case.unsaved if self.case else ""
            lost = _("NOT SAVED: {reason}").format(reason=unsaved) if unsaved else None
            self.exit(return_code=1 if lost else 0, message=lost and foreign.rich(lost))

        self.run_worker(leave(), group="end")


def _with_view(case: Case) -> tuple[Case, CaseView]:
    return case, look(case)


def run_tui(desk: Desk, open_ref: str | None = None) -> int:
    """Run the terminal UI until it is left, and return the exit code."""
    app = DpiaApp(desk, open_ref)
    app.run()
    return app.return_code or 0
