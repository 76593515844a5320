"""The forms for a consultation: what happened, and what becomes of a recommendation."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, ClassVar

from textual.content import Content

from dpia.assessment.consulting import course
from dpia.assessment.consulting.recording import ANSWER
from dpia.documents import words
from dpia.judgement.consulting.standing import begun, running_words
from dpia.questionnaire.dates import read_day
from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.screens.form import Form, Values
from dpia.tui.screens.part import Labelled, PartScreen
from dpia.tui.screens.searching import Found, SearchDialog
from dpia.tui.view import CaseView
from dpia.tui.widgets.choices import Choice, ChoiceEntry
from dpia.tui.widgets.entries import DayEntry, Entry, LineEntry, TextEntry
from dpia.tui.widgets.lines import hanging
from dpia.tui.widgets.look_up import Answer, LookUpEntry

Node = Mapping[str, Any]
_SAYS = {
    course.REQUESTED: _("What does the authority ask for?"),
    course.GIVEN: _("What was given?"),
    course.ADVICE: _("What does the authority advise?"),
    course.RECOMMENDATION: _("What does the authority recommend?"),
}
_WHY = {
    course.EXTENDED: _("Which reasons does the authority give?"),
    course.SUSPENDED: _("Why does the period rest?"),
    course.RESUMED: _("Why does it go on?"),
    course.CLOSED: _("Why is it closed?"),
}
_MEANS = {
    course.SENT: _("From this day on nothing starts until the consultation is closed."),
    course.RECEIVED: _("The periods run from here; the day itself is not counted."),
    course.EXTENDED: _("The answer may come later; reasons are given for it (GDPR Art. 36(2))."),
    course.REQUESTED: _("The period goes on, unless the authority says that it rests."),
    course.SUSPENDED: _("The days until the authority has what it asked for do not count."),
    course.GIVEN: _("It answers what is open; the period goes on once the authority says so."),
    course.RESUMED: _("The suspended days are added to the last day."),
    course.ADVICE: _("The answer of the authority, in writing (GDPR Art. 36(2))."),
    course.RECOMMENDATION: _("One point of the advice that asks for something."),
    course.CLOSED: _("Time that passed without an answer is no approval (GDPR Rec. 94)."),
}
_FOLLOWED = tuple(
    Choice(name, title, key=str(n)) for n, (name, title) in enumerate(words.FOLLOWED.items(), 1)
)


def record(screen: PartScreen, view: CaseView, what: str, bodies: Mapping[str, str]) -> None:
    """Ask for the day and what belongs to it, and record that `what` happened.

    `bodies` (id, title) are those that may be competent; one alone is not asked about.
    """
    case = screen.case
    entries = [
        Labelled(_("On what day?"), DayEntry("on", case.desk.today().isoformat()),
                 _("year-month-day")),
        *_own(what, view),
        *([Labelled(_("Which body?"), _body_entry(screen, bodies))] if len(bodies) > 1 else []),
        Labelled(_("Who did it, or says so?"), LineEntry("by", case.desk.who)),
    ]  # fmt: skip
    verdict = view.verdict or {"consultation": {"outcome": ""}}
    voluntary = what == course.SENT and verdict["consultation"]["outcome"] != "required"

    def change(values: Values) -> None:
        day = read_day(str(values["on"]))
        said = {name: value or "" for name, value in values.items() if name != "on"}
        case.consult(what, on=day, voluntary=voluntary, **said)

    told = [Content.styled(_means(what, view, case.desk.today()), theme.QUIET)]
    if voluntary:
        said = _("No duty to consult was found: it is recorded as voluntary.")
        told.append(Content.styled(said, theme.CARE))
    about, title = Content("\n").join(told), words.CONSULTED[what]
    place = f"consultation.{what}"
    screen.app.push_screen(Form(screen, title, about, tuple(entries), change, place))


def _means(what: str, view: CaseView, today: date) -> str:
    running, since = begun(view.document, today)
    if what != course.SENT or not running:
        return _MEANS[what]
    explain = _("The pack has a line on which to explain whether it is stopped or goes on.")
    return f"{running_words(since)} {explain}"


def _own(what: str, view: CaseView) -> list[Labelled]:
    """Return the entries that belong to this kind of entry alone."""
    found = []
    if what == course.CLOSED:
        ways = tuple(
            Choice(name, row["title"], row["law"], key=str(n))
            for n, (name, row) in enumerate(view.consultation["outcomes"].items(), 1)
        )
        found.append(Labelled(_("How did it end?"), ChoiceEntry("outcome", ways)))
    if what in _SAYS:
        found.append(Labelled(_SAYS[what], TextEntry("text"), _("required")))
    requests = view.consultation["requests"]
    if what == course.GIVEN and len(requests) > 1:
        known = [(str(one["id"]), str(one.get("text", ""))[:60]) for one in requests]
        ways = (Choice("", _("All that is open"), key="0"),)
        ways += tuple(Choice(one, text, key=str(n)) for n, (one, text) in enumerate(known, 1))
        found.append(Labelled(_("Which request does it answer?"), ChoiceEntry("of", ways, "")))
    if what in _WHY:
        found.append(Labelled(_WHY[what], TextEntry("because"), _("required")))
    return found


def _body_entry(screen: PartScreen, titles: Mapping[str, str]) -> LookUpEntry:
    def ask(answer: Answer) -> None:
        screen.app.push_screen(BodyScreen(titles), answer)

    return LookUpEntry("body", titles, _("not said yet"), ask)


class BodyScreen(SearchDialog[str]):
    """A window to choose one of an authority's bodies in, by its title."""

    PLACES: ClassVar[tuple[str, ...]] = ("pick", "form")
    BINDINGS = bindings("pick", "form")

    def __init__(self, titles: Mapping[str, str]) -> None:
        """Offer `titles` (id, title)."""
        found = [Found.of(name, partial(_row, title), title) for name, title in titles.items()]
        super().__init__(_("Which body of the authority?"), _("type part of it"), found)

    def take(self, name: str) -> None:
        """Answer with the body."""
        self.dismiss(name)


def _row(title: str, width: int) -> list[Content]:
    return hanging(Content(""), foreign.line(title), width)


def answer(screen: PartScreen, entry: Node) -> None:
    """Ask what becomes of a recommendation: followed or not, what is done, by whom, until when."""
    case, row_id = screen.case, str(entry["id"])

    def change(values: Values) -> None:
        said = {name: str(values[name] or "").strip() for name in ANSWER}
        days = {name: read_day(said[name]) for name in ("due", "done")}
        said |= {name: day.isoformat() if day else "" for name, day in days.items()}
        case.answer_recommendation(row_id, **said)

    kept: Callable[[str], str] = lambda name: str(entry.get(name) or "")  # noqa: E731
    made: list[tuple[str, Entry, str]] = [
        (_("Is it followed?"), ChoiceEntry("followed", _FOLLOWED, entry.get("followed")), ""),
        (_("What do you say to it?"), TextEntry("response", kept("response")),
         _("required when it is not followed")),
        (_("What is done?"), TextEntry("action", kept("action")), ""),
        (_("Who does it?"), LineEntry("owner", kept("owner")), ""),
        (_("By when?"), DayEntry("due", kept("due")), _("year-month-day")),
        (_("Done on"), DayEntry("done", kept("done")), _("empty while it is not")),
    ]  # fmt: skip
    about = foreign.line(str(entry.get("text", "")), "bold", limit=600)
    labelled = tuple(Labelled(*one) for one in made)
    title = _("Recommendation {id}").format(id=row_id)
    screen.app.push_screen(Form(screen, title, about, labelled, change, f"recommendation.{row_id}"))
