"""The actions of the risks, measures, verdict, decision and export screens."""

from dpia.text import _
from dpia.tui.action import Action, paging

PLACES: dict[str, str] = {
    "list": _("In a list"),
    "risks": _("Risks"),
    "risk-list": _("The list of risks"),
    "heat-map": _("Heat map"),
    "risk": _("One risk"),
    "measures": _("Measures of a risk"),
    "measure": _("One measure"),
    "plan": _("All measures"),
    "tree": _("A tree of reasons"),
    "verdict": _("Verdict"),
    "decision": _("Decision"),
    "trial": _("What if"),
    "attachments": _("Attachments"),
    "pick": _("Picking from a catalogue"),
    "choice-entry": _("Rating and choosing in a form"),
    "line-entry": _("Writing a line in a form"),
    "text-entry": _("Writing in a form"),
    "look-up-entry": _("Looking something up in a form"),
    "export": _("Export to Excel"),
    "saved-form": _("A form that is saved whole"),
}
"""`place -> heading`, as in `keys.PLACES`."""

_FORMS = ("risk", "measure", "saved-form", "export")
WITHIN: dict[str, tuple[str, ...]] = {
    "list": (
        "risk-list",
        "measures",
        "plan",
        "tree",
        "decision",
        "attachments",
        "examples",
        "trial",
    ),
    **{"risk-list": ("risks",), "heat-map": ("risks", "register-map"), "tree": ("verdict",)},
    **dict.fromkeys(("risks", "risk", "measures", "measure", "plan", "verdict"), ("part",)),
    **{"decision": ("part",), "attachments": ("part",)},
    **dict.fromkeys(("choice-entry", "line-entry", "text-entry", "look-up-entry"), _FORMS),
    **dict.fromkeys(("pick", "export", "saved-form"), ("form",)),
}
"""`place -> places around it`, as in `keys.WITHIN`."""

_LIST = (
    Action("cursor-up", "k", _("Up"), _("Move up."), "list", palette=False),
    Action("cursor-down", "j", _("Down"), _("Move down."), "list", palette=False),
    Action(
        "page-up",
        "pageup",
        _("Page up"),
        _("Move up by as much as is in sight."),
        "list",
        palette=False,
    ),
    Action(
        "page-down",
        "pagedown",
        _("Page down"),
        _("Move down by as much as is in sight."),
        "list",
        palette=False,
    ),
    Action("first", "home", _("First"), _("Move to the first row."), "list", palette=False),
    Action("last", "end", _("Last"), _("Move to the last row."), "list", palette=False),
)

_RISKS = (
    Action("edit", "enter", _("Rate"), _("Open the risk: rate it, describe it, treat it."),
           "risk-list", footer=True, call="screen.edit"),
    Action("add", "a,insert", _("Add"), _("Add a risk: proposed, from the catalogue or your own."),
           "risks", footer=True),
    Action("confirm", "c", _("Confirm"), _("Confirm the levels of this risk as they stand."),
           "risks", footer=True),
    Action("take-over", "o", _("Own text"),
           _("Take over the text the catalogue proposed for this risk, or for all."), "risks"),
    Action("measures", "m", _("Measures"), _("The measures that treat this risk."), "risks",
           footer=True),
    Action("all-measures", "l", _("All measures"),
           _("All measures: who does what by when, for which risks, and what they serve."),
           "risks"),
    Action("stage", "s", _("Stage"), _("Heat map: inherent, today, target."), "risks",
           footer=True),
    Action("why", "w", _("Reasons"), _("Why each level of this risk is what it is."), "risks",
           footer=True),
    Action("by-hand", "h", _("By hand"),
           _("Set today or target by hand, with a written reason."), "risks"),
    Action("large", "v", _("Large map"), _("Show the heat map alone, or the list again."),
           "risks"),
    Action("remove", "delete,x", _("Remove"), _("Remove this risk; undo brings it back."),
           "risks"),
    Action("choose-cell", "enter", _("Choose"), _("Go to the first risk in this cell."),
           "heat-map", footer=True, palette=False),
    Action("move-up", "up,k", _("Up"), _("One cell up."), "heat-map", call="move(1, 0)",
           palette=False),
    Action("move-down", "down,j", _("Down"), _("One cell down."), "heat-map", call="move(-1, 0)",
           palette=False),
    Action("move-left", "left,h", _("Left"), _("One cell to the left."), "heat-map",
           call="move(0, -1)", palette=False),
    Action("move-right", "right,l", _("Right"), _("One cell to the right."), "heat-map",
           call="move(0, 1)", palette=False),
)  # fmt: skip

