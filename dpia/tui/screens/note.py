"""What is said about an answer: a note, evidence for it, and whether it is only assumed."""

from collections.abc import Iterator
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from dpia.questionnaire.cleaning import clean
from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.screens.base import Dialog
from dpia.tui.screens.part import Quiet
from dpia.tui.widgets.area import SafeArea
from dpia.tui.widgets.choices import Accepted, Choice, ChoiceEntry
from dpia.tui.widgets.keyline import KeyLine

_SURE = (
    Choice(False, _("Known"), key="k"),
    Choice(True, _("Assumed"), _("to be confirmed"), key="m"),
)


@dataclass(frozen=True)
class Said:
    """What is said about one answer."""

    note: str = ""
    evidence: tuple[str, ...] = ()
    assumed: bool = False


class NoteScreen(Dialog[Said], Quiet):
    """A window for what is said about an answer. Closing keeps it, whichever way."""

    CSS_PATH = "asking.tcss"
    BINDINGS = bindings("note")
    PLACES = ("note",)
    AUTO_FOCUS = ""

    def __init__(self, title: str, said: Said, begin: str = "note") -> None:
        """Write on what is `said` about the question `title`, beginning with `note` or `evidence`.

        Each line of the evidence is a link, a document, or whatever else shows that it is so.
        """
        super().__init__()
        self.about = title
        self.before = said
        self.begin = begin
        self.note = NoteArea(said.note, id="note")
        self.evidence = NoteArea("\n".join(said.evidence), id="evidence")
        self.sure = ChoiceEntry("assumed", _SURE, said.assumed)

    def compose(self) -> ComposeResult:
        """Compose the title and the three entries."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(foreign.content(self.about), classes="dialog-title paragraph")
            yield Static(labelled(_("Note")))
            yield self.note
            yield Static(labelled(_("Evidence"), _("one a line: a link, a document, a person")))
            yield self.evidence
            yield Static(labelled(_("How sure is the answer?")))
            yield self.sure
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin where it was asked for."""
        (self.evidence if self.begin == "evidence" else self.note).focus()

    def on_accepted(self, event: Accepted) -> None:
        """Show what was chosen; it is kept with the rest."""
        event.stop()
        self.sure.put(event.value)

    @property
    def said(self) -> Said:
        """What stands in the window."""
        links = dict.fromkeys(line.strip() for line in self.evidence.text.splitlines())
        return Said(self.note.text.strip(), tuple(filter(None, links)), self.sure.value is True)

    def action_keep_note(self) -> None:
        """Close and keep what was said."""
        self.dismiss(self.said)


class NoteArea(SafeArea):
    """One part of what is said."""

    def __init__(self, text: str, id: str) -> None:
        """Begin behind `text`."""
        super().__init__(clean(text), id=id, compact=True, highlight_cursor_line=False)
        self.cursor_blink = False
        self.move_cursor(self.document.end)


def labelled(label: str, hint: str = "") -> Content:
    """Return a label with a hint in smaller words."""
    return Content.assemble((label, "bold"), (f"  {hint}" if hint else "", theme.QUIET))


def changes(before: Said, after: Said) -> Iterator[tuple[str, object]]:
    """Yield `name, value` of each mark that is to be set anew."""
    for name in ("note", "evidence", "assumed"):
        value = getattr(after, name)
        if value != getattr(before, name):
            yield name, list(value) if isinstance(value, tuple) else value
