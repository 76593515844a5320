"""The national lists in print: how a list is read, and what was not read in the official text."""

from typing import Any

from dpia.cli.traces import lines
from tests.judgement.listing import BLACK, WHITE, book, judged, listed, row, yes

NOTE = "(Source: from professional knowledge, not checked against the official text)"


def printed(found: Any) -> list[str]:
    return [line.strip() for line in lines(found)]


def test_the_logic_of_a_list_and_what_was_not_checked_are_printed() -> None:
    near = row("35-4-2", yes("national", "large_scale"), confidence="from-knowledge")
    rules = book(listed(row("35-4-1", yes("row"), confidence="from-knowledge"), near))
    text = printed(judged(rules, {"row": "yes", "national": "yes"}))
    assert "National list: cz (lead authority), First" in text
    assert "GDPR Art. 35(4): cz-35-4. One row is enough." in text
    reason = text.index("Why: screening")
    assert NOTE in text[reason : text.index("The nine criteria")]
    for line in ("cz-35-4-1: 35-4-1", "would match: cz-35-4-2 35-4-2"):
        assert text[text.index(line) + 1] == NOTE


def test_what_was_read_in_the_official_text_needs_no_note() -> None:
    assert not [line for line in printed(judged(book(BLACK), {"row": "yes"})) if "Source" in line]


def test_a_row_that_does_not_decide_says_why() -> None:
    both = {"row": "yes", "white": "yes"}
    text = printed(judged(book(BLACK | {"unless": "cz-35-5"}, WHITE), both))
    assert "cz-35-4-1: 35-4-1 (the list of exempt operations goes before)" in text
    rules = book(listed(row("35-4-1", yes("row")), logic="two-rows"))
    text = printed(judged(rules, {"row": "yes"}))
    assert "cz-35-4-1: 35-4-1 (not enough alone for this list)" in text


def test_an_authority_without_a_list_says_so() -> None:
    assert "no list in force" in printed(judged(book(), {}))


def test_a_row_prints_the_criterion_it_rests_on_as_well() -> None:
    rules = book(listed(row("35-4-1", yes("row"), plus=["large_scale"])))
    text = printed(judged(rules, {"row": "yes", "large_scale": "yes"}))
    hit = text.index("cz-35-4-1: 35-4-1")
    assert text[hit + 1 : hit + 5] == [
        "yes: 35-4-1",
        "yes: row = yes",
        "yes: large_scale",
        "yes: large_scale = yes",
    ]
