"""`dpia answer`: one assessment line by line, for screen readers and for pipes.

It asks on standard output and reads standard input; nothing is drawn. Everything accepted is on
disk before the next question is asked.
"""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from dpia.cli.common import case_of, headline, reference, shown, speak_plainly
from dpia.cli.interview.saying import print_line
from dpia.errors import Invalid
from dpia.text import _

if TYPE_CHECKING:
    from dpia.cli.interview.asking import Interview
    from dpia.cli.interview.route import Stop
    from dpia.desk.case import Case

INCOMPLETE = 3


@click.command()
@reference
@click.option("--all", "everything", is_flag=True, help="Ask answered questions again, too.")
@click.option("--unknown", is_flag=True, help="Ask what is marked “not known yet” again, too.")
@click.option("--from", "start", metavar="QUESTION", default="", help="Start at this question.")
@click.option("--risks", is_flag=True, help="Rate and confirm the risks instead.")
@click.pass_context
def answer(
    ctx: click.Context, ref: str, everything: bool, unknown: bool, start: str, risks: bool
) -> int:
    """Answer the questions of an assessment line by line; `:help` there lists what can be typed.

    It starts at the first question that is open and goes on in the order of the pathway. In a
    pipe each line is what a person would type; a line that is refused stops it and is named
    (exit 3), what was accepted before is saved. Exits 3 while an answer is missing, too.
    """
    from dpia.cli.interview.lines import Lines

    speak_plainly(ctx)
    case = case_of(ctx, ref)
    _refuse_closed(case)
    lines = Lines(sys.stdin)
    for line in _opening(case):
        print_line(line)
    if risks:
        from dpia.cli.interview.rating import rate

        return 0 if rate(case, lines, everything) else INCOMPLETE
    from dpia.cli.interview.asking import Interview
    from dpia.cli.interview.route import ANY, OPEN, Route

    states = ANY if everything else (*OPEN, "unknown") if unknown else OPEN
    return _questions(Interview(case, lines, Route(case, states)), start)


def _refuse_closed(case: "Case") -> None:
    if not case.editable:
        message = _("This assessment is closed; nothing can be answered. See `dpia reopen`.")
        raise Invalid(message)
    if case.read_only:
        raise Invalid(case.read_only)


def _opening(case: "Case") -> Iterator[str]:
    from dpia.cli.showing import basis

    yield f"{case.document['reference']}: {shown(case.document['title'])}"
    yield from basis(case)


def _questions(interview: "Interview", start: str) -> int:
    from dpia.cli.interview.closing import next_commands, open_questions

    said = _("Type the answer, :u for not known yet, or a blank line to go on. :help for more.")
    print_line(said)
    finished = interview.run(_first(interview, start))
    case = interview.case
    if case.unsaved:
        case.retry()
    print_line()
    if finished:
        print_line(_("Nothing is left to ask."))
    for line in (*headline(case.verdict), *open_questions(case)):
        print_line(line)
    for line in next_commands(case) if finished else ():
        print_line(line)
    return INCOMPLETE if case.verdict["completeness"]["missing"] else 0


def _first(interview: "Interview", start: str) -> "Stop | None":
    """Return where to start, and say it, with where one stopped the last time."""
    from dpia.cli.interview.commands import destination
    from dpia.cli.interview.telling import title_of

    if start:
        return destination(interview, start)
    first = interview.route.next()
    stopped = interview.route.find(str(interview.case.document["cursor"].get("question", "")))
    if first is None:
        return None
    print_line(_("It starts at the first question that is to be asked."))
    if stopped and stopped.path != first.path:
        said = _("You stopped at “{title}” last time; `:go {path}` goes there.")
        print_line(said.format(title=title_of(stopped), path=stopped.path))
    return first
