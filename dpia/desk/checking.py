"""Checking questionnaires and law files from the disk, together with those that ship."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from dpia.desk.library import Library
from dpia.questionnaire.effort import Effort, efforts
from dpia.questionnaire.lint import KINDS, Defect, lint, name_of
from dpia.questionnaire.lint.reading import read
from dpia.text import _

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Checked:
    """The names of all files that were looked at, what is wrong, and what the pathways ask."""

    names: list[str]
    defects: list[Defect]
    efforts: list[Effort]


def check_files(paths: Iterable[Path], today: date, quick: bool = False) -> Checked:
    """Look at files and folders that replace files of the library, or are added to it.

    The questions are only counted where nothing is wrong. `quick` neither counts them nor searches
    for conditions that can never hold.
    """
    library = Library()
    files: dict[str, Document] = {}
    names: dict[str, str] = {}
    defects: list[Defect] = []

    def take(path: Path, name: str, key: str = "") -> None:
        document, found = _read(path, name)
        defects.extend(found)
        key = key or (_key(path, document) if document is not None else "")
        if document is not None and not key:
            defects.append(_no_kind(name))
        names[key or name] = name
        if document is not None and key:
            files[key] = document

    for given in paths:
        for path in _files(given):
            take(path, str(path))
    for key, path in library.paths().items():
        if key not in files:
            take(path, key, key)
    schemas = {name: library.schema(name) for name in library.schema_names()}
    only = list(files) if quick else None
    defects += [replace(d, file=names[d.file]) for d in lint(files, schemas, only=only)]
    found = [] if defects or quick else efforts(files, today)
    defects += [
        _too_much(names[f"pathways/{effort.pathway}"], effort)
        for effort in found
        if effort.too_much
    ]
    return Checked(list(names.values()), defects, found)


def _too_much(name: str, effort: Effort) -> Defect:
    what = _("“{title}” asks {n} questions; at most {most} are allowed.")
    what = what.format(title=effort.title, n=effort.questions, most=effort.at_most)
    return Defect(name, "/limits", what, _("Ask less, or only where it matters."), "too-much")


def _files(path: Path) -> Iterator[Path]:
    """Yield the JSON files of a folder and of the folders in it, or the file itself.

    A file with a language in its name (`screening.fr.json`) is a translation and none of ours.
    """
    if not path.is_dir():
        yield path
        return
    for folder in (path, *(path / name for name in KINDS)):
        yield from (file for file in sorted(folder.glob("*.json")) if "." not in file.stem)


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
