"""Two versions compared: what changed, what the verdict makes of it, and because of what."""

import copy
from typing import Any

import pytest

from dpia.judgement import judge
from dpia.judgement.versions import Side, compare
from tests.judgement.synthetic import BOOK, DAY, document, measure, risk

Json = dict[str, Any]
TURNED = {
    "added": "removed",
    "removed": "added",
    "landed": "undone",
    "undone": "landed",
    "slipped": "sooner",
    "sooner": "slipped",
    "changed": "changed",
}


def side(answers: Json | None = None, reference: str = "2026-0001", **parts: Any) -> Side:
    found = document(answers, **parts) | {"reference": reference}
    found["id"] = f"id-of-{reference}"
    return Side(found, judge(found, BOOK, DAY), BOOK)


def one(found: Json, part: str, **wanted: Any) -> Json:
    (entry,) = [e for e in found["verdict"] if e["part"] == part and wanted.items() <= e.items()]
    return dict(entry)


def test_the_same_twice_is_no_difference() -> None:
    a = side({"row": "yes"}, risks=[risk(3, 3)], measures=[measure()])
    found = compare(a, a)
    assert (found["answers"], found["verdict"], found["measures"]) == ([], [], [])


def test_an_answer_moves_criteria_and_screening_and_is_named_as_the_cause() -> None:
    found = compare(side({"large_scale": "no"}), side({"large_scale": "yes"}))
    assert [a["path"] for a in found["answers"]] == ["facts.large_scale"]
    criterion = one(found, "criterion", id="large_scale")
    assert (criterion["before"], criterion["after"]) == (False, True)
    assert criterion["because"] == ["facts.large_scale"]
    assert one(found, "screening")["because"] == ["facts.large_scale"]


def test_what_is_not_known_is_told_as_that_and_not_as_nothing() -> None:
    marks = {"facts": {"/large_scale": {"unknown": True}}}
    (answer,) = compare(side(), side({"large_scale": None}, marks=marks))["answers"]
    assert answer["path"] == "facts.large_scale" and answer["after"] == "not known yet"


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ({"status": "planned"}, {"status": "implemented"}, "landed"),
        ({"status": "implemented"}, {"status": "planned"}, "undone"),
        ({"due": "2026-12-01"}, {"due": "2027-03-01"}, "slipped"),
        ({"due": "2027-03-01"}, {"due": "2026-12-01"}, "sooner"),
        ({"status": "planned"}, {"status": "rejected"}, "changed"),
        ({"owner": "Operations"}, {"owner": "Legal"}, "changed"),
    ],
)
def test_measures_land_and_slip(before: Json, after: Json, change: str) -> None:
    sides = [side(risks=[risk(3, 3)], measures=[measure() | said]) for said in (before, after)]
    (entry,) = compare(*sides)["measures"]
    assert entry["change"] == change


def test_a_measure_or_risk_that_came_or_went_is_told() -> None:
    a, b = side(risks=[risk(2, 2)]), side(risks=[], measures=[measure()])
    found = compare(a, b)
    assert found["measures"][0]["change"] == "added"
    assert one(found, "risk")["after"] is None


def test_two_assessments_match_risks_by_scenario_and_not_by_number() -> None:
    def other(reference: str, *risks: Json) -> Side:
        return side(risks=list(risks), reference=reference)

    leak = risk(2, 2) | {"id": "r1", "scenario": "leak", "title": "Leak"}
    loss = risk(3, 3) | {"id": "r1", "scenario": "loss", "title": "Loss"}
    again = risk(3, 3) | {"id": "r9", "scenario": "leak", "title": "Leak too"}
    assert compare(other("2026-0001", leak), other("2026-0001-v2", leak))["kind"] == "versions"
    found = compare(other("2026-0001", leak), other("2026-0002", loss, again))
    assert found["kind"] == "assessments"
    assert one(found, "risk", id="loss")["before"] is None
    moved = one(found, "risk", id="leak", stage="inherent")
    assert (moved["before"]["likelihood"], moved["after"]["likelihood"]) == (2, 3)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ({"large_scale": "no"}, {"large_scale": "yes", "trigger": "yes"}),
        ({}, {"no_basis": "yes", "national": "yes"}),
        ({"white": "yes"}, {"row": "yes"}),
    ],
)
def test_the_other_way_round_is_the_mirror(a: Json, b: Json) -> None:
    first = side(a, risks=[risk(3, 3)], measures=[measure("planned")])
    second = side(b, risks=[risk(2, 2)], measures=[measure("implemented")])
    there, back = compare(first, second), compare(second, first)
    for part in ("answers", "verdict", "measures"):
        mirrored = []
        for entry in copy.deepcopy(back[part]):
            entry["before"], entry["after"] = entry["after"], entry["before"]
            if "change" in entry:
                entry["change"] = TURNED[entry["change"]]
            mirrored.append(entry)
        assert sorted(map(repr, (sorted(e.items(), key=str) for e in there[part]))) == sorted(
            map(repr, (sorted(e.items(), key=str) for e in mirrored))
        )
