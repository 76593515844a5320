"""Every last day of a consultation: weeks, months, weekends, public holidays, rests."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpia.assessment.consulting.course import Course
from dpia.desk.holidays import public_holidays
from dpia.desk.library import Library
from dpia.judgement.consulting.clock import (
    ANSWER,
    EXTENDED,
    NOTICE,
    Holidays,
    Reckoned,
    Term,
    answer_until,
    notice_until,
    reckon,
    term,
)
from tests.long import long

LAW = Library().document("law/consultation")
DUTCH = public_holidays("nl", "", 2015, 2032)
DAYS = st.dates(date(2018, 5, 25), date(2029, 12, 31))
NAMES = st.sampled_from((NOTICE, ANSWER, EXTENDED))


def period(name: str) -> Term:
    found = term(LAW, name, date(2020, 1, 1))
    assert found is not None
    return found


def last(name: str, start: date, *rests: tuple[date, date], on: Holidays = DUTCH) -> Reckoned:
    return reckon(start, period(name), rests, on)


def words(found: Reckoned) -> str:
    return " ".join(step.text for step in found.because)


def test_the_terms_of_the_law_are_data() -> None:
    assert (period(NOTICE).months, period(ANSWER).weeks, period(EXTENDED).weeks) == (1, 8, 14)
    assert term(LAW, ANSWER, date(2018, 5, 24)) is None
    assert term({}, ANSWER, date(2020, 1, 1)) is None
    old = {"deadlines": [{"id": EXTENDED, "title": "As it was", "weeks": 14}]}
    found = term(old, EXTENDED, date(2020, 1, 1))
    assert found is not None and found.weeks == 14


def test_weeks_end_on_the_same_day_of_the_week_and_the_first_day_does_not_count() -> None:
    found = last(ANSWER, date(2020, 7, 8))
    assert found.day == date(2020, 9, 2)
    assert "Received on Wednesday 2020-07-08; that day is not counted." in words(found)
    assert "8 weeks later: Wednesday 2020-09-02." in words(found)
    assert last(EXTENDED, date(2020, 7, 8)).day == date(2020, 10, 14)
    assert "6 weeks more: Wednesday 2020-10-14." in words(last(EXTENDED, date(2020, 7, 8)))


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2020, 7, 8), date(2020, 8, 10)),  # the 8th is a Saturday
        (date(2026, 1, 31), date(2026, 3, 2)),  # February has no 31st; the 28th is a Saturday
        (date(2024, 1, 31), date(2024, 2, 29)),
        (date(2026, 11, 25), date(2026, 12, 28)),  # Christmas, Boxing Day, Sunday
    ],
)
def test_a_month_ends_on_the_same_date_or_on_its_last_day(start: date, end: date) -> None:
    assert last(NOTICE, start).day == end


def test_what_ends_on_a_holiday_says_which() -> None:
    found = last(ANSWER, date(2026, 10, 30))
    assert found.day == date(2026, 12, 28)
    assert "2026-12-25 (Friday, Christmas Day), 2026-12-26 (Saturday, " in words(found)
    assert found.because[-1].text.endswith("It ends with the next one, Monday 2026-12-28.")
    assert last(ANSWER, date(2026, 10, 30), on={}).day == date(2026, 12, 25)


def test_a_land_has_holidays_of_its_own() -> None:
    corpus_christi = date(2026, 6, 4)
    assert corpus_christi in public_holidays("de", "BY", 2026, 2026)
    assert corpus_christi not in public_holidays("de", "", 2026, 2026)
    assert public_holidays("eu", "", 2026, 2026) == {}
    assert date(2026, 8, 31) in public_holidays("uk", "ENG", 2026, 2026)


def course(*entries: tuple[str, str]) -> Course:
    return Course(tuple({"id": f"c{n}", "what": w, "on": d} for n, (w, d) in enumerate(entries)))


def test_until_the_receipt_is_on_record_the_day_of_sending_stands_in() -> None:
    found = answer_until(course(("sent", "2020-07-07")), LAW, DUTCH)
    assert found and found.day == date(2020, 9, 1)
    assert "taken for the day of receipt until that is on record" in words(found)
    assert answer_until(Course(), LAW, DUTCH) is None


def test_while_the_period_rests_there_is_no_last_day_but_one_if_it_went_on() -> None:
    rests = course(("sent", "2020-07-07"), ("received", "2020-07-08"), ("suspended", "2020-07-16"))
    assert answer_until(rests, LAW, DUTCH) is None
    found = answer_until(rests, LAW, DUTCH, "2020-07-23")
    assert found and found.day == date(2020, 9, 9)
    notice = notice_until(rests, LAW, DUTCH)
    assert notice and notice.day == date(2020, 8, 10)


@given(DAYS, NAMES, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 40)), max_size=3))
@settings(max_examples=long(70, 200), deadline=None)
def test_rests_move_the_last_day_by_at_least_their_days_and_never_to_a_day_off(
    start: date, name: str, lengths: list[tuple[int, int]]
) -> None:
    rests, at = [], start
    for gap, length in lengths:
        begin = at + timedelta(days=gap)
        at = begin + timedelta(days=length)
        rests.append((begin, at))
    before, after = last(name, start), last(name, start, *rests)
    assert (after.day - before.day).days >= sum(length for _gap, length in lengths)
    for found in (before, after):
        assert found.day.weekday() < 5 and found.day not in DUTCH
        assert found.day > start and found.because


@given(DAYS, DAYS, NAMES)
@settings(max_examples=long(70, 200), deadline=None)
def test_what_begins_later_ends_no_earlier_and_an_extension_only_adds(
    one: date, other: date, name: str
) -> None:
    first, second = sorted((one, other))
    assert last(name, first).day <= last(name, second).day
    assert last(NOTICE, first).day < last(ANSWER, first).day < last(EXTENDED, first).day
