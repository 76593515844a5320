"""What a register can say of all its assessments at once, from its index."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dpia.errors import Ambiguous, Invalid, NotFound
from dpia.register.assessments import NAME
from dpia.register.shape import identifier
from dpia.text import _

if TYPE_CHECKING:
    from dpia.register.index import Index


class Listing:
    """The part of a register that lists, searches and finds."""

    def __init__(self, path: Path) -> None:
        """List the assessments of the register in the folder `path`. Touches nothing yet."""
        self.path = path
        self._assessments = path / "assessments"
        self._index: Index | None = None
        self._named: dict[str, str] = {}  # references by file, as far as they are known here
        self._index_path: Path | None = path / "index"

    def file(self, ident: str) -> Path:
        """Return where the assessment with this id is kept. Raises Invalid for what is no id."""
        return self._assessments / f"{identifier(ident)}.json"

    def summaries(self, query: str | None = None) -> list[dict[str, Any]]:
        """Return what a list shows of each assessment, ordered by reference.

        Keys: id, reference, title, organisation, unit, owner, status, created, updated, authority,
        revision, all of the document's `summary` but its `risks` and what is `due`, and `damaged`:
        a sentence, or None. With a `query`, only those that contain all its words, the best match
        first.
        """
        return self._cache.summaries(query)

    def first_summaries(self, count: int) -> list[dict[str, Any]]:
        """Return at once the first summaries as they were known last: nothing yet, perhaps."""
        return self._cache.first(count)

    def containing(self, query: str) -> set[str]:
        """Return the ids of the assessments with all words of `query`, as they were known last."""
        return self._cache.ids(query)

    def everything(self) -> list[tuple[str, str | None]]:
        """Return the id of each assessment, by reference, and the damage it has, or None."""
        return self._cache.everything()

    def latest(self) -> list[tuple[str, str]]:
        """Return `(time, id)` of the last change of each assessment, the latest first."""
        return self._cache.latest()

    def risks(self) -> dict[str, Any]:
        """Return where the risks of each assessment stand, by its id; None where nobody says.

        `{"method": digest, "risks": […]}`, the risks as in the document's `summary`.
        """
        return self._cache.aside("risks")

    def across(self) -> dict[str, Any]:
        """Return what of each assessment is held against others, by its id.

        `{"controller", "purposes", "measures"}` as `assessment.across` gives it.
        """
        return self._cache.aside("across")

    def with_due(self, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return summaries with `due`, what each assessment waits for, as in its `summary`."""
        known = self._cache.aside("due", fresh=False)  # the rows were read just now
        return [{**row, "due": known.get(row["id"])} for row in rows]

    def tell_reading(self, progress: Callable[[int, int], object]) -> None:
        """Call `progress(done, total)` while files are read that the index does not know yet."""
        self._cache.reading = progress

    def leave_index_alone(self) -> None:
        """Write nothing to the index from now on; what has changed since is read again."""
        self._cache.stay_in_memory()

    def find(self, reference: str) -> str:
        """Return the id meant by an id, its first 4 or more characters, or a reference (2026-0007).

        Raises NotFound and Ambiguous.
        """
        wanted = reference.strip()
        with suppress(Invalid):
            if self.file(wanted).exists():
                return identifier(wanted)
        rows = self._cache.matching(wanted)
        if len(rows) == 1:
            return str(rows[0]["id"])
        if not rows:
            raise NotFound(
                _(
                    "No assessment is called “{name}”; the list of the register shows their names."
                ).format(name=reference[:80])
            )
        lines = "\n".join(
            f"{row['id']}  {row['reference']}  {row['title'] or ''}" for row in rows[:20]
        )
        raise Ambiguous(
            _("“{name}” fits {count} assessments; use the id of one:").format(
                name=reference[:80], count=len(rows)
            )
            + f"\n{lines}"
        )

    def next_version(self, reference: str) -> str:
        """Return the first free name for a later version: 2026-0007-v2 after 2026-0007."""
        first, _sep, _number = reference.partition("-v")
        taken = set(self._references())
        number = 2
        while f"{first}-v{number}" in taken:
            number += 1
        return f"{first}-v{number}"

    def next_reference(self, year: int) -> str:
        """Return the first reference of `year` after all taken ones; only `create` reserves it."""
        taken = [
            int(match[1])
            for reference in self._references()
            if (match := re.fullmatch(rf"{year}-(\d{{1,9}})", reference))
        ]
        return f"{year}-{max(taken, default=0) + 1:04d}"

    def _references(self) -> Iterator[str]:
        """Yield all references that are taken. That of a file never changes, so only where there
        are files of others that came since is the index brought up to date.
        """
        names: list[str] = []
        with suppress(FileNotFoundError), os.scandir(self._assessments) as found:
            names += (file.name for file in found if NAME.fullmatch(file.name))
        if not {name for name, said in self._named.items() if said} >= set(names):
            self._named = self._cache.references()
        yield from (self._named[name] for name in names if name in self._named)

    @property
    def _cache(self) -> "Index":
        if self._index is None:
            from dpia.register.index import Index

            self._index = Index(self._index_path, self._assessments)
        return self._index
