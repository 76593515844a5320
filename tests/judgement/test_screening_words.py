"""The benchmark's crude reader of descriptions: its tables, negation, numbers and bounds."""

from typing import Any

import pytest

from benchmarks.screening_facts import FACTS
from benchmarks.screening_numbers import amounts
from benchmarks.screening_sources import WAYS, from_words, translated, way_of
from benchmarks.screening_words import read, vocabulary
from tests.books import book
from tests.cases.case import Case
from tests.cases.judging import judge


def bare(description: str, label: str = "yes", **facts: bool) -> dict[str, Any]:
    return {
        "id": "made-up",
        "jurisdiction": "EU",
        "description": description,
        "facts": dict.fromkeys(FACTS) | facts,
        "expected_dpia_required": label,
        "expected_criteria": [],
        "criteria_basis": "derived",
        "label_strength": "statute",
    }


def case(description: str, label: str = "yes", **facts: bool) -> Case:
    return translated(bare(description, label, **facts))


def answer(found: Case, question: str) -> Any:
    topic, _, name = question.partition(".")
    return found.assessment["answers"].get(topic, {}).get(name)


def test_every_entry_points_to_a_choice_that_exists() -> None:
    rulebook = book("eu", pathway="screening-only")
    for path, choices in vocabulary().items():
        question = rulebook.question(path)
        if question.choices:
            assert set(choices) <= {choice.value for choice in question.choices}, path
        else:
            assert question.kind in ("integer", "text"), path
            assert all(value.isdigit() for value in choices) or question.kind == "text", path


def test_facts_that_words_say_are_facts_that_are_read() -> None:
    assert set(vocabulary("facts")) <= FACTS
    assert all(set(values) <= {"yes", "no"} for values in vocabulary("facts").values())


@pytest.mark.parametrize(
    ("description", "question", "choice"),
    [
        ("A utility installs smart meters.", "new_technology.devices", "meters"),
        ("A firm opens a whistleblowing line.", "screening.fields", "whistleblowing"),
        ("The shop films its customers.", "screening.monitoring", "public_cameras"),
        ("Cameras stand in a public park.", "screening.monitoring", "public_cameras"),
        ("A hotline records telephone conversations.", "monitoring.means", "calls_recorded"),
        ("A body decides on social housing.", "screening.fields", "social_housing"),
        (
            "Applicants are sorted without human intervention.",
            "automated_decisions.human_part",
            "nobody",
        ),
        ("Breath tests of bus drivers.", "national.ordinary", "breath_tests"),
        ("It keeps location data and not only names.", "screening.data_kinds", "location"),
    ],
)
def test_plain_words_name_a_choice(description: str, question: str, choice: str) -> None:
    assert choice in read(description)[question]


@pytest.mark.parametrize(
    ("description", "question"),
    [
        ("The shop records no sound.", "monitoring.means"),
        ("It never uses any location data.", "screening.data_kinds"),
        ("Badges without profiling, scoring or biometrics.", "screening.data_kinds"),
        ("It has no pupils and no patients.", "screening.people_kinds"),
        ("A non-biometric gate.", "screening.data_kinds"),
        ("Old cards are discarded by the gateway.", "screening.data_kinds"),
        ("It is not processed on a large scale.", "large_scale.share"),
    ],
)
def test_negated_and_partial_words_name_none(description: str, question: str) -> None:
    assert question not in read(description)


def test_a_negation_ends_at_the_comma() -> None:
    assert "health" in read("It has no cameras, health data are stored.")["screening.data_kinds"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("300 customers", [(300, False)]),
        ("50,000 data subjects and 12 employees", [(50_000, False), (12, True)]),
        ("about 1.5 million users", [(1_500_000, False)]),
        ("half a million people", [(500_000, False)]),
        ("tens of thousands of registered visitors", [(10_000, False)]),
        ("an employer with fewer than 250 workers", [(249, True)]),
        ("more than 10 000 patients", [(10_001, False)]),
        ("12 cameras for customers, 40 computers", []),
        ("one patient of a doctor", []),
    ],
)
def test_numbers_of_people(text: str, found: list[tuple[int, bool]]) -> None:
    assert [(amount.number, amount.staff) for amount in amounts(text)] == found


def test_numbers_are_answers() -> None:
    small, great = case("It has 300 customers."), case("It has 1.5 million customers.")
    assert answer(small, "screening.people") == 300
    assert answer(great, "screening.people") == 1_500_000
    assert ("large_scale" in judge(small).met, "large_scale" in judge(great).met) == (False, True)


def test_words_of_scale_are_the_fact() -> None:
    assert "large_scale" in judge(case("A nationwide register.")).met
    assert "large_scale" not in judge(case("A register, not on a large scale.")).met


def test_a_false_fact_beats_words() -> None:
    text = "A nationwide register of 80,000 employees with their health data."
    said = case(text)
    assert answer(said, "screening.people_kinds") == ["employees"]
    assert "health" in answer(said, "screening.data_kinds")
    denied = case(text, employees=False, health_data=False, large_scale=False)
    assert answer(denied, "screening.people_kinds") is None
    assert "health" not in (answer(denied, "screening.data_kinds") or [])
    assert answer(denied, "screening.people") == 100


def test_words_add_to_facts_and_take_the_place_of_a_stand_in() -> None:
    found = case("Pupils are given smart meters.", employees=True, vulnerable=True, innovative=True)
    assert set(answer(found, "screening.people_kinds")) == {"employees", "children"}
    assert answer(found, "screening.technology") == ["connected_devices"]
    assert answer(case("Nothing said.", innovative=True), "screening.technology") == ["other_new"]


def test_an_answer_from_words_says_so() -> None:
    found = case("A utility installs smart meters.")
    mark = found.assessment["marks"]["screening"]["/technology"]
    assert mark["note"] == "Taken from the words “smart meters”."
    assert "screening.technology" not in found.assumed
    assert any("smart meters" in told for told in from_words(found))


def test_only_description_and_facts_are_read() -> None:
    raw = bare("A utility installs smart meters.")
    talk = "Children, genetic data and 50,000 patients: a DPIA is required."
    other = {**raw, "id": talk, "why": talk, "source": talk, "national_list_item": talk}
    other |= {"expected_dpia_required": "unclear", "legal_basis_of_label": [talk]}
    assert translated(other).assessment == translated(raw).assessment


def test_silence_still_follows_where_the_label_is_no() -> None:
    found = case("Customers ask a chatbot.", "no")
    assert answer(found, "screening.technology") == ["artificial_intelligence"]
    assert answer(found, "screening.people_kinds") == []
    assert judge(found).outcome == "recommended"


def test_each_way_of_answering_is_told_apart() -> None:
    ours, worded, factual = WAYS
    assert way_of(case("A utility installs smart meters.")) == worded
    assert way_of(case("Something is done with data.")) == factual
    assert ours not in (worded, factual)
