"""Attachments: what an assessment keeps of a file; its bytes are the register's."""

from collections.abc import Mapping
from typing import Any

from dpia.assessment.document import next_id
from dpia.assessment.event import working_copy
from dpia.errors import Invalid, NotFound
from dpia.questionnaire.cleaning import clean
from dpia.text import _

Document = Mapping[str, Any]
MOST = 200
"""More attachments than this no assessment has."""
_LONGEST_TITLE = 300
_LONGEST_NAME = 1_000


def attach(document: Document, **said: Any) -> tuple[dict[str, Any], str]:
    """Add what is said of a file: name, title, about, size, sha256, media_type, at, by.

    Returns the document and the id. Raises Invalid.
    """
    after = working_copy(document)
    if len(after["attachments"]) >= MOST:
        raise Invalid(_("An assessment has at most {n} attachments.").format(n=MOST))
    said["title"] = " ".join(clean(said["title"]).split())
    if len(said["title"]) > _LONGEST_TITLE:
        message = _("The title is too long; at most {n} characters fit.")
        raise Invalid(message.format(n=_LONGEST_TITLE))
    said["name"] = storable(said["name"])[:_LONGEST_NAME]
    row_id = next_id(after, "a")
    after["attachments"].append({"id": row_id, **said})
    return after, row_id


def storable(name: str) -> str:
    """Return the name of a file as it is kept: as it is, but for what no JSON file can hold."""
    return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in name)


def detach(document: Document, row_id: str) -> dict[str, Any]:
    """Take an attachment off. Raises NotFound."""
    found(document, row_id)
    after = working_copy(document)
    after["attachments"] = [row for row in after["attachments"] if row.get("id") != row_id]
    return after


def found(document: Document, row_id: str) -> Mapping[str, Any]:
    """Return what is kept of an attachment. Raises NotFound, naming those there are."""
    rows: list[Mapping[str, Any]] = document["attachments"]
    for row in rows:
        if row.get("id") == row_id:
            return row
    known = ", ".join(str(row.get("id")) for row in rows) or _("none")
    message = _("There is no attachment “{id}” here. There are: {known}.")
    raise NotFound(message.format(id=clean(row_id)[:80], known=known))
