"""The terminal program: its screens, how one goes about in it, and how it ends."""

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from threading import Timer
from typing import Any

from textual import events, messages
from textual.app import SystemCommand
from textual.geometry import Size
from textual.screen import Screen

from dpia.desk.desk import Desk
from dpia.desk.passing import sweep
from dpia.text import _
from dpia.tui import foreign, signals
from dpia.tui.action import Action
from dpia.tui.actions import bindings, key_words, of
from dpia.tui.arriving import Arriving
from dpia.tui.commands import Commands
from dpia.tui.failing import Failing
from dpia.tui.notices import Notices
from dpia.tui.over import Over
from dpia.tui.screens.base import CaseScreen
from dpia.tui.screens.register import RegisterScreen
from dpia.tui.screens.small import TooSmallScreen
from dpia.tui.terminal import forgiving
from dpia.tui.widgets.keyline import places_of, run

SMALLEST = (60, 20)
"""Columns and lines below which nothing useful fits."""

PARTS = {
    "risks": ("dpia.tui.screens.risks", "RisksScreen"),
    "measures": ("dpia.tui.screens.measures_all", "MeasuresOfAllScreen"),
    "about": ("dpia.tui.screens.about", "AboutScreen"),
    "verdict": ("dpia.tui.screens.verdict", "VerdictScreen"),
    "decision": ("dpia.tui.screens.decision", "DecisionScreen"),
    "consultation": ("dpia.tui.screens.consulting", "ConsultationScreen"),
    "attachments": ("dpia.tui.screens.attachments", "AttachmentsScreen"),
    "export": ("dpia.tui.screens.export", "ExportScreen"),
}
"""Screens of an open assessment; each is made as `Screen(case)`. Export does without a case."""


