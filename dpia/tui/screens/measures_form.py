"""One measure: its effect on a risk, how far it is, who sees to it and by when."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, ClassVar

from textual.content import Content

from dpia.assessment.proposed import is_proposed
from dpia.desk.case import Case
from dpia.documents import words
from dpia.questionnaire.model import joined
from dpia.text import _, ngettext
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.screens.part import FormScreen, Labelled, proposed_line
from dpia.tui.screens.risk_form import levels_line, text_read
from dpia.tui.shown.heatmap import standing_of
from dpia.tui.shown.levels import AXES
from dpia.tui.shown.measures import effect_on, is_baseline, treated
from dpia.tui.shown.numbers import NONE, measure_numbers, risk_numbers
from dpia.tui.shown.risks import risk_lines
from dpia.tui.view import CaseView, Document
from dpia.tui.widgets.choices import Choice, ChoiceEntry
from dpia.tui.widgets.entries import DayEntry, LineEntry, TextEntry
from dpia.tui.widgets.lines import spread
from dpia.tui.widgets.listing import Drawn
from dpia.tui.widgets.several import SeveralEntry

_ROLE_MEANS = {
    "baseline": _("the risk is rated as if it were there already"),
    "additional": _("lowers a risk by the steps it has there"),
}
_STATUS_MEANS = {
    "planned": _("counts for the target"),
    "partially-implemented": _("counts as planned"),
    "implemented": _("counts for today as well"),
    "rejected": _("counts for nothing"),
}
_DESIGN = _(
    "Part of the design: the risk is rated as if this were there already, so no steps are asked."
)


class MeasureScreen(FormScreen):
    """Changes one measure; every entry is saved as it is accepted."""

    PLACES: ClassVar[tuple[str, ...]] = ("measure", "case")
    BINDINGS = bindings("measure", "case")
    CSS_PATH = "parts.tcss"

    def __init__(self, case: Case, measure_id: str, risk_id: str = "") -> None:
        """Open the measure `measure_id` of `case`, as seen from the risk `risk_id`, if any."""
        self.measure_id = measure_id
        self.risk_id = risk_id
        self.method = case.rulebook.method_document
        super().__init__(case)

    def entries(self) -> Iterable[Labelled]:
        """Return the effect, then status, owner and date, the description, and what it serves."""
        yield Labelled(
            _("By how many steps does it lower the likelihood?"),
            ChoiceEntry("likelihood", self._steps("likelihood")),
        )
        yield Labelled(
            _("By how many steps does it lower the severity?"),
            ChoiceEntry("severity", self._steps("severity")),
        )
        yield Labelled(
            _("How far is it?"),
            ChoiceEntry("status", _choices(words.MEASURE_STATUS, _STATUS_MEANS)),
        )
        yield Labelled(_("Who sees to it?"), LineEntry("owner"))
        hint = _("year-month-day; may stay empty")
        day = DayEntry("due", placeholder=_("no date yet; such as 2027-01-31"))
        yield Labelled(_("By when?"), day, hint)
        yield Labelled(
            _("Is it part of the design, or additional?"),
            ChoiceEntry("role", _choices(words.MEASURE_ROLE, _ROLE_MEANS)),
        )
        yield Labelled(
            _("Which risks does it treat?"),
            SeveralEntry("risks", risks(self.case)),
            _("by how many steps is said from the risk"),
        )
        yield from self._described()

    def _described(self) -> Iterable[Labelled]:
        yield Labelled(_("Of what kind is it?"), ChoiceEntry("kind", _choices(words.MEASURE_KIND)))
        yield Labelled(_("What is it called?"), LineEntry("title"))
        yield Labelled(_("What is done?"), TextEntry("description"))
        yield Labelled(
            _("What does it serve?"),
            SeveralEntry("serves", duties(self.case)),
            _("principles, rights, other requirements"),
        )
        yield Labelled(
            _("Why is it suitable, and how well does it work?"), TextEntry("suitability")
        )

    def offered(self, field: str) -> bool:
        """Ask for steps only where they count: for a risk, not in what is part of the design."""
        if field not in AXES:
            return True
        measure = measure_of(self.case.document, self.measure_id) or {}
        return bool(self.risk_id) and not is_baseline(measure)

    def _steps(self, axis: str) -> tuple[Choice, ...]:
        none = Choice(0, _("Not at all"), key="0")
        steps = (
            Choice(n, ngettext("{n} step", "{n} steps", n).format(n=n), key=str(n))
            for n in range(1, len(self.method[axis]))
        )
        return (none, *steps)

    def place(self, field: str) -> str:
        """Name a half-written text after the measure."""
        return f"measures.{self.measure_id}.{field}"

    def head(self, view: CaseView) -> Drawn:
        """Return the risk it treats, with its levels as they are now."""
        return Drawn(partial(self._head_lines, view))

    def _head_lines(self, view: CaseView, width: int) -> list[Content]:
        measure = measure_of(view.document, self.measure_id)
        if measure is None:
            gone = _("This measure has been removed. {key} goes back.")
            return Content.styled(gone.format(key=self.key("case.back")), theme.CARE).wrap(width)
        number = measure_numbers(view.document).get(self.measure_id, NONE)
        named = Content.assemble(
            (f"{number} ", theme.QUIET), foreign.line(measure["title"], "bold")
        )
        by_id = foreign.line(_("id {id}").format(id=self.measure_id), theme.QUIET)
        lines = [spread(named, by_id, width)]
        found = risk_lines(view.verdict, view.document, self.method) if view.verdict else []
        for line in found:
            if line.id == self.risk_id:
                risk = foreign.line(f"{line.number} {line.title}")
                risk = Content.assemble((_("For: "), theme.QUIET), risk)
                lines += [risk.truncate(width, ellipsis=True), levels_line(line, width)]
                told = _DESIGN if is_baseline(measure) else standing_of(self.method)
                lines += foreign.content(told, theme.QUIET).wrap(width)
        if view.locked:
            lines += foreign.content(view.locked, theme.QUIET).wrap(width)
        elif is_proposed(measure):
            lines += proposed_line(self.key_in_form("measure.take-over")).wrap(width)
        return lines

    def values(self, view: CaseView) -> Mapping[str, Any]:
        """Return what is stored of the measure."""
        measure = measure_of(view.document, self.measure_id)
        if measure is None:
            return {}
        effect = effect_on(measure, self.risk_id) or {}
        found: dict[str, Any] = {axis: effect.get(axis, 0) for axis in AXES}
        found |= {name: measure.get(name) or "" for name in ("owner", "due", "title")}
        found |= {name: measure.get(name, "") for name in ("description", "suitability")}
        found["serves"] = list(measure.get("serves", ()))
        found["risks"] = treated(view.document, self.measure_id)
        found["status"] = measure.get("status", "planned")
        found["role"] = measure.get("role", "additional")
        return found | {"kind": measure.get("kind", "organisational")}

    def store(self, field: str, value: Any) -> Callable[[], Any]:
        """Return the change of one field of the measure, or of its effect on the risk."""
        if field == "risks":
            return partial(self.case.treat, self.measure_id, value)
        if field not in AXES:
            return partial(self.case.change_measure, self.measure_id, **{field: value})

        def set_effect() -> None:
            measure = measure_of(self.case.document, self.measure_id) or {}
            effect = effect_on(measure, self.risk_id) or {}
            steps = {axis: int(effect.get(axis, 0)) for axis in AXES} | {field: value or 0}
            self.case.set_effect(self.measure_id, self.risk_id, **steps)

        return set_effect

    def action_take_over(self) -> None:
        """Take over the proposed text of this measure, once it was in sight."""
        measure = measure_of(self.case.document, self.measure_id)
        if measure is not None and text_read(self, is_proposed(measure)):
            change = partial(self.case.accept_measures, self.measure_id)
            self.take_over(is_proposed(measure), change)


def risks(case: Case) -> tuple[Choice, ...]:
    """Return the risks a measure can treat."""
    numbers = risk_numbers(case.document)
    return tuple(
        Choice(risk["id"], f"{numbers[risk['id']]} {risk['title']}")
        for risk in case.document.get("risks", ())
    )


def duties(case: Case) -> tuple[Choice, ...]:
    """Return what a measure can serve, each with its group and where it stands in the law."""
    return tuple(
        Choice(name, duty["title"], f"{words.DUTY[duty['group']]}, {joined(duty['law'])}")
        for name, duty in case.duties.items()
    )


def _choices(titles: Mapping[str, str], means: Mapping[str, str] | None = None) -> Any:
    told = means or {}
    return tuple(Choice(name, title, told.get(name, "")) for name, title in titles.items())


def measure_of(document: Document, measure_id: str) -> Document | None:
    """Return a measure of the document, if it is still there."""
    return next((m for m in document.get("measures", ()) if m["id"] == measure_id), None)
