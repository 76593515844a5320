"""Signing off: a record that binds who signs to the content of an assessment as it stands.

The hash covers what is assessed, said and decided, not the sign-offs themselves, not where the
assessment stands in its life and not what is confidential in it; so signing twice, a review, going
live or publishing leaves it as it is.
"""

from collections.abc import Mapping
from typing import Any

from dpia.assessment.confidential import unmarked
from dpia.assessment.document import next_id
from dpia.assessment.event import head, working_copy
from dpia.canonical import digest
from dpia.questionnaire.answers import clean

Document = Mapping[str, Any]
TEXT = (
    *("title", "organisation", "unit", "owner", "description", "about"),
    *("authority", "also", "pathway", "method"),
    *("answers", "marks", "risks", "measures", "attachments", "overruled"),
)
"""What the DPO advises on: it is the same in a file that is taken to another register."""
SIGNED = ("id", "version", "judged_by", *TEXT, "opinions", "accepted", "decision")
"""What a sign-off binds."""
PARTS = ("assessor", "dpo", "approver", "controller")
"""As what somebody signs."""


def content_hash(document: Document) -> str:
    """Return `sha256:<hex>` of the canonical form of what a sign-off binds."""
    return _hash(document, SIGNED)


def text_hash(document: Document) -> str:
    """Return `sha256:<hex>` of the canonical form of what the DPO advises on."""
    return _hash(document, TEXT)


def _hash(document: Document, names: tuple[str, ...]) -> str:
    return digest(unmarked({name: document[name] for name in names if document.get(name)}))


def on_older_text(document: Document) -> bool | None:
    """Say whether the text has changed since the latest advice; None where nobody can say."""
    known = ((document.get("opinions") or {}).get("dpo") or {}).get("content_hash")
    return text_hash(document) != known if known else None


def sign(document: Document, by: str, role: str, capacity: str, at: str) -> dict[str, Any]:
    """Return the document signed off by `by`, as one of `PARTS` and in a capacity of own words.

    The sign-off binds the content as it is now and the history up to the event before this one.
    """
    after = working_copy(document)
    entry = {
        "id": next_id(after, "s"),
        "by": clean(by).strip(),
        "role": role,
        "at": at,
        "as": clean(capacity).strip(),
        "content_hash": content_hash(after),
        "head_hash": head(document),
    }
    after["sign_offs"] = [*after.get("sign_offs", ()), entry]
    return after


def sign_offs(document: Document) -> list[dict[str, Any]]:
    """Return the sign-offs, the oldest first, each with whether its hash still `fits`."""
    now = content_hash(document) if document.get("sign_offs") else ""
    return [
        {**entry, "fits": entry.get("content_hash") == now}
        for entry in document.get("sign_offs") or ()
    ]
