"""Findings the controller accepts with a written reason; one that blocks can only be settled."""

from collections.abc import Iterable, Mapping
from typing import Any

from dpia.canonical import digest
from dpia.judgement.telling import Node

Document = Mapping[str, Any]


def rests_on(finding: Document) -> str:
    """Return the hash of the answers that a finding of a verdict rests on."""
    return digest(finding["answers"])


def with_acceptance(findings: Iterable[Node], document: Document) -> list[Node]:
    """Return the findings of a verdict; what counts as accepted has `accepted: {reason, by, at}`.

    An acceptance counts only with a reason, and while the finding rests on the same answers.
    """
    entries = {entry.get("finding"): entry for entry in document.get("accepted") or ()}
    return [_one(finding, entries.get(finding["id"])) for finding in findings]


def unanswered(findings: Iterable[Document]) -> list[Document]:
    """Return the serious findings that are neither mended nor accepted."""
    return [one for one in findings if one["weight"] == "serious" and not one.get("accepted")]


def _one(finding: Node, entry: Document | None) -> Node:
    if entry is None or finding["weight"] == "blocking":
        return finding
    reason, basis = str(entry.get("reason") or "").strip(), entry.get("rests_on")
    if not reason or (basis and basis != rests_on(finding)):
        return finding
    return finding | {"accepted": {name: entry.get(name, "") for name in ("reason", "by", "at")}}
