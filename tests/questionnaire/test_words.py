"""Conditions and questionnaires in words."""

from typing import Any

import pytest

from dpia.questionnaire.condition import Scope, parse
from dpia.questionnaire.handout import handout, size
from dpia.questionnaire.model import load_topic
from dpia.questionnaire.words import describe
from tests.questionnaire.handmade import choice, choices, day, number, rows, text, topic

TOPIC = load_topic(
    topic(
        "t",
        {
            "a": choice(title="Is it?", x_required=True),
            "kinds": choices("health", "genetic", title="Which kinds?"),
            "n": number(title="How many?", x_unit="people"),
            "start": day(title="Since when?"),
            "note": text(title="A note?", x_show_if={"a": "yes", "kinds": []}),
            "g": rows(columns={"kind": choice("x", "y", title="What kind?")}, title="Which rows?"),
        },
        facts={"many": {"n": {"minimum": 10_000}}},
        title="A {0} [/] title",
    )
)


def find(path: str, group: str) -> Any:
    if group and "." not in path:
        return find(group, "").column(path)
    return TOPIC.questions.get(path.removeprefix("t."))


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ({"a": "yes"}, "“Is it?” is “Yes”"),
        ({"a": ["yes", "no"]}, "“Is it?” is “Yes” or “No”"),
        ({"kinds": ["health"]}, "“Which kinds?” has “Health”"),
        ({"kinds": []}, "“Which kinds?”: none"),
        ({"n": {"minimum": 10_000}}, "“How many?” is at least 10,000"),
        ({"n": {"maximum": 5}}, "“How many?” is at most 5"),
        ({"n": {"minimum": 1, "maximum": 5}}, "“How many?” is from 1 to 5"),
        ({"n": {"multipleOf": 5}}, "“How many?” satisfies {'multipleOf': 5}"),
        ({"not": {"fact": "many"}}, "not (the fact “many” holds)"),
        ({"criterion": "large_scale"}, "the criterion “large_scale” is met"),
        ({"row": "bg-1"}, "the row “bg-1” matches"),
        ({"row": "bg-1", "part": "use"}, "part “use” of the row “bg-1” matches"),
        ({"answered": "n"}, "“How many?” is answered"),
        (
            {"all": [{"a": "yes"}, {"any": [{"n": 1}, {"n": 2}]}]},
            "“Is it?” is “Yes” and (“How many?” is “1” or “How many?” is “2”)",
        ),
        (
            {"at-least": 1, "of": [{"a": "yes"}, {"n": 2}]},
            "at least 1 of (“Is it?” is “Yes”; “How many?” is “2”)",
        ),
        (
            {"some": "g", "where": {"kind": "x"}},
            "“Which rows?” has a row where “What kind?” is “X”",
        ),
        ({"some": "g"}, "“Which rows?” has a row"),
        (
            {"every": "g", "where": {"kind": "x"}},
            "every row of “Which rows?” where “What kind?” is “X”",
        ),
        ({"count": "g", "minimum": 2}, "“Which rows?” has at least 2 rows"),
        (
            {"compare": ["n", "<", {"datum": "age"}]},
            "“How many?” is less than “age” of the authority",
        ),
        (
            {"compare": ["start", ">=", {"value": "2026-01-01"}]},
            "“Since when?” is at least 2026-01-01",
        ),
        ({"score": "t", "minimum": 5}, "the score of “t” is at least 5"),
        ({"in-law": "adequacy", "key": "a"}, "“Is it?” is in the table “adequacy”"),
        ({"gone.x": "yes"}, "“gone.x” is “yes”"),
    ],
)
def test_a_condition_in_words(raw: Any, words: str) -> None:
    assert describe(parse(raw, Scope("t")), find) == words


def test_a_questionnaire_on_paper() -> None:
    lines = list(handout(TOPIC, find, width=60))
    page = "\n".join(lines)
    assert lines[0] == "A {0} [/] title (t 1.0.0)"
    for name, question in TOPIC.questions.items():
        assert question.title in page and f"[{name}: " in page
    assert "   Is it?\n     [a: one choice; owed]" in page
    assert "[n: whole number, people; may be left open]" in page
    assert "Asked if “Is it?” is “Yes” and “Which kinds?”: none." in page
    assert "- Health [health]" in page and "- None" in page
    assert "Facts\n   many [many]\n     if “How many?” is at least 10,000" in page
    assert max(map(len, lines)) <= 60
    assert size(TOPIC) == "6 questions"
