"""Two versions of an assessment, or two assessments, compared: what changed and because of what.

Symmetric: comparing the other way round gives the same entries with before and after exchanged.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dpia.assessment import pointer
from dpia.assessment.answering import row_choices
from dpia.judgement.difference import difference
from dpia.judgement.telling import Node
from dpia.questionnaire.answers import display
from dpia.questionnaire.model import Question
from dpia.questionnaire.rulebook import Rulebook
from dpia.text import _

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Side:
    """One of the two: the document, its verdict, and what it is judged by."""

    document: Document
    verdict: Document
    rulebook: Rulebook


def compare(a: Side, b: Side) -> Node:
    """Return `{"a", "b", "kind", "answers", "verdict", "measures"}`.

    `kind` is `versions` where one was carried over from the other: then risks and measures are
    the same where their ids are; else where they come from the same entry of the catalogue, or
    bear the same title. `answers`: `{path, title, before, after}` in words, None for none.
    `verdict`: as `difference` tells it, with `because`: the changed answers it rests on.
    `measures`: `{id, title, before, after, change}` with status and day.
    """
    same = _related(a.document, b.document)
    answers = list(_answers(a, b))
    moved = difference(_keyed(a, same), _keyed(b, same))
    changed = {str(answer["path"]).partition("/")[0] for answer in answers}
    return {
        "kind": "versions" if same else "assessments",
        "a": _who(a.document),
        "b": _who(b.document),
        "answers": answers,
        "verdict": [entry | _because(entry, a, b, changed) for entry in moved],
        "measures": list(_measures(a.document, b.document, same)),
    }


def _who(document: Document) -> Node:
    names = ("id", "reference", "title", "status", "version")
    return {name: document.get(name) for name in names}


def _related(a: Document, b: Document) -> bool:
    """Say whether one is a version of the other; versions share the start of their reference."""
    first, second = (str(one.get("reference") or "").partition("-v")[0] for one in (a, b))
    return a.get("id") == b.get("id") or bool(first and first == second)


# Answers


def _answers(a: Side, b: Side) -> Iterator[Node]:
    """Yield what is answered differently, in the order of the newer questionnaires."""
    was, now = _flat(a), _flat(b)
    for path in [*now, *(path for path in was if path not in now)]:
        before, after = was.get(path), now.get(path)
        if (before and before[1]) != (after and after[1]):
            title = (after or before or ("", None))[0]
            yield {
                "path": path,
                "title": title,
                "before": before[1] if before else None,
                "after": after[1] if after else None,
            }


def _flat(side: Side) -> dict[str, tuple[str, str]]:
    """Return `path -> (title, answer in words)`; of a table, each cell."""
    found: dict[str, tuple[str, str]] = {}
    for topic in side.rulebook.topics.values():
        answers = side.document["answers"].get(topic.id, {})
        for question in topic.ordered():
            value = answers.get(question.id)
            if value is not None:
                found |= _cells(side, question, value)
            elif _unknown(side.document, question):
                found[question.path] = (question.title, _("not known yet"))
    return found


def _unknown(document: Document, question: Question) -> bool:
    marks = (document.get("marks") or {}).get(question.topic, {})
    return bool(marks.get(pointer.join(question.id), {}).get("unknown"))


def _cells(side: Side, question: Question, value: Any) -> dict[str, tuple[str, str]]:
    if question.kind != "rows" or not value:
        return {question.path: (question.title, _words(side, question, value))}
    return {
        f"{question.path}/{row['id']}/{column.id}": (
            f"{question.title} {row.get(question.row_title) or row['id']}: {column.title}",
            _words(side, column, row[column.id]),
        )
        for row in value
        for column in question.columns
        if column.id in row
    }


def _words(side: Side, question: Question, value: Any) -> str:
    """Return an answer in words, choices in one order: a file may bring them in another."""
    if question.kind == "choices" and isinstance(value, list):
        order = [choice.value for choice in question.choices]
        value = sorted(value, key=lambda item: order.index(item) if item in order else len(order))
    return display(question, value, row_choices(side.document, side.rulebook, question))


# Risks and measures


def _key(row: Document, same: bool) -> str:
    """Return by what a risk or measure of one side is found on the other."""
    if same:
        return str(row["id"])
    return str(row.get("scenario") or row.get("catalogue") or row.get("title") or row["id"])


def _keyed(side: Side, same: bool) -> Node:
    """Return the verdict with its risks named as on the other side."""
    if same:
        return dict(side.verdict)
    own = {risk["id"]: _key(risk, same) for risk in side.document.get("risks", ())}
    risks = [{**risk, "id": own.get(risk["id"], risk["id"])} for risk in side.verdict["risks"]]
    return {**side.verdict, "risks": risks}


def _measures(a: Document, b: Document, same: bool) -> Iterator[Node]:
    was = {_key(row, same): row for row in a.get("measures", ())}
    now = {_key(row, same): row for row in b.get("measures", ())}
    for key, row in {**was, **now}.items():
        before, after = _state(was.get(key)), _state(now.get(key))
        if before != after:
            named = {"id": key, "title": row.get("title", "")}
            yield {**named, "before": before, "after": after, "change": _change(before, after)}


def _state(measure: Document | None) -> Node | None:
    if measure is None:
        return None
    return {"status": measure.get("status", "planned"), "due": measure.get("due")}


def _change(before: Node | None, after: Node | None) -> str:
    """Say what became of a measure: added, removed, landed, slipped, undone or changed."""
    if before is None or after is None:
        return "added" if before is None else "removed"
    if "implemented" in (before["status"], after["status"]) and before["status"] != after["status"]:
        return "landed" if after["status"] == "implemented" else "undone"
    dues = before["due"], after["due"]
    if all(dues) and dues[0] != dues[1]:
        return "slipped" if dues[0] < dues[1] else "sooner"
    return "changed"


# Because of what


def _because(entry: Node, a: Side, b: Side, changed: set[str]) -> Node:
    """Return the changed answers that a changed part of the verdict rests on, on either side."""
    used: set[str] = set()
    for side in (a, b):
        for trace in _traces(entry, side.verdict):
            used |= set(_questions(trace))
    return {"because": sorted(used & changed)}


def _traces(entry: Node, verdict: Document) -> Iterator[Any]:
    match entry["part"]:
        case "criterion":
            yield from _of(verdict["screening"]["criteria"], entry["id"])
        case "screening" | "conclusion":
            yield [verdict["screening"]["criteria"], verdict["screening"]["reasons"]]
        case "finding":
            yield from _of(verdict["findings"], entry["id"])
        case "row":
            for authority in verdict["authorities"].values():
                yield [hit for hit in authority["hits"] if hit["row"] == entry["id"]]
        case "lawfulness" | "consultation":
            yield verdict[entry["part"]]["reasons"]


def _of(entries: list[Node], name: str) -> Iterator[Any]:
    yield from (entry for entry in entries if entry["id"] == name)


def _questions(part: Any) -> Iterator[str]:
    """Yield every question named in a trace, wherever it stands."""
    if isinstance(part, list):
        for inner in part:
            yield from _questions(inner)
    elif isinstance(part, Mapping):
        if part.get("kind") == "question":
            yield str(part["id"]).partition("/")[0]
        for inner in part.values():
            if isinstance(inner, list | Mapping):
                yield from _questions(inner)
