"""What contradicts itself in a whole register."""

from typing import Any

from dpia.desk.case import Case
from dpia.desk.consistency import consistency
from dpia.desk.desk import Desk
from dpia.desk.revising import revise
from tests.desk.test_revising import decided

Json = dict[str, Any]


def rated(desk: Desk, title: str = "Badges") -> Case:
    """Return a case with a high risk that one planned measure lowers a little."""
    case = desk.create(title, authority="nl", organisation="North")
    risk = case.add_risk(title="Snooping", track="event", event="access")
    case.change_risk(risk, likelihood=4, severity=3, inherent_reason="Said.", obvious="no")
    return case


def promised(case: Case, due: str) -> str:
    return case.add_measure(title="Encrypt", owner="IT", due=due)


def test_a_sound_register_is_quiet(desk: Desk) -> None:
    case = decided(desk)
    revise(case)
    rated(desk)
    found = consistency(desk)
    parts = [found[part] for part in ("lowered", "doubles", "promises", "problems")]
    assert (parts, found["looked_at"]) == ([[], [], [], []], 3)


def test_a_risk_that_fell_in_the_next_version_is_told_with_both(desk: Desk) -> None:
    old = decided(desk)
    old.reopen("The harm was rated too low.")
    risk = old.document["risks"][0]["id"]
    old.change_risk(risk, severity=2)
    old.confirm_risk(risk)
    old.decide("approved", "Nothing stands against it.")
    new, _carried = revise(old)
    new.change_risk(risk, severity=1)
    (cut,) = consistency(desk)["lowered"]
    assert (cut["kind"], cut["risk"]) == ("severity-cut", risk)
    assert cut["assessment"]["reference"] == "2026-0001-v2"
    assert cut["before"]["reference"] == "2026-0001"
    assert cut["moves"] == [{"stage": "inherent", "before": 2, "after": 1}]
    new.change_risk(risk, inherent_reason="Only initials are kept now, nothing else.")
    assert consistency(desk)["lowered"] == []


def test_one_processing_answered_differently_is_told_with_both_answers(desk: Desk) -> None:
    one, two, other = rated(desk), rated(desk, "BADGES"), rated(desk, "Cameras")
    for case, people in ((one, 40), (two, 9000), (other, 7)):
        case.answer("screening.part", "controller")
        case.answer("screening.people", people)
    (group,) = consistency(desk)["doubles"]
    assert [about["id"] for about in group["assessments"]] == [one.id, two.id]
    (question,) = group["questions"]
    assert question["question"] == "screening.people"
    assert [answer["value"] for answer in question["answers"]] == [40, 9000]
    assert question["answers"][1]["words"].startswith("9,000")
    two.answer("screening.people", 40)
    assert consistency(desk)["doubles"] == []


def test_a_version_and_the_one_before_are_no_doubles(desk: Desk) -> None:
    old = decided(desk)
    new, _carried = revise(old)
    new.answer("screening.people", 7)
    assert consistency(desk)["doubles"] == []


def test_a_measure_in_two_cases_that_slipped_in_a_version_is_told_in_both(desk: Desk) -> None:
    old = decided(desk)
    old.reopen("A measure was forgotten.")
    measure = promised(old, "2027-01-31")
    old.decide("conditionally-approved", "Once it is there.", ["Encrypt by 31 January 2027"])
    other = rated(desk)
    promised(other, "2027-09-30")
    new, _carried = revise(old)
    new.change_measure(measure, due="2027-09-30")
    (entry,) = consistency(desk)["promises"]
    assert (entry["title"], entry["because"]) == ("Encrypt", ["slipped"])
    told = {one["reference"]: one["slipped"] for one in entry["promised"]}
    slip = {"before": "2027-01-31", "after": "2027-09-30"}
    assert told == {"2026-0001-v2": slip, other.document["reference"]: None}
    assert len(consistency(desk, {other.id})["promises"]) == 1
    assert consistency(desk, {"none"})["promises"] == []


def test_only_what_belongs_together_is_opened(desk: Desk, monkeypatch: Any) -> None:
    rated(desk)
    rated(desk, "Cameras")
    revise(decided(desk))
    opened: list[tuple[int, int]] = []
    consistency(desk, progress=lambda done, total: opened.append((done, total)))
    assert opened == []
    for people in (40, 40, 7):
        rated(desk).answer("screening.people", people)
    found = consistency(desk, progress=lambda done, total: opened.append((done, total)))
    assert opened == [(0, 3), (1, 3), (2, 3)]
    (group,) = found["doubles"]
    assert [a["value"] for a in group["questions"][0]["answers"]] == [40, 40, 7]
    assert len(group["assessments"]) == 4


def test_what_is_over_or_archived_promises_nothing(desk: Desk) -> None:
    one, two = rated(desk), rated(desk, "Cameras")
    promised(one, "2027-01-31")
    promised(two, "2027-09-30")
    assert len(consistency(desk)["promises"]) == 1
    two.archive("Never begun.")
    assert consistency(desk)["promises"] == []


def test_what_cannot_be_read_is_told_and_the_rest_is_looked_at(desk: Desk) -> None:
    one, two = rated(desk), rated(desk)
    promised(one, "2027-01-31")
    promised(two, "2027-09-30")
    desk.register.file(rated(desk, "Cameras").id).write_text("{", encoding="utf-8")
    found = consistency(desk)
    assert (found["looked_at"], len(found["promises"]), len(found["problems"])) == (2, 1, 1)
