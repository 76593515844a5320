"""The worked examples: those that ship and the organisation's own, to read and to start from."""

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dpia.desk.books import Books
from dpia.desk.by_id import ById, checked
from dpia.desk.intake import assessment_in, cleaned
from dpia.desk.library import Library, read_json
from dpia.errors import Invalid, NotFound
from dpia.questionnaire.model import Document
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.case import Case
    from dpia.desk.desk import Desk
    from dpia.questionnaire.lint.defect import Defect
    from dpia.questionnaire.rulebook import Rulebook

_MOST_NEAR = 3


@dataclass(frozen=True)
class Judged:
    """An example with its assessment as a document, its rulebook and its verdict."""

    example: Document
    document: Document
    rulebook: "Rulebook"
    verdict: Document


class Examples(ById[Document]):
    """The worked examples of a library. Own ones stand beside the shipped, never in their place."""

    folder = "examples"

    def __init__(self, library: Library | None = None, books: Books | None = None) -> None:
        """Read from `library`; judge by `books`, which are built once for all examples."""
        super().__init__(library)
        self.books = books or Books(self.library.judged_by, self.library.words)

    @cached_property
    def paths(self) -> dict[str, Path]:
        """`id -> file`, in order of the ids; without those that two files claim."""
        found = self._in(self.library.shipped) | self._in(self.library.own)
        return {name: found[name] for name in sorted(found) if name not in self.clashes}

    @cached_property
    def clashes(self) -> dict[str, tuple[Path, Path]]:
        """`id -> (own file, shipped file)` where both have the same id."""
        own, shipped = self._in(self.library.own), self._in(self.library.shipped)
        return {name: (own[name], shipped[name]) for name in sorted(own) if name in shipped}

    def _in(self, root: Path) -> dict[str, Path]:
        files = (root / self.folder).glob("*.json")
        return {path.stem: path for path in files if "." not in path.stem}

    def each(self) -> Iterator[Document | Invalid]:
        """Yield every one in order; for a file that cannot be used, what is wrong with it."""
        yield from super().each()
        for name in self.clashes:
            yield Invalid(self.clash(name))

    def named(self, name: str) -> Document:
        """Return the example of that id. Raises NotFound naming near ones, and Invalid."""
        wanted = name.lower()
        if wanted in self.clashes:
            raise Invalid(self.clash(wanted))
        if wanted not in self.paths:
            message = _("There is no worked example “{name}”. {near}")
            raise NotFound(message.format(name=name[:80], near=self._near(wanted)))
        return super().named(wanted)

    def clash(self, name: str) -> str:
        """Say which two files claim an id."""
        message = _("{own}: The id “{name}” is taken by {shipped}. Give it another, and rename it.")
        own, shipped = self.clashes[name]
        return message.format(own=own, shipped=shipped, name=name)

    def _near(self, wanted: str) -> str:
        words = [word for word in wanted.split("-") if len(word) > 2]
        near = [name for name in self.paths if words and all(word in name for word in words)]
        near = near or difflib.get_close_matches(wanted, self.paths, n=_MOST_NEAR)
        near = near or [name for name in self.paths if any(word in name for word in words)]
        if not near:
            return _("`dpia examples list` names them.")
        listed = ", ".join(f"“{name}”" for name in near[:_MOST_NEAR])
        return _("Did you mean {names}?").format(names=listed)

    def read(self, path: Path, own: bool) -> Document:
        """Return the example in one file; the shape of what ships was checked before it did."""
        return checked(path, lambda found: self._flaws(path, found)) if own else read_json(path)

    def _flaws(self, path: Path, document: Document) -> list["Defect"]:
        from dpia.questionnaire.lint import lint

        key = f"{self.folder}/{path.stem}"
        schemas = {name: self.library.schema(name) for name in ("example", "assessment")}
        found = lint({key: document}, schemas, only=[key])
        return [replace(defect, file=str(path)) for defect in found]

    # Judging

    def judged(self, example: Document, today: date, explore: bool = False) -> Judged:
        """Return an example with its verdict, as on its decision's day, else `today`.

        `explore` also tries which single answers would change the screening. Raises Invalid where
        its answers no longer fit the questionnaires.
        """
        from dpia.assessment.document import basis_of, from_file
        from dpia.assessment.shelf import settle
        from dpia.desk.trying import judging_date
        from dpia.judgement import judge

        self._refuse_unfit(example, today)
        raw = cleaned(assessment_in(example))
        as_of = judging_date(raw, today)
        document = from_file(raw, id=example["id"], created=as_of.isoformat())
        rulebook = self.books.on(basis_of(document))
        document = settle(document, rulebook, as_of)
        verdict = judge(document, rulebook, as_of, explore=explore)
        return Judged(example, document, rulebook, verdict)

    def _refuse_unfit(self, example: Document, today: date) -> None:
        from dpia.desk.trying import example_defects

        path, known = str(self.paths[example["id"]]), self.library.files()
        found = list(example_defects(path, example, known, self.books, today))
        if found:
            raise Invalid("\n".join(defect.sentence() for defect in found[:10]))

    def add(self, desk: "Desk", example: Document, whole: bool = False) -> "Case":
        """Put a copy into the register of `desk`, as a draft of one's own. Raises Invalid.

        What was decided is left out, because that is for the one who goes on with it; a `whole`
        copy keeps it.
        """
        self._refuse_unfit(example, desk.today())
        raw = assessment_in(example)
        return desk.bring_in(raw if whole else draft(raw))

    def copies(
        self, desk: "Desk", names: Iterable[str] | None = None, whole: bool = False
    ) -> list["Callable[[], Case]"]:
        """Return a job for each example (default: for all) that adds it and returns the copy."""
        wanted = [*self.paths, *self.clashes] if names is None else names
        return [partial(self._add_named, desk, name, whole) for name in wanted]

    def _add_named(self, desk: "Desk", name: str, whole: bool) -> "Case":
        return self.add(desk, self.named(name), whole)


def draft(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return an assessment file without its decision, as if it had been reopened."""
    dates = {name: day for name, day in (raw.get("dates") or {}).items() if name != "completed"}
    return {**{name: raw[name] for name in raw if name != "decision"}, "dates": dates}
