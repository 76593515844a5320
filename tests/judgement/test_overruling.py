"""Overruling: what may be overruled, by whom it counts, and that both stand in the record."""

import pytest

from tests.judgement.synthetic import screened, verdict

TWO = {"sensitive_data": "yes", "vulnerable_people": "yes"}
GROUNDS = {"reason": "Only six people, once.", "dpo_view": "I agree.", "by": "A", "at": "2026"}
PRESUMED = {"conclusion": "presumed", "to": "not-required", **GROUNDS}


def one(to):
    return {"conclusion": "one-criterion", "to": to, **GROUNDS}


def criterion(name, met, **changed):
    return {"criterion": name, "met": met, **GROUNDS, **changed}


def test_a_criterion_overruled_counts_as_overruled_and_keeps_its_derivation():
    found = verdict(TWO, overruled=[criterion("sensitive_data", False)])
    assert found["screening"]["outcome"] == "recommended"
    assert found["screening"]["derived"] == {"outcome": "required", "conclusion": "presumed"}
    entry = next(c for c in found["screening"]["criteria"] if c["id"] == "sensitive_data")
    assert (entry["met"], entry["derived"], entry["overruled"]) == (False, True, True)
    assert found["overruled"][0]["derived"] is True
    assert found["overruled"][0]["applied"] is True


def test_a_criterion_can_be_taken_as_met():
    overruled = [criterion("large_scale", True)]
    assert screened({"sensitive_data": "yes"}, overruled=overruled) == ("required", "presumed")


@pytest.mark.parametrize("missing", ["reason", "dpo_view"])
def test_without_reason_or_dpo_view_it_does_not_count_and_is_a_finding(missing):
    found = verdict(TWO, overruled=[criterion("sensitive_data", False, **{missing: " "})])
    assert found["screening"]["outcome"] == "required"
    assert found["overruled"][0]["applied"] is False
    assert [f["id"] for f in found["findings"]] == ["overruling-incomplete:sensitive_data"]


def test_an_unknown_criterion_cannot_be_overruled_away():
    overruled = [criterion("large_scale", False)]
    assert screened({"large_scale": None}, overruled=overruled) == ("undetermined", "doubt")


@pytest.mark.parametrize("name", ["trigger", "row"])
def test_no_overruling_reaches_article_35_3_or_a_row(name):
    overruled = [PRESUMED, one("not-required"), criterion("sensitive_data", False)]
    assert screened({name: "yes", **TWO}, overruled=overruled)[0] == "required"


def test_overruling_the_law_itself_is_a_blocking_finding_and_the_verdict_stays():
    entry = {"conclusion": "article-35-3", "to": "not-required", **GROUNDS}
    found = verdict({"trigger": "yes"}, overruled=[entry])
    assert found["screening"]["outcome"] == "required"
    assert found["findings"][0]["id"] == "overruled-against-the-law:article-35-3"
    assert found["findings"][0]["weight"] == "blocking"


def test_the_presumption_can_be_rebutted():
    found = verdict(TWO, overruled=[PRESUMED])
    assert found["screening"]["outcome"] == "not-required"
    assert found["screening"]["conclusion"] == "justified"
    assert found["screening"]["derived"]["conclusion"] == "presumed"
    assert found["overruled"][0]["applied"] is True


@pytest.mark.parametrize("name", ["trigger", "row", "other"])
def test_a_rebuttal_waits_for_what_is_stricter_than_the_presumption(name):
    assert screened({**TWO, name: None}, overruled=[PRESUMED]) == ("undetermined", "doubt")


def test_a_rebuttal_does_not_wait_for_further_criteria():
    answers = {**TWO, "large_scale": None}
    assert screened(answers, overruled=[PRESUMED]) == ("not-required", "justified")


def test_a_rebuttal_does_not_reach_another_high_risk():
    assert screened({**TWO, "other": "yes"}, overruled=[PRESUMED]) == (
        "required",
        "other-high-risk",
    )


def test_one_criterion_can_be_decided_either_way():
    answers = {"sensitive_data": "yes"}
    assert screened(answers, overruled=[one("not-required")]) == ("not-required", "justified")
    assert screened(answers, overruled=[one("required")]) == ("required", "overruled")


def test_an_overruling_of_another_conclusion_is_idle_and_says_so():
    found = verdict({"sensitive_data": "yes"}, overruled=[PRESUMED])
    assert found["screening"]["conclusion"] == "one-criterion"
    assert found["overruled"][0]["applied"] is False
    assert [f["id"] for f in found["findings"]] == ["overruling-idle:presumed"]


def test_the_assessors_reasons_are_the_deciding_ones():
    reasons = verdict(TWO, overruled=[PRESUMED])["screening"]["reasons"]
    assert [(r["rule"], r["deciding"]) for r in reasons] == [
        ("justified", True),
        ("presumed", False),
    ]
    assert "Only six people, once." in reasons[0]["title"]


def test_an_overruled_criterion_counts_in_the_reasons_and_shows_what_it_rests_on():
    found = verdict({"sensitive_data": "yes"}, overruled=[criterion("large_scale", True)])
    trace = found["screening"]["reasons"][0]["trace"]
    kinds = [(part["kind"], part["id"], part["value"]) for part in trace["because"]]
    assert kinds == [("criterion", "sensitive_data", True), ("overruled", "large_scale", True)]
    assert trace["because"][1]["because"][0]["value"] is False
    none = verdict({"sensitive_data": "yes"}, overruled=[criterion("sensitive_data", False)])
    assert none["screening"]["conclusion"] == "none"
    assert none["screening"]["reasons"][0]["trace"]["value"] is False


def test_overruling_a_criterion_and_then_the_conclusion_that_is_left():
    overruled = [criterion("sensitive_data", False), one("not-required")]
    found = verdict(TWO, overruled=overruled)
    assert found["screening"]["conclusion"] == "justified"
    assert [entry["applied"] for entry in found["overruled"]] == [True, True]
    assert found["findings"] == []
