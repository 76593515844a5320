"""The assessment document: a new one, one read from an `assess` file, and back again."""

from collections.abc import Iterator, Mapping
from typing import Any

from dpia.assessment.life_cycle import state_by_record
from dpia.assessment.ratings import inputs
from dpia.canonical import copied
from dpia.errors import Invalid
from dpia.questionnaire import DEFAULT_PATHWAY
from dpia.questionnaire.cleaning import clean
from dpia.text import _

FORMAT = "dpia-assessment/1"
DEFAULT_METHOD = "four-by-four"
SHARED = (
    *("title", "organisation", "unit", "owner", "description", "about"),
    *("authority", "also", "pathway", "method", "answers", "marks", "risks", "measures"),
    *("opinions", "overruled", "accepted", "decision", "consultation", "dates", "attachments"),
)


EMPTY: Mapping[str, Any] = {
    **dict.fromkeys(("reference", "organisation", "unit", "owner", "description"), ""),
    **dict.fromkeys(("revision", "counter"), 0),
    "status": "draft",
    "pathway": DEFAULT_PATHWAY,
    "method": DEFAULT_METHOD,
    "decision": None,
    **{name: [] for name in ("also", "risks", "measures", "overruled", "attachments")},
    **{name: [] for name in ("accepted", "consultation")},
    **{name: [] for name in ("sign_offs", "events", "sealed")},
    **{name: {} for name in ("judged_by", "answers", "marks", "shelf", "opinions", "dates")},
    **{name: {} for name in ("cursor", "drafts", "summary")},
}


def blank(
    *,
    id: str,
    title: str,
    created: str,
    authority: str,
    **given: Any,
) -> dict[str, Any]:
    """Return an empty draft. `created` is an ISO time in UTC; `given` sets further fields."""
    document: dict[str, Any] = {
        "format": FORMAT,
        "id": id,
        "title": title,
        "created": created,
        "updated": created,
        "authority": authority,
    }
    whole: dict[str, Any] = copied({**document, **EMPTY, **given})
    return whole


def from_file(raw: Mapping[str, Any], *, id: str = "", created: str = "") -> dict[str, Any]:
    """Return the document an `assess` file describes; its shape has been checked before.

    A risk with `"confirmed": true` is confirmed with its values as they stand in the file.
    Attachments are left out: the file names them, but does not hold them.
    """
    given = {name: raw[name] for name in SHARED if name in raw and name != "attachments"}
    title = given.pop("title", "")
    authority = given.pop("authority")
    document = blank(id=id, title=title, created=created, authority=authority, **given)
    document["status"] = state_by_record(document)
    if raw.get("attachments"):  # the text is not whole, so nobody can say whether it is the same
        document["opinions"].get("dpo", {}).pop("content_hash", None)
    for risk in document["risks"]:
        if risk.get("confirmed") is True:
            risk["confirmed"] = {"by": "", "at": created, "inputs": inputs(document, risk["id"])}
        elif risk.get("confirmed") is False:
            del risk["confirmed"]
    return document


def to_file(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the part of a document that an `assess` file holds."""
    return {name: copied(document[name]) for name in SHARED if document.get(name)} | {
        "answers": copied(document.get("answers", {}))
    }


def basis_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return what picks a document's rulebook: authority, also, pathway, method."""
    return {
        "authority": document["authority"],
        "also": tuple(document.get("also", ())),
        "pathway": document["pathway"],
        "method": document["method"],
    }


def next_id(document: dict[str, Any], prefix: str) -> str:
    """Count up and return an id (`r7`, `m8`) that this assessment never had before."""
    taken = set(_row_ids([document.get(part) for part in ("answers", "shelf", *_ROWS)]))
    number = int(document.get("counter", 0)) + 1
    while f"{prefix}{number}" in taken:  # one that came in with a file brought its own ids
        number += 1
    document["counter"] = number
    return f"{prefix}{number}"


_ROWS = ("risks", "measures", "attachments", "sign_offs", "consultation")


def _row_ids(content: Any) -> Iterator[str]:
    if isinstance(content, dict):
        if "id" in content:
            yield str(content["id"])
        content = list(content.values())
    if isinstance(content, list):
        for part in content:
            yield from _row_ids(part)


def heading(text: str) -> str:
    """Return a title as it is kept: one line without control characters. Raises Invalid."""
    title = " ".join(clean(text).split())
    if not title:
        raise Invalid(_("An assessment needs a title."))
    if len(title) > 300:
        raise Invalid(_("The title is too long; at most 300 characters fit."))
    return title
