"""The actions of the register, and of the screens and windows one opens from it."""

from dpia.text import _
from dpia.tui.action import Action

PLACES: dict[str, str] = {
    "filter-list": _("Picking what the register shows"),
    "view-list": _("Saved views"),
    "archiving": _("Putting assessments away"),
    "register-map": _("Heat map of the register"),
    "map-list": _("The risks in a cell"),
    "import": _("Importing a file"),
    "history": _("History of an assessment"),
}
"""`place -> heading`, as in `keys.PLACES`."""

WITHIN: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("filter-list", "view-list", "archiving", "import"), ("form",)),
    "map-list": ("register-map",),
}
"""`place -> places around it`, as in `keys.WITHIN`."""

_ROWS = (
    Action("open", "enter", _("Open"), _("Open the assessment under the cursor."),
           "register", footer=True),
    Action("new", "n,ctrl+n", _("New"), _("Begin a new assessment."), "register", footer=True),
    Action("example", "e", _("Add an example"),
           _("Add a worked example: choose one or several, each becomes a draft of your own."),
           "register"),
    Action("import", "i", _("Import"),
           _("Make assessments of a file from another tool; see first what becomes of it."),
           "register", call="import_file"),
    Action("search", "slash,ctrl+f", _("Search"),
           _("Search titles and answers; leaving the search shows everything again."), "register",
           footer=True),
    Action("filter", "f,f4", _("Filter"),
           _("Pick what is shown: by status, level, owner and the like."), "register",
           footer=True),
    Action("saved-views", "v,f3", _("Views"),
           _("Use a saved view, save the present search as one, or delete one."), "register"),
    Action("heat-map", "m,f6", _("Heat map"),
           _("Where the risks of all assessments stand, and which they are."), "register",
           footer=True),
    Action("history", "h", _("History"),
           _("Who changed what in the assessment under the cursor, when and why."), "register"),
    Action("sort", "s", _("Sort"), _("Sort by the next column."), "register"),
    Action("reverse", "r", _("Turn round"), _("Turn the order round."), "register"),
    Action("tick", "space", _("Mark"),
           _("Mark the assessment under the cursor, or take its mark away."), "register"),
    Action("tick-all", "a", _("Mark all"),
           _("Mark everything that is shown; again takes all marks away."), "register"),
    Action("archive", "x,delete", _("Archive"),
           _("Put away what is marked or under the cursor, or bring it back."), "register"),
    Action("export", "ctrl+e", _("Export"),
           _("Write the register, what is shown or what is marked to Excel."), "register"),
    Action("reload", "f9", _("Read again"), _("Read the register again."), "register"),
    Action("cursor-up", "up,k", _("Up"), _("Move up."), "register", call="rows_up", palette=False),
    Action("cursor-down", "down,j", _("Down"), _("Move down, from the search to the rows too."),
           "register", call="rows_down", palette=False),
    Action("leave", "q", _("Quit"), _("Leave the program; everything is saved already."),
           "register", palette=False),
    Action("leave-search", "escape", _("Everything"), _("Leave the search and show everything."),
           "register", palette=False),
)  # fmt: skip

_PICKING = (
    Action("turn-filter", "space", _("Choose"),
           _("Choose what is under the cursor, or leave it out; the register follows."),
           "filter-list", footer=True, call="screen.turn_filter", palette=False),
    Action("use-filter", "enter", _("Show"),
           _("Close the window; with nothing chosen in it, choose what is under the cursor."),
           "filter-list", footer=True, call="screen.use_filter", palette=False),
    Action("no-filter", "delete,x", _("None"), _("Take every filter away."), "filter-list",
           footer=True, call="screen.no_filter", palette=False),
    Action("use-view", "enter", _("Use"), _("Show what the view under the cursor picks."),
           "view-list", footer=True, call="screen.use_view", palette=False),
    Action("save-view", "a,insert", _("Save"), _("Save the present search as a view."),
           "view-list", footer=True, call="screen.save_view", palette=False),
    Action("delete-view", "delete,x", _("Delete"), _("Delete the view under the cursor."),
           "view-list", footer=True, call="screen.delete_view", palette=False),
    Action("put-away", "f2,ctrl+s", _("Do it"), _("Put them away, or bring them back."),
           "archiving", footer=True, over_text=True, palette=False),
    Action("bring-in", "f2,ctrl+s", _("Import"),
           _("Read the file and show what becomes of it; then, once more, bring it in."), "import",
           footer=True, over_text=True, palette=False),
)  # fmt: skip

_MAP = (
    Action("map-stage", "s", _("Stage"), _("Inherent, today or target."), "register-map",
           footer=True),
    Action("map-method", "m", _("Method"), _("The map of the next method."), "register-map",
           footer=True),
    Action("map-list", "tab", _("List"), _("Go from the map to the list and back."),
           "register-map", footer=True, palette=False),
    Action("back", "escape,q", _("Back"), _("Go from the list to the map, from there back."),
           "register-map", palette=False),
    Action("open-risk", "enter", _("Open"), _("Open the assessment at this risk."), "map-list",
           footer=True, palette=False),
    Action("cursor-up", "up,k", _("Up"), _("Move up."), "map-list", palette=False),
    Action("cursor-down", "down,j", _("Down"), _("Move down."), "map-list", palette=False),
)  # fmt: skip

_HISTORY = (
    Action("open-event", "enter", _("Before, after"), _("What it was before and is since."),
           "history", footer=True, palette=False),
    Action("events-up", "up", _("Up"), _("Move up."), "history", palette=False),
    Action("events-down", "down", _("Down"), _("Move down."), "history", palette=False),
    Action("events-page-up", "pageup", _("Page up"), _("Move a window up."), "history",
           palette=False),
    Action("events-page-down", "pagedown", _("Page down"), _("Move a window down."), "history",
           palette=False),
    Action("back", "escape", _("Back"), _("Show all events again, then go back."), "history",
           footer=True, palette=False),
)  # fmt: skip

REGISTER: tuple[Action, ...] = (*_ROWS, *_PICKING, *_MAP, *_HISTORY)
