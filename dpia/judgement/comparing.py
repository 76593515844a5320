"""Two authorities' files compared: what a newer version changes, or where two states differ."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from dpia.judgement.authorities import (
    ARTICLES,
    Say,
    age_of_consent,
    by_article,
    checked,
    sayer,
    summary,
)
from dpia.judgement.telling import Node
from dpia.questionnaire.condition import Atom, Condition, Group, parse
from dpia.questionnaire.law import Authority, AuthorityList, in_force, logic_in_words
from dpia.questionnaire.model import Document
from dpia.questionnaire.naming import Names

PARTS = ("bodies", "data", "facts", "hints", "lists", "consultation")
"""What is compared entry by entry; everything else of a file is compared whole."""


def compare(a: Authority, b: Authority, names: Names, day: date) -> Node:
    """Compare two versions of one authority, or two authorities as on `day`."""
    return versions(a, b, names) if a.id == b.id else contrast(a, b, names, day)


# Two versions of one authority


def versions(a: Authority, b: Authority, names: Names) -> Node:
    """Return what `b` adds to, takes from and changes in `a`; conditions are put into words."""
    diff = _Diff(sayer(a, names), sayer(b, names))
    old, new = a.document, b.document
    found: Node = {
        "about": diff.fields(old, new, PARTS),
        "bodies": diff.entries(old.get("bodies", ()), new.get("bodies", ())),
        "data": diff.entries(_data(old), _data(new)),
        "facts": diff.entries(_facts(old), _facts(new)),
        "lists": diff.lists(a.lists, b.lists),
        "hints": diff.entries(old.get("hints", ()), new.get("hints", ())),
        "consultation": diff.entries(_consultation(old), _consultation(new)),
    }
    same = not any(
        part if isinstance(part, list) else any(part.values()) for part in found.values()
    )
    return {"compared": "versions", "a": _who(a), "b": _who(b), "same": same, **found}


class _Diff:
    """Compares documents; `was` and `now` put the old and the new conditions into words."""

    def __init__(self, was: Say, now: Say) -> None:
        self.was, self.now = was, now

    def entries(self, old: Iterable[Document], new: Iterable[Document]) -> Node:
        """Return the entries that were added, removed and changed, told apart by their ids."""
        before, after = _by_id(old), _by_id(new)
        both = [(before[name], entry) for name, entry in after.items() if name in before]
        compared = [(entry, self.fields(was, entry)) for was, entry in both]
        return {
            "added": [_named(entry) for name, entry in after.items() if name not in before],
            "removed": [_named(entry) for name, entry in before.items() if name not in after],
            "changed": [{**_named(e), "changes": changes} for e, changes in compared if changes],
        }

    def lists(self, old: Iterable[AuthorityList], new: Iterable[AuthorityList]) -> Node:
        """Return the lists that were added, removed and changed, the last with their rows."""
        before, after = ({entry.id: entry for entry in lists} for lists in (old, new))
        changed = []
        for was, entry in (
            (before[name], entry) for name, entry in after.items() if name in before
        ):
            changes = [
                *self.fields(was.document, entry.document, ("rows", "logic")),
                *_logic(was, entry),
            ]
            rows = self.entries(was.document["rows"], entry.document["rows"])
            if changes or any(rows.values()):
                changed.append({**_named(entry.document), "changes": changes, "rows": rows})
        return {
            "added": [_named_list(entry) for name, entry in after.items() if name not in before],
            "removed": [_named_list(entry) for name, entry in before.items() if name not in after],
            "changed": changed,
        }

    def fields(self, old: Document, new: Document, without: Iterable[str] = ()) -> list[Node]:
        """Return each field that is not the same, with what it was and what it is."""
        keys = [key for key in dict.fromkeys((*old, *new)) if key not in without]
        return [
            {"field": key, "from": _said(key, old, self.was), "to": _said(key, new, self.now)}
            for key in keys
            if old.get(key) != new.get(key)
        ]


def _logic(was: AuthorityList, now: AuthorityList) -> Iterator[Node]:
    before, after = logic_in_words(was), logic_in_words(now)
    if before != after:
        yield {"field": "logic", "from": before, "to": after}


def _said(key: str, document: Document, say: Say) -> Any:
    value = document.get(key)
    if key == "when" and value is not None:
        return say(parse(value))
    if key == "parts" and value is not None:
        return {name: say(parse(part)) for name, part in value.items()}
    return value


def _by_id(entries: Iterable[Document]) -> dict[str, Document]:
    return {entry["id"]: entry for entry in entries}


def _named(entry: Document) -> Node:
    return {"id": entry["id"], "title": entry.get("title", "")}


def _named_list(entry: AuthorityList) -> Node:
    rows = [_named(row.document) for row in entry.rows]
    return {**_named(entry.document), "article": entry.article, "rows": rows}


def _data(document: Document) -> Iterator[Document]:
    """Yield the dated values with an id made of their name and the day they begin."""
    for name, values in document.get("data", {}).items():
        for value in values:
            yield {
                "id": f"{name} since {value['valid_from']}",
                "title": str(value["value"]),
                **value,
            }


def _facts(document: Document) -> Iterator[Document]:
    for name, fact in document.get("facts", {}).items():
        yield {"id": name, **fact}


def _consultation(document: Document) -> Iterator[Document]:
    found = document.get("consultation", {})
    for key in ("36_5", "practice"):
        yield from found.get(key, ())
    if found.get("note"):
        yield {"id": "note", "title": "", "text": found["note"]}


def _who(authority: Authority) -> Node:
    version = authority.document["version"]
    return {"id": authority.id, "title": authority.title, "version": version}


# Two authorities


def contrast(a: Authority, b: Authority, names: Names, day: date) -> Node:
    """Return where two authorities differ for an assessor: lists, what they turn on, ages."""
    sides = {"a": a, "b": b}
    lists = {side: by_article(authority, day) for side, authority in sides.items()}
    return {
        "compared": "authorities",
        "as_of": day.isoformat(),
        **{side: _side(authority, day) for side, authority in sides.items()},
        "articles": {
            article: {
                "conditions": _turned_on(
                    {side: lists[side][article] for side in sides}, names, day
                ),
                "rows": {side: _rows(lists[side][article], day) for side in sides},
            }
            for article in ARTICLES
        },
    }


def _side(authority: Authority, day: date) -> Node:
    facts = [{"id": name, "title": fact.title} for name, fact in authority.facts.items()]
    age = age_of_consent(authority, day)
    source = {"consent_age_source": age.get("source") if age else None}
    hints = [{**_named(hint), "text": hint["text"]} for hint in authority.document.get("hints", ())]
    return {**summary(authority, day), **source, "own_facts": facts, "hints": hints}


def _rows(lists: Iterable[AuthorityList], day: date) -> list[Node]:
    return [
        {**_named(row.document), "list": entry.id, "checked": checked(row.document, entry.document)}
        for entry in lists
        for row in entry.rows
        if in_force(row.document, day)
    ]


def _turned_on(lists: Mapping[str, list[AuthorityList]], names: Names, day: date) -> list[Node]:
    """Return what the rows of both sides turn on, each with the rows: what both ask for first."""
    found: dict[str, Node] = {}
    for side, entries in lists.items():
        for entry in entries:
            for row in entry.rows:
                if not in_force(row.document, day):
                    continue
                for part in leaves(row.whole):
                    words = " ".join(text for _depth, text in names.steps(part, {}))
                    told = found.setdefault(words, {"in_words": words, "a": [], "b": []})
                    if row.id not in told[side]:
                        told[side].append(row.id)
    return sorted(found.values(), key=lambda told: (not (told["a"] and told["b"]), not told["a"]))


def leaves(condition: Condition, negated: bool = False) -> Iterator[Condition]:
    """Yield what `condition` turns on one by one: a fact, one answer, a criterion, or its absence.

    A question with several answers of which any will do is as many conditions.
    """
    if isinstance(condition, Group):
        for part in condition.parts:
            yield from leaves(part, negated ^ (condition.kind == "not"))
        return
    single: tuple[Condition, ...] = (condition,)
    if isinstance(condition, Atom) and len(condition.values) > 1:
        single = tuple(replace(condition, values=(value,)) for value in condition.values)
    for part in single:
        yield Group("not", (part,)) if negated else part
