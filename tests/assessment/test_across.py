"""What of an assessment is held against others."""

from typing import Any

from dpia.assessment.across import across


def facts(**answers: Any) -> str:
    return str(across({"answers": {"screening": answers}})["facts"])


def test_purposes_controller_and_measures_are_taken_out() -> None:
    processing = {"controller": "North", "purposes": [{"id": "p1", "name": "Let staff in"}]}
    measure = {"id": "m1", "title": "Lock", "status": "planned", "due": None, "effects": []}
    found = across({"answers": {"processing": processing}, "measures": [measure]})
    assert (found["controller"], found["purposes"]) == ("North", ["Let staff in"])
    assert found["measures"] == [
        {"id": "m1", "catalogue": "", "title": "Lock", "owner": "", "status": "planned", "due": ""}
    ]


def test_the_hash_of_the_answers_changes_with_a_choice_and_not_with_the_order() -> None:
    assert facts(people=40, kinds=["a", "b"]) == facts(kinds=["b", "a"], people=40)
    assert facts(people=40) != facts(people=41)
    assert facts(part="controller") != facts(part="processor")


def test_a_damaged_document_says_what_it_can() -> None:
    odd = {"answers": ["a"], "measures": [3, {"id": 7}], "organisation": {"a": 1}}
    found = across(odd)
    assert (found["controller"], found["purposes"]) == ("", [])
    assert [measure["id"] for measure in found["measures"]] == [""]
    assert across({"answers": {"processing": {"purposes": "x"}}})["purposes"] == []
    assert facts(name="\ud800") != facts(name="")
