"""Reading methods for rating risks by their id; what did not come with the program is checked."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dpia.desk.by_id import ById, checked
from dpia.desk.library import read_json
from dpia.questionnaire.model import Document
from dpia.text import _

if TYPE_CHECKING:
    from dpia.questionnaire.lint.defect import Defect


class Methods(ById[Document]):
    """The methods of a library."""

    folder = "methods"

    def missing(self) -> str:
        """Return the sentence for an id that does not exist."""
        return _("There is no method “{name}”. Known: {known}.")

    def read(self, path: Path, own: bool) -> Document:
        """Return the method in one file."""
        found = checked(path, lambda found: self._flaws(path, found)) if own else read_json(path)
        return self.library.said(f"{self.folder}/{path.stem}", found)

    def _flaws(self, path: Path, document: Document) -> Iterable["Defect"]:
        from dpia.questionnaire.lint import lint

        key = f"{self.folder}/{path.stem}"
        schemas = {name: self.library.schema(name) for name in ("method", "parts")}
        found = lint({key: document}, schemas, only=[key])
        return (replace(defect, file=str(path)) for defect in found)
