"""The forms for opinions and the decision: the DPO's advice, the views of people, the outcome."""

from textual.content import Content

from dpia.assessment.life_cycle import IN_REVIEW
from dpia.documents import words
from dpia.errors import Invalid
from dpia.judgement.going_live import proposed_conditions
from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.screens.form import Form, Values
from dpia.tui.screens.part import Labelled, PartScreen
from dpia.tui.shown.decision import Option, proposed_words
from dpia.tui.view import CaseView
from dpia.tui.widgets.choices import Choice, ChoiceEntry
from dpia.tui.widgets.entries import LineEntry, TextEntry

_FOLLOWED = (
    Choice("", _("Not said yet"), key="0"),
    *(Choice(name, words.FOLLOWED[name], key=str(n + 1)) for n, name in enumerate(words.FOLLOWED)),
)
_SOUGHT = (
    Choice("yes", _("Sought"), _("write what they say"), "y"),
    Choice("no", _("Not sought"), _("write why not"), "n"),
)


def advise(screen: PartScreen, view: CaseView) -> None:
    """Ask for the DPO's advice and what was done with it.

    While new advice is asked for, the form begins empty; else with what is on record, and left as
    it is the advice is only answered.
    """
    case = screen.case
    dpo = (view.document.get("opinions") or {}).get("dpo") or {}
    shown = {} if view.document["status"] == IN_REVIEW else dpo
    before = shown.get("advice", "")

    def change(values: Values) -> None:
        by = values["by"].strip() or case.desk.config.dpo or case.desk.who
        advice, followed = values["advice"], values["followed"] or ""
        if dpo and advice.strip() in ("", before):
            case.answer_advice(followed, values["response"])
        else:
            case.advise(advice, by, followed, values["response"])

    entries = (
        Labelled(_("What does the DPO advise?"), TextEntry("advice", before)),
        Labelled(_("Who advises?"), LineEntry("by", dpo.get("by") or case.desk.config.dpo)),
        Labelled(
            _("Is the advice followed?"), ChoiceEntry("followed", _FOLLOWED, shown.get("followed"))
        ),
        Labelled(_("What is done with it?"), TextEntry("response", shown.get("response", "")),
                 _("required when it is not followed in full")),
    )  # fmt: skip
    about = Content.styled(_("The controller seeks the DPO's advice (GDPR Art. 35(2))."),
                           theme.QUIET)  # fmt: skip
    screen.app.push_screen(Form(screen, _("The DPO's advice"), about, entries, change, "advice"))


def views(screen: PartScreen, view: CaseView) -> None:
    """Ask for the views of data subjects, or why they were not sought."""
    case = screen.case
    known = (view.document.get("opinions") or {}).get("data_subjects") or {}

    def change(values: Values) -> None:
        if values["sought"] is None:
            raise Invalid(_("Say first whether their views were sought."))
        case.views(values["sought"] == "yes", values["text"])

    text = known.get("summary") or known.get("reason") or ""
    entries = (
        Labelled(_("Were their views sought?"),
                 ChoiceEntry("sought", _SOUGHT, known.get("sought"))),
        Labelled(_("What do they say, or why were they not asked?"), TextEntry("text", text)),
    )  # fmt: skip
    about = Content.styled(
        _("The views of the people concerned or of those who speak for them, where appropriate "
          "(GDPR Art. 35(9))."), theme.QUIET)  # fmt: skip
    title = _("Views of data subjects")
    screen.app.push_screen(Form(screen, title, about, entries, change, "views"))


def decide(screen: PartScreen, view: CaseView, option: Option) -> None:
    """Ask for the reason and the conditions of a decision, and take it."""
    case = screen.case
    conditions = option.outcome == "conditionally-approved"
    verdict = view.verdict if conditions else None
    proposed = proposed_conditions(view.document, verdict) if verdict else ()

    def change(values: Values) -> None:
        conditions = str(values["conditions"]).splitlines()
        case.decide(option.outcome, values["reason"], conditions, values["by"])

    entries = (
        Labelled(_("Why is it decided like this?"), TextEntry("reason"), _("required")),
        Labelled(_("Who decides?"), LineEntry("by", case.usual_decider()),
                 _("name and function; the controller, not the DPO")),
        Labelled(
            _("On which conditions?"),
            TextEntry("conditions", "\n".join(proposed)),
            _("one a line, required") if conditions else _("one a line, if any"),
        ),
    )  # fmt: skip
    told = _("The assessment is closed with this and can then only be read; it can be reopened.")
    said = [foreign.line(option.means, "bold"), Content.styled(told, theme.QUIET)]
    if left := proposed_words(view.document):
        warning = _(
            "Before you decide: the text of {left} is still the catalogue's proposal, which nobody "
            "has taken over; a report leaves it out."
        )
        said.append(foreign.content(warning.format(left=left), theme.CARE))
    about = Content("\n").join(said)
    place = f"decision.{option.outcome}"
    screen.app.push_screen(Form(screen, option.title, about, entries, change, place))
