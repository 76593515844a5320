"""What a whole register waits for, the most pressing first. Reads summaries only: it is quick."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from dpia.desk.filters import ENDED
from dpia.errors import NotSaved
from dpia.judgement.due import LAPSING, ON_RECORD
from dpia.text import _

Row = Mapping[str, Any]


def dues(rows: Iterable[Row], today: date, within: int = 30) -> list[dict[str, Any]]:
    """Return what is overdue, missing, or due within so many days, from summaries of a register.

    Each entry: `{reference, id, title, what, day, overdue, detail, owner}`; what is missing has no
    day. The overdue come first, the longest waiting before the others, then what has no day.
    """
    listed = list(rows)
    followed = {row.get("previous") for row in listed} - {None}
    found = [entry for row in listed for entry in _of(row, today, within, row["id"] in followed)]
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


def _of(row: Row, today: date, within: int, followed: bool) -> Iterator[dict[str, Any]]:
    """Yield what one assessment waits for; its consultation goes on in the version after it."""
    if row.get("status") in ENDED or row.get("damaged"):
        return
    last = (today + timedelta(days=within)).isoformat()
    for item in row.get("due") or ():
        day = item.get("day")
        if followed and item["what"] in ON_RECORD:
            continue
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
