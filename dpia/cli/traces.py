"""A verdict with its reasons as indented text; plainly a reason says how deep it lies in words."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from dpia.assessment.naming import risk_numbers
from dpia.cli.common import print_line, shown, wants_plain
from dpia.documents import words
from dpia.errors import DpiaError
from dpia.text import _

if TYPE_CHECKING:
    from dpia.questionnaire.rulebook import Rulebook

Node = Mapping[str, Any]
TRUTH = {True: _("yes"), False: _("no"), None: _("not known")}
Say = Callable[[str, Any], str]
"""(path of a question, answer) -> the answer in words."""


def print_verdict(verdict: Node, rulebook: "Rulebook | None" = None) -> None:
    """Print every part of a verdict with what it rests on; `rulebook` knows the choices' words."""
    for line in (*lines(verdict, rulebook), *changing(verdict, rulebook)):
        print_line(line)


def lines(verdict: Node, rulebook: "Rulebook | None" = None) -> Iterator[str]:
    """Yield the lines of a verdict with its reasons."""
    screening, say = verdict["screening"], saying(rulebook)
    yield ""
    yield _("Why: screening")
    for reason in screening["reasons"]:
        yield from _reason(reason, say)
    yield ""
    yield _("The nine criteria")
    for criterion in screening["criteria"]:
        truth = TRUTH[criterion["met"]] + ":"
        yield f"  {truth:<10} {criterion['title']}"
        if criterion["met"] is not False:
            for part in criterion.get("trace", {}).get("because", ()):
                yield from walk(part, say)
    yield from _authorities(verdict["authorities"], say)
    yield from _part(_("Lawfulness"), verdict["lawfulness"], say)
    yield from _risks(verdict)
    yield from _part(_("Prior consultation"), verdict["consultation"], say)
    yield from _gate(verdict["go_live"])
    if verdict["findings"]:
        yield ""
        yield _("Findings")
    for finding in verdict["findings"]:
        yield f"  {finding['weight'].upper()}: {shown(finding.get('title', finding['id']))}"
        if finding.get("because"):
            yield "    " + _named(_("Because"), shown(finding["because"]))
        if finding.get("law"):
            yield "    " + _named(_("Law"), finding["law"])
        if finding.get("accepted"):
            accepted = _("Accepted because: {reason}")
            yield "    " + accepted.format(reason=shown(finding["accepted"]["reason"]))
    if verdict["undetermined"]:
        yield ""
        yield _("Answers that would settle what is not known")
    for entry in verdict["undetermined"]:
        yield f"  {entry['question']}: {shown(entry.get('title', ''))}"


def changing(verdict: Node, rulebook: "Rulebook | None" = None) -> Iterator[str]:
    """Yield the single answers that would change the screening."""
    say = saying(rulebook)
    if verdict["screening"]["would_change"]:
        yield ""
        yield _("What would change the screening")
    for change in verdict["screening"]["would_change"]:
        before, after = (say(change["question"], change[side]) for side in ("from", "to"))
        yield f"  {change['question']}: {before} → {after}: {change['outcome']}"


def _authorities(authorities: Node, say: Say) -> Iterator[str]:
    for name, found in authorities.items():
        yield ""
        role = words.word(words.ROLE, found["role"])
        yield f"{_('National list')}: {name} ({role}), {found.get('title', '')}"
        for entry in found["lists"]:
            yield f"  GDPR Art. {entry['article']}: {entry['title']}. {entry['logic']}"
            yield from _trust(entry)
        for hit in found["hits"]:
            aside = "" if hit["decides"] else f" ({words.set_aside(hit)})"
            yield f"  {hit['row']}: {hit['title']}{aside}"
            yield from _trust(hit)
            yield from walk(hit.get("trace", {}), say)
        if not found["hits"]:
            yield "  " + (_("no row matches") if found["lists"] else _("no list in force"))
        for miss in found.get("near_misses", ()):
            yield f"  {_('would match')}: {miss['row']} {miss.get('title', '')}"
            yield from _trust(miss)


