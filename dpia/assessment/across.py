"""What of an assessment is held against others of the register."""

import json
from collections.abc import Mapping
from typing import Any

from dpia.canonical import digest

Document = Mapping[str, Any]
_MEASURE = ("id", "catalogue", "title", "owner", "status", "due")


def across(document: Document) -> dict[str, Any]:
    """Return `{controller, purposes, measures, facts}`: texts, of each measure what was promised,
    and a hash of what was answered: where it is the same, no two answers contradict.

    The document may be damaged by hand: what is not as it should be is left out.
    """
    answers = _mapping(_mapping(document.get("answers")).get("processing"))
    purposes = [row.get("name") for row in _rows(answers.get("purposes"))]
    return {
        "controller": _text(document.get("organisation")) or _text(answers.get("controller")),
        "purposes": [name for name in purposes if _text(name)],
        "measures": [
            {name: _text(measure.get(name)) for name in _MEASURE}
            for measure in _rows(document.get("measures"))
        ],
        # as ASCII: a file changed by hand may hold halves of characters
        "facts": digest(json.dumps(_facts(_mapping(document.get("answers"))), sort_keys=True)),
    }


def _facts(answers: Document) -> dict[str, Any]:
    """Return the answers without tables. Nothing here tells a text from a choice, so both count."""
    return {
        f"{topic}.{name}": fact
        for topic, given in answers.items()
        for name, value in _mapping(given).items()
        if (fact := _fact(value)) is not None
    }


def _fact(value: Any) -> Any:
    if isinstance(value, list):
        return sorted(value) if all(isinstance(one, str) for one in value) else None
    return value if isinstance(value, str | int) else None


def _rows(value: Any) -> list[Document]:
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def _mapping(value: Any) -> Document:
    return value if isinstance(value, Mapping) else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
