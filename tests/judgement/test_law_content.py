"""What the shipped questionnaires say about transfers, legal bases, sensitive data and children."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dpia.judgement import judge
from tests.books import book, library

CASES = Path(__file__).parent / "cases"
TODAY = date(2026, 11, 22)
FILES = library().files()


def case(name: str = "newsletter", **topics: Any) -> dict[str, Any]:
    """Return a case file with answers of further topics laid over it."""
    document: dict[str, Any] = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    for topic, answers in topics.items():
        document["answers"].setdefault(topic, {}).update(answers)
    return document


def verdict(document: dict[str, Any], on: date = TODAY) -> dict[str, Any]:
    return judge(document, book(document["authority"]), on)


def findings(document: dict[str, Any], on: date = TODAY) -> dict[str, str]:
    return {found["id"]: found["weight"] for found in verdict(document, on)["findings"]}


def transfer(**row: str) -> dict[str, Any]:
    rows = [{"id": "t1", "recipient": "Analytics service", **row}]
    return case(
        processing={"outside_eea": "yes"}, transfers={"transfers": rows, "transfers_told": "yes"}
    )


def purpose(**row: str) -> dict[str, Any]:
    return {"purposes": [{"id": "p1", "name": "Newsletter", "collected_for": "this", **row}]}


INVALID, NOT_ADEQUATE = "transfer-instrument-invalid", "transfer-not-adequate"


@pytest.mark.parametrize(
    ("row", "on", "expected"),
    [
        ({"country": "us", "instrument": "safe_harbor"}, date(2018, 6, 1), INVALID),
        ({"country": "us", "instrument": "safe_harbor"}, TODAY, INVALID),
        ({"country": "us", "instrument": "privacy_shield"}, date(2020, 7, 15), None),
        ({"country": "us", "instrument": "privacy_shield"}, date(2020, 7, 16), INVALID),
        ({"country": "in", "instrument": "scc_old"}, date(2022, 12, 27), None),
        ({"country": "in", "instrument": "scc_old"}, date(2022, 12, 28), INVALID),
        ({"country": "in", "instrument": "scc"}, date(2020, 1, 1), INVALID),
        ({"country": "in", "instrument": "scc", "assessment": "equivalent"}, TODAY, None),
        ({"country": "in", "instrument": "adequacy"}, TODAY, NOT_ADEQUATE),
        ({"country": "other", "instrument": "adequacy"}, TODAY, NOT_ADEQUATE),
        ({"country": "ch", "instrument": "adequacy"}, TODAY, None),
        ({"country": "gb", "instrument": "adequacy"}, date(2031, 12, 27), None),
        ({"country": "gb", "instrument": "adequacy"}, date(2031, 12, 28), NOT_ADEQUATE),
        ({"country": "br", "instrument": "adequacy", "within_limits": "yes"}, TODAY, None),
        (
            {"country": "br", "instrument": "adequacy", "within_limits": "yes"},
            date(2025, 1, 1),
            NOT_ADEQUATE,
        ),
        ({"country": "us", "instrument": "adequacy", "dpf_listed": "yes"}, TODAY, None),
        ({"country": "us", "instrument": "adequacy", "dpf_listed": "no"}, TODAY, NOT_ADEQUATE),
        ({"country": "ca", "instrument": "adequacy", "within_limits": "no"}, TODAY, NOT_ADEQUATE),
    ],
)
def test_a_transfer_needs_something_in_force(
    row: dict[str, str], on: date, expected: str | None
) -> None:
    found = findings(transfer(**row), on)
    blocking = {name for name, weight in found.items() if weight == "blocking"}
    assert blocking == ({expected} if expected else set())


def test_an_unlisted_fact_about_a_transfer_is_not_a_finding_yet() -> None:
    found = verdict(transfer(country="us", instrument="adequacy"))
    assert NOT_ADEQUATE not in {f["id"] for f in found["findings"]}
    assert "transfers.transfers/t1/dpf_listed" in {u["question"] for u in found["undetermined"]}


@pytest.mark.parametrize(
    ("row", "expected", "weight"),
    [
        ({"country": "us", "instrument": "none"}, "transfer-without-instrument", "blocking"),
        (
            {"country": "in", "instrument": "scc", "assessment": "not_done"},
            "transfer-not-assessed",
            "serious",
        ),
        (
            {"country": "cn", "instrument": "scc", "assessment": "not_equivalent"},
            "transfer-not-equivalent",
            "blocking",
        ),
        (
            {"country": "in", "instrument": "derogation", "occasional": "no"},
            "derogation-as-a-rule",
            "serious",
        ),
        ({"country": "in", "instrument": "bcr", "onward": "no"}, "onward-transfer-open", "serious"),
    ],
)
def test_what_else_a_reviewer_writes_beside_a_transfer(
    row: dict[str, str], expected: str, weight: str
) -> None:
    assert findings(transfer(**row))[expected] == weight


def test_a_purpose_without_a_legal_basis_is_unlawful() -> None:
    found = verdict(case(processing=purpose(legal_basis="none")))
    assert found["lawfulness"]["outcome"] == "unlawful"
    assert [f["id"] for f in found["findings"] if f["weight"] == "blocking"] == ["no-legal-basis"]


def test_an_incompatible_purpose_is_unlawful_and_an_untested_one_is_not_yet() -> None:
    bad = case(processing=purpose(legal_basis="contract", collected_for="incompatible"))
    need = {"alternatives": ["fewer_data"], "gentler_way": "none", "balance": "outweighs"}
    open_ = case(
        processing=purpose(legal_basis="contract", collected_for="untested"), necessity=need
    )
    assert findings(bad)["incompatible-purpose"] == "blocking"
    assert findings(open_)["untested-purpose"] == "serious"
    assert verdict(open_)["lawfulness"]["outcome"] == "undetermined"


@pytest.mark.parametrize(
    ("name", "answers", "expected"),
    [
        ("law-13", {"ground_health": []}, "special-category-without-ground"),
        (
            "law-13",
            {"ground_health": ["care"], "professional_secrecy": "no"},
            "care-without-secrecy",
        ),
        ("nl-2", {"criminal_authority": "none"}, "criminal-data-without-authority"),
        (
            "nl-2",
            {"criminal_authority": "law", "criminal_register": "yes"},
            "private-criminal-register",
        ),
    ],
)
def test_sensitive_data_need_a_ground_of_their_own(
    name: str, answers: dict[str, Any], expected: str
) -> None:
    screening = {"data_kinds": ["criminal"]} if name == "nl-2" else {}
    found = verdict(case(name, screening=screening, sensitive_data=answers))
    assert found["lawfulness"]["outcome"] == "unlawful"
    assert expected in {f["id"] for f in found["findings"]}


def test_each_kind_of_special_category_is_asked_about() -> None:
    fact = FILES["topics/screening"]["x-facts"]["processes_special_category"]
    kinds = fact["when"]["any"][0]["data_kinds"]
    questions = FILES["topics/sensitive-data"]["properties"]
    assert {name for name in questions if name.startswith("ground_")} == {
        f"ground_{kind}" for kind in kinds
    }


SOLE = {"human_part": "nobody", "ground": "none"}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (SOLE, {"automated-decision-without-ground": "blocking"}),
        (SOLE | {"human_part": "real"}, {}),
        (
            SOLE | {"ground": "contract", "safeguards": ["human_intervention", "contest"]},
            {"automated-decision-safeguards": "serious"},
        ),
        (SOLE | {"ground": "law", "safeguards": []}, {}),
    ],
)
def test_solely_automated_decisions_need_an_exception_and_safeguards(
    change: dict[str, Any], expected: dict[str, str]
) -> None:
    found = findings(case("law-22", automated_decisions=change))
    about = {name: weight for name, weight in found.items() if name.startswith("automated")}
    assert about == expected


def test_special_categories_in_automated_decisions_need_consent_or_a_public_interest() -> None:
    answers = {"human_part": "nobody", "ground": "contract"}
    unlawful = case(
        "bg-2", automated_decisions=answers, sensitive_data={"ground_genetic": ["legal_claims"]}
    )
    allowed = case(
        "bg-2", automated_decisions=answers, sensitive_data={"ground_genetic": ["explicit_consent"]}
    )
    name = "special-data-in-automated-decisions"
    assert findings(unlawful)[name] == "blocking"
    assert name not in findings(allowed)


@pytest.mark.parametrize(
    ("authority", "age", "on", "below"),
    [
        ("bg", 13, TODAY, True),
        ("bg", 14, TODAY, False),
        ("bg", 15, date(2018, 6, 1), True),
        ("nl", 15, TODAY, True),
        ("nl", 16, TODAY, False),
    ],
)
def test_the_age_of_consent_is_the_states_and_dated(
    authority: str, age: int, on: date, below: bool
) -> None:
    game = case(
        "law-10",
        processing=purpose(legal_basis="consent"),
        children={"age_known": "declared", "youngest": age, "parental_consent": "no"},
    )
    game["authority"] = authority
    found = findings(game, on)
    assert ("parental-consent-missing" in found) is below


def test_where_no_age_is_known_children_below_the_age_of_consent_are_reckoned_with() -> None:
    consent = purpose(legal_basis="consent")
    nobody_asks = {"age_known": "unknown", "parental_consent": "no"}
    game = case("law-10", processing=consent, children=nobody_asks)
    assert findings(game)["parental-consent-missing"] == "blocking"
    assert "children.youngest" not in verdict(game)["completeness"]["missing"]


def test_national_law_can_ask_for_consultation_whatever_the_risk() -> None:
    task = purpose(legal_basis="public_task") | {"national_consultation": "authorisation"}
    consultation = verdict(case(processing=task))["consultation"]
    assert (consultation["outcome"], consultation["basis"]) == ("required", ["36(5)"])


def test_online_tracking_wants_consent() -> None:
    tracking = {"monitoring": ["online"], "monitoring_manner": ["by_system"]}
    name = "online-tracking-without-consent"
    without = case(screening=tracking, processing=purpose(legal_basis="legitimate_interest"))
    with_it = case(screening=tracking, processing=purpose(legal_basis="consent"))
    assert name in findings(without)
    assert name not in findings(with_it)
