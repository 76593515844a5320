"""One name for one thing: numbers count rows as they stand; a rejected measure has none."""

import pytest

from dpia.assessment.naming import (
    also_called,
    measure_name,
    measure_numbers,
    named_row,
    risk_name,
    risk_numbers,
)
from dpia.errors import Ambiguous, NotFound

DOCUMENT = {
    "risks": [{"id": "r7", "title": "Seen by others"}, {"id": "r12", "title": ""}],
    "measures": [
        {"id": "m3", "title": "Locks"},
        {"id": "m9", "title": "Alarm", "status": "rejected"},
        {"id": "m18", "title": "Encryption"},
    ],
}


def test_rows_are_numbered_as_they_stand_and_named_by_number_and_title() -> None:
    assert risk_numbers(DOCUMENT) == {"r7": "R1", "r12": "R2"}
    assert measure_numbers(DOCUMENT) == {"m3": "M1", "m18": "M2"}
    risks, measures = DOCUMENT["risks"], DOCUMENT["measures"]
    assert [risk_name(DOCUMENT, risk) for risk in risks] == ["R1 “Seen by others”", "R2 “r12”"]
    named = [measure_name(DOCUMENT, measure) for measure in measures]
    assert named == ["M1 “Locks”", "“Alarm”", "M2 “Encryption”"]


TWICE = {
    "risks": [
        {"id": "r3", "title": "Seen by others"},
        {"id": "r5", "title": "Lost"},
        {"id": "r6", "title": "lost"},
        {"id": "r7", "title": ""},
    ],
    "events": [{"kind": "risk-added", "about": "Lost"}, {"kind": "risk-removed", "about": "r2"}],
}


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("r5", "r5"),
        ("R1", "r3"),
        ("r1", "r3"),
        (" seen  BY others", "r3"),
        ("r3", "r3"),
        ("R3", "r6"),
    ],
)
def test_a_risk_is_meant_by_id_number_or_title(name: str, found: str) -> None:
    assert named_row(TWICE, "risks", name) == found


def test_a_measure_that_is_rejected_is_meant_by_id_or_title_alone() -> None:
    assert named_row(DOCUMENT, "measures", "m2") == "m18"
    assert named_row(DOCUMENT, "measures", "alarm") == named_row(DOCUMENT, "measures", "m9")


@pytest.mark.parametrize("name", ["", "R9", "Burnt", "m3"])
def test_what_is_not_there_is_refused_with_what_is(name: str) -> None:
    with pytest.raises(NotFound, match=r"r3 \(R1 Seen by others\)"):
        named_row(TWICE, "risks", name)


def test_a_title_that_stands_twice_is_refused_with_both() -> None:
    with pytest.raises(Ambiguous, match=r"r5 \(R2 Lost\), r6 \(R3 lost\)"):
        named_row(TWICE, "risks", "Lost")


def test_the_id_of_a_row_that_is_gone_never_reaches_another_by_its_number() -> None:
    with pytest.raises(Ambiguous, match=r"gone.*r5 \(R2 Lost\)"):
        named_row(TWICE, "risks", "r2")
    assert named_row(TWICE, "risks", "R2") == "r5"


def test_an_id_that_is_the_number_of_another_one_is_told() -> None:
    assert also_called(TWICE, "risks", "r3") == (
        "“r3” is the id of: r3 (R1 Seen by others). Not meant is: r6 (R3 lost)."
    )
    assert also_called(TWICE, "risks", "R3") == also_called(TWICE, "risks", "r5") == ""
