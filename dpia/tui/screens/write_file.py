"""A window that asks where to write something, writes it, and says what became of it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from dpia.errors import DpiaError
from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.screens.base import Dialog
from dpia.tui.screens.export import replaces, ways
from dpia.tui.screens.part import Labelled
from dpia.tui.widgets.choices import Accepted
from dpia.tui.widgets.entries import LineEntry
from dpia.tui.widgets.keyline import KeyLine


class WriteScreen(Dialog[None]):
    """Asks for a path; a file that is there is replaced only when asked twice."""

    PLACES: ClassVar[tuple[str, ...]] = ("export", "form")
    BINDINGS = bindings("export", "form")
    CSS_PATH = "parts.tcss"

    def __init__(
        self,
        title: str,
        question: str,
        name: str,
        hint: str,
        job: Callable[[Path], str],
        folder: bool = False,
    ) -> None:
        """Offer `name`; `job` writes to a path and returns what to tell. It raises DpiaError.

        With `folder` the path is that of a folder.
        """
        super().__init__()
        self.heading, self.question, self.offered, self.hint = title, question, name, hint
        self.job, self.folder = job, folder
        self._warned_of: Path | None = None

    def compose(self) -> ComposeResult:
        """Compose the name, and what became of it."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(foreign.content(self.heading), classes="dialog-title")
            entry = LineEntry("file", self.offered)
            yield from Labelled(self.question, entry, self.hint).compose()
            yield Static(id="told")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with the name."""
        self.query_one(LineEntry).focus()
        if not self.folder:
            self._tell(ways(self.desk_app, "export.write"))
            return
        said = _("{write} writes the folder, here {path}; {close} closes.")
        key = self.desk_app.key_for
        here = {"path": Path(self.offered).absolute(), "close": key("form.close-form")}
        self._tell(said.format(write=key("export.write"), **here))

    def _tell(self, words: str, style: str = theme.QUIET) -> None:
        self.query_one("#told", Static).update(foreign.content(words, style))

    def on_accepted(self, event: Accepted) -> None:
        """Wait until the file is wanted."""
        event.stop()

    def action_write(self) -> None:
        """Write it."""
        try:
            name = self.query_one(LineEntry).value.strip() or self.offered
            path = Path(name).expanduser().absolute()
            there = path.is_file()
        except (OSError, RuntimeError, ValueError) as error:
            self._tell(_("This is no file name: ") + str(error), theme.BAD)
            return
        if there and self._warned_of != path:
            self._warned_of = path
            self._tell(replaces(self.desk_app, "export.write", path), theme.CARE)
            return
        self._tell(_("Writing …"))
        self.run_worker(self._write(path), group="write", exclusive=True, exit_on_error=False)

    async def _write(self, path: Path) -> None:
        try:
            told = await self.desk_app.desk_thread.run(partial(self.job, path))
        except DpiaError as problem:
            self._tell(problem.message, theme.BAD)
            return
        self._warned_of = None
        self._tell(told, theme.GOOD)
