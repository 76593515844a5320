"""What the index keeps of one assessment: a row for lists, and the text that is searched."""

import json
import time
from pathlib import Path
from typing import Any

from dpia.assessment.across import across
from dpia.errors import DpiaError
from dpia.register.assessments import read, salvage

ABOUT = [
    *("id", "reference", "title", "organisation", "unit", "owner", "status"),
    *("created", "updated", "authority", "revision"),
]
"""What a summary takes from the document itself; the rest is the document's own `summary`."""

_JUDGED = [
    *("screening", "conclusion", "criteria", "target_level", "target_rank"),
    *("today_level", "today_rank", "consultation", "go_live", "open", "findings", "blocking"),
    *("review_due",),
]
KEYS = [*ABOUT, *_JUDGED, "damaged"]
ASIDE = ["due", "risks", "across"]
"""Kept as JSON in a table of its own: long, and no list shows it."""
SEEN = ["file", "size", "mtime", "inode"]
_SEARCHED = [
    *("title", "reference", "organisation", "unit", "owner", "description"),
    *("answers", "marks", "risks", "measures", "opinions", "overruled", "accepted", "decision"),
    "consultation",
]

# A file younger than this (ns) may change again within one tick of the file system's clock, so its
# time proves nothing yet and the next reader looks again.
_YOUNG = 2_000_000_000


def entry(path: Path) -> tuple[dict[str, Any], str] | None:
    """Return the row and the searched text for the file at `path`; None when it is gone again."""
    row = dict.fromkeys([*KEYS, "more", *ASIDE, *SEEN])
    try:
        document, _stamp, seen = read(path)
        trusted = time.time_ns() - seen[1] > _YOUNG
    except FileNotFoundError:
        return None
    except DpiaError as error:
        document, seen, trusted = salvage(path), (0, 0, 0), False
        row["damaged"] = error.message
    more = {}
    for key, value in document.get("summary", {}).items():
        if key in _JUDGED and _fits(value):
            row[key] = value
        elif key == "risks":
            row[key] = _risks(document)
        elif key == "due":
            row[key] = json.dumps(value)
        elif key not in ABOUT and key != "damaged":
            more[key] = value
    more |= _settled(document)
    row["across"] = json.dumps(across(document))
    row |= {key: document.get(key) for key in ABOUT}
    row |= {"id": path.stem, "reference": document.get("reference") or ""}
    row["more"] = json.dumps(more) if more else None
    row |= zip(SEEN, (path.name, *(seen if trusted else (-1, -1, -1))), strict=True)
    called = [(a.get("name"), a.get("title")) for a in document.get("attachments") or ()]
    searched = [
        *(document.get(key) for key in _SEARCHED),
        *(part for two in called for part in two),
    ]
    return row, " ".join(_texts(searched))


def _settled(document: dict[str, Any]) -> dict[str, Any]:
    """Return who decided what and when, and the digest of the authority's file it was judged by."""
    judged_by, decision = document.get("judged_by"), document.get("decision")
    found: dict[str, Any] = {}
    if isinstance(judged_by, dict):
        found["authority_file"] = judged_by.get(f"authorities/{document.get('authority')}")
    if isinstance(decision, dict):
        found["decided"] = {name: decision.get(name) for name in ("outcome", "by", "at")}
    return {name: value for name, value in found.items() if value}


def _risks(document: dict[str, Any]) -> str:
    """Return where the risks stand, and the digest of the method that says what that means."""
    judged_by = document.get("judged_by") or {}
    method = judged_by.get(f"methods/{document.get('method')}")
    return json.dumps({"method": method, "risks": document["summary"]["risks"]})


def _fits(value: Any) -> bool:
    """Tell whether SQLite gives `value` back as it was."""
    return (
        value is None or type(value) in (str, float) or (type(value) is int and abs(value) < 2**63)
    )


def _texts(content: Any) -> list[str]:
    """Return every text in `content`, without the ids of rows."""
    texts: list[str] = []
    rest = [content]
    while rest:
        node = rest.pop()
        if type(node) is str:
            texts.append(node)
        elif type(node) is dict:
            rest += [value for key, value in node.items() if key != "id"]
        elif type(node) is list:
            rest += node
    return texts
