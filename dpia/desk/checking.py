"""Checking questionnaires, law files, examples and translations, with those that ship."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from dpia.desk.books import Books
from dpia.desk.examples import Examples
from dpia.desk.library import Library
from dpia.desk.translations import sidecars
from dpia.desk.trying import example_defects
from dpia.questionnaire.effort import Effort, efforts
from dpia.questionnaire.lint import KINDS, Defect, lint, name_of
from dpia.questionnaire.lint.reading import read
from dpia.questionnaire.lint.translated import mistranslated
from dpia.questionnaire.lint.translated import notes as told
from dpia.questionnaire.rulebook import needed
from dpia.questionnaire.shape import Shape
from dpia.questionnaire.translation import FORMAT
from dpia.text import _, language_code

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Checked:
    """The names of all files that were looked at, what is wrong, and what the pathways ask.

    `notes` are sentences on what translations still lack.
    """

    names: list[str]
    defects: list[Defect]
    efforts: list[Effort]
    notes: list[str]


def check_files(paths: Iterable[Path], today: date, quick: bool = False) -> Checked:
    """Look at files and folders that replace files of the library, or are added to it.

    The questions are only counted, and the worked examples only tried, where nothing is wrong with
    what they rest on. `quick` neither counts them nor searches for conditions that can never hold.
    Where only translations are given, nothing else is looked at.
    """
    library = Library()
    taken = _Taken()
    for given in paths:
        for path in _files(given):
            taken.add(path, str(path))
    if taken.words and len(taken.words) == len(taken.names):
        return _checked(taken, taken.defects, [], library.files(), library)
    given_ = {Path(name).resolve() for name in taken.words}
    for sidecar in sidecars(library):
        if sidecar.path.resolve() not in given_:
            taken.add(sidecar.path, str(sidecar.path))
    examples = Examples(library)
    for key, path in {**library.paths(), **_of_examples(examples)}.items():
        if key not in taken.files:
            own = key.startswith("examples/") and path.is_relative_to(library.own)
            taken.add(path, str(path) if own else key, key)
    files, defects = taken.files, [*taken.defects, *_clashes(examples)]
    schemas = {name: library.schema(name) for name in library.schema_names()}
    found = lint(files, schemas, only=list(files) if quick else None)
    defects += [replace(defect, file=taken.names[defect.file]) for defect in found]
    defects += _unfit_examples(taken, {defect.file for defect in defects}, today)
    efforts_ = [] if defects or quick else efforts(files, today)
    defects += [_too_much(taken.names[f"pathways/{e.pathway}"], e) for e in efforts_ if e.too_much]
    return _checked(taken, defects, efforts_, files, library)


def _checked(
    taken: "_Taken",
    defects: list[Defect],
    efforts_: list[Effort],
    files: Mapping[str, Document],
    library: Library,
) -> Checked:
    """Return what was found with what is wrong with the translations of `files`."""
    shape = Shape(library.schema("translation"))
    notes: list[str] = []
    known = {key: file for key, file in files.items() if not key.startswith("examples/")}
    for name, (filed, sidecar) in taken.words.items():
        found = mistranslated(name, sidecar, filed, known, shape)
        defects = [*defects, *found]
        notes += () if found else told(name, sidecar, known)
    return Checked(list(taken.names.values()), defects, efforts_, notes)


class _Taken:
    """The files that are looked at, by their key, and what was wrong in reading them."""

    def __init__(self) -> None:
        self.files: dict[str, Document] = {}
        self.names: dict[str, str] = {}
        self.words: dict[str, tuple[str, Document]] = {}
        """Translations by their name here, each with the name of its file without .json."""
        self.defects: list[Defect] = []

    def add(self, path: Path, name: str, key: str = "") -> None:
        document, found = _read(path, name)
        self.defects += found
        if document is not None and not key and _translates(path, document):
            self.names[name], self.words[name] = name, (path.stem, document)
            return
        key = key or (_key(path, document) if document is not None else "")
        if document is not None and not key:
            self.defects.append(_no_kind(name))
        self.names[key or name] = name
        if document is not None and key:
            self.files[key] = document


def _of_examples(examples: Examples) -> dict[str, Path]:
    return {f"{examples.folder}/{name}": path for name, path in examples.paths.items()}


def _clashes(examples: Examples) -> Iterator[Defect]:
    for name, (own, shipped) in examples.clashes.items():
        what = _("The id “{name}” is taken by {shipped}.").format(name=name, shipped=shipped)
        mend = _("Give it another id, and rename the file.")
        yield Defect(str(own), "/id", what, mend, "duplicate-id")


def _unfit_examples(taken: _Taken, broken: set[str], today: date) -> Iterator[Defect]:
    """Yield where examples do not fit, unless what they rest on is itself broken."""
    names, files = taken.names, taken.files
    known = {k: file for k, file in files.items() if not k.startswith(("examples/", "templates/"))}
    if any(names[key] in broken for key in known):
        return
    books = Books(lambda basis: needed(known, **basis))
    for key, example in files.items():
        if key.startswith("examples/") and names[key] not in broken:
            yield from example_defects(names[key], example, known, books, today)


def _too_much(name: str, effort: Effort) -> Defect:
    what = _("“{title}” asks {n} questions; at most {most} are allowed.")
    what = what.format(title=effort.title, n=effort.questions, most=effort.at_most)
    return Defect(name, "/limits", what, _("Ask less, or only where it matters."), "too-much")


def _files(path: Path) -> Iterator[Path]:
    """Yield the JSON files of a folder and of the folders in it, or the file itself.

    One with a dot in its name is passed over, unless that names the language of a translation.
    """
    if not path.is_dir():
        yield path
        return
    for folder in (path, *(path / name for name in KINDS)):
        for file in sorted(folder.glob("*.json")):
            if "." not in file.stem or _named_as_translation(file):
                yield file


def _named_as_translation(path: Path) -> bool:
    """Say whether a file has a language in its name, as `screening.fr.json` has."""
    return bool(language_code(path.stem.partition(".")[2]))


def _translates(path: Path, document: Document) -> bool:
    format_ = str(document.get("format", document.get("x-format", "")))
    return format_ == FORMAT or (not format_ and _named_as_translation(path))


def _read(path: Path, name: str) -> tuple[Document | None, list[Defect]]:
    try:
        return read(name, path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or _("it is not UTF-8 text")
        what = _("The file cannot be read: {reason}.").format(reason=reason)
        return None, [Defect(name, "", what, _("Mend or remove it."), "not-readable")]


def _key(path: Path, document: Document) -> str:
    """Return where in a library the file belongs: by its folder, else by what it says it is."""
    if path.resolve().parent.name in KINDS:
        return f"{path.resolve().parent.name}/{path.stem}"
    format_ = str(document.get("x-format", document.get("format", "")))
    kind = format_.removeprefix("dpia-").partition("/")[0]
    folder = next((folder for folder, known in KINDS.items() if known == kind), "")
    return f"{folder}/{name_of(kind, document, path.stem)}" if folder else ""


def _no_kind(name: str) -> Defect:
    what = _("It does not say what kind of file it is.")
    mend = _("Add `x-format` or `format`, e.g. dpia-questionnaire/1.")
    return Defect(name, "", what, mend, "unknown-file")
