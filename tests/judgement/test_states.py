"""The regression cases that turn on one state's list, each against an ordinary processing.

What makes a processing ordinary is spelled out once; a case says only in what it differs.
"""

from datetime import date
from typing import Any

import pytest

from dpia.judgement import judge
from tests.books import book, library

FILES = library().files()
TODAY = date(2026, 11, 22)
ORDINARY: dict[str, Any] = {
    "part": "controller",
    "controller_kind": "company",
    "establishment": "eu",
    "precedents": [],
    "people": 80,
    "people_kinds": [],
    "data_kinds": [],
    "evaluation": [],
    "monitoring": [],
    "technology": [],
    "operations": [],
    "fields": [],
    "effects": [],
}
SMALL = {"large_scale": {"share": "small"}}
STAFF = {"people_kinds": ["employees"], "fields": ["staff"]}
SCORED = {"evaluation": ["work"]}
BY_SCORE = {
    "profiling": {
        "means": "automated",
        "plan": "systematic",
        "extent": [],
        "purposes": ["staff"],
        "predicts": "no",
        "voice_or_video": "no",
        "external_data": "no",
        "disadvantage": "yes",
        "quality": ["monitored"],
    },
    "employees": {"watched": ["performance"], "breadth": "limited", "consequence": "yes"},
}
CHATBOT = {
    "new_technology": {
        "special": [],
        "experience": "usual",
        "ai_use": ["interaction"],
        "ai_known": "yes",
        "ai_class": "other",
    }
}
LINE = {"fields": ["whistleblowing"], "report_subject": ["professional"]}
WATCHED = {"monitoring": ["employees"], "monitoring_manner": ["by_system"], **STAFF}
WATCHING = {
    "monitoring": {
        "places": ["workplace"],
        "means": ["traffic_analysis"],
        "aims": ["work"],
        "length": "long",
        "unnoticed": "no",
        "told": "before",
    },
    "employees": {
        "watched": ["internet"],
        "breadth": "limited",
        "consequence": "yes",
        "private_use": "yes",
        "agreement": "agreed",
        "rules_known": "yes",
    },
}


def verdict(state: str, screening: dict[str, Any], **topics: dict[str, Any]) -> Any:
    also = topics.pop("also", ())
    answers = {"screening": ORDINARY | screening, **SMALL, **topics}
    document = {"authority": state, "also": list(also), "answers": answers}
    return judge(document, book(state, tuple(also), "screening-only"), TODAY)


def concluded(found: Any) -> tuple[str, str]:
    return found["screening"]["outcome"], found["screening"]["conclusion"]


def hits(found: Any, state: str, kind: str = "hits") -> set[str]:
    return {hit["row"] for hit in found["authorities"][state][kind]}


@pytest.mark.parametrize(("state", "row"), [("fi", "fi-35-4-5"), ("fr", "fr-35-4-6")])
def test_a_whistleblowing_line_is_on_the_list(state: str, row: str) -> None:
    found = verdict(state, LINE)
    assert concluded(found) == ("required", "national-list")
    assert hits(found, state) == {row}


def test_staff_files_of_a_small_french_employer_are_exempt() -> None:
    ordinary = {"ordinary": ["staff"], "staff_number": 80}
    found = verdict("fr", STAFF, national=ordinary)
    assert concluded(found) == ("not-required", "exempt-35-5")
    assert hits(found, "fr", "exemptions") == {"fr-35-5-1"}


def test_staff_files_of_a_large_french_employer_are_not() -> None:
    ordinary = {"ordinary": ["staff"], "staff_number": 300}
    found = verdict("fr", STAFF | {"people": 300}, national=ordinary)
    assert concluded(found) == ("recommended", "one-criterion")


