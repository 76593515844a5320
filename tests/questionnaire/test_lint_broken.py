"""Every class of defect has a small broken file, and the linter catches it and nothing else."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dpia.questionnaire.lint import Defect, lint
from tests.questionnaire.handmade import pathway, sound_library

ROOT = Path(__file__).parents[2]
BROKEN = sorted((ROOT / "tests" / "data" / "broken").glob("*.json"))
SCHEMAS = {
    path.name.removesuffix(".schema.json"): json.loads(path.read_text(encoding="utf-8"))
    for path in (ROOT / "questionnaires" / "schemas").glob("*.schema.json")
}
ALSO = {"bad-name": {"bad-value"}}
"""What else is said of such a file: a bad name is named in its section as well."""
FOLDERS = {
    "pathway": "pathways",
    "authority": "authorities",
    "method": "methods",
    "law": "law",
    "template": "templates",
}


def key_of(document: dict[str, Any], name: str) -> str:
    """Return where in a library a broken file belongs."""
    if "x-format" in document:
        return f"topics/{document['x-topic']}"
    kind = document["format"].removeprefix("dpia-").partition("/")[0]
    if kind == "catalogue":
        return f"catalogue/{document.get('id', document['kind'])}"
    return f"{FOLDERS[kind]}/{document['id'] if name != 'file-name' else document['country']}"


@cache
def found_in(path: Path) -> tuple[str, list[Defect]]:
    """Put one broken file into the sound library and return its key and all defects."""
    document = json.loads(path.read_text(encoding="utf-8"))
    key = key_of(document, path.stem)
    library = sound_library() | {key: document}
    if key.startswith("topics/") and path.stem != "unreachable-topic":
        library["pathways/edpb-2026"] = pathway("sound", document["x-topic"])
    return key, lint(library, SCHEMAS)


def test_the_sound_library_is_sound() -> None:
    assert lint(sound_library(), SCHEMAS) == []


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_file_is_caught(path: Path) -> None:
    key, defects = found_in(path)
    kind = path.stem.split(".")[0]
    assert {defect.file for defect in defects} == {key}
    assert {defect.kind for defect in defects} - ALSO.get(kind, set()) == {kind}


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_defect_says_file_place_what_and_how_to_mend(path: Path) -> None:
    document = json.loads(path.read_text(encoding="utf-8"))
    for defect in found_in(path)[1]:
        assert defect.what.endswith(".") and defect.what[0] not in " ."
        assert defect.mend and len(defect.sentence()) < 500
        assert defect.where == "" or defect.where.startswith("/")
        assert "{" not in defect.what.replace("{'", "")
        place, inside = "", document
        for name in defect.where.split("/")[1:]:
            inside = inside[int(name)] if isinstance(inside, list) else inside.get(name)
            place = f"{place}/{name}"
            if inside is None:
                break
        assert defect.where.startswith(place)


@pytest.mark.parametrize("name", ["never-true.flag", "never-true"])
def test_what_can_never_be_is_told_by_name_and_with_a_mend(name: str) -> None:
    (defect, *_more) = found_in(ROOT / "tests" / "data" / "broken" / f"{name}.json")[1]
    assert defect.mend.endswith("Change or take out a part of it.")
    assert "“A number”" not in defect.sentence() and "“One of these”" not in defect.sentence()


def test_every_class_of_defect_has_a_file() -> None:
    import re

    sources = (ROOT / "dpia" / "questionnaire" / "lint").glob("*.py")
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    text += (ROOT / "dpia" / "questionnaire" / "shape.py").read_text(encoding="utf-8")
    known = {path.stem.split(".")[0] for path in BROKEN}
    named = set(
        re.findall(r'"((?:bad|no|unknown|never|two|dead|half|unfit|not|un)-[a-z-]+)"', text)
    )
    # These two are about the file as a whole; the tests of the command have them.
    assert named - known == {"unknown-file", "not-json"}
