"""Reading authorities: by their id from the library, or from a file anywhere on the disk."""

from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from dpia.desk.library import Library, read_json
from dpia.errors import Invalid, NotFound
from dpia.questionnaire.law import Authority, load_authority
from dpia.questionnaire.model import Document, Topic, load_topic
from dpia.questionnaire.naming import Names, names
from dpia.text import _

FOLDER = "authorities/"
_MOST = 10
"""Defects of one file that are told at once."""


class Authorities:
    """The authorities of a library. Only what is asked for is read."""

    def __init__(self, library: Library | None = None) -> None:
        """Read from `library`, else from what ships and the organisation's own files."""
        self.library = library or Library()

    @cached_property
    def paths(self) -> dict[str, Path]:
        """`id -> file` of every authority, in order of the ids."""
        found = sorted(self.library.paths().items())
        return {k.removeprefix(FOLDER): path for k, path in found if k.startswith(FOLDER)}

    def each(self) -> Iterator[Authority | Invalid]:
        """Yield every authority in order; for a file that cannot be read, what is wrong with it."""
        for name in self.paths:
            try:
                yield self.named(name)
            except Invalid as problem:
                yield problem

    def named(self, name: str) -> Authority:
        """Return the authority of that id. Raises NotFound, and Invalid for a broken file."""
        path = self.paths.get(name.lower())
        if path is None:
            message = _("There is no authority “{name}”. Known: {known}.")
            raise NotFound(message.format(name=name, known=", ".join(self.paths)))
        return self._load(path, own=not path.is_relative_to(self.library.shipped))

    def given(self, text: str) -> Authority:
        """Return the authority of that id, or the one in the file of that name."""
        path = Path(text)
        named_as_file = path.suffix == ".json" or len(path.parts) > 1
        return self._load(path, own=True) if named_as_file else self.named(text)

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
                    topic = load_topic(read_json(path))
                    topics[topic.id] = topic
        return names(topics, read_json(self.library.paths()["law/criteria"]))

    def _load(self, path: Path, own: bool) -> Authority:
        """Read one file; what did not come with the program is checked first."""
        document = self._checked(path) if own else read_json(path)
        try:
            return load_authority(document)
        except Invalid as problem:
            raise Invalid(f"{path}: {problem.message}") from problem

    def _checked(self, path: Path) -> Document:
        from dpia.questionnaire.lint.defect import Defect, pointer
        from dpia.questionnaire.lint.reading import read
        from dpia.questionnaire.shape import Shape

        try:
            document, defects = read(str(path), path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or _("it is not UTF-8 text")
            message = _("The file {path} cannot be read: {reason}.")
            raise Invalid(message.format(path=path, reason=reason)) from error
        if document is not None:
            library = self.library
            schemas = [library.schema(name) for name in ("authority", "parts")]
            flaws = Shape(schemas[0], schemas).flaws(document)
            told = [Defect(str(path), pointer(*f.path), f.what, f.mend, f.kind) for f in flaws]
            defects = [*defects, *told]
        if defects or document is None:
            raise Invalid("\n".join(defect.sentence() for defect in defects[:_MOST]))
        return document
