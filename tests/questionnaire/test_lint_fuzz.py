"""Whatever stands in a file, the linter tells defects and never fails."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dpia.questionnaire.lint import lint
from tests.long import long
from tests.questionnaire.handmade import sound_library
from tests.questionnaire.test_lint_broken import SCHEMAS

LIBRARY = sound_library()
GARBAGE = st.sampled_from(
    [
        None,
        True,
        0,
        -1,
        1.5,
        "",
        "x",
        "{0}",
        [],
        [[]],
        ["x"],
        [{}],
        {},
        {"id": 1},
        {"x": {"y": "z"}},
    ]
)


def places(document: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of everything in a document but the document itself."""
    if isinstance(document, dict):
        for name, value in document.items():
            yield (*path, name)
            yield from places(value, (*path, name))
    elif isinstance(document, list):
        for i, value in enumerate(document):
            yield (*path, i)
            yield from places(value, (*path, i))


EVERYWHERE = [(key, path) for key, document in LIBRARY.items() for path in places(document)]


def damaged(key: str, path: tuple[Any, ...], value: Any, remove: bool) -> dict[str, Any]:
    document = copy.deepcopy(LIBRARY[key])
    inside: Any = document
    for name in path[:-1]:
        inside = inside[name]
    if remove:
        del inside[path[-1]]
    else:
        inside[path[-1]] = value
    return LIBRARY | {key: document}


@settings(max_examples=long(52, 150), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(EVERYWHERE), GARBAGE, st.booleans())
def test_no_damage_makes_the_linter_fail(
    spot: tuple[str, tuple[Any, ...]], value: Any, remove: bool
) -> None:
    for defect in lint(damaged(*spot, value, remove), SCHEMAS):
        assert defect.what and defect.mend and defect.file in LIBRARY


@pytest.mark.parametrize("key", LIBRARY)
@pytest.mark.parametrize("value", [{}, {"x-topic": 3}, {"format": []}, {"properties": [1]}])
def test_a_whole_file_of_garbage_is_told(key: str, value: Any) -> None:
    defects = lint(LIBRARY | {key: value}, SCHEMAS)
    assert any(defect.file == key for defect in defects)


def test_an_empty_library_has_no_defects() -> None:
    assert lint({}, SCHEMAS) == []


def test_a_file_in_no_known_folder_is_told() -> None:
    (defect,) = lint({"nonsense/x": {}}, SCHEMAS)
    assert defect.kind == "unknown-file" and "topics" in defect.mend


def test_deep_nesting_is_told() -> None:
    deep: Any = {"sound.kind": "company"}
    for _ in range(300):
        deep = {"not": deep}
    files = sound_library()
    files["topics/sound"]["x-facts"]["many"]["when"] = deep
    assert isinstance(lint(files, SCHEMAS), list)
