"""The forms for a move of an assessment to another state, and for signing it off."""

from textual.content import Content

from dpia.desk.moving import Way
from dpia.documents import words
from dpia.questionnaire.dates import read_day
from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.screens.form import Form, Values
from dpia.tui.screens.part import Labelled, PartScreen
from dpia.tui.widgets.choices import Choice, ChoiceEntry
from dpia.tui.widgets.entries import DayEntry, LineEntry, TextEntry

_DAY = {
    "in_force": _("From what day does the processing run?"),
    "ended": _("On what day did the processing end?"),
}


def move(screen: PartScreen, way: Way) -> None:
    """Ask why, and the day where the move sets one, and make the move."""
    case, found = screen.case, way.move
    hint = _("required") if found.reason else _("may stay empty")
    entries = [Labelled(_("Why?"), TextEntry("reason"), hint)]
    if found.day:
        today = case.desk.today().isoformat()
        entries.append(Labelled(_DAY[found.day], DayEntry("day", today), _("year-month-day")))

    def change(values: Values) -> None:
        case.move(found.id, values["reason"], read_day(str(values.get("day", ""))))

    leads = words.word(words.STATUS, found.to) or ""
    told = _("The assessment goes from “{before}” to “{after}”; who, when and why is kept.")
    before = words.word(words.STATUS, case.document["status"])
    about = Content.styled(told.format(before=before, after=leads), theme.QUIET)
    place = f"move.{found.id}"
    screen.app.push_screen(Form(screen, found.title, about, tuple(entries), change, place))


def sign(screen: PartScreen) -> None:
    """Ask as what somebody signs, and sign off."""
    case = screen.case
    mine = case.own_role()
    roles = tuple(
        Choice(name, title, key=str(n)) for n, (name, title) in enumerate(words.PART.items(), 1)
    )

    def change(values: Values) -> None:
        case.sign(values["as"], values["role"] or "")

    entries = (
        Labelled(_("As what do you sign?"), LineEntry("as"), _("such as “managing director”")),
        Labelled(_("In which role?"), ChoiceEntry("role", roles, mine)),
    )
    told = _(
        "What is assessed, said and decided is bound by its hash, and the history so far by that "
        "of its last event. When anything is changed afterwards, the sign-off is shown as one that "
        "no longer fits."
    )
    who = foreign.line(_("You are {name}.").format(name=case.desk.who), "bold")
    about = Content("\n").join([who, Content.styled(told, theme.QUIET)])
    screen.app.push_screen(Form(screen, _("Sign off"), about, entries, change, "sign"))
