"""Saved views of the register: a search or a filter under a name of one's own."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from dpia.desk.config import Config
from dpia.desk.filters import parse
from dpia.errors import DpiaError
from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings, spoken
from dpia.tui.screens.base import Dialog
from dpia.tui.widgets.keyline import KeyLine
from dpia.tui.widgets.listing import Draw, Listing
from dpia.tui.widgets.pasting import PlainInput

if TYPE_CHECKING:
    from dpia.tui.screens.register import RegisterScreen

EVERYTHING = "@"
"""The id of the line that shows everything; no view can have that name."""


class ViewsScreen(Dialog[None]):
    """Lists the saved views; one is used, saved or deleted here. The last one used comes back."""

    PLACES: ClassVar[tuple[str, ...]] = ("form",)
    BINDINGS = bindings("view-list", "form")
    CSS_PATH = "register.tcss"

    def __init__(self, register: "RegisterScreen") -> None:
        """Change what `register` shows."""
        super().__init__()
        self.register = register
        self.present = register.written_out()
        """The search that can be saved."""

    def compose(self) -> ComposeResult:
        """Compose the views, and the field for the name of a new one."""
        with Vertical(classes="dialog", id="views-window"):
            yield Static(_("Saved views"), classes="dialog-title", markup=False)
            yield Static(id="views-told")
            name = PlainInput(placeholder=_("name of the view"), compact=True, id="view-name")
            name.cursor_blink = False
            name.display = False
            yield name
            yield Listing(id="views", place="view-list")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the views."""
        self.draw()
        listing = self.query_one(Listing)
        listing.go(self.desk_app.desk.config.view or EVERYTHING)
        listing.focus()

    # Showing

    @property
    def config(self) -> Config:
        """The configuration."""
        return self.desk_app.desk.config

    def draw(self, problem: str = "") -> None:
        """Draw the views, and what can be done or what was wrong."""
        self.query_one(Listing).fill(self._rows())
        key = self.desk_app.key_for("view-list.save-view")
        if self.query_one("#view-name").display:
            said = _("{key} saves “{search}” under this name.")
            said = said.format(key=spoken("enter"), search=self.present)
        elif self.present.strip():
            said = _("{key} saves “{search}”.").format(key=key, search=self.present)
        else:
            said = _("Search or filter first; then {key} here saves that as a view.")
            said = said.format(key=key)
        told = foreign.line(problem or said, theme.CARE if problem else theme.QUIET)
        self.query_one("#views-told", Static).update(told)

    def _rows(self) -> Iterator[tuple[str, Draw]]:
        yield EVERYTHING, partial(_line, _("Everything"), "")
        for name, text in sorted(self.config.views.items()):
            yield name, partial(_line, f"@{name}", text)

    # What a person does

    def action_use_view(self) -> None:
        """Show what the view under the cursor picks, also the next time."""
        name = self.query_one(Listing).current
        if name is None:
            return
        used = "" if name == EVERYTHING else name
        if used != self.config.view:
            self.desk_app.keep_settings(lambda config: replace(config, view=used))
        self.register.put(f"@{used}" if used else "")
        self.dismiss(None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Use the view that was clicked."""
        event.stop()
        self.action_use_view()

    def action_save_view(self) -> None:
        """Ask for a name."""
        if not self.present.strip():
            self.draw(_("There is no search to save yet."))
        elif self.register.problem:
            self.draw(self.register.problem)
        else:
            field = self.query_one("#view-name", Input)
            field.display = True
            field.focus()
            self.draw()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Save the search under the name that was typed, and use it."""
        event.stop()
        name = event.value.strip().lstrip("@")
        text = self.present

        def saved(config: Config) -> Config:
            return replace(config.change(f"views.{name}", text), view=name)

        try:
            parse(text, self.desk_app.desk.today())
            saved(self.config)
        except DpiaError as problem:
            self.draw(problem.message)
            return
        self.desk_app.keep_settings(saved, lambda: self.register.put(f"@{name}"))
        self.dismiss(None)

    def action_delete_view(self) -> None:
        """Delete the view under the cursor; what it picked is told."""
        name = self.query_one(Listing).current
        if name is None or name == EVERYTHING:
            return
        text = self.config.views[name]

        def without(config: Config) -> Config:
            used = "" if config.view == name else config.view
            return replace(config.change(f"views.{name}", ""), view=used)

        if self.register.typed.strip() == f"@{name}":
            self.register.put(text)
        self.desk_app.keep_settings(without, self.draw)
        said = _("Deleted: @{name}, which was {search}").format(name=name, search=text)
        self.desk_app.tell(said)

    def action_close_form(self) -> None:
        """Leave the name first, then the window."""
        field = self.query_one("#view-name", Input)
        if field.display:
            field.display = False
            self.query_one(Listing).focus()
            self.draw()
        else:
            self.dismiss(None)


def _line(name: str, text: str, width: int) -> list[Content]:
    line = Content.assemble(foreign.line(name, "bold"), "  ", foreign.line(text, theme.QUIET))
    return [line.truncate(width, ellipsis=True)]
