"""What is asked for some authorities only: known with and without an assessment at hand."""

from typing import Any

import pytest

from dpia.questionnaire.compile import compile_schema
from dpia.questionnaire.lint import kind_of
from dpia.questionnaire.lint.firing import dead
from dpia.questionnaire.lint.stock import Stock
from dpia.questionnaire.lint.wanted import unwanted
from dpia.questionnaire.rulebook import Rulebook
from tests.questionnaire.handmade import (
    authority,
    choice,
    evaluation,
    files,
    rulebook,
    sound_library,
    topic,
)
from tests.questionnaire.randomly import accepts

Json = dict[str, Any]


def asking(show_if: Json, *names: str) -> Rulebook:
    asked = topic("t", {"a": choice(x_required=True, x_show_if=show_if)})
    return rulebook(asked, authorities=[authority(name) for name in names])


@pytest.mark.parametrize(
    ("show_if", "shown"),
    [
        ({"case.authorities": ["cz", "lv"]}, True),
        ({"case.authorities": "lv"}, True),
        ({"case.authorities": ["cz"]}, False),
        ({"case.authority": "bg"}, True),
        ({"case.authority": "lv"}, False),
        ({"not": {"case.authorities": "bg"}}, False),
        ({"answered": "case.authorities"}, True),
    ],
)
def test_what_is_asked_for_some_authorities_is_known_without_an_assessment(
    show_if: Json, shown: bool
) -> None:
    book = asking(show_if, "bg", "lv")
    assert evaluation(book, {}).visible("t.a").value is shown
    assert evaluation(book, {}, case={"decision": "none"}).visible("t.a").value is shown


@pytest.mark.parametrize("name", ["cz", "lv", "bg"])
def test_the_compiled_schema_knows_the_authorities_as_well(name: str) -> None:
    schema = compile_schema(asking({"case.authorities": name}, "bg", "lv"))
    assert accepts(schema, {"t": {"a": "yes"}}) is (name != "cz")
    assert accepts(schema, {"t": {}}) is (name == "cz")


def test_what_the_assessment_says_wins() -> None:
    seen = evaluation(asking({"case.authorities": "lv"}, "bg"), {}, case={"authorities": ["lv"]})
    assert seen.visible("t.a").value is True


def test_an_authority_nobody_has_a_file_of_is_told() -> None:
    def defects(name: str) -> list[tuple[str, str]]:
        asked = topic("t", {"a": choice(x_show_if={"case.authorities": [name]})})
        found = sound_library() | files(asked, steps=("sound", "t"), criteria=("sensitive_data",))
        stock = Stock(found, {key: kind_of(key) for key in found}, list(found))
        return [(d.kind, d.where) for d in [*unwanted(stock), *dead(stock)]]

    assert ("no-such-choice", "/properties/a/x-show-if") in defects("zz")
    assert "/properties/a/x-show-if" not in {where for _kind, where in defects("bg")}
