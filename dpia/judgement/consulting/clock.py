"""The clock of a consultation (GDPR Art. 36(2)), and how each of its days is reckoned.

Periods are counted by Regulation (EEC, Euratom) No 1182/71 Art. 3: the day of the event does not
count, weeks end on the same day of the week, months on the same date, and what ends on a Saturday,
Sunday or public holiday ends with the next working day. Terms come from `law/consultation`, public
holidays from the caller; nothing here knows what day it is.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dpia.assessment.consulting import course
from dpia.assessment.consulting.course import Course
from dpia.questionnaire.dates import day_of
from dpia.questionnaire.law import in_force
from dpia.questionnaire.model import joined
from dpia.text import _, ngettext

Document = Mapping[str, Any]
Holidays = Mapping[date, str]
"""The public holidays of the authority's country, by day, with their names."""
NOTICE, ANSWER, EXTENDED = "extension-notice", "advice", "advice-extended"
"""The terms by their ids in `law/consultation`."""
_WEEKEND = (5, 6)
_DAYS = (
    *(_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday")),
    *(_("Friday"), _("Saturday"), _("Sunday")),
)


@dataclass(frozen=True)
class Step:
    """One step of a reckoning in words, and the law it follows."""

    text: str
    law: str = ""


@dataclass(frozen=True)
class Reckoned:
    """A last day, and how it was reckoned, step by step."""

    day: date
    because: tuple[Step, ...]

    def told(self) -> dict[str, Any]:
        """Return it as data: `{day, because: [{text, law}]}`."""
        steps = [{"text": step.text, "law": step.law} for step in self.because]
        return {"day": self.day.isoformat(), "because": steps}


@dataclass(frozen=True)
class Term:
    """A period of the law in weeks and months, of which one part may extend another."""

    id: str
    title: str
    parts: tuple[Document, ...]
    """The terms that make it up, the first one first; each has weeks or months, and its law."""

    @property
    def weeks(self) -> int:
        """All its weeks."""
        return sum(int(part.get("weeks", 0)) for part in self.parts)

    @property
    def months(self) -> int:
        """All its months."""
        return sum(int(part.get("months", 0)) for part in self.parts)


def term(law: Document, name: str, on: date) -> Term | None:
    """Return the term `name` as it is in force on a day; None where the law's file has none."""
    found = {
        row["id"]: row
        for row in law.get("deadlines", ())
        if "valid_from" not in row or in_force(row, on)
    }
    parts: list[Document] = []
    at = found.get(name)
    while at is not None and at not in parts:
        parts.insert(0, at)
        at = found.get(at.get("extends", ""))
    return Term(name, str(found[name]["title"]), tuple(parts)) if parts else None


def starts(found: Course) -> tuple[date, bool] | None:
    """Return the day from which the periods run, and whether it is only estimated.

    It is that of the receipt; until it is on record, the day of sending stands in for it.
    """
    received, sent = found.day(course.RECEIVED), found.day(course.SENT)
    day = day_of(received or sent)
    return (day, not received) if day else None


def notice_until(found: Course, law: Document, holidays: Holidays) -> Reckoned | None:
    """Return until when the authority may announce that it needs longer."""
    return _last_day(found, law, holidays, NOTICE, rests=())


def answer_until(
    found: Course, law: Document, holidays: Holidays, resumed: str = ""
) -> Reckoned | None:
    """Return until when the authority answers; None while the period rests.

    `resumed` is the day on which a period that rests is thought to go on again.
    """
    rests = [(start, end or resumed) for start, end in found.rests]
    if not all(end for _start, end in rests):
        return None
    name = EXTENDED if found.first(course.EXTENDED) else ANSWER
    return _last_day(found, law, holidays, name, rests)


def _last_day(
    found: Course,
    law: Document,
    holidays: Holidays,
    name: str,
    rests: Iterable[tuple[str, str]],
) -> Reckoned | None:
    start = starts(found)
    period = term(law, name, start[0]) if start else None
    if start is None or period is None:
        return None
    days = [(a, b) for one in rests if (a := day_of(one[0])) and (b := day_of(one[1]))]
    return reckon(start[0], period, days, holidays, _law_of(law), estimated=start[1])


def _law_of(law: Document) -> str:
    return joined(law.get("computing", {}).get("law", ""))


def reckon(
    start: date,
    period: Term,
    rests: Iterable[tuple[date, date]],
    holidays: Holidays,
    computing: str = "",
    estimated: bool = False,
) -> Reckoned:
    """Return the last day of a period that runs from `start`, and how it was reckoned.

    Each of `rests` is the day from which the period rests and the one on which it goes on; the
    days between are added to the last day. `computing` is the law by which days are counted.
    """
    begun = _("Received on {day}; that day is not counted.")
    if estimated:
        begun = _("Sent on {day}, taken for the day of receipt until that is on record.")
    steps = [Step(begun.format(day=named(start)), computing)]
    end = start
    for part in period.parts:
        end = _after(end, int(part.get("weeks", 0)), int(part.get("months", 0)))
        said = _("{length}: {day}.").format(length=_length(part), day=named(end))
        steps.append(Step(said, joined(part.get("law", ""))))
    end, rolled = to_working_day(end, holidays)
    steps += [Step(said, computing) for said in rolled]
    listed = list(rests)
    for rest in listed:
        end, added = _with_rest(end, *rest)
        steps.append(added)
    end, rolled = to_working_day(end, holidays)
    steps += [Step(said, computing) for said in rolled]
    return Reckoned(end, tuple(steps))


def _after(start: date, weeks: int, months: int) -> date:
    """Return the day so many weeks and months on; a date that a month lacks is its last day."""
    month = start.month - 1 + months
    year, month = start.year + month // 12, month % 12 + 1
    day = min(start.day, monthrange(year, month)[1])
    return date(year, month, day) + timedelta(weeks=weeks)


def _length(part: Document) -> str:
    if weeks := int(part.get("weeks", 0)):
        words = ngettext("{n} week later", "{n} weeks later", weeks)
        if part.get("extends"):
            words = ngettext("{n} week more", "{n} weeks more", weeks)
        return words.format(n=weeks)
    months = int(part.get("months", 0))
    return ngettext("{n} month later", "{n} months later", months).format(n=months)


def _with_rest(end: date, start: date, until: date) -> tuple[date, Step]:
    days = max((until - start).days, 0)
    words = ngettext(
        "It rested from {start} to {until}: {n} day is added, to {day}.",
        "It rested from {start} to {until}: {n} days are added, to {day}.",
        days,
    )
    moved = end + timedelta(days=days)
    said = words.format(start=start, until=until, n=days, day=named(moved))
    return moved, Step(said, "GDPR Art. 36(2)")


def to_working_day(day: date, holidays: Holidays) -> tuple[date, list[str]]:
    """Return the first working day from `day` on, and why it is not `day` itself."""
    passed = list(_passed(day, holidays))
    if not passed:
        return day, []
    day += timedelta(days=len(passed))
    said = _("Not a working day: {days}. It ends with the next one, {day}.")
    return day, [said.format(days=", ".join(passed), day=named(day))]


def _passed(day: date, holidays: Holidays) -> Iterator[str]:
    """Yield each day that is no working day, with what it is."""
    while day.weekday() in _WEEKEND or day in holidays:
        holiday = holidays.get(day)
        weekday = _DAYS[day.weekday()]
        yield f"{day} ({weekday}, {holiday})" if holiday else f"{day} ({weekday})"
        day += timedelta(days=1)


def named(day: date) -> str:
    """Return a day with its weekday: `Wednesday 2020-09-09`."""
    return f"{_DAYS[day.weekday()]} {day.isoformat()}"
