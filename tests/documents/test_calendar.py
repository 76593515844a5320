"""What is due as a calendar that any program reads."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from dpia.documents.calendar import calendar

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def entry(**more: object) -> dict[str, object]:
    plain = {"id": "x", "reference": "2026-0001", "title": "News", "what": "review"}
    return {**plain, "day": "2026-12-25", "detail": "", "owner": "", **more}


def events(*entries: dict[str, object]) -> list[Calendar]:
    return list(Calendar.from_ical(calendar(entries, NOW)).walk("VEVENT"))


def test_each_thing_takes_one_whole_day() -> None:
    (event,) = events(entry(what="consultation-answer", owner="Ada", detail="x"))
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (
        date(2026, 12, 25),
        date(2026, 12, 26),
    )
    assert str(event["summary"]) == "Answer of the authority: 2026-0001 News"
    assert str(event["description"]) == "Of what: x\nOwner: Ada"


def test_the_same_thing_keeps_its_name_when_its_day_moves() -> None:
    one, moved = (events(entry(day=day))[0]["uid"] for day in ("2026-12-25", "2027-01-01"))
    assert one == moved
    names = {str(event["uid"]) for event in events(entry(), entry(), entry(detail="other"))}
    assert len(names) == 3


@given(st.text(max_size=200))
def test_no_text_breaks_a_line_or_the_calendar(text: str) -> None:
    made = calendar([entry(title=text, detail=text)], NOW)
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))
    (event,) = Calendar.from_ical(made).walk("VEVENT")
    assert "\n" not in str(event["summary"])
    assert made.count(b"BEGIN:") == 2
