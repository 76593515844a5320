"""`dpia answer`: the questions of one assessment line by line, for screen readers and pipes.

It asks on standard output and reads standard input; nothing is drawn. At the end of input it
stops, and everything accepted is saved.
"""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from dpia.cli.common import case_of, headline, reference, shown
from dpia.errors import DpiaError, Invalid
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.case import Case
    from dpia.questionnaire.progress import QuestionState

HELP = _(
    "Type the answer: a choice by its number or words, several separated by commas, `none` for "
    "none of them. Or: ? not known yet · :note TEXT · :why help and law · :skip · :back · "
    ":clear · :verdict · :quit"
)


@click.command()
@reference
@click.option("--all", "everything", is_flag=True, help="Ask answered questions again, too.")
@click.option("--from", "start", metavar="QUESTION", default="", help="Start at this question.")
@click.pass_context
def answer(ctx: click.Context, ref: str, everything: bool, start: str) -> int:
    """Answer the questions of an assessment line by line (`:help` lists what can be typed)."""
    interview = Interview(case_of(ctx, ref), everything)
    finished = interview.run(start)
    for line in headline(interview.case.verdict):
        click.echo(line)
    return 0 if finished else 3


class Interview:
    """Asks one question after the other until nothing is open, or the input ends."""

    def __init__(self, case: "Case", everything: bool) -> None:
        """Ask the open questions of `case`, or with `everything` all that are shown."""
        self.case = case
        self.everything = everything
        self.asked: list[str] = []

    def run(self, start: str) -> bool:
        """Ask until all is answered (True) or the person stops (False)."""
        click.echo(HELP)
        found = self._find(start) if start else self._next()
        while found is not None:
            outcome = self._ask(found)
            if outcome == "quit":
                return False
            if outcome == "back":
                found = self._back() or found
                continue
            if outcome != "again":
                self.asked.append(found.path)
                found = self._next()
        click.echo(_("Nothing is left to ask."))
        return not self.case.verdict["completeness"]["missing"]

    def _states(self) -> "Iterator[QuestionState]":
        from dpia.questionnaire.progress import cells, each

        for state in each(self.case.evaluation):
            yield state
            if state.question.kind == "rows":
                yield from cells(self.case.evaluation, state.question)

    def _next(self) -> "QuestionState | None":
        wanted = ("open", "answered", "unknown", "optional") if self.everything else ("open",)
        for state in self._states():
            table = state.question.kind == "rows"
            empty = table and self.case.evaluation.value(state.path) is None
            if state.path in self.asked or state.state not in wanted or (table and not empty):
                continue
            return state
        return None

    def _find(self, path: str) -> "QuestionState":
        for state in self._states():
            if state.path == path:
                return state
        raise Invalid(_("There is no question “{path}” to start at.").format(path=shown(path)))

    def _back(self) -> "QuestionState | None":
        return self._find(self.asked.pop()) if self.asked else None

    def _ask(self, state: "QuestionState") -> str:
        self._print(state)
        line = sys.stdin.readline()
        if not line:
            return "quit"
        text = line.rstrip("\n")
        try:
            return self._take(state, text.strip())
        except DpiaError as problem:
            if not sys.stdin.isatty():  # the lines after it would answer the wrong questions
                raise
            click.echo(problem.message)
            return "again"

    def _take(self, state: "QuestionState", text: str) -> str:
        command, _space, rest = text.partition(" ")
        if command in (":quit", ":q"):
            return "quit"
        if command in (":back", ":b"):
            return "back"
        if text == "" or command in (":skip", ":s"):
            return "skip"
        if command in (":why", ":help", ":h", ":verdict", ":note"):
            self._aside(state, command, rest)
            return "again"
        if command == ":clear":
            self.case.clear(state.path)
        elif text == "?":
            self.case.mark(state.path, unknown=True)
        elif state.question.kind == "rows":
            self._rows(state, text)
        else:
            self.case.answer_text(state.path, text)
        click.echo(_("saved"))
        return "next"

    def _aside(self, state: "QuestionState", command: str, rest: str) -> None:
        if command == ":note":
            self.case.mark(state.path, note=rest)
            click.echo(_("saved"))
        elif command == ":verdict":
            for line in headline(self.case.verdict):
                click.echo(line)
        elif command == ":why":
            click.echo(state.question.help)
            for choice in state.question.choices:
                if choice.help:
                    click.echo(f"  {choice.title}: {choice.help}")
            click.echo("; ".join(state.question.law))
        else:
            click.echo(HELP)

    def _rows(self, state: "QuestionState", text: str) -> None:
        """Take a number of rows to add, or `none` for an empty table."""
        if text.casefold() == "none":
            self.case.answer(state.path, [])
            return
        if not text.isdigit() or not 1 <= int(text) <= 50:
            raise Invalid(_("Type how many rows to add (1 to 50), or `none`."))
        for _number in range(int(text)):
            self.case.add_row(state.path)

    def _print(self, state: "QuestionState") -> None:
        from dpia.assessment.answering import row_choices
        from dpia.questionnaire.answers import display, options

        question = state.question
        choices = row_choices(self.case.document, self.case.rulebook, question)
        click.echo(f"\n[{state.path}] {shown(question.title)}")
        for number, title in enumerate(options(question, choices).values(), 1):
            click.echo(f"  {number}. {shown(title)}")
        if question.kind == "choices":
            click.echo(f"  none. {question.none_title or _('None of these')}")
        if question.kind == "rows":
            click.echo(_("  A table: type how many rows to add, or none."))
        value = self.case.evaluation.value(state.path)
        if value is not None:
            click.echo(_("  now: {value}").format(value=shown(display(question, value, choices))))
        click.echo("> ", nl=False)
