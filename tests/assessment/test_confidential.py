"""What is marked confidential: the mark, and what it leaves as it is."""

from typing import Any

import pytest

from dpia.assessment import opinion, treatment
from dpia.assessment.confidential import count, is_marked, set_mark, unmarked
from dpia.assessment.document import blank
from dpia.assessment.signing import content_hash, text_hash
from dpia.errors import NotFound

AT = "2026-11-22T10:00:00Z"


def document() -> dict[str, Any]:
    found = blank(id="x", title="Badges", created=AT, authority="bg")
    found, _risk = treatment.add_risk(found, title="Someone sees it")
    found, _measure = treatment.add_measure(found, title="A lock")
    return opinion.advise(found, "Lock the door.", "An officer", AT)


@pytest.mark.parametrize("place", ["/risks/r1", "/measures/m2", "/opinions/dpo"])
def test_a_mark_is_set_and_taken_away(place: str) -> None:
    before = document()
    after = set_mark(before, place, True)
    assert count(after) == 1 and count(before) == 0
    assert set_mark(after, place, False) == before


def test_where_nothing_stands_nothing_is_marked() -> None:
    with pytest.raises(NotFound, match="decision"):
        set_mark(document(), "/decision", True)


def test_no_hash_of_a_sign_off_or_advice_covers_the_mark() -> None:
    before = document()
    after = set_mark(set_mark(before, "/risks/r1", True), "/opinions/dpo", True)
    after["marks"] = {"screening": {"/people": {"confidential": True}}}
    assert content_hash(after) == content_hash(before)
    assert text_hash(after) == text_hash(before)


def test_what_is_not_a_mark_is_in_the_hash() -> None:
    before = document()
    noted = {**before, "marks": {"screening": {"/people": {"note": "x", "confidential": True}}}}
    assert content_hash(noted) != content_hash(before)
    assert unmarked({"a": {}, "b": {"confidential": True}}) == {"a": {}}


def test_newer_words_in_the_place_of_secret_ones_are_secret_too() -> None:
    marked = set_mark(document(), "/opinions/dpo", True)
    after = opinion.advise(marked, "Lock both doors.", "An officer", AT)
    assert is_marked(after["opinions"]["dpo"]) and is_marked(after["opinions"]["dpo_earlier"][0])
    viewed = opinion.views(document(), True, "They agree.", AT)
    viewed = set_mark(viewed, "/opinions/data_subjects", True)
    assert is_marked(opinion.views(viewed, False, "A reason", AT)["opinions"]["data_subjects"])
