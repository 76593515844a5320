"""The least that a document must be, so that nothing above stumbles over a hand-edited one.

What the answers mean is not looked at here; that is the questionnaires' business.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dpia.errors import Invalid
from dpia.register.problems import Damaged, Newer
from dpia.text import _

FORMAT = "dpia-assessment/1"

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def identifier(text: Any) -> str:
    """Return `text` as an id, the canonical form of a UUID. Raises Invalid for anything else."""
    if not isinstance(text, str) or not UUID.fullmatch(text.lower()):
        raise Invalid(_("“{text}” is not the id of an assessment.").format(text=str(text)[:80]))
    return text.lower()


def newer_than(found: Any, known: str) -> bool:
    """Tell whether the format `found` is a later one of the same kind as `known`."""
    kind, version = known.rsplit("/", 1)
    match = re.fullmatch(re.escape(kind) + r"/(\d{1,9})", found) if isinstance(found, str) else None
    return match is not None and int(match[1]) > int(version)


def older_than(document: Any, known: str) -> int | None:
    """Return the number of a document's format where that is an earlier one of the same kind."""
    kind, version = known.rsplit("/", 1)
    found = document.get("format") if isinstance(document, dict) else None
    match = re.fullmatch(re.escape(kind) + r"/(\d{1,9})", found) if isinstance(found, str) else None
    return int(match[1]) if match and int(match[1]) < int(version) else None


def unwrap(tables: Any, path: Path, ident: str) -> dict[str, Any]:
    """Return the one document of a TinyDB file. Raises Damaged or Newer, naming `path`."""
    table = tables.get("assessment") if isinstance(tables, dict) else None
    if not isinstance(table, dict) or len(table) != 1:
        raise Damaged(path, _("it does not hold one assessment"))
    (document,) = table.values()
    if isinstance(document, dict) and newer_than(document.get("format"), FORMAT):
        raise Newer(path, str(document["format"]))
    if (number := older_than(document, FORMAT)) is not None:
        from dpia.register.migrating import migrated

        try:
            document = migrated(document, number)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Damaged(path, _("its format is older, and it does not fit that one")) from error
    if flaw := flaw_of(document):
        raise Damaged(path, flaw)
    if document["id"] != ident:
        raise Damaged(path, _("it holds another assessment, {id}").format(id=document["id"][:80]))
    result: dict[str, Any] = document
    return result


def flaw_of(document: Any) -> str | None:
    """Say in a phrase what is wrong with the shape of `document`; None when nothing is."""
    if not isinstance(document, dict):
        return _("the assessment is not an object")
    if document.get("format") != FORMAT:
        return _("its format is not {format}").format(format=FORMAT)
    if not isinstance(document.get("id"), str):
        return _("it has no id")
    for name, fits in _SHAPES.items():
        if name in document and not fits(document[name]):
            return _("“{name}” is not of the kind that belongs there").format(name=name)
    return None


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_text_or_nothing(value: Any) -> bool:
    return value is None or isinstance(value, str)


def _is_count(value: Any) -> bool:
    return type(value) is int and 0 <= value < 2**53


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)


def _is_object_or_nothing(value: Any) -> bool:
    return value is None or isinstance(value, dict)


def _is_objects(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(member, dict) for member in value.values())


def _is_marks(value: Any) -> bool:
    return _is_objects(value) and all(_is_objects(topic) for topic in value.values())


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def _is_named_rows(value: Any) -> bool:
    return _is_rows(value) and all(isinstance(row.get("id"), str) for row in value)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def _is_digests(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(digest, str) for digest in value.values())


def _is_answers(value: Any) -> bool:
    """Whether every topic is an object, and every row of a table in it can be named."""
    return _is_objects(value) and all(
        isinstance(row.get("id"), str)
        for topic in value.values()
        for said in topic.values()
        if isinstance(said, list)
        for row in said
        if isinstance(row, dict)
    )


def _is_segments(value: Any) -> bool:
    return _is_rows(value) and all(_is_count(segment.get("last")) for segment in value)


_SHAPES: dict[str, Callable[[Any], bool]] = {
    "title": _is_text,
    "reference": _is_text_or_nothing,
    "organisation": _is_text_or_nothing,
    "unit": _is_text_or_nothing,
    "owner": _is_text_or_nothing,
    "created": _is_text_or_nothing,
    "updated": _is_text_or_nothing,
    "status": _is_text_or_nothing,
    "authority": _is_text_or_nothing,
    "pathway": _is_text_or_nothing,
    "method": _is_text_or_nothing,
    "revision": _is_count,
    "counter": _is_count,
    "also": _is_texts,
    "judged_by": _is_digests,
    "answers": _is_answers,
    "marks": _is_marks,
    "shelf": _is_object,
    "risks": _is_named_rows,
    "measures": _is_named_rows,
    "attachments": _is_named_rows,
    "opinions": _is_object,
    "overruled": _is_rows,
    "sign_offs": _is_rows,
    "redactions": _is_rows,
    "accepted": _is_rows,
    "consultation": _is_rows,
    "decision": _is_object_or_nothing,
    "dates": _is_object,
    "cursor": _is_object_or_nothing,
    "drafts": _is_object,
    "events": _is_rows,
    "sealed": _is_segments,
    "summary": _is_object,
}
