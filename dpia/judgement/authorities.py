"""An authority as a person reads it: its lists in words, what is in force, how sure we are."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from dpia.judgement.telling import Node, trusted
from dpia.questionnaire.condition import Condition, parse
from dpia.questionnaire.law import (
    FREES,
    REQUIRES,
    Authority,
    AuthorityList,
    ListRow,
    in_force,
    logic_in_words,
)
from dpia.questionnaire.model import Document
from dpia.questionnaire.naming import Names

ARTICLES = (REQUIRES, FREES)
AGE = "consent_age"
"""The dated value that every authority's file has: the age of consent of GDPR Art. 8."""


def summary(authority: Authority, day: date) -> Node:
    """Return one authority in a few values: who, how long its lists are, how sure we are."""
    document = authority.document
    lists = [entry for entry in authority.lists if in_force(entry.document, day)]
    age = age_of_consent(authority, day)
    return {
        "id": authority.id,
        "country": document["country"],
        "title": authority.title,
        "version": document["version"],
        "bodies": [body["abbreviation"] for body in document["bodies"]],
        "consent_age": age and age["value"],
        "consent_age_checked": age and checked(age),
        "lists": [_list_summary(entry, day) for entry in lists],
        **_counted(_rows_of(lists, day)),
    }


def age_of_consent(authority: Authority, day: date) -> Document | None:
    """Return the entry on the age of consent that is in force on that day, or None."""
    rows = authority.document.get("data", {}).get(AGE, ())
    valid = [row for row in rows if in_force(row, day)]
    return max(valid, key=lambda row: str(row["valid_from"])) if valid else None


def checked(*holders: Document) -> bool:
    """Say whether something was read in the official text or its official translation."""
    found = trusted(*holders)
    return bool(found) and "confidence_note" not in found


def _list_summary(entry: AuthorityList, day: date) -> Node:
    said = {name: entry.document.get(name) for name in ("version", "adopted", "valid_from")}
    return {
        "id": entry.id,
        "article": entry.article,
        "title": entry.title,
        **said,
        "logic": entry.logic,
        "logic_in_words": logic_in_words(entry),
        **_counted(_rows_of([entry], day)),
    }


def _rows_of(
    lists: Iterable[AuthorityList], day: date | None
) -> list[tuple[AuthorityList, ListRow]]:
    return [
        (entry, row)
        for entry in lists
        for row in entry.rows
        if day is None or in_force(row.document, day)
    ]


def _counted(rows: list[tuple[AuthorityList, ListRow]]) -> Node:
    unchecked = sum(not checked(row.document, entry.document) for entry, row in rows)
    return {"rows": len(rows), "unchecked_rows": unchecked}


def description(authority: Authority, names: Names, day: date, everything: bool = False) -> Node:
    """Return the whole file of an authority, with every condition and logic in words.

    Each entry keeps the keys of the file; `in_words`, `in_force` and `checked` are added. Lists
    and rows that are not in force on `day` are left out unless `everything` is asked for.
    """
    document = authority.document
    say = sayer(authority, names)
    kept = [e for e in authority.lists if everything or in_force(e.document, day)]
    data = document.get("data", {})
    return {
        **document,
        "as_of": day.isoformat(),
        "bodies": [_entry(body, say, day) for body in document["bodies"]],
        "data": {name: [_entry(row, say, day) for row in rows] for name, rows in data.items()},
        "facts": {n: _entry(f, say, day) for n, f in document.get("facts", {}).items()},
        "hints": [_entry(hint, say, day) for hint in document.get("hints", ())],
        "lists": [_list(entry, say, names, day, everything) for entry in kept],
        "left_out": len(authority.lists) - len(kept),
        "consultation": _consultation(document.get("consultation", {}), say, day),
    }


Say = Callable[[Condition], str]


def sayer(authority: Authority, names: Names) -> Say:
    """Return what puts a condition into words as this authority reads it."""
    own = {name: fact.title for name, fact in authority.facts.items()}
    return lambda condition: names.say(condition, own)


def _entry(entry: Document, say: Say, day: date, *around: Document) -> Node:
    """Return an entry of the file with its condition in words, its force and how sure we are."""
    out: Node = dict(entry)
    if "when" in entry:
        out["in_words"] = say(parse(entry["when"]))
    if "valid_from" in entry or "valid_to" in entry:
        out["in_force"] = in_force(entry, day)
    marked = {"confidence": entry["x-confidence"]} if "x-confidence" in entry else {}
    found = trusted(marked, entry, *around)
    return out | found | ({"checked": "confidence_note" not in found} if found else {})


def _list(entry: AuthorityList, say: Say, names: Names, day: date, everything: bool) -> Node:
    kept = [row for row in entry.rows if everything or in_force(row.document, day)]
    return {
        **_entry(entry.document, say, day),
        "logic": entry.logic,
        "logic_in_words": logic_in_words(entry),
        "rows": [_row(row, entry, say, names, day) for row in kept],
        "left_out": len(entry.rows) - len(kept),
    }


def _row(row: ListRow, entry: AuthorityList, say: Say, names: Names, day: date) -> Node:
    out = _entry(row.document, say, day, entry.document) | {"law": row.law}
    if row.parts:
        out["parts_in_words"] = {name: say(part) for name, part in row.parts.items()}
    for key in ("plus", "criteria"):
        if row.document.get(key):
            out[f"{key}_in_words"] = [names.criteria.get(c, c) for c in row.document[key]]
    return out


def _consultation(document: Document, say: Say, day: date) -> Node:
    listed = {
        key: [_entry(entry, say, day) for entry in document[key]]
        for key in ("36_5", "practice")
        if key in document
    }
    return {**document, **listed}


def by_article(authority: Authority, day: date) -> Mapping[str, list[AuthorityList]]:
    """Return the lists in force on `day` by the paragraph of Art. 35 they are made under."""
    valid = [entry for entry in authority.lists if in_force(entry.document, day)]
    return {article: [e for e in valid if e.article == article] for article in ARTICLES}