def _trust(entry: Node) -> Iterator[str]:
    """Say where the official text was not read."""
    if entry.get("confidence_note"):
        yield f"    ({_('Source')}: {entry['confidence_note']})"


def _part(title: str, part: Node, say: Say) -> Iterator[str]:
    yield ""
    yield f"{title}: {part['outcome']}"
    for reason in part["reasons"]:
        if reason.get("trace", {}).get("value", True) is None:
            yield "  " + _("not known whether:")
        yield from _reason(reason, say)


def _gate(part: Node) -> Iterator[str]:
    yield ""
    yield f"{_('Going live')}: {part['outcome']}"
    for condition in part["conditions"]:
        yield "  " + _named(_("Condition"), shown(condition))


def _reason(reason: Node, say: Say) -> Iterator[str]:
    yield "  " + _named(_("Reason"), shown(reason.get("title") or reason.get("rule", "")))
    if reason.get("law"):
        yield "    " + _named(_("Law"), reason["law"])
    yield from _trust(reason)
    for used in reason.get("answers", ()):
        said = f"{used['question']} = {say(used['question'], used['value'])}"
        yield "    " + _named(_("Answer"), said)


def _risks(verdict: Node) -> Iterator[str]:
    risks, numbers = verdict["risks"], risk_numbers(verdict)
    if risks:
        yield ""
        yield _("Risks")
    for risk in risks:
        state = _("confirmed") if risk["confirmed"] else _("not confirmed")
        yield f"  {numbers[risk['id']]} {shown(risk['title'])} ({risk['id']}, {state})"
        for stage in ("inherent", "today", "target"):
            yield from _stage(stage, risk[stage])
        for need in risk["needs"]:
            yield f"    {_('needs:') if wants_plain() else '!'} {shown(need)}"


def _stage(stage: str, found: Node) -> Iterator[str]:
    level = found.get("level") or _("not rated")
    yield f"    {_(stage) + ':':<10} {level}"
    for why in found.get("because", ()):
        yield "      " + _named(_("because"), shown(str(why.get("title", ""))))


def _named(name: str, text: str) -> str:
    """Return a text that plainly says what it is, where else its indent does."""
    return f"{name}: {text}" if wants_plain() else text


def saying(rulebook: "Rulebook | None") -> Say:
    """Return what says answers: in the words of their questions, or without a rulebook as typed."""

    def say(path: str, value: Any) -> str:
        from dpia.questionnaire.answers import display

        try:
            question = rulebook.question(path) if rulebook else None
        except DpiaError:
            question = None
        rows = isinstance(value, list) and any(isinstance(part, Mapping) for part in value)
        if question is None or question.choices_from or rows:
            return _answer(value)
        return shown(display(question, value))

    return say


def _answer(value: Any) -> str:
    """Return an answer as a person would type it."""
    if isinstance(value, list):
        rows = [str(part.get("id")) if isinstance(part, dict) else str(part) for part in value]
        return shown(", ".join(rows)) or _("none")
    return shown(str(value))


def walk(trace: Node, say: Say, depth: int = 1, seen: set[str] | None = None) -> Iterator[str]:
    """Yield what makes a trace what it is; what was said once is not said again."""
    seen = set() if seen is None else seen
    title = trace.get("title") or trace.get("id")
    if trace.get("kind") in ("question", "fact", "criterion", "row", "rule") and title:
        if trace.get("id", title) in seen:
            return
        seen.add(trace.get("id", title))
        answer = trace.get("answer")
        said = f" = {say(trace.get('id', ''), answer)}" if answer is not None else ""
        yield f"{_depth(depth)}{TRUTH[trace['value']]}: {shown(str(title))}{said}"
        depth += 1
    for part in trace.get("because", ()):
        if part.get("value") == trace.get("value") or trace.get("kind") == "not":
            yield from walk(part, say, depth, seen)


def _depth(depth: int) -> str:
    """Return what goes before a reason that lies that deep: an indent, or plainly words."""
    if not wants_plain():
        return "  " * (depth + 1)
    return _("because, ") if depth == 1 else _("because, level {n}, ").format(n=depth)
