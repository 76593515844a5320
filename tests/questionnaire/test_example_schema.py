"""The published schema of worked examples: an assessment, and what it takes to learn from it."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from dpia.questionnaire.shape import Shape

DATA = Path(__file__).parents[2] / "questionnaires"
SCHEMAS = [json.loads(path.read_text("utf-8")) for path in (DATA / "schemas").glob("*.json")]
SCHEMA = next(schema for schema in SCHEMAS if schema["$id"] == "urn:dpia:schemas:example:1")
SHAPE = Shape(SCHEMA, SCHEMAS)
EXAMPLES = sorted((DATA / "examples").glob("*.json"))

SMALL: dict[str, Any] = {
    "format": "dpia-example/1",
    "id": "newsletter",
    "title": "Newsletter",
    "summary": "It shows how little is needed.",
    "seed": "privacy policy of a shop, section 2",
    "group": "shop",
    "open_questions": [f"Ask the shop manager question number {n}." for n in range(3)],
    "assessment": {"authority": "bg", "answers": {}},
}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_worked_examples_have_this_shape(path: Path) -> None:
    example = json.loads(path.read_text(encoding="utf-8"))
    assert SHAPE.flaws(example) == []
    assert example["id"] == path.stem


def test_nothing_can_be_left_out() -> None:
    assert SHAPE.flaws(SMALL) == []
    assert {flaw.path[0] for flaw in SHAPE.flaws({})} == set(SMALL)
    assert set(SCHEMA["properties"]) == set(SMALL)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("format",), "dpia-assessment/1"),
        (("id",), "Not a name"),
        (("title",), ""),
        (("open_questions",), SMALL["open_questions"][:2]),
        (("open_questions",), [f"{SMALL['open_questions'][0]} {n}" for n in range(13)]),
        (("open_questions",), SMALL["open_questions"][:1] * 3),
        (("open_questions", 1), "Why?"),
        (("company",), "x"),
        (("assessment",), []),
        (("assessment", "authority"), "Bulgaria"),
        (("assessment", "risks"), [{"id": "r1"}]),
    ],
)
def test_what_is_wrong_is_found_at_its_place(path: tuple[Any, ...], value: Any) -> None:
    document = copy.deepcopy(SMALL)
    inside: Any = document
    for name in path[:-1]:
        inside = inside[name]
    inside[path[-1]] = value
    flaws = SHAPE.flaws(document)
    assert flaws and all(flaw.path[: len(path)] == path for flaw in flaws)
