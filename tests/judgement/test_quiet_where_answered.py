"""Findings that stay away where another answer settles the matter."""

from typing import Any

import pytest

from tests.judgement.raising import cases, verdict

CASES = cases()
REVIEW = {
    "screening": {
        "precedents": ["existing_dpia"],
        "existing_reference": "Impact assessment of the pilot, 14 March 2025",
        "existing_changes": ["technology"],
    }
}


def found(*changes: dict[str, Any]) -> set[str]:
    return {finding["id"] for finding in verdict(*changes)["findings"]}


@pytest.mark.parametrize("name", ["assessed-after-start", "running-without-assessment"])
def test_a_review_comes_after_the_start_by_its_nature(name: str) -> None:
    fires = CASES[f"catalogue/{name}"]["fires"]
    assert name in found(fires)
    assert name not in found(fires, REVIEW)
    similar = {"precedents": ["similar_dpia"], "similar_reference": "The one of the other station"}
    assert name in found(fires, {"screening": similar})


GENES = {
    "screening": {"evaluation": ["health"], "effects": ["access"], "data_kinds": ["health"]},
    "profiling": {"means": "automated", "data_used": ["genetic"]},
}


@pytest.mark.parametrize(("kinds", "on_the_list"), [(["health"], False), (["genetic"], True)])
def test_a_profile_of_genes_needs_genetic_data(kinds: list[str], on_the_list: bool) -> None:
    judged = verdict(GENES, {"screening": {"data_kinds": kinds}})
    hits = {hit["row"] for hit in judged["authorities"]["bg"]["hits"]}
    assert ("bg-35-4-2" in hits) is on_the_list


def test_plain_direct_marketing_brings_the_right_to_object() -> None:
    quiet: dict[str, Any] = {"screening": {"operations": []}}
    assert "rights.objection" not in asked(quiet)
    assert "rights.objection" in asked({"screening": {"operations": ["direct_marketing"]}})


def asked(*changes: dict[str, Any]) -> set[str]:
    """Return what is missing when nothing is said of rights."""
    return set(verdict(*changes, {"rights": {"objection": None}})["completeness"]["missing"])


@pytest.mark.parametrize(
    ("kind", "asked_of"),
    [("annex_iii", True), ("infrastructure", False), ("product", False), ("other", False)],
)
def test_the_impact_on_fundamental_rights_is_due_for_annex_iii_only(
    kind: str, asked_of: bool
) -> None:
    said = {"special": [], "ai_known": "yes", "ai_class": kind, "ai_provider_information": "yes"}
    screening = {"technology": ["artificial_intelligence"]}
    judged = verdict({"on": "2027-12-02", "screening": screening, "new_technology": said})
    missing = set(judged["completeness"]["missing"])
    assert ("new_technology.ai_deployer" in missing) is asked_of
    named = {"ai_deployer": ["public_law"]}
    judged = verdict({"on": "2027-12-02", "screening": screening, "new_technology": said | named})
    assert ("new_technology.fria" in judged["completeness"]["missing"]) is asked_of


@pytest.mark.parametrize(
    ("watched", "monitoring", "asked_for"),
    [([], [], False), (["performance"], [], True), ([], ["employees"], True)],
)
def test_how_staff_are_watched_is_asked_where_they_are(
    watched: list[str], monitoring: list[str], asked_for: bool
) -> None:
    screening = {
        "people_kinds": ["employees", "patients"],
        "evaluation": ["health"],
        "monitoring": monitoring,
    }
    judged = verdict({"screening": screening, "employees": {"watched": watched}})
    missing = judged["completeness"]["missing"]
    say = {f"employees.{name}" for name in ("private_use", "agreement", "rules_known")}
    assert say & set(missing) == (say if asked_for else set())


def test_what_has_changed_is_asked_once() -> None:
    running = {"processing": {"running": "yes", "start": "2026-01-01"}}
    missing = set(verdict(running)["completeness"]["missing"])
    assert "data_flow.change" in missing and "data_flow.change_how" not in missing
    missing = set(verdict(running, REVIEW)["completeness"]["missing"])
    assert "data_flow.change" not in missing and "data_flow.change_how" in missing


def test_national_conditions_are_asked_of_an_identification_number_alone() -> None:
    missing = set(
        verdict({"screening": {"data_kinds": ["national_id"]}})["completeness"]["missing"]
    )
    asked_of = {path for path in missing if path.startswith("sensitive_data.")}
    assert asked_of == {"sensitive_data.national_conditions"}


@pytest.mark.parametrize(
    ("sort", "asked_for"),
    [("ordinary", False), ("personal", True), ("special", True), ("criminal", False)],
)
def test_a_special_category_is_asked_for_where_the_sort_leaves_it_open(
    sort: str, asked_for: bool
) -> None:
    judged = verdict({"processing": {"data_items": {"d1": {"sensitivity": sort}}}})
    missing = judged["completeness"]["missing"]
    assert ("processing.data_items/d1/special" in missing) is asked_for


def test_an_inferred_special_category_must_be_screened_too() -> None:
    row = {"sensitivity": "personal", "special": ["health"]}
    change = {"processing": {"data_items": {"d1": row}}}
    assert "special-data-not-screened" in found(change)
    assert "special-data-not-screened" not in found(
        change, {"screening": {"data_kinds": ["health"]}}
    )


def test_one_exception_beside_another_is_enough_for_secrecy_to_be_asked() -> None:
    screened = {"screening": {"data_kinds": ["health"]}}
    both = {"sensitive_data": {"ground_health": ["care", "research"]}}
    missing = verdict(screened, both)["completeness"]["missing"]
    assert "sensitive_data.professional_secrecy" in missing
    none: dict[str, Any] = {"sensitive_data": {"ground_health": []}}
    assert "special-category-without-ground" in found(screened, none)
    assert "sensitive_data.justification" not in verdict(screened, none)["completeness"]["missing"]
