import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpia.documents import safe

ANY_TEXT = st.text(st.characters(exclude_categories=[]))
LOOKS_ESCAPED = st.from_regex(r"(_x[0-9A-Fa-f]{3,4}_?|_|x|0041|[a-z])*", fullmatch=True)


@given(ANY_TEXT)
def test_legal_text_survives_xml_unchanged(text: str) -> None:
    legal = safe.legal(text)
    element = ET.Element("t")
    element.text = legal
    assert (ET.fromstring(ET.tostring(element, encoding="utf-8")).text or "") == legal


@given(ANY_TEXT)
def test_legal_text_keeps_its_length_apart_from_line_ends(text: str) -> None:
    assert len(safe.legal(text)) == len(text.replace("\r\n", "\n"))


@pytest.mark.parametrize(
    ("given_text", "legal"),
    [
        ("\x1b[31m", "␛[31m"),
        ("a\x00b\x0bc", "a␀b␋c"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("tab\tstays", "tab\tstays"),
        ("\ud800", "\ufffd"),
        ("\ufffe\uffff", "\ufffd\ufffd"),
    ],
)
def test_what_xml_cannot_hold_is_made_visible(given_text: str, legal: str) -> None:
    assert safe.legal(given_text) == legal


@given(LOOKS_ESCAPED)
def test_decode_undoes_encode(text: str) -> None:
    assert safe.decode(safe.encode(text)) == text


def test_text_that_looks_like_an_escape_is_escaped() -> None:
    assert safe.encode("_x0041_") == "_x005F_x0041_"
    assert safe.encode("_x0041_x0042_") == "_x005F_x0041_x005F_x0042_"
    assert safe.encode("plain_text") == "plain_text"


@pytest.mark.parametrize("unit", ["a", "😀", "_x0041_", "_x0041", "é"])
def test_pieces_fit_a_cell_and_give_the_text_back(unit: str) -> None:
    text = unit * 20_000
    parts = list(safe.pieces(text))
    assert "".join(parts) == text
    assert all(safe.fits(safe.encode(part)) for part in parts)


def test_the_limit_counts_utf_16_units() -> None:
    assert safe.fits("a" * 32_767)
    assert not safe.fits("a" * 32_768)
    assert safe.fits("😀" * 16_383)
    assert not safe.fits("😀" * 16_384)


@given(ANY_TEXT)
def test_visible_text_cannot_steer_a_terminal(text: str) -> None:
    seen = safe.visible(text)
    assert not any(ord(character) < 0x20 or 0x7F <= ord(character) < 0xA0 for character in seen)
    assert not set(seen) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2028\u2029")
    seen.encode("utf-8")


def test_visible_text_leaves_scripts_and_emoji_alone() -> None:
    for text in ("Преместване", "漢字", "👩‍👩‍👧", "می‌خواهم", "e\u0301"):
        assert safe.visible(text) == text
