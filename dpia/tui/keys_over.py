"""The actions that look over several assessments: versions compared, what is due, judged anew."""

from dpia.text import _
from dpia.tui.action import Action

PLACES: dict[str, str] = {
    "versions": _("Two assessments compared"),
    "due": _("What is due"),
    "rejudging": _("Judging anew"),
    "consistency": _("What contradicts itself"),
}
"""`place -> heading`, as in `keys.PLACES`."""

_REVISE = _("Open the next version of a decided assessment: answers are carried over.")
_COMPARE = _("Compare with the version before, or with another assessment.")

OVER: tuple[Action, ...] = (
    Action("due", "d,f8", _("What is due"),
           _("What waits: reviews, measures, conditions, advice, views, risks that run."),
           "register", call="app.due"),
    Action("compare-versions", "c,f7", _("Compare versions"),
           _("Compare two that are marked, or the one under the cursor with the version before."),
           "register", call="app.compare_versions"),
    Action("revise", "u", _("Next version"), _REVISE, "register", call="app.revise"),
    Action("rejudge", "", _("Judge anew"),
           _("Which verdicts would change by today's lists and questionnaires; all or marked."),
           "register", call="app.rejudge"),
    Action("consistency", "y", _("Contradictions"),
           _("What contradicts itself: between versions, and across the register; all or marked."),
           "register", call="app.consistency"),
    Action("consistency", "", _("Contradictions"),
           _("What contradicts this assessment: the version before it, and others."), "case",
           call="app.consistency"),
    Action("compare-versions", "shift+f12", _("Compare versions"), _COMPARE, "case",
           call="app.compare_versions", over_text=True),
    Action("revise", "", _("Next version"), _REVISE, "case", call="app.revise"),
    Action("revise", "v", _("Next version"), _REVISE, "decision", call="app.revise"),
    Action("open-shift", "enter", _("Go there"),
           _("Go to the question of this answer, or of the first one a change rests on."),
           "versions", footer=True, palette=False),
    Action("compare-other", "o", _("Another"), _("Compare with another assessment."), "versions",
           footer=True),
    Action("write-comparison", "ctrl+e", _("Write"),
           _("Write the comparison to a file: an Excel workbook, Markdown or plain text."),
           "versions", footer=True),
    Action("back", "escape,q", _("Back"), _("Go back."), "versions", footer=True, palette=False),
    Action("open-due", "enter", _("Open"),
           _("Open the assessment where this is mended."), "due", footer=True, palette=False),
    Action("within", "w,tab", _("Within"), _("Look 30, 90 or 365 days ahead."), "due",
           footer=True),
    Action("calendar", "c", _("Calendar"),
           _("Write what has a day as a calendar file (.ics)."), "due", footer=True),
    Action("back", "escape,q", _("Back"), _("Go back."), "due", footer=True, palette=False),
    Action("open-judged", "enter", _("Open"), _("Open the assessment under the cursor."),
           "rejudging", footer=True, palette=False),
    Action("apply-judged", "f2,ctrl+s", _("Apply"),
           _("Judge those that are still open by the newest from now on; it asks first."),
           "rejudging", footer=True),
    Action("open-place", "enter", _("Open"),
           _("Open the assessment at this answer, risk or measure."), "consistency", footer=True,
           palette=False),
    *(Action("back", "escape,q", _("Back"), _("Stop what is under way, then go back."), where,
             footer=True, palette=False) for where in ("rejudging", "consistency")),
)  # fmt: skip

ALSO: dict[str, str] = {
    "report": _(
        "report, form, word, pdf, print, missing, gaps, public summary, summary, publish, "
        "publication"
    ),
    "gaps": _("gaps, missing, empty, incomplete, report"),
    "revise": _("revise, renew, update, version, new version"),
    "write-comparison": _("export, excel, spreadsheet, save as, markdown"),
    "compare-versions": _("compare, diff, difference, versions, changes"),
    "decision": _("decide, approve, consult, consultation, advice, reject"),
    "consult": _("article 36, authority, prior consultation, deadline, clock"),
    "calendar": _("ics, ical, outlook, appointments"),
    "due": _("due, overdue, review, deadlines, waiting, dashboard"),
    "consistency": _("consistency, consistent, contradict, conflict, differ, slipped, lowered"),
    "rejudge": _("rejudge, judge again, reassess, newest lists"),
    "about": _("review date, title, rename, owner"),
    "archive": _("archive, delete, remove, put away, bring back"),
    "settings": _("settings, options, preferences, configuration, setup"),
    "history": _("log, changes, audit"),
    "export": _("excel, spreadsheet, sheet, save as"),
    "import": _("cnil, json, zip, load, read, bring in, another tool"),
    "verdict": _("why, reasons, result"),
    "reopen": _("edit again, unlock"),
    "authorities": _("supervisory authority, regulator, lists"),
    "what-if": _("try, simulate, scenario"),
}
"""`action -> other words` a person may type for it in the palette, separated by commas."""
