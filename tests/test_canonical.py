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
