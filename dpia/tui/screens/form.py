"""A form in a window: several entries that are saved together, or not at all."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from dpia.questionnaire.cleaning import clean
from dpia.text import _
from dpia.tui import foreign
from dpia.tui.actions import bindings
from dpia.tui.screens.base import Dialog
from dpia.tui.screens.part import Labelled, PartScreen, Quiet
from dpia.tui.widgets.choices import Accepted
from dpia.tui.widgets.entries import TextEntry
from dpia.tui.widgets.keyline import KeyLine

Values = Mapping[str, Any]


class Form(Dialog[bool], Quiet):
    """Entries saved together with F2. Escape closes; what was written is kept for the next time."""

    PLACES: ClassVar[tuple[str, ...]] = ("saved-form", "form")
    BINDINGS = bindings("saved-form", "form")
    CSS_PATH = "parts.tcss"
    AUTO_FOCUS = ""

    def __init__(
        self,
        owner: PartScreen,
        title: str,
        about: Content,
        labelled: tuple[Labelled, ...],
        change: Callable[[Values], Any],
        place: str,
        at_once: bool = True,
    ) -> None:
        """Fill in `labelled`; `change` makes one change of the owner's case from their values.

        `place` names the form, so that half-written texts find their way back to it. Unless one
        writes `at_once`, one goes to the first entry oneself.
        """
        super().__init__()
        self.owner = owner
        self.heading = title
        self.about = about
        self.labelled = labelled
        self.change = change
        self.place = place
        self.at_once = at_once

    def compose(self) -> ComposeResult:
        """Compose heading, what to know, and the entries."""
        with VerticalScroll(classes="dialog", id="saved-form", can_focus=False):
            yield Static(foreign.content(self.heading), classes="dialog-title")
            yield Static(self.about, classes="paragraph")
            for labelled in self.labelled:
                yield from labelled.compose()
        yield KeyLine()

    def on_mount(self) -> None:
        """Bring back what was written before, and begin with the first entry."""
        self.owner.keep_form = self.keep
        drafts = self.owner.case.document.get("drafts", {})
        for entry in self._texts():
            if kept := drafts.get(f"{self.place}.{entry.field}"):
                entry.load_text(clean(kept))
        if self.at_once:
            self.labelled[0].entry.focus(scroll_visible=False)

    def on_unmount(self) -> None:
        """Leave the screen below to itself."""
        self.owner.keep_form = None

    def _texts(self) -> Iterator[TextEntry]:
        return (one.entry for one in self.labelled if isinstance(one.entry, TextEntry))

    def on_accepted(self, event: Accepted) -> None:
        """Wait with what was accepted until the whole form is saved."""
        event.stop()

    def action_save_form(self) -> None:
        """Save everything; when it is refused, the form stays as it is."""
        values = {one.entry.field: one.entry.value for one in self.labelled}
        kept = [f"{self.place}.{entry.field}" for entry in self._texts()]
        case = self.owner.case

        def save() -> None:
            self.change(values)
            for name in kept:
                if name in case.document["drafts"]:
                    case.keep_typing(name, "")

        self.owner.act(save, lambda _done: self._saved())

    def _saved(self) -> None:
        self.owner.tell(_("Saved."))
        if self.is_current:
            self.dismiss(True)

    def action_close_form(self) -> None:
        """Close and keep what was written."""
        self.keep()
        self.dismiss(False)

    def keep(self) -> None:
        """Keep the texts with the assessment, without making anything of them."""
        case, app = self.owner.case, self.owner.desk_app
        if self.owner.drawn and self.owner.drawn.locked:
            return
        for entry in self._texts():
            name, text = f"{self.place}.{entry.field}", entry.value
            if text != entry.accepted or name in case.document["drafts"]:
                app.quietly(case, partial(case.keep_typing, name, text))
