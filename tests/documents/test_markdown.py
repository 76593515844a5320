"""The filled form as Markdown: what people wrote is shown as they wrote it, and does nothing."""

import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from dpia.documents.markdown import escaped, markdown
from dpia.documents.template.model import Entry, Field, Filled, Line, Row, Section, Table
from tests.long import long

READ = MarkdownIt("commonmark").enable("table")
WRITTEN = st.text(
    st.one_of(st.sampled_from("*_`<>|#[]()!&~\\-+=.1 \n"), st.characters(codec="utf-8")),
    max_size=40,
)
NASTY = "<script>alert(1)</script> **bold** [link](http://x) | pipe\n# head\n- list\n1. one\n&amp;"


def form(text: str, **parts: Any) -> Filled:
    about = {"reference": "", "version": 1, "as_of": "2026-11-28", "history": "sha256:0"}
    section = Section("1", "First", **parts)
    return Filled(text or "x", "A form", about, (section,), {"risks": 0, "measures": 0})


def cells(text: str) -> Filled:
    """Return a form with `text` wherever a person's text can stand."""
    entry = Entry(text, label=text)
    return form(
        text,
        fields=(Field("f", "F", "cell", (entry,)),),
        rows=(Row("r", "R", (Line(text, text, "Planned"),), (entry,)),),
        table=Table((Field("c", "C", "column"), Field("d", "D", "column")), (((entry,), ()),)),
    )


def shown(source: str) -> str:
    """Return what a reader sees of Markdown, in one line without spaces."""
    found: list[str] = []
    for token in READ.parse(source):
        for child in token.children or ():
            assert child.type in (
                "text",
                "text_special",
                "softbreak",
                "hardbreak",
                "html_inline",
            ), child.type
            if child.type == "html_inline":
                assert child.content == "<br>"
            found.append(child.content if child.type.startswith("text") else "")
    return squeezed("".join(found))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b]+", "", text)


def test_markup_in_an_answer_is_text() -> None:
    tokens = READ.parse(escaped(NASTY))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert shown(escaped(NASTY)) == squeezed(NASTY)


@settings(deadline=None, max_examples=long(70, 200))
@given(WRITTEN)
def test_whatever_is_written_is_shown_and_opens_nothing(text: str) -> None:
    lines = [line for line in text.splitlines() if line.strip()]
    if any(not line.isprintable() for line in lines):
        return  # control characters are shown as pictures, which the tests of `visible` look at
    assert shown(escaped("\n".join(lines))) == squeezed("".join(lines))


@settings(deadline=None, max_examples=long(35, 100))
@given(WRITTEN)
def test_a_table_keeps_its_cells_whatever_stands_in_them(text: str) -> None:
    tokens = [token.type for token in READ.parse(markdown(cells(text)))]
    assert tokens.count("table_open") == 2
    assert tokens.count("th_open") == 3 + 3
    assert tokens.count("td_open") == 3 + 3
    assert [
        t for t in tokens if t.startswith(("bullet", "ordered", "code", "fence", "html_b"))
    ] == []


def test_what_is_missing_is_in_italics_and_nothing_is_a_dash() -> None:
    field = Field("f", "F", "cell", (Entry("Not known yet", "unknown", "Start"),))
    text = markdown(form("x", fields=(field, Field("g", "G", "cell"))))
    assert "Start: *Not known yet*" in text
    assert text.endswith("**G**\n\n–\n")


def test_a_label_that_is_a_question_takes_no_colon() -> None:
    field = Field("f", "F", "cell", (Entry("Yes", label="Is it?"), Entry("Us", label="Who")))
    text = markdown(form("x", fields=(field,)))
    assert "Is it? Yes" in text and "Who: Us" in text


def test_proposals_that_are_left_out_are_counted_in_it() -> None:
    shown_form = form("x")
    shown_form.left_out.update(risks=2, measures=1)
    text = markdown(shown_form)
    assert "2 proposed risks that nobody has confirmed are left out." in text
    assert "1 proposed measure that nobody has confirmed is left out." in text
