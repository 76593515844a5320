"""The log of the register: in order, and no more read than is wanted."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dpia.desk.desk import Desk
from dpia.desk.log import Wanted, Words, log
from dpia.register import Register
from dpia.register.history import KEEP_OPEN
from tests.tui.stories import sample_desk

BEGIN = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk whose clock goes on by an hour with each look at it."""
    desk = sample_desk(tmp_path)
    hours = iter(range(10_000))
    desk.clock = lambda: BEGIN + timedelta(hours=next(hours))
    return desk


def told(desk: Desk, **wanted: object) -> list[str]:
    words = Words(desk)
    found = log(desk, Wanted(**wanted))  # type: ignore[arg-type]
    return [f"{one.document['title']}: {words.what(one)}" for one in found]


def test_reads_what_happened_everywhere_the_latest_first(desk: Desk) -> None:
    first, second = desk.create("First"), desk.create("Second")
    first.answer("sample.one", "a")
    second.answer("sample.text", "[b]")
    first.undo()
    first.archive("Over")
    assert told(desk) == [
        "First: Put away", "First: Taken back: Answered: Which one?",
        "Second: Answered: What is it called?", "First: Answered: Which one?",
        "Second: Begun", "First: Begun",
    ]  # fmt: skip
    assert told(desk, kinds=frozenset({"created"})) == ["Second: Begun", "First: Begun"]
    assert told(desk, by="ASSESS") == told(desk) and told(desk, by="nobody") == []
    times = [one.at for one in log(desk, Wanted())]
    assert times == sorted(times, reverse=True)
    assert [one.at for one in log(desk, Wanted(since=times[2]))] == times[:3]
    only = log(desk, Wanted(), among=[second.id])
    assert [one.event["kind"] for one in only] == ["answered", "created"]


def test_sees_sealed_events_too_and_reads_them_last(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = desk.create("Long")
    for number in range(KEEP_OPEN + 10):
        case.answer("sample.number", number)
    case.undo()
    assert case.document["sealed"]
    found = list(log(desk, Wanted()))
    assert [one.event["seq"] for one in found] == list(range(KEEP_OPEN + 12, 0, -1))
    words = Words(desk)
    assert words.what(found[-1]) == "Begun" and words.what(found[1]) == "Answered: How many?"


def test_opens_no_more_assessments_than_are_wanted(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        desk.create(f"Number {number}").answer("sample.number", number)
    opened: list[str] = []
    load = Register.load

    def loading(register: Register, ident: str) -> object:
        opened.append(ident)
        return load(register, ident)

    monkeypatch.setattr(Register, "load", loading)
    found = log(desk, Wanted())
    assert [next(found).document["title"] for _n in range(4)] == [
        "Number 11", "Number 11", "Number 10", "Number 10",
    ]  # fmt: skip
    assert len(opened) <= 3


def test_a_damaged_one_is_told_and_the_others_are_read(desk: Desk) -> None:
    bad, good = desk.create("Bad"), desk.create("Good")
    problems: list[str] = []
    found = log(desk, Wanted(), tell=problems.append)
    assert next(found).document["title"] == "Good"
    desk.register.file(bad.id).write_text("{", encoding="utf-8")
    assert list(found) == [] and "is damaged" in problems[0]
    good.answer("sample.one", "a")
    assert told(desk) == ["Good: Answered: Which one?", "Good: Begun"]
