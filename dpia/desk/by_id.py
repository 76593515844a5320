"""Files of one kind in a library, read by their id; only what is asked for is read."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from dpia.desk.library import Library
from dpia.errors import Invalid, NotFound
from dpia.questionnaire.model import Document
from dpia.text import _

if TYPE_CHECKING:
    from dpia.questionnaire.lint.defect import Defect

Kind = TypeVar("Kind")
_MOST = 10
"""Defects of one file that are told at once."""


class ById(Generic[Kind]):
    """The files of one folder of a library. A kind says how one is read and what is missing."""

    folder: ClassVar[str]

    def __init__(self, library: Library | None = None) -> None:
        """Read from `library`, else from what ships and the organisation's own files."""
        self.library = library or Library()

    @cached_property
    def paths(self) -> dict[str, Path]:
        """`id -> file`, in order of the ids."""
        found = sorted(self.library.paths().items())
        start = self.folder + "/"
        return {k.removeprefix(start): path for k, path in found if k.startswith(start)}

    def each(self) -> Iterator[Kind | Invalid]:
        """Yield every one in order; for a file that cannot be used, what is wrong with it."""
        for name in self.paths:
            try:
                yield self.named(name)
            except Invalid as problem:
                yield problem

    def named(self, name: str) -> Kind:
        """Return the one of that id. Raises NotFound, and Invalid for a broken file."""
        path = self.paths.get(name.lower())
        if path is None:
            raise NotFound(self.missing().format(name=name, known=", ".join(self.paths)))
        return self.read(path, own=not path.is_relative_to(self.library.shipped))

    def missing(self) -> str:
        """Return the sentence for an id that does not exist, with `{name}` and `{known}`."""
        raise NotImplementedError

    def read(self, path: Path, own: bool) -> Kind:
        """Return what one file holds; `own` did not come with the program and is checked."""
        raise NotImplementedError


def checked(path: Path, flaws: Callable[[Document], Iterable["Defect"]]) -> Document:
    """Return the document in `path`. Raises Invalid with what is wrong with it, in sentences."""
    from dpia.questionnaire.lint.reading import read

    try:
        document, defects = read(str(path), path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or _("it is not UTF-8 text")
        message = _("The file {path} cannot be read: {reason}.")
        raise Invalid(message.format(path=path, reason=reason)) from error
    if document is not None:
        defects = [*defects, *flaws(document)]
    if defects or document is None:
        raise Invalid("\n".join(defect.sentence() for defect in defects[:_MOST]))
    return document
