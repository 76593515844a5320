"""Setting one axis of today or target by hand, with a written reason."""

from textual.content import Content

from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.screens.form import Form, Values
from dpia.tui.screens.part import Labelled, PartScreen
from dpia.tui.shown.heatmap import standing_of
from dpia.tui.shown.levels import AXES, AXIS, STAGE, STAGE_MEANS, scale
from dpia.tui.view import CaseView
from dpia.tui.widgets.choices import Choice, ChoiceEntry
from dpia.tui.widgets.entries import TextEntry

COMPUTED = 0
"""The choice that takes a value set by hand back."""


def set_by_hand(screen: PartScreen, view: CaseView, risk_id: str) -> None:
    """Ask for stage, axis, value and reason, and set it."""
    risk = next((risk for risk in view.document["risks"] if risk["id"] == risk_id), None)
    if risk is None:
        return
    case = screen.case

    def change(values: Values) -> None:
        value = values["value"] if values["value"] is not None else COMPUTED
        case.set_by_hand(risk_id, values["stage"], values["axis"], value or None, values["reason"])

    about = Content("\n").join([foreign.line(risk["title"], "bold"), *_set_now(view, risk)])
    screen.app.push_screen(
        Form(screen, _("Set by hand"), about, _entries(view), change, f"by-hand.{risk_id}")
    )


def _set_now(view: CaseView, risk: dict[str, object]) -> list[Content]:
    by_hand = risk.get("by_hand")
    lines = []
    for stage, axes in by_hand.items() if isinstance(by_hand, dict) else ():
        for axis, given in axes.items():
            value = scale(view.rulebook.method_document, axis).title(given.get("value"))
            words = f"{STAGE[stage]}, {AXIS[axis].lower()}: {value}. {given.get('reason', '')}"
            lines.append(foreign.line(words, theme.QUIET, limit=200))
    return lines or [Content.styled(_("Nothing is set by hand yet."), theme.QUIET)]


def _entries(view: CaseView) -> tuple[Labelled, ...]:
    method = view.rulebook.method_document
    stages = tuple(Choice(stage, STAGE[stage], STAGE_MEANS[stage]) for stage in ("target", "today"))
    axes = tuple(Choice(axis, AXIS[axis]) for axis in AXES)
    top = max(len(method[axis]) for axis in AXES)
    values = tuple(Choice(n, str(n), _both(view, n), str(n)) for n in range(1, top + 1))
    computed = Choice(COMPUTED, _("as computed"), _("takes a value set by hand back"), "0")
    return (
        Labelled(_("Which stage?"), ChoiceEntry("stage", stages, "target")),
        Labelled(_("Which axis?"), ChoiceEntry("axis", axes, "likelihood")),
        Labelled(_("Which value?"), ChoiceEntry("value", (*values, computed)), standing_of(method)),
        Labelled(_("Why?"), TextEntry("reason"), _("required; it stands beside the value")),
    )


def _both(view: CaseView, value: int) -> str:
    """Return what a value is called on both axes."""
    titles = [
        step.title
        for axis in AXES
        for step in scale(view.rulebook.method_document, axis).steps
        if step.level == value
    ]
    return " / ".join(dict.fromkeys(titles))
