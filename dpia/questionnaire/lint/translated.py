"""What is wrong with a translation beside the file it translates, and what it still lacks."""

from collections.abc import Iterator, Mapping
from typing import Any

from dpia.questionnaire.lint.defect import Defect, pointer
from dpia.questionnaire.shape import Shape, instead
from dpia.questionnaire.translation import texts
from dpia.text import ENGLISH, _, ngettext

Document = Mapping[str, Any]


def mistranslated(
    file: str, sidecar: Document, filed: str, files: Mapping[str, Document], shape: Shape
) -> list[Defect]:
    """Return what is wrong with a translation; `filed` is the name of its file without .json.

    `files` are those that can be translated, by key; `shape` is that of translations.
    """
    flaws = shape.flaws(sidecar)
    if flaws:
        return [Defect(file, pointer(*f.path), f.what, f.mend, f.kind) for f in flaws]
    return list(_unfit(file, sidecar, filed, files))


def _unfit(
    file: str, sidecar: Document, filed: str, files: Mapping[str, Document]
) -> Iterator[Defect]:
    key, language = sidecar["translates"], sidecar["language"]
    if key not in files:
        what = _("There is no file “{name}” to translate.").format(name=key)
        yield Defect(file, "/translates", what, instead(key, files), "unknown-file")
        return
    if files[key].get("x-language", ENGLISH) == language:
        what = _("“{key}” is written in “{language}” already.").format(key=key, language=language)
        yield Defect(file, "/language", what, _("Say which language the words are in."), "same")
    wanted = f"{key.partition('/')[2]}.{language}"
    if filed != wanted:
        what = _("The file would not be found: its name does not say what it translates.")
        mend = _("Name it {name}.json.").format(name=wanted)
        yield Defect(file, "", what, mend, "file-name")
    known = texts(files[key])
    for place in sidecar["texts"]:
        if place not in known:
            yield _unknown(file, place, key, known)


def _unknown(file: str, place: str, key: str, known: Mapping[str, str]) -> Defect:
    """Tell the first step of a place that leads nowhere."""
    steps = place[1:].split("/")
    for count in range(len(steps)):
        above = "".join("/" + step for step in steps[:count])
        inside = {name[len(above) + 1 :].partition("/")[0] for name in _under(above, known)}
        if steps[count] not in inside:
            break
    what = _("{key} has no “{name}” under {above}.")
    what = what.format(key=key, name=steps[count], above=above or "/")
    mend = instead(steps[count], sorted(inside))
    return Defect(file, pointer("texts", place), what, mend, "misplaced")


def _under(above: str, known: Mapping[str, str]) -> Iterator[str]:
    return (place for place in known if place.startswith(above + "/"))


def notes(file: str, sidecar: Document, files: Mapping[str, Document]) -> Iterator[str]:
    """Yield what a sound translation still lacks, and where its original reads otherwise now."""
    entries, originals = sidecar["texts"], texts(files[sidecar["translates"]])
    done = {place for place, entry in entries.items() if entry["translation"].strip()}
    if missing := len(originals) - len(done):
        said = _("{file}: {missing} of {all} texts are not translated yet.")
        yield said.format(file=file, missing=missing, all=len(originals))
    for place in sorted(done):
        was = entries[place].get("was") or entries[place].get("original", originals[place])
        if was != originals[place]:
            yield _("{file}: {place} read “{was}” before.").format(file=file, place=place, was=was)
    if earlier := len(sidecar.get("earlier", {})):
        said = ngettext(
            "{file}: {n} text has no place any more.",
            "{file}: {n} texts have no place any more.",
            earlier,
        )
        yield said.format(file=file, n=earlier)
