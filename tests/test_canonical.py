"""JSON as text."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dpia.canonical import indented

PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
KEYS = st.text() | st.integers() | st.booleans() | st.none()
CONTENT = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner) | st.tuples(inner, inner),
    max_leaves=30,
)


@given(CONTENT)
def test_json_to_be_read_is_what_the_standard_library_writes(content: Any) -> None:
    assert indented(content) == json.dumps(content, ensure_ascii=False, indent=2)


def test_a_part_that_stands_in_several_places_is_indented_as_each_place_wants_it() -> None:
    part = {"because": [{"said": "so"}], "none": []}
    content = {"one": part, "list": [part, part, [part]], "deep": {"in": {"one": part}}}
    assert indented(content) == json.dumps(content, ensure_ascii=False, indent=2)
