"""Translations on the disk: read beside the files they translate, and written to be filled."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dpia.errors import Invalid, NotFound, NotSaved
from dpia.questionnaire.translation import Document, skeleton, words_in
from dpia.text import ENGLISH, _, general_first, language_code

if TYPE_CHECKING:
    from dpia.desk.library import Library


class Sidecar(NamedTuple):
    """A translation that lies beside the file `key` (`topics/screening`)."""

    key: str
    language: str
    path: Path


@dataclass(frozen=True)
class Written:
    """A translation as it was written: how much of it is done, and what fits no longer.

    `changed` and `earlier` are places: of words whose original reads otherwise now, and of words
    that have none any more.
    """

    path: Path
    texts: int
    done: int
    changed: list[str]
    earlier: list[str]


def sidecars(library: "Library") -> Iterator[Sidecar]:
    """Yield the translations in a library, those that ship first."""
    for key, path in library.beside():
        name, _dot, language = key.partition(".")
        if language_code(language) == language:
            yield Sidecar(name, language, path)


def words(library: "Library", language: str) -> dict[str, dict[str, str]]:
    """Return what is said in `language`, by file and place; own before shipped.

    What `pt-BR` does not say, `pt` says. A catalogue that adds to another is one with it.
    Raises Invalid for a translation that is broken.
    """
    found: dict[str, dict[str, str]] = {}
    wanted = general_first(language)
    known = [sidecar for sidecar in sidecars(library) if sidecar.language in wanted]
    for sidecar in sorted(known, key=lambda sidecar: wanted.index(sidecar.language)):
        key = sidecar.key
        if key.startswith("catalogue/") and key in library.paths():
            key = f"catalogue/{library.files()[key].get('kind')}"
        found.setdefault(key, {}).update(_read(sidecar.path))
    return found


def _read(path: Path) -> dict[str, str]:
    """Return what one translation says; nothing in it can move, hide or turn what is shown."""
    from dpia.desk.library import read_json
    from dpia.documents.safe import visible

    try:
        return {place: visible(said) for place, said in words_in(read_json(path)).items()}
    except Invalid as problem:
        if str(path) in problem.message:
            raise
        message = _("The translation {path} cannot be read: {problem}")
        raise Invalid(message.format(path=path, problem=problem.message)) from problem


def write(library: "Library", name: str, language: str) -> Written:
    """Write, or bring up to date, the organisation's own translation of a file into `language`.

    `name` is that of a questionnaire, or folder and name of any file (`methods/aepd`). Raises
    NotFound, Invalid for what is no language or a translation that cannot be read, NotSaved.
    """
    from dpia.canonical import indented
    from dpia.desk.library import read_json
    from dpia.register import files

    code, key = language_code(language), _key(library, name)
    document = library.files()[key]
    if not code or code == document.get("x-language", ENGLISH):
        raise Invalid(no_language(language) if not code else _same(name, code))
    path = library.own / f"{key}.{code}.json"
    before: Document = {}
    if path.exists():
        _read(path)
        before = read_json(path)
    made = skeleton(key, code, document, before)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        files.replace(path, (indented(made) + "\n").encode())
    except OSError as error:
        message = _("{path} cannot be written: {reason}.")
        raise NotSaved(message.format(path=path, reason=error.strerror or error)) from error
    texts = made["texts"]
    return Written(
        path=path,
        texts=len(texts),
        done=sum(bool(entry["translation"].strip()) for entry in texts.values()),
        changed=[place for place, entry in texts.items() if "was" in entry],
        earlier=list(made.get("earlier", ())),
    )


def _key(library: "Library", name: str) -> str:
    """Return the key of the file that is named. Raises NotFound."""
    from dpia.questionnaire.shape import instead

    known = library.paths()
    key = name if "/" in name else "topics/" + name.replace("_", "-")
    if key not in known:
        message = _("There is no file “{name}” to translate. {instead}")
        raise NotFound(message.format(name=name[:80], instead=instead(key, known)))
    return key


def no_language(written: str) -> str:
    """Say that something is no language code."""
    message = _("“{written}” is no language. Write a code such as nl, el or pt-BR.")
    return message.format(written=written[:40])


def _same(name: str, code: str) -> str:
    return _("“{name}” is written in “{code}” already.").format(name=name[:80], code=code)
