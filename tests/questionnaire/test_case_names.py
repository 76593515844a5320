"""What conditions may ask of the risks and measures of an assessment, and the duties they name."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from dpia.desk.library import Library
from dpia.questionnaire.lint import lint
from dpia.questionnaire.shape import Shape
from tests.questionnaire.handmade import sound_library

SCHEMAS = {
    path.name.removesuffix(".schema.json"): json.loads(path.read_text(encoding="utf-8"))
    for path in (Path(__file__).parents[2] / "questionnaires" / "schemas").glob("*.schema.json")
}
DUTIES: dict[str, Any] = dict(Library().files()["law/duties"])
GROUPS = {"principle": 9, "right": 10, "requirement": 5}


def defects(when: dict[str, Any]) -> list[str]:
    """Return the kinds of defect of a sound library in which a finding asks `when`."""
    library = copy.deepcopy(sound_library())
    library["catalogue/findings"]["entries"][0]["when"] = when
    return [defect.kind for defect in lint(library, SCHEMAS)]


@pytest.mark.parametrize(
    ("group", "where", "found"),
    [
        ("measures", {"serves": "fairness"}, []),
        ("measures", {"serves": ["access", "processors"], "status": "planned"}, []),
        ("measures", {"serves": []}, []),
        ("measures", {"proposed": "yes"}, []),
        ("risks", {"proposed": "yes", "confirmed": "no"}, []),
        ("measures", {"serves": "kindness"}, ["no-such-choice"]),
        ("measures", {"proposed": "perhaps"}, ["no-such-choice"]),
        ("measures", {"suits": "yes"}, ["unknown-column"]),
        ("risks", {"serves": "fairness"}, ["unknown-column"]),
    ],
)
def test_conditions_may_ask_what_is_served_and_what_is_proposed(
    group: str, where: dict[str, Any], found: list[str]
) -> None:
    kinds = defects({"some": f"case.{group}", "where": where})
    assert set(kinds) == set(found)


def test_the_duties_have_a_title_a_group_and_a_source() -> None:
    listed = DUTIES["duties"]
    counted = {group: sum(duty["group"] == group for duty in listed) for group in GROUPS}
    assert counted == GROUPS
    assert len({duty["title"] for duty in listed}) == len(listed)
    assert DUTIES["source"] and DUTIES["valid_from"] and DUTIES["confidence"] == "official"


@pytest.mark.parametrize("part", ["duties", "source", "valid_from"])
def test_a_file_of_duties_without_a_part_is_refused(part: str) -> None:
    shape = Shape(SCHEMAS["law"], SCHEMAS.values())
    assert shape.flaws(DUTIES) == []
    assert shape.flaws({name: value for name, value in DUTIES.items() if name != part})


@pytest.mark.parametrize("change", [{"group": "wish"}, {"title": ""}, {"colour": "red"}])
def test_a_duty_of_another_shape_is_refused(change: dict[str, str]) -> None:
    changed = copy.deepcopy(DUTIES)
    changed["duties"][0] |= change
    assert Shape(SCHEMAS["law"], SCHEMAS.values()).flaws(changed)
