"""How an assessment is written down and read back: strict JSON that people and git can read.

A file is a TinyDB file: `{"assessment": {"1": {…}}}`. Each answer, mark, field of a risk and event
stands on a line of its own, in the order of the tables below; keys these do not name come after.
"""

import json
import math
import re
from collections.abc import Callable
from json.encoder import encode_basestring as _text
from pathlib import Path
from typing import Any

from dpia.errors import Invalid
from dpia.register.files import MAX_BYTES
from dpia.register.mounts import SEALED
from dpia.register.problems import Damaged
from dpia.text import _

MAX_DEPTH = 64
"""How deep objects and lists may be nested in a file."""

_ORDER = [
    *("format", "id", "reference", "title", "organisation", "unit", "owner"),
    *("description", "about", "created", "updated", "revision", "version", "previous"),
    *("status", "counter"),
    *("authority", "also", "pathway", "method", "judged_by", "answers", "marks"),
    *("shelf", "risks", "measures", "opinions", "overruled", "accepted"),
    *("decision", "consultation", "dates"),
    *("attachments",),
    *("cursor", "drafts", "events", "sealed", "summary"),
]

_ITEM_ORDER: dict[str, list[str]] = {
    "risks": [
        *("id", "scenario", "title", "track", "event", "description", "sources"),
        *("impacts", "proposed", "inherent", "by_hand", "obvious", "widespread"),
        *("reason", "confirmed", "confidential"),
    ],
    "measures": [
        *("id", "catalogue", "title", "description", "proposed", "kind", "role", "status"),
        *("owner", "due", "serves", "suitability", "effects", "confidential"),
    ],
    "attachments": [
        *("id", "name", "title", "about", "size", "sha256", "media_type", "at", "by"),
        "confidential",
    ],
    "overruled": [
        *("criterion", "met", "conclusion", "to", "reason", "dpo_view", "by", "at"),
    ],
    "accepted": ["finding", "reason", "rests_on", "by", "at"],
    "consultation": [
        *("id", "what", "on", "by", "voluntary", "basis", "risks", "body", "of", "text"),
        *("because", "outcome", "followed", "response", "action", "owner", "due", "done"),
        *("answered_by", "answered_at", "at"),
    ],
}

# How many levels below a section get lines of their own; one elsewhere.
_LINES = {
    "answers": 4,
    "marks": 2,
    "shelf": 2,
    "risks": 2,
    "measures": 2,
    "opinions": 2,
    "overruled": 2,
    "accepted": 2,
    "consultation": 2,
}

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False).encode
_SCALARS: dict[type, Callable[[Any], str]] = {
    str: _text,
    int: int.__repr__,
    bool: {True: "true", False: "false"}.__getitem__,
    type(None): lambda _nothing: "null",
}


def encode(tables: dict[str, dict[str, Any]]) -> bytes:
    """Return the bytes of a TinyDB file. Raises Invalid for what strict JSON cannot hold."""
    try:
        parts = [f"  {_text(name)}: {_table(rows)}" for name, rows in tables.items()]
        data = ("{\n" + ",\n".join(parts) + "\n}\n").encode("utf-8")
    except UnicodeEncodeError as error:
        raise Invalid(
            _("A text contains half a character (a lone surrogate); type it again.")
        ) from error
    except (TypeError, ValueError, RecursionError) as error:
        raise Invalid(
            _("The assessment holds what no file of the register can: {error}.").format(error=error)
        ) from error
    if len(data) > MAX_BYTES:
        raise Invalid(_("The assessment is larger than 20 MB; shorten its texts."))
    if b"\\u0000" in data and _has_nul(json.loads(data)):
        raise Invalid(_("A text contains a NUL character; remove it."))
    return data


def _table(rows: dict[str, Any]) -> str:
    parts = [f"    {_text(key)}: {_document(row)}" for key, row in rows.items()]
    return "{\n" + ",\n".join(parts) + "\n  }" if parts else "{}"


def _document(document: Any) -> str:
    """Return one document, its sections in their order."""
    if type(document) is not dict:
        return _compact(document)
    inner = "\n      "
    parts = [f"{_text(name)}: {_section(name, document[name])}" for name in _keys(document, _ORDER)]
    return f"{{{inner}{f',{inner}'.join(parts)}\n    }}" if parts else "{}"


def _section(name: str, content: Any) -> str:
    if name == "events" and content and type(content) is list:
        return _events(content, "\n        ")
    if type(content) is list and (order := _ITEM_ORDER.get(name)):
        content = [_ordered(item, order) for item in content]
    return _lines(content, _LINES.get(name, 1), "\n      ")


