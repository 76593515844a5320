"""A screening alone that ends with “no assessment is required” is decided and kept as such."""

import pytest

from dpia.desk.desk import Desk
from dpia.errors import Invalid


def test_a_screening_that_asks_for_no_assessment_is_decided_and_kept(desk: Desk) -> None:
    case = desk.create("Payroll for others", pathway="screening-only")
    case.answer("screening.part", "processor")
    assert case.verdict["screening"]["outcome"] == "not-required"
    assert case.verdict["lawfulness"]["outcome"] == "undetermined"
    case.decide("approved", "We only act on behalf of our customers.", by="Cleo, head of payroll")
    (row,) = desk.summaries()
    assert (row["status"], row["screening"]) == ("decided", "not-required")


def test_a_screening_that_is_not_finished_is_not_decided(desk: Desk) -> None:
    case = desk.create("Payroll of our own", pathway="screening-only")
    case.answer("screening.part", "controller")
    with pytest.raises(Invalid, match=r"not settled|must be answered"):
        case.decide("approved", "Nothing much.", by="Cleo")
