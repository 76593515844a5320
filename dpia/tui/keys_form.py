"""The actions of the official form, its gaps, and the pathway."""

from dpia.text import _
from dpia.tui.action import Action

PLACES: dict[str, str] = {
    "report": _("Writing the official form"),
    "gaps": _("What is missing in the form"),
    "pathways": _("Another pathway"),
}
"""`place -> heading`, as in `keys.PLACES`."""

WITHIN: dict[str, tuple[str, ...]] = dict.fromkeys(PLACES, ("form",))
"""`place -> places around it`, as in `keys.WITHIN`."""

_CONFIDE = _("Mark it confidential, so that a public report withholds it, or take the mark away.")

FORM = (
    Action("confidential", "p,alt+p", _("Confidential"), _CONFIDE, "mark"),
    *(Action("confidential", "p", _("Confidential"), _CONFIDE, where)
      for where in ("risks", "measures", "plan", "decision", "attachments")),
    Action("report", "", _("Report"),
           _("Write the form of the European Data Protection Board: Word, PDF, HTML, Markdown."),
           "case"),
    Action("gaps", "", _("Gaps: what is missing in the form"),
           _("What is missing in the official form, and the way to where it is answered."), "case"),
    Action("pathway", "", _("Pathway"),
           _("Go on under another pathway; answers it does not ask wait."), "case", changes=True),
    Action("write-report", "f2,ctrl+s", _("Write"), _("Write the file."), "report", footer=True,
           over_text=True, palette=False),
    Action("go-to-gap", "enter", _("Go there"), _("Go where the field is answered."), "gaps",
           footer=True, palette=False),
    Action("take-pathway", "enter", _("Take"), _("Go on under the pathway under the cursor."),
           "pathways", footer=True, palette=False),
)  # fmt: skip
