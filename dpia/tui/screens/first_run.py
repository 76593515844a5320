"""Who one is and for whom one assesses: asked once, on the first start, and whenever wanted."""

from typing import ClassVar

from dpia.desk.beginning import settings_of, settled, setup_questions
from dpia.desk.desk import Desk
from dpia.text import _
from dpia.tui.actions import bindings
from dpia.tui.screens.beginning import BeginningScreen


class SettingsScreen(BeginningScreen):
    """Asks for what stands in the configuration; Escape leaves everything as it is."""

    PLACES: ClassVar[tuple[str, ...]] = ("settings", "form")
    BINDINGS = bindings("settings", "form")

    def __init__(self, desk: Desk) -> None:
        """Begin with what the configuration says."""
        questions = setup_questions(desk.library)
        super().__init__(self.title_words(), questions, settings_of(desk.config))

    def title_words(self) -> str:
        """Return the title of the window."""
        return _("Your settings")

    def hint(self) -> str:
        """Say how one leaves."""
        return self._hint(_("{keep} keeps this · {skip} leaves it as it was"))

    def _hint(self, words: str) -> str:
        keep, skip = map(self.desk_app.key_for, ("settings.keep", "form.close-form"))
        told = [words.format(keep=keep, skip=skip)]
        if "language" not in self.questions:
            told.append(_("Language: English"))
        return " · ".join(told)

    def action_keep(self) -> None:
        """Keep what was answered."""
        self.finish()

    def action_keep_going(self) -> None:
        """Take in what stands in the open field and go to the next; after the last, keep all."""
        here = self.sheet.active
        if self.sheet.beside(here, 1) is None:
            self.finish()
            return
        self.sheet.hand_in()
        self.call_next(self._go, here, 1)

    def finished(self) -> None:
        """Write the configuration."""
        self.desk_app.keep_settings(lambda config: settled(config, self.values))
        self.dismiss(True)


class FirstRunScreen(SettingsScreen):
    """The settings on the first start; whatever one does, it is not asked again.

    Gives back whether they were kept.
    """

    def title_words(self) -> str:
        """Welcome."""
        return _("Welcome to dpia")

    def intro(self) -> str:
        """Say what this is for."""
        return _(
            "A few facts that every assessment begins with. All of them can wait, and each "
            "assessment can differ. They stay on this machine, in one small file."
        )

    def hint(self) -> str:
        """Say how one leaves."""
        return self._hint(_("{keep} keeps this · {skip} skips it"))

    def action_close_form(self) -> None:
        """Skip it, for good."""
        self.desk_app.keep_settings(lambda config: config)
        self.dismiss(False)
