"""What can be typed instead of an answer; each takes the interview, where it is, and the rest."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dpia.cli.common import headline, shown
from dpia.cli.interview import because, tables, telling, texts
from dpia.cli.interview.route import Stop
from dpia.cli.interview.saying import print_line
from dpia.errors import DpiaError, Invalid
from dpia.text import _

if TYPE_CHECKING:
    from dpia.cli.interview.asking import Interview

Do = Callable[["Interview", Stop, str], None]
MOST = 12
"""Questions that are listed when several fit."""


@dataclass(frozen=True)
class Command:
    """Something to type, what it does in words, and how it is done."""

    typed: str
    about: str
    do: Do


def run_command(interview: "Interview", stop: Stop, name: str, rest: str) -> None:
    """Do what `name` stands for. Raises Invalid when it stands for nothing."""
    found = COMMANDS.get(SHORT.get(name, name))
    if found is None:
        message = _("There is no command “{name}”. `:help` lists them.")
        raise Invalid(message.format(name=shown(name)))
    found.do(interview, stop, rest)


def listed() -> Iterator[str]:
    """Yield a line for each command."""
    yield _("Type the answer. A blank line leaves the question as it is. Or:")
    yield from (f"{command.typed}: {command.about}" for command in COMMANDS.values())


def _unknown(interview: "Interview", stop: Stop, _rest: str) -> None:
    if stop.more:
        raise Invalid(_("Type y, n or a number."))
    interview.case.mark(stop.path, unknown=True)
    interview.saved()
    interview.forward(stop)


def _why(_interview: "Interview", stop: Stop, _rest: str) -> None:
    for line in telling.help_on(stop):
        print_line(line)


def _because(interview: "Interview", stop: Stop, rest: str) -> None:
    found = because.why_so(interview.case, rest) if rest else None
    for line in found or because.why_asked(interview.case, stop):
        print_line(line)


def _back(interview: "Interview", _stop: Stop, _rest: str) -> None:
    interview.back()


def _skip(interview: "Interview", stop: Stop, _rest: str) -> None:
    interview.forward(stop)


def _go(interview: "Interview", _stop: Stop, rest: str) -> None:
    interview.go(destination(interview, rest))


def destination(interview: "Interview", words: str) -> Stop:
    """Return the question that is meant: a section's number, a path, or words. Raises Invalid."""
    sections = interview.route.sections()
    if words.isascii() and words.isdigit():
        if not 1 <= int(words) <= len(sections):
            message = _("There are {n} sections; `:list` lists them.")
            raise Invalid(message.format(n=len(sections)))
        topic, section = sections[int(words) - 1]
        here = [
            stop
            for stop in interview.route.stops()
            if (stop.topic.id, stop.section.id) == (topic.id, section.section.id)
        ]
        return next((stop for stop in here if stop.state.state == "open"), here[0])
    found = interview.route.search(words)
    if len(found) == 1:
        return found[0]
    if not found:
        message = _("No question that is asked fits “{words}”. `:list` lists the sections.")
        raise Invalid(message.format(words=shown(words)))
    fitting = "; ".join(map(telling.named, found[:MOST]))
    message = _("{n} questions fit “{words}”: {fitting}. Use more words, also of the section.")
    raise Invalid(message.format(n=len(found), words=shown(words), fitting=fitting))


def _list(interview: "Interview", stop: Stop, _rest: str) -> None:
    for line in telling.section_list(interview.route, stop):
        print_line(line)


def _note(interview: "Interview", stop: Stop, rest: str) -> None:
    if rest:
        interview.case.mark(stop.path, note=rest)
        interview.saved()
    else:
        note = telling.mark_at(interview.case, stop.path).get("note") or _("There is no note yet.")
        print_line(shown(note))


def _evidence(interview: "Interview", stop: Stop, rest: str) -> None:
    known = list(telling.mark_at(interview.case, stop.path).get("evidence", ()))
    if rest:
        interview.case.mark(stop.path, evidence=[*known, rest])
        interview.saved()
    for link in known if not rest else ():
        print_line(shown(link))
    if not known and not rest:
        print_line(_("There is no evidence yet."))


def _assume(interview: "Interview", stop: Stop, _rest: str) -> None:
    assumed = not telling.mark_at(interview.case, stop.path).get("assumed")
    interview.case.mark(stop.path, assumed=assumed)
    print_line(_("saved: assumed") if assumed else _("saved: no longer assumed"))


