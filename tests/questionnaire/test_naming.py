"""Conditions told with titles, in one sentence and line by line."""

from typing import Any

import pytest

from dpia.questionnaire.condition import parse
from dpia.questionnaire.model import load_topic
from dpia.questionnaire.naming import Names
from tests.questionnaire.handmade import choice, rows, topic

TOPIC = load_topic(
    topic(
        "t",
        {
            "a": choice(title="Is it?"),
            "g": rows(columns={"kind": choice("x", "y", title="What kind?")}, title="Which rows?"),
        },
        facts={"many": {"a": "yes"}, "few": {"a": "no"}},
    )
)
MANY, FEW = (TOPIC.facts[name].title for name in ("many", "few"))
NAMES = Names({"t": TOPIC}, {"large_scale": "Large scale"})
FACTS = [{"fact": "many"}, {"fact": "few"}]


def lines(raw: Any, **own: str) -> list[str]:
    return ["  " * depth + text for depth, text in NAMES.steps(parse(raw), own)]


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ({"fact": "many"}, [MANY]),
        ({"fact": "nobody_knows"}, ["nobody_knows"]),
        ({"not": {"fact": "many"}}, [f"not: {MANY}"]),
        ({"criterion": "large_scale"}, ["the criterion “Large scale” is met"]),
        ({"all": FACTS}, ["all of these:", f"  {MANY}", f"  {FEW}"]),
        ({"not": {"any": FACTS}}, ["not: one of these:", f"  {MANY}", f"  {FEW}"]),
        (
            {"any": [{"any": FACTS}, {"t.a": "yes"}]},
            ["one of these:", f"  {MANY}", f"  {FEW}", "  “Is it?” is “Yes”"],
        ),
        (
            {"at-least": 2, "of": [{"at-least": 1, "of": FACTS}, {"t.a": "no"}]},
            [
                *("at least 2 of these:", "  at least 1 of these:", f"    {MANY}", f"    {FEW}"),
                "  “Is it?” is “No”",
            ],
        ),
        (
            {"at-least": 2, "of": [{"row": "r-1"}, {"row": "r-2", "part": "red"}]},
            ["at least 2 of the rows r-1, r-2 (red)"],
        ),
        (
            {"any": [{"row": "r-1"}, {"fact": "few"}, {"row": "r-2"}]},
            ["one of these:", "  one of the rows r-1, r-2", f"  {FEW}"],
        ),
        (
            {"all": [{"row": "r-1"}, {"fact": "few"}, {"row": "r-2"}]},
            ["all of these:", "  the row r-1", f"  {FEW}", "  the row r-2"],
        ),
    ],
)
def test_a_condition_line_by_line(raw: Any, told: list[str]) -> None:
    assert lines(raw) == told


def test_an_authoritys_own_reading_of_a_fact_goes_first() -> None:
    assert lines({"fact": "many"}, many="Many, here") == ["Many, here"]
    said = NAMES.say(parse({"all": FACTS}), {"many": "Many, here"})
    assert said == f"the fact “Many, here” holds and the fact “{FEW}” holds"


def test_columns_of_a_table_have_their_titles() -> None:
    said = NAMES.say(parse({"some": "t.g", "where": {"kind": "x"}}))
    assert "“Which rows?”" in said and "“What kind?” is" in said
