"""Text laid out in lines of a given width."""

from hypothesis import given
from hypothesis import strategies as st

from dpia.documents.pieces import Line, Piece, laid_out

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=200)


@given(st.integers(10, 120), st.integers(0, 12), WORDS, st.none() | WORDS)
def test_no_line_is_wider_than_asked_for(
    width: int, depth: int, text: str, beside: str | None
) -> None:
    piece = Piece(text, depth, mark="" if beside is not None else "was: ", beside=beside)
    assert all(len(line.text) <= width for line in laid_out([piece], width))


@given(st.lists(st.text("abc-", min_size=1, max_size=12), max_size=30), st.integers(30, 92))
def test_no_word_is_lost(words: list[str], width: int) -> None:
    lines = laid_out([Piece(" ".join(words), 2, mark="- ")], width)
    assert " ".join(line.text for line in lines).split() == ["-", *words]


def test_a_mark_stays_alone_at_the_left_and_columns_line_up() -> None:
    pieces = [Piece("one two three", 1, "care", "- "), Piece("left side", beside="right side")]
    assert list(laid_out(pieces, 14)) == [
        Line("- one two", "care"),
        Line("  three", "care"),
        Line("left    right", "text"),
        Line("side    side", "text"),
    ]
