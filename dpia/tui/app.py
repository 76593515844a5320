"""The terminal program: its screens, how one goes about in it, and how it ends."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from threading import Timer
from typing import Any

from textual import events, messages
from textual.app import App, SystemCommand
from textual.screen import Screen

from dpia.desk.config import Config, remember
from dpia.desk.desk import Desk
from dpia.errors import DpiaError
from dpia.text import _
from dpia.tui import foreign, own_keys, signals, theme
from dpia.tui.actions import bindings, key_for, key_words, of
from dpia.tui.casework import Arriving, CaseWork
from dpia.tui.rebinding import Rebinding
from dpia.tui.screens.base import CaseScreen
from dpia.tui.screens.register import RegisterScreen
from dpia.tui.widgets.keyline import places_of, run

SMALLEST = (60, 20)
"""Columns and lines below which nothing useful fits."""

PARTS = {
    "risks": ("dpia.tui.screens.risks", "RisksScreen"),
    "verdict": ("dpia.tui.screens.verdict", "VerdictScreen"),
    "decision": ("dpia.tui.screens.decision", "DecisionScreen"),
    "attachments": ("dpia.tui.screens.attachments", "AttachmentsScreen"),
    "export": ("dpia.tui.screens.export", "ExportScreen"),
}
"""Screens of an open assessment; each is made as `Screen(case)`. Export does without a case."""


class DpiaApp(CaseWork, App[None]):
    """The terminal UI over one desk."""

    TITLE = "dpia"
    CSS_PATH = "app.tcss"
    BINDINGS = bindings("anywhere")
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
        self.begin(desk)
        self.own = own_keys.read(desk.config.keys)
        self.rebinding = Rebinding(self.own.keys)
        self._open_ref = open_ref
        self._arriving = list(arriving)
        self.settings = settings
        self._ending = self._signalled = False
        self.insisting: Timer | None = None
        """Ends the process when the terminal is gone and cannot be put in order."""
        self.animation_level = "none"
        for known in theme.THEMES:
            self.register_theme(known)
        chosen = desk.config.theme
        self._begun = False
        self.theme = chosen if chosen in self.available_themes else theme.DARK.name

    def get_default_screen(self) -> RegisterScreen:
        """Begin with the register; it stays below everything else."""
        return RegisterScreen()

    def on_mount(self) -> None:
        """Take care of how the program ends, and open what was asked for."""
        signals.on_end(self._on_signal)
        self._tell_left_out()
        self._begun = True
        self.take_in(self._arriving)
        if self._open_ref:
            self.open_case(self._open_ref)
        elif self.settings and not self.settings.exists():
            self.welcome()

    def _on_signal(self) -> None:
        self._signalled = True
        self.call_later(self.end, True)

    def _tell_left_out(self) -> None:
        """Tell what the configuration says that cannot be."""
        for name, problem in self.own.problems.items():
            said = _("keys.{name} in the configuration is left out. {problem}")
            self.tell(said.format(name=name, problem=problem), "warning")
        chosen = self.desk.config.theme
        if chosen and chosen != self.theme:
            said = _("There is no theme “{name}”, as the configuration says; this is {other}.")
            self.tell(said.format(name=chosen, other=self.theme), "warning")

    # Themes and keys

    def action_light_or_dark(self) -> None:
        """Change between the light and the dark theme."""
        self.theme = theme.LIGHT.name if self.current_theme.dark else theme.DARK.name

    def watch_theme(self, chosen: str) -> None:
        """Remember the theme a person has chosen."""
        self.set_class(chosen == theme.CONTRAST.name, "-contrast")
        if self._begun and chosen != self.desk.config.theme:
            self.keep_settings(lambda config: replace(config, theme=chosen))

    def keep_settings(
        self, change: Callable[[Config], Config], then: Callable[[], object] | None = None
    ) -> None:
        """Change the configuration, and its file if there is one; `then` comes after it."""
        path = self.settings

        async def keep() -> None:
            try:
                if path is None:
                    self.desk.config = change(self.desk.config)
                else:
                    self.desk.config = await self.desk_thread.run(lambda: remember(path, change))
            except DpiaError as problem:
                self.tell(problem.message, "error")
            else:
                if then:
                    then()

        self.run_worker(keep(), group="settings")

    def action_settings(self) -> None:
        """Ask for what stands in the configuration."""
        from dpia.tui.screens.first_run import SettingsScreen

        if not isinstance(self.screen, SettingsScreen):
            self.push_screen(SettingsScreen(self.desk))

    def welcome(self) -> None:
        """Ask once who one is, and offer the worked examples."""
        from dpia.tui.screens.first_run import FirstRunScreen

        async def offer() -> None:
            found = await self.desk_thread.run(self.desk.summaries)
            if not found and isinstance(self.screen, RegisterScreen):
                self.screen.action_example()

        def then(kept: bool | None) -> None:
            if kept:
                self.run_worker(offer(), group="desk")

        self.push_screen(FirstRunScreen(self.desk), then)

    async def on_event(self, event: events.Event) -> None:
        """Give keys of one's own to what is about to hear a key."""
        if isinstance(event, events.Key):
            self.rebinding.reach(self.focused or self.screen)
        await super().on_event(event)

    def key_for(self, name: str) -> str:
        """Return the key of the action `place.action` as a person reads it, for a sentence."""
        return key_for(name, self.own.keys)

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
        focused = screen.focused
        places = dict.fromkeys(places_of(screen, focused))
        for action in of(*places, own=self.own.keys):
            if action.palette:
                keys = " ".join(key_words(action)[:1])
                title = f"{action.label} ({keys})" if keys else action.label
                yield SystemCommand(title, action.help, lambda a=action: run(focused, screen, a))

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
    app = DpiaApp(desk, open_ref, arriving, settings)
    app.run()
    if app.insisting:
        app.insisting.cancel()
    return app.return_code or 0
