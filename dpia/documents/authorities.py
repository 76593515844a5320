"""An authority as text to read: bodies, age of consent, lists with their rows, consultation."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dpia.documents import words
from dpia.documents.pieces import BLANK, Piece
from dpia.judgement.authorities import AGE, ARTICLES, description
from dpia.questionnaire.condition import parse
from dpia.questionnaire.law import Authority
from dpia.questionnaire.model import joined
from dpia.questionnaire.naming import Names
from dpia.text import _, ngettext

Node = Mapping[str, Any]
BULLET = "- "


def authority_pieces(
    authority: Authority, names: Names, day: date, everything: bool = False
) -> Iterator[Piece]:
    """Yield everything there is to read on an authority, as on `day`."""
    told = description(authority, names, day, everything)
    own = {name: fact.title for name, fact in authority.facts.items()}
    yield from _Text(told, names, own).pieces()


@dataclass(frozen=True)
class _Text:
    """One authority's description, and what its conditions are called."""

    told: Node
    names: Names
    own: Mapping[str, str]

    def pieces(self) -> Iterator[Piece]:
        told = self.told
        about = _("{title} ({id}, version {version})")
        head = about.format(title=told["title"], id=told["id"], version=told["version"])
        yield Piece(head, kind="title")
        yield Piece(_("As on {day}.").format(day=told["as_of"]), kind="quiet")
        if told.get("note"):
            yield Piece(told["note"])
        yield from _under(_("Whom to consult"), (self.body(body) for body in told["bodies"]))
        yield from self.data()
        facts = told["facts"].items()
        yield from _under(_("Read its own way"), (self.fact(*fact) for fact in facts))
        yield from self.lists()
        yield from _under(_("What it says on terms"), (self.hint(h) for h in told["hints"]))
        yield from self.consultation()

    def body(self, body: Node) -> Iterator[Piece]:
        region = f", {body['region']}" if body.get("region") else ""
        yield Piece(f"{body['title']} ({body['abbreviation']}){region}", 1, "name")
        if body.get("competent"):
            yield Piece(_("Competent: {whom}").format(whom=body["competent"]), 2)
        yield from self.condition(body, _("It is the one when {need}"))
        yield Piece(body["site"], 2)
        if body.get("contact"):
            yield Piece(body["contact"], 2)
        yield from _small_print(body)

    def data(self) -> Iterator[Piece]:
        for name, values in self.told["data"].items():
            title = _("Age of consent, GDPR Art. 8(1)") if name == AGE else name
            yield from _under(title, (self.value(value) for value in values))

    def value(self, value: Node) -> Iterator[Piece]:
        dates = force(value, self.told["as_of"])
        yield Piece(f"{value['value']}{', ' if dates else ''}{dates}", 1, "name")
        yield from _small_print(value)

    def fact(self, name: str, fact: Node) -> Iterator[Piece]:
        yield Piece(f"{fact['title']} [{name}]", 1, "name")
        if fact.get("description"):
            yield Piece(fact["description"], 2)
        yield from self.condition(fact, _("Holds when {need}"))
        law = joined(fact.get("x-law", ()))
        yield from _small_print({**fact, "law": law, "source": fact.get("x-source")})

    def condition(self, entry: Node, begin: str, depth: int = 2, **named: str) -> Iterator[Piece]:
        """Yield the condition of an entry line by line; `begin` is the sentence that begins it."""
        if "when" not in entry:
            return
        (_zero, first), *rest = self.names.steps(parse(entry["when"]), self.own)
        alone = _("this holds: {condition}").format(condition=first)
        yield Piece(begin.format(need=first if rest else alone, **named), depth)
        for below, part in rest:
            yield Piece(part, depth + below, mark=BULLET)

    def lists(self) -> Iterator[Piece]:
        for article in ARTICLES:
            found = [entry for entry in self.told["lists"] if entry["article"] == article]
            found.sort(key=lambda entry: not entry["in_force"])
            for entry in found:
                yield from self.whole_list(entry)
            if not found:
                yield BLANK
                yield Piece(
                    _("List under GDPR Art. {article}").format(article=article), kind="head"
                )
                yield Piece(_("None that is in force is known here."), 1)
        if left_out := self.told["left_out"]:
            said = ngettext(
                "{n} list that is not in force is left out; `--all` shows it.",
                "{n} lists that are not in force are left out; `--all` shows them.",
                left_out,
            )
            yield BLANK
            yield Piece(said.format(n=left_out), kind="quiet")

    def whole_list(self, entry: Node) -> Iterator[Piece]:
        yield BLANK
        yield Piece(f"{titled(entry)} [{entry['id']}]", kind="head")
        count = ngettext("{n} row.", "{n} rows.", len(entry["rows"])).format(n=len(entry["rows"]))
        yield Piece(f"{count} {entry['logic_in_words']}", 1)
        yield from self.condition(entry, _("The list applies when {need}"), 1)
        for line in _dates_of_list(entry, self.told["as_of"]):
            yield Piece(line, 1)
        for key in ("binding-note", "note"):
            if entry.get(key):
                yield Piece(entry[key], 1)
        yield from _small_print({**entry, "note": None}, 1)
        before = None
        for row in entry["rows"]:
            yield BLANK
            yield from self.row(row, {**entry, "source_before": before})
            before = row.get("source", before)
        if left_out := entry["left_out"]:
            said = ngettext(
                "{n} row that is not in force is left out; `--all` shows it.",
                "{n} rows that are not in force are left out; `--all` shows them.",
                left_out,
            )
            yield Piece(said.format(n=left_out), 1, "quiet")

    def row(self, row: Node, entry: Node) -> Iterator[Piece]:
        yield Piece(f"{row['id']}  {row['title']}", 1, "name")
        if any(row.get(key) not in (None, entry.get(key)) for key in ("valid_from", "valid_to")):
            dates = force(row, self.told["as_of"])
            yield Piece(f"{dates[:1].upper()}{dates[1:]}.", 2)
        yield Piece(row["text"], 2)
        yield from self.condition(row, _("Matches when {need}"))
        for part, when in row.get("parts", {}).items():
            begin = _("Part “{part}” matches when {need}")
            yield from self.condition({"when": when}, begin, part=part)
        if row.get("plus_in_words"):
            said = _("… and one of these criteria is met beside it: {criteria}.")
            yield Piece(said.format(criteria="; ".join(row["plus_in_words"])), 2)
        if row.get("criteria_in_words"):
            said = _("Criteria it prints: {criteria}.")
            yield Piece(said.format(criteria="; ".join(row["criteria_in_words"])), 2)
        yield from _small_print(row, around=entry)

    def hint(self, hint: Node) -> Iterator[Piece]:
        yield Piece(hint["title"], 1, "name")
        yield Piece(hint["text"], 2)
        yield from _small_print(hint)

    def consultation(self) -> Iterator[Piece]:
        found = self.told["consultation"]
        if not found:
            return
        yield BLANK
        yield Piece(_("Prior consultation, GDPR Art. 36"), kind="head")
        if found.get("note"):
            yield Piece(found["note"], 1)
        for key, title in (("36_5", _("Duty under Art. 36(5)")), ("practice", _("Practice"))):
            for entry in found.get(key, ()):
                yield Piece(f"{title}: {entry['title']}", 1, "name")
                yield from self.condition(entry, _("Applies when {need}"))
                yield from _small_print(entry)


