"""Answers: what is taken, and what is refused with which sentence."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpia.errors import Invalid
from dpia.questionnaire.answers import check, display, parse_text
from dpia.questionnaire.cleaning import clean
from dpia.questionnaire.model import Question, load_question
from tests.questionnaire.handmade import choice, choices, day, number, rows, text


def asked(schema: dict[str, Any]) -> Question:
    return load_question("t", "q", schema)


CHOICE = asked(choice("yes", "no", title="Is it?"))
SEVERAL = asked(choices("health", "genetic", "union", title="Which?"))
AT_LEAST_ONE = asked(choices("a", "b", "c", title="Which?", minItems=1) | {"maxItems": 2})
PEOPLE = asked(number(title="How many?", maximum=1000, x_unit="people"))
SHARE = asked(number(type="number", title="What share?", maximum=100))
NAME = asked(text(title="What name?", maxLength=10))
STORY = asked(text(title="Why?", maxLength=20_000, x_long=True))
START = asked(day(title="Since when?"))
CODE = asked(text(title="Which code?", pattern="^[A-Z]{2}$"))
TABLE = asked(
    rows(columns={"name": text(), "kind": choice("a", "b"), "n": number()}, title="Which rows?")
)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (CHOICE, "yes"),
        (SEVERAL, []),
        (SEVERAL, ["health", "union"]),
        (PEOPLE, 0),
        (PEOPLE, 1000),
        (SHARE, 12.5),
        (SHARE, 100),
        (NAME, "Zoë 🫩"),
        (STORY, "a\n\tb"),
        (START, "2024-02-29"),
        (CODE, "BG"),
        (TABLE, []),
        (TABLE, [{"id": "r1"}, {"id": "r-2", "name": "x", "kind": "a", "n": 3}]),
    ],
)
def test_an_answer_is_stored_as_it_was_given(question: Question, value: Any) -> None:
    assert check(question, value) == value


@pytest.mark.parametrize(
    ("question", "value", "stored"),
    [
        (SEVERAL, ["union", "health"], ["health", "union"]),
        (NAME, "  a\x00b\r ", "ab"),
        (PEOPLE, 12.0, 12),
        (STORY, "one\r\ntwo\rthree", "one\ntwo\nthree"),
        (TABLE, [{"id": "r", "name": " x "}], [{"id": "r", "name": "x"}]),
    ],
)
def test_an_answer_is_tidied(question: Question, value: Any, stored: Any) -> None:
    assert check(question, value) == stored


@pytest.mark.parametrize(
    ("question", "value", "sentence"),
    [
        (CHOICE, "maybe", "“maybe” is no choice here. Choose one of: yes (Yes), no (No)."),
        (CHOICE, True, "“True” is no choice here."),
        (CHOICE, ["yes"], "is no choice here"),
        (SEVERAL, "health", "must be a list of choices"),
        (SEVERAL, ["health", "health"], "named twice"),
        (AT_LEAST_ONE, [], "at least 1 are needed"),
        (AT_LEAST_ONE, ["a", "b", "c"], "at most 2 fit"),
        (SEVERAL, ["helth"], "“helth” is no choice here"),
        (PEOPLE, "12", "“12” is not a whole number."),
        (PEOPLE, 1.5, "“1.5” is not a whole number."),
        (PEOPLE, True, "“True” is not a whole number."),
        (PEOPLE, 1e300, "at most 1000"),
        (PEOPLE, -1, "at least 0"),
        (PEOPLE, 1001, "at most 1000"),
        (SHARE, float("nan"), "is not a number"),
        (SHARE, float("inf"), "is not a number"),
        (SHARE, "1", "is not a number"),
        (NAME, 3, "must be a text"),
        (NAME, "", "is empty"),
        (NAME, " \x00 ", "is empty"),
        (NAME, "12345678901", "has 11 characters, at most 10 fit"),
        (STORY, "x" * 20_001, "has 20,001 characters, at most 20,000 fit"),
        (CODE, "bg", "does not have the form"),
        (START, "2023-02-29", "is no date"),
        (START, "20240101", "is no date"),
        (START, 20240101, "is no date"),
        (TABLE, {"id": "r"}, "list of rows"),
        (TABLE, ["r"], "list of rows"),
        (TABLE, [{}], "needs its own “id”"),
        (TABLE, [{"id": "a b"}], "needs its own “id”"),
        (TABLE, [{"id": "r\n"}], "needs its own “id”"),
        (TABLE, [{"id": "r"}, {"id": "r"}], "needs its own “id”"),
        (TABLE, [{"id": str(i)} for i in range(6)], "at most 5 fit"),
        (TABLE, [{"id": "r", "colour": "red"}], "no column “colour”"),
        (TABLE, [{"id": "r", "kind": "c"}], "“c” is no choice here"),
    ],
)
def test_a_refusal_names_the_question_and_says_what_to_do(
    question: Question, value: Any, sentence: str
) -> None:
    with pytest.raises(Invalid) as refused:
        check(question, value)
    assert sentence in refused.value.message
    assert "A question?" in refused.value.message or question.title in refused.value.message


@pytest.mark.parametrize("nasty", ["{0}", "{title}", "%s", "[/]", "{", "\x1b[31m", "=1+1"])
def test_foreign_text_is_never_a_format_string(nasty: str) -> None:
    question = asked(choice("yes", "no", title=nasty))
    with pytest.raises(Invalid) as refused:
        check(question, nasty)
    assert nasty in refused.value.message
    assert check(STORY, f"a{nasty}b") == clean(f"a{nasty}b")


def test_a_long_refused_value_is_shown_short() -> None:
    with pytest.raises(Invalid) as refused:
        check(CHOICE, "x" * 1_000_000)
    assert len(refused.value.message) < 300


def test_clean_drops_what_no_text_holds_and_keeps_what_is_new() -> None:
    assert clean("a\x00\x07\x1b\x7f\x85b") == "ab"
    assert clean("a\ud800b\udfff") == "ab"
    assert clean("\ufdd0a\ufdef\ufffe\uffff\U0001ffff\U0010fffe") == "a"
    assert clean("\u0378\U0001fae9 \u200d é") == "\u0378\U0001fae9 \u200d é"
    assert clean("a\r\nb\rc\td\n") == "a\nb\nc\td\n"


@given(st.text(alphabet=st.characters(codec=None)))
def test_clean_text_can_always_be_written_and_is_clean(found: str) -> None:
    tidy = clean(found)
    assert tidy.encode("utf-8").decode("utf-8") == tidy
    assert clean(tidy) == tidy


def test_choices_of_another_group_are_checked_when_they_are_known() -> None:
    question = asked({**text(), "type": "string", "x-choices-from": "t.purposes"})
    assert check(question, "p1", {"p1": "Marketing"}) == "p1"
    assert check(question, "anything") == "anything"
    with pytest.raises(Invalid) as refused:
        check(question, "p9", {"p1": "Marketing"})
    assert "p1 (Marketing)" in refused.value.message


@pytest.mark.parametrize(
    ("question", "typed", "stored"),
    [
        (CHOICE, "yes", "yes"),
        (CHOICE, " YES ", "yes"),
        (CHOICE, "2", "no"),
        (SEVERAL, "health, union", ["health", "union"]),
        (SEVERAL, "1,3", ["health", "union"]),
        (SEVERAL, "none", []),
        (SEVERAL, "-", []),
        (SEVERAL, "gen", ["genetic"]),
        (PEOPLE, "1 000", 1000),
        (PEOPLE, "1,000", 1000),
        (PEOPLE, "1'000", 1000),
        (SHARE, "12,5", 12.5),
        (SHARE, "12", 12),
        (START, "31.5.2026", "2026-05-31"),
        (START, "31/05/2026", "2026-05-31"),
        (NAME, " x ", "x"),
    ],
)
def test_what_a_person_types_is_read(question: Question, typed: str, stored: Any) -> None:
    assert parse_text(question, typed) == stored


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        (CHOICE, "3"),
        (CHOICE, "y"),
        (CHOICE, ""),
        (PEOPLE, "many"),
        (PEOPLE, "1.5"),
        (PEOPLE, "9" * 400),
        (PEOPLE, "²"),
        (CHOICE, "²"),
        (CHOICE, "9" * 5000),
        (SHARE, "1e9"),
        (START, "99.99.2026"),
        (TABLE, "x"),
        (NAME, ""),
    ],
)
def test_what_cannot_be_read_is_refused(question: Question, typed: str) -> None:
    with pytest.raises(Invalid):
        parse_text(question, typed)


@pytest.mark.parametrize(
    ("question", "value", "words"),
    [
        (CHOICE, "yes", "Yes"),
        (CHOICE, None, ""),
        (SEVERAL, [], "None"),
        (SEVERAL, ["health", "union"], "Health; Union"),
        (PEOPLE, 1234567, "1,234,567 people"),
        (TABLE, [{"id": "r1", "name": "First"}, {"id": "r2"}], "First; r2"),
        (NAME, "x", "x"),
    ],
)
def test_an_answer_is_told_in_words(question: Question, value: Any, words: str) -> None:
    assert display(question, value) == words
