"""Rulebooks on files as they are now, each built once however many assessments share it."""

from collections.abc import Callable, Mapping
from typing import Any

from dpia.questionnaire.once import Once
from dpia.questionnaire.rulebook import Rulebook
from dpia.questionnaire.translation import Words, spoken

Basis = Mapping[str, Any]
"""Authority, the others concerned, pathway and method."""


class Books:
    """Builds the rulebook of a basis when it is first asked for."""

    def __init__(
        self,
        files_of: Callable[[Basis], Mapping[str, Mapping[str, Any]]],
        words: Words | None = None,
    ) -> None:
        """Build from the files that `files_of` returns for a basis, said in other `words`."""
        self._files_of = files_of
        self._words = words or {}
        self._built: dict[tuple[Any, ...], Rulebook] = {}
        self._once = Once()

    def on(self, basis: Basis) -> Rulebook:
        """Return the rulebook on `basis`. Raises what `files_of` raises, and Invalid."""
        key = tuple(basis.values())
        if key not in self._built:
            files = self._files_of(basis)
            said = spoken(files, self._words)
            self._built[key] = Rulebook(said, **basis, originals=files, once=self._once)
        return self._built[key]