def test_scoring_the_staff_takes_them_off_the_french_exemption() -> None:
    ordinary = {"ordinary": ["staff"], "staff_number": 80}
    found = verdict("fr", STAFF | SCORED, **BY_SCORE, national=ordinary)
    assert concluded(found) == ("required", "national-list")
    assert "fr-35-4-3" in hits(found, "fr")
    assert hits(found, "fr", "exemptions") == set()


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("de", ("required", "national-list")),
        ("nl", ("recommended", "one-criterion")),
        ("be", ("recommended", "one-criterion")),
        ("uk", ("recommended", "one-criterion")),
    ],
)
def test_a_chatbot_is_on_the_german_list_only(state: str, expected: tuple[str, str]) -> None:
    found = verdict(state, {"technology": ["artificial_intelligence"]}, **CHATBOT)
    assert concluded(found) == expected
    if state == "de":
        assert hits(found, "de") == {"de-35-4-11"}


def test_making_pharmacy_records_anonymous_for_sale_is_on_the_german_list() -> None:
    records = {"data_kinds": ["health"], "fields": ["anonymising"]}
    found = verdict("de", records)
    assert concluded(found) == ("required", "national-list")
    assert hits(found, "de") == {"de-35-4-15"}


CLINIC = {"data_kinds": ["health"], "people_kinds": ["patients"], "fields": ["health_care"]}
CZECH = {
    "ordinary": [],
    "access_persons": 2,
    "access_places": 1,
    "area": "municipality",
    "aimed_group": ["ill"],
    "identifiers": "yes",
    "influence": "limited",
    "availability": "limited_group",
    "links": "none",
    "complexity": "linked",
    "experience": "usual",
}


def test_one_red_and_four_yellow_are_not_enough_in_czechia() -> None:
    found = verdict("cz", CLINIC, national=CZECH)
    assert not any(hit["decides"] for hit in found["authorities"]["cz"]["hits"])
    assert found["screening"]["conclusion"] == "presumed"


def test_one_red_and_five_yellow_are_enough_in_czechia() -> None:
    found = verdict("cz", CLINIC, national=CZECH | {"links": "named"})
    assert concluded(found) == ("required", "national-list")


def test_a_works_agreement_takes_employees_off_the_austrian_list_but_not_off_the_count() -> None:
    ordinary = {"ordinary": [], "staff_agreement": "only_staff"}
    found = verdict("at", WATCHED, **WATCHING, national=ordinary)
    assert "at-35-4-10" not in hits(found, "at")
    assert concluded(found) == ("required", "presumed")


@pytest.mark.parametrize(("state", "row"), [("uk", "uk-35-4-7"), ("fi", "fi-35-4-4")])
def test_people_not_told_need_one_criterion_more(state: str, row: str) -> None:
    bought = {"operations": ["third_party_data", "art14_not_given"]}
    combining = {"combining_data": {"third_party_for": ["keeping"]}}
    alone = verdict(state, bought, **combining)
    assert concluded(alone) == ("not-required", "none")
    assert hits(alone, state) == set()
    patients = verdict(state, bought | {"people_kinds": ["patients"]}, **combining)
    assert row in hits(patients, state)
    assert concluded(patients) == ("required", "national-list")


def test_a_public_body_has_no_lead_authority() -> None:
    found = verdict("fi", {"controller_kind": "public_body"}, also=["fr"])
    assert found["authorities"]["fi"]["role"] == "competent"


def test_every_list_binds_a_controller_without_an_establishment_in_the_union() -> None:
    abroad = LINE | {"establishment": "outside_unrepresented"}
    found = verdict("nl", abroad, also=["fi"])
    assert concluded(found) == ("required", "national-list")
    at_home = verdict("nl", LINE, also=["fi"])
    assert at_home["screening"]["outcome"] != "required"
    assert hits(at_home, "fi") == {"fi-35-4-5"}


@pytest.mark.parametrize(
    "state", sorted(key.partition("/")[2] for key in FILES if key.startswith("authorities/"))
)
def test_an_ordinary_processing_is_on_no_list(state: str) -> None:
    found = verdict(state, {})
    assert concluded(found) == ("not-required", "none")
    assert hits(found, state) == set()
    assert found["authorities"][state]["undetermined"] == []