_RISK = (
    Action("confirm", "c", _("Confirm"), _("Confirm the levels of this risk as they stand."),
           "risk", footer=True),
    Action("take-over", "o,ctrl+t", _("Own text"),
           _("Take over the text the catalogue proposed for this risk."), "risk", footer=True),
    Action("measures", "m", _("Measures"), _("The measures that treat this risk."), "risk",
           footer=True),
    Action("why", "w", _("Reasons"), _("Why each level of this risk is what it is."), "risk",
           footer=True),
    Action("by-hand", "h", _("By hand"),
           _("Set today or target by hand, with a written reason."), "risk"),
)  # fmt: skip

_MEASURES = (
    Action("edit", "enter", _("Edit"), _("Change this measure and what it does for the risk."),
           "measures", footer=True),
    Action("add", "a,insert", _("Add"), _("Add a measure: from the catalogue or your own."),
           "measures", footer=True),
    Action("in-place", "i", _("In place"), _("Say that this measure is in place."), "measures",
           footer=True),
    Action("link", "t", _("Treats"), _("Let this measure treat the risk, or no longer."),
           "measures", footer=True),
    Action("take-over", "o", _("Own text"),
           _("Take over the text the catalogue proposed for this measure, or for all."),
           "measures"),
    Action("all-measures", "l", _("All measures"),
           _("All measures: who does what by when, for which risks, and what they serve."),
           "measures"),
    Action("remove", "delete,x", _("Remove"), _("Remove this measure; undo brings it back."),
           "measures", footer=True),
    Action("take-over", "o,ctrl+t", _("Own text"),
           _("Take over the text the catalogue proposed for this measure."), "measure",
           footer=True),
)  # fmt: skip

_PLAN = (
    Action("edit", "enter", _("Edit"), _("Change this measure."), "plan", footer=True),
    Action("add", "a,insert", _("Add"), _("Add a measure: from the catalogue or your own."),
           "plan", footer=True),
    Action("link", "t", _("Treats"), _("Say which risks this measure treats."), "plan",
           footer=True),
    Action("in-place", "i", _("In place"), _("Say that this measure is in place."), "plan",
           footer=True),
    Action("sort", "s", _("Sort"), _("Sort by due date, by status, by owner, or as added."),
           "plan", footer=True),
    Action("take-over", "o", _("Own text"),
           _("Take over the text the catalogue proposed for this measure, or for all."), "plan"),
    Action("remove", "delete,x", _("Remove"), _("Remove this measure; undo brings it back."),
           "plan"),
)  # fmt: skip

_VERDICT = (
    Action("open-node", "enter", _("Open, go to"),
           _("Unfold or fold what is under the cursor; on a question, go there."), "tree",
           footer=True, palette=False),
    Action("turn", "space", _("Unfold"), _("Unfold or fold."), "tree", palette=False),
    Action("unfold", "right,l", _("Unfold"), _("Unfold, or go to the first reason."), "tree",
           palette=False),
    Action("fold", "left,h", _("Fold"), _("Fold, or go up."), "tree", palette=False),
    Action("unfold-all", "plus,asterisk", _("Unfold all"), _("Unfold all beneath the cursor."),
           "tree", footer=True),
    Action("fold-all", "minus", _("Fold all"), _("Fold everything."), "tree"),
    Action("explore", "c,f4", _("What changes it"),
           _("Find the single answers that would change the screening; open one to try it."),
           "verdict", footer=True),
    Action("overrule", "o", _("Overrule"),
           _("Overrule this criterion or conclusion, with reasons and the DPO's view."),
           "verdict", footer=True),
    Action("withdraw", "x,delete", _("Withdraw"), _("Take back the overruling under the cursor."),
           "verdict"),
)  # fmt: skip

