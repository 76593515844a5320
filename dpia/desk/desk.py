"""The desk: the place where register, library, configuration and judgement meet.

What takes part in an open assessment is imported when one is opened, so that the register can be
listed and shown at once.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dpia.canonical import copied
from dpia.desk.config import Config
from dpia.desk.library import Library
from dpia.errors import Invalid, NotFound
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.books import Books
    from dpia.desk.case import Case
    from dpia.questionnaire.rulebook import Rulebook
    from dpia.register import Register

BASIS = ("authority", "also", "pathway", "method")
Kept = tuple[str, bytes, str]
"""A file to keep: its name, its bytes and what it is."""


def now() -> datetime:
    """Return the present time in UTC."""
    return datetime.now(UTC)


class Desk:
    """Opens and creates assessments in one register."""

    def __init__(
        self,
        register: "Register",
        library: Library | None = None,
        config: Config | None = None,
        clock: Callable[[], datetime] = now,
    ) -> None:
        """Work on `register` with the questionnaires of `library`, as the user of `config`."""
        self.register = register
        self.library = library or Library()
        self.config = config or Config()
        self.clock = clock
        self._rulebooks: dict[tuple[Any, ...], Rulebook] = {}

    @cached_property
    def books(self) -> "Books":
        """The rulebooks of the library as it is now, for what is new in the register."""
        from dpia.desk.books import Books

        return Books(self.library.judged_by, self.library.words)

    @property
    def who(self) -> str:
        """Who works at this desk, as it stands in the history."""
        return self.config.who()

    def stamp(self) -> str:
        """Return the present time as it is written down: ISO, UTC, whole seconds."""
        return self.clock().strftime("%Y-%m-%dT%H:%M:%SZ")

    def today(self) -> date:
        """Return today's date where the user is."""
        return self.clock().astimezone().date()

    def judging_date(self, document: Mapping[str, Any]) -> date:
        """Return the date a document is judged on: of its decision, else today."""
        decision = document.get("decision") or {}
        at = str(decision.get("at", ""))[:10]
        return date.fromisoformat(at) if at else self.today()

    def review_date(self, decided: date) -> str:
        """Return the date of the next review after a decision on that day."""
        months = decided.month - 1 + self.config.review_months
        year, month = decided.year + months // 12, months % 12 + 1
        return date(year, month, min(decided.day, 28)).isoformat()

    # Assessments

    def summaries(self, query: str | None = None) -> list[dict[str, Any]]:
        """Return one row for each assessment; with `query` those in which its words occur."""
        return self.register.summaries(query)

    def open(self, ref: str) -> "Case":
        """Open an assessment by its reference, id or the start of it."""
        from dpia.assessment.document import EMPTY
        from dpia.desk.case import Case

        stored = self.register.load(self.register.find(ref))
        whole = {"authority": "", **copied(dict(EMPTY)), **stored.document}  # a hand may cut parts
        case = Case(self, whole, stored.stamp)
        if whole.get("previous") and whole.get("decision"):  # was it cut off between two saves?
            from dpia.desk.revising import supersede

            supersede(case)
        return case

    def create(self, title: str, **given: Any) -> "Case":
        """Create a draft; `given` sets authority, also, pathway, method and the like."""
        from dpia.assessment.document import basis_of, blank, heading
        from dpia.desk.beginning import told_before

        title = heading(title)
        basis = {name: given.pop(name, None) or getattr(self.config, name) for name in BASIS}
        if not basis["authority"]:
            message = _(
                "Say which supervisory authority leads, for example `--authority nl`; `dpia "
                "authorities` lists them. `dpia config authority nl` says it once for all."
            )
            raise Invalid(message)
        basis["also"] = [name for name in basis["also"] if name != basis["authority"]]
        organisation = given.pop("organisation", "") or self.config.organisation
        document = blank(
            id=str(uuid.uuid4()),
            title=title,
            created=self.stamp(),
            organisation=organisation,
            owner=given.pop("owner", "") or self.who,
            **basis,
            **given,
        )
        if not document["answers"]:
            rulebook = self.books.on(basis_of(document))
            document |= told_before(self.config, organisation, rulebook)
        return self._add(document, "created")

    def bring_in(
        self, raw: Mapping[str, Any], note: str = "", attached: Sequence[Kept] = ()
    ) -> "Case":
        """Add an assessment from the form that `assess` reads. Raises Invalid, NotSaved.

        `note` says in the history where it comes from; `attached` are files to keep with it.
        """
        from dpia.assessment.document import from_file
        from dpia.desk.attaching import with_files
        from dpia.desk.intake import checked, cleaned

        raw = cleaned(raw)
        checked(raw, self.library, self.books)
        document = from_file(raw, id=str(uuid.uuid4()), created=self.stamp())
        document = with_files(self, document, attached)
        return self._add(document, "brought-in", note=note)

    def add_version(self, document: dict[str, Any], reference: str) -> "Case":
        """Add the next version of the assessment called `reference`."""
        return self._add(document, "revised", reference)

    def _add(
        self, document: dict[str, Any], kind: str, version_of: str = "", note: str = ""
    ) -> "Case":
        """Freeze what the document is judged by and store it under a new reference."""
        from dpia.assessment import event
        from dpia.assessment.document import basis_of
        from dpia.desk.case import Case

        rulebook = self.books.on(basis_of(document))
        document["judged_by"] = dict(rulebook.digests)
        for content in rulebook.frozen.values():
            self.register.freeze(content)
        self._rulebooks[_named_by(document)] = rulebook  # as the copies would be read
        case = Case(self, document, None)
        about = {"kind": kind, "about": "assessment", "by": self.who, "at": self.stamp()}
        first = event.record({}, document, **about, salt=uuid.uuid4().hex[:16], note=note)
        after, _verdict, _evaluation = case._with_summary(first)
        stamp = self.register.create(after, self.today().year, version_of)
        return Case(self, after, stamp)

    # What they are judged by

    def rulebook(self, document: Mapping[str, Any]) -> "Rulebook":
        """Return the rulebook of a document, from the frozen copies in the register."""
        from dpia.assessment.document import basis_of

        key = _named_by(document)
        if key not in self._rulebooks:
            files = {k: self.register.frozen(sha) for k, sha in document["judged_by"].items()}
            self._rulebooks[key] = self.library.rulebook(basis_of(document), files)
        return self._rulebooks[key]

    @staticmethod
    def entry(rulebook: "Rulebook", kind: str, name: str) -> Mapping[str, Any]:
        """Return an entry of the catalogue (`scenarios`, `measures`). Raises NotFound."""
        entries = rulebook.files.get(f"catalogue/{kind}", {}).get("entries", ())
        for entry in entries:
            if entry["id"] == name:
                found: Mapping[str, Any] = entry
                return found
        known = ", ".join(sorted(entry["id"] for entry in entries))
        message = _("The catalogue has no “{name}”. Known: {known}.")
        raise NotFound(message.format(name=name, known=known))


def _named_by(document: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what a document's rulebook is known by: the names of its files, and its basis."""
    from dpia.assessment.document import basis_of

    return tuple(sorted(document["judged_by"].items())), *basis_of(document).values()


def open_desk(path: Path | None = None, create: bool = True) -> Desk:
    """Open the register at `path` (default: the user's) with the user's configuration."""
    from dpia.desk.config import load
    from dpia.desk.opening import open_register

    return Desk(open_register(path, create), Library(), load())
