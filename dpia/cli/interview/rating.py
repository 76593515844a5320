"""Risks line by line: likelihood, severity, why, and the confirmation."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from dpia.cli.common import headline, shown
from dpia.cli.interview.lines import Lines
from dpia.cli.interview.saying import print_line
from dpia.cli.interview.tables import NO, YES
from dpia.documents import words
from dpia.errors import DpiaError, Invalid
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.case import Case

Document = Mapping[str, Any]
AXES = ("likelihood", "severity")
TITLES = {
    "likelihood": _("How likely is it, with what is part of the design?"),
    "severity": _("How grave would it be for the people concerned?"),
    "obvious": _("Does it seem obvious that it will happen? (y/n)"),
    "widespread": _("Would it touch very many people, if only a little each? (y/n)"),
    "inherent_reason": _("Why do you rate it like this? One line."),
    "reason": _("Why may this risk be taken? One line."),
    "confirm": _("Do you confirm these levels? (y/n)"),
}
UNKNOWN = (":unknown", ":u")
HELP = (
    _("Type the number of a step, a text or y/n. A blank line leaves it as it is. Or:"),
    _(":u, :unknown: leave it open; in a pipe also ?"),
    _("?, :why: the steps with their examples"),
    _(":back: the question before"),
    _(":skip: the next risk"),
    _(":undo: take back your latest change"),
    _(":verdict: what it comes to"),
    _(":quit: stop; everything is saved"),
)


def rate(case: "Case", lines: Lines, everything: bool = False) -> bool:
    """Ask about every risk that is not settled, or all; say whether all are settled then."""
    chosen = [r["id"] for r in case.verdict["risks"] if everything or not r["settled"]]
    if not chosen:
        print_line(_("There is no risk to rate. `dpia risk list ID` lists them and proposals."))
    else:
        Rating(case, lines, chosen).run()
    for line in headline(case.verdict):
        print_line(line)
    return all(risk["settled"] for risk in case.verdict["risks"])


class Rating:
    """Asks field by field; a field is asked only where it counts."""

    def __init__(self, case: "Case", lines: Lines, risks: list[str]) -> None:
        """Ask about the risks of these ids."""
        self.case = case
        self.lines = lines
        self.risks = risks
        self.done: list[tuple[str, str]] = []
        self.stopped = False
        self._heard = ""

    def run(self) -> None:
        """Ask until every risk was asked about, or the person stops."""
        while not self.stopped and (place := self._next()):
            self._announce(*place)
            taken = False
            while not taken and not self.stopped:
                taken = self._ask(*place)

    def _next(self) -> tuple[str, str] | None:
        places = ((risk, name) for risk in self.risks for name in self._fields(risk))
        return next((place for place in places if place not in self.done), None)

    def _fields(self, risk_id: str) -> list[str]:
        """Return what is asked about a risk, in order; some of it because of the ratings."""
        judged, stored = self._judged(risk_id), self._stored(risk_id)
        flags = any(flag["met"] is None for flag in judged["flags"])
        asked = flags or stored.get("obvious") or stored.get("widespread")
        owed = bool(stored.get("reason")) or self._owes_reason(judged)
        return [
            *AXES,
            *(["obvious", "widespread"] if asked else []),
            "inherent_reason",
            *(["reason"] if owed else []),
            *(["confirm"] if judged["rated"] else []),
        ]

    def _owes_reason(self, judged: Document) -> bool:
        """Say whether a cell of the matrix or a flag asks for a written reason."""
        method = self.case.rulebook.method_document
        cells = {(cell["severity"], cell["likelihood"]) for cell in method.get("cells", ())}
        at = {(judged[s]["severity"], judged[s]["likelihood"]) for s in ("today", "target")}
        told = (flag["met"] and flag["then"] != "raise-to" for flag in judged["flags"])
        return bool(cells & at) or any(told)

    def _judged(self, risk_id: str) -> Document:
        return next(risk for risk in self.case.verdict["risks"] if risk["id"] == risk_id)

    def _stored(self, risk_id: str) -> Document:
        return next(risk for risk in self.case.document["risks"] if risk["id"] == risk_id)

    # Saying

    def _announce(self, risk_id: str, name: str) -> None:
        print_line()
        for line in self._about(risk_id) if risk_id != self._heard else ():
            print_line(line)
        self._heard = risk_id
        for line in self._question(risk_id, name):
            print_line(line)

    def _about(self, risk_id: str) -> Iterator[str]:
        stored = self._stored(risk_id)
        at = self.risks.index(risk_id) + 1
        said = _("Risk {n} of {all}: {title} ({id})")
        yield said.format(n=at, all=len(self.risks), title=shown(stored["title"]), id=risk_id)
        labels = {"description": _("What happens"), "sources": _("Causes"), "impacts": _("Impacts")}
        for name, label in labels.items():
            if stored.get(name):
                yield f"{label}: {shown(stored[name])}"

    def _question(self, risk_id: str, name: str) -> Iterator[str]:
        if name == "confirm":
            yield from self._levels(risk_id)
        yield TITLES[name]
        if name in AXES:
            for step in self.case.rulebook.method_document[name]:
                yield f"{step['level']}. {step['title']}: {step['definition']}"
        now = self._now(risk_id, name)
        if now:
            yield _("Now: {value}").format(value=shown(str(now)))

    def _levels(self, risk_id: str) -> Iterator[str]:
        """Yield the levels, and what has to be said before they can be confirmed."""
        method = self.case.rulebook.method_document
        titles = {level["id"]: level["title"] for level in method["levels"]}
        judged = self._judged(risk_id)
        for stage in ("inherent", "today", "target"):
            level = titles.get(judged[stage]["level"], words.NOT_RATED)
            yield f"{words.AXIS[stage]}: {level}"
        yield from map(shown, judged["needs"])
        if judged["proposed"]:
            yield _("Its words are proposed: `dpia risk accept` takes them over.")

    def _now(self, risk_id: str, name: str) -> Any:
        stored = self._stored(risk_id)
        inherent = stored.get("inherent") or {}
        if name == "confirm":
            return words.YES if self._judged(risk_id)["settled"] else ""
        return (
            inherent.get("reason" if name == "inherent_reason" else name)
            if name in (*AXES, "inherent_reason")
            else stored.get(name)
        )

    # Taking

    def _ask(self, risk_id: str, name: str) -> bool:
        """Take one line; say whether the field is done with."""
        try:
            line = self.lines.next()
            if line is None:
                self.stopped = True
                return False
            return self._take(risk_id, name, line.strip())
        except DpiaError as problem:
            if not self.lines.interactive:
                raise self.lines.placed(problem, TITLES[name], f"{risk_id}.{name}") from problem
            print_line(problem.message)
            return False

    def _take(self, risk_id: str, name: str, text: str) -> bool:
        text = self.lines.question_mark if text == "?" else text
        if text in UNKNOWN:
            text = "" if name == "confirm" else UNKNOWN[0]
        elif text.startswith(":"):
            return self._command(risk_id, name, text)
        if text:
            self._store(risk_id, name, text)
        self.done.append((risk_id, name))
        return True

    def _store(self, risk_id: str, name: str, text: str) -> None:
        if name == "confirm":
            if not _yes(text):
                return
            self.case.confirm_risk(risk_id)
        else:
            value = None if text in UNKNOWN else _value(name, text)
            if value is None and name in ("reason", "inherent_reason"):
                value = ""
            self.case.change_risk(risk_id, **{name: value})
        print_line(_("saved"))
        if name == "confirm":
            needs = [*self._judged(risk_id)["needs"], self.case.told_of_confirming(risk_id)]
            for told in filter(None, needs):
                print_line(shown(told))

    def _command(self, risk_id: str, name: str, text: str) -> bool:
        commands: Mapping[str, Callable[[str, str], bool]] = {
            ":help": self._help,
            ":why": self._why,
            ":back": self._back,
            ":skip": self._skip,
            ":undo": self._undo,
            ":verdict": self._verdict,
            ":quit": self._quit,
        }
        if text not in commands:
            message = _("There is no command “{name}” here. `:help` lists them.")
            raise Invalid(message.format(name=shown(text)))
        return commands[text](risk_id, name)

    def _help(self, _risk: str, _name: str) -> bool:
        for line in HELP:
            print_line(line)
        return False

    def _why(self, _risk: str, name: str) -> bool:
        for axis in (name,) if name in AXES else AXES:
            print_line(words.SCALE[axis])
            for step in self.case.rulebook.method_document[axis]:
                said = [step["definition"], *step.get("examples", ())]
                print_line(f"{step['level']}. {step['title']}: {' '.join(said)}")
        return False

    def _back(self, _risk: str, _name: str) -> bool:
        if not self.done:
            raise Invalid(_("This is where you began; there is nothing to go back to."))
        self.done.pop()
        return True

    def _skip(self, risk_id: str, _name: str) -> bool:
        left = [(risk_id, field) for field in TITLES]
        self.done += [place for place in left if place not in self.done]
        return True

    def _undo(self, _risk: str, _name: str) -> bool:
        print_line(_("Taken back: {what}").format(what=shown(self.case.undo())))
        self.risks = [r for r in self.risks if r in {x["id"] for x in self.case.document["risks"]}]
        if self.done:
            self.done.pop()
        return True

    def _verdict(self, _risk: str, _name: str) -> bool:
        for line in headline(self.case.verdict):
            print_line(line)
        return False

    def _quit(self, _risk: str, _name: str) -> bool:
        self.stopped = True
        return False


def _yes(text: str) -> bool:
    """Return what y or n says. Raises Invalid for anything else."""
    if text.casefold() in YES:
        return True
    if text.casefold() in NO:
        return False
    raise Invalid(_("Type y or n."))


def _value(name: str, text: str) -> Any:
    """Return what was typed for a field. Raises Invalid."""
    if name in AXES:
        if not (text.isascii() and text.isdigit()):
            raise Invalid(_("Type the number of a step."))
        return int(text)
    if name in ("obvious", "widespread"):
        return "yes" if _yes(text) else "no"
    return text
