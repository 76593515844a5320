"""Checking one answer, and reading one that a person typed; every refusal is a plain sentence."""

import re
from collections.abc import Mapping
from typing import Any

from dpia.errors import Invalid
from dpia.questionnaire.cleaning import clean
from dpia.questionnaire.dates import day_of, no_date
from dpia.questionnaire.model import Question
from dpia.questionnaire.patterns import flaw, searching
from dpia.questionnaire.values import fits
from dpia.text import _, ngettext

TEXT_LIMIT = 20_000
_SEPARATORS = re.compile(r"[\s_'’,.](?=\d{3}(?!\d))")
_ROW_ID = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")

Choices = Mapping[str, str]
"""`value -> title` of the choices a question takes from another group's rows."""


def check(question: Question, value: Any, choices: Choices | None = None) -> Any:
    """Return `value` as it is stored. Raises Invalid with a sentence when it is no answer."""
    match question.kind:
        case "choice":
            return _one_of(question, value, options(question, choices))
        case "choices":
            return _some_of(question, value, options(question, choices))
        case "integer" | "number":
            return _number(question, value)
        case "date":
            return _date(question, value)
        case "rows":
            return _rows(question, value)
        case _:
            return _text(question, value)


def options(question: Question, choices: Choices | None = None) -> dict[str, str]:
    """Return `value -> title` of what can be chosen."""
    if question.choices_from:
        return dict(choices or {})
    return {choice.value: choice.title for choice in question.choices}


def _refuse(question: Question, reason: str) -> Invalid:
    return Invalid(_("“{title}”: {reason}").format(title=question.title, reason=reason))


