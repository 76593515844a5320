"""The law as data: authorities with their lists, and dated tables."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dpia.errors import Invalid
from dpia.questionnaire.condition import Condition, Group, Named, Scope, parse
from dpia.questionnaire.model import Document, Rule, joined, load_facts
from dpia.text import _

REQUIRES, FREES = "35(4)", "35(5)"
ANY_ROW, TWO_ROWS, OWN = "any-row", "two-rows", "own"
LOGICS = (ANY_ROW, TWO_ROWS, OWN)


@dataclass(frozen=True)
class ListRow:
    """One row of an authority's list; `parts` are its named parts.

    `plus` are criteria of which one must be met beside `when`; without any the row stands alone.
    """

    id: str
    title: str
    law: str
    when: Condition
    parts: Mapping[str, Condition]
    document: Document
    authority: str
    plus: tuple[str, ...] = ()

    @property
    def whole(self) -> Condition:
        """The row as one condition: its own and, if it asks for one, a criterion beside it."""
        if not self.plus:
            return self.when
        beside = Group("any", tuple(Named("criterion", name) for name in self.plus))
        return Group("all", (self.when, beside))


@dataclass(frozen=True)
class AuthorityList:
    """A list under Art. 35(4) or 35(5).

    `logic` says how its rows come together, `when` is its own logic where that is `own`. `unless`
    names the authority's list under Art. 35(5) that goes before.
    """

    id: str
    article: str
    title: str
    rows: tuple[ListRow, ...]
    when: Condition | None
    document: Document
    logic: str = ANY_ROW
    unless: str = ""


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
    lists = document.get("lists", ())
    freeing = {entry["id"] for entry in lists if entry["article"] == FREES}
    return Authority(
        id=name,
        title=document["title"],
        facts=load_facts(document.get("facts", {})),
        lists=tuple(_list(entry, name, freeing) for entry in lists),
        document=document,
    )


def _list(document: Document, authority: str, freeing: Collection[str]) -> AuthorityList:
    for _key, what, mend in unsound_logic(document, freeing):
        raise Invalid(f"{what} {mend}")
    return AuthorityList(
        id=document["id"],
        article=document["article"],
        title=document["title"],
        rows=tuple(_row(row, document, authority) for row in document["rows"]),
        when=parse(document["when"]) if "when" in document else None,
        document=document,
        logic=logic_of(document),
        unless=document.get("unless", ""),
    )


def logic_of(document: Document) -> str:
    """Return how the rows of a list come together; a condition of its own needs no name."""
    return str(document.get("logic", OWN if "when" in document else ANY_ROW))


def unsound_logic(document: Document, freeing: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with how the rows of a list come together: the key, what and the mend.

    `freeing` are the ids of the authority's lists under Art. 35(5).
    """
    named, logic = document["id"], logic_of(document)
    if logic not in LOGICS:
        what = _("The list “{list}” has a logic nobody knows: “{logic}”.")
        mend = _("Choose from: {names}.").format(names=", ".join(LOGICS))
        yield "logic", what.format(list=named, logic=logic), mend
    elif logic == OWN and "when" not in document:
        what = _("The list “{list}” has a logic of its own and does not say which.")
        yield "logic", what.format(list=named), _("Add `when`, or take another logic.")
    elif logic != OWN and "when" in document:
        what = _("The list “{list}” has the logic “{logic}” and a condition of its own.")
        mend = _("Take `when` away, or write the logic “own”.")
        yield "logic", what.format(list=named, logic=logic), mend
    if "unless" in document and (
        document["article"] != REQUIRES or document["unless"] not in freeing
    ):
        what = _("The list “{list}” cannot give way to “{other}”.")
        mend = _("A list under Art. 35(4) gives way to one under Art. 35(5) in the same file.")
        yield "unless", what.format(list=named, other=document["unless"]), mend


def logic_in_words(entry: AuthorityList) -> str:
    """Say how the rows of a list come together, in a sentence or two."""
    words = {
        ANY_ROW: _("One row is enough."),
        TWO_ROWS: _("Two rows or more must match."),
        OWN: _("The list combines its rows by a rule of its own."),
    }
    said = [words[entry.logic]]
    if any(row.plus for row in entry.rows):
        said.append(_("Some rows count only with a criterion beside them."))
    if entry.unless:
        said.append(_("It gives way to the list of exempt operations."))
    return " ".join(said)


def _row(row: Document, owner: Document, authority: str) -> ListRow:
    parts = {name: parse(part) for name, part in row.get("parts", {}).items()}
    law = row.get("law") or f"GDPR Art. {owner['article']}, {owner['title']}"
    return ListRow(
        id=row["id"],
        title=row["title"],
        law=joined(law),
        when=parse(row["when"]),
        parts=parts,
        document=row,
        authority=authority,
        plus=tuple(row.get("plus", ())),
    )


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
