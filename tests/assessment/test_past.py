"""The past of one answer, replayed, ends with what stands there now."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpia.assessment import event, pointer
from dpia.assessment.past import path_of, place_of, replayed

Document = dict[str, Any]
AT = "2026-11-22T10:00:00Z"
ids = st.lists(st.sampled_from("pqrst"), unique=True, max_size=4)
cells = st.dictionaries(st.sampled_from(["name", "sort"]), st.sampled_from("abc"), max_size=2)


@st.composite
def contents(draw: st.DrawFn) -> Document:
    """A document with an answer, a table, marks, a shelf and risks, each there or not."""
    table = [{"id": i, **draw(cells)} for i in draw(ids)]
    answers = {"one": draw(st.sampled_from("abc")), "table": table}
    kept = draw(st.sets(st.sampled_from(["one", "table"])))
    marks = {"/one": {"note": draw(st.sampled_from("xy"))}, "/table/p/name": {"unknown": True}}
    said = draw(st.sets(st.sampled_from(sorted(marks))))
    risks = [
        {"id": f"r{i}", "title": draw(st.sampled_from("abc")), "inherent": draw(cells)}
        for i in draw(ids)
    ]
    inside = {name: answers[name] for name in answers if name in kept}
    return {
        "answers": {"t": inside} if inside else {},
        "marks": {"t": {name: marks[name] for name in marks if name in said}} if said else {},
        "shelf": {"t": {"/one": "c"}} if draw(st.booleans()) and "one" not in kept else {},
        "risks": risks,
    }


def lived(states: list[Document], undo: bool) -> Document:
    """Return a document that went through `states`, each recorded; with `undo`, back by one."""
    document: Document = {}
    for state in states:
        document = lived_on(document, state)
    return event.undo(document, "Ada", AT, "00") if undo and document.get("events") else document


def lived_on(document: Document, state: Document) -> Document:
    """Return `document` after a change to `state`."""
    about = {"kind": "answered", "about": "t.one", "by": "Ada", "at": AT}
    return event.record(document, {**document, **state}, **about, salt="00")


PLACES = ["/answers/t/one", "/answers/t/table", "/answers/t/table/p", "/answers/t/table/p/name",
          "/risks/rp", "/risks/rp/title", "/risks/rp/inherent/name"]  # fmt: skip


@given(st.lists(contents(), min_size=1, max_size=6), st.booleans(), st.sampled_from(PLACES))
def test_the_past_of_an_answer_ends_with_what_stands_there_now(
    states: list[Document], undo: bool, place: str
) -> None:
    document = lived(states, undo)
    found = list(replayed(document.get("events", ()), place))
    assert (found[-1].value if found else None) == pointer.get(document, place)
    _answers, topic, *inside = pointer.tokens(place)
    if place.startswith("/answers"):
        at = pointer.join(*inside)
        marks = document.get("marks", {}).get(topic, {}).get(at, {})
        assert (found[-1].marks if found else {}) == marks
        shelved = document.get("shelf", {}).get(topic, {}).get(at)
        assert (found[-1].shelved if found else None) == shelved


@given(st.lists(contents(), min_size=2, max_size=5), st.sampled_from(PLACES))
def test_what_was_told_of_a_moment_was_what_stood_there_then(
    states: list[Document], place: str
) -> None:
    document: Document = {}
    stood = {}
    for state in states:
        document = lived_on(document, state)
        stood[len(document.get("events", ()))] = pointer.get(document, place)
    for said in replayed(document.get("events", ()), place):
        assert said.value == stood[said.event["seq"]]


def test_an_answer_is_followed_under_the_name_it_had_before() -> None:
    old, new = {"answers": {"t": {"old": "a"}}}, {"answers": {"t": {"new": "a"}}}
    document = lived([old, new, {"answers": {"t": {"new": "b"}}}], undo=False)
    found = list(replayed(document["events"], "/answers/t/new", "/answers/t/old"))
    assert [(said.event["seq"], said.value) for said in found] == [(1, "a"), (3, "b")]


def test_what_was_erased_is_told_and_what_came_after_is_known() -> None:
    states = [{"answers": {"t": {"one": value}}} for value in "abc"]
    events = [dict(one) for one in lived(states, undo=False)["events"]]
    del events[1]["changes"]
    found = list(replayed(events, "/answers/t/one"))
    assert [(said.value, said.erased) for said in found] == [
        ("a", False), ("a", True), ("c", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("screening.people", "/answers/screening/people"),
        ("processing.purposes/p1/name", "/answers/processing/purposes/p1/name"),
        ("r1", "/risks/r1"),
        ("r1.likelihood", "/risks/r1/inherent/likelihood"),
        ("risks/r1/today/severity", "/risks/r1/by_hand/today/severity"),
        ("m12.due", "/measures/m12/due"),
        ("measures/m12/due", "/measures/m12/due"),
    ],
)
def test_a_place_is_called_as_a_person_writes_it(path: str, place: str) -> None:
    assert place_of(path) == place
    assert place_of(path_of(place)) == place


def test_what_is_said_about_an_answer_belongs_to_it() -> None:
    assert path_of("/marks/t/~1table~1p~1name/note") == "t.table/p/name"
