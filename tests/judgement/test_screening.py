"""The order of precedence of the screening, one test a step."""

import pytest

from tests.judgement.synthetic import EARLY, NINE, screened, verdict

TWO = {"sensitive_data": "yes", "vulnerable_people": "yes"}


@pytest.mark.parametrize("name", EARLY)
def test_early_exemption_stands_before_everything_else(name):
    answers = {name.replace("-", "_"): "yes", "trigger": "yes", "row": "yes", **TWO}
    assert screened(answers) == ("not-required", name)


@pytest.mark.parametrize("name", EARLY)
def test_unknowns_behind_an_early_exemption_do_not_matter(name):
    unknown = {"trigger": None, "row": None, "large_scale": None}
    assert screened({name.replace("-", "_"): "yes", **unknown}) == ("not-required", name)


@pytest.mark.parametrize("name", EARLY)
def test_unknown_early_exemption_is_not_granted(name):
    assert screened({name.replace("-", "_"): None}) == ("not-required", "none")
    assert screened({name.replace("-", "_"): None, "trigger": "yes"})[0] == "required"


def test_the_first_early_exemption_names_the_conclusion():
    answers = {"covered_similar": "yes", "not_controller": "yes"}
    assert screened(answers) == ("not-required", "not-controller")


def test_article_35_3_requires_even_against_white_list_and_recital_91():
    answers = {"trigger": "yes", "white": "yes", "solo": "yes"}
    assert screened(answers) == ("required", "article-35-3")


def test_a_binding_row_requires_even_against_a_white_list():
    assert screened({"row": "yes", "white": "yes"}) == ("required", "national-list")


def test_a_row_against_recital_91_is_a_conflict_for_a_person():
    assert screened({"row": "yes", "solo": "yes"}) == ("undetermined", "conflict")
    assert screened({"row": "yes", "solo": "yes", "trigger": "yes"})[0] == "required"


def test_the_row_of_a_concerned_authority_does_not_bind():
    found = verdict({"row_concerned": "yes"})
    assert found["screening"]["outcome"] == "not-required"
    concerned = found["authorities"]["nl"]
    assert concerned["role"] == "concerned"
    assert [hit["row"] for hit in concerned["hits"]] == ["nl-35-4-1"]
    assert found["authorities"]["bg"]["hits"] == []


@pytest.mark.parametrize(
    ("answer", "conclusion"), [("white", "exempt-35-5"), ("solo", "recital-91")]
)
def test_exemptions_that_yield(answer, conclusion):
    assert screened({answer: "yes", **TWO}) == ("not-required", conclusion)
    assert screened({answer: "yes", **TWO, "trigger": None}) == ("undetermined", "doubt")
    assert screened({answer: "yes", **TWO, "row": None}) == ("undetermined", "doubt")
    assert screened({answer: None, **TWO}) == ("required", "presumed")
    assert screened({answer: "yes", "innovative_technology": None})[0] == "not-required"


def test_criteria_are_counted():
    assert screened(TWO) == ("required", "presumed")
    assert screened(dict.fromkeys(NINE, "yes")) == ("required", "presumed")
    assert screened({"sensitive_data": "yes"}) == ("recommended", "one-criterion")
    assert screened() == ("not-required", "none")


def test_other_high_risk_requires_without_any_criterion():
    assert screened({"other": "yes"}) == ("required", "other-high-risk")


def test_an_assessment_that_another_law_orders_is_required_whatever_would_exempt_from_ours():
    required = ("required", "other-high-risk")
    assert screened({"ordered": "yes"}) == required
    assert screened({"ordered": "yes", "white": "yes", "solo": "yes"}) == required
    assert screened({"ordered": None, "white": "yes"}) == ("undetermined", "doubt")
    assert screened({"ordered": None, "solo": "yes"}) == ("undetermined", "doubt")
    assert screened({"ordered": "yes", "row": "yes", "solo": "yes"})[0] == "required"
    assert screened({"ordered": "yes", "covered_existing": "yes"})[0] == "not-required"
    (reason,) = verdict({"ordered": "yes"})["screening"]["reasons"]
    assert (reason["rule"], reason["weight"], reason["deciding"]) == (
        *("ordered-by-law", "hard", True),
    )


