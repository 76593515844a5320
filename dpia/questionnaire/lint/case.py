"""What conditions may ask of the assessment itself: the paths that start with `case.`.

It is told as a questionnaire, so that values and columns are checked like any other.
"""

from collections.abc import Iterable, Mapping
from typing import Any

AXES = ("likelihood", "severity")
STAGES = ("inherent", "today", "target")


def case_topic(
    levels: Iterable[str], authorities: Iterable[str], duties: Iterable[str] = ()
) -> dict[str, Any]:
    """Return the questionnaire behind `case.`; `levels` are those of all methods.

    `duties` are the ids of what a measure can serve.
    """
    fields = {
        **{name: _day() for name in ("created", "completed", "review_due", "as_of")},
        "decision": _choice("none", *_DECISIONS),
        "decided_by": _text(),
        "conditions": _choice("yes", "no"),
        "dpo_advice": _choice("yes", "no"),
        "dpo_text": _choice("older", "same", "unknown"),
        "dpo_departure": _choice("none", "explained", "unexplained"),
        **{name: _choice("yes", "no") for name in ("dpo_decides", "dpo_owns")},
        "views": _choice("sought", "reasoned", "no"),
        "authority": _choice(*(authorities or ("bg",))),
        "authorities": _choices(*(authorities or ("bg",))),
        "risks": _rows(_risk(tuple(levels) or ("high",))),
        "measures": _rows(_measure(tuple(duties) or ("fairness",))),
    }
    return {
        "x-topic": "case",
        "x-version": "1.0.0",
        "title": "The assessment",
        "type": "object",
        "properties": _titled(fields),
        "x-sections": [{"id": "case", "title": "The assessment", "questions": list(fields)}],
    }


def flag_columns(method: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a method's flags may ask of one risk, as questions by name."""
    axes = {axis: _number(1, len(method.get(axis, ())) or 1) for axis in AXES}
    words = {name: _choice("yes", "no") for name in ("obvious", "widespread")}
    return _titled({**axes, **words})


def _titled(fields: dict[str, Any]) -> dict[str, Any]:
    """Give each field its own name as a title, by which a defect tells it."""
    return {name: {**f, "title": name.replace("_", " ").capitalize()} for name, f in fields.items()}


_DECISIONS = ("approved", "conditionally-approved", "consultation", "rejected")


def _risk(levels: tuple[str, ...]) -> dict[str, Any]:
    said = ("proposed", "confirmed", "obvious", "widespread")
    drawn = ("consult", "consulted", "today_high")
    return {
        "track": _choice("design", "event"),
        "event": _choice("access", "change", "loss"),
        **{name: _choice("yes", "no") for name in (*said, *drawn)},
        "treated": _choice("in-place", "planned", "no"),
        "untreated": _choice("no", "acceptable", "unacceptable"),
        **{f"{stage}_{axis}": _number(1, 10) for stage in STAGES for axis in AXES},
        **{f"{stage}_level": _choice(*levels) for stage in STAGES},
    }


def _measure(duties: tuple[str, ...]) -> dict[str, Any]:
    return {
        "role": _choice("baseline", "additional"),
        "status": _choice("planned", "partially-implemented", "implemented", "rejected"),
        "owner": _text(),
        "due": _day(),
        "overdue": _choice("yes", "no"),
        "serves": _choices(*duties) | {"minItems": 0},
        "proposed": _choice("yes", "no"),
    }


def _choice(*values: str) -> dict[str, Any]:
    options = [{"const": value, "title": value} for value in values]
    return {"type": "string", "oneOf": options}


def _choices(*values: str) -> dict[str, Any]:
    options = [{"const": value, "title": value} for value in values]
    items = {"type": "string", "oneOf": options}
    return {"type": "array", "minItems": 1, "items": items}


def _text() -> dict[str, Any]:
    return {"type": "string", "maxLength": 1000}


def _day() -> dict[str, Any]:
    return {"type": "string", "format": "date"}


def _number(low: int, high: int) -> dict[str, Any]:
    return {"type": "integer", "minimum": low, "maximum": high}


def _rows(columns: dict[str, Any]) -> dict[str, Any]:
    row = {"type": "object", "properties": {"id": {"type": "string"}, **_titled(columns)}}
    return {"type": "array", "maxItems": 200, "items": row}
