"""Filling in an official form: each field from the places that the form's file names."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dpia.documents import words
from dpia.documents.authorities import source_words
from dpia.documents.template.annex import heat_maps, reasons, signed
from dpia.documents.template.around import findings, noted, summary, withheld
from dpia.documents.template.derived import DERIVED, DERIVED_OF_ROW
from dpia.documents.template.flows import flows
from dpia.documents.template.model import Entries, Entry, Field, Filled, Line, Row, Section, Table
from dpia.documents.template.rows import (
    Column,
    cells,
    instead,
    measure_columns,
    of_measures,
    rows,
)
from dpia.documents.template.seen import WITHHELD, Node, Seen
from dpia.text import _

_REACHED = re.compile(r"\d|@|www\.|://")
HEADING = ("title", "organisation", "unit", "owner", "review_due")
"""What is said of an assessment as a whole."""


def fill(form: Node, seen: Seen) -> Filled:
    """Return `form` (a file of `templates/`) filled in from one assessment.

    Text that is only proposed is left out, and counted. Raises NotFound when the form names a
    question that the assessment is not judged by.
    """
    return Filled(
        title=str(seen.document.get("title", "")),
        form=source_words(form["source"]),
        about=seen.about,
        sections=sections(form, seen),
        left_out=seen.left_out,
        heat=heat_maps(seen),
        reasons=() if seen.public else reasons(seen),
        summary=summary(seen),
        withheld=withheld(seen),
        findings=None if seen.public else findings(seen),
        flows=flows(seen),
        noted=noted(seen),
        sign_offs=() if seen.public else signed(seen),
        confidential=seen.confidential,
        public=seen.public,
    )


def sections(form: Node, seen: Seen) -> tuple[Section, ...]:
    """Return the sections of `form` filled in; what goes before and after them is left out."""
    return tuple(_section(form, section, seen) for section in form["sections"])


def _section(form: Node, section: Node, seen: Seen) -> Section:
    fields = [field for field in form["fields"] if field["section"] == section["id"]]
    named = {"id": section["id"], "title": section["title"]}
    place = f"{section['id']} {section['title']}"
    if "rows" in section:
        return Section(**named, table=_table(section["rows"], fields, seen, place))
    return Section(
        **named,
        fields=tuple(_field(f, _cell(f, seen)) for f in fields if f["kind"] != "row"),
        rows=tuple(_row(field, seen) for field in fields if field["kind"] == "row"),
    )


def _cell(field: Node, seen: Seen) -> Entries:
    """Return what stands in a field; that it is open where something must and nothing does."""
    entries = _together(field["from"], seen)
    if entries or not field.get("owed"):
        return entries
    asked = next((source["question"] for source in field["from"] if "question" in source), "")
    return (Entry(_("Not said yet"), "open", place=asked),)


def _field(field: Node, entries: Entries = ()) -> Field:
    return Field(field["id"], field["title"], field["kind"], entries)


def _table(source: Node, fields: list[Node], seen: Seen, place: str) -> Table:
    found = list(rows(source, seen, place))
    said = tuple(
        tuple(_together(field["from"], seen, row, column) for field in fields)
        for row, column in found
    )
    columns = tuple(_field(field) for field in fields)
    names = tuple(
        seen.numbers.get(row["id"], str(at)) if {"risks", "measures"} & set(source) else str(at)
        for at, (row, _column) in enumerate(found, 1)
    )
    return Table(columns, said, () if found else instead(source, seen), names)


def _row(field: Node, seen: Seen) -> Row:
    """Return a prescribed row; a measure that was described before is only named, with where."""
    wanted = [duty for source in field["from"] for duty in source.get("measures", ())]
    place, lines, named = f"{field['section']} {field['title']}", [], []
    for measure in of_measures(wanted, seen):
        found = measure_columns(measure, seen, place)
        found["measure"] = f"{seen.numbers[measure['id']]} {found['measure']}"
        if not seen.described(measure, place):
            lines.append(Line(found["measure"], found["suitability"], found["status"]))
        else:
            said = _("{measure} ({status}). {see}")
            named.append(Entry(said.format(**found, see=found["suitability"])))
    entries = (*named, *_unsaid(lines), *_together(field["from"], seen))
    owed = any(seen.owed(source) for source in field["from"])
    if owed and not lines and not named:
        entries = (Entry(_("No measure named yet"), "open", place="measures"), *entries)
    return Row(field["id"], field["title"], tuple(lines), entries)


def _unsaid(lines: Iterable[Line]) -> Iterator[Entry]:
    """Yield that nobody said how suitable a measure is, which the form asks of each."""
    for line in lines:
        if not line.suitability:
            said = _("Nothing said yet on its suitability and effect")
            yield Entry(said, "open", line.measure.partition(" ")[0], place="measures")


def _together(
    sources: Iterable[Node], seen: Seen, row: Node | None = None, column: Column | None = None
) -> Entries:
    """Return what all sources of a field say, in order.

    An entry bears the label of its source; a question beside other sources is its own label.
    """
    listed = list(sources)
    found: list[Entry] = []
    for source in listed:
        if "measures" in source:
            continue
        label = source.get("label", "")
        if "question" in source and len(listed) > 1:
            question = seen.question(source["question"])
            label = label or (question.title if question else "")
        said = _said(source, seen, row, column)
        entries = tuple(replace(entry, label=entry.label or label) for entry in said)
        found += (*entries, *_unreached(source, entries))
    return tuple(found)


def _unreached(source: Node, entries: Entries) -> Iterator[Entry]:
    """Yield that nobody can be reached by an answer: it has no figure, no e-mail or web address."""
    given = [entry.text for entry in entries if entry.state == "given"]
    if "reached" in source and given and not any(map(_REACHED.search, given)):
        yield Entry(str(source["reached"]), "open", place=source["question"])


def _said(source: Node, seen: Seen, row: Node | None, column: Column | None) -> Iterator[Entry]:
    if "question" in source:
        yield from seen.answer(source["question"])
    elif "table" in source:
        yield from cells(source, seen)
    elif "column" in source and column is not None:
        found = column(source["column"])
        if not found and seen.owed(source):
            of_measure = any(row is measure for measure in seen.measures)
            place = "measures" if of_measure else "risks"
            found = (Entry(_("Not said yet"), "open", place=place),)
        yield from found
    elif "case" in source:
        yield from _of_document(source, seen)
    elif row is not None:
        yield from map(Entry, DERIVED_OF_ROW[source["derived"]](seen, row))
    else:
        for said in DERIVED[source["derived"]](seen):
            yield said if isinstance(said, Entry) else Entry(said)


def _of_document(source: Node, seen: Seen) -> Iterator[Entry]:
    """Yield what the assessment itself holds at a path: its heading, dates, opinions, decision."""
    path = source["case"]
    if seen.unsaid(path):
        yield WITHHELD
        return
    found = seen.part(path)
    if not found and seen.owed(source):
        name = path.removeprefix("dates.")
        place = f"about:{name}" if name in HEADING else "decision"
        yield Entry(_("Not recorded yet"), "open", place=place)
    if path.endswith(".at"):
        found = str(found or "")[:10]
    coded = {
        "decision.outcome": words.DECISION,
        "opinions.dpo.followed": words.FOLLOWED,
        "opinions.data_subjects.sought": words.SOUGHT,
    }.get(path)
    for text in found if isinstance(found, list) else [found]:
        if text:
            yield Entry(words.word(coded, text) or "" if coded else str(text))
