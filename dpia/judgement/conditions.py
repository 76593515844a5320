"""Conditions of an approval are written in own words; a day in them is when they are due."""

import re
from datetime import date

_DAYS = (
    re.compile(r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>\d{4})(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2}) (?P<m>[A-Za-z]+) (?P<y>\d{4})(?!\d)"),
)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


def day_in(text: str) -> str | None:
    """Return the latest day that a text names, as ISO; None where it names none.

    Read are 2027-01-31, 31.01.2027, 31/01/2027 and 31 January 2027.
    """
    found = [day for pattern in _DAYS for match in pattern.finditer(text)
             if (day := _day(**match.groupdict()))]  # fmt: skip
    return max(found, default=None)


def _day(y: str, m: str, d: str) -> str | None:
    try:
        month = int(m) if m.isdecimal() else _MONTHS.index(m.lower()) + 1
        return date(int(y), month, int(d)).isoformat()
    except ValueError:
        return None
