"""Counting what an assessment asks: a given case, the deepest one, and the limits of a pathway."""

from typing import Any

from dpia.questionnaire.effort import deepest, efforts, owed
from dpia.questionnaire.rulebook import Rulebook
from tests.questionnaire.handmade import (
    DAY,
    authority,
    choice,
    choices,
    files,
    number,
    rows,
    rulebook,
    topic,
)


def asked(**questions: Any) -> dict[str, Any]:
    return topic("one", questions)


MUST = {"x_required": True}
FORK = asked(
    fork=choice("left", "right", **MUST),
    left=choice(x_show_if={"fork": "left"}, **MUST),
    right=choice(x_show_if={"fork": "right"}, **MUST),
    deeper=choice(x_show_if={"right": "no"}, **MUST),
    may_be_left_out=choice(),
)


def most(book: Rulebook) -> int:
    return owed(book, deepest(book, DAY), DAY)


def test_only_what_is_owed_counts() -> None:
    book = rulebook(FORK)
    assert owed(book, {}, DAY) == 1
    assert owed(book, {"one": {"fork": "left"}}, DAY) == 2
    assert owed(book, {"one": {"fork": "right", "right": "no"}}, DAY) == 3


def test_the_deepest_case_takes_the_longer_branch() -> None:
    assert most(rulebook(FORK)) == 3


def test_the_deepest_case_ticks_nothing_where_that_opens_more() -> None:
    book = rulebook(
        asked(kinds=choices("a", "b", **MUST), why=choice(x_show_if={"kinds": []}, **MUST))
    )
    assert most(book) == 2


def test_the_deepest_case_finds_the_number_that_opens_more() -> None:
    shown = {"n": {"minimum": 40, "maximum": 41}}
    book = rulebook(asked(n=number(**MUST), why=choice(x_show_if=shown, **MUST)))
    assert most(book) == 2


def test_a_column_counts_once_however_many_rows_there_are() -> None:
    columns = {"kind": choice("a", "b", **MUST), "why": choice(x_show_if={"kind": "b"}, **MUST)}
    book = rulebook(asked(table=rows("kind", columns)))
    assert most(book) == 2


def test_a_limit_is_told_for_the_authority_that_asks_most() -> None:
    only_there = choice(x_show_if={"case.authorities": ["nl"]}, **MUST)
    both = [authority("bg"), authority("nl")]
    library = files(asked(first=choice(**MUST), national=only_there), authorities=both)
    limit = {"id": "x", "title": "A case", "at_most": 1, "answers": {"one": {"first": "yes"}}}
    whole = {"id": "y", "title": "The deepest", "at_most": 2}
    name = next(key for key in library if key.startswith("pathways/"))
    library[name] = {**library[name], "limits": [limit, whole]}
    small, deep = efforts(library, DAY)
    assert (small.authority, small.questions, small.too_much) == ("nl", 2, True)
    assert (deep.questions, deep.too_much) == (2, False)


def test_all_authorities_counted_at_once_ask_what_each_asks_alone() -> None:
    only = {"x_lists_only": True, **MUST}
    when_dated = {"compare": ["age", "<", {"datum": "consent_age"}]}
    national = asked(
        gate=choice(**MUST),
        age=number(**MUST),
        listed=choice(x_show_if={"gate": "yes"}, **only),
        behind=choice(x_show_if={"any": [{"listed": "yes"}, {"gate": "no"}]}, **MUST),
        dated=choice(x_show_if=when_dated, **MUST),
        there=choice(x_show_if={"case.authorities": "nl", "gate": "yes"}, **MUST),
    )
    ages = {"source": "A law", "confidence": "official", "valid_from": "2018-05-25"}
    whole = [
        authority("bg", data={"consent_age": [{"value": 14, **ages}]}),
        authority("nl", data={"consent_age": [{"value": 16, **ages}]}),
        authority("fr", rows={"fr-35-4-1": {"one.listed": "yes"}}),
    ]
    library = files(national, authorities=whole)
    name = next(key for key in library if key.startswith("pathways/"))
    for answers in ({"gate": "yes", "age": 15, "listed": "yes"}, {"gate": "no", "age": 13}):
        given = {"id": "x", "title": "A case", "at_most": 9, "answers": {"one": answers}}
        library[name] = {**library[name], "limits": [given]}
        alone = {
            lead: owed(Rulebook(library, lead), {"one": answers}, DAY)
            for lead in ("bg", "fr", "nl")
        }
        (found,) = efforts(library, DAY)
        assert found.questions == max(alone.values()) == alone[found.authority]
        assert len(set(alone.values())) > 1
