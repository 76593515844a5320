"""The law as data: authorities with their lists, and dated tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dpia.questionnaire.condition import Condition, Scope, parse
from dpia.questionnaire.model import Document, Rule, joined, load_facts


@dataclass(frozen=True)
class ListRow:
    """One row of an authority's list; `parts` are its named parts."""

    id: str
    title: str
    law: str
    when: Condition
    parts: Mapping[str, Condition]
    document: Document
    authority: str


@dataclass(frozen=True)
class AuthorityList:
    """A list under Art. 35(4) or 35(5). `when` is the list's own logic over its rows."""

    id: str
    article: str
    title: str
    rows: tuple[ListRow, ...]
    when: Condition | None
    document: Document


@dataclass(frozen=True)
class Authority:
    """A supervisory authority's rules: its lists, the facts it reads its own way, dated data."""

    id: str
    title: str
    facts: Mapping[str, Rule]
    lists: tuple[AuthorityList, ...]
    document: Document


@dataclass(frozen=True)
class LawRow:
    """A dated row of a law table; `when` limits it further."""

    key: str
    title: str
    law: str
    when: Condition | None
    document: Document

    def valid(self, on: date) -> bool:
        """Say whether the row is in force on that day."""
        return in_force(self.document, on)


def in_force(document: Document, on: date) -> bool:
    """Say whether something with `valid_from` and perhaps `valid_to` is in force on that day."""
    start, end = document.get("valid_from", ""), document.get("valid_to")
    return start <= on.isoformat() and (not end or on.isoformat() <= end)


def load_authority(document: Document) -> Authority:
    """Return the authority a file describes."""
    name = document["id"]
    return Authority(
        id=name,
        title=document["title"],
        facts=load_facts(document.get("facts", {})),
        lists=tuple(_list(entry, name) for entry in document.get("lists", ())),
        document=document,
    )


def _list(document: Document, authority: str) -> AuthorityList:
    return AuthorityList(
        id=document["id"],
        article=document["article"],
        title=document["title"],
        rows=tuple(_row(row, document, authority) for row in document["rows"]),
        when=parse(document["when"]) if "when" in document else None,
        document=document,
    )


def _row(row: Document, owner: Document, authority: str) -> ListRow:
    parts = {name: parse(part) for name, part in row.get("parts", {}).items()}
    law = row.get("law") or f"GDPR Art. {owner['article']}, {owner['title']}"
    return ListRow(row["id"], row["title"], joined(law), parse(row["when"]), parts, row, authority)


def load_law_rows(document: Document) -> tuple[LawRow, ...]:
    """Return the dated rows of a law table."""
    return tuple(
        LawRow(
            key=row["key"],
            title=row["title"],
            law=joined(row.get("law", "")),
            when=parse(row["when"], Scope(in_row=True)) if "when" in row else None,
            document=row,
        )
        for row in document["rows"]
    )


def datum(document: Document, name: str, on: date) -> Any:
    """Return the dated value `name` of an authority's file on that day, or None when unknown."""
    rows = [row for row in document.get("data", {}).get(name, ()) if in_force(row, on)]
    return max(rows, key=lambda row: str(row["valid_from"]))["value"] if rows else None
