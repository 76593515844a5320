"""The public holidays of the country of a supervisory authority, from the package `holidays`.

Judging is pure and is given the days as data; this is the one place that asks for them.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

_CODES = {"uk": "GB", "eu": ""}
"""Countries of authorities whose ISO code is another, or that have none."""


def public_holidays(country: str, subdivision: str, first: int, last: int) -> Mapping[date, str]:
    """Return the public holidays of a country by day, from the year `first` to the year `last`.

    `country` is that of an authority's file, `subdivision` the second part of an ISO 3166-2 code,
    or empty. Nothing is known, and an empty mapping returned, for a country the package lacks.
    """
    code = _CODES.get(country, country.upper())
    return _known(code, subdivision, first, last) if code else {}


@lru_cache(maxsize=64)
def _known(code: str, subdivision: str, first: int, last: int) -> Mapping[date, str]:
    import holidays

    years = range(first, last + 1)
    try:
        found = holidays.country_holidays(
            code, subdiv=subdivision or None, years=years, language="en_US"
        )
    except (NotImplementedError, KeyError):
        return {}
    return dict(found)


def of_body(authority: Mapping[str, Any], body: str, first: int, last: int) -> Mapping[date, str]:
    """Return the public holidays where a body of an authority (its file) sits, as above."""
    bodies = {row["id"]: row for row in authority.get("bodies", ())}
    found = bodies.get(body) or (next(iter(bodies.values()), {}) if len(bodies) == 1 else {})
    country = str(authority.get("country") or authority.get("id") or "")
    return public_holidays(country, str(found.get("subdivision", "")), first, last)
