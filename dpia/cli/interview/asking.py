"""The interview: asks one question after the other and takes what is typed."""

from typing import TYPE_CHECKING

from dpia.cli.common import shown
from dpia.cli.interview import tables, telling, texts
from dpia.cli.interview.commands import run_command
from dpia.cli.interview.lines import Lines
from dpia.cli.interview.route import Route, Stop
from dpia.cli.interview.saying import print_line
from dpia.errors import DpiaError, Invalid
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.case import Case

YES_NO = {"y": "yes", "n": "no"}


class Interview:
    """Goes along a route; `here` is what is being asked, None when nothing is left."""

    def __init__(self, case: "Case", lines: Lines, route: Route) -> None:
        """Ask what `route` leads to about `case`, answered by `lines`."""
        self.case = case
        self.lines = lines
        self.route = route
        self.here: Stop | None = None
        self.stopped = False
        self._trail: list[str] = []
        self._announced: Stop | None = None
        self._heard = ("", "")

    def run(self, start: Stop | None) -> bool:
        """Ask from `start` on until nothing is left (True) or the person stops (False)."""
        self.here = start
        place = start
        try:
            while self.here is not None and not self.stopped:
                place = self.here
                self._ask(place)
        finally:
            self._remember(place)
        return not self.stopped

    # Moving

    def go(self, stop: Stop | None) -> None:
        """Ask `stop` next; what it was asked before does not count."""
        if stop:
            self.route.passed.discard(stop.key)
        self.here = stop

    def forward(self, stop: Stop) -> None:
        """Go on behind `stop`."""
        self.route.leave(stop)
        self._trail.append(stop.key)
        self.here = self.route.next(stop.key)

    def back(self) -> None:
        """Go back to what was asked before and can still be asked. Raises Invalid."""
        while self._trail:
            found = self.route.find(self._trail.pop())
            if found:
                self.go(found)
                return
        raise Invalid(_("This is where you began; there is nothing to go back to."))

    def repeat(self, stop: Stop) -> None:
        """Ask `stop` once more as it stands now, or what comes behind it when it is gone."""
        self.go(self.route.find(stop.key) or self.route.next(stop.key))

    # Saying

    def saved(self) -> None:
        """Say that something is on disk."""
        print_line(_("saved"))

    def _announce(self, stop: Stop) -> None:
        place = (stop.topic.id, stop.section.id)
        print_line()
        if place[0] != self._heard[0]:
            print_line(_("Topic: {title}").format(title=shown(stop.topic.title)))
        if place != self._heard:
            print_line(_("Section: {title}").format(title=shown(stop.section.title)))
            if stop.section.description:
                print_line(shown(stop.section.description))
        self._heard = place
        for line in telling.asked(self.case, self.route, stop):
            print_line(line)

    # Taking

    def _ask(self, stop: Stop) -> None:
        if stop is not self._announced:
            self._announce(stop)
            self._announced = stop
        try:
            line = self.lines.next()
            if line is None:
                self._end(stop)
            else:
                self._take(stop, line)
        except DpiaError as problem:
            if not self.lines.interactive:  # the lines after it would answer the wrong questions
                raise self.lines.placed(problem, telling.title_of(stop), stop.path) from problem
            print_line(problem.message)

    def _end(self, stop: Stop) -> None:
        """Note that the input ended."""
        said = _("The input ended before “{title}” ({path}). Everything accepted is saved.")
        print_line()
        print_line(said.format(title=telling.title_of(stop), path=stop.path))
        self.stopped = True

    def _take(self, stop: Stop, line: str) -> None:
        text = line.strip()
        if text == "":
            self.forward(stop)
        elif text == "?":
            run_command(self, stop, self.lines.question_mark, "")
        elif text.startswith(":"):
            name, _space, rest = text.partition(" ")
            run_command(self, stop, name, rest.strip())
        elif stop.question.kind == "rows":
            tables.take(self, stop, text)
        elif stop.question.kind == "long-text":
            texts.take(self, stop, line)
        else:
            self._answer(stop, text)

    def _answer(self, stop: Stop, text: str) -> None:
        known = {choice.value for choice in stop.question.choices}
        if known >= set(YES_NO.values()):
            text = YES_NO.get(text.casefold(), text)
        if text == "0" and stop.question.kind == "choices":
            text = "none"  # as on the screen
        if refused := telling.no_choice(self.case, stop, text):
            raise Invalid(refused)
        self.case.answer_text(stop.path, text)
        self.saved()
        self.forward(stop)

    def _remember(self, stop: Stop | None) -> None:
        """Keep the place, so that the screens open where the interview stopped."""
        if stop is None or self.case.unsaved:
            return
        question = stop.owner.path if stop.owner else stop.path
        place = {"topic": stop.topic.id, "section": stop.section.id, "question": question}
        try:
            self.case.remember(place)
        except DpiaError as problem:  # the place is a convenience; the answers are on disk
            print_line(problem.message)
