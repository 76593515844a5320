"""Two versions of an assessment, or two assessments, compared: what changed and because of what.

Symmetric: comparing the other way round gives the same entries with before and after exchanged.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import Any

from dpia.assessment import pointer
from dpia.assessment.answering import row_choices
from dpia.errors import NotFound
from dpia.judgement.bench import Bench
from dpia.judgement.causes import Causes
from dpia.judgement.difference import difference
from dpia.judgement.telling import Node
from dpia.judgement.verdict import set_up
from dpia.questionnaire.answers import display
from dpia.questionnaire.model import Question
from dpia.questionnaire.rulebook import Rulebook
from dpia.questionnaire.trace import Trace
from dpia.text import _

Document = Mapping[str, Any]
OPPOSITE = {"added": "removed", "landed": "undone", "slipped": "sooner", "changed": "changed"}
OPPOSITE |= {after: before for before, after in OPPOSITE.items()}
"""What became of a measure, seen the other way round."""


@dataclass(frozen=True)
class Side:
    """One of the two: the document, its verdict, and what it is judged by."""

    document: Document
    verdict: Document
    rulebook: Rulebook

    @cached_property
    def bench(self) -> Bench:
        """The answers as the verdict saw them."""
        return set_up(self.document, self.rulebook, date.fromisoformat(self.verdict["as_of"]))[0]


def compare(a: Side, b: Side) -> Node:
    """Return `{"a", "b", "kind", "answers", "facts", "verdict", "measures", "files"}`.

    `kind` is `versions` where one was carried over from the other: then risks and measures are
    the same where their ids are; else where they come from the same entry of the catalogue, or
    bear the same title. `answers`: `{path, title, before, after}` in words, None for none.
    `facts`: the named conditions that both know, `{id, title, before, after, because}`; true, false
    or None for not known. `verdict`: as `difference` tells it. `measures`: `{id, title, before,
    after, change}` with status and day. `files`: `{id, before, after}` with the versions of what
    they are judged by, None where it is not. Each side has its `level_doubt`, how far the matrix
    of its levels can be trusted. Facts and verdict say `because` of which answers, the
    verdict also what else it comes `through` (see `judgement.causes`). Risks and measures have
    `rows`, their ids before and after. Titles and order are those of the later one.
    """
    if _age(a.document) > _age(b.document):
        return _turned(_compared(b, a))
    return _compared(a, b)


def _compared(a: Side, b: Side) -> Node:
    same = _related(a.document, b.document)
    keys = [{part: _keys(s.document, part, same) for part in ("risks", "measures")} for s in (a, b)]
    answers, files = list(_answers(a, b)), list(_files(a, b))
    verdicts = [_keyed(s, known["risks"]) for s, known in zip((a, b), keys, strict=True)]
    moved = difference(*verdicts)
    documents = (a.document, b.document)
    causes = Causes.of(documents, verdicts, keys, answers, moved, files, partial(_asked, a, b))
    return {
        "kind": "versions" if same else "assessments",
        "a": _who(a),
        "b": _who(b),
        "answers": answers,
        "facts": list(_facts(a, b, causes)),
        "verdict": [
            entry | causes.of_part(entry) | _rows(entry, keys, "risks", "risk") for entry in moved
        ],
        "measures": [entry | _rows(entry, keys, "measures") for entry in _measures(a, b, keys)],
        "files": files,
    }


def _asked(a: Side, b: Side, path: str) -> Iterator[Any]:
    """Yield why the question at `path` is asked or not, on each side that has it."""
    for side in (a, b):
        with suppress(NotFound):
            yield side.bench.evaluation.visible(path).to_json()


def _age(document: Document) -> tuple[Any, ...]:
    """Return by what the later one of two is told, whichever way they are compared."""
    first = str(document.get("reference") or "").partition("-v")[0]
    numbers = (int(document.get(name) or 0) for name in ("version", "revision"))
    return first, *numbers, str(document.get("id"))


def _turned(found: Node) -> Node:
    """Return a comparison the other way round."""

    def turned(entry: Node) -> Node:
        sides = {"before": entry["after"], "after": entry["before"]}
        if "rows" in entry:
            sides["rows"] = entry["rows"][::-1]
        if "change" in entry:
            sides["change"] = OPPOSITE[entry["change"]]
        return {**entry, **sides}

    parts = ("answers", "facts", "verdict", "measures", "files")
    other = {part: [turned(entry) for entry in found[part]] for part in parts}
    return {**found, "a": found["b"], "b": found["a"], **other}


def _who(side: Side) -> Node:
    names = ("id", "reference", "title", "status", "version")
    doubt = side.verdict["method"].get("confidence_note")
    return {name: side.document.get(name) for name in names} | {"level_doubt": doubt}


def _related(a: Document, b: Document) -> bool:
    """Say whether one is a version of the other; versions share the start of their reference."""
    first, second = (str(one.get("reference") or "").partition("-v")[0] for one in (a, b))
    return a.get("id") == b.get("id") or bool(first and first == second)


# Answers


def _answers(a: Side, b: Side) -> Iterator[Node]:
    """Yield what is answered differently."""
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


def _unknown(document: Document, question: Question, *cell: str) -> bool:
    marks = (document.get("marks") or {}).get(question.topic, {})
    return bool(marks.get(pointer.join(question.id, *cell), {}).get("unknown"))


def _cells(side: Side, question: Question, value: Any) -> dict[str, tuple[str, str]]:
    if question.kind != "rows" or not value:
        return {question.path: (question.title, _words(side, question, value))}
    found: dict[str, tuple[str, str]] = {}
    for row in value:
        for column in question.columns:
            path = f"{question.path}/{row['id']}/{column.id}"
            title = f"{question.title} {row.get(question.row_title) or row['id']}: {column.title}"
            if column.id in row:
                found[path] = (title, _words(side, column, row[column.id]))
            elif _unknown(side.document, question, row["id"], column.id):
                found[path] = (title, _("not known yet"))
    return found


def _words(side: Side, question: Question, value: Any) -> str:
    """Return an answer in words, choices in one order: a file may bring them in another."""
    if question.kind == "choices" and isinstance(value, list):
        order = [choice.value for choice in question.choices]
        value = sorted(value, key=lambda item: order.index(item) if item in order else len(order))
    return display(question, value, row_choices(side.document, side.rulebook, question))


# Named conditions


def _facts(a: Side, b: Side, causes: Causes) -> Iterator[Node]:
    """Yield the named conditions that both know and that do not stand alike."""
    for name, fact in b.rulebook.facts.items():
        if name not in a.rulebook.facts:
            continue
        was, now = (_fact(side.bench, name) for side in (a, b))
        if was.value is not now.value:
            named = {"id": name, "title": fact.title or name}
            because = causes.answers_in(was.to_json(), now.to_json())
            yield {**named, "before": was.value, "after": now.value, "because": because}


def _fact(bench: Bench, name: str) -> Trace:
    return bench.attempt(name, lambda: bench.evaluation.fact(name))


# What they are judged by


def _files(a: Side, b: Side) -> Iterator[Node]:
    was, now = a.rulebook.digests, b.rulebook.digests
    for key in sorted({*was, *now}):
        if was.get(key) != now.get(key):
            before, after = (_version(side.rulebook, key) for side in (a, b))
            yield {"id": key, "before": before, "after": after}


def _version(rulebook: Rulebook, key: str) -> str | None:
    """Return the version a file names, else the start of its digest; None where it is not there."""
    if key not in rulebook.files:
        return None
    found = rulebook.files[key]
    return str(found.get("x-version") or found.get("version") or rulebook.digests[key][:15])


# Risks and measures


def _keys(document: Document, part: str, same: bool) -> dict[str, str]:
    """Return `id -> key` of risks or measures; the key is the same on the other side."""
    keys: dict[str, str] = {}
    seen: Counter[str] = Counter()
    for row in document.get(part, ()):
        key = str(row["id"])
        if not same:
            key = str(row.get("scenario") or row.get("catalogue") or row.get("title") or key)
        seen[key] += 1
        keys[str(row["id"])] = key if seen[key] == 1 else f"{key} ({seen[key]})"
    return keys


def _keyed(side: Side, keys: Mapping[str, str]) -> Node:
    """Return the verdict with its risks named as on the other side."""
    risks = [{**risk, "id": keys.get(risk["id"], risk["id"])} for risk in side.verdict["risks"]]
    return {**side.verdict, "risks": risks}


def _rows(entry: Node, keys: list[dict[str, Any]], part: str, only: str = "") -> Node:
    """Return the ids a risk or measure has before and after, None where it is not there."""
    if only and entry["part"] != only:
        return {}
    found = [{key: row for row, key in known[part].items()}.get(entry["id"]) for known in keys]
    return {"rows": found}


def _measures(a: Side, b: Side, keys: list[dict[str, Any]]) -> Iterator[Node]:
    was, now = (
        {known["measures"][row["id"]]: row for row in side.document.get("measures", ())}
        for side, known in zip((a, b), keys, strict=True)
    )
    for key, row in {**was, **now}.items():
        before, after = _state(was.get(key)), _state(now.get(key))
        if before != after:
            named = {"id": key, "title": row.get("title", "")}
            yield {**named, "before": before, "after": after, "change": _change(before, after)}


def _state(measure: Document | None) -> Node | None:
    if measure is None:
        return None
    said = {name: measure.get(name) or None for name in ("due", "owner")}
    return {"status": measure.get("status", "planned"), **said}


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
