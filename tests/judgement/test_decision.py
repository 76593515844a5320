"""What may be decided, and what a decision against the law leads to."""

import pytest

from dpia.judgement import refusals
from tests.judgement.synthetic import document, measure, risk, verdict

ALL = ("approved", "conditionally-approved", "consultation", "rejected")


def open_to(answers=None, **parts):
    found = verdict(answers, **parts)
    return [o for o in ALL if not refusals(found, document(answers, **parts), o)]


def test_everything_is_open_when_nothing_stands_against_it():
    assert open_to(risks=[risk(1, 1)]) == list(ALL)


@pytest.mark.parametrize(
    ("answers", "risks", "measures", "left"),
    [
        ({"no_basis": "yes"}, [risk(1, 1)], [], ["rejected"]),
        ({"no_basis": "yes"}, [risk(3, 3)], [], ["rejected"]),
        ({}, [risk(3, 3)], [], ["consultation", "rejected"]),
        ({"national": "yes"}, [risk(1, 1)], [], ["consultation", "rejected"]),
        ({}, [risk(1, 1, confirmed=False)], [], ["consultation", "rejected"]),
        ({"trigger": "yes"}, [], [], ["consultation", "rejected"]),
        ({"danger": "yes"}, [risk(1, 1)], [], ["consultation", "rejected"]),
        ({}, [risk(3, 3)], [measure("planned")], list(ALL[1:])),
        ({}, [risk(2, 2)], [measure("planned")], list(ALL[1:])),
        ({}, [risk(3, 3)], [measure("implemented")], list(ALL[1:])),
        ({"sensitive_data": "yes", "large_scale": "yes"}, [risk(3, 3)], [measure()], list(ALL[1:])),
        ({"no_basis": None}, [risk(1, 1)], [], list(ALL[1:])),
    ],
)
def test_what_is_left_to_decide(answers, risks, measures, left):
    assert open_to(answers, risks=risks, measures=measures) == left


def test_an_approval_waits_for_the_advice_of_a_designated_officer():
    doc = document(risks=[risk(1, 1)])
    found = verdict(risks=[risk(1, 1)])
    assert found["dpo"] == {"designated": None, "advised": False}
    found["dpo"]["designated"] = True
    assert "Art. 35(2)" in refusals(found, doc, "approved")[0]
    assert refusals(found, doc, "conditionally-approved")
    assert refusals(found, doc, "rejected") == refusals(found, doc, "consultation") == []
    found["dpo"]["advised"] = True
    assert refusals(found, doc, "approved") == []


def test_a_word_that_is_no_decision_is_refused():
    assert "Choose one of" in refusals(verdict(), document(), "maybe")[0]


@pytest.mark.parametrize(
    ("answers", "risks"),
    [({"no_basis": "yes"}, [risk(1, 1)]), ({}, [risk(3, 3)]), ({"national": "yes"}, [])],
)
def test_a_decision_against_the_law_is_a_blocking_finding_and_the_verdict_stays(answers, risks):
    plain = verdict(answers, risks=risks)
    found = verdict(answers, risks=risks, decision={"outcome": "approved", "reason": "Hurry."})
    assert found["findings"][0]["weight"] == "blocking"
    assert "decision-against-the-law" in [f["id"] for f in found["findings"]]
    assert found["consultation"] == plain["consultation"]
    assert found["lawfulness"] == plain["lawfulness"]
    assert found["go_live"]["outcome"] == "blocked"
    fine = verdict(answers, risks=risks, decision={"outcome": "rejected", "reason": "No."})
    assert "decision-against-the-law" not in [f["id"] for f in fine["findings"]]


def test_a_pathway_that_leaves_parts_of_an_assessment_out_approves_nothing_that_needs_one():
    answers = {"row": "yes"}
    found = verdict(answers, risks=[risk(1, 1)])
    assert found["screening"]["outcome"] == "required"
    assert not any("leaves out" in why for why in refusals(found, document(answers), "approved"))
    found["pathway"]["lacks"] = "the weighing"
    for outcome in ALL[:2]:
        (why,) = [w for w in refusals(found, document(answers), outcome) if "leaves out" in w]
        assert "the weighing" in why and "edpb-2026" in why
    assert refusals(found, document(answers), "rejected") == []
    found["screening"]["outcome"] = "not-required"
    assert not any("leaves out" in why for why in refusals(found, document(answers), "approved"))


def test_a_refusal_names_risks_measures_and_decisions_as_the_lists_do():
    parts = {"risks": [risk(3, 3)], "measures": [measure("planned")]}
    said = " ".join(refusals(verdict(**parts), document(**parts), "approved"))
    assert "M1 “Locks”" in said and "“Approved with conditions”" in said
    assert "m1 " not in said and "conditionally-approved" not in said
