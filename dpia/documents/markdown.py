"""A filled form as Markdown: headings, tables and plain paragraphs, readable as it stands.

Text from people is never markup: what Markdown or HTML would act on is escaped.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from dpia.documents.safe import visible
from dpia.documents.template import Filled
from dpia.documents.template.model import Entries, Entry, Row, Section, Table, labelled
from dpia.text import _, ngettext

_ACTIVE = re.compile(r"([\\`*_{}\[\]<>|#~&$])")
_AT_START = re.compile(r"^([^\S\n]*)([-+=:]|\d+(?=[.)]))", re.MULTILINE)


def markdown(filled: Filled) -> str:
    """Return the whole form as one Markdown text that ends with a line end."""
    return "\n\n".join(_blocks(filled)) + "\n"


def _blocks(filled: Filled) -> Iterator[str]:
    yield f"# {escaped(filled.title)}"
    yield escaped(filled.form)
    said = _("Reference {reference}, version {version}, judged as of {as_of}. History: {history}")
    yield escaped(said.format(**filled.about))
    yield from map(escaped, on_the_cover(filled))
    around = ((filled.summary,), filled.parts, (filled.noted,))
    for section in (section for part in around for section in part if section):
        yield f"## {section.id} {escaped(section.title)}".replace("  ", " ")
        yield from _section(section)
    yield from _reasons(filled)
    if filled.sign_offs:
        yield f"## {escaped(_('Sign-offs'))}"
        yield from map(escaped, filled.sign_offs)


def _reasons(filled: Filled) -> Iterator[str]:
    if filled.reasons:
        yield f"## {escaped(_('Reasons'))}"
    for why in filled.reasons:
        yield f"### {escaped(why.title)}"
        yield from map(escaped, why.lines or ("–",))


def left_out(filled: Filled) -> Iterator[str]:
    """Yield for whoever makes it a sentence on publishing it, and on what is not in it."""
    yield from _publishing(filled)
    yield from _proposed(filled)
    if count := _unsettled(filled):
        yield ngettext(
            "{n} part is not settled yet: nobody has confirmed it.",
            "{n} parts are not settled yet: nobody has confirmed them.",
            count,
        ).format(n=count)


def on_the_cover(filled: Filled) -> Iterator[str]:
    """Yield those that stand in the document itself: no work still to do in one for the public."""
    yield from _publishing(filled)
    if not (filled.public or filled.brief):
        yield from _proposed(filled)


def _unsettled(filled: Filled) -> int:
    """Return how many parts of a summary say that something is not settled."""
    table = filled.summary.table if filled.brief and filled.summary else None
    rows = table.rows if table else ()
    return sum(any(e.state == "unknown" for cell in row for e in cell) for row in rows)


def _publishing(filled: Filled) -> Iterator[str]:
    if filled.public:
        yield _("Public version: what is confidential is withheld.")
    elif filled.confidential:
        yield ngettext(
            "Not for publication: {n} thing in it is confidential; a public version withholds it.",
            "Not for publication: {n} things in it are confidential; a public version withholds "
            "them.",
            filled.confidential,
        ).format(n=filled.confidential)


def _proposed(filled: Filled) -> Iterator[str]:
    risks, measures = filled.left_out["risks"], filled.left_out["measures"]
    if risks:
        yield ngettext(
            "{n} proposed risk that nobody has confirmed is left out.",
            "{n} proposed risks that nobody has confirmed are left out.",
            risks,
        ).format(n=risks)
    if measures:
        yield ngettext(
            "{n} proposed measure that nobody has confirmed is left out.",
            "{n} proposed measures that nobody has confirmed are left out.",
            measures,
        ).format(n=measures)


def _section(section: Section) -> Iterator[str]:
    for field in section.fields:
        yield f"**{escaped(field.title)}**"
        yield from _paragraphs(field.entries)
    for row in section.rows:
        yield f"### {escaped(row.title)}"
        yield from _row(row)
    if section.table:
        yield from _table(section.table)


def _row(row: Row) -> Iterator[str]:
    if row.measures:
        heads = [_("Measure"), _("Suitability and effect"), _("Status")]
        lines = [[inline(t) for t in (m.measure, m.suitability, m.status)] for m in row.measures]
        yield grid(heads, lines)
    if row.entries or not row.measures:
        yield from _paragraphs(row.entries)


def _paragraphs(entries: Entries) -> Iterator[str]:
    if not entries:
        yield _none()
    for entry in entries:
        text = _open(entry) or escaped(entry.text)
        yield f"{_label(entry)} {text}" if entry.label else text


def _label(entry: Entry) -> str:
    return inline(labelled(entry.label))


def _table(table: Table) -> Iterator[str]:
    if not table.rows:
        yield from _paragraphs(table.instead)
        return
    heads = [table.named_by, *(field.title for field in table.columns)]
    lines = [
        [inline(name), *("<br>".join(map(_cell, entries)) for entries in row)]
        for name, row in table.named_rows
    ]
    yield grid(heads, lines)


def grid(heads: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """Return a table; `lines` hold cells in Markdown already."""
    rows = [[inline(head) for head in heads], ["---"] * len(heads), *lines]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _cell(entry: Entry) -> str:
    text = _open(entry) or inline(entry.text)
    return f"{_label(entry)} {text}" if entry.label else text


def _open(entry: Entry) -> str:
    return "" if entry.state == "given" else f"*{inline(entry.text)}*"


def _none() -> str:
    return "–"


def inline(text: str) -> str:
    """Return `text` as Markdown shows it unchanged, on one line."""
    return "<br>".join(escaped(line) for line in text.splitlines())


def escaped(text: str) -> str:
    """Return `text` as Markdown shows it unchanged, paragraph by paragraph."""
    safe = "\n".join(visible(line) for line in text.splitlines())
    return _AT_START.sub(_kept, _ACTIVE.sub(r"\\\1", safe)).replace("\n", "  \n")


def _kept(match: re.Match[str]) -> str:
    """Keep a line that begins like a list from becoming one."""
    sign = match[2]
    return f"{match[1]}{sign}&#8203;" if sign.isdigit() else f"{match[1]}\\{sign}"
