"""The one form of a condition: what is read, and what is refused with a sentence."""

from typing import Any

import pytest

from dpia.errors import Invalid
from dpia.questionnaire.condition import (
    Answered,
    Atom,
    Compare,
    Group,
    InLaw,
    Named,
    Over,
    Scope,
    Score,
    parse,
    walk,
)


def test_a_value_a_list_and_a_schema_become_atoms() -> None:
    assert parse({"a.b": "yes"}) == Atom("a.b", values=("yes",))
    assert parse({"a.b": ["x", "y"]}) == Atom("a.b", values=("x", "y"))
    assert parse({"a.b": []}) == Atom("a.b", none=True)
    assert parse({"a.b": {"minimum": 3}}) == Atom("a.b", schema={"minimum": 3})


def test_several_questions_mean_all_of_them() -> None:
    found = parse({"a.b": "yes", "a.c": "no"})
    assert found == Group("all", (Atom("a.b", values=("yes",)), Atom("a.c", values=("no",))))


def test_the_prefix_may_be_left_out_inside_the_questionnaire() -> None:
    scope = Scope("screening")
    assert parse({"part": "x"}, scope) == Atom("screening.part", values=("x",))
    assert parse({"other.part": "x"}, scope) == Atom("other.part", values=("x",))
    assert parse({"answered": "part"}, scope) == Answered("screening.part")
    compared = parse({"compare": ["part", "<", {"value": 3}]}, scope)
    assert isinstance(compared, Compare) and compared.left.path == "screening.part"


def test_bare_names_inside_where_are_the_rows_own() -> None:
    found = parse({"some": "purposes", "where": {"basis": "consent", "processing.x": "y"}})
    assert isinstance(found, Over) and isinstance(found.where, Group)
    assert [part.path for part in found.where.parts if isinstance(part, Atom)] == [
        "basis",
        "processing.x",
    ]


def test_a_group_inside_a_row_is_found_in_the_questionnaire() -> None:
    inner = {"some": "purposes", "where": {"basis": "consent"}}
    found = parse({"some": "recipients", "where": inner}, Scope("processing"))
    assert isinstance(found, Over) and isinstance(found.where, Over)
    assert found.where.group == "processing.purposes"


def test_partner_words_are_free_as_questions_without_their_operator() -> None:
    assert parse({"part": "controller"}, Scope("s")) == Atom("s.part", values=("controller",))
    assert parse({"row": "bg-1", "part": "type"}) == Named("row", "bg-1", "type")


def test_every_operator_is_read() -> None:
    assert parse({"fact": "f"}) == Named("fact", "f")
    assert parse({"criterion": "c"}) == Named("criterion", "c")
    assert parse({"in-law": "adequacy", "key": "t.country"}) == InLaw("adequacy", "t.country")
    assert parse({"score": "prescan", "minimum": 5}) == Score("prescan", 5, None)
    assert parse({"count": "t.g", "minimum": 2}) == Over("count", "t.g", None, 2, None)
    assert parse({"not": {"a.b": "x"}}) == Group("not", (Atom("a.b", values=("x",)),))
    two = parse({"at-least": 2, "of": [{"a.b": "x"}, {"a.c": "y"}]})
    assert isinstance(two, Group) and (two.kind, two.need) == ("at-least", 2)


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        ({}, "at least one entry"),
        ([], "object"),
        ("yes", "object"),
        (None, "object"),
        ({"all": []}, "`all` needs a list"),
        ({"any": {"a.b": 1}}, "`any` needs a list"),
        ({"not": []}, "object"),
        ({"at-least": 2, "of": [{"a.b": "x"}]}, "from 1 to 1"),
        ({"at-least": 0, "of": [{"a.b": "x"}]}, "from 1 to 1"),
        ({"at-least": True, "of": [{"a.b": "x"}]}, "from 1 to 1"),
        ({"at-least": 1}, "`of` needs a list"),
        ({"every": "g"}, "needs a `where`"),
        ({"fact": ""}, "`fact` needs a name"),
        ({"fact": 3}, "`fact` needs a name"),
        ({"in-law": "adequacy"}, "`key` needs a name"),
        ({"compare": ["a", "~", "b"]}, "`compare` needs"),
        ({"compare": ["a", "<"]}, "`compare` needs"),
        ({"compare": ["a", "<", {"values": 3}]}, "A side of `compare`"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(raw: Any, word: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse(raw)
    assert word in refused.value.message


def test_walk_reaches_every_condition_once() -> None:
    tree = parse(
        {
            "any": [
                {"not": {"fact": "a"}},
                {"some": "t.g", "where": {"all": [{"x": "1"}, {"y": "2"}]}},
            ]
        }
    )
    kinds = [type(found).__name__ for found in walk(tree)]
    assert kinds == ["Group", "Group", "Named", "Over", "Group", "Atom", "Atom"]
