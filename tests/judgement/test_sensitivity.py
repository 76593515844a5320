"""The smallest changes that flip the screening or the consultation."""

from typing import Any

from dpia.judgement.sensitivity import sensitivity
from tests.judgement.synthetic import BOOK, DAY, document, measure, risk

Json = dict[str, Any]


def tried(answers: Json | None = None, **parts: Any) -> Json:
    return sensitivity(document(answers, **parts), BOOK, DAY)


def of(found: Json, kind: str, gate: str = "consultation") -> list[Json]:
    return [c for c in found["changes"] if (c["kind"], c["gate"]) == (kind, gate)]


def test_an_answer_flips_the_screening_and_says_why() -> None:
    found = tried({"large_scale": "yes", "vulnerable_people": "yes"})
    assert found["screening"] == "required"
    flips = {c["id"]: c for c in of(found, "answer", "screening")}
    one = flips["facts.large_scale"]
    assert (one["from"], one["to"]) == ("yes", "no")
    assert (one["before"], one["after"]) == ("required", "recommended")
    assert one["conclusion"] == "one-criterion" and one["because"]
    assert "facts.innovative_technology" not in flips


def test_the_measure_that_a_low_target_hangs_on_is_named() -> None:
    found = tried(risks=[risk(3, 3)], measures=[measure("planned")])
    assert found["consultation"] == "not-required"
    assert [(c["id"], c["from"], c["to"], c["after"]) for c in of(found, "measure")] == [
        ("m1", "planned", "rejected", "required"),
        ("m1", "planned", "absent", "required"),
    ]
    assert "stays" in of(found, "measure")[0]["because"]


def test_a_rejected_measure_put_in_place_flips_it_back() -> None:
    found = tried(risks=[risk(3, 3)], measures=[measure("rejected")])
    assert [(c["to"], c["after"]) for c in of(found, "measure")] == [
        ("implemented", "not-required")
    ]


def test_one_step_of_a_rating_flips_it() -> None:
    found = tried(risks=[risk(3, 3)])
    assert {(c["axis"], c["from"], c["to"]) for c in of(found, "rating")} == {
        ("likelihood", 3, 2),
        ("severity", 3, 2),
    }


def test_a_target_set_by_hand_is_stepped_too() -> None:
    hand = {"target": {"likelihood": {"value": 2, "reason": "Logs."}}}
    found = tried(risks=[risk(3, 3) | {"by_hand": hand}])
    assert found["consultation"] == "not-required"
    flips = [(c["stage"], c["axis"], c["from"], c["to"]) for c in of(found, "rating")]
    assert flips == [("target", "likelihood", 2, 3), ("inherent", "severity", 3, 4)]


def test_far_from_every_border_nothing_flips_the_consultation() -> None:
    found = tried(risks=[risk(1, 1)])
    assert not of(found, "rating") and not of(found, "measure")
    assert found["tried"] == found["of"] > 0 and not found["cut"]


def test_ratings_count_as_confirmed_and_those_that_are_not_are_named() -> None:
    found = tried(risks=[risk(3, 3, confirmed=False), risk(1, 1, id="r2")])
    assert (found["consultation"], found["as_if_confirmed"]) == ("required", ["r1"])
    assert tried(risks=[risk(3, 3)])["as_if_confirmed"] == []


def test_an_unrated_risk_is_not_stepped_and_stays_open() -> None:
    found = tried(risks=[risk(None, None)])
    assert found["consultation"] == "undetermined" and not of(found, "rating")


def test_what_is_cut_says_so() -> None:
    case = document({"large_scale": "yes"}, risks=[risk(3, 3)], measures=[measure("planned")])
    found = sensitivity(case, BOOK, DAY, lambda done, _total: done < 2)
    assert (found["tried"], found["cut"]) == (2, True) and found["of"] > 2


def test_the_document_itself_is_left_as_it_was() -> None:
    case = document(risks=[risk(3, 3)], measures=[measure("planned")])
    before = repr(case)
    sensitivity(case, BOOK, DAY)
    assert repr(case) == before
