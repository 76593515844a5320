"""The attachments of an open assessment: attach a file, write one out, take one off."""

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static

from dpia.desk.attaching import path_of
from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.screens.form import Form, Values
from dpia.tui.screens.part import Labelled, PartScreen
from dpia.tui.view import CaseView
from dpia.tui.widgets.entries import LineEntry
from dpia.tui.widgets.lines import hanging
from dpia.tui.widgets.listing import Drawn, Listing

Row = Mapping[str, Any]


class AttachmentsScreen(PartScreen):
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
        self.query_one("#form-head", Static).update(Drawn(partial(head_lines, view)))
        drawn = [(str(row.get("id")), partial(attachment_row, row)) for row in rows]
        self.query_one(Listing).fill(drawn)

    @property
    def current(self) -> str:
        """The id of the attachment under the cursor, or empty."""
        return self.query_one(Listing).current or ""

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
            Labelled(_("About which part?"), LineEntry("about"),
                     _("such as security or processing.purposes; may stay empty")),
        )  # fmt: skip
        told = _("A copy is kept in the register; the file itself stays where it is.")
        about = Content.styled(told, theme.QUIET)
        self.app.push_screen(Form(self, _("Attach a file"), about, entries, change, "attach"))

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
            said = _("Removed. Ctrl+Z brings it back.")
            self.act(partial(self.case.detach, row_id), lambda _verdict: self.tell(said))


def head_lines(view: CaseView, width: int) -> list[Content]:
    """Draw what to know about the list."""
    if view.locked:
        told = foreign.content(view.locked, theme.QUIET)
    elif view.document["attachments"]:
        told = Content.styled(_("Copies kept with this assessment, byte for byte."), theme.QUIET)
    else:
        told = Content(_("Nothing is attached yet. Press A to attach a file."))
    return [Content.styled(_("Attachments"), "bold"), *told.wrap(width)]


def attachment_row(row: Row, width: int) -> list[Content]:
    """Draw one attachment: its name and title, then its size, its place, when and by whom."""
    head = Content.styled(f"{foreign.one_line(row.get('id', ''))} ", theme.QUIET)
    name = foreign.line(row.get("name", ""), "bold")
    title = foreign.one_line(row.get("title", ""))
    size = f"{row['size']:,} {_('bytes')}" if type(row.get("size")) is int else ""
    said = (size, row.get("about"), str(row.get("at", ""))[:10], row.get("by"))
    about = foreign.line(" · ".join(str(part) for part in said if part), theme.QUIET)
    space = Content(" " * head.cell_length)
    lines = hanging(head, name, width)
    if title:
        lines += hanging(space, Content(title), width)
    return [*lines, *hanging(space, about, width)]
