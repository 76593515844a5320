"""Rulebooks on files as they are now, each built once however many assessments share it."""

from collections.abc import Callable, Mapping
from typing import Any

from dpia.questionnaire.rulebook import Rulebook

Basis = Mapping[str, Any]
"""Authority, the others concerned, pathway and method."""


class Books:
    """Builds the rulebook of a basis when it is first asked for."""

    def __init__(self, files_of: Callable[[Basis], Mapping[str, Mapping[str, Any]]]) -> None:
        """Build from the files that `files_of` returns for a basis."""
        self._files_of = files_of
        self._built: dict[tuple[Any, ...], Rulebook] = {}

    def on(self, basis: Basis) -> Rulebook:
        """Return the rulebook on `basis`. Raises what `files_of` raises, and Invalid."""
        key = tuple(basis.values())
        if key not in self._built:
            self._built[key] = Rulebook(self._files_of(basis), **basis)
        return self._built[key]
