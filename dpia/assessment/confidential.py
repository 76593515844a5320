"""What is marked confidential: a public report withholds it.

`"confidential": true` stands on the thing itself: in the mark of an answer, on a risk, a measure or
an attachment, on an opinion, on the decision. It speaks of publishing, not of the processing, so no
hash that binds advice or a sign-off covers it, and it may be set once all is decided.
"""

from collections.abc import Mapping
from typing import Any

from dpia.assessment import pointer
from dpia.assessment.event import working_copy
from dpia.errors import NotFound
from dpia.text import _

Document = Mapping[str, Any]
MARK = "confidential"
ROWS = ("risks", "measures", "attachments")
"""Parts of an assessment whose rows can be marked."""
TEXTS = {
    "opinions.dpo": ("advice", "response", "followed", "by"),
    "opinions.data_subjects": ("summary", "reason"),
    "decision": ("reason", "conditions"),
}
"""What can be marked besides, and what of it is withheld then."""


def is_marked(row: Any) -> bool:
    """Say whether a mark, a row, an opinion or a decision is marked confidential."""
    return isinstance(row, Mapping) and row.get(MARK) is True


def kept_mark(before: Any) -> dict[str, bool]:
    """Return the mark that words in the place of `before` bear, too: what was secret stays so."""
    return {MARK: True} if is_marked(before) else {}


def set_mark(document: Document, place: str, on: bool) -> dict[str, Any]:
    """Mark what stands at `place`, a JSON Pointer such as `/risks/r1`, or take the mark away.

    Raises NotFound where nothing stands.
    """
    after = working_copy(document)
    found = pointer.get(after, place)
    if not isinstance(found, dict):
        raise NotFound(_("There is nothing at {place} to mark.").format(place=place))
    found.pop(MARK, None)
    if on:
        found[MARK] = True
    return after


def count(document: Document) -> int:
    """Return how many things are marked."""
    marks = (said for topic in document.get("marks", {}).values() for said in topic.values())
    rows = (row for part in ROWS for row in document.get(part, ()))
    return sum(map(is_marked, (*marks, *rows, *(part(document, name) for name in TEXTS))))


def marked_rows(document: Document, part: str) -> list[str]:
    """Return the ids of the rows of a part, such as `risks`, that are marked."""
    return [str(row["id"]) for row in document.get(part, ()) if is_marked(row)]


def part(document: Document, name: str) -> Any:
    """Return what stands at a dotted path in the document, or None."""
    found: Any = document
    for step in name.split("."):
        found = found.get(step) if isinstance(found, Mapping) else None
    return found


def unmarked(content: Any) -> Any:
    """Return `content` without the marks, and without what only held one."""
    if isinstance(content, list | tuple):
        return [unmarked(item) for item in content]
    if not isinstance(content, Mapping):
        return content
    kept = {
        name: unmarked(value)
        for name, value in content.items()
        if name != MARK or value is not True
    }
    return {name: value for name, value in kept.items() if value != {} or content[name] == {}}
