"""What goes around a filled form: the verdict in short, its findings, what was noted."""

from collections.abc import Iterator
from dataclasses import replace

from dpia.assessment.answering import CONFIRM
from dpia.documents import words
from dpia.documents.template.model import Entries, Entry, Field, Section, Table
from dpia.documents.template.public import withheld as left_out
from dpia.documents.template.seen import Node, Seen
from dpia.text import _, ngettext

GRAVE = ("blocking", "serious")
"""Weights of findings that also stand in front, beside the verdict and the decision."""

LONG = 160
"""Characters of an answer that are shown again beside its note."""


def summary(seen: Seen) -> Section:
    """Return the verdict and the decision in short, with every grave finding."""
    verdict, decision = seen.verdict, seen.document.get("decision") or {}
    conditions = dict.fromkeys(filter(seen.confirmed, verdict["go_live"]["conditions"]))
    screening = words.word(words.SCREENING, verdict["screening"]["outcome"]) or ""
    said = {
        _("State"): [words.word(words.STATUS, seen.document.get("status", "draft")) or ""],
        _("Is an assessment required?"): [screening],
        _("Lawfulness"): [outcome(seen, "lawfulness", words.LAWFULNESS), *_beside(seen)],
        _("Highest risk with all measures"): [seen.level(verdict["overall"]["target"])],
        _("Prior consultation"): [outcome(seen, "consultation", words.CONSULTATION)],
        _("Going live"): [outcome(seen, "go_live", words.GO_LIVE), *conditions],
        _("Decision"): [decided(decision), *(decision.get("conditions") or ())],
    }
    rows = [(tuple(map(Entry, texts)),) for texts in said.values()]
    table = Table(
        (Field("", _("What stands"), "column"),),
        (*rows, (_grave(seen),)),
        names=(*said, _("Findings that stand")),
        named_by=_("Part"),
    )
    return Section("", _("Summary"), table=table)


def outcome(seen: Seen, part: str, known: dict[str, str]) -> str:
    """Return in words what the verdict says of lawfulness, consultation or going live."""
    return words.word(known, seen.verdict[part]["outcome"]) or ""


def decided(decision: Node) -> str:
    """Return the decision in words, with its day; by whom, where that may be said."""
    if not decision:
        return _("Not decided yet")
    what = words.word(words.DECISION, decision.get("outcome"))
    said = _("{outcome}, by {by} on {day}") if decision.get("by") else _("{outcome}, on {day}")
    return said.format(outcome=what, by=decision.get("by"), day=str(decision.get("at"))[:10])


def _beside(seen: Seen) -> Iterator[str]:
    """Yield that grave findings stand, so that no outcome is read without them."""
    count = len(_of_weight(seen, *GRAVE))
    if count:
        yield ngettext(
            "{n} finding that is serious or blocking stands beside it: see below.",
            "{n} findings that are serious or blocking stand beside it: see below.",
            count,
        ).format(n=count)


def _grave(seen: Seen) -> Entries:
    found = [Entry(_named(one), label=_weight(one)) for one in _of_weight(seen, *GRAVE)]
    if not found:
        found = [Entry(_("None that is blocking or serious"))]
    if notes := len(_of_weight(seen, "note")):
        said = ngettext("{n} note, see Findings.", "{n} notes, see Findings.", notes)
        found.append(Entry(said.format(n=notes)))
    return tuple(found)


def _of_weight(seen: Seen, *weights: str) -> list[Node]:
    return [one for one in seen.verdict["findings"] if one["weight"] in weights]


def _weight(finding: Node) -> str:
    return words.word(words.WEIGHT, finding["weight"]) or ""


def _named(finding: Node) -> str:
    title = str(finding.get("title") or finding["id"])
    return _("{finding} (accepted)").format(finding=title) if finding.get("accepted") else title


def findings(seen: Seen) -> Section:
    """Return every finding of the verdict, the gravest first, with its reason and its law."""
    titles = (_("Weight"), _("Finding"), _("Why"), _("Law"))
    columns = tuple(Field("", title, "column") for title in titles)
    rows = tuple(
        (
            (Entry(_weight(one)),),
            (Entry(_named(one)), *_accepted(one)),
            (Entry(str(one.get("because") or "–")),),
            (Entry(str(one.get("law") or "–")),),
        )
        for one in seen.verdict["findings"]
    )
    none = (Entry(_("No finding stands.")),)
    return Section("", _("Findings"), table=Table(columns, rows, () if rows else none))


