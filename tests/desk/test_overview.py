"""The rows of a register, without any assessment being opened."""

from pathlib import Path
from typing import Any

from dpia.desk.desk import Desk
from dpia.desk.overview import summaries, with_lists
from tests.desk.test_revising import decided


def row(desk: Desk) -> dict[str, Any]:
    path = desk.register.path
    (found,) = with_lists(path, summaries(path, "screening:not-required"))
    return found


def test_a_screening_that_asks_for_no_assessment_says_why_who_when_and_by_which_lists(
    desk: Desk,
) -> None:
    case = decided(desk)
    found = row(desk)
    authority = case.rulebook.authorities["bg"].document
    assert (found["reference"], found["conclusion"]) == ("2026-0001", "none")
    assert found["decided"] == {"outcome": "approved", "by": "Ada", "at": "2026-11-22T12:00:00Z"}
    assert found["lists"] == {
        "authority": "bg",
        "version": authority["version"],
        "valid_from": authority["valid_from"],
    }


def test_without_a_decision_and_without_the_frozen_lists_nothing_is_claimed(desk: Desk) -> None:
    case = decided(desk)
    case.reopen("Look again.")
    digest = str(case.document["judged_by"]["authorities/bg"]).removeprefix("sha256:")
    (Path(desk.register.path) / "frozen" / f"{digest}.json").unlink()
    found = row(desk)
    assert "decided" not in found and found["lists"] is None
