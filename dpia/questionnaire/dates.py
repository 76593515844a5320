"""Reading a date that a person typed: one way for every place in which one can be written."""

import re
from datetime import date

from dpia.errors import Invalid
from dpia.text import _

_YEAR_FIRST = re.compile(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)", re.ASCII)
_DAY_FIRST = re.compile(r"(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>\d{4})", re.ASCII)
_SHOWN = 60


def day_of(text: str) -> date | None:
    """Return the day `text` names, None when it names none.

    `2026-05-31`, `31.05.2026` and `31/05/2026` are the same day: the day stands before the month,
    as people write it all over Europe.
    """
    found = _YEAR_FIRST.fullmatch(text.strip()) or _DAY_FIRST.fullmatch(text.strip())
    try:
        return date(*(int(found[part]) for part in "ymd")) if found else None
    except ValueError:
        return None


def read_day(text: str) -> date | None:
    """Return the day a person typed, as `day_of` reads it; None for no text. Raises Invalid."""
    found = day_of(text)
    if found is None and text.strip():
        raise Invalid(no_date(text))
    return found


def no_date(text: str) -> str:
    """Return the sentence that `text` is no date."""
    shown = " ".join(text.split())
    shown = shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…"
    message = _("“{value}” is no date. Write it as year-month-day, like 2026-05-31.")
    return message.format(value=shown)
