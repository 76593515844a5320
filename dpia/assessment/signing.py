"""Signing off: a record that binds who signs to the content of an assessment as it stands.

The hash covers what is assessed, said and decided, not the sign-offs themselves, not where the
assessment stands in its life and not what is confidential in it; so signing twice, a review, going
live or publishing leaves it as it is.
"""

from collections.abc import Callable, Mapping
from typing import Any

from dpia.assessment.confidential import unmarked
from dpia.assessment.document import next_id
from dpia.assessment.event import head, working_copy
from dpia.canonical import digest
from dpia.questionnaire.cleaning import clean

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
Seal = Callable[[str], dict[str, str]]
"""Signs a text with a key and returns `{"text", "armoured", "key"}`."""
_FIRST_LINE = "dpia sign-off 1"


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
    if not known:
        return None
    now, redacted = text_hash(document), _redaction(document)
    return now != known and not (redacted.get("advised") and redacted.get("text_hash") == now)


def sign(
    document: Document, by: str, role: str, capacity: str, at: str, seal: Seal | None = None
) -> dict[str, Any]:
    """Return the document signed off by `by`, as one of `PARTS` and in a capacity of own words.

    The sign-off binds the content as it is now and the history up to the event before this one.
    With `seal` it carries a signature that others can check; whatever that raises is passed on.
    """
    after = working_copy(document)
    entry: dict[str, Any] = {
        "id": next_id(after, "s"),
        "by": clean(by).strip(),
        "role": role,
        "at": at,
        "as": clean(capacity).strip(),
        "content_hash": content_hash(after),
        "head_hash": head(document),
    }
    if seal:
        entry["signature"] = seal(message(after, entry))
    after["sign_offs"] = [*after.get("sign_offs", ()), entry]
    return after


def message(document: Document, entry: Mapping[str, Any]) -> str:
    """Return the text that a key signs: a line for each fact, which anybody can write again."""
    facts = {
        "assessment": document.get("id"),
        "reference": document.get("reference"),
        "version": document.get("version", 1),
        "content": entry.get("content_hash"),
        "history": entry.get("head_hash"),
        "by": entry.get("by"),
        "role": entry.get("role"),
        "as": entry.get("as"),
        "outcome": (document.get("decision") or {}).get("outcome") or "none",
        "day": str(entry.get("at"))[:10],
    }
    lines = (f"{name}: {_on_one_line(fact)}".rstrip() for name, fact in facts.items())
    return "\n".join([_FIRST_LINE, *lines, ""])


def contradicted(document: Document, entry: Mapping[str, Any]) -> list[str]:
    """Return what the signed text of a sign-off says otherwise than the sign-off; [] when nothing.

    The reference and the outcome are as they were on that day: only the signature holds for them.
    """
    text = str((entry.get("signature") or {}).get("text"))
    signed = _facts(text)
    then = {**document, "reference": signed.get("reference"), "decision": signed}
    expected = message(then, entry)
    if text == expected:
        return []
    facts = _facts(expected)
    return [name for name in facts if signed.get(name) != facts[name]] or ["text"]


def _facts(text: str) -> dict[str, str]:
    parts = (line.partition(":") for line in text.split("\n")[1:] if line)
    return {name: value.strip() for name, _colon, value in parts}


def _on_one_line(fact: Any) -> str:
    return " ".join(str(fact or "").split())


def sign_offs(document: Document) -> list[dict[str, Any]]:
    """Return the sign-offs, the oldest first, each with whether its hash still `fits`.

    Where it does not, but nothing was changed other than by redacting, `redacted` is the number of
    the event that did so last.
    """
    now = content_hash(document) if document.get("sign_offs") else ""
    last = _redaction(document)
    held = last.get("sign_offs", ()) if last.get("content_hash") == now else ()
    return [
        {**entry, "fits": entry.get("content_hash") == now}
        | ({"redacted": last["event"]} if entry.get("id") in held else {})
        for entry in document.get("sign_offs") or ()
    ]


def _redaction(document: Document) -> Mapping[str, Any]:
    """Return what the latest redaction says about what held before and is left; `{}` for none."""
    redactions = document.get("redactions") or [{}]
    last: Mapping[str, Any] = redactions[-1]
    return last