def _confide(interview: "Interview", stop: Stop, _rest: str) -> None:
    on = not telling.mark_at(interview.case, stop.path).get("confidential")
    interview.case.mark_confidential(stop.path, on)
    print_line(_("saved: confidential") if on else _("saved: no longer confidential"))


def _confirm(interview: "Interview", stop: Stop, _rest: str) -> None:
    interview.case.confirm(stop.path)
    interview.saved()
    interview.forward(stop)


def _clear(interview: "Interview", stop: Stop, _rest: str) -> None:
    interview.case.clear(stop.path)
    interview.saved()
    interview.repeat(stop)


def _undo(interview: "Interview", stop: Stop, _rest: str) -> None:
    _taken(interview, stop, _("Taken back: {what}"), interview.case.undo())


def _redo(interview: "Interview", stop: Stop, _rest: str) -> None:
    _taken(interview, stop, _("Made again: {what}"), interview.case.redo())


def _taken(interview: "Interview", stop: Stop, said: str, about: str) -> None:
    """Say what was taken back or made again, and go to the question it was about."""
    place = about.partition(": ")[2]
    found = interview.route.find(place)
    try:
        question = interview.case.rulebook.question(place if found else place.partition("/")[0])
        about = f"“{question.title}” ({place})"
    except DpiaError:
        pass  # it was about something else than a question
    print_line(said.format(what=shown(about)))
    if found:
        interview.go(found)
    else:
        interview.repeat(stop)


def _verdict(interview: "Interview", _stop: Stop, _rest: str) -> None:
    for line in headline(interview.case.verdict):
        print_line(line)


def _verdict_why(interview: "Interview", stop: Stop, rest: str) -> None:
    from dpia.cli.traces import print_verdict

    _verdict(interview, stop, rest)
    print_verdict(interview.case.explored(), interview.case.rulebook)


def _help(_interview: "Interview", _stop: Stop, _rest: str) -> None:
    for line in listed():
        print_line(line)


def _quit(interview: "Interview", _stop: Stop, _rest: str) -> None:
    interview.stopped = True


COMMANDS: Mapping[str, Command] = {
    ":unknown": Command(":u, :unknown", _("not known yet; in a pipe also ?"), _unknown),
    ":why": Command("?, :why", _("help on the question and its choices, and its law"), _why),
    ":because": Command(
        ":because, :because NAME",
        _("why the question is asked; why a criterion, a fact or a list row is as it is"),
        _because,
    ),
    ":back": Command(":back", _("the question before"), _back),
    ":skip": Command(":skip", _("the next question"), _skip),
    ":go": Command(":go WORDS", _("a question by words of it, its help or choices; or N"), _go),
    ":list": Command(":list", _("all sections and where they stand"), _list),
    ":rows": Command(":rows", _("list the rows of the table"), tables.list_rows),
    ":row": Command(":row N", _("go into row N and ask all its columns"), tables.go_into),
    ":copy": Command(":copy N", _("copy row N and go into the copy"), tables.copy),
    ":delete": Command(":delete N", _("delete row N"), tables.delete),
    ":edit": Command(":edit", _("write the text in your editor"), texts.edit),
    ":note": Command(":note TEXT", _("a note on the answer; alone it is read out"), _note),
    ":evidence": Command(":evidence TEXT", _("where it can be looked up"), _evidence),
    ":assume": Command(":assume", _("the answer is assumed, or no longer"), _assume),
    ":confidential": Command(
        ":confidential", _("a public report withholds the answer, or no longer"), _confide
    ),
    ":confirm": Command(":confirm", _("an answer carried over still holds"), _confirm),
    ":clear": Command(":clear", _("take the answer away"), _clear),
    ":undo": Command(":undo", _("take back your latest change"), _undo),
    ":redo": Command(":redo", _("make it again"), _redo),
    ":verdict": Command(":verdict", _("what it comes to"), _verdict),
    ":verdict!": Command(":verdict!", _("the same with all reasons"), _verdict_why),
    ":help": Command(":help", _("this list"), _help),
    ":quit": Command(":quit", _("stop; everything is saved"), _quit),
}
SHORT = {":u": ":unknown", ":b": ":back", ":s": ":skip", ":q": ":quit", ":h": ":help", ":w": ":why"}
