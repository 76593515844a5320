"""Prior consultation (GDPR Art. 36) and going live."""

from dpia.assessment.document import from_file
from dpia.judgement import judge
from tests.books import book
from tests.judgement.synthetic import DAY, measure, risk, verdict


def consulted(*risks, answers=None, measures=()):
    found = verdict(answers, risks=list(risks), measures=list(measures))["consultation"]
    return found["outcome"], found["basis"]


def test_one_confirmed_high_target_is_enough():
    low = risk(1, 1, id="r2")
    assert consulted(low, risk(3, 3)) == ("required", ["36(1)"])


def test_it_is_required_even_while_others_are_open():
    assert consulted(risk(3, 3), risk(None, None, id="r2")) == ("required", ["36(1)"])


def test_the_residual_risk_decides_not_the_inherent_one():
    assert consulted(risk(3, 3), measures=[measure("planned")]) == ("not-required", [])


def test_an_unconfirmed_high_target_leaves_it_open():
    assert consulted(risk(3, 3, confirmed=False)) == ("undetermined", [])


def test_an_obvious_risk_is_consulted_on_whatever_its_rating():
    assert consulted(risk(1, 1, obvious="yes")) == ("required", ["36(1)"])
    assert consulted(risk(1, 1, obvious="yes", confirmed=False)) == ("required", ["36(1)"])
    assert consulted(risk(None, None, obvious="yes")) == ("required", ["36(1)"])


def test_harm_that_cannot_be_overcome_is_consulted_on():
    assert consulted(risk(2, 4)) == ("required", ["36(1)"])


def test_unsettled_risks_leave_it_open():
    assert consulted(risk(None, 1)) == ("undetermined", [])
    assert consulted(risk(1, 4)) == ("undetermined", [])
    unsaid = risk(2, 2)
    del unsaid["obvious"]
    found = verdict(risks=[unsaid])["consultation"]
    assert found["outcome"] == "undetermined"
    assert found["reasons"][0]["risk"] == "r1"


def test_no_risks_recorded():
    assert consulted() == ("not-required", [])
    assert consulted(answers={"trigger": "yes"}) == ("undetermined", [])
    assert consulted(answers={"large_scale": "yes"}) == ("undetermined", [])


def test_national_law_is_independent_of_the_risk():
    assert consulted(risk(1, 1), answers={"national": "yes"}) == ("required", ["36(5)"])
    assert consulted(risk(3, 3), answers={"national": "yes"}) == ("required", ["36(1)", "36(5)"])
    assert consulted(risk(1, 1), answers={"national": None}) == ("undetermined", [])
    assert consulted(risk(3, 3), answers={"national": None}) == ("required", ["36(1)"])
    asked = verdict({"national": None}, risks=[risk(1, 1)])["undetermined"]
    assert [(a["question"], a["would_settle"]) for a in asked] == [
        ("facts.national", ["consultation"])
    ]


def waiting(*purposes):
    processing = {"purposes": [{"id": f"p{i}", **said} for i, said in enumerate(purposes)]}
    answers = {"screening": {"part": "controller"}, "processing": processing}
    document = from_file({"authority": "bg", "answers": answers}, created="2026-11-01")
    found = judge(document, book("bg"), DAY)["consultation"]
    return [reason["title"] for reason in found["reasons"] if reason["rule"] == "36(5)"]


def test_while_a_legal_basis_is_not_known_it_is_said_that_national_law_waits_for_it():
    waits = "National law asks for it; this waits for the legal basis of each purpose"
    assert waiting({"legal_basis": "contract"}, {"name": "Sending news"}) == [waits]
    assert waiting({"legal_basis": "public_task"}) == ["National law asks for it"]
    assert waiting({"legal_basis": "contract"}) == []


def test_reasons_name_the_risk_the_law_and_the_trace():
    found = verdict(risks=[risk(3, 3)])["consultation"]
    assert found["authority"] == "bg"
    reason = found["reasons"][0]
    assert (reason["rule"], reason["risk"], reason["law"]) == ("36(1)", "r1", "GDPR Art. 36(1)")
    assert reason["trace"]["because"][-1]["kind"] == "cell"


def gate(*risks, answers=None, measures=()):
    found = verdict(answers, risks=list(risks), measures=list(measures))["go_live"]
    return found["outcome"], found["conditions"]


def test_going_live_is_clear_when_nothing_stands_against_it():
    assert gate(risk(1, 1)) == ("clear", [])
    assert gate() == ("clear", [])


def test_a_high_today_blocks_and_names_the_measures_that_must_land():
    outcome, conditions = gate(risk(3, 3), measures=[measure("planned")])
    assert outcome == "blocked"
    assert conditions == ["Put the measure M1 “Locks” in place."]
    assert gate(risk(2, 2), measures=[measure("planned")])[0] == "clear"


def test_consultation_unlawfulness_and_blocking_findings_block():
    assert gate(risk(3, 3))[0] == "blocked"
    assert gate(answers={"no_basis": "yes"})[0] == "blocked"
    assert gate(answers={"danger": "yes"}) == (
        "blocked",
        ["Settle this first: Something is badly wrong."],
    )


def test_unknowns_leave_the_gate_undetermined():
    assert gate(risk(1, 1, confirmed=False))[0] == "undetermined"
    assert gate(answers={"no_basis": None})[0] == "undetermined"
    assert gate(answers={"danger": None})[0] == "undetermined"
    assert gate(answers={"national": None})[0] == "undetermined"
    baseline = measure("planned", role="baseline", effects=[{"risk": "r1"}])
    assert gate(risk(2, 2), measures=[baseline])[0] == "undetermined"


def blocking(running, likelihood, severity):
    rated, planned = [risk(likelihood, severity)], [measure("planned")]
    found = verdict({"running": running}, risks=rated, measures=planned)["findings"]
    return [finding["id"] for finding in found if finding["weight"] == "blocking"]


def test_a_running_processing_with_a_high_today_is_a_blocking_finding():
    assert blocking("yes", 3, 3) == ["running-while-high"]
    assert blocking("yes", 1, 1) == []
    assert blocking("no", 3, 3) == []
