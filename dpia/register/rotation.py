"""Which of many backups stay: the last of each day, week and month, so many of each."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple

from dpia.errors import Invalid
from dpia.text import _

USUAL = "7d 4w 12m"
_RULE = re.compile(r"(\d{1,3})d(?: +(\d{1,3})w)?(?: +(\d{1,3})m)?")


class Rule(NamedTuple):
    """For how many days, weeks and months on which a backup was made its last one stays."""

    days: int
    weeks: int
    months: int


def rule(text: str) -> Rule:
    """Return what `7d 4w 12m` says; weeks and months may be left out. Raises Invalid."""
    found = _RULE.fullmatch(text.strip() or USUAL)
    if found is None or int(found[1]) < 1:
        message = _(
            "“{text}” does not say which backups stay. Write days, weeks and months as {usual}."
        )
        raise Invalid(message.format(text=text[:40], usual=USUAL))
    return Rule(*(int(number or 0) for number in found.groups()))


def surplus(times: Iterable[datetime], keep: Rule) -> set[datetime]:
    """Return the times of the backups that may go."""
    latest_first = sorted(times, reverse=True)
    periods: list[tuple[int, Callable[[datetime], object]]] = [
        (keep.days, lambda at: at.date()),
        (keep.weeks, lambda at: at.isocalendar()[:2]),
        (keep.months, lambda at: (at.year, at.month)),
    ]
    staying: set[datetime] = set()
    for count, period in periods:
        last_of: dict[object, datetime] = {}
        for at in latest_first:
            last_of.setdefault(period(at), at)
        staying.update(list(last_of.values())[:count])
    return set(latest_first) - staying
