"""Why a question is asked, and why something derived is as it is, in words."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dpia.cli.common import shown
from dpia.cli.interview.route import Stop
from dpia.cli.traces import TRUTH, saying, walk
from dpia.errors import Invalid
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.case import Case
    from dpia.questionnaire.trace import Trace

MOST = 12
"""Names that are listed when several fit."""


def why_asked(case: "Case", stop: Stop) -> Iterator[str]:
    """Yield why the topic and the question are asked, and the answers that decide it."""
    step = case.rulebook.step_of[stop.topic.id]
    topic = shown(stop.topic.title)
    if step.when is None:
        yield _("Every assessment under this pathway is asked about “{topic}”.").format(topic=topic)
    else:
        because = shown(step.because) or _("where your answers call for it")
        yield _("The topic “{topic}”: {because}").format(topic=topic, because=because)
    yield from _conditions(case, stop)
    trace = case.evaluation.visible(stop.path)
    if trace.value is None:
        yield _("It is not known yet whether it must be answered.")
    yield from _rests(case, trace)


def _conditions(case: "Case", stop: Stop) -> Iterator[str]:
    """Yield the show-if of the question, and of the table it stands in, in words."""
    from dpia.questionnaire.naming import Names
    from dpia.questionnaire.words import describe

    criteria = {name: entry["title"] for name, entry in case.rulebook.criteria.items()}
    names = Names(case.rulebook.topics, criteria)
    owner = stop.owner.question if stop.owner else stop.question
    for question in {owner.path: owner, stop.question.path: stop.question}.values():
        if question.show_if is None:
            continue
        group = f"{question.topic}.{question.group}" if question.group else ""
        condition = describe(names.titled(question.show_if, {}), names.find, group)
        said = _("“{title}” is asked when: {condition}")
        yield said.format(title=shown(question.title), condition=shown(condition))


def _rests(case: "Case", trace: "Trace") -> Iterator[str]:
    from dpia.judgement.telling import told

    yield from walk(told(trace), saying(case.rulebook))


def why_so(case: "Case", words: str) -> Iterator[str]:
    """Yield why a criterion, a fact or a list row is as it is. Raises Invalid for an unclear name.

    `words` is its name, or words that occur in its title.
    """
    known = _derived(case)
    if words not in known:
        asked = words.casefold().split()
        fitting = {
            name: title
            for name, title in known.items()
            if all(word in f"{name} {title}".casefold() for word in asked)
        }
        if len(fitting) != 1:
            raise Invalid(_unclear(words, fitting or known, bool(fitting)))
        words = next(iter(fitting))
    yield from _derivation(case, words)


def _derived(case: "Case") -> dict[str, str]:
    book = case.rulebook
    found = {name: str(entry["title"]) for name, entry in book.criteria.items()}
    found |= {name: fact.title for name, fact in book.facts.items() if name not in found}
    return found | {name: row.title for name, row in book.rows.items()}


def _unclear(words: str, known: dict[str, str], fitting: bool) -> str:
    listed = "; ".join(f"“{shown(title)}”" for title in list(known.values())[:MOST])
    more = _(" … and {n} more").format(n=len(known) - MOST) if len(known) > MOST else ""
    said = _("Several fit “{words}”: {listed}.")
    if not fitting:
        said = _("Nothing derived is called “{words}”. There are, for example: {listed}.")
    return said.format(words=shown(words), listed=listed + more)


def _derivation(case: "Case", name: str) -> Iterator[str]:
    book, say = case.rulebook, saying(case.rulebook)
    if name in book.criteria:
        found = next(c for c in case.verdict["screening"]["criteria"] if c["id"] == name)
        yield f"{TRUTH[found['met']]}: {shown(found['title'])}"
        if law := found["trace"].get("law"):
            yield _("Law: {law}").format(law=law)
        for part in found["trace"].get("because", ()):
            yield from walk(part, say)
        return
    trace = case.evaluation.row(name) if name in book.rows else case.evaluation.fact(name)
    yield f"{TRUTH[trace.value]}: {shown(trace.title)}"
    if trace.law:
        yield _("Law: {law}").format(law=trace.law)
    for inner in trace.because:
        yield from _rests(case, inner)