class DpiaApp(Failing, Over):
    """The terminal UI over one desk."""

    TITLE = "dpia"
    CSS_PATH = "app.tcss"
    BINDINGS = bindings("anywhere")
    COMMANDS = {Commands}  # noqa: RUF012
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (34, "-high")]  # noqa: RUF012

    def __init__(
        self,
        desk: Desk,
        open_ref: str | None = None,
        arriving: Iterable[Arriving] = (),
        settings: Path | None = None,
    ) -> None:
        """Work at `desk`; open the assessment `open_ref` at once when one is named.

        `arriving` bring assessments into the register while the program is running; what a person
        chooses for the program is remembered in the configuration `settings`, if there is one.
        """
        super().__init__()
        self._notifications = Notices()
        self.begin(desk)
        self.know(desk.config, settings)
        self._open_ref = open_ref
        self._arriving = list(arriving)
        self._signalled = False
        self.insisting: Timer | None = None
        """Ends the process when the terminal is gone and cannot be put in order."""
        self.animation_level = "none"

    def get_default_screen(self) -> RegisterScreen:
        """Begin with the register; it stays below everything else."""
        return RegisterScreen()

    def on_mount(self) -> None:
        """Take care of how the program ends, and open what was asked for."""
        signals.on_end(self._on_signal)
        self.begun()
        self.take_in(self._arriving)
        if self._open_ref:
            self.open_case(self._open_ref)
        elif self.settings and not self.settings.exists():
            self.welcome()

    def _on_signal(self) -> None:
        self._signalled = True
        self.call_later(self.end, True)

    # Going about

    def action_part(self, name: str) -> None:
        """Go to another part of the open assessment, or open the window for export."""
        from dpia.tui.screens.case import QuestionnaireScreen

        if isinstance(self.screen, CaseScreen):
            self.screen.settle()
        if name in PARTS:
            module, kind = PARTS[name]
            target = getattr(import_module(module), kind)
            if name == "export":  # a window above whatever is open
                self.push_screen(target(self.case))
                return
            if isinstance(self.screen, target):
                return
        if self.case is None or not isinstance(self.screen, CaseScreen):
            return
        while not isinstance(self.screen, QuestionnaireScreen):
            self.pop_screen()
        if name in PARTS:
            self.push_screen(target(self.case))

    def go_to_question(self, path: str) -> None:
        """Go to the question at `path`, from any part of the open assessment."""
        from dpia.tui.screens.case import QuestionnaireScreen

        while not isinstance(self.screen, QuestionnaireScreen) and len(self.screen_stack) > 1:
            self.pop_screen()
        if isinstance(self.screen, QuestionnaireScreen):
            self.screen.go_to(path)

    def action_help(self) -> None:
        """Help with what has the focus."""
        from dpia.tui.screens.help import HelpScreen, help_for

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(help_for(self.screen, self.view, self.own.keys)))

    def action_authorities(self) -> None:
        """Read the authorities and their lists, from wherever one is."""
        from dpia.tui.screens.authorities import AuthoritiesScreen

        if isinstance(self.screen, AuthoritiesScreen):
            return
        if isinstance(self.screen, CaseScreen):
            self.screen.settle()
        begin = self.case.document["authority"] if self.case else self.desk.config.authority
        self.push_screen(AuthoritiesScreen(begin))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Offer every action that applies here, with its key."""
        return (command for command, _action in self.offered(screen))

    def offered(self, screen: Screen[Any]) -> Iterable[tuple[SystemCommand, Action]]:
        """Yield every action that the palette offers here, and how it does."""
        focused = screen.focused
        places = dict.fromkeys(places_of(screen, focused))
        called: set[tuple[str, str]] = set()
        for action in of(*places, own=self.own.keys, locked=self.locked):
            again = bool(action.call) and (action.label, action.call) in called
            if action.palette and not again and self.fits(action):
                called.add((action.label, action.call))
                keys = " ".join(key_words(action)[:1])
                title = f"{action.label} ({keys})" if keys else action.label
                do = lambda a=action: run(focused, screen, a)  # noqa: E731
                yield SystemCommand(title, action.help, do), action

    # Size

    def on_resize(self, event: events.Resize) -> None:
        """Say so when the terminal is too small, and go on when it is large enough again."""
        self.mind_size(event.size)

    def mind_size(self, size: Size | None = None) -> None:
        """Put the sentence on a terminal that is too small before everything, or take it away."""
        size = size or self.size
        small = size.width < SMALLEST[0] or size.height < SMALLEST[1]
        shown = isinstance(self.screen, TooSmallScreen)
        if small and not shown:
            super().push_screen(TooSmallScreen(SMALLEST))
        elif shown and not small:
            self.pop_screen()

    def push_screen(self, *arguments: Any, **given: Any) -> Any:
        """Put a screen before the others; what opens of itself stays behind that sentence."""
        if isinstance(self.screen, TooSmallScreen):
            self.pop_screen()
        self.call_later(self.mind_size)
        return super().push_screen(*arguments, **given)

    # Leaving for a while

    def action_suspend(self) -> None:
        """Go back to the shell for a while, once everything is on disk."""
        for screen in self.screen_stack:
            if isinstance(screen, CaseScreen):
                screen.settle()
        self.after_changes(self._suspend)

    def _suspend(self) -> None:
        if self._driver is None or not self._driver.can_suspend:
            self.tell(_("There is no shell to go back to here."), "warning")
        else:
            self.action_suspend_process()

    # The end

    async def action_quit(self) -> None:
        """Leave; never asks, because everything is saved."""
        self.end()

    def on_exit_app(self, message: messages.ExitApp) -> None:
        """End in good order also when nobody is at the other end of a page any more."""
        if not self._exit:
            message.prevent_default()
            self._on_signal()

    def end(self, at_once: bool = False) -> None:
        """Save what is being typed and the place, then leave; `at_once` judges nothing any more."""
        if self._ending:
            return
        self._ending = True
        arriving, self.to_come = self.to_come, 0
        for screen in reversed(self.screen_stack):
            if isinstance(screen, CaseScreen):
                screen.settle(final=at_once)

        async def leave() -> None:
            if arriving:
                await self.desk_thread.idle()  # the one that is on its way to the disk
            while self.pending:
                await self.desk_thread.idle()
            self.desk_thread.close()
            unsaved = self.case.unsaved if self.case else ""
            lost = _("NOT SAVED: {reason}").format(reason=unsaved) if unsaved else None
            code = 1 if lost else 0
            if self._signalled:
                self.insisting = signals.insist(code)
            self.exit(return_code=code, message=lost and foreign.rich(lost))

        self.run_worker(leave(), group="end")


def run_tui(
    desk: Desk,
    open_ref: str | None = None,
    arriving: Iterable[Arriving] = (),
    settings: Path | None = None,
) -> int:
    """Run the terminal UI until it is left, and return the exit code; see `DpiaApp`."""
    sweep()
    app = DpiaApp(desk, open_ref, arriving, settings)
    app.driver_class = forgiving(app.driver_class)
    app.run()
    if app.insisting:
        app.insisting.cancel()
    return app.return_code or 0