_DECISION = (
    Action("act", "enter", _("Do this"), _("Do what the line under the cursor is about."),
           "decision", footer=True),
    Action("advise", "a", _("DPO's advice"), _("Record the advice of the DPO."), "decision",
           footer=True),
    Action("views", "s", _("Views"),
           _("Record the views of data subjects, or why they were not sought."), "decision",
           footer=True),
    Action("decide", "d", _("Decide"), _("Go to the four outcomes."), "decision", footer=True),
    Action("reopen", "r", _("Reopen"), _("Make a closed assessment a draft again."), "decision",
           footer=True),
    Action("move", "m", _("Move on"),
           _("Go to the moves: who may make each, and what stands in its way."), "decision",
           footer=True),
    Action("sign", "g", _("Sign off"),
           _("Sign the assessment off as it stands; a later change shows."), "decision"),
)  # fmt: skip

_TRIAL = (
    Action("keep-trial", "ctrl+s,f2", _("Keep"), _("Keep what was tried, as one change."), "trial",
           footer=True),
    Action("drop", "escape,q", _("Drop"), _("Leave everything as it is."), "trial", footer=True,
           palette=False),
    Action("also", "ctrl+f,slash", _("Also"), _("Try another question along with this one."),
           "trial", footer=True),
    Action("undo", "ctrl+z", _("As it is"), _("Go back to things as they are."), "trial",
           footer=True),
    Action("what-if", "t", _("What if"),
           _("Try another answer without saving it, and see what it would change."), "mark"),
    Action("what-if", "t", _("What if"),
           _("Try another answer to the question under the cursor, without saving it."),
           "verdict", footer=True),
    Action("what-if", "y", _("What if"),
           _("Try how things would stand with this measure in another state; nothing is saved."),
           "measures"),
)  # fmt: skip

_ATTACHMENTS = (
    Action("attach", "a,insert", _("Attach"), _("Attach a file by typing where it is."),
           "attachments", footer=True),
    Action("save-out", "s", _("Save to"), _("Write the attachment to a file of its own."),
           "attachments", footer=True),
    Action("detach", "delete,x", _("Remove"),
           _("Take this attachment off; undo brings it back."), "attachments", footer=True),
)  # fmt: skip

_WINDOWS = (
    Action("next-pick", "down", _("Down"), _("Move down while you search."), "pick",
           call="move(1)", palette=False),
    Action("previous-pick", "up", _("Up"), _("Move up while you search."), "pick",
           call="move(-1)", palette=False),
    *paging("pick"),
    Action("accept-pick", "enter", _("Pick"), _("Take what is under the cursor."), "pick",
           footer=True, call="take", palette=False),
    Action("write", "f2,ctrl+s", _("Write"), _("Write the file."), "export", footer=True,
           over_text=True, palette=False),
    Action("clear-choice", "delete,backspace", _("Clear"), _("Take the choice back."),
           "choice-entry", palette=False),
    Action("accept-text", "enter,f2", _("Accept"),
           _("Accept the line and go on; leaving does it too."), "line-entry", palette=False),
    Action("accept-entry", "f2", _("Accept"), _("Accept the text and go on; leaving does it too."),
           "text-entry", palette=False),
    *(Action("select-all", "ctrl+a,ctrl+shift+a", _("Select all"),
             _("Select the whole text; what you type stands in its place."), where, palette=False)
      for where in ("line-entry", "text-entry")),
    *(Action("empty", "ctrl+u", _("Empty"), _("Take the whole text away."), where, palette=False)
      for where in ("line-entry", "text-entry")),
    Action("look-up", "enter,space", _("Look up"), _("Choose from a list by typing part of it."),
           "look-up-entry", footer=True, palette=False),
    Action("clear-choice", "delete,backspace", _("Clear"), _("Take the choice back."),
           "look-up-entry", palette=False),
    Action("save-form", "f2,ctrl+s", _("Save"), _("Save the form and close it."), "saved-form",
           footer=True, over_text=True, palette=False),
)  # fmt: skip

CASE_PARTS: tuple[Action, ...] = (
    *_LIST, *_RISKS, *_RISK, *_MEASURES, *_PLAN, *_VERDICT, *_DECISION, *_TRIAL, *_ATTACHMENTS,
    *_WINDOWS,
)  # fmt: skip
