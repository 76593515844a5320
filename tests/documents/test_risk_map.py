"""Risks of many assessments counted in the matrix of each method."""

from typing import Any

import pytest

from dpia.documents.risk_map import RiskMap, risk_maps

METHODS = {
    "a": {"id": "two", "matrix": [["low", "low"], ["low", "high"]]},
    "b": {"id": "wide", "matrix": [["low", "low", "high"], ["low", "high", "high"]]},
}


def risk(name: str, *places: list[Any], **said: bool) -> dict[str, Any]:
    stages = dict(zip(("inherent", "today", "target"), places, strict=True))
    return {"id": name, "confirmed": True, "today_confirmed": True, **stages, **said}


def gathered(*entries: tuple[str, str, Any]) -> list[RiskMap]:
    placed = ((name, {"method": method, "risks": risks}) for name, method, risks in entries)
    return risk_maps(placed, METHODS.__getitem__)


def test_each_method_has_its_own_map_and_each_stage_its_own_cells() -> None:
    high, low = [2, 2, "high"], [1, 1, "low"]
    first, second = gathered(
        ("x", "a", [risk("r1", high, high, low), risk("r2", low, low, low)]),
        ("y", "b", [risk("r1", [2, 3, "high"], low, low)]),
        ("z", "a", [risk("r1", high, low, low)]),
    )
    assert (first.method["id"], first.assessments, first.risks) == ("two", 2, 3)
    assert first.stages["inherent"].cells == {(2, 2): ["x/r1", "z/r1"],
                                              (1, 1): ["x/r2"]}  # fmt: skip
    assert first.stages["target"].cells == {(1, 1): ["x/r1", "x/r2", "z/r1"]}
    assert second.stages["inherent"].cells == {(2, 3): ["y/r1"]}
    assert first.stages["today"].rated() == 3


def test_what_no_cell_shows_is_counted() -> None:
    nothing, low = [None, None, None], [1, 1, "low"]
    (found,) = gathered(
        ("x", "a", [risk("r1", nothing, nothing, nothing),
                    risk("r2", low, [1, 1, "high"], low, confirmed=False),
                    risk("r3", low, low, low, today_confirmed=False)]),
    )  # fmt: skip
    today, target = found.stages["today"], found.stages["target"]
    assert today.unrated == target.unrated == ["x/r1"]
    assert today.raised == ["x/r2"] and target.raised == []
    assert (today.unconfirmed, target.unconfirmed) == (["x/r3"], ["x/r2"])
    assert found.risks == 3


@pytest.mark.parametrize(
    "odd", [None, "x", [3, 1, "low"], [1, 3, "low"], [0, 1, "low"], [True, 1, "low"], [1, 1]]
)
def test_what_a_hand_wrote_counts_as_not_rated(odd: Any) -> None:
    (found,) = gathered(("x", "a", [risk("r1", odd, odd, odd), "odd", {"id": 7}]), ("y", "a", odd))
    assert found.stages["inherent"].unrated == ["x/r1"] and found.assessments == 2
