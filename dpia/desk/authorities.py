"""Reading authorities: by their id from the library, or from a file anywhere on the disk."""

from collections.abc import Iterable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from dpia.desk.by_id import ById, checked
from dpia.desk.library import read_json
from dpia.errors import Invalid
from dpia.questionnaire.law import Authority, load_authority
from dpia.questionnaire.model import Document, Topic, load_topic
from dpia.questionnaire.naming import Names, names
from dpia.text import _

if TYPE_CHECKING:
    from dpia.questionnaire.lint.defect import Defect


class Authorities(ById[Authority]):
    """The authorities of a library."""

    folder = "authorities"

    def missing(self) -> str:
        """Return the sentence for an id that does not exist."""
        return _("There is no authority “{name}”. Known: {known}.")

    def given(self, text: str) -> Authority:
        """Return the authority of that id, or the one in the file of that name."""
        path = Path(text)
        named_as_file = path.suffix == ".json" or len(path.parts) > 1
        return self.read(path, own=True) if named_as_file else self.named(text)

    @cached_property
    def names(self) -> Names:
        """What the questions, facts and criteria are called that the authorities' rows rest on.

        A broken questionnaire is passed over: its ids stand for its titles, and
        `dpia questionnaire check` says what is wrong with it.
        """
        topics: dict[str, Topic] = {}
        for key, path in self.library.paths().items():
            if key.startswith("topics/"):
                with suppress(Invalid):
                    topic = load_topic(self.library.said(key, read_json(path)))
                    topics[topic.id] = topic
        criteria = read_json(self.library.paths()["law/criteria"])
        return names(topics, self.library.said("law/criteria", criteria))

    def read(self, path: Path, own: bool) -> Authority:
        """Return the authority in one file."""
        document = checked(path, lambda found: self._flaws(path, found)) if own else read_json(path)
        try:
            return load_authority(self.library.said(f"{self.folder}/{path.stem}", document))
        except Invalid as problem:
            raise Invalid(f"{path}: {problem.message}") from problem

    def _flaws(self, path: Path, document: Document) -> Iterable["Defect"]:
        from dpia.questionnaire.lint.defect import Defect, pointer
        from dpia.questionnaire.shape import Shape

        schemas = [self.library.schema(name) for name in ("authority", "parts")]
        flaws = Shape(schemas[0], schemas).flaws(document)
        return [Defect(str(path), pointer(*f.path), f.what, f.mend, f.kind) for f in flaws]
