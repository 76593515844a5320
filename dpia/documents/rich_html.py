"""Markdown as HTML of the few tags that the editors of other tools write themselves."""

import re
from collections.abc import Iterator
from html import escape

from dpia.documents.rich_text import tidy, to_markdown

_MARK = re.compile(
    r"\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*|\*(?=\S)([^*\n]+?)(?<=\S)\*"
    r"|\[([^\[\]\n]+)\]\(((?:https?://|mailto:)[^\s<>()]+)\)"
)
_POINT = re.compile(r"(\s*)(-|\d{1,4}\.) (.+)")
_HEADING = re.compile(r"(#{1,6}) (.+)")


def to_html(markdown: str) -> str:
    """Return Markdown as HTML of the few tags that editors of other tools write themselves.

    Where what would be read back is not the same text, every line is given as it is.
    """
    html = "\n".join(_html_blocks(markdown))
    if to_markdown(html) == tidy(markdown.split("\n")):
        return html
    paragraphs = re.split(r"\n{2,}", markdown)
    return "\n".join(f"<p>{'<br />'.join(map(escape, p.splitlines()))}</p>" for p in paragraphs)


def _html_blocks(markdown: str) -> Iterator[str]:
    for block in re.split(r"\n{2,}", markdown.strip("\n")):
        lines = block.split("\n")
        first = next((i for i, line in enumerate(lines) if _POINT.match(line)), len(lines))
        if text := lines[:first]:
            yield from _html_text(text)
        if points := lines[first:]:
            yield _html_list(points)


def _html_text(lines: list[str]) -> Iterator[str]:
    if len(lines) == 1 and (heading := _HEADING.match(lines[0])):
        level = len(heading[1])
        yield f"<h{level}>{_inline(heading[2])}</h{level}>"
    elif all(line.startswith("| ") and line.endswith(" |") for line in lines):
        rows = (
            "".join(f"<td>{_inline(c)}</td>" for c in line[2:-2].split(" | ")) for line in lines
        )
        yield f"<table><tbody>{''.join(f'<tr>{row}</tr>' for row in rows)}</tbody></table>"
    else:
        yield f"<p>{'<br />'.join(_inline(line) for line in lines)}</p>"


def _html_list(lines: list[str]) -> str:
    """Return lines that begin with a point as nested lists; others go on in the point before."""
    html = ""
    open_: list[tuple[int, str]] = []
    for line in lines:
        point = _POINT.match(line)
        if point is None:
            html += "<br />" + _inline(line.strip())
            continue
        depth, tag = len(point[1]), "ul" if point[2] == "-" else "ol"
        while open_ and open_[-1][0] > depth:
            html += f"</li></{open_.pop()[1]}>"
        if open_ and open_[-1][0] == depth and open_[-1][1] == tag:
            html += "</li><li>"
        else:
            if open_ and open_[-1][0] == depth:
                html += f"</li></{open_.pop()[1]}>"
            open_.append((depth, tag))
            html += f"<{tag}><li>"
        html += _inline(point[3])
    return html + "".join(f"</li></{tag}>" for _depth, tag in reversed(open_))


def _inline(text: str) -> str:
    html, last = "", 0
    for mark in _MARK.finditer(text):
        html += escape(text[last : mark.start()], quote=False)
        bold, italic, label, href = mark.groups()
        if bold:
            html += f"<strong>{escape(bold, quote=False)}</strong>"
        elif italic:
            html += f"<em>{escape(italic, quote=False)}</em>"
        else:
            html += f'<a href="{escape(href)}">{escape(label, quote=False)}</a>'
        last = mark.end()
    return html + escape(text[last:], quote=False)
