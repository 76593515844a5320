"""The worked examples of the guidelines and of the two lists, judged by the shipped data."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dpia.judgement import judge
from dpia.questionnaire.evaluation import Evaluation
from dpia.questionnaire.progress import completeness
from dpia.questionnaire.rulebook import Rulebook
from tests.books import book

CASES = Path(__file__).parent / "cases"
TODAY = date(2026, 11, 22)
C1, C2, C3 = "evaluation_scoring", "automated_decision", "systematic_monitoring"
C4, C5, C6 = "sensitive_data", "large_scale", "combining_datasets"
C7, C8, C9 = "vulnerable_people", "innovative_technology", "prevents_right_or_service"

# name: outcome, conclusion, criteria met (all others are not met or, as the example says nothing
# about them, not known), rows that match
EXPECTED: dict[str, tuple[str, str, set[str], set[str]]] = {
    # WP 248 rev.01 p. 11-12
    "wp-1": ("required", "article-35-3", {C4, C5, C7}, set()),
    "wp-2": ("required", "presumed", {C3, C8}, set()),
    "wp-3": ("required", "presumed", {C3, C7}, set()),
    "wp-4": ("required", "article-35-3", {C1, C4, C5, C6}, set()),
    "wp-5": ("required", "article-35-3", {C1, C2, C4, C9}, set()),
    "wp-6": ("required", "presumed", {C4, C7, C9}, set()),
    "wp-7": ("not-required", "recital-91", {C4, C7}, set()),
    "wp-8": ("recommended", "one-criterion", {C5}, set()),
    "wp-9": ("recommended", "one-criterion", {C1}, set()),
    # One case for each way a list, an exemption or Art. 35(3) can decide
    "law-10": ("required", "national-list", {C7}, {"bg-35-4-7"}),
    "law-11": ("required", "national-list", set(), {"bg-35-4-5"}),
    "law-12": ("required", "national-list", {C7}, {"nl-35-4-1"}),
    "law-13": ("required", "presumed", {C4, C7}, set()),
    "law-14": ("required", "article-35-3", {C4, C5, C7}, {"nl-35-4-7"}),
    "law-20": ("not-required", "exempt-35-10", {C4, C5}, set()),
    "law-21": ("required", "article-35-3", {C4, C5}, set()),
    "law-22": ("required", "article-35-3", {C1, C2, C4, C9}, set()),
    "law-25": ("required", "national-list", {C5}, {"bg-35-4-4"}),
    # Further rows, and the exceptions printed in them
    "bg-1": ("required", "article-35-3", {C3, C4, C5}, {"bg-35-4-1"}),
    "bg-2": ("required", "article-35-3", {C1, C2, C4}, {"bg-35-4-2"}),
    "bg-3": ("required", "article-35-3", {C1, C2, C3, C4}, {"bg-35-4-3"}),
    "bg-6": ("required", "national-list", set(), {"bg-35-4-6"}),
    "bg-8-small": ("not-required", "none", set(), set()),
    "bg-8-large": ("required", "national-list", {C5}, {"bg-35-4-8"}),
    "nl-2": ("required", "national-list", {C9}, {"nl-35-4-2"}),
    "nl-8": ("required", "national-list", {C4, C7}, {"nl-35-4-8"}),
    "nl-11-small": ("required", "national-list", {C3, C4, C7}, {"nl-35-4-12"}),
    "nl-13-security": ("required", "presumed", {C4, C5}, set()),
    "nl-13-billing": ("required", "national-list", {C4, C5}, {"nl-35-4-13"}),
    "nl-pharmacy": ("required", "national-list", {C4, C7}, {"nl-35-4-7"}),
    "processor": ("not-required", "not-controller", set(), set()),
    "household": ("not-required", "not-applicable", set(), set()),
    "unchanged": ("not-required", "covered-existing", set(), set()),
    "changed": ("required", "presumed", {C4, C7}, set()),
    "newsletter": ("not-required", "none", set(), set()),
    "newsletter-unknown": ("undetermined", "doubt", set(), set()),
}


def load(name: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return document


def rulebook(document: dict[str, Any], pathway: str = "edpb-2026") -> Rulebook:
    lead, also = document["authority"], tuple(document.get("also", ()))
    method = document.get("method", "four-by-four")
    return book(lead, also, pathway, method)


def verdict(document: dict[str, Any]) -> dict[str, Any]:
    return judge(document, rulebook(document), TODAY)


def test_every_case_file_is_expected() -> None:
    assert {path.stem for path in CASES.glob("*.json")} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_case(name: str) -> None:
    outcome, conclusion, criteria, rows = EXPECTED[name]
    found = verdict(load(name))
    screening = found["screening"]
    assert (screening["outcome"], screening["conclusion"]) == (outcome, conclusion)
    assert {entry["id"] for entry in screening["criteria"] if entry["met"]} == criteria
    lead = found["authorities"][load(name)["authority"]]
    assert {hit["row"] for hit in lead["hits"]} == rows
    assert [f for f in found["findings"] if f["id"].startswith("rule-not-evaluated")] == []


def test_what_an_example_leaves_out_stays_unknown() -> None:
    criteria = {c["id"]: c["met"] for c in verdict(load("wp-2"))["screening"]["criteria"]}
    assert criteria[C5] is None


def test_the_presumption_yields_to_reasons_and_the_officers_view() -> None:
    practice = load("law-13")
    practice["overruled"] = [
        {
            "conclusion": "presumed",
            "to": "not-required",
            "reason": "Ordinary files of one practice in one village.",
            "dpo_view": "Agrees; to be looked at again above 10,000 patients.",
            "by": "A",
            "at": "2026-11-22T10:00:00Z",
        }
    ]
    screening = verdict(practice)["screening"]
    assert (screening["outcome"], screening["conclusion"]) == ("not-required", "justified")


def test_the_dutch_number_of_patients_shows_as_a_near_miss() -> None:
    misses = verdict(load("law-13"))["authorities"]["nl"]["near_misses"]
    assert "nl-35-4-7" in {miss["row"] for miss in misses}


def test_one_information_system_decides_in_the_netherlands() -> None:
    practice = load("law-14")
    practice["answers"]["large_scale"]["one_information_system"] = "no"
    hits = verdict(practice)["authorities"]["nl"]["hits"]
    assert "nl-35-4-7" not in {hit["row"] for hit in hits}


def test_the_concerned_authority_is_shown_but_does_not_decide() -> None:
    game = load("law-10") | {"authority": "nl", "also": ["bg"]}
    found = verdict(game)
    assert found["screening"]["outcome"] == "recommended"
    assert [hit["row"] for hit in found["authorities"]["bg"]["hits"]] == ["bg-35-4-7"]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("law_conditions", ["obligation_or_task", "specific", "assessed"]),
        ("law_conditions", ["obligation_or_task", "binding", "assessed"]),
        ("law_conditions", ["binding", "specific", "assessed"]),
        ("law_dpia_reference", None),
        ("law_reference", None),
        ("law_state_requires", "yes"),
        ("law_state_requires", None),
    ],
)
def test_every_condition_of_the_exemption_for_laws_is_needed(question: str, value: Any) -> None:
    statute = load("law-20")
    statute["answers"]["screening"] |= {question: value}
    if value is None:
        del statute["answers"]["screening"][question]
    assert verdict(statute)["screening"]["conclusion"] == "article-35-3"


SIMILAR = {
    "precedents": ["similar_dpia"],
    "similar_reference": "Assessment of the cameras at the other station, 2025",
    "similar_in": ["nature", "scope", "context", "purposes", "risks"],
    "similar_measures": "yes",
}
CHECKED = {
    "precedents": ["prior_check"],
    "prior_check_reference": "Authority, file 7",
    "prior_check_date": "2017-02-01",
    "prior_check_changes": [],
}


@pytest.mark.parametrize(
    ("precedent", "change", "expected"),
    [
        (SIMILAR, {}, "covered-similar"),
        (SIMILAR, {"similar_in": ["nature", "scope", "context", "risks"]}, "presumed"),
        (SIMILAR, {"similar_measures": "no"}, "presumed"),
        (CHECKED, {}, "covered-prior-check"),
        (CHECKED, {"prior_check_date": "2018-05-25"}, "presumed"),
        (CHECKED, {"prior_check_changes": ["data"]}, "presumed"),
    ],
)
def test_an_earlier_assessment_counts_only_as_a_whole(
    precedent: dict[str, Any], change: dict[str, Any], expected: str
) -> None:
    monitoring = load("wp-3")
    monitoring["answers"]["screening"] |= precedent | change
    assert verdict(monitoring)["screening"]["conclusion"] == expected


@pytest.mark.parametrize(
    ("people", "more"),
    [
        (500, {"share": "small"}),
        (3000, {"share": "small", "volume": "narrow"}),
        (30000, {"duration": "long"}),
        (30000, {"duration": "short", "area": "national"}),
    ],
)
def test_a_newsletter_reaches_its_verdict_in_fifteen_questions(
    people: int, more: dict[str, str]
) -> None:
    newsletter = load("newsletter")
    newsletter["answers"]["screening"]["people"] = people
    newsletter["answers"]["large_scale"] = more
    rules = rulebook(newsletter, "screening-only")
    done = completeness(Evaluation(rules, newsletter["answers"], as_of=TODAY))
    assert done["missing"] == []
    assert done["required"] <= 15
    assert judge(newsletter, rules, TODAY)["screening"]["outcome"] != "undetermined"


@pytest.mark.parametrize("question", list(load("wp-9")["answers"]["screening"]))
def test_no_screening_question_can_be_left_out_quietly(question: str) -> None:
    """Without one answer the verdict never gets milder than with it."""
    strictness = ("not-required", "recommended", "undetermined", "required")
    for name in ("wp-9", "newsletter", "law-10", "bg-8-large"):
        whole, part = load(name), load(name)
        part["answers"]["screening"].pop(question, None)
        with_it, without = verdict(whole)["screening"], verdict(part)["screening"]
        if with_it["outcome"] != "required":
            assert strictness.index(without["outcome"]) >= strictness.index(with_it["outcome"])
        else:
            assert without["outcome"] in ("undetermined", "required")
