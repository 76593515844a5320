"""Accepting a finding at the desk: on record, undone, in the history, and never what blocks."""

import pytest

from dpia.desk.case import Case
from dpia.desk.desk import Desk
from dpia.documents.history import Teller
from dpia.errors import Invalid, NotFound

NAME = "no-backups"


def with_a_finding(desk: Desk) -> Case:
    case = desk.create("Badges", authority="nl")
    case.answer("screening.part", "controller")
    case.answer("security.availability", ["spare"])
    assert NAME in ids(case)
    return case


def ids(case: Case) -> list[str]:
    return [finding["id"] for finding in case.verdict["findings"]]


def accepted(case: Case) -> list[str]:
    return [finding["id"] for finding in case.verdict["findings"] if finding.get("accepted")]


def test_a_finding_is_accepted_shown_undone_and_taken_back(desk: Desk) -> None:
    case = with_a_finding(desk)
    case.accept_finding(NAME, "A copy is at the archive.")
    again = desk.open(case.id)
    assert accepted(again) == [NAME]
    assert again.document["accepted"][0]["reason"] == "A copy is at the archive."
    again.undo()
    assert accepted(again) == []
    again.redo()
    again.withdraw_acceptance(NAME)
    assert accepted(again) == []
    told = Teller(again.document["events"], again.rulebook, again.document).told()
    assert any(one.what.startswith("Finding accepted: ") for one in told)
    assert all(NAME not in one.what for one in told)


def test_it_counts_only_while_it_rests_on_the_same_answers(desk: Desk) -> None:
    case = with_a_finding(desk)
    case.accept_finding(NAME, "A copy is at the archive.")
    case.document["accepted"][0]["rests_on"] = "sha256:other"
    case._verdict = None
    assert accepted(case) == []


def test_what_is_not_there_or_has_no_reason_is_refused(desk: Desk) -> None:
    case = with_a_finding(desk)
    with pytest.raises(Invalid, match="Please write the reason"):
        case.accept_finding(NAME, "  ")
    with pytest.raises(NotFound, match="no finding “nothing”"):
        case.accept_finding("nothing", "Because.")
    with pytest.raises(NotFound, match="has been accepted"):
        case.withdraw_acceptance(NAME)


def test_what_blocks_is_refused(desk: Desk) -> None:
    case = with_a_finding(desk)
    case.verdict["findings"][0]["weight"] = "blocking"
    with pytest.raises(Invalid, match="settle it"):
        case.accept_finding(ids(case)[0], "Because.")
