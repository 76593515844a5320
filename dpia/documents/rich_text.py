"""HTML as other tools write it, Word pastes too, as Markdown that reads well as plain text.

Nothing of a script, a style or a comment gets through, and no HTML either: what is not text is
dropped, so what comes out may stand anywhere text may. Markdown signs in the text are not escaped,
because people read it as it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple

_TOKEN = re.compile(r"<!--.*?(?:-->|\Z)|<[/!?]?\[?([A-Za-z][A-Za-z0-9]*)[^<>]*>", re.S)
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)
_ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.I)
_UNREAD = (
    *("script", "style", "head", "title", "template", "noscript", "iframe", "object", "svg"),
    "xml",
)
_SILENT = re.compile(rf"<({'|'.join(_UNREAD)})\b[^<>]*>.*?(?:</\1\s*>|\Z)", re.S | re.I)
_BEGINS_SILENT = re.compile(rf"<(?:{'|'.join(_UNREAD)})", re.I)
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_BULLET = re.compile(r"^(?:[·•▪◦§]|o(?=\s{2,}))\s*")
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>()]+\Z", re.I)
_BLOCKS = {
    *("p", "div", "section", "article", "blockquote", "pre", "ul", "ol", "li", "table", "tr"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "hr", "dl", "dt", "dd", "thead", "tbody", "caption"),
}
_MEANT = {*_BLOCKS, "strong", "b", "em", "i", "br", "a", "img", "td", "th"}
"""The tags that mean something here; the others are passed over."""
_DEEPEST = 8
"""Lists inside each other that are told apart by indenting."""
_BOLD, _ITALIC = {"strong", "b"}, {"em", "i"}


class _Run(NamedTuple):
    text: str
    bold: bool = False
    italic: bool = False


@dataclass
class _Writing:
    """What has been read of a text so far, and where one is in it."""

    lines: list[str] = field(default_factory=list)
    runs: list[_Run] = field(default_factory=list)
    bold: int = 0
    italic: int = 0
    lists: list[int] = field(default_factory=list)
    """The open lists: 0 for one of points, else the next number."""
    lead: str = ""
    """What the next line begins with: the mark of a point or a heading."""
    cells: list[str] | None = None
    links: list[tuple[int, str]] = field(default_factory=list)


def to_markdown(html: str) -> str:
    """Return HTML as Markdown: paragraphs, lists, tables, links, bold and italic; the rest as text.

    Without a tag in it, it is text as it was typed: its lines stay.
    """
    if not html.isascii():
        html = _HIDDEN.sub("", html)
    if "<" in html:
        html = _audible(html)
    writing, last = _Writing(), 0
    for token in _TOKEN.finditer(html) if "<" in html else ():
        if token.start() > last:
            _say(writing, html[last : token.start()])
        last = token.end()
        name = token[1]
        if name and (name in _MEANT or name.lower() in _MEANT):
            _tag(writing, name.lower(), token[0])
    if not last:
        return tidy((_HIDDEN.sub("", unescape(html)) if "&" in html else html).split("\n"))
    _say(writing, html[last:])
    _end_line(writing)
    return tidy(writing.lines)


def _audible(html: str) -> str:
    """Return HTML without what is not for reading: scripts, styles and the like."""
    return _SILENT.sub("<br>", html) if _BEGINS_SILENT.search(html) else html


def _say(writing: _Writing, text: str) -> None:
    plain = text.replace("&nbsp;", "\xa0") if "&" in text else text
    if "&" in plain:
        plain = _HIDDEN.sub("", unescape(plain))
    core = " ".join(plain.split())
    if core:
        plain = " " * plain[0].isspace() + core + " " * plain[-1].isspace()
        writing.runs.append(_Run(plain, writing.bold > 0, writing.italic > 0))
    elif plain:
        writing.runs.append(_Run(" ", writing.bold > 0, writing.italic > 0))


def _tag(writing: _Writing, name: str, token: str) -> None:
    opens = token[1] != "/"
    if name in _BOLD:
        writing.bold = max(0, writing.bold + (1 if opens else -1))
    elif name in _ITALIC:
        writing.italic = max(0, writing.italic + (1 if opens else -1))
    elif name == "br":
        _end_line(writing)
    elif name == "a":
        _link(writing, token, opens)
    elif name == "img":
        _image(writing, token)
    elif name in ("td", "th"):
        _end_cell(writing)
    elif name in _BLOCKS:
        _block(writing, name, opens)


def _block(writing: _Writing, name: str, opens: bool) -> None:
    if name == "tr":
        _row(writing, opens)
        return
    if writing.cells is not None:  # what stands in a cell stays on its line
        _say(writing, " ")
        return
    inside_point = name in ("p", "div") and writing.lead and not _plain(writing.runs)
    if not inside_point:
        _end_line(writing)
    if name in ("ul", "ol"):
        if opens:
            writing.lines += () if writing.lists else ("",)
            writing.lists.append(0 if name == "ul" else 1)
        elif writing.lists:
            writing.lists.pop()
        if not writing.lists:
            writing.lines.append("")
    elif name == "li":
        writing.lead = _point(writing) if opens else ""
    elif name[0] == "h" and name[1:].isdigit():
        writing.lines.append("")
        writing.lead = "#" * int(name[1]) + " " if opens else ""
    elif name == "hr":
        writing.lines += ["", "---", ""]
    elif not writing.lists:
        writing.lines.append("")


def _point(writing: _Writing) -> str:
    depth = min(max(len(writing.lists), 1), _DEEPEST)
    number = writing.lists[-1] if writing.lists else 0
    if number:
        writing.lists[-1] += 1
    return "   " * (depth - 1) + (f"{number}. " if number else "- ")


def _row(writing: _Writing, opens: bool) -> None:
    if writing.cells is None:
        _end_line(writing)
    else:
        _end_cell(writing)
        if any(writing.cells):
            writing.lines.append(f"| {' | '.join(writing.cells)} |")
    writing.cells = [] if opens else None


def _end_cell(writing: _Writing) -> None:
    """Take what was said since the last cell as one; opening and closing tags both end one."""
    text = " ".join(_rendered(writing.runs).split())
    writing.runs, writing.links = [], []
    if writing.cells is None:
        if text:
            writing.lines.append(text)
    elif text:
        writing.cells.append(text.replace("|", "/"))


def _link(writing: _Writing, token: str, opens: bool) -> None:
    if opens:
        found = _HREF.search(token)
        href = unescape(next((part for part in found.groups() if part), "")) if found else ""
        writing.links = [(len(writing.runs), href.strip())]  # they do not lie in each other
    elif writing.links:
        start, href = writing.links.pop()
        text = _plain(writing.runs[start:])
        if _SAFE_LINK.match(href) and text and text not in (href, href.removeprefix("mailto:")):
            shown = _Run(f"[{text}]({href})", writing.bold > 0, writing.italic > 0)
            writing.runs[start:] = [shown]


def _image(writing: _Writing, token: str) -> None:
    found = _ALT.search(token)
    alt = unescape(next((part for part in found.groups() if part), "")) if found else ""
    shown = " ".join(_HIDDEN.sub("", alt).split()).replace("<", "").replace(">", "")
    writing.runs.append(_Run(f"[image: {shown}]" if shown else "[image]"))


def _end_line(writing: _Writing) -> None:
    text = _rendered(writing.runs).strip() if writing.runs else ""
    writing.runs, writing.links = [], []
    if not text:
        return
    if writing.cells is not None:
        writing.cells.append(text.replace("|", "/"))
        return
    if not writing.lead:
        bullet = _BULLET.sub("- ", text) if not writing.lists else text
        indent = "   " * min(len(writing.lists), _DEEPEST)
        text = indent + (bullet if len(bullet) > 2 else text)
    writing.lines.append(writing.lead + text)
    writing.lead = ""


def _plain(runs: list[_Run]) -> str:
    return "".join(run.text for run in runs).strip()


def _rendered(runs: list[_Run]) -> str:
    if len(runs) == 1:
        return _marked(runs[0])
    return "".join(_marked(run) for run in _joined(runs))


def _joined(runs: list[_Run]) -> Iterator[_Run]:
    """Yield runs with those of one look made one; blanks take the look of what is before."""
    texts: list[str] = []
    look = (False, False)
    for run in runs:
        if texts and (run.bold, run.italic) != look and run.text.strip():
            yield _Run("".join(texts), *look)
            texts = []
        if not texts:
            look = (run.bold, run.italic)
        texts.append(run.text)
    if texts:
        yield _Run("".join(texts), *look)


def _marked(run: _Run) -> str:
    sign = "**" * run.bold + "*" * run.italic
    if not sign:
        return run.text
    core = run.text.strip()
    if not core or "*" in core:
        return run.text
    start = run.text.index(core)
    return f"{run.text[:start]}{sign}{core}{sign[::-1]}{run.text[start + len(core) :]}"


def tidy(lines: list[str]) -> str:
    """Return the lines as text: one blank line at most, none at the ends, no double blanks."""
    kept: list[str] = []
    for line in lines:
        if not line:
            if kept and kept[-1]:
                kept.append("")
            continue
        body = line.lstrip()
        shown = line[: len(line) - len(body)].replace("\t", "   ") + " ".join(body.split())
        if shown.strip() or (kept and kept[-1]):
            kept.append(shown if shown.strip() else "")
    return "\n".join(kept).strip()
