"""What the program knows of the person: keys of one's own, the theme, the settings."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import TypeVar

from textual import events
from textual.screen import Screen

from dpia.desk.config import Config, remember
from dpia.errors import DpiaError
from dpia.text import _
from dpia.tui import own_keys, theme
from dpia.tui.actions import key_for
from dpia.tui.casework import GLANCE, CaseWork
from dpia.tui.rebinding import Rebinding

Made = TypeVar("Made")
JOINERS = ("\u200c", "\u200d")
"""Characters that show nothing and yet belong to a word, as in Persian, or to an emoji."""


class Personal(CaseWork):
    """The part of the program that is as the person wants it."""

    settings: Path | None
    """The file of the configuration, where choices are remembered; None: nowhere."""
    own: own_keys.OwnKeys
    rebinding: Rebinding
    _begun = False

    def know(self, config: Config, settings: Path | None) -> None:
        """Take keys and theme from `config`; remember what is chosen in `settings`."""
        self.settings = settings
        self.own = own_keys.read(config.keys)
        self.rebinding = Rebinding(self.own.keys)
        for known in theme.THEMES:
            self.register_theme(known)
        found = config.theme in self.available_themes
        self.theme = config.theme if found else theme.DARK.name

    def begun(self) -> None:
        """Tell what the configuration says that cannot be; from now on choices are remembered."""
        self._begun = True
        self.set_interval(GLANCE, self.look_around)
        said = _("keys.{name} in the configuration is left out. {problem}")
        left_out = self.own.problems.items()
        if told := [said.format(name=name, problem=problem) for name, problem in left_out]:
            self.tell("\n".join(told), "warning")  # as one: the next would take its place
        chosen = self.desk.config.theme
        if chosen and chosen != self.theme:
            said = _("There is no theme “{name}”, as the configuration says; this is {other}.")
            self.tell(said.format(name=chosen, other=self.theme), "warning")
        if self.settings and self.desk.config.backup.get("folder"):
            self.call_after_refresh(self._back_up)

    def _back_up(self) -> None:
        """Make the backup that is due, beside everything else; what prevents it is told."""
        register, wanted = self.desk.register.path, self.desk.config.backup

        def make() -> None:
            from dpia.desk.backing_up import notice

            why = notice(register, wanted)
            if why and self.is_running:
                with suppress(RuntimeError):  # it ended just now
                    self.call_from_thread(self.tell, why, "warning")

        Thread(target=make, daemon=True).start()

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
            self.push_made(lambda: SettingsScreen(self.desk))

    def welcome(self) -> None:
        """Ask once who one is; then say how one begins, and that there are worked examples."""
        from dpia.tui.screens.first_run import FirstRunScreen

        def then(_kept: bool | None) -> None:
            words = _("{new} begins an assessment. {example} adds worked examples to look at.")
            keys = {name: self.key_for(f"register.{name}") for name in ("new", "example")}
            self.tell(words.format(**keys))

        self.push_made(lambda: FirstRunScreen(self.desk), then)

    def push_made(
        self, make: Callable[[], Screen[Made]], then: Callable[[Made | None], None] | None = None
    ) -> None:
        """Open the screen that `make` returns, or tell which own file stands against it."""
        try:
            screen = make()
        except DpiaError as problem:
            self.tell(problem.message, "error")
        else:
            self.push_screen(screen, then)

    async def _take(self, event: events.Event) -> None:
        """Give keys of one's own to what is about to hear a key."""
        if isinstance(event, events.Key):
            self.rebinding.reach(self.focused or self.screen)
            if event.character in JOINERS:  # fields write only what prints
                event = events.Paste(event.character)
        await super()._take(event)

    def action_help_quit(self) -> None:
        """Tell who presses Ctrl+C, which copies, how one leaves."""
        self.tell(_("{key} leaves the program.").format(key=self.key_for("anywhere.quit")))

    def key_for(self, name: str) -> str:
        """Return the key of the action `place.action` as a person reads it, for a sentence."""
        return key_for(name, self.own.keys)
