"""What must be true of a register after years of work. Each check yields a line for each thing it
looked at: an empty one where all is well, else what is wrong.
"""

import copy
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from dpia.assessment import event
from dpia.assessment.carrying import Carried, carry
from dpia.assessment.change import apply
from dpia.assessment.document import EMPTY, basis_of
from dpia.assessment.shelf import settle
from dpia.canonical import digest
from dpia.desk.case import Case
from dpia.desk.comparing import compared
from dpia.desk.dues import dues
from dpia.desk.filters import ENDED
from dpia.desk.rejudging import rejudged
from dpia.judgement import judge
from dpia.judgement.versions import Side, compare
from tests.simulation.office import Known, Office
from tests.simulation.planting import files_of, flips, moved

Document = dict[str, Any]
Told = Iterator[str]
CARRIED = ("answers", "marks", "shelf", "risks", "measures", "attachments")


def old_verdicts_stand(office: Office) -> Told:
    """Replay each assessment up to a decision: its frozen files give the verdict of that day."""
    desk = office.newer
    for known in office.known.values():
        events = _events(office, known)
        for number, kept in known.decided.items():
            document = _replayed(events[:number])
            verdict = judge(document, desk.rulebook(document), desk.judging_date(document))
            yield "" if digest(verdict) == kept else f"{known.id}: decision {number} is another"


def history_is_whole(office: Office) -> Told:
    """Every event is there, by whom it was made, and all of them give the document as it is."""
    register = office.newer.register
    for known in office.known.values():
        events, document = _events(office, known), register.load(known.id).document
        yield "; ".join(register.verify(known.id))
        found = [(entry["kind"], entry["by"]) for entry in events]
        yield "" if found == known.events else f"{known.id}: {found} is not {known.events}"
        same = _content(_replayed(events)) == _content(document)
        yield "" if same else f"{known.id}: the events do not give the document"


def past_is_told_to_the_end(office: Office) -> Told:
    """The last entry of the past of an answer is what stands there now."""
    for known, case in _opened(office):
        for question in case.rulebook.questions():
            now = case.document["answers"].get(question.topic, {}).get(question.id)
            if now is not None and question.topic == "screening":
                last = case.past(question.path).entries[-1].said.value
                yield "" if last == now else f"{known.id}: {question.path} was not {last}"


def comparison_is_symmetric(office: Office) -> Told:
    """Compared the other way round, everything is the same with before and after exchanged."""
    before: Case | None = None
    for known, case in _opened(office):
        earlier = office.cases.get(known.previous, before)
        before = case
        if earlier:
            there, back = compared(earlier, case), compared(case, earlier)
            same = _told(there) == _told(back, turned=True)
            yield "" if same else f"{known.id}: not the same from {earlier.id} and back"


def _told(found: Mapping[str, Any], turned: bool = False) -> set[str]:
    """Return every entry of a comparison in one line; titles are those of one side."""
    lines = []
    for part in ("answers", "facts", "verdict", "measures", "files"):
        for entry in found[part]:
            sides = [entry["before"], entry["after"]]
            change = entry.get("change")
            names = [entry.get(name) for name in ("path", "part", "id", "stage", "because")]
            change = _OPPOSITE.get(change, change) if turned else change
            lines.append(repr([part, names, sides[::-1] if turned else sides, change]))
    return {*lines, f"{len(lines)} entries"}


_OPPOSITE = {
    **{"added": "removed", "landed": "undone", "slipped": "sooner"},
    **{"removed": "added", "undone": "landed", "sooner": "slipped"},
}


def carrying_twice_is_carrying_once(office: Office) -> Told:
    """A version of a version without a change loses nothing, asks nothing new and says the same."""
    desk = office.newer
    for known, case in _opened(office):
        new = desk.books.on(basis_of(case.document)).untranslated()
        once = carry(case.document, case.rulebook.untranslated(), new)
        once.document = settle(once.document, new, desk.today())
        twice = carry(once.document, new, new)
        twice.document = settle(twice.document, new, desk.today())
        yield "" if not _left(twice) else f"{known.id}: {_left(twice)}"
        yield "" if _kept(once.document) == _kept(twice.document) else f"{known.id} differs"
        if known.previous:
            first = _replayed(_events(office, known)[:1])
            earlier = office.cases[known.previous]
            begun = Side(first, earlier.verdict, case.rulebook)
            now = compare(Side(earlier.document, earlier.verdict, earlier.rulebook), begun)
            same = not now["answers"] and not now["measures"]
            yield "" if same else f"{known.id} began with other answers than those before it"


