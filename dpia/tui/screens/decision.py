"""Where an assessment stands before its decision, and the four outcomes with what refuses them."""

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static

from dpia.assessment.life_cycle import STANDING
from dpia.desk.case import Case
from dpia.desk.moving import Way
from dpia.errors import DpiaError
from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.screens import moving, opinions
from dpia.tui.screens.report import gaps_in_words
from dpia.tui.screens.verdict import VerdictScreen
from dpia.tui.screens.withholding import WithholdingScreen, confided, place_of_fact
from dpia.tui.shown.consulting import consulting_facts
from dpia.tui.shown.decision import Fact, Option, options, standing, taken
from dpia.tui.shown.life import sign_off_facts, state_fact, way_facts
from dpia.tui.view import CaseView
from dpia.tui.widgets import tones
from dpia.tui.widgets.lines import hanging
from dpia.tui.widgets.listing import HEADING, Draw, Listing

_OUTCOME = "outcome:"
_WAY = "way:"


class DecisionScreen(WithholdingScreen):
    """Opinions, completeness, the gate and the outcomes, one below the other."""

    PLACES: ClassVar[tuple[str, ...]] = ("decision", "case")
    BINDINGS = bindings("decision", "case")
    CSS_PATH = "parts.tcss"

    def __init__(self, case: Case) -> None:
        """Show where `case` stands."""
        super().__init__(case)
        self.facts: dict[str, Fact] = {}
        self.options: dict[str, Option] = {}
        self.ways: dict[str, Way] = {}
        self.status = ""
        """The status that is on the screen."""
        self._counted: tuple[object, str] = (None, "")
        """Of which document the gaps in the form were counted, and what they came to in words."""

    def compose_body(self) -> ComposeResult:
        """Compose the list."""
        yield Static(id="form-head")
        yield Listing(id="decision")

    def on_mount(self) -> None:
        """Begin in the list."""
        self.query_one(Listing).focus()

    def show(self, view: CaseView) -> None:
        """Draw where the assessment stands."""
        self._show_head(view)
        if self._counted[0] is not view.document:
            self.run_worker(self._count_gaps(view), group="gaps", exclusive=True)
        self.facts, self.options, self.ways = {}, {}, {}
        rows: list[tuple[str, Draw]] = []
        if view.verdict is not None:
            decided = taken(view.document, self.key("decision.consult"))
            key = self.key("decision.act")
            facts = standing(view.verdict, view.document, view.rulebook, key)
            facts = [state_fact(view.state, view.document), *filter(None, [decided]), *facts]
            facts += [*consulting_facts(view), *sign_off_facts(view.sign_offs)]
            self.facts = {fact.heading: fact for fact in confided(facts, view)}
            rows = [heading_row(_("Where it stands"))]
            rows += [(name, partial(fact_row, fact)) for name, fact in self.facts.items()]
            moves = {_WAY + way.move.id: (way, fact) for way, fact in way_facts(view.ways)}
            self.ways = {name: way for name, (way, _fact) in moves.items()}
            rows += [heading_row(_("Where it can go"))] if moves else []
            rows += [(name, partial(fact_row, fact)) for name, (_way, fact) in moves.items()]
            if any(way.move.id == "decide" for way in view.ways):
                found = options(view.verdict, view.document)
                self.options = {_OUTCOME + option.outcome: option for option in found}
                rows += [heading_row(_("What can be decided"))]
                rows += [(name, partial(option_row, o)) for name, o in self.options.items()]
        listing = self.query_one(Listing)
        listing.fill(rows)
        if self.status not in ("", view.document["status"]):
            listing.action_first()  # decided or reopened: begin at the top again
        self.status = str(view.document["status"])

    def _show_head(self, view: CaseView) -> None:
        """Say what is wrong or closed, and how much is missing in the official form."""
        head, told = self.query_one("#form-head", Static), view.problem or view.locked
        tones = [(told, theme.BAD if view.problem else theme.QUIET), (self._counted[1], theme.CARE)]
        lines = [foreign.content(text, tone) for text, tone in tones if text]
        head.update(Content("\n").join(lines))
        head.display = bool(lines)

    async def _count_gaps(self, view: CaseView) -> None:
        """Count what is missing in the form, away from the event loop, and say it at the top."""
        try:
            said = await self.desk_app.desk_thread.run(partial(gaps_in_words, self.case))
        except DpiaError:
            return  # a rule is broken: the head says so already
        self._counted = (view.document, said)
        if self.drawn is not None:
            self._show_head(self.drawn)

    def thing(self) -> str:
        """Return where the thing under the cursor stands in the assessment; empty for none."""
        return place_of_fact(self.query_one(Listing).current or "")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Do what the chosen line is about."""
        self.action_act()

    def action_act(self) -> None:
        """Do what the line under the cursor is about."""
        name = self.query_one(Listing).current or ""
        if name in self.options:
            self._decide(self.options[name])
        elif name in self.ways:
            self._move(self.ways[name])
        elif name in self.facts:
            self._follow(self.facts[name])

    def _follow(self, fact: Fact) -> None:
        verb, _colon, path = fact.act.partition(":")
        if verb == "jump":
            self.desk_app.go_to_question(path)
        elif verb == "advise":
            self.action_advise()
        elif verb == "views":
            self.action_views()
        elif verb == "move":
            self.action_move()
        elif verb == "sign":
            self.action_sign()
        elif verb == "verdict":
            self.desk_app.action_part(verb)
            if isinstance(self.app.screen, VerdictScreen):
                self.app.screen.begin = fact.heading
        elif verb:
            self.desk_app.action_part(verb)
        elif self.drawn and self.drawn.document["status"] in STANDING:
            self.action_reopen()

    def _move(self, way: Way) -> None:
        if not self._writable():
            return
        if way.refused:
            self.tell(" ".join(way.refused), "warning")
        else:
            moving.move(self, way)

    def _writable(self) -> bool:
        """Say whether the register takes a change, and tell when it does not."""
        read_only = self.case.desk.register.read_only
        if read_only:
            self.tell(read_only, "warning")
        return not read_only

    def _decide(self, option: Option) -> None:
        if not self.may_change() or self.drawn is None:
            return
        if option.refused:
            self.tell(" ".join(option.refused), "warning")
            return
        opinions.decide(self, self.drawn, option)

    def action_advise(self) -> None:
        """Record the DPO's advice."""
        if self.may_change() and self.drawn:
            opinions.advise(self, self.drawn)

    def action_views(self) -> None:
        """Record the views of data subjects."""
        if self.may_change() and self.drawn:
            opinions.views(self, self.drawn)

    def action_decide(self) -> None:
        """Go to the first outcome that is possible, or tell that it is decided."""
        if not self.may_change():
            return
        possible = [name for name, option in self.options.items() if option.possible]
        if possible:
            self.query_one(Listing).go(possible[0])

    def action_reopen(self) -> None:
        """Make a decided assessment a draft again."""
        way = self.ways.get(_WAY + "reopen")
        if way is None:
            self.tell(_("Only a decided assessment can be reopened; this one is open."), "warning")
        else:
            self._move(way)

    def action_move(self) -> None:
        """Go to the first move that is possible."""
        possible = [name for name, way in self.ways.items() if not way.refused]
        if possible or self.ways:
            self.query_one(Listing).go([*possible, *self.ways][0])
        else:
            self.tell(_("No move leads out of this state."), "warning")

    def action_sign(self) -> None:
        """Sign the assessment off as it stands."""
        if self._writable():
            moving.sign(self)


def heading_row(words: str) -> tuple[str, Draw]:
    """Return a row that heads those below it."""
    line = Content.styled(words, "bold $text-primary")
    return HEADING + words, lambda _width: [line]


def fact_row(fact: Fact, width: int) -> list[Content]:
    """Draw one thing that stands: heading, word, sentences."""
    head = Content.assemble((f"{fact.heading}: ", "bold"), (fact.word, tones.word(fact.tone)))
    lines = hanging(Content(""), head, width)
    for sentence in fact.sentences:
        body = foreign.line(sentence, limit=600)
        lines += hanging(Content("  "), body, width)
    return lines


def option_row(option: Option, width: int) -> list[Content]:
    """Draw one outcome: possible, or refused and why."""
    word, tone = (_("possible"), "good") if option.possible else (_("refused"), "bad")
    head = Content.assemble(
        (f"{option.title}: ", "bold"), (word, tones.word(tone)), (f"  {option.means}", theme.QUIET)
    )
    lines = hanging(Content(""), head, width)
    for sentence in option.refused:
        lines += hanging(Content("  "), foreign.line(sentence), width)
    return lines
