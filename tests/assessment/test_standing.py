"""Which texts stand now, which stood before, and until when."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dpia.assessment import pointer
from dpia.assessment.standing import SEARCHED, standings

from .test_past import Document, contents, lived


def about(document: Document, text: str) -> list[tuple[str, int, int, bool]]:
    found = standings(document.get("events", ()), document, lambda one: text in one)
    return [
        (one.place, one.since["seq"] if one.since else 0, one.until["seq"] if one.until else 0,
         one.current)
        for one in found
    ]  # fmt: skip


def test_a_text_stands_from_the_event_that_brought_it_to_the_one_that_ended_it() -> None:
    states = [{"answers": {"t": {"one": text}}} for text in ("old fox", "new", "fox", "fox two")]
    document = lived(states, undo=False)
    assert about(document, "fox") == [
        ("/answers/t/one", 4, 0, True), ("/answers/t/one", 3, 4, False),
        ("/answers/t/one", 1, 2, False),
    ]  # fmt: skip
    assert about(document, "new") == [("/answers/t/one", 2, 3, False)]


def test_a_row_that_goes_takes_its_texts_along_and_undo_brings_them_back() -> None:
    rows: Any = [{"id": "p", "name": "fox"}, {"id": "q", "name": "hen"}]
    states = [{"answers": {"t": {"table": rows}}}, {"answers": {"t": {"table": rows[1:]}}}]
    assert about(lived(states, undo=False), "fox") == [("/answers/t/table/p/name", 1, 2, False)]
    assert about(lived(states, undo=True), "fox") == [("/answers/t/table/p/name", 3, 0, True)]


def test_what_no_event_tells_of_is_found_all_the_same() -> None:
    document = {**lived([{"title": "A hen"}], undo=False), "title": "A fox"}
    assert about(document, "fox") == [("/title", 0, 0, True)]
    assert about(document, "hen") == [("/title", 1, 0, False)]


@given(st.lists(contents(), min_size=1, max_size=6), st.booleans())
def test_current_texts_are_exactly_those_of_the_assessment(
    states: list[Document], undo: bool
) -> None:
    document = lived(states, undo)
    found = standings(document.get("events", ()), document, lambda _one: True)
    assert all((pointer.get(document, one.place) == one.text) is one.current for one in found)
    assert all(one.since is not None for one in found)
    places = {one.place for one in found if one.current}
    assert len(places) == sum(one.current for one in found)
    assert all(one.place.split("/")[1] in SEARCHED for one in found)