def _left(carried: Carried) -> list[Any]:
    return [*carried.lost, *carried.changed, *carried.new]


def _kept(document: Mapping[str, Any]) -> Document:
    return {name: document[name] for name in CARRIED}


def rejudging_finds_what_was_planted(office: Office) -> Told:
    """The newer list and method flip exactly the rows and risks they must, and nothing elsewhere.

    What the passing of time changes is taken out by judging with the shipped files, too.
    """
    for known, now in _opened(office):
        after = rejudged(now)
        if not known.by_old:
            yield "" if not after["files"] else f"{known.id}: {after['files']} are no newer"
            continue
        case = office.older.open(known.id)
        before, expected = rejudged(case), flips(case)
        files = set(after["files"]) == files_of(case) and not before["files"]
        yield "" if files else f"{known.id}: not {after['files']} are newer"
        found = moved(before["changes"], after["changes"])
        yield "" if found == expected else f"{known.id}: {found} flips, not {expected}"
        quiet = bool(expected) or before["changes"] == after["changes"]
        yield "" if quiet else f"{known.id}: something flips that nothing was planted for"


def due_is_what_waits(office: Office) -> Told:
    """What is due on a day, and within a month and a year, is what the office waits for."""
    rows = office.newer.register.with_due(office.newer.summaries())
    yield "" if len(rows) == len(office.known) else f"{len(rows)} are listed"
    for within in (0, 30, 365):
        found = dues(rows, office.clock.today, within)
        waits = Counter((e["id"], e["what"], e["day"]) for e in found if e["what"] in _OWN)
        last = (office.clock.today + timedelta(days=within)).isoformat()
        alive = [known for known in office.known.values() if known.status not in ENDED]
        taken_along = {known.previous for known in alive}
        expected = Counter(
            entry
            for known in alive
            for entry in _due(known, last)
            if known.id not in taken_along or entry[1] not in _CARRIED
        )
        yield from ("" for _entry in expected)
        for entry in (waits - expected) + (expected - waits):
            yield f"within {within} days: {entry} is on one side only"


_CARRIED = ("measure", "to-confirm")
"""What is listed under the version after this one alone, once there is one."""
_OWN = ("review", "measure", "condition", "consultation", "to-confirm")
"""What is known without judging; advice, views and high levels follow from a verdict."""


def _due(known: Known, last: str) -> Iterator[tuple[str, str, str | None]]:
    found: list[tuple[str, str | None]] = []
    if known.review and known.status in ("decided", "in-force"):
        found.append(("review", known.review))
    waiting = ("planned", "partially-implemented")
    found += [("measure", d) for status, d in known.measures.values() if status in waiting and d]
    found += [("condition", day) for day in known.until]
    found += [("consultation", None)] * (known.outcome == "consultation")
    found += [("to-confirm", None)] * known.unlooked
    yield from ((known.id, what, day) for what, day in found if not day or day <= last)


CHECKS: tuple[Callable[[Office], Told], ...] = (
    old_verdicts_stand,
    history_is_whole,
    past_is_told_to_the_end,
    comparison_is_symmetric,
    carrying_twice_is_carrying_once,
    rejudging_finds_what_was_planted,
    due_is_what_waits,
)

# Reading


def _opened(office: Office) -> Iterator[tuple[Known, Case]]:
    return ((known, office.cases[known.id]) for known in office.known.values())


def _events(office: Office, known: Known) -> list[Mapping[str, Any]]:
    return list(office.newer.register.history(known.id))


def _replayed(events: list[Mapping[str, Any]]) -> Document:
    """Return the document that events lead to, from nothing."""
    document: Document = {}
    for entry in events:
        apply(document, copy.deepcopy(entry["changes"]))
    return {**copy.deepcopy(dict(EMPTY)), **document}


def _content(document: Document) -> Document:
    """Return what events are about; the reference is given when the register takes it in."""
    return {**event.content({**EMPTY, **document}), "reference": ""}
