"""HTML of other tools as Markdown, and back: nothing that runs gets through, no text is lost."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpia.documents.rich_html import to_html
from dpia.documents.rich_text import to_markdown
from tests.long import long

CASES = {
    "": "",
    "plain\nlines\n\n\nstay": "plain\nlines\n\nstay",
    "a &amp; b &lt;c&gt;": "a & b <c>",
    '<p class="MsoNormal"><span lang="FR">One <b>bold </b>word&nbsp;<o:p></o:p></span></p>': (
        "One **bold** word"
    ),
    "<p>One</p><p>two<br />three</p>": "One\n\ntwo\nthree",
    "before<ul><li>a<ul><li><p>deep</p></li></ul></li><li>b</li></ul>after": (
        "before\n\n- a\n   - deep\n- b\n\nafter"
    ),
    "<ol><li>first</li><li>second</li></ol>": "1. first\n2. second",
    "<table><tr><th>A</th><th>B</th></tr><tr><td><p>1</p></td><td>2</td></tr></table>": (
        "| A | B |\n| 1 | 2 |"
    ),
    '<a href="https://a.example/x">here</a>': "[here](https://a.example/x)",
    '<a href="javascript:steal()">here</a>': "here",
    "<script>steal()</script>ok<style>p{}</style><!-- no -->": "ok",
    "ok<script>never closed": "ok",
    "<!--[if gte mso 9]><xml>Word</xml><![endif]-->text": "text",
    "<p>·&nbsp;&nbsp; a point from Word</p>": "- a point from Word",
    '<img src="data:image/png;base64,AAAA" alt="The gate">': "[image: The gate]",
    "a\u202eb\u200bc": "abc",
    "1 < 2 and a<b": "1 < 2 and a<b",
}


@pytest.mark.parametrize("html", CASES)
def test_html_reads_as_plain_text(html: str) -> None:
    assert to_markdown(html) == CASES[html]


@pytest.mark.parametrize("html", CASES)
def test_what_was_read_comes_back_the_same(html: str) -> None:
    markdown = to_markdown(html)
    assert to_markdown(to_html(markdown)) == markdown


TAGS = ("p", "div", "span", "b", "em", "ul", "ol", "li", "br", "table", "tr", "td", "h2", "script")
PIECES = st.one_of(
    st.text(alphabet="ab *-1.|&;<>[]()\n#", max_size=12),
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
)


@settings(max_examples=long(52, 150), deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_no_text_is_too_odd_and_what_goes_out_holds_only_known_tags(html: str) -> None:
    back = to_html(to_markdown(html))
    known = {"p", "br", "ul", "ol", "li", "strong", "em", "table", "tbody", "tr", "td", "a"}
    known |= {f"h{n}" for n in range(1, 7)}
    assert {name.lower() for name in re.findall(r"</?([A-Za-z][A-Za-z0-9]*)", back)} <= known


@pytest.mark.parametrize("piece", ["<![", "<script ", "<ul><li>", "<a href=x>x", "<span>x</span>"])
def test_a_long_hostile_text_is_read(piece: str) -> None:
    assert len(to_markdown(piece * 20_000)) <= len(piece) * 20_000