def _shown(value: Any) -> str:
    text = clean(value) if isinstance(value, str) else repr(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _one_of(question: Question, value: Any, known: Mapping[str, str]) -> str:
    if isinstance(value, str) and (value in known or (question.choices_from and not known)):
        return value
    named = [f"{key} ({title})" for key, title in known.items()]
    if question.kind == "choices" and not question.schema.get("minItems"):
        nothing = question.none_title or _("None of these")
        named.append(_("none, or 0 ({title})").format(title=nothing))
    listed = ", ".join(named)
    reason = _("“{value}” is no choice here. Choose one of: {listed}.")
    raise _refuse(question, reason.format(value=_shown(value), listed=listed))


def _some_of(question: Question, value: Any, known: Mapping[str, str]) -> list[str]:
    if not isinstance(value, list):
        raise _refuse(question, _("the answer must be a list of choices; an empty list is “none”."))
    chosen = {_one_of(question, item, known) for item in value}
    if len(chosen) != len(value):
        raise _refuse(question, _("a choice is named twice; name each once."))
    _enough(question, value)
    return [key for key in known if key in chosen] if known else list(value)


def _enough(question: Question, value: list[Any]) -> None:
    low, high = int(question.schema.get("minItems", 0)), question.schema.get("maxItems")
    if len(value) < low:
        raise _refuse(question, _("at least {low} are needed.").format(low=low))
    if high is not None and len(value) > int(high):
        raise _refuse(question, _("at most {high} fit.").format(high=high))


def _number(question: Question, value: Any) -> int | float:
    schema = question.schema
    whole = question.kind == "integer"
    if whole and isinstance(value, float) and value.is_integer():
        value = int(value)  # to JSON Schema 2.0 is a whole number
    right = isinstance(value, int) if whole else isinstance(value, int | float)
    if not right or isinstance(value, bool) or value != value or abs(value) == float("inf"):
        kind = _("a whole number") if whole else _("a number")
        reason = _("“{value}” is not {kind}.").format(value=_shown(value), kind=kind)
        raise _refuse(question, reason)
    low, high = schema.get("minimum"), schema.get("maximum", 10**12)
    if low is not None and value < low:
        raise _refuse(question, _("the number must be at least {low}.").format(low=low))
    if value > high:
        raise _refuse(question, _("the number must be at most {high}.").format(high=high))
    number: int | float = value
    return number


def _date(question: Question, value: Any) -> str:
    day = day_of(value) if isinstance(value, str) else None
    if day is None or day.isoformat() != value:  # as it is stored, there is one way of writing it
        raise _refuse(question, no_date(_shown(value)))
    return day.isoformat()


def _text(question: Question, value: Any) -> str:
    if not isinstance(value, str):
        raise _refuse(question, _("the answer must be a text."))
    text = clean(value).strip()
    limit = int(question.schema.get("maxLength", TEXT_LIMIT))
    if len(text) > limit:
        reason = ngettext(
            "the text has {n} character, at most {limit} fit. Shorten it or attach it as a file.",
            "the text has {n} characters, at most {limit} fit. Shorten it or attach it as a file.",
            len(text),
        )
        raise _refuse(question, reason.format(n=f"{len(text):,}", limit=f"{limit:,}"))
    if not text:
        raise _refuse(question, _("the text is empty. Leave the question open or write something."))
    if len(text) < int(question.schema.get("minLength", 1)):
        raise _refuse(question, _("the text is too short."))
    pattern = question.schema.get("pattern")
    if pattern and (found := flaw(pattern)):
        raise _refuse(question, " ".join(found))
    if pattern and not searching(pattern)(text):
        raise _refuse(question, _("the text does not have the form that is asked for."))
    return text


def _rows(question: Question, value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise _refuse(question, _("the answer must be a list of rows."))
    ids = [row.get("id") for row in value]
    if not all(isinstance(i, str) and _ROW_ID.match(i) for i in ids) or len(set(ids)) != len(ids):
        raise _refuse(question, _("each row needs its own “id” of letters, digits, - and _."))
    _enough(question, value)
    columns = {column.id: column for column in question.columns}
    rows = []
    for row in value:
        for name in row:
            if name != "id" and name not in columns:
                reason = _("there is no column “{name}”.").format(name=_shown(name))
                raise _refuse(question, reason)
        cells = {name: check(columns[name], row[name]) for name in row if name != "id"}
        rows.append({"id": row["id"], **cells})
    return rows


def parse_text(question: Question, text: str, choices: Choices | None = None) -> Any:
    """Return the answer a person typed as `text`: a number, date, value, title or its place.

    Several choices are separated by commas; `none` is no choice at all. Raises Invalid.
    """
    text = text.strip()
    known = options(question, choices)
    if question.kind == "choice":
        return check(question, pick(text, known), choices)
    if question.kind == "choices":
        if text.casefold() in ("none", "-", "[]", question.none_title.casefold() or "none"):
            return []
        picked = [pick(part.strip(), known) for part in text.split(",") if part.strip()]
        return check(question, picked, choices)
    if question.kind == "integer":
        digits = _SEPARATORS.sub("", text)
        return check(question, int(digits) if re.fullmatch(r"-?\d{1,15}", digits) else text)
    if question.kind == "number":
        plain = text.replace(",", ".")
        return check(question, float(plain) if re.fullmatch(r"-?\d+(\.\d+)?", plain) else text)
    if question.kind == "date":
        day = day_of(text)
        return check(question, day.isoformat() if day else text)
    if question.kind == "rows":
        reason = _("this is a table; add a row first and answer its columns.")
        raise _refuse(question, reason)
    return check(question, text)


def pick(text: str, known: Mapping[str, str]) -> str:
    """Return the value that a value, a number, a title or its beginning stands for, or the text."""
    if text in known:
        return text
    if re.fullmatch(r"\d{1,4}", text) and 1 <= int(text) <= len(known):
        return list(known)[int(text) - 1]
    folded = text.casefold()
    titles = [key for key, title in known.items() if title.casefold() == folded]
    starts = [key for key, title in known.items() if title.casefold().startswith(folded)]
    if len(titles) == 1:
        return titles[0]
    return starts[0] if len(starts) == 1 and len(folded) >= 3 else text


def display(question: Question, value: Any, choices: Choices | None = None) -> str:
    """Return an answer in words, as a person would read it."""
    known = options(question, choices)
    if value is None:
        return ""
    if not fits(question.kind, value):
        return str(value)
    if question.kind == "choices":
        chosen = [known.get(item, str(item)) for item in value]
        return "; ".join(chosen) or question.none_title or _("None of these")
    if question.kind == "choice":
        return known.get(value, str(value))
    if question.kind in ("integer", "number"):
        return f"{value:,} {question.unit}".strip()
    if question.kind == "rows":
        titles = [str(row.get(question.row_title) or row["id"]) for row in value]
        return "; ".join(titles) or question.none_title or _("None")
    return str(value)
