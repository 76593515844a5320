"""A filled form as plain lines, one fact on each: for screen readers and for pipes."""

from collections.abc import Iterable, Iterator

from dpia.documents.markdown import on_the_cover
from dpia.documents.template import Filled
from dpia.documents.template.model import Entry, Row, Section, Table, labelled
from dpia.text import _


def plain_form(filled: Filled) -> Iterator[str]:
    """Yield the lines of the whole form; a blank line goes before each section and each row."""
    yield _("Form: {form}").format(form=filled.form)
    yield _("Title: {title}").format(title=filled.title)
    names = {
        "reference": _("Reference"),
        "version": _("Version"),
        "as_of": _("Judged as of"),
        "history": _("History"),
    }
    for name, label in names.items():
        yield f"{label}: {filled.about[name]}"
    yield from on_the_cover(filled)
    around = ((filled.summary,), filled.parts, (filled.noted,))
    for section in (section for part in around for section in part if section):
        yield ""
        named = _("Section {id}: {title}") if section.id else _("Part: {title}")
        yield named.format(id=section.id, title=section.title)
        yield from _section(section)
    for why in filled.reasons:
        yield ""
        yield _("Reason: {title}").format(title=why.title)
        yield from why.lines
    if filled.sign_offs:
        yield ""
        yield from (f"{_('Signed off')}: {line}" for line in filled.sign_offs)


def _section(section: Section) -> Iterator[str]:
    for field in section.fields:
        yield from _said(field.title, field.entries)
    for row in section.rows:
        yield ""
        yield from _row(row)
    if section.table:
        yield from _table(section.title, section.table)


def _row(row: Row) -> Iterator[str]:
    for number, line in enumerate(row.measures, 1):
        yield _("{title}, measure {n}: {measure}").format(
            title=row.title, n=number, measure=line.measure
        )
        yield _("Suitability and effect: {text}").format(text=line.suitability or _("nothing said"))
        yield _("Status: {status}").format(status=line.status)
    if row.entries or not row.measures:
        yield from _said(row.title, row.entries)


def _table(title: str, table: Table) -> Iterator[str]:
    if not table.rows:
        yield from _said(title, table.instead)
    for number, (name, row) in enumerate(table.named_rows, 1):
        yield ""
        told = _("{title}, row {n} of {all}:").format(title=title, n=number, all=len(table.rows))
        yield told if name == str(number) else f"{told} {name}"
        for column, entries in zip(table.columns, row, strict=True):
            yield from _said(column.title, entries)


def _said(title: str, entries: Iterable[Entry]) -> Iterator[str]:
    found = [" ".join([labelled(entry.label), entry.text]).strip() for entry in entries]
    yield from (f"{labelled(title)} {text}" for text in found or [_("none")])
