"""What a whole register waits for, the most pressing first. Reads summaries only: it is quick."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from dpia.desk.filters import ENDED
from dpia.errors import NotSaved
from dpia.judgement.due import DECIDED_HERE, LAPSING, ON_RECORD
from dpia.text import _

Row = Mapping[str, Any]


def dues(rows: Iterable[Row], today: date, within: int = 30) -> list[dict[str, Any]]:
    """Return what is overdue, missing, or due within so many days, from summaries with their `due`.

    Each entry: `{reference, id, title, what, day, overdue, detail, owner}`; what is missing has no
    day. The overdue come first, the longest waiting before the others, then what has no day.
    """
    listed = [row for row in rows if row.get("status") not in ENDED and not row.get("damaged")]
    after = {row["previous"]: row for row in listed if row.get("previous")}
    found = [entry for row in listed for entry in _of(row, today, within, after.get(row["id"]))]
    return sorted(found, key=lambda e: (not e["overdue"], e["day"] or "9999", e["reference"] or ""))


def write_calendar(entries: Iterable[Row], path: Path) -> int:
    """Write what has a day as an iCalendar file for its owner alone, and return how many days.

    A file that is there is replaced. Raises NotSaved when it cannot be written.
    """
    from dpia.documents.calendar import calendar
    from dpia.register.files import hand_out

    dated = [entry for entry in entries if entry["day"]]
    try:
        hand_out(path, calendar(dated, datetime.now(UTC)), over=True)
    except OSError as error:
        message = _("{path} cannot be written: {reason}.")
        raise NotSaved(message.format(path=path, reason=error.strerror or error)) from error
    return len(dated)


def _once(row: Row, after: Row | None) -> Iterator[Row]:
    """Yield what is listed under an assessment, and not under the version after it that is open.

    Of what that one takes along nothing is left here; a decision to consult is carried out as soon
    as the authority has been asked.
    """
    asked = any(item["what"] in ON_RECORD for each in (row, after) for item in _waits(each))
    for item in _waits(row):
        goes_on = after is not None and item["what"] not in DECIDED_HERE
        if not goes_on and not (asked and item["what"] == "consultation"):
            yield item


def _waits(row: Row | None) -> Iterable[Row]:
    return (row or {}).get("due") or ()


def _of(row: Row, today: date, within: int, after: Row | None) -> Iterator[dict[str, Any]]:
    """Yield what one assessment waits for; the rest goes on in the version `after` it."""
    last = (today + timedelta(days=within)).isoformat()
    for item in _once(row, after):
        day = item.get("day")
        if day and (day > last or (item["what"] in LAPSING and day < today.isoformat())):
            continue
        yield {
            "reference": row.get("reference"),
            "id": row["id"],
            "title": row.get("title"),
            "what": item["what"],
            "day": day,
            "overdue": bool(day and day < today.isoformat()),
            "detail": item.get("title", ""),
            "owner": item.get("owner") or row.get("owner") or "",
        }
