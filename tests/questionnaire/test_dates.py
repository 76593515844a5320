"""Reading a typed date: one way, whatever the place it is typed in."""

from datetime import date

import pytest

from dpia.errors import Invalid
from dpia.questionnaire.dates import day_of, read_day


@pytest.mark.parametrize("text", ["2027-03-31", "31.03.2027", "31/3/2027", " 31.3.2027 "])
def test_a_day_is_read_however_people_write_it(text: str) -> None:
    assert read_day(text) == date(2027, 3, 31)


@pytest.mark.parametrize("text", ["31.02.2027", "2027-3-31", "03/31/2027", "soon", "٣١.٣.٢٠٢٧"])
def test_what_names_no_day_is_refused_in_a_sentence(text: str) -> None:
    assert day_of(text) is None
    with pytest.raises(Invalid, match="is no date"):
        read_day(text)


def test_no_text_is_no_day() -> None:
    assert read_day("  ") is None
