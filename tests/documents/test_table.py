import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpia.documents.table import display_width, render, shorten

HEADERS = ["Reference", "Title"]


def test_columns_line_up() -> None:
    table = render(HEADERS, [["2026-0001", "Cookies"], ["2026-0002", "Billing database"]])
    assert table.splitlines() == [
        "Reference  Title",
        "---------  ----------------",
        "2026-0001  Cookies",
        "2026-0002  Billing database",
    ]


def test_a_table_without_rows_is_its_header() -> None:
    assert render(HEADERS, []).splitlines() == ["Reference  Title", "---------  -----"]


def test_wide_characters_and_combining_marks_take_their_cells() -> None:
    assert display_width("漢字") == 4
    assert display_width("e\u0301") == 1
    assert display_width("Преместване") == 11
    lines = render(["a", "b"], [["漢字", "x"], ["e\u0301", "y"], ["abcd", "z"]]).splitlines()
    assert [display_width(line) for line in lines[2:]] == [7, 7, 7]


def test_control_characters_are_shown_not_sent() -> None:
    table = render(["Title"], [["\x1b[2Jgone\nnext\x9b31m \u202eabc"]])
    assert table.splitlines()[-1] == "␛[2Jgone␊next\\x9b31m \\u202eabc"


def test_markup_is_nothing_special() -> None:
    assert render(["Title"], [["[/] [red]a[/red] {0} %s"]]).endswith("[/] [red]a[/red] {0} %s")


def test_the_widest_columns_give_way_and_say_so() -> None:
    table = render(HEADERS, [["2026-0001", "A title that is much too long for the line"]], width=30)
    lines = table.splitlines()
    assert all(display_width(line) <= 30 for line in lines)
    assert lines[-1] == "2026-0001  A title that is mu…"


def test_a_shortened_text_keeps_a_letter_and_its_marks_together() -> None:
    assert shorten("ee\u0301ee", 3) == "ee\u0301…"
    assert shorten("漢字漢字", 5) == "漢字…"
    assert shorten("漢字漢字", 4) == "漢…"


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError):
        render(HEADERS, [["only one"]])


@given(
    st.lists(st.lists(st.text(st.characters(exclude_categories=[])), min_size=2, max_size=2)),
    st.integers(20, 100),
)
def test_every_line_keeps_to_the_width(rows: list[list[str]], width: int) -> None:
    lines = render(HEADERS, rows, width=width).split("\n")
    assert len(lines) == len(rows) + 2
    assert all(display_width(line) <= width for line in lines)


def test_a_huge_text_takes_no_more_than_its_line() -> None:
    lines = render(HEADERS, [["1", "x" * 1_000_000], ["2", "漢" * 100_000]], width=80).splitlines()
    assert [display_width(line) for line in lines[2:]] == [80, 80]