def titled(entry: Node) -> str:
    """Return the title of a list, which says under what paragraph it is made."""
    said = _("List under GDPR Art. {article}: {title}")
    title, article = str(entry["title"]), str(entry["article"])
    return title if article in title else said.format(article=article, title=title)


def force(entry: Node, as_of: str) -> str:
    """Return from when to when something is in force, and whether it is not on that day."""
    start, end = entry.get("valid_from"), entry.get("valid_to")
    dates = []
    if start:
        dates.append(_("in force from {day}").format(day=start))
    if end:
        dates.append(_("until {day}").format(day=end))
    state = _("NO LONGER IN FORCE") if end and end < as_of else ""
    if start and start > as_of:
        state = _("NOT YET IN FORCE")
    return ", ".join(part for part in (" ".join(dates), state) if part)


def _dates_of_list(entry: Node, as_of: str) -> Iterator[str]:
    said = [_("Adopted {day}").format(day=entry["adopted"]), force(entry, as_of)]
    if entry.get("version"):
        said.insert(0, _("Version {version}").format(version=entry["version"]))
    yield ", ".join(said) + "."
    if entry.get("replaces"):
        yield _("It takes the place of the list {id}.").format(id=entry["replaces"])
    if entry.get("unless"):
        said_ = _("Where the list {id} frees the processing, this one does not apply.")
        yield said_.format(id=entry["unless"])


