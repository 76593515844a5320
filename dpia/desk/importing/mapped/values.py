"""From a cell to a value of ours. Every refusal is a phrase; the caller says row and column."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from dpia.desk.importing.mapped.mapping import Column
from dpia.documents import words
from dpia.documents.incoming.tables import Cell
from dpia.errors import Invalid
from dpia.questionnaire.answers import check, options, parse_text
from dpia.questionnaire.dates import read_day
from dpia.questionnaire.model import Question
from dpia.text import _

_SHOWN = 60
_CODES: Mapping[str, Mapping[str, str]] = {
    "track": words.TRACK,
    "event": words.EVENT,
    "kind": words.MEASURE_KIND,
    "role": words.MEASURE_ROLE,
    "status": words.MEASURE_STATUS,
}
_DAYS = ("due", "review_due", "in_force")
_LONGEST = {"description": 20_000, "sources": 20_000, "impacts": 20_000, "reason": 20_000} | {
    "suitability": 20_000,
    "title": 300,
}


def text_of(cell: Cell) -> str:
    """Return what a cell says as text."""
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def meant(column: Column, cell: Cell) -> Cell | None:
    """Return what a cell means by the map; None where the map leaves it out."""
    known = column.values.get(text_of(cell).strip().casefold())
    return cell if known is None else None if known == "" else known


def parted(column: Column, cell: Cell) -> list[Cell]:
    """Return the values in a cell, each as the map says what it means."""
    parts: list[Cell] = [cell]
    if column.split and isinstance(cell, str):
        parts = [part.strip() for part in cell.split(column.split) if part.strip()]
    found = (meant(column, part) for part in parts)
    return [part for part in found if part is not None]


def answer(question: Question, column: Column, cell: Cell, dates: str) -> Any:
    """Return an answer to `question`, None where the map leaves it out. Raises Invalid."""
    found = parted(column, cell)
    if not found:
        return None
    if question.kind == "choices":
        picked = [_picked(text_of(part), options(question)) for part in found]
        return check(question, list(dict.fromkeys(picked)))
    value = found[0] if len(found) == 1 else column.split.join(map(text_of, found))
    if question.kind == "choice":
        return check(question, _picked(text_of(value), options(question)))
    if question.kind == "date":
        return check(question, day(value, dates).isoformat())
    if question.kind in ("integer", "number") and not isinstance(value, str):
        return check(question, value)
    if question.kind == "rows":
        raise Invalid(_("“{title}” is a table; name its `cell`.").format(title=question.title))
    return parse_text(question, text_of(value))


def field(name: str, column: Column, cell: Cell, dates: str) -> Any:
    """Return a field of the assessment, a risk or a measure, None where it is left out."""
    value = meant(column, cell)
    if value is None:
        return None
    if name in _DAYS:
        return day(value, dates).isoformat()
    if name in _CODES:
        return _picked(text_of(value), _CODES[name])
    text = text_of(value)
    if name == "authority":
        return text.strip().lower()
    text = " ".join(text.split()) if name in ("title", "owner", "unit", "organisation") else text
    most = _LONGEST.get(name, 1_000)
    if len(text) > most:
        raise Invalid(_("it is longer than {n} characters.").format(n=most))
    return text


def step(steps: list[Mapping[str, Any]], column: Column, cell: Cell) -> int | None:
    """Return a step of a scale by its number or title, None where it is left out."""
    value = meant(column, cell)
    if value is None:
        return None
    said = text_of(value).strip()
    for one in steps:
        names = (str(one["level"]), str(one["title"]), f"{one['level']} {one['title']}")
        if said.casefold() in {name.casefold() for name in names}:
            return int(one["level"])
    known = ", ".join(f"{one['level']} {one['title']}" for one in steps)
    raise Invalid(_none_of(said, known))


def day(value: Cell, dates: str) -> date:
    """Return the day a cell says, written as `dates` or in a way nobody can mistake."""
    if isinstance(value, date):
        return value
    text = text_of(value).strip()
    found = _written(dates).fullmatch(text) if dates else None
    if found:
        try:
            return date(*(int(found[part]) for part in "ymd"))
        except ValueError:
            raise Invalid(_("“{text}” is no day.").format(text=_short(text))) from None
    if dates and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        message = _("“{text}” is no day written as {dates}.")
        raise Invalid(message.format(text=_short(text), dates=dates))
    said = read_day(text)
    if said is None:
        raise Invalid(_("“{text}” is no day.").format(text=_short(text)))
    return said


def _written(dates: str) -> re.Pattern[str]:
    """Return the pattern of days. Raises Invalid for one without a day, a month and a year."""
    found = re.escape(dates)
    parts: dict[str, tuple[str, str]] = {
        "y": ("YYYY", r"\\d{4}"),
        "m": ("MM?", r"\\d{1,2}"),
        "d": ("DD?", r"\\d{1,2}"),
    }
    for name, (token, digits) in parts.items():
        found, count = re.subn(token, f"(?P<{name}>{digits})", found)
        if count != 1:
            message = _("`dates` is “{dates}”; it has to hold DD, MM and YYYY, each once.")
            raise Invalid(message.format(dates=dates))
    return re.compile(found)


def _picked(said: str, known: Mapping[str, str]) -> str:
    """Return the code that is said, or whose title is. A number is no place in the list here."""
    folded = said.strip().casefold()
    for code, title in known.items():
        if folded in (code.casefold(), title.casefold()):
            return code
    raise Invalid(_none_of(said, ", ".join(known)))


def _none_of(said: str, known: str) -> str:
    message = _("“{said}” is none of: {known}. Say under `values` what it means.")
    return message.format(said=_short(said), known=known)


def _short(text: str) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…"
