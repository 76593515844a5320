"""Conditions over the rows of a table."""

from typing import Any

import pytest

from dpia.errors import Invalid
from dpia.questionnaire.condition import parse
from dpia.questionnaire.trace import unknowns
from tests.questionnaire.handmade import (
    choice,
    evaluation,
    rows,
    rulebook,
    topic,
)
from tests.questionnaire.truth import F, T, Truth, U, facts, worth

# Groups


def purposes(**columns: Any) -> Any:
    return rulebook(topic("p", {"rows": rows(columns={"basis": choice("a", "b"), **columns})}))


def row_answers(*bases: str | None) -> dict[str, Any]:
    found = [{"id": f"r{i}"} | ({"basis": b} if b else {}) for i, b in enumerate(bases)]
    return {"p": {"rows": found}}


WHERE_A = {"basis": "a"}


@pytest.mark.parametrize(
    ("bases", "some", "every"),
    [
        ((), F, T),
        (("a",), T, T),
        (("b",), F, F),
        (("a", "b"), T, F),
        ((None,), U, U),
        (("a", None), T, U),
        (("b", None), U, F),
    ],
)
def test_some_and_every(bases: tuple[str | None, ...], some: Truth, every: Truth) -> None:
    ev = evaluation(purposes(), row_answers(*bases))
    assert worth(ev, {"some": "p.rows", "where": WHERE_A}) is some
    assert worth(ev, {"every": "p.rows", "where": WHERE_A}) is every


@pytest.mark.parametrize("kind", ["some", "every", "count"])
def test_over_an_unanswered_group_everything_is_unknown(kind: str) -> None:

    ev = evaluation(purposes(), {})
    trace = ev.test(parse({kind: "p.rows", "where": WHERE_A}))
    assert trace.value is None
    assert [leaf.id for leaf in unknowns(trace)] == ["p.rows"]


def test_over_a_hidden_group_everything_is_false() -> None:
    book = rulebook(topic("p", {"gate": choice(), "rows": rows(x_show_if={"gate": "yes"})}))
    ev = evaluation(book, {"p": {"gate": "no", "rows": []}})
    for kind in ("some", "every", "count"):
        assert worth(ev, {kind: "p.rows", "where": {"kind": "a"}}) is False


@pytest.mark.parametrize(
    ("bases", "bounds", "expected"),
    [
        (("a", "a"), {"minimum": 2}, T),
        (("a", None), {"minimum": 2}, U),
        (("a", "b"), {"minimum": 2}, F),
        (("a", "a"), {"maximum": 1}, F),
        (("a", None), {"maximum": 1}, U),
        (("a", "b"), {"maximum": 1}, T),
        ((), {"maximum": 0}, T),
        (("a",), {}, T),
        ((), {}, F),
        (("a", None, None), {"minimum": 1, "maximum": 3}, T),
        (("a", None), {"minimum": 1, "maximum": 1}, U),
    ],
)
def test_count(bases: tuple[str | None, ...], bounds: dict[str, int], expected: Truth) -> None:
    ev = evaluation(purposes(), row_answers(*bases))
    assert worth(ev, {"count": "p.rows", "where": WHERE_A, **bounds}) is expected


def test_a_group_without_where_counts_its_rows() -> None:
    ev = evaluation(purposes(), row_answers(None, None))
    assert worth(ev, {"some": "p.rows"}) is True
    assert worth(ev, {"count": "p.rows", "minimum": 3}) is False


def test_rows_that_are_no_rows_are_unknown() -> None:
    for damaged in ("x", [1, 2], [["a"]], {"a": 1}):
        ev = evaluation(purposes(), {"p": {"rows": damaged}})
        assert worth(ev, {"some": "p.rows", "where": WHERE_A}) is None
        assert worth(ev, {"p.rows": []}) is None


def test_a_hidden_cell_is_false_and_a_cell_that_may_be_asked_unknown() -> None:
    book = purposes(why=choice(x_show_if={"basis": "a"}))
    where = {"some": "p.rows", "where": {"why": "yes"}}
    hidden = evaluation(book, {"p": {"rows": [{"id": "r", "basis": "b", "why": "yes"}]}})
    assert worth(hidden, where) is False
    assert hidden.visible("p.rows/r/why").value is False
    maybe = evaluation(book, {"p": {"rows": [{"id": "r", "why": "yes"}]}})
    assert worth(maybe, where) is None
    assert maybe.visible("p.rows/r/why").value is None
    shown = evaluation(book, {"p": {"rows": [{"id": "r", "basis": "a", "why": "yes"}]}})
    assert worth(shown, where) is True
    assert shown.known("p.rows/r/why") and shown.value("p.rows/r/why") == "yes"
    assert not shown.known("p.rows/gone/why")


def test_a_cells_show_if_may_look_outside_its_row() -> None:
    cell = choice(x_show_if={"t.gate": "yes", "kind": "a"})
    book = rulebook(
        topic("t", {"gate": choice(), "g": rows(columns={"kind": choice("a", "b"), "c": cell})})
    )
    for gate, kind, expected in (("yes", "a", T), ("no", "a", F), ("yes", "b", F), (None, "a", U)):
        answers: dict[str, Any] = {"g": [{"id": "r", "kind": kind}]}
        ev = evaluation(book, {"t": answers | ({"gate": gate} if gate else {})})
        assert ev.visible("t.g/r/c").value is expected


def test_cells_that_wait_for_each_other_are_an_error_not_a_crash() -> None:
    book = rulebook(
        topic(
            "t",
            {
                "g": rows(
                    columns={
                        "a": choice(x_show_if={"b": "yes"}),
                        "b": choice(x_show_if={"a": "yes"}),
                    }
                )
            },
        )
    )
    ev = evaluation(book, {"t": {"g": [{"id": "r", "a": "yes"}]}})
    with pytest.raises(Invalid) as refused:
        ev.visible("t.g/r/a")
    assert "cycle" in refused.value.message


def test_rows_of_the_case_are_seen() -> None:
    case = {"decision": "approved", "risks": [{"id": "r1", "today_level": "high"}]}
    ev = evaluation(rulebook(facts()), {}, case=case)
    assert worth(ev, {"case.decision": ["approved", "rejected"]}) is True
    assert worth(ev, {"some": "case.risks", "where": {"today_level": "high"}}) is True
    assert worth(ev, {"some": "case.risks", "where": {"target_level": "high"}}) is None
    assert worth(ev, {"some": "case.measures", "where": {"overdue": "yes"}}) is None