def _small_print(entry: Node, depth: int = 2, around: Node | None = None) -> Iterator[Piece]:
    """Yield note, law, source and how sure we are; what the list around says is not repeated."""
    around = around or {}
    if entry.get("note"):
        yield Piece(_("Note: {note}").format(note=entry["note"]), depth)
    if entry.get("law"):
        yield Piece(_("Law: {law}").format(law=joined(entry["law"])), depth, "quiet")
    source, known = source_words(entry.get("source")), source_words(around.get("source"))
    if source and not known.startswith(source) and entry["source"] != around.get("source_before"):
        yield Piece(_("Source: {source}").format(source=source), depth, "quiet")
    if entry.get("confidence_note"):
        said = _("UNCHECKED: {how}.").format(how=entry["confidence_note"])
        yield Piece(said, depth, "care")
    elif entry.get("confidence") and entry.get("confidence") != around.get("confidence"):
        how = words.word(words.CONFIDENCE, entry["confidence"])
        yield Piece(_("Checked: {how}.").format(how=how), depth, "quiet")


def source_words(source: Any) -> str:
    """Return a source on one line: its title, reference and date."""
    if isinstance(source, Mapping):
        names = ("title", "reference", "date", "site")
        return "; ".join(str(source[name]) for name in names if source.get(name))
    return str(source or "")


def _under(title: str, entries: Iterator[Iterator[Piece]] | Sequence[Any]) -> Iterator[Piece]:
    """Yield a heading and the entries under it; nothing when there are none."""
    for place, entry in enumerate(entries):
        if not place:
            yield BLANK
            yield Piece(title, kind="head")
        yield from entry


def summary_table(found: Sequence[Node]) -> tuple[list[str], list[list[str]]]:
    """Return headers and cells of a table of authorities, as `summary` tells them."""
    headers = [_("Id"), _("Country"), _("Authority"), *ARTICLES, _("Age"), _("How sure")]
    return headers, [_summary_cells(one) for one in found]


def _summary_cells(one: Node) -> list[str]:
    first, *others = one["bodies"]
    bodies = first + (f" + {len(others)}" if others else "")
    lists = [_lists_in_short(one, article) for article in ARTICLES]
    age = "" if one["consent_age"] is None else str(one["consent_age"])
    unsure = "" if one["consent_age_checked"] or not age else "?"
    return [one["id"], one["title"], bodies, *lists, age + unsure, how_sure(one)]


def _lists_in_short(one: Node, article: str) -> str:
    logics = {"any-row": _("any row"), "two-rows": _("two rows"), "own": _("own rule")}
    found = [entry for entry in one["lists"] if entry["article"] == article]
    said = [f"{entry['rows']}, {logics.get(entry['logic'], entry['logic'])}" for entry in found]
    return "; ".join(said) or "–"


def how_sure(one: Node) -> str:
    """Say how many rows of an authority were not read in the official text."""
    rows, unchecked = one["rows"], one["unchecked_rows"]
    if not rows:
        return _("no list here")
    if unchecked == rows:
        return _("unchecked")
    if unchecked:
        return _("unchecked: {n}").format(n=unchecked)
    return _("checked")
