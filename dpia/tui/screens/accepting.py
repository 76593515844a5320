"""Accepting a finding: what it says, and why it stands as it is."""

from typing import Any

from textual.content import Content

from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.screens.form import Form, Values
from dpia.tui.screens.part import Labelled, PartScreen
from dpia.tui.shown.trace import Node
from dpia.tui.view import CaseView
from dpia.tui.widgets.entries import TextEntry


def accept_finding(screen: PartScreen, view: CaseView, node: Node) -> None:
    """Ask for the reason and accept the finding of `node`.

    One goes to the reason by a key, so that letters meant for somewhere else never become one.
    """
    if node.target is None or view.verdict is None:
        return
    name = node.target[1]
    found: dict[str, Any] = next((f for f in view.verdict["findings"] if f["id"] == name), {})
    case = screen.case

    def change(values: Values) -> None:
        case.accept_finding(name, values["reason"])

    before = str((found.get("accepted") or {}).get("reason", ""))
    hint = _("required; {key} goes there").format(key=screen.key("text-entry.next"))
    entries = (Labelled(_("Why does it stand as it is?"), TextEntry("reason", before), hint),)
    told = _(
        "It counts while the finding rests on the same answers, and stands in the report. What "
        "blocks cannot be accepted."
    )
    about = Content("\n").join(
        [
            foreign.line(node.title, "bold"),
            foreign.content(str(found.get("because", ""))),
            Content.styled(told, theme.QUIET),
        ]
    )
    screen.app.push_screen(
        Form(
            *(screen, _("Accept this finding, as it stands, with a written reason?"), about),
            *(entries, change, f"finding.{name}"),
            at_once=False,
        )
    )
