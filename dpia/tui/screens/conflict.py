"""Somebody else changed the same thing: what they wrote, in words."""

from collections.abc import Iterator
from typing import Any

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from dpia.assessment import pointer
from dpia.errors import DpiaError
from dpia.questionnaire.answers import display
from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.screens.base import Dialog
from dpia.tui.view import CaseView
from dpia.tui.widgets.keyline import KeyLine

SHOWN = 40


class ConflictScreen(Dialog[None]):
    """Shows what the other changed; one's own text is still in its field."""

    def __init__(self, sentence: str, theirs: list[dict[str, Any]], view: CaseView) -> None:
        """Show `theirs`, changes as `Case.theirs` holds them."""
        super().__init__()
        self.sentence = sentence
        self.theirs = theirs
        self.view = view

    def compose(self) -> ComposeResult:
        """Compose the sentence and one paragraph for each change."""
        with VerticalScroll(classes="dialog"):
            yield Static(_("Changed by somebody else"), classes="dialog-title", markup=False)
            yield Static(foreign.content(self.sentence))
            for change in self.theirs[:SHOWN]:
                yield Static(Content("\n").join(told(change, self.view)), classes="paragraph")
            if len(self.theirs) > SHOWN:
                more = _("… and {n} more.").format(n=len(self.theirs) - SHOWN)
                yield Static(more, classes="paragraph", markup=False)
            yield KeyLine()


def told(change: dict[str, Any], view: CaseView) -> Iterator[Content]:
    """Yield a change as lines: where, what it was, what it is now."""
    yield Content.styled(foreign.one_line(where(change["path"], view), 200), "bold")
    if "order" in change:
        yield Content(_("The order has changed."))
        return
    for name, label in (("before", _("was: ")), ("after", _("is now: "))):
        said = words(change["path"], change.get(name), view) if name in change else ""
        body = foreign.line(said, limit=400) if said else Content.styled(_("nothing"), theme.QUIET)
        yield Content.assemble((label, theme.QUIET), body)


def where(path: str, view: CaseView) -> str:
    """Return the question's own words for a place in the document, else the place itself."""
    names = pointer.tokens(path)
    try:
        if names[0] in ("answers", "marks") and len(names) > 2:
            inside = names[2].strip("/") if names[0] == "marks" else "/".join(names[2:])
            return view.rulebook.question(f"{names[1]}.{inside}").title
    except DpiaError:
        pass
    return " › ".join(names)


def words(path: str, value: Any, view: CaseView) -> str:
    """Return a value as a person would read it."""
    names = pointer.tokens(path)
    try:
        if names[0] == "answers" and len(names) > 2:
            return display(view.rulebook.question(f"{names[1]}.{'/'.join(names[2:])}"), value)
    except (DpiaError, KeyError, TypeError):
        pass
    return value if isinstance(value, str) else "" if value is None else repr(value)
