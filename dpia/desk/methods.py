"""Reading methods for rating risks by their id; what did not come with the program is checked."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from dpia.desk.library import Library, read_json
from dpia.errors import Invalid, NotFound
from dpia.questionnaire.model import Document
from dpia.text import _

FOLDER = "methods/"
_MOST = 10
"""Defects of one file that are told at once."""


class Methods:
    """The methods of a library. Only what is asked for is read."""

    def __init__(self, library: Library | None = None) -> None:
        """Read from `library`, else from what ships and the organisation's own files."""
        self.library = library or Library()

    @cached_property
    def paths(self) -> dict[str, Path]:
        """`id -> file` of every method, in order of the ids."""
        found = sorted(self.library.paths().items())
        return {k.removeprefix(FOLDER): path for k, path in found if k.startswith(FOLDER)}

    def each(self) -> Iterator[Document | Invalid]:
        """Yield every method in order; for a file that cannot be used, what is wrong with it."""
        for name in self.paths:
            try:
                yield self.named(name)
            except Invalid as problem:
                yield problem

    def named(self, name: str) -> Document:
        """Return the method of that id. Raises NotFound, and Invalid for a broken file."""
        path = self.paths.get(name.lower())
        if path is None:
            message = _("There is no method “{name}”. Known: {known}.")
            raise NotFound(message.format(name=name, known=", ".join(self.paths)))
        if path.is_relative_to(self.library.shipped):
            return read_json(path)
        return self._checked(FOLDER + name.lower(), path)

    def _checked(self, key: str, path: Path) -> Document:
        from dpia.questionnaire.lint import lint
        from dpia.questionnaire.lint.reading import read

        try:
            document, defects = read(str(path), path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or _("it is not UTF-8 text")
            message = _("The file {path} cannot be read: {reason}.")
            raise Invalid(message.format(path=path, reason=reason)) from error
        if document is not None:
            schemas = {name: self.library.schema(name) for name in ("method", "parts")}
            found = lint({key: document}, schemas, only=[key])
            defects = [*defects, *(replace(defect, file=str(path)) for defect in found)]
        if defects or document is None:
            raise Invalid("\n".join(defect.sentence() for defect in defects[:_MOST]))
        return document
