"""The attachments of an open assessment: attach a file, write one out, take one off."""

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static

from dpia.assessment.confidential import is_marked
from dpia.desk.attaching import path_of
from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.screens.form import Form, Values
from dpia.tui.screens.part import Labelled
from dpia.tui.screens.searching import Found, SearchDialog
from dpia.tui.screens.withholding import WithholdingScreen
from dpia.tui.view import CaseView
from dpia.tui.widgets.entries import LineEntry
from dpia.tui.widgets.lines import hanging
from dpia.tui.widgets.listing import Drawn, Listing
from dpia.tui.widgets.look_up import Answer, LookUpEntry

Row = Mapping[str, Any]


class AttachmentsScreen(WithholdingScreen):
    """Lists what is attached."""

    PLACES: ClassVar[tuple[str, ...]] = ("attachments", "case")
    BINDINGS = bindings("attachments", "case")
    CSS_PATH = "parts.tcss"

    def compose_body(self) -> ComposeResult:
        """Compose what to know above the list."""
        yield Static(id="form-head")
        yield Listing(id="attachments")

    def on_mount(self) -> None:
        """Begin in the list."""
        self.query_one(Listing).focus()

    def show(self, view: CaseView) -> None:
        """Draw the attachments as they stand."""
        rows = view.document["attachments"]
        key = self.key("attachments.attach")
        self.query_one("#form-head", Static).update(Drawn(partial(head_lines, view, key)))
        parts = parts_of(view)
        drawn = [(str(row.get("id")), partial(attachment_row, row, parts)) for row in rows]
        self.query_one(Listing).fill(drawn)

    @property
    def current(self) -> str:
        """The id of the attachment under the cursor, or empty."""
        return self.query_one(Listing).current or ""

    def thing(self) -> str:
        """Return where the thing under the cursor stands in the assessment; empty for none."""
        return f"/attachments/{self.current}" if self.current else ""

    def on_option_list_option_selected(self, _event: OptionList.OptionSelected) -> None:
        """Write the attachment that was chosen to a file."""
        self.action_save_out()

    def action_attach(self) -> None:
        """Ask where the file is, and attach it."""
        if not self.may_change():
            return

        def change(values: Values) -> None:
            about = values["about"].strip()
            self.case.attach(path_of(values["file"]), values["title"], about)

        entries = (
            Labelled(_("Which file?"), LineEntry("file"), _("where it is, typed in full")),
            Labelled(_("What is it?"), LineEntry("title"), _("may stay empty")),
            Labelled(_("About which part?"), self._about_entry(), _("may stay empty")),
        )
        told = _("A copy is kept in the register; the file itself stays where it is.")
        about = Content.styled(told, theme.QUIET)
        self.app.push_screen(Form(self, _("Attach a file"), about, entries, change, "attach"))

    def _about_entry(self) -> LookUpEntry:
        """Return the entry for the topic or section the file is about."""
        titles = parts_of(self.drawn) if self.drawn else {}

        def ask(answer: Answer) -> None:
            self.app.push_screen(SectionScreen(titles), answer)

        return LookUpEntry("about", titles, _("the assessment as a whole"), ask)

    def action_save_out(self) -> None:
        """Ask where to, and write the attachment under the cursor there."""
        row_id = self.current
        if not row_id:
            return

        def change(values: Values) -> None:
            self.case.save_attachment(row_id, path_of(values["file"]))

        entries = (Labelled(_("To which file?"), LineEntry("file"), _("a new one")),)
        row = next(r for r in self.case.document["attachments"] if str(r.get("id")) == row_id)
        about = foreign.line(row.get("name", ""), theme.QUIET)
        form = Form(self, _("Write an attachment to a file"), about, entries, change, "save-out")
        self.app.push_screen(form)

    def action_detach(self) -> None:
        """Take the attachment under the cursor off; undo brings it back."""
        row_id = self.current
        if row_id and self.may_change():
            said = _("Removed. {key} brings it back.").format(key=self.key("case.undo"))
            self.act(partial(self.case.detach, row_id), lambda _verdict: self.tell(said))


class SectionScreen(SearchDialog[str]):
    """A window to choose a topic or a section in, by its title."""

    PLACES: ClassVar[tuple[str, ...]] = ("pick", "form")
    BINDINGS = bindings("pick", "form")

    def __init__(self, titles: Mapping[str, str]) -> None:
        """Offer `titles` (id, title)."""
        found = [Found.of(name, partial(_part_row, title), title) for name, title in titles.items()]
        super().__init__(_("About which part?"), _("type part of it"), found)

    def take(self, name: str) -> None:
        """Answer with the part."""
        self.dismiss(name)


def parts_of(view: CaseView) -> dict[str, str]:
    """Return `id -> title` of the topics that are asked or may be, and of their sections."""
    found: dict[str, str] = {}
    for topic in view.topics:
        if topic.shown is False:
            continue
        found[topic.topic.id] = topic.topic.title
        for section in topic.sections:
            if section.shown:
                name = f"{topic.topic.id}.{section.section.id}"
                found[name] = f"{topic.topic.title} › {section.section.title}"
    return found


def _part_row(title: str, width: int) -> list[Content]:
    return hanging(Content(""), foreign.line(title), width)


def head_lines(view: CaseView, key: str, width: int) -> list[Content]:
    """Draw what to know about the list."""
    if view.locked:
        told = foreign.content(view.locked, theme.QUIET)
    elif view.document["attachments"]:
        told = Content.styled(_("Copies kept with this assessment, byte for byte."), theme.QUIET)
    else:
        told = Content(_("Nothing is attached yet. Press {key} to attach a file.").format(key=key))
    return [Content.styled(_("Attachments"), "bold"), *told.wrap(width)]


def attachment_row(row: Row, parts: Mapping[str, str], width: int) -> list[Content]:
    """Draw one attachment: its name and title, then its size, its place, when and by whom."""
    head = Content.styled(f"{foreign.one_line(row.get('id', ''))} ", theme.QUIET)
    name = foreign.line(row.get("name", ""), "bold")
    title = foreign.one_line(row.get("title", ""))
    size = f"{row['size']:,} {_('bytes')}" if type(row.get("size")) is int else ""
    part = row.get("about")
    secret = _("confidential") if is_marked(row) else ""
    said = (secret, size, parts.get(str(part), part), str(row.get("at", ""))[:10], row.get("by"))
    about = foreign.line(" · ".join(str(part) for part in said if part), theme.QUIET)
    space = Content(" " * head.cell_length)
    lines = hanging(head, name, width)
    if title:
        lines += hanging(space, Content(title), width)
    return [*lines, *hanging(space, about, width)]
