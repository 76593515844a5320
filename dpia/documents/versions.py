"""Two versions of an assessment compared, as text to read."""

from collections.abc import Iterator, Mapping
from typing import Any

from dpia.documents import words
from dpia.documents.difference import told
from dpia.documents.pieces import BLANK, Piece
from dpia.text import _

Node = Mapping[str, Any]


def version_pieces(found: Node, levels: Mapping[str, str]) -> Iterator[Piece]:
    """Yield what `judgement.versions.compare` found; `levels` are the titles of risk levels."""
    yield Piece(_("{a}  →  {b}").format(a=_named(found["a"]), b=_named(found["b"])), kind="title")
    if not (found["verdict"] or found["answers"] or found["measures"]):
        yield Piece(_("Nothing is different."))
        return
    yield from _part(_("What it comes to"), list(_verdict(found["verdict"], levels)))
    yield from _part(_("Measures"), list(_measures(found["measures"])))
    yield from _part(_("Answers"), list(_answers(found["answers"])))


def _named(side: Node) -> str:
    status = words.word(words.STATUS, side["status"]) or ""
    return f"{side['reference'] or side['id'] or '?'} {side['title'] or ''} ({status})"


def _part(title: str, pieces: list[Piece]) -> Iterator[Piece]:
    if pieces:
        yield BLANK
        yield Piece(title, kind="head")
        yield from pieces


def _verdict(entries: list[Node], levels: Mapping[str, str]) -> Iterator[Piece]:
    for entry in entries:
        what, before, after = told(entry, levels)
        yield Piece(_moved(what, before, after), 1, "name")
        if entry["because"]:
            yield Piece(_("because of: {paths}").format(paths=", ".join(entry["because"])), 2)


def _measures(entries: list[Node]) -> Iterator[Piece]:
    said = {
        "added": _("new"),
        "removed": _("gone"),
        "landed": _("put in place"),
        "undone": _("no longer in place"),
        "slipped": _("put off"),
        "sooner": _("brought forward"),
        "changed": _("changed"),
    }
    for entry in entries:
        before, after = _state(entry["before"]), _state(entry["after"])
        head = f"{entry['title']}: {said[entry['change']]}"
        yield Piece(_moved(head, before, after), 1)


def _state(state: Node | None) -> str:
    if state is None:
        return "–"
    status = words.word(words.MEASURE_STATUS, state["status"]) or ""
    return f"{status}, {state['due']}" if state["due"] else status


def _answers(entries: list[Node]) -> Iterator[Piece]:
    for entry in entries:
        yield Piece(f"{entry['title']} ({entry['path']})", 1, "name")
        yield Piece(
            entry["before"] if entry["before"] is not None else _("(none)"), 2, mark=_("was: ")
        )
        yield Piece(
            entry["after"] if entry["after"] is not None else _("(none)"), 2, mark=_("now: ")
        )


def _moved(what: str, before: str, after: str) -> str:
    return f"{what}: {before}  →  {after}"
