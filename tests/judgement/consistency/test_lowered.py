"""A risk that became lower from one version to the next."""

from typing import Any

import pytest

from dpia.judgement import judge, summarise
from dpia.judgement.consistency.lowered import lowered, may_be_lowered
from tests.judgement.synthetic import BOOK, DAY, document, measure, risk

Json = dict[str, Any]
RANKS = {"low": 1, "medium": 2, "high": 3}


def version(a_risk: Json, *measures: Json) -> Json:
    found = document(risks=[a_risk], measures=list(measures))
    return found | {"summary": summarise(judge(found, BOOK, DAY), found)}


def with_reason(a_risk: Json, reason: str) -> Json:
    return a_risk | {"inherent": a_risk["inherent"] | {"reason": reason}}


def fell(before: Json, after: Json) -> list[tuple[str, list[tuple[str, str, str]]]]:
    return [
        (entry["kind"], [(m["stage"], m["before"], m["after"]) for m in entry["moves"]])
        for entry in lowered(before, after, RANKS)
    ]


def test_a_level_that_fell_with_no_measure_is_told() -> None:
    found = fell(version(risk(3, 3)), version(risk(2, 3)))
    assert found == [("level-lowered", [("today", "high", "medium"), ("target", "high", "medium")])]


@pytest.mark.parametrize("status", ["implemented", "planned"])
def test_a_measure_that_was_added_explains_it(status: str) -> None:
    assert fell(version(risk(3, 3)), version(risk(2, 3), measure(status))) == []


def test_a_measure_that_landed_explains_it() -> None:
    planned, landed = version(risk(3, 3), measure("planned")), version(risk(3, 3), measure())
    assert landed["summary"]["risks"][0]["today"][-1] == "medium"
    assert fell(planned, landed) == []


def test_a_measure_that_was_there_before_or_is_on_another_risk_explains_nothing() -> None:
    before = version(risk(3, 3), measure("planned"))
    other = measure(id="m2", effects=[{"risk": "r9", "likelihood": 1, "severity": 0}])
    assert fell(before, version(risk(2, 3), measure("planned"), other))
    assert fell(before, version(risk(2, 3), measure("planned"), measure("rejected", id="m2")))


def test_a_measure_of_the_design_that_landed_explains_it() -> None:
    design = {"role": "baseline", "effects": []}
    hand = {"by_hand": {"today": {"likelihood": {"value": 2, "reason": "Logs."}}}}
    before = version(risk(3, 3, **hand), measure("planned", **design))
    after = version(risk(3, 3, **hand), measure("implemented", **design))
    assert after["summary"]["risks"][0]["today"][-1] == "medium"
    assert fell(before, after) == []


def test_a_severity_cut_is_told_unless_a_new_reason_was_written() -> None:
    before = version(with_reason(risk(1, 3), "Names leak."))
    again = version(with_reason(risk(1, 2), "Names leak."))
    assert ("severity-cut", [("inherent", 3, 2)]) in fell(before, again)
    assert fell(before, version(with_reason(risk(1, 2), "Only initials are kept now."))) == []


def test_what_stays_or_rises_is_quiet() -> None:
    assert fell(version(risk(3, 3)), version(risk(3, 3))) == []
    assert fell(version(risk(2, 2)), version(risk(3, 3))) == []
    assert fell(version(risk(None, None)), version(risk(2, 2))) == []


def test_the_index_says_where_to_look_closer() -> None:
    before, after = (version(one)["summary"]["risks"] for one in (risk(3, 3), risk(2, 3)))
    placed = {"method": "sha256:1", "risks": before}
    assert may_be_lowered(placed, {"method": "sha256:1", "risks": after})
    unconfirmed = [{**one, "confirmed": False} for one in before]
    assert not may_be_lowered(placed, {"method": "sha256:1", "risks": unconfirmed})
    assert not may_be_lowered(placed, {"method": "sha256:2", "risks": after})
    assert not may_be_lowered(None, placed)
