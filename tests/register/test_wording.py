"""Words are found as the index finds them."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpia.register.index import _match
from dpia.register.wording import Wording


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("fox", "The quick FOX.", True),
        ("fox", "foxglove", True),
        ("fox hen", "foxglove and hen", False),
        ("hen fox", "foxglove and hen", True),
        ("ox", "fox", False),
        ("resume", "Résumé", True),
        ("РЕШЕНИЕ", "решение на комисията", True),
        ("art.35", "see Art. 35(3)", True),
        ("a_b", "a b", True),
        ("[/]", "[/]", False),
        ("", "anything", False),
    ],
)
def test_words_are_found_without_case_and_accents(query: str, text: str, found: bool) -> None:
    assert Wording(query).fits(text) is found
    if found:
        assert Wording(query).may_fit(f'{{"a": "{text}"}}')


words = st.text("abcé.-_ B", max_size=12)


@given(words, words)
def test_the_index_finds_the_same(query: str, text: str) -> None:
    cache = sqlite3.connect(":memory:")
    cache.execute(
        "CREATE VIRTUAL TABLE words USING fts5(text, tokenize='unicode61 remove_diacritics 2')"
    )
    cache.execute("INSERT INTO words (text) VALUES (?)", (text,))
    wording = Wording(query)
    if wording.tokens and all(map(str.isalnum, query.split())):
        rows = cache.execute("SELECT 1 FROM words WHERE words MATCH ?", (_match(query),)).fetchall()
        assert bool(rows) is wording.fits(text)
    cache.close()


def test_the_text_around_a_word_is_shown_as_it_was_written() -> None:
    text = f"{'x ' * 50}ﬁne Éclair{' y' * 50}"
    before, word, after = Wording("eclair fine").around(text)
    assert word == "Éclair" and before.startswith("…x x") and before.endswith("ﬁne ")
    assert after.startswith(" y y") and after.endswith("…")