@pytest.mark.parametrize(
    "answers",
    [
        {"trigger": None},
        {"row": None},
        {"ordered": None},
        {"other": None},
        {"large_scale": None},
        {"large_scale": None, "sensitive_data": "yes"},
        {"large_scale": None, "sensitive_data": None},
    ],
)
def test_an_unknown_that_could_make_it_stricter_leaves_it_open(answers):
    assert screened(answers) == ("undetermined", "doubt")


def test_doubt_names_the_questions_that_would_settle_it():
    found = verdict({"trigger": None, "large_scale": None})
    assert found["undetermined"] == [
        {"question": "facts.large_scale", "title": "large_scale", "would_settle": ["screening"]},
        {"question": "facts.trigger", "title": "trigger", "would_settle": ["screening"]},
    ]
    reason = found["screening"]["reasons"][0]
    assert (reason["rule"], reason["law"]) == ("doubt", "WP 248 rev.01 p. 8")
    assert reason["answers"] == []


def test_a_settled_screening_asks_for_nothing_more():
    assert verdict({"trigger": "yes", "row": None, "large_scale": None})["undetermined"] == []


def test_reasons_put_the_deciding_rule_first_and_keep_the_others():
    found = verdict({"trigger": "yes", "row": "yes", "other": "yes", **TWO})["screening"]
    rules = [(r["rule"], r["weight"], r["deciding"]) for r in found["reasons"]]
    assert rules == [
        ("35-3-a", "hard", True),
        ("bg-35-4-1", "hard", False),
        ("presumed", "presumption", False),
        ("other-high-risk", "hard", False),
    ]
    assert found["reasons"][0]["answers"] == [{"question": "facts.trigger", "value": "yes"}]
    assert found["reasons"][0]["trace"]["because"][0]["id"] == "facts.trigger"


def test_what_a_granted_exemption_displaced_is_still_told():
    found = verdict({"covered_existing": "yes", "trigger": "yes"})["screening"]
    rules = [(r["rule"], r["deciding"]) for r in found["reasons"]]
    assert rules == [("covered-existing", True), ("35-3-a", False)]


def test_not_required_always_says_why():
    for answers in ({}, {"white": "yes"}, {"solo": "yes"}, {"not_applicable": "yes"}):
        reasons = verdict(answers)["screening"]["reasons"]
        assert reasons[0]["deciding"] and reasons[0]["title"] and reasons[0]["law"]


def test_a_voluntary_dpia_adds_a_reason_and_changes_no_outcome():
    found = verdict({"voluntary": "yes"})["screening"]
    assert found["outcome"] == "not-required"
    assert [reason["rule"] for reason in found["reasons"]] == ["none", "voluntary"]
    required = verdict({"voluntary": "yes", "trigger": "yes"})["screening"]
    assert [reason["rule"] for reason in required["reasons"]] == ["35-3-a"]


def test_every_exemption_tried_is_told_with_its_value():
    found = verdict({"solo": "yes", "exempt_35_10": None})["screening"]["exemptions"]
    told = {entry["rule"]: (entry["met"], entry["granted"]) for entry in found}
    assert told["recital-91"] == (True, True)
    assert told["exempt-35-10"] == (None, False)
    assert told["not-applicable"] == (False, False)


def test_a_row_that_one_condition_keeps_from_matching_is_a_near_miss():
    found = verdict({"large_scale": "yes"})["screening"]["near_misses"]
    assert [(n["row"], n["value"], n["missing"]["title"]) for n in found] == [
        ("bg-35-4-1", False, "row")
    ]
    assert verdict({})["screening"]["near_misses"] == []
    assert verdict({"row": "yes"})["screening"]["near_misses"] == []
    open_ = verdict({"large_scale": "yes", "row": None})
    assert open_["screening"]["near_misses"][0]["value"] is None
    assert open_["authorities"]["bg"]["undetermined"] == ["bg-35-4-1"]
