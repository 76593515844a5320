"""The library: questionnaires and law as files, shipped ones and the organisation's own."""

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dpia.desk.paths import config_folder, shipped_data
from dpia.errors import Invalid, NotFound
from dpia.text import _, language

if TYPE_CHECKING:
    from dpia.questionnaire.lint.defect import Defect
    from dpia.questionnaire.rulebook import Rulebook
    from dpia.questionnaire.translation import Words

_MOST_TOLD = 10
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
FOLDERS = ("topics", "pathways", "authorities", "methods", "catalogue", "law", "templates")


class Library:
    """What assessments can be judged by.

    An organisation's own file replaces a shipped one of its name; a catalogue of another name
    adds its entries to the shipped ones.
    """

    def __init__(self, extra: Path | None = None, translated: bool = True) -> None:
        """Look in the shipped data and in `extra` (default: `questionnaires/` in the config).

        What is shown is in the user's language where there are words for it, if `translated`.
        """
        self.translated = translated
        self.shipped = shipped_data()
        self.own = extra if extra is not None else config_folder() / "questionnaires"
        self._sound: set[str] = set()

    @cached_property
    def _files(self) -> dict[str, Mapping[str, Any]]:
        return {key: read_json(path) for key, path in sorted(self.paths().items())}

    def paths(self) -> dict[str, Path]:
        """Return `key -> path` of every file, the organisation's own before the shipped."""
        both = (found for root in (self.shipped, self.own) for found in _below(root))
        return {key: path for key, path in both if "." not in key}

    def beside(self) -> Iterator[tuple[str, Path]]:
        """Yield the translations that lie beside the files, `key.language` and path."""
        both = (found for root in (self.shipped, self.own) for found in _below(root))
        return ((key, path) for key, path in both if "." in key)

    def files(self) -> dict[str, Mapping[str, Any]]:
        """Return `key -> document` of every file. Raises Invalid for one that cannot be read."""
        return dict(self._files)

    @cached_property
    def words(self) -> "Words":
        """What is said in the user's language, by file and place. Raises Invalid."""
        from dpia.desk import translations

        return translations.words(self, language()) if self.translated else {}

    def said(self, key: str, document: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the document of that key as it is shown, in the user's language."""
        from dpia.questionnaire.translation import overlaid

        return overlaid(document, self.words.get(key, {}))

    @cached_property
    def spoken(self) -> Mapping[str, Mapping[str, Any]]:
        """Every file as it is shown, in the user's language. Raises Invalid."""
        from dpia.questionnaire.translation import spoken

        return spoken(self._files, self.words)

    def rulebook(
        self, basis: Mapping[str, Any], files: Mapping[str, Mapping[str, Any]] | None = None
    ) -> "Rulebook":
        """Return the rulebook of a basis on `files` (default: today's), in the user's language."""
        from dpia.questionnaire.rulebook import Rulebook
        from dpia.questionnaire.translation import spoken

        files = files or self.judged_by(basis)
        return Rulebook(spoken(files, self.words), **basis, originals=files)

    def document(self, key: str) -> Mapping[str, Any]:
        """Return one file without reading the others. Raises NotFound, Invalid."""
        path = self.paths().get(key)
        if path is None:
            raise NotFound(_("There is no “{key}”.").format(key=key))
        if path.is_relative_to(self.own):
            self._refuse_broken(key, path)
        return read_json(path)

    def judged_by(self, basis: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
        """Return the files an assessment of that `basis` (authority, also, …) is judged by.

        Raises NotFound, and Invalid when an authority, a method, a catalogue or the life cycle of
        the organisation's own has a defect, or another file a pattern that could take for ever:
        nothing is judged by a broken list or matrix. What ships was checked before it did.
        """
        from dpia.questionnaire.rulebook import needed

        own = {key: path for key, path in self.paths().items() if path.is_relative_to(self.own)}
        for key, path in own.items():
            if key.startswith("catalogue/"):
                self._refuse_broken(key, path)
        files = needed(self.files(), **basis)
        for key in files:
            if key in own and key.startswith(("authorities/", "methods/", "law/life-cycle")):
                self._refuse_broken(key, own[key])
            elif key in own:
                from dpia.questionnaire.lint.patterned import endless_in

                _refuse(own[key], endless_in(key, files[key]))
        return files

    def _refuse_broken(self, key: str, path: Path) -> None:
        from dpia.questionnaire.lint import lint

        if key in self._sound:
            return
        schemas = {name: self.schema(name) for name in self.schema_names()}
        _refuse(path, lint(self.files(), schemas, only=[key]))
        self._sound.add(key)

    def pathway(self, name: str) -> Mapping[str, Any]:
        """Return the pathway `name`. Raises NotFound naming those there are."""
        found = self._files.get(f"pathways/{name}")
        if found is None:
            known = ", ".join(sorted(self.names("pathways")))
            raise NotFound(
                _("There is no pathway “{name}”. Known: {known}.").format(name=name, known=known)
            )
        return found

    def schema(self, name: str) -> Mapping[str, Any]:
        """Return the JSON Schema `name` that ships with the program. Raises NotFound."""
        path = self.shipped / "schemas" / f"{name}.schema.json"
        if name not in self.schema_names():
            known = ", ".join(self.schema_names())
            message = _("There is no schema “{name}”. Known: {known}.")
            raise NotFound(message.format(name=name, known=known))
        return read_json(path)

    def schema_names(self) -> list[str]:
        """Return the names of the published schemas."""
        found = (self.shipped / "schemas").glob("*.schema.json")
        return sorted(path.name.removesuffix(".schema.json") for path in found)

    def examples(self) -> dict[str, Mapping[str, Any]]:
        """Return the worked examples by their id."""
        found = sorted((self.shipped / "examples").glob("*.json"))
        return {path.stem: read_json(path) for path in found}

    def names(self, folder: str) -> dict[str, str]:
        """Return `id -> title` of the files in one folder, by title (pathways, authorities …)."""
        found = {
            key.partition("/")[2]: str(document.get("title", key))
            for key, document in self.spoken.items()
            if key.startswith(folder + "/")
        }
        return dict(sorted(found.items(), key=lambda item: item[1].casefold()))


def _refuse(path: Path, defects: Iterable["Defect"]) -> None:
    told = [f"{d.where or '/'}: {d.what} {d.mend}".strip()[:500] for d in defects]
    if told:
        message = _("Nothing is judged by {path} until this is mended:").format(path=path)
        raise Invalid("\n".join([message, *told[:_MOST_TOLD]]))


def _below(root: Path) -> Iterator[tuple[str, Path]]:
    for folder in FOLDERS:
        for path in sorted((root / folder).glob("*.json")):
            yield f"{folder}/{path.stem}", path


def read_json(path: Path) -> Mapping[str, Any]:
    """Return the JSON object in `path`. Raises Invalid naming the file and the place of damage."""
    try:
        found = _strictly(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        message = _("The file {path} cannot be read: {reason}.")
        raise Invalid(message.format(path=path, reason=_reason(error))) from error
    except (ValueError, RecursionError) as error:
        message = _("The file {path} is not valid JSON: {reason}.")
        raise Invalid(message.format(path=path, reason=_reason(error))) from error
    if not isinstance(found, dict):
        raise Invalid(_("The file {path} must hold a JSON object.").format(path=path))
    return found


def _strictly(text: str) -> Any:
    """Return JSON that can be written again, as what freezes and names it has to."""

    def finite(number: str) -> float:
        if not math.isfinite(value := float(number)):
            raise ValueError(_("{number} is no number of JSON").format(number=number[:40]))
        return value

    found = json.loads(text, parse_float=finite, parse_constant=finite)
    if _HALF.search(text):
        try:
            json.dumps(found, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise ValueError(_("a text contains half a character (a lone surrogate)")) from None
    return found


def _reason(error: Exception) -> str:
    return str(getattr(error, "strerror", "") or error) or type(error).__name__
