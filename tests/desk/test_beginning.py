"""What a new assessment is told by the settings, and says that it was."""

from pathlib import Path
from typing import Any

import pytest

from dpia.desk.config import Config
from dpia.desk.desk import Desk
from tests.desk.conftest import desk_on

SETTINGS = Config(name="A. Assessor", organisation="A shop", dpo="B. Officer", authority="nl")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = desk_on(tmp_path / "register")
    desk.config = SETTINGS
    return desk


def begun(desk: Desk, **given: Any) -> dict[str, Any]:
    return dict(desk.create("A newsletter", **given).document)


def test_controller_and_officer_are_taken_from_the_settings_and_marked_as_assumed(
    desk: Desk,
) -> None:
    document = begun(desk)
    assert document["answers"] == {
        "processing": {
            "controller": "A shop",
            "dpo_designated": "yes",
            "dpo_contact": "B. Officer",
        }
    }
    marks = document["marks"]["processing"]
    assert set(marks) == {"/controller", "/dpo_designated", "/dpo_contact"}
    assert all(said["assumed"] and "settings" in said["note"] for said in marks.values())


def test_another_controller_goes_before_the_settings(desk: Desk) -> None:
    document = begun(desk, organisation="A workshop")
    assert document["answers"]["processing"]["controller"] == "A workshop"


def test_nothing_is_answered_that_is_not_asked_or_not_known(desk: Desk) -> None:
    assert begun(desk, pathway="screening-only")["answers"] == {}
    desk.config = Config(authority="nl")
    document = begun(desk)
    assert (document["answers"], document["marks"]) == ({}, {})


def test_what_somebody_changes_or_stands_for_is_from_the_settings_no_more(desk: Desk) -> None:
    case = desk.create("A newsletter")
    case.answer("screening.part", "controller")
    case.answer("processing.controller", "A shop")  # the same again says nothing new
    assert "/controller" in case.document["marks"]["processing"]
    case.answer("processing.controller", "A shop, High Street 1, shop@example.org")
    case.mark("processing.dpo_designated", assumed=False)
    assert set(case.document["marks"]["processing"]) == {"/dpo_contact"}
    case.undo()
    case.undo()
    assert set(case.document["marks"]["processing"]) > {"/dpo_contact"}
    assert case.document["answers"]["processing"]["controller"] == "A shop"


def test_a_note_of_ones_own_and_an_assumption_of_ones_own_stay_with_a_changed_answer(
    desk: Desk,
) -> None:
    case = desk.create("A newsletter")
    case.answer("screening.part", "controller")
    case.mark("processing.controller", note="Ask the register of companies")
    case.answer("processing.controller", "A shop, High Street 1")
    said = {"note": "Ask the register of companies", "assumed": True}
    assert case.document["marks"]["processing"]["/controller"] == said
