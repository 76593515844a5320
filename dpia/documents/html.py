"""A filled form as one HTML file that needs nothing else: for a browser, and for printing."""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from html import escape

from dpia.documents.markdown import on_the_cover
from dpia.documents.pictures import Fetch, Picture, drawn
from dpia.documents.safe import visible
from dpia.documents.template import Filled
from dpia.documents.template.model import Entries, Entry, Heat, Row, Section, Table
from dpia.text import _, language

Pictures = Mapping[str, Picture]
_NONE: Pictures = {}
_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;color:#1c1c1e;max-width:60rem;margin:2rem auto;
padding:0 1rem}
h1{font-size:1.8rem}h2{font-size:1.25rem;border-bottom:1px solid #999;margin-top:2.2rem}
h3{font-size:1rem;margin:1.2rem 0 .2rem}p{margin:.3rem 0}
table{border-collapse:collapse;width:100%;margin:.6rem 0;font-size:.9rem}
th,td{border:1px solid #999;padding:.3rem .5rem;text-align:start;vertical-align:top}
th{background:#eef0f3}.open{color:#8a3b00;font-style:italic}.quiet{color:#555;font-size:.9rem}
nav ol{list-style:none;padding:0}td,p{overflow-wrap:anywhere}
img{display:block;max-width:100%;max-height:22cm;margin:.6rem 0}
@media print{body{margin:0;max-width:none}h2,p:has(+img){break-after:avoid}
tr,img{break-inside:avoid}nav{display:none}}
"""


def html(filled: Filled, fetch: Fetch | None = None) -> str:
    """Return the whole form as an HTML document; `fetch` gives its pictures."""
    filled, pictures = drawn(filled, fetch)
    title = _text(filled.title)
    return "\n".join(
        [
            f'<!doctype html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>",
            f"<h1>{title}</h1>",
            *_head(filled),
            *(_section(filled.summary) if filled.summary else ()),
            *(() if filled.brief else _contents(filled)),
            *(line for section in filled.parts for line in _section(section, pictures)),
            *_annexes(filled),
            "</body>\n</html>\n",
        ]
    )


def _head(filled: Filled) -> Iterator[str]:
    yield _paragraph(filled.form, "quiet")
    said = _("Reference {reference}, version {version}, judged as of {as_of}. History: {history}")
    yield _paragraph(said.format(**filled.about), "quiet")
    for sentence in on_the_cover(filled):
        yield _paragraph(sentence, "open")


def _contents(filled: Filled) -> Iterator[str]:
    yield f'<nav aria-label="{_text(_("Contents"))}"><ol>'
    for section in filled.parts:
        yield f'<li><a href="#{_anchor(section)}">{_text(section.heading)}</a>'
    yield "</ol></nav>"


def _anchor(section: Section) -> str:
    return f"s{_text(section.id or section.title)}".replace(" ", "-")


def _section(section: Section, pictures: Pictures = _NONE) -> Iterator[str]:
    yield f'<h2 id="{_anchor(section)}">{_text(section.heading)}</h2>'
    for field in section.fields:
        yield f"<h3>{_text(field.title)}</h3>"
        yield from _paragraphs(field.entries, pictures)
    for row in section.rows:
        yield f"<h3>{_text(row.title)}</h3>"
        yield from _row(row)
    if section.table:
        yield from _table(section.table)


def _row(row: Row) -> Iterator[str]:
    if row.measures:
        heads = [_("Measure"), _("Suitability and effect"), _("Status")]
        lines = ([_text(t) for t in (m.measure, m.suitability, m.status)] for m in row.measures)
        yield from _grid(heads, lines)
    if row.entries or not row.measures:
        yield from _paragraphs(row.entries)


def _table(table: Table) -> Iterator[str]:
    if not table.rows:
        yield from _paragraphs(table.instead)
        return
    heads = [table.named_by or _("No."), *(field.title for field in table.columns)]
    lines = (
        [_text(name), *("<br>".join(map(_entry, entries)) for entries in row)]
        for name, row in table.named_rows
    )
    yield from _grid(heads, lines)


def _grid(heads: Iterable[str], lines: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield a table; the cells of `lines` are HTML already."""
    yield "<table><thead><tr>"
    yield "".join(f'<th scope="col">{_text(head)}</th>' for head in heads)
    yield "</tr></thead><tbody>"
    for line in lines:
        yield "<tr>" + "".join(f'<td dir="auto">{cell}</td>' for cell in line) + "</tr>"
    yield "</tbody></table>"


def _paragraphs(entries: Entries, pictures: Pictures = _NONE) -> Iterator[str]:
    if not entries:
        yield "<p>–</p>"
    for entry in entries:
        yield f'<p dir="auto">{_entry(entry)}</p>'
        if picture := pictures.get(entry.picture):
            source = f"data:image/{picture.kind};base64,{b64encode(picture.data).decode()}"
            yield f'<img src="{source}" alt="{escape(visible(entry.text))}">'


def _entry(entry: Entry) -> str:
    text = _text(entry.text)
    shown = text if entry.state == "given" else f'<span class="open">{text}</span>'
    if not entry.label:
        return shown
    colon = "" if entry.label.endswith("?") else ":"
    return f"<strong>{_text(entry.label)}{colon}</strong> {shown}"


def _annexes(filled: Filled) -> Iterator[str]:
    missing = list(filled.open_fields())
    if missing:
        yield f"<h2>{_text(_('Open questions'))}</h2>"
        yield "<ul>"
        yield from (f"<li>{_text(gap.told)}" for gap in missing)
        yield "</ul>"
    if filled.noted:
        yield from _section(filled.noted)
    if filled.heat:
        yield f"<h2>{_text(_('Heat maps'))}</h2>"
        for heat in filled.heat:
            yield f"<h3>{_text(heat.stage)}</h3>"
            yield from _heat(heat)
    if filled.reasons:
        yield f"<h2>{_text(_('Reasons'))}</h2>"
        for why in filled.reasons:
            yield f"<h3>{_text(why.title)}</h3>"
            yield from (_paragraph(line) for line in why.lines or ("–",))
    if filled.sign_offs:
        yield f"<h2>{_text(_('Sign-offs'))}</h2>"
        yield from map(_paragraph, filled.sign_offs)


def _heat(heat: Heat) -> Iterator[str]:
    lines = (
        [
            _text(severity),
            *(_text(f"{cell.level} {', '.join(cell.risks)}") for cell in cells),
        ]
        for severity, cells in heat.rows
    )
    yield from _grid([_("Severity / likelihood"), *heat.columns], lines)


def _paragraph(text: str, kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<p dir="auto"{named}>{_text(text)}</p>'


def _text(text: str) -> str:
    """Return text from anybody as HTML that shows it and does nothing else."""
    return "<br>".join(escape(visible(line)) for line in text.splitlines())
