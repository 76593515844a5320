"""What is typed finds first what it names."""

import pytest

from dpia.tui.ranking import plain, ranked

TITLES = (
    "Check the processors: a contract is not enough",
    "A contract with each processor",
    "Each processor has a contract with us",
    "Contrôle with each contract",
    "Nothing of this",
)


def found(typed: str, used: str = "", more: str = "") -> list[str]:
    words = ranked(
        typed, TITLES, lambda title: (plain(title), plain(more)), lambda title: title == used
    )
    return list(words)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("a contract with", [TITLES[1], TITLES[2]]),
        ("contract with each", [TITLES[1], TITLES[2], TITLES[3]]),
        ("CONTROLE", [TITLES[3]]),
        ("  a   contract  with each ", [TITLES[1]]),
        ("nowhere", []),
    ],
)
def test_the_phrase_comes_before_the_words(typed: str, first: list[str]) -> None:
    assert found(typed)[: len(first)] == first
    assert bool(found(typed)) is bool(first)


def test_what_is_used_comes_last_of_what_fits_as_well() -> None:
    assert found("", used=TITLES[0]) == [*TITLES[1:], TITLES[0]]
    assert found("each", used=TITLES[2])[-1] == TITLES[2]
    assert found("a contract with each", used=TITLES[1])[0] == TITLES[1]


def test_words_elsewhere_count_least() -> None:
    assert found("nothing secret", more="a secret") == [TITLES[4]]
    assert found("contract secret", more="a secret") == [TITLES[i] for i in range(4)]
