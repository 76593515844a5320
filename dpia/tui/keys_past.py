"""The actions that look back: the past of one answer, and a search through everything."""

from dpia.text import _
from dpia.tui.action import Action

PLACES: dict[str, str] = {
    "past": _("The past of one answer"),
    "search-past": _("Searching everything ever said"),
}
"""`place -> heading`, as in `keys.PLACES`."""

WITHIN: dict[str, tuple[str, ...]] = {"past": ("part",)}
"""`place -> places around it`, as in `keys.WITHIN`."""

_ITS_PAST = _("What was ever said here, by whom, when and why; restores an earlier answer.")


def _moving(where: str, letters: str = "") -> tuple[Action, ...]:
    up, down = (f"up,{letters[0]}", f"down,{letters[1]}") if letters else ("up", "down")
    return (
        Action("events-up", up, _("Up"), _("Move up."), where, palette=False),
        Action("events-down", down, _("Down"), _("Move down."), where, palette=False),
        Action("events-page-up", "pageup", _("Page up"), _("Move a window up."), where,
               palette=False),
        Action("events-page-down", "pagedown", _("Page down"), _("Move a window down."), where,
               palette=False),
    )  # fmt: skip


PAST: tuple[Action, ...] = (
    Action("answer-history", "h,alt+h", _("Its history"), _ITS_PAST, "mark"),
    Action("answer-history", "alt+h", _("Its history"),
           _("What this risk was before, who changed it and why; it is restored there."),
           "risks"),
    Action("answer-history", "h,alt+h", _("Its history"),
           _("What this measure was before, who changed it and why; it is restored there."),
           "measures"),
    Action("answer-history", "h,alt+h", _("Its history"),
           _("What this measure was before, who changed it and why; it is restored there."),
           "plan"),
    Action("open-saying", "enter", _("Read"), _("Read all of it, with note, evidence and reason."),
           "past", footer=True, palette=False),
    Action("restore-answer", "r,f2", _("Restore"),
           _("Let the answer stand again as it stood then, with a written reason."), "past",
           footer=True, changes=True),
    *_moving("past", "kj"),
    Action("back", "escape,q", _("Back"), _("Go back."), "past", footer=True, palette=False),
    Action("search-past", "p", _("Search the past"),
           _("Search everything ever said: what stands now and what once stood."), "register"),
    Action("log", "l", _("Log"),
           _("What happened lately in the assessments that are shown, and who did it."),
           "register"),
    Action("open-hit", "enter", _("Search, open"),
           _("Search what is typed; then open the assessment at what is under the cursor."),
           "search-past", footer=True, palette=False),
    *_moving("search-past"),
    Action("back", "escape", _("Back"), _("Stop the search, empty the field, then go back."),
           "search-past", footer=True, palette=False),
)  # fmt: skip
