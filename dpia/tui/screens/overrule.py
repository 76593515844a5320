"""Overruling a criterion or a conclusion: what was derived, to what, why, and the DPO's view."""

from textual.content import Content

from dpia.documents import words
from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.screens.form import Form, Values
from dpia.tui.screens.part import Labelled, PartScreen
from dpia.tui.shown.trace import Node
from dpia.tui.view import CaseView
from dpia.tui.widgets import tones
from dpia.tui.widgets.choices import Choice, ChoiceEntry
from dpia.tui.widgets.entries import TextEntry

_MET = (
    Choice(True, _("Met"), _("it counts")),
    Choice(False, _("Not met"), _("it does not count")),
)
_OUTCOMES = (
    Choice("not-required", _("DPIA not required"), _("in spite of the criteria that are met")),
    Choice("required", _("DPIA required")),
)


def overrule(screen: PartScreen, view: CaseView, node: Node) -> None:
    """Ask for the new value, the reason and the DPO's view, and overrule `node`."""
    if node.target is None:
        return
    kind, name = node.target
    case = screen.case
    of_criterion = kind == "criterion"

    def change(values: Values) -> None:
        case.overrule({kind: name}, values["to"], values["reason"], values["dpo_view"])

    entries = (
        Labelled(
            _("What should count instead?"),
            ChoiceEntry("to", _MET if of_criterion else _OUTCOMES, _opposite(view, kind, name)),
        ),
        Labelled(_("Why?"), TextEntry("reason"), _("required")),
        Labelled(_("What is the view of the data protection officer?"), TextEntry("dpo_view"),
                 _("required")),
    )  # fmt: skip
    title = _("Overrule a criterion") if of_criterion else _("Overrule the conclusion")
    place = f"overrule.{name}"
    screen.app.push_screen(Form(screen, title, _about(node, kind, name), entries, change, place))


def _opposite(view: CaseView, kind: str, name: str) -> object:
    """Return what is most likely wanted: the other value than the derived one."""
    if kind == "conclusion" or view.verdict is None:
        return "not-required"
    for criterion in view.verdict["screening"]["criteria"]:
        if criterion["id"] == name:
            return criterion["derived"] is not True
    return None


def _about(node: Node, kind: str, name: str) -> Content:
    title = node.title if kind == "criterion" else words.word(words.CONCLUSION, name) or name
    told = _(
        "What the answers say stays on record beside it. GDPR Art. 35(3), a row of a national "
        "list, prior consultation and lawfulness cannot be overruled."
    )
    return Content("\n").join(
        [
            Content.assemble(
                foreign.line(title, "bold"), "  ", foreign.line(node.word, tones.word(node.tone))
            ),
            Content.styled(f"{told} (WP 248 rev.01 p. 12)", theme.QUIET),
        ]
    )
