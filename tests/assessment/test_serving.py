"""What a measure serves is named by ids the law knows."""

import pytest

from dpia.assessment.serving import of_entry, served, strangers
from dpia.errors import Invalid

KNOWN = ("fairness", "accuracy", "access", "processors")


def test_ids_stand_once_and_in_the_order_of_the_law() -> None:
    assert served(["access", "fairness", "access"], KNOWN) == ["fairness", "access"]
    assert served([], KNOWN) == []


def test_an_unknown_id_is_refused_naming_it_and_the_known_ones() -> None:
    with pytest.raises(Invalid) as refused:
        served(["fairness", "fair", "honour"], KNOWN)
    said = refused.value.message
    assert said == (
        "A measure cannot serve “fair”, “honour”. Known: fairness, accuracy, access, processors."
    )
    assert strangers(KNOWN, KNOWN) == ""


def test_an_entry_of_the_catalogue_serves_principles_rights_and_requirements() -> None:
    entry = {"principles": ["accuracy"], "rights": ["access"], "requirements": ["processors"]}
    assert of_entry(entry, KNOWN) == ["accuracy", "access", "processors"]
    assert of_entry({"title": "old"}, KNOWN) == []
    assert of_entry({"rights": ["to-be-new"]}, KNOWN) == []
