"""The assessment document: ids that are new."""

from dpia.assessment.document import blank, next_id


def _document(**given):
    return blank(id="x", title="t", created="2026-11-22T10:00:00Z", authority="bg", **given)


def test_a_new_id_is_none_that_came_in_with_a_file() -> None:
    rows = {"processing": {"purposes": [{"id": "p1"}, {"id": "p2"}]}}
    document = _document(answers=rows, risks=[{"id": "r1"}])
    assert next_id(document, "p") == "p3"
    assert next_id(document, "r") == "r4"


def test_an_id_is_never_given_twice() -> None:
    document = _document()
    assert [next_id(document, "r") for _ in range(3)] == ["r1", "r2", "r3"]
