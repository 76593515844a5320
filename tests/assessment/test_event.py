"""Events: chained, undone one by one, and no change without one."""

from typing import Any

import pytest

from dpia.assessment import event
from dpia.assessment.document import blank
from dpia.errors import Conflict, Invalid

AT = "2026-11-22T10:00:00Z"


def start() -> dict[str, Any]:
    return blank(id="x", title="T", created=AT, authority="bg")


def changed(document: dict[str, Any], by: str = "Ada", **answers: Any) -> dict[str, Any]:
    after = event.working_copy(document)
    after["answers"].setdefault("screening", {}).update(answers)
    return event.record(
        document, after, kind="answered", about="screening", by=by, at=AT, salt="ab"
    )


def test_an_event_keeps_what_was_and_what_is() -> None:
    document = changed(changed(start(), people=1), people=2)
    last = document["events"][-1]
    assert last["changes"] == [{"path": "/answers/screening/people", "before": 1, "after": 2}]
    assert [e["seq"] for e in document["events"]] == [1, 2]


def test_the_chain_covers_metadata_and_payload() -> None:
    document = changed(changed(start(), people=1), people=2)
    first, second = document["events"]
    assert first["prev"] == event.FIRST
    assert second["prev"] == first["hash"] == event.chained(first)
    assert event.chained({**first, "by": "Eve"}) != first["hash"]
    assert event.payload(first["salt"], first["changes"]) == first["payload"]
    assert event.payload("cd", first["changes"]) != first["payload"]


def test_no_change_is_no_event() -> None:
    document = changed(start(), people=1)
    assert len(changed(document, people=1)["events"]) == 1


def test_undo_goes_back_step_by_step_and_stops() -> None:
    document = changed(changed(start(), people=1), people=2)
    document = event.undo(document, "Ada", AT, "s")
    assert document["answers"]["screening"] == {"people": 1}
    document = event.undo(document, "Ada", AT, "s")
    assert not document["answers"].get("screening")
    with pytest.raises(Invalid, match="nothing of yours"):
        event.undo(document, "Ada", AT, "s")
    assert [e["kind"] for e in document["events"]] == ["answered"] * 2 + ["undone"] * 2


def test_undo_takes_back_only_ones_own() -> None:
    document = changed(changed(start(), by="Ada", people=1), by="Bob", rhythm="daily")
    document = event.undo(document, "Ada", AT, "s")
    assert document["answers"]["screening"] == {"rhythm": "daily"}


def test_undo_refuses_what_another_changed_since() -> None:
    document = changed(changed(start(), by="Ada", people=1), by="Bob", people=2)
    with pytest.raises(Conflict, match="changed again since"):
        event.undo(document, "Ada", AT, "s")


def test_bookkeeping_is_no_change() -> None:
    document = changed(start(), people=1)
    after = {**document, "cursor": {"topic": "x"}, "drafts": {"a": "b"}, "summary": {"x": 1}}
    assert event.record(document, after, kind="k", about="a", by="b", at=AT, salt="s") == after


def test_redo_goes_forward_again_step_by_step_and_stops() -> None:
    document = changed(changed(start(), people=1), people=2)
    whole = event.content(document)
    for _step in range(2):
        document = event.undo(document, "Ada", AT, "s")
    document = event.redo(document, "Ada", AT, "s")
    assert document["answers"]["screening"] == {"people": 1}
    document = event.redo(document, "Ada", AT, "s")
    assert event.content(document) == whole
    with pytest.raises(Invalid, match="nothing of yours to do again"):
        event.redo(document, "Ada", AT, "s")
    kinds = [e["kind"] for e in document["events"]]
    assert kinds == ["answered"] * 2 + ["undone"] * 2 + ["redone"] * 2


def test_what_was_done_again_can_be_undone_again() -> None:
    document = changed(start(), people=1)
    for _round in range(3):
        document = event.undo(document, "Ada", AT, "s")
        assert not document["answers"].get("screening")
        document = event.redo(document, "Ada", AT, "s")
        assert document["answers"]["screening"] == {"people": 1}


def test_a_new_change_ends_the_way_forward_but_not_the_way_back() -> None:
    document = event.undo(changed(changed(start(), people=1), people=2), "Ada", AT, "s")
    document = changed(document, rhythm="daily")
    with pytest.raises(Invalid, match="do again"):
        event.redo(document, "Ada", AT, "s")
    document = event.undo(document, "Ada", AT, "s")
    assert document["answers"]["screening"] == {"people": 1}
    document = event.undo(document, "Ada", AT, "s")
    assert not document["answers"].get("screening")


def test_another_persons_change_leaves_the_way_forward_open() -> None:
    document = event.undo(changed(start(), by="Ada", people=1), "Ada", AT, "s")
    document = changed(document, by="Bob", rhythm="daily")
    document = event.redo(document, "Ada", AT, "s")
    assert document["answers"]["screening"] == {"people": 1, "rhythm": "daily"}
    other = changed(event.undo(document, "Ada", AT, "s"), by="Bob", people=7)
    with pytest.raises(Conflict):
        event.redo(other, "Ada", AT, "s")
