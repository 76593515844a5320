"""The actions of the screen on which the supervisory authority is consulted."""

from dpia.text import _
from dpia.tui.action import Action

PLACES: dict[str, str] = {"consultation": _("Prior consultation")}
"""`place -> heading`, as in `keys.PLACES`."""

WITHIN: dict[str, tuple[str, ...]] = {"consultation": ("part",)}
"""`place -> places around it`, as in `keys.WITHIN`."""

_SCREEN = _("The consultation of the supervisory authority: how it stands, its clock, its record.")

CONSULTING: tuple[Action, ...] = (
    Action("consult", "c", _("Consultation"), _SCREEN, "decision",
           call="app.part('consultation')"),
    Action("consult", "", _("Consultation"), _SCREEN, "case", call="app.part('consultation')"),
    Action("open-entry", "enter", _("Go on"),
           _("Say what becomes of the recommendation under the cursor, or record what comes next."),
           "consultation", footer=True, palette=False),
    Action("record-entry", "a,insert", _("Record"),
           _("Record what happened: sent, received, asked for, given, advised, closed."),
           "consultation", footer=True),
    Action("write-pack", "p", _("Write the pack"),
           _("Write what is sent to the authority into a folder: a letter and all parts."),
           "consultation", footer=True),
    Action("undo", "ctrl+z", _("Take back"),
           _("Take back your latest entry, also while the assessment can only be read."),
           "consultation", footer=True),
)  # fmt: skip
