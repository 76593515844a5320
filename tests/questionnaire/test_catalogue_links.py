"""What the shipped scenarios and measures tie together: harms, principles, rights, each other."""

import re
from collections.abc import Mapping
from itertools import combinations
from typing import Any

import pytest

from dpia.desk.library import Library

FILES = Library().files()


def entries(kind: str) -> dict[str, Mapping[str, Any]]:
    return {entry["id"]: entry for entry in FILES[f"catalogue/{kind}"]["entries"]}


SCENARIOS, MEASURES = entries("scenarios"), entries("measures")
HARMS = {harm["id"] for harm in FILES["catalogue/scenarios"]["harms"]}
DUTIES = FILES["law/duties"]["duties"]
GROUPS = {"principles": "principle", "rights": "right", "requirements": "requirement"}


def words(*texts: str) -> set[str]:
    return {word for word in " ".join(texts).lower().split() if len(word) > 3}


def test_there_is_enough_to_pick_from() -> None:
    assert len(SCENARIOS) >= 62 and len(MEASURES) >= 125
    tracks = [(entry["track"], entry["event"]) for entry in SCENARIOS.values()]
    assert all(tracks.count(("event", event)) >= 5 for event in ("access", "change", "loss"))
    kinds = [entry["kind"] for entry in MEASURES.values()]
    assert all(kinds.count(kind) >= 20 for kind in ("technical", "organisational", "legal"))


def test_every_harm_of_the_recital_has_a_scenario() -> None:
    assert {harm for entry in SCENARIOS.values() for harm in entry["harms"]} == HARMS


@pytest.mark.parametrize(("part", "group"), GROUPS.items())
def test_every_principle_right_and_requirement_has_a_measure(part: str, group: str) -> None:
    served = {value for entry in MEASURES.values() for value in entry.get(part, ())}
    assert served == {duty["id"] for duty in DUTIES if duty["group"] == group}


@pytest.mark.parametrize(
    ("article", "requirement"),
    [("28", "processors"), ("32", "security-of-processing"), ("7", "consent")],
)
def test_a_measure_that_cites_the_article_serves_the_requirement(
    article: str, requirement: str
) -> None:
    citing = re.compile(rf"GDPR Art\. {article}\b")
    # Watching a model in use is tested for accuracy; the article is cited for the testing alone.
    named = {n for n, e in MEASURES.items() if any(citing.match(law) for law in e["law"])}
    serving = {n for n, e in MEASURES.items() if requirement in e.get("requirements", ())}
    assert named - serving <= {"model-monitoring"}


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_serves_a_principle_and_a_scenario(name: str) -> None:
    entry = MEASURES[name]
    assert entry["principles"] and entry["scenarios"] and entry["law"]
    assert entry["description"].endswith(".") and not entry["title"].endswith(".")


FORM = FILES["templates/edpb-2026"]
PLACES = {
    *(name for field in FORM["fields"] for s in field["from"] for name in s.get("measures", ())),
    *(
        name
        for section in FORM["sections"]
        if isinstance(named := section.get("rows", {}).get("measures"), list)
        for name in named
    ),
}


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_has_a_place_in_the_form_and_not_everywhere(name: str) -> None:
    served = {duty for part in GROUPS for duty in MEASURES[name].get(part, ())}
    assert served & PLACES
    assert len(MEASURES[name]["principles"]) <= 3
    assert len(served) <= 5 or name == "rights-desk"


def test_a_contract_with_a_processor_makes_nothing_fair() -> None:
    entry = MEASURES["processor-contract"]
    assert (entry["principles"], entry["requirements"]) == (["accountability"], ["processors"])
    (row,) = [field for field in FORM["fields"] if field["id"] == "edpb-2.3.a-fairness"]
    assert row["from"][0]["measures"] == ["fairness"]


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_can_be_treated_by_technology_and_otherwise(name: str) -> None:
    kinds = {MEASURES[measure]["kind"] for measure in SCENARIOS[name]["measures"]}
    assert len(SCENARIOS[name]["measures"]) >= 3
    assert len(kinds) >= 2, kinds


@pytest.mark.parametrize("listed", [SCENARIOS, MEASURES], ids=["scenarios", "measures"])
def test_no_two_entries_say_the_same(listed: dict[str, Mapping[str, Any]]) -> None:
    said = {name: words(e["title"], e["description"]) for name, e in listed.items()}
    assert len({entry["title"] for entry in listed.values()}) == len(listed)
    for one, other in combinations(listed, 2):
        shared = len(said[one] & said[other]) / min(len(said[one]), len(said[other]))
        assert shared < 0.5, (one, other)
