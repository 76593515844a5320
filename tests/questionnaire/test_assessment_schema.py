"""The published schema of the file that `assess` reads, and that other tools may write."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dpia.assessment.document import SHARED, blank, from_file, to_file
from dpia.questionnaire.shape import Shape

DATA = Path(__file__).parents[2] / "questionnaires"
SCHEMA = json.loads((DATA / "schemas" / "assessment.schema.json").read_text(encoding="utf-8"))
SHAPE = Shape(SCHEMA)
EXAMPLES = sorted((DATA / "examples").glob("*.json"))

FULL: dict[str, Any] = {
    "format": "dpia-assessment/1",
    "title": "Newsletter",
    "organisation": "The organisation",
    "unit": "Marketing",
    "owner": "Head of marketing",
    "description": "A weekly letter.",
    "authority": "bg",
    "also": ["nl"],
    "pathway": "edpb-2026",
    "method": "four-by-four",
    "answers": {
        "screening": {"part": "controller", "data_kinds": [], "people": 12.5},
        "processing": {"purposes": [{"id": "p1", "name": "News", "uses": ["a"]}]},
    },
    "marks": {"processing": {"/purposes/p1/legal_basis": {"unknown": True, "note": "asked"}}},
    "risks": [
        {
            "id": "r1",
            "scenario": None,
            "title": "Leak",
            "track": "event",
            "event": "access",
            "inherent": {"likelihood": 3, "severity": 4, "reason": "So it is."},
            "by_hand": {"target": {"likelihood": {"value": 1, "reason": "Seen."}}},
            "obvious": "no",
            "widespread": "yes",
            "confirmed": True,
        }
    ],
    "measures": [
        {
            "id": "m1",
            "catalogue": "encryption-at-rest",
            "title": "Encrypt",
            "kind": "technical",
            "role": "additional",
            "status": "planned",
            "owner": "IT",
            "due": "2027-01-31",
            "effects": [{"risk": "r1", "likelihood": 1, "severity": 0}],
        }
    ],
    "opinions": {
        "dpo": {"advice": "Do it.", "by": "DPO", "at": "2026-11-22", "followed": "yes"},
        "data_subjects": {"sought": "no", "reason": "Too early."},
    },
    "overruled": [
        {"criterion": "large_scale", "met": False, "reason": "Few.", "dpo_view": "Agreed."},
        {"conclusion": "presumed", "to": "not-required", "reason": "x", "dpo_view": "y"},
    ],
    "decision": {"outcome": "approved", "reason": "Fine.", "conditions": [], "by": "Board"},
    "dates": {"completed": "2026-11-22", "review_due": "2027-11-22"},
    "attachments": [
        {
            "id": "a1",
            "name": "flows.svg",
            "title": "Data flows",
            "about": "processing.purposes",
            "size": 5,
            "sha256": "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
            "media_type": "image/svg+xml",
            "at": "2026-11-22T10:00:00Z",
            "by": "A. Assessor",
        }
    ],
}


def test_only_authority_and_answers_are_needed() -> None:
    assert SHAPE.flaws({"authority": "bg", "answers": {}}) == []
    assert {flaw.path[0] for flaw in SHAPE.flaws({})} == {"authority", "answers"}


def test_everything_an_assessment_can_hold_is_described() -> None:
    assert SHAPE.flaws(FULL) == []
    assert set(SHARED) | {"format"} == set(SCHEMA["properties"])
    described = [name for name, part in SCHEMA["properties"].items() if "description" in part]
    assert described == list(SCHEMA["properties"])


def test_what_the_program_writes_is_what_it_reads() -> None:
    document = from_file(FULL, id="x", created="2026-11-22")
    assert document["attachments"] == []  # the file names them, it does not hold them
    document["attachments"] = FULL["attachments"]
    assert SHAPE.flaws(to_file(document)) == []
    empty = blank(id="x", title="", created="2026-11-22T09:00:00Z", authority="nl")
    assert SHAPE.flaws(to_file(empty)) == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_assessments_in_the_worked_examples_have_this_shape(path: Path) -> None:
    assert SHAPE.flaws(json.loads(path.read_text(encoding="utf-8"))["assessment"]) == []


def test_there_are_worked_examples() -> None:
    assert len(EXAMPLES) >= 4


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("aswers",), {}),
        (("authority",), "Bulgaria"),
        (("answers",), []),
        (("answers", "screening"), "x"),
        (("answers", "screening", "part"), None),
        (("answers", "screening", "part"), {"a": 1}),
        (("answers", "screening", "x-1"), "x"),
        (("answers", "processing", "purposes"), [{"name": "no id"}]),
        (("answers", "processing", "purposes"), [{"id": "a b"}]),
        (("marks", "processing", "no pointer"), {}),
        (("marks", "processing", "/a"), {"unknwon": True}),
        (("risks", 0, "event"), "fire"),
        (("risks", 0, "inherent", "likelihood"), 0),
        (("risks", 0, "by_hand", "target", "likelihood"), {"value": 1}),
        (("risks", 0, "id"), "a b"),
        (("measures", 0, "due"), "soon"),
        (("measures", 0, "status"), "done"),
        (("measures", 0, "effects", 0, "likelihood"), -1),
        (("decision", "outcome"), "maybe"),
        (("overruled", 0), {"criterion": "large_scale"}),
        (("dates", "completed"), "yesterday"),
    ],
)
def test_what_is_wrong_is_found_at_its_place(path: tuple[Any, ...], value: Any) -> None:
    document = copy.deepcopy(FULL)
    inside: Any = document
    for name in path[:-1]:
        inside = inside[name]
    inside[path[-1]] = value
    flaws = SHAPE.flaws(document)
    assert flaws and all(flaw.path[: len(path)] == path for flaw in flaws)


def test_the_schema_stands_alone() -> None:
    assert {ref.partition("#")[0] for ref in _refs(SCHEMA)} == {""}


def _refs(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        for name, value in schema.items():
            yield from [value] if name == "$ref" else _refs(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _refs(value)