def _accepted(finding: Node) -> Entries:
    why = finding.get("accepted") or {}
    if not why:
        return ()
    who = _("{by}, {day}").format(by=why.get("by") or "?", day=str(why.get("at", ""))[:10])
    return (Entry(f"{why.get('reason')} ({who})", label=_("Accepted")),)


def withheld(seen: Seen) -> Section | None:
    """Return what a public report leaves out, by place and title; None for any other."""
    if not seen.public:
        return None
    columns = tuple(Field("", title, "column") for title in (_("Place"), _("What is withheld")))
    found = (tuple((Entry(text),) for text in line) for line in left_out(seen.document, seen))
    always = _(
        "Every public report leaves out notes, evidence, findings, the reasoning behind levels, "
        "the history, sign-offs and the names of those who worked on the assessment."
    )
    fields = (Field("", _("In every public report"), "cell", (Entry(always),)),)
    none = (Entry(_("Nothing else is withheld.")),)
    return Section("", _("What is withheld"), fields, table=Table(columns, tuple(found), none))


def noted(seen: Seen) -> Section | None:
    """Return what is assumed or not looked at again, with notes and evidence; None: nothing.

    A public report says only what is assumed.
    """
    columns = tuple(
        Field("", title, "column") for title in (_("Question"), _("Answer"), _("What was said"))
    )
    rows = tuple(((Entry(asked),), answer, said) for asked, answer, said in _marked(seen))
    waiting = tuple(Entry(title) for title in _waiting(seen))
    if not rows and not waiting:
        return None
    title = _("What is assumed") if seen.public else _("What was noted and assumed")
    told = _("Carried over or imported; nobody has looked at it again yet")
    fields = (Field("", told, "cell", waiting),) if waiting else ()
    return Section("", title, fields, table=Table(columns, rows) if rows else None)


def _waiting(seen: Seen) -> Iterator[str]:
    """Yield the questions, in words, that have an answer which is to be confirmed."""
    paths = dict.fromkeys(path.split("/")[0] for path, mark in _marks(seen) if mark.get(CONFIRM))
    yield from map(seen.titled, paths)


def assumed(seen: Seen) -> list[str]:
    """Return the questions, in words, whose answers are only assumed; nobody has confirmed them."""
    found = [path for path, mark in _marks(seen) if mark.get("assumed")]
    return [seen.titled(path) for path in found if any(e.state == "given" for e in seen.at(path))]


def _marked(seen: Seen) -> Iterator[tuple[str, Entries, Entries]]:
    """Yield the question in words, its answer and what was said about it, as it is asked."""
    for path, mark in _marks(seen):
        shown = {name: mark[name] for name in ("assumed",) if name in mark} if seen.public else mark
        if said := tuple(_said(shown)):
            answer = (replace(entry, text=_short(entry.text)) for entry in seen.at(path))
            yield seen.titled(path), tuple(answer), said


def _marks(seen: Seen) -> Iterator[tuple[str, Node]]:
    """Yield the path of each question and cell about which something was said, as it is asked."""
    for topic in seen.evaluation.rulebook.asked:
        marks = seen.document.get("marks", {}).get(topic.id, {})
        order = {question.id: at for at, question in enumerate(topic.ordered())}
        paths = {at: f"{topic.id}.{at.removeprefix('/')}" for at in marks}
        for at in sorted(marks, key=lambda at: order.get(at.split("/")[1], len(order))):
            if seen.asked(paths[at]):
                yield paths[at], marks[at]


def _short(text: str) -> str:
    """Return the beginning of an answer, which stands whole in its own field."""
    return text if len(text) <= LONG else f"{text[:LONG].rstrip()} …"


def _said(mark: Node) -> Iterator[Entry]:
    if mark.get("assumed"):
        yield Entry(_("Assumed: nobody has confirmed this answer."))
    if mark.get("note"):
        yield Entry(str(mark["note"]), label=_("Note"))
    for link in mark.get("evidence", ()):
        yield Entry(str(link), label=_("Evidence"))
