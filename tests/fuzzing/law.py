"""Targets for questionnaires, law as data and conditions."""

import json
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from dpia.canonical import digest
from dpia.desk.books import Books
from dpia.desk.library import Library, read_json
from dpia.questionnaire.compile import compile_schema
from dpia.questionnaire.condition import parse
from dpia.questionnaire.evaluation import Evaluation
from dpia.questionnaire.handout import handout
from dpia.questionnaire.lint import KINDS, lint, name_of
from dpia.questionnaire.lint.reading import read
from dpia.questionnaire.naming import Names
from dpia.questionnaire.rulebook import Rulebook, needed
from tests.books import library
from tests.fuzzing.room import room, told
from tests.questionnaire.handmade import sound_library

DAY = date(2026, 11, 22)
ANSWERS = {"sound": {"people": 200, "data": ["location"], "places": [{"id": "a", "country": "jp"}]}}
BASIS = {"authority": "bg", "also": (), "pathway": "edpb-2026", "method": "two"}


@cache
def _schemas() -> dict[str, Any]:
    return {name: library().schema(name) for name in library().schema_names()}


def law(data: bytes) -> None:
    """Check a file as `questionnaire check` does; what has no defect can be used."""
    text = data.decode("utf-8", "replace")
    document, defects = read("file", text)
    assert (document is None) <= bool(defects)
    told(lambda: read_json(room().put("law.json", data)))
    if document is None:
        return
    key = _key(document)
    found = lint({**sound_library(), key: document}, _schemas())
    assert all(defect.sentence().strip() for defect in found)
    if not found:
        digest(document)
        files = {**sound_library(), key: document}
        used(lambda basis: needed(files, **basis))


def own(data: bytes) -> None:
    """Judge by an organisation's own file, which nobody has checked."""
    folder = room().empty("own")
    key = _key(read_json(room().put("own.json", data)))
    if len(key) < 100 and key.count("/") == 1 and key.replace("/", "").replace("-", "").isalnum():
        room().put(f"own/{key}.json", data)
    library_ = Library(folder, translated=False)
    library_.shipped = _shipped()
    used(library_.judged_by)


def _key(document: Any) -> str:
    format_ = str(document.get("x-format", document.get("format", "")))
    kind = format_.removeprefix("dpia-").partition("/")[0]
    folder = next((folder for folder, known in KINDS.items() if known == kind), "topics")
    return f"{folder}/{name_of(kind, document, 'sound')}"


@cache
def _shipped() -> Path:
    """Return a folder with a small sound library, as if that were what ships."""
    for key, document in sound_library().items():
        room().put(f"shipped/{key}.json", json.dumps(document).encode())
    for name, schema in _schemas().items():
        room().put(f"shipped/schemas/{name}.schema.json", json.dumps(schema).encode())
    return room().folder / "shipped"


def used(files_of: Callable[[Any], Any]) -> None:
    """Ask, judge, print and compile by these files."""
    from dpia.assessment.document import blank
    from dpia.judgement import judge

    rulebook = Books(files_of).on(BASIS)
    document = blank(id="x", title="x", created="2026-11-22", authority="bg", answers=ANSWERS)
    document["method"] = "two"
    assert judge(document, rulebook, DAY)["as_of"]
    topics = rulebook.topics
    for topic in topics.values():
        assert list(handout(topic, Names(topics).find))
    assert compile_schema(rulebook, DAY)


@cache
def _evaluation() -> Evaluation:
    rulebook: Rulebook = room().case.rulebook
    return Evaluation(rulebook, room().case.document["answers"], {}, {}, DAY)


def condition(data: bytes) -> None:
    """Parse a condition, and test it if it is one."""
    try:
        raw = json.loads(data)
    except (ValueError, RecursionError):
        return
    parsed = parse(raw)
    assert _evaluation().test(parsed).value in (True, False, None)
