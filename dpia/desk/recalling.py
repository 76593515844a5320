"""The past of one answer of an open assessment, through all its versions, and restoring it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dpia.assessment import event, pointer
from dpia.assessment.answering import row_choices
from dpia.assessment.carrying import names_of
from dpia.assessment.past import TREATED, path_of, place_of, replayed
from dpia.assessment.restoring import restored
from dpia.assessment.serving import served
from dpia.desk.treating import Treating
from dpia.desk.work import Document, Verdict, Work
from dpia.documents.happened import title_of
from dpia.documents.history import field_name
from dpia.documents.past import Entry
from dpia.errors import DpiaError, Invalid, NotFound
from dpia.questionnaire.rulebook import Rulebook
from dpia.text import _

if TYPE_CHECKING:
    from dpia.questionnaire.model import Question


@dataclass
class Past:
    """What was said at one place, oldest first; `problems` say what could not be read."""

    path: str
    title: str
    entries: list[Entry] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


class Recalling(Treating):
    """The part of an open assessment that knows what was said before."""

    def past(self, path: str) -> Past:
        """Return the past of a question, cell, row, risk or measure, or a field of one of these.

        `path` is what `assessment.past.place_of` reads. Raises NotFound for what never was.
        """
        place = place_of(path)
        part, name = pointer.tokens(place)[:2]
        names = [path_of(place)]
        if part not in TREATED:
            names = names_of(self.rulebook, names[0])
        found = Past(names[0], "")
        versions = list(_versions(self, found.problems))
        for version, known in _called(versions, names, part in TREATED):
            _tell(found, version, known)
        found.title = self._title(found, part, name)
        if part in TREATED and not found.entries:
            raise NotFound(_("There never was a “{id}” in this assessment.").format(id=name))
        return found

    def _title(self, found: Past, part: str, name: str) -> str:
        if part not in TREATED:
            return _question(self.rulebook, found.path).title
        rows = (e.said.value for e in found.entries if isinstance(e.said.value, dict))
        gone = tuple({part: [row]} for row in rows if row.get("id") == name)
        title = title_of(name, self.rulebook, (self.document, *gone[::-1]))
        return " › ".join([title, *map(field_name, found.path.split("/")[2:])])

    def restore(self, path: str, number: int, reason: str) -> Verdict:
        """Restore what stood at `path` as of the entry `number` of its past, with a reason.

        Raises Invalid when it no longer fits, stands already, or the reason is missing.
        """
        self._need_draft()
        if not reason.strip():
            raise Invalid(_("Restoring an earlier answer takes a written reason."))
        found = self.past(path)
        entry = next((entry for entry in found.entries if entry.n == number), None)
        if entry is None:
            message = _("There is no entry {n} in this past; it has {count}.")
            raise Invalid(message.format(n=number, count=len(found.entries)))
        if entry.said.erased:
            raise Invalid(_("What was said then has been erased from the history."))
        place = place_of(found.path)
        part, name = pointer.tokens(place)[:2]
        if part not in TREATED:
            self._need_asked(_question(self.rulebook, found.path).path)
        after = restored(self.document, self.rulebook, place, entry.said)
        if event.content(after) == event.content(self.document):
            raise Invalid(_("It stands so already."))
        after["drafts"].pop(found.path, None)
        about = name if part in TREATED else found.path
        return self._accept(self._fitting(after, part, name), "restored", about, reason.strip())

    def _fitting(self, after: Document, part: str, name: str) -> Document:
        """Refuse what the method or the law of this assessment does not know."""
        row = pointer.get(after, pointer.join(part, name))
        if part == "risks" and row is not None:
            return self._rated(after, name)
        if part == "measures" and row is not None:
            served(row.get("serves", ()), self.duties)
        return after


def _versions(case: Work, problems: list[str]) -> Iterator[Work]:
    """Yield an assessment and the versions it came from, the latest first."""
    seen: set[str] = set()
    while case.id not in seen:
        seen.add(case.id)
        yield case
        before = (case.document.get("previous") or {}).get("id")
        if not before:
            return
        try:
            case = case.desk.open(before)
        except DpiaError as problem:
            problems.append(problem.message)
            return


def _called(versions: list[Work], names: list[str], treated: bool) -> list[tuple[Work, list[str]]]:
    """Return each version that had the place, the oldest first, and what it was called there."""
    found: list[tuple[Work, list[str]]] = []
    for number, version in enumerate(versions):
        if number and not treated:
            names = next(filter(None, (_known(version.rulebook, name) for name in names)), [])
        if not names:
            break
        found.insert(0, (version, names))
    return found


def _known(rulebook: Rulebook, name: str) -> list[str]:
    try:
        return names_of(rulebook, name)
    except DpiaError:
        return []


def _tell(found: Past, version: Work, names: list[str]) -> None:
    document, path = version.document, names[0]
    question, choices = None, {}
    if not path.startswith(tuple(f"{part}/" for part in TREATED)):
        question = _question(version.rulebook, path)
        choices = row_choices(document, version.rulebook, question)
    about: dict[str, Any] = {"reference": document["reference"], "id": document["id"]}
    about |= {"name": path.rpartition("/")[2], "question": question, "choices": choices}
    events = version.desk.register.events(document)
    before = None
    for said in replayed(events, *map(place_of, names)):
        entry = Entry(n=len(found.entries) + 1, said=said, before=before, **about)
        found.entries.append(entry)
        before = said.value


def _question(rulebook: Rulebook, path: str) -> "Question":
    """Return the question of a path; of a row its table."""
    return rulebook.question(path if path.count("/") > 1 else path.partition("/")[0])
