"""One risk: rated by single keys with the definitions in sight, then described."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, ClassVar

from textual.content import Content

from dpia.desk.case import Case
from dpia.documents import words
from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.screens.part import FormScreen, Labelled
from dpia.tui.screens.risks_drawn import about_risk, confirmed_already, levels_of, shortened
from dpia.tui.shown.heatmap import standing_of
from dpia.tui.shown.levels import STAGE, STAGES, scale
from dpia.tui.shown.risks import RiskLine, risk_lines
from dpia.tui.view import CaseView, Document
from dpia.tui.widgets import tones
from dpia.tui.widgets.choices import Choice, ChoiceEntry
from dpia.tui.widgets.entries import LineEntry, TextEntry
from dpia.tui.widgets.lines import spread
from dpia.tui.widgets.listing import Drawn

_YES_NO = (Choice("yes", _("Yes"), key="y"), Choice("no", _("No"), key="n"))
_TRACKS = {
    "design": ("design", None),
    "access": ("event", "access"),
    "change": ("event", "change"),
    "loss": ("event", "loss"),
    "event": ("event", None),
}


class RiskScreen(FormScreen):
    """Rates and describes one risk; every entry is saved as it is accepted."""

    PLACES: ClassVar[tuple[str, ...]] = ("risk", "case")
    BINDINGS = bindings("risk", "case")
    CSS_PATH = "parts.tcss"

    def __init__(self, case: Case, risk_id: str) -> None:
        """Open the risk `risk_id` of `case`."""
        self.risk_id = risk_id
        self.method = case.rulebook.method_document
        super().__init__(case)

    def entries(self) -> Iterable[Labelled]:
        """Return the ratings first, then what explains and describes the risk."""
        yield Labelled(
            _("How likely is it?"),
            ChoiceEntry("likelihood", self._steps("likelihood")),
            _("with what is part of the design, before additional measures"),
        )
        yield Labelled(
            _("How grave would it be for the people concerned?"),
            ChoiceEntry("severity", self._steps("severity")),
        )
        yield Labelled(
            _("Does it seem obvious that it will happen?"),
            ChoiceEntry("obvious", _YES_NO),
            "WP 248 rev.01 p. 19",
        )
        yield Labelled(
            _("Would it touch very many people, if only a little each?"),
            ChoiceEntry("widespread", _YES_NO),
        )
        yield Labelled(_("Why do you rate it like this?"), TextEntry("inherent_reason"))
        yield Labelled(
            _("Why may this risk be taken?"),
            TextEntry("reason"),
            _("only where a cell or a flag asks for a reason"),
        )
        yield Labelled(_("What is the risk called?"), LineEntry("title"))
        yield Labelled(_("Which kind of risk is it?"), ChoiceEntry("track", tracks()))
        yield Labelled(_("What happens?"), TextEntry("description"))
        yield Labelled(_("What or who causes it?"), TextEntry("sources"))
        yield Labelled(_("What does it mean for people?"), TextEntry("impacts"))

    def _steps(self, axis: str) -> tuple[Choice, ...]:
        steps = scale(self.method, axis).steps
        return tuple(Choice(s.level, s.title, s.definition, str(s.level)) for s in steps)

    def place(self, field: str) -> str:
        """Name a half-written text after the risk."""
        return f"risks.{self.risk_id}.{field}"

    # Drawing

    def head(self, view: CaseView) -> Drawn:
        """Return the levels, where the risk stands and what it needs."""
        line = self._line(view)
        if line is None:
            words = _("This risk has been removed. {key} goes back.")
            gone = Content.styled(words.format(key=self.key("case.back")), theme.CARE)
            return Drawn(lambda width: gone.wrap(width))
        told = about_risk(line, view.locked, self.key_in_form("risk.take-over"))
        more = _("more: {key}").format(key=self.key("anywhere.help"))
        return Drawn(partial(head_lines, line, told, standing_of(self.method), more))

    def _line(self, view: CaseView) -> RiskLine | None:
        return next((line for line in self._lines(view) if line.id == self.risk_id), None)

    def _lines(self, view: CaseView) -> list[RiskLine]:
        return risk_lines(view.verdict, view.document, self.method) if view.verdict else []

    def values(self, view: CaseView) -> Mapping[str, Any]:
        """Return what is stored of the risk."""
        risk = risk_of(view.document, self.risk_id)
        if risk is None:
            return {}
        inherent = risk.get("inherent") or {}
        texts = ("title", "description", "sources", "impacts", "reason")
        found: dict[str, Any] = {name: risk.get(name) or "" for name in texts}
        found |= {name: risk.get(name) for name in ("obvious", "widespread")}
        found |= {axis: inherent.get(axis) for axis in ("likelihood", "severity")}
        found["inherent_reason"] = inherent.get("reason", "")
        found["track"] = risk.get("event") or risk.get("track") or "event"
        return found

    # Doing

    def store(self, field: str, value: Any) -> Callable[[], Any]:
        """Return the change of one field of the risk."""
        if field == "track":
            track, event = _TRACKS[value]
            return partial(self.case.change_risk, self.risk_id, track=track, event=event)
        return partial(self.case.change_risk, self.risk_id, **{field: value})

    def action_confirm(self) -> None:
        """Confirm the levels as they stand, and go back to the list."""
        if self.may_change():
            self.settle()
            self.desk_app.after_changes(self._confirm)

    def _confirm(self) -> None:
        lines = self._lines(self.drawn) if self.drawn else []
        if told := confirmed_already(lines, self.risk_id):
            self.tell(told)
        else:
            self.act(lambda: self.case.confirm_risk(self.risk_id), lambda _v: self._confirmed())

    def _confirmed(self) -> None:
        self.tell(f"{_('Confirmed.')} {self.case.told_of_confirming(self.risk_id)}".strip())
        if self.is_current:
            self.app.pop_screen()

    def action_take_over(self) -> None:
        """Take over the proposed text of this risk, once it was in sight."""
        if self.drawn and (line := self._line(self.drawn)) and text_read(self, line.proposed):
            self.take_over(line.proposed, partial(self.case.accept_risks, self.risk_id))

    def action_measures(self) -> None:
        """Open the measures of this risk."""
        from dpia.tui.screens.measures import MeasuresScreen

        self.settle()
        self.app.push_screen(MeasuresScreen(self.case, self.risk_id))

    def action_why(self) -> None:
        """Tell why each level is what it is."""
        if self.drawn:
            from dpia.tui.screens.risks_why import WhyScreen

            self.app.push_screen(WhyScreen(self.drawn, self.risk_id))

    def action_by_hand(self) -> None:
        """Set today or target by hand."""
        if self.drawn and self.may_change():
            from dpia.tui.screens.risk_by_hand import set_by_hand

            set_by_hand(self, self.drawn, self.risk_id)

    def help_parts(self) -> list[tuple[str, Content]]:
        """Return what is told about the risk, and the steps of both axes with their examples."""
        parts = []
        if self.drawn and (line := self._line(self.drawn)):
            about = about_risk(line, self.drawn.locked, self.key_in_form("risk.take-over"))
            parts.append((line.number, about))
        for axis in ("severity", "likelihood"):
            found = scale(self.method, axis)
            lines = [
                Content.assemble((f"{step.level} {step.title}: ", "bold"),
                                 foreign.line(" ".join([step.definition, *step.examples])))
                for step in found.steps
            ]  # fmt: skip
            heading = _("Severity") if axis == "severity" else _("Likelihood")
            parts.append((heading, Content("\n").join(lines)))
        return parts


def tracks() -> tuple[Choice, ...]:
    """Return the kinds of risk to choose from."""
    other = _("Another accident or attack")
    titles = {"design": words.TRACK["design"], **words.EVENT, "event": other}
    return tuple(Choice(name, titles[name]) for name in _TRACKS)


def levels_line(line: RiskLine, width: int) -> Content:
    """Return the three levels of a risk and where it stands, with their stages where they fit."""
    named = [
        Content.assemble((f"{STAGE[stage]} ", theme.QUIET), (level.title, tones.word(level.tone)))
        for stage, level in zip(STAGES, line.levels, strict=True)
    ]
    state = Content.styled(f"   {line.state}", tones.text(line.tone))
    whole = Content.styled("  →  ", theme.QUIET).join(named) + state
    if line.levels[0].rank and whole.cell_length <= width:
        return whole
    return levels_of(line) + state


def head_lines(
    line: RiskLine, told: Content, standing: str, more: str, width: int
) -> list[Content]:
    """Return the levels of a risk, its title, and the beginning of what is told about it.

    `standing` says how far the matrix that gave the levels can be relied on; empty for all.
    """
    by_id = _("id {id}").format(id=foreign.one_line(line.id))
    kind = Content.styled(f"{line.track} · {by_id}", theme.QUIET)
    named = Content.assemble((f"{line.number} ", theme.QUIET), foreign.line(line.title, "bold"))
    about = Content("\n").join(told.split("\n")[1:])
    levels = levels_line(line, width).truncate(width, ellipsis=True)
    doubt = [foreign.line(standing, theme.QUIET).truncate(width, ellipsis=True)] if standing else []
    rest = shortened(about, 4 - len(doubt), more, width)
    return [levels, spread(named, kind, width), *doubt, *rest]


def text_read(screen: FormScreen, proposed: bool) -> bool:
    """Say whether a proposed text is in sight, so that it can be taken over; else show it first."""
    if not proposed or (screen.drawn and screen.drawn.locked):
        return True
    form = screen.query_one("#form")
    label, text = screen.query_one("#label-description"), screen.entry("description")
    first, last = int(form.scroll_y), int(form.scroll_y) + form.size.height - 1
    if first <= text.virtual_region.y < last:
        return True
    form.scroll_to(y=label.virtual_region.y, animate=False, immediate=True, force=True)
    screen.tell(_("This is the text that is proposed. Once more takes it over."))
    return False


def risk_of(document: Document, risk_id: str) -> Document | None:
    """Return a risk of the document, if it is still there."""
    return next((risk for risk in document.get("risks", ()) if risk["id"] == risk_id), None)
