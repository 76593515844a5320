"""Differences lead there and back again, whatever changed."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpia.assessment import pointer
from dpia.assessment.change import difference, inverse, take_back, touching
from dpia.errors import Conflict

names = st.text("abc/~é", min_size=1, max_size=3)
scalars = st.none() | st.booleans() | st.integers(-3, 3) | st.text("xyz[]", max_size=4)


@st.composite
def rows(draw: st.DrawFn) -> list[dict[str, Any]]:
    ids = draw(st.lists(st.sampled_from("pqrstu"), unique=True, max_size=5))
    return [{"id": i, "v": draw(scalars), "w": {"k": draw(scalars)}} for i in ids]


documents = st.fixed_dictionaries(
    {
        "answers": st.dictionaries(
            names, st.dictionaries(names, scalars | st.lists(scalars), min_size=1), max_size=3
        ),
        "rows": rows(),
        "deep": st.dictionaries(names, st.dictionaries(names, scalars, max_size=3), max_size=3),
    }
)


@given(documents, documents)
def test_taking_back_a_difference_restores_what_was(before: Any, after: Any) -> None:
    changes = difference(before, after)
    undone = copy.deepcopy(after)
    take_back(undone, copy.deepcopy(changes))
    assert undone == before


@given(documents, documents)
def test_the_inverse_applies_a_difference(before: Any, after: Any) -> None:
    applied = copy.deepcopy(before)
    take_back(applied, inverse(difference(before, after)))
    assert applied == after


@given(documents)
def test_no_difference_is_no_change(document: Any) -> None:
    assert difference(document, copy.deepcopy(document)) == []


def test_what_changed_again_is_not_undone() -> None:
    changes = difference({"a": {"x": 1}}, {"a": {"x": 2}})
    with pytest.raises(Conflict, match="/a/x"):
        take_back({"a": {"x": 3}}, changes)


def test_a_row_is_named_by_its_id_not_its_place() -> None:
    before = {"risks": [{"id": "r1", "t": 1}, {"id": "r2", "t": 1}]}
    after = {"risks": [{"id": "r2", "t": 5}]}
    paths = {change["path"] for change in difference(before, after)}
    assert paths == {"/risks/r1", "/risks/r2/t"}


def test_touching_sees_a_part_of_the_same_place() -> None:
    one, part, other = ({"path": p} for p in ("/risks/r1", "/risks/r1/title", "/risks/r10"))
    assert touching([one], [part]) and touching([part], [one])
    assert not touching([one], [other])


def test_pointers_escape_slashes_and_tildes() -> None:
    place = pointer.join("a/b", "~c")
    document: dict[str, Any] = {}
    pointer.put(document, place, 1)
    assert document == {"a/b": {"~c": 1}}
    assert pointer.get(document, place) == 1
    pointer.remove(document, place)
    assert document == {"a/b": {}}


@pytest.mark.parametrize("index", [0, 1, 7, 10**25, -(10**25)])
def test_a_row_stands_at_an_end_where_its_place_is_beyond_it(index: int) -> None:
    document = {"risks": [{"id": "a"}, {"id": "b"}]}
    pointer.put(document, "/risks/c", {"id": "c"}, index)
    order = [row["id"] for row in document["risks"]]
    assert order.index("c") == max(0, min(index, 2))