def _events(events: Any, indent: str) -> str:
    """One event a line, in one go: they are most of a file. A quote inside a text is escaped, so
    the line can only break where an object begins that has `seq` first, as every event does.
    """
    text = _compact(events)[1:-1].replace('}, {"seq": ', "}," + indent + '{"seq": ')
    return f"[{indent}{text}{indent[:-2]}]"


def _lines(content: Any, levels: int, indent: str) -> str:
    """Break `content` into lines, `levels` deep; a list of plain values always takes one line."""
    inner = indent + "  "
    if not content or not levels:
        return _compact(content)
    if type(content) is dict:
        parts = []
        for key, value in content.items():
            write = _SCALARS.get(type(value))
            text = write(value) if write else _lines(value, levels - 1, inner)
            parts.append(f"{_text(key)}: {text}")
        return f"{{{inner}{f',{inner}'.join(parts)}{indent}}}"
    if type(content) is list and type(content[0]) is dict:
        parts = [_lines(item, levels - 1, inner) for item in content]
        return f"[{inner}{f',{inner}'.join(parts)}{indent}]"
    return _compact(content)


def _compact(content: Any) -> str:
    """Return `content` on one line; only here can it be deep, so only here that is looked at."""
    text = _encode(content)
    if text.count("[") + text.count("{") > MAX_DEPTH // 2 and _depth_exceeds(
        content, MAX_DEPTH // 2
    ):
        raise ValueError(_("nested too deeply"))
    return text


def _keys(document: dict[str, Any], order: list[str]) -> list[str]:
    known = [name for name in order if name in document]
    return known if len(known) == len(document) else known + [n for n in document if n not in order]


def _ordered(item: Any, order: list[str]) -> Any:
    return {key: item[key] for key in _keys(item, order)} if type(item) is dict else item


def decode(data: bytes, path: Path) -> Any:
    """Return what a JSON file of the register holds. Raises Damaged, which names `path` and why."""
    try:
        content = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_distinct,
            parse_float=_finite,
            parse_constant=_no_constant,
        )
    except UnicodeDecodeError as error:
        kind = _("it is not UTF-8 text (byte {n})").format(n=error.start + 1)
        if data.startswith(SEALED):
            kind = _("it is encrypted, and the register was not when it was opened; open it again")
        raise Damaged(path, kind) from error
    except json.JSONDecodeError as error:
        raise Damaged(path, _where(error)) from error
    except RecursionError as error:
        raise Damaged(path, _("it is nested too deeply")) from error
    except _Flaw as error:
        raise Damaged(path, str(error)) from error
    except ValueError as error:
        raise Damaged(path, _("a number has too many digits")) from error
    if _depth_exceeds(content, MAX_DEPTH):
        raise Damaged(path, _("it is nested too deeply"))
    if re.search(rb"\\u(?:0000|[dD][89a-fA-F])", data):
        _refuse_characters(content, path)
    return content


class _Flaw(ValueError):
    """Something JSON readers let pass and we do not; the message is a phrase for people."""


def _where(error: json.JSONDecodeError) -> str:
    if not error.doc.strip("\0 \t\r\n"):
        return _("it is empty")
    if error.pos >= len(error.doc.rstrip()) or error.msg.startswith("Unterminated"):
        return _("it ends in the middle (line {line})").format(line=error.lineno)
    return _("it is not JSON at line {line}, column {column}").format(
        line=error.lineno, column=error.colno
    )


def _distinct(members: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(members)
    if len(result) != len(members):
        names = [name for name, _value in members]
        twice = next(name for name in names if names.count(name) > 1)
        raise _Flaw(_("the key “{key}” stands there twice").format(key=twice[:100]))
    return result


def _finite(number: str) -> float:
    value = float(number)
    if not math.isfinite(value):
        raise _Flaw(_("the number {number} is too large").format(number=number[:40]))
    return value


def _no_constant(name: str) -> Any:
    raise _Flaw(_("{name} is not a JSON number").format(name=name))


def _depth_exceeds(content: Any, limit: int) -> bool:
    level = [content] if type(content) in (dict, list) else []
    for _depth in range(limit):
        if not level:
            return False
        level = [
            child
            for node in level
            for child in (node.values() if type(node) is dict else node)
            if type(child) in (dict, list)
        ]
    return bool(level)


def _refuse_characters(content: Any, path: Path) -> None:
    if _has_nul(content):
        raise Damaged(path, _("a text contains a NUL character"))
    try:
        json.dumps(content, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        raise Damaged(path, _("a text contains half a character (a lone surrogate)")) from error


def _has_nul(content: Any) -> bool:
    if isinstance(content, str):
        return "\0" in content
    if isinstance(content, dict):
        return any(_has_nul(key) or _has_nul(value) for key, value in content.items())
    return isinstance(content, list) and any(map(_has_nul, content))
