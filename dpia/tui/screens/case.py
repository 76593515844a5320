"""The questionnaire of an open assessment, one section at a time."""

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.timer import Timer

from dpia.desk.case import Case
from dpia.errors import DpiaError
from dpia.questionnaire.progress import SectionState, State
from dpia.text import _
from dpia.tui.actions import bindings
from dpia.tui.items import section_items, value_at, waits
from dpia.tui.messages import Opened
from dpia.tui.places import Place, asked, sections
from dpia.tui.screens.asking import AskingScreen
from dpia.tui.shown.whereabouts import crumb, none_open
from dpia.tui.view import CaseView
from dpia.tui.widgets.crumb import Crumb
from dpia.tui.widgets.outline import Outline
from dpia.tui.widgets.sheet import MarkingSheet

OUTLINE_FROM = 100
"""Columns from which the outline stands beside the questions."""

REST = 1.0
"""Seconds at a question after which the place is kept."""


class QuestionnaireScreen(AskingScreen):
    """Asks the questions of one section; the outline shows the others."""

    PLACES: ClassVar[tuple[str, ...]] = ("questionnaire", "case")
    BINDINGS = bindings("questionnaire", "case")

    def __init__(self, case: Case) -> None:
        """Ask the questions of `case`, from where its assessor stopped."""
        super().__init__(case)
        self.here: Place = ("", "")
        """The section on the sheet."""
        self._wanted = str(case.document["cursor"].get("question", ""))
        self._filled: Place = ("", "")
        self._stopped = self._wanted
        self._resting: Timer | None = None

    def compose_body(self) -> ComposeResult:
        """Compose the outline and the sheet beside it."""
        with Horizontal():
            yield Outline()
            with Vertical():
                yield Crumb()
                yield MarkingSheet()

    # Drawing

    def show(self, view: CaseView) -> None:
        """Show the section as it stands; choose one first where none is shown yet."""
        if self._section(view, self.here) is None:
            self.here, self._wanted = self._start(view)
            self._tell_where(view)
        self._show_outline()
        self.query_one(Crumb).show(*crumb(view, self.here))
        super().show(view)

    def _show_outline(self) -> None:
        """Bring the outline up to date, where there is room for it."""
        outline = self.query_one(Outline)
        if outline.display and self.drawn:
            outline.show(self.drawn, self.here)

    def on_resize(self, _event: events.Resize) -> None:
        """Show the outline once there is room for it."""
        self.call_after_refresh(self._show_outline)

    async def fill(self, view: CaseView) -> None:
        """Put the questions of the section on the sheet."""
        section = self._section(view, self.here)
        if section is None:
            await self.sheet.fill(_("Nothing is asked here."), [])
            return
        items = self.with_rescued(section_items(view, section))
        if self._filled != self.here:
            self._filled = self.here
            await self.sheet.fill(section.section.description, items, self._wanted)
        else:
            await self.sheet.update_items(items)

    def _start(self, view: CaseView) -> tuple[Place, str]:
        """Return where to begin: where the assessor stopped, else the first open question."""
        shown = list(asked(view))
        for place, state in shown:
            if state.path == self._wanted:
                return place, state.path
        for place, state in shown:
            if state.state == "open":
                return place, state.path
        return (shown[0][0], shown[0][1].path) if shown else (("", ""), "")

    def _tell_where(self, view: CaseView) -> None:
        """Say where one resumes: once while the program runs, and not at the very beginning."""
        stopped, self._stopped = self._stopped, ""
        known = self.case.id in self.desk_app.visited
        self.desk_app.visited.add(self.case.id)
        if known or not stopped or stopped == next((s.path for _p, s in asked(view)), ""):
            return
        section = self._section(view, self.here)
        told = _("You stopped at “{question}” ({section}).")
        if self._wanted != stopped:
            told = _("You stopped at “{question}”, which is not asked now; this one is open.")
        try:
            title = view.rulebook.question(stopped).title
        except DpiaError:
            title = stopped
        if section:
            self.tell(told.format(question=title, section=section.section.title))

    def on_opened(self, message: Opened) -> None:
        """Keep the place once one rests there, so that it is known however the program ends."""
        message.stop()
        if self._resting:
            self._resting.stop()
        self._resting = self.set_timer(REST, self.remember)

    def _section(self, view: CaseView, place: Place) -> SectionState | None:
        return next((s for t, s in sections(view) if (t.topic.id, s.section.id) == place), None)

    # Going about

    def go_to(self, path: str) -> None:
        """Show the question or cell at `path` and give it the focus."""
        table, _slash, cell = path.partition("/")
        if cell and self.drawn and value_at(self.drawn.document, path.rpartition("/")[0]):
            self.go_to(table)
            self.open_row(table, cell.partition("/")[0], path)
            return
        path = ".".join(table.split(".")[:2])  # a column without its row stands for the table
        view = self.drawn
        place = None if view is None else next((p for p, s in asked(view) if s.path == path), None)
        if view is None or place is None:
            from dpia.tui.screens.why import tell_why_not_asked

            tell_why_not_asked(self.desk_app, path)
        elif place == self.here:
            self.call_next(self.sheet.open, path)  # the sheet may be on its way still
        else:
            self.go_to_section(place, path)

    def go_to_section(self, place: Place, path: str = "") -> None:
        """Show a section, at the question `path` or its first."""
        if self.drawn is None:
            return
        if place == self.here and not path:
            self._focus_sheet()
            return
        self.settle()
        self.here, self._wanted = place, path
        self.show(self.drawn)
        self.remember()

    def _focus_sheet(self) -> None:
        if self.sheet.active:
            self.sheet.open(self.sheet.active)

    def remember(self) -> None:
        """Keep the place for the next time."""
        question = self._wanted if self._filled != self.here else self.sheet.active
        place = {"topic": self.here[0], "section": self.here[1], "question": question}
        if self.here[0] and self.drawn and not self.drawn.locked:
            self.desk_app.quietly(self.case, lambda: self.case.remember(place))

    def settle(self, final: bool = False) -> None:
        """Hand in the open field, and keep the place."""
        super().settle(final)
        self.remember()

    def action_back(self) -> None:
        """Go back from the outline to the questions, and from there to the register."""
        if self.query_one(Outline).has_focus:
            self._focus_sheet()
            return
        self.settle()
        self.desk_app.leave_case()

    def leave_sheet(self, step: int) -> None:
        """After the last question go to the next section, before the first to the one before."""
        self._beside(step, last=step < 0)

    def _beside(self, step: int, last: bool = False) -> None:
        view = self.drawn
        if view is None:
            return
        shown = sections(view)
        names = [(topic.topic.id, section.section.id) for topic, section in shown]
        place = names.index(self.here) + step if self.here in names else 0
        if 0 <= place < len(names):
            paths = [s.path for s in shown[place][1].questions if s.state != "hidden"]
            self.go_to_section(names[place], paths[-1] if last else "")
        else:
            self.tell(self._last_words() if step > 0 else _("This is the first section."))

    def _last_words(self) -> str:
        words = _(
            "This is the last section. {risks} goes on to the risks, {verdict} to the verdict."
        )
        return words.format(risks=self.key("case.risks"), verdict=self.key("case.verdict"))

    def action_next_section(self) -> None:
        """Go to the next section."""
        self._set_out_from_here(lambda: self._beside(1))

    def action_previous_section(self) -> None:
        """Go to the section before."""
        self._set_out_from_here(lambda: self._beside(-1))

    def action_next_open(self) -> None:
        """Go to the next question without an answer."""
        key = self.key("questionnaire.next-unknown")
        self._set_out_from_here(lambda: self._next("open", none_open(self.drawn, key)))

    def action_next_unknown(self) -> None:
        """Go to the next question marked “not known yet”."""
        self._set_out_from_here(
            lambda: self._next("unknown", _("No question is “not known yet” or to be confirmed."))
        )

    def _set_out_from_here(self, set_out: Callable[[], None]) -> None:
        """Hand in what is typed, and set out once it is clear what is asked now."""
        self.hand_in()
        self.when_settled(set_out)

    def _next(self, wanted: State, none: str) -> None:
        if self.drawn is None:
            return
        states = [state for _place, state in asked(self.drawn)]
        paths = [state.path for state in states]
        here = paths.index(self.sheet.active) + 1 if self.sheet.active in paths else 0
        document = self.drawn.document
        for state in states[here:] + states[:here]:
            waiting = wanted == "unknown" and waits(document, state.path)
            if state.state == wanted or waiting:
                self.go_to(state.path)
                return
        self.tell(none)

    def action_outline(self) -> None:
        """Give the outline the focus; on a narrow terminal, open it in a window."""
        if self.app.size.width >= OUTLINE_FROM:
            outline = self.query_one(Outline)
            self._focus_sheet() if outline.has_focus else outline.focus()
        elif self.drawn:
            from dpia.tui.screens.jump import JumpScreen

            self.app.push_screen(JumpScreen(self.drawn, self.here), self._jumped)

    def _jumped(self, place: Place | None) -> None:
        if place:
            self.go_to_section(place)

    def on_outline_chosen(self, message: Outline.Chosen) -> None:
        """Go to the section that was chosen."""
        self.go_to_section((message.topic, message.section))

    def action_find(self) -> None:
        """Jump to any question by typing part of it."""
        if self.drawn:
            from dpia.tui.screens.find import FindScreen

            self.app.push_screen(FindScreen(self.drawn), lambda p: self.go_to(p) if p else None)
