"""One name for one thing: numbers count rows as they stand; a rejected measure has none."""

from dpia.assessment.naming import measure_name, measure_numbers, risk_name, risk_numbers

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
    assert [risk_name(DOCUMENT, risk) for risk in risks] == ["R1 Seen by others", "R2 r12"]
    named = [measure_name(DOCUMENT, measure) for measure in measures]
    assert named == ["M1 Locks", "Alarm", "M2 Encryption"]
