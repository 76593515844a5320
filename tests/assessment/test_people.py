"""The same person is recognised however the name is written; others are not."""

import pytest

from dpia.assessment.people import named_in, same_person


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Dora Officer", "dora   OFFICER", True),
        ("Dora Officer, DPO", "Dora Officer (external)", True),
        ("Dora Officer", "Dora Officer-Head", False),
        ("Dora Officer", "Helen Head", False),
        ("", "", False),
        (" , DPO", "(DPO)", False),
    ],
)
def test_names_are_compared_without_case_spaces_and_titles(one, other, same):
    assert same_person(one, other) is same


def test_a_text_names_a_person_in_full_only():
    assert named_in("Dora Officer", "Write to dora officer: dpo@example.org")
    assert not named_in("Dora Officer", "Write to Dora")
    assert not named_in("Dora", "Dora Officer, dpo@example.org")
