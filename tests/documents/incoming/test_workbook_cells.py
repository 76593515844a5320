"""What a cell of our own workbook may say, and what it means."""

from datetime import date
from typing import Any

import pytest

from dpia.documents.incoming.workbook import parsing
from dpia.documents.sheets.case import Case
from dpia.errors import Invalid

from ..samples import AS_OF, cookies, rulebook


def case() -> Case:
    return Case(*cookies(), rulebook(), AS_OF)


@pytest.mark.parametrize(
    ("line", "effect"),
    [
        ("r1: likelihood 1, severity 2", ["r1", 1, 2]),
        ("r1: severity 2", ["r1", 0, 2]),
        ("r1: likelihood −1", ["r1", 1, 0]),
        ("r1: 1, 2", ["r1", 1, 2]),
        ("r1: 2", ["r1", 2, 0]),
        ("r1", ["r1", 0, 0]),
        ("People are steered without noticing: Severity 1", ["r2", 0, 1]),
        ("people are steered without noticing", ["r2", 0, 0]),
        ("A new one: Likelihood 3", ["A new one", 3, 0]),
    ],
)
def test_what_a_measure_lowers(line: str, effect: list[Any]) -> None:
    assert parsing.MEASURES["effects"](line, case()) == [effect]


def test_what_a_measure_lowers_is_told_where_it_is_not_understood() -> None:
    with pytest.raises(Invalid, match="should read like this: r1: likelihood 1, severity 0"):
        parsing.MEASURES["effects"]("r1: a lot", case())


@pytest.mark.parametrize("said", [3, "3", "3 Significant", "significant", " Significant "])
def test_a_step_by_number_or_word(said: Any) -> None:
    assert parsing.RISKS["severity"](said, case()) == 3


@pytest.mark.parametrize("said", ["In place", "implemented", "IN PLACE"])
def test_a_word_or_the_value_behind_it(said: str) -> None:
    assert parsing.MEASURES["status"](said, case()) == "implemented"


@pytest.mark.parametrize("said", [date(2027, 1, 31), "2027-01-31", "31.01.2027", "31/1/2027"])
def test_a_day_however_it_is_written(said: Any) -> None:
    assert parsing.MEASURES["due"](said, case()) == "2027-01-31"


def test_duties_by_title_or_id() -> None:
    assert parsing.MEASURES["serves"]("Access to the data\nfairness", case()) == [
        *("access", "fairness")
    ]
    with pytest.raises(Invalid, match="“Nothing” is none of: Fairness, Access to the data"):
        parsing.MEASURES["serves"]("Nothing", case())


@pytest.mark.parametrize("name", ["status", "kind", "role", "due"])
def test_an_empty_cell_is_nothing(name: str) -> None:
    assert parsing.MEASURES[name](None, case()) is None
