"""Where the assessor stands: states, what is owed, what comes next."""

from typing import Any

from dpia.questionnaire.progress import cells, completeness, each, next_path, outline
from tests.questionnaire.handmade import choice, choices, evaluation, rows, rulebook, text, topic


def book() -> Any:
    columns = {
        "name": text(x_required=True),
        "kind": choice("a", "b", x_required=True),
        "why": text(x_required=True, x_show_if={"kind": "a"}),
    }
    first = topic(
        "first",
        {
            "gate": choice(x_required=True),
            "inner": choice(x_required=True, x_show_if={"gate": "yes"}),
            "free": text(),
            "table": rows(columns=columns, x_required=True),
        },
    )
    second = topic("second", {"kinds": choices("x", "y", x_required=True)})
    steps = ("first", {"topic": "second", "when": {"first.inner": "yes"}}, {"step": "risks"})
    return rulebook(first, second, steps=steps)


def states(answers: Any, marks: Any = None) -> dict[str, str]:
    ev = evaluation(book(), answers, marks=marks)
    return {found.path: found.state for found in each(ev)}


def test_an_empty_assessment_owes_what_is_asked_for_sure() -> None:
    assert states({}) == {
        "first.gate": "open",
        "first.inner": "maybe",
        "first.free": "optional",
        "first.table": "open",
        "second.kinds": "maybe",
    }
    assert completeness(evaluation(book(), {})) == {
        "answered": 0,
        "required": 2,
        "missing": ["first.gate", "first.table"],
    }


def test_hidden_questions_are_neither_asked_nor_owed() -> None:
    answers = {"first": {"gate": "no", "table": []}}
    assert states(answers)["first.inner"] == "hidden"
    assert states(answers)["second.kinds"] == "hidden"
    assert completeness(evaluation(book(), answers)) == {
        "answered": 2,
        "required": 2,
        "missing": [],
    }


def test_not_known_yet_is_told_and_stays_owed() -> None:
    marks = {"first": {"/gate": {"unknown": True, "note": "asked around"}}}
    assert states({}, marks)["first.gate"] == "unknown"
    assert "first.gate" in completeness(evaluation(book(), {}, marks=marks))["missing"]


def test_a_table_is_open_while_one_of_its_cells_is() -> None:
    row = {"id": "r1", "name": "x", "kind": "a"}
    ev = evaluation(book(), {"first": {"gate": "no", "table": [row]}})
    table = ev.rulebook.question("first.table")
    assert [(cell.path, cell.state) for cell in cells(ev, table)] == [
        ("first.table/r1/name", "answered"),
        ("first.table/r1/kind", "answered"),
        ("first.table/r1/why", "open"),
    ]
    assert states({"first": {"gate": "no", "table": [row]}})["first.table"] == "open"
    assert completeness(ev)["missing"] == ["first.table/r1/why"]


def test_a_cell_that_may_not_be_asked_is_not_owed_even_if_marked() -> None:
    row = {"id": "r1", "name": "x"}
    marks = {"first": {"/table/r1/why": {"unknown": True}, "/table/r1/kind": {"unknown": True}}}
    ev = evaluation(book(), {"first": {"gate": "no", "table": [row]}}, marks=marks)
    assert [c.state for c in cells(ev, ev.rulebook.question("first.table"))] == [
        "answered",
        "unknown",
        "unknown",
    ]
    assert completeness(ev)["missing"] == ["first.table/r1/kind"]


def test_the_next_open_question_goes_round_once() -> None:
    ev = evaluation(book(), {"first": {"gate": "yes", "inner": "yes"}})
    assert next_path(ev) == "first.table"
    assert next_path(ev, after="first.table") == "second.kinds"
    assert next_path(ev, after="second.kinds") == "first.table"
    assert next_path(ev, after="nonsense") == "first.table"
    assert next_path(ev, states=("optional",)) == "first.free"
    assert next_path(ev, states=("unknown",)) is None


def test_the_outline_tells_which_topics_and_sections_are_shown() -> None:
    found = outline(evaluation(book(), {"first": {"gate": "no"}}))
    assert [(state.topic.id, state.shown) for state in found] == [
        ("first", True),
        ("second", False),
    ]
    assert [section.shown for state in found for section in state.sections] == [True, False]
    waiting = outline(evaluation(book(), {}))
    assert waiting[1].shown is None and waiting[1].sections[0].shown
