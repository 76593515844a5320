"""The verdict as a tree: every part of it, down to the answers it rests on."""

from pathlib import Path
from typing import Any

import pytest

from dpia.questionnaire.rulebook import Rulebook
from dpia.tui.shown.answers import Speaker, speaker
from dpia.tui.shown.flips import would_change_node
from dpia.tui.shown.trace import trace_node
from dpia.tui.shown.verdict import verdict_nodes

from .trial import make_case, make_desk, rated_case, walk, words


@pytest.fixture
def say(tmp_path: Path) -> Speaker:
    case = rated_case(make_desk(tmp_path))
    return speaker(case.rulebook, case.document)


def leaf(value: bool | None, name: str = "screening.part", **more: Any) -> dict[str, Any]:
    return {"value": value, "kind": "question", "id": name, "title": "Part?", **more}


def test_true_false_and_not_known_are_words(say: Speaker) -> None:
    assert [trace_node(leaf(v), say).word for v in (True, False, None)] == [
        "yes",
        "no",
        "not known",
    ]


def test_a_question_tells_its_answer_in_its_own_words(say: Speaker) -> None:
    node = trace_node(leaf(True, answer="controller"), say)
    assert node.answer == "We decide why and how the data are used"
    assert node.path == "screening.part"
    assert trace_node(leaf(None), say).answer == "no answer yet"
    assert trace_node(leaf(False, hidden=True), say).word == "not asked"


def test_groups_of_one_part_are_passed_over_and_repeats_told_once(say: Speaker) -> None:
    only = {"value": True, "kind": "any", "because": [leaf(True, answer="controller")]}
    assert trace_node(only, say).path == "screening.part"
    twice = {"value": False, "kind": "all", "because": [leaf(False), leaf(False)]}
    assert len(trace_node(twice, say).children) == 1


def test_rows_and_case_paths_are_named(say: Speaker) -> None:
    row = {"value": True, "kind": "row-of", "id": "m3", "title": "m3"}
    some = {"value": True, "kind": "some", "id": "case.measures", "because": [row, row]}
    node = trace_node(some, say)
    assert node.title == "At least one row of “the measures of this assessment”"
    assert node.path == "" and "Test for unequal results" in node.children[0].title
    compare = {"value": False, "kind": "compare", "title": "case.completed > 2018-05-25"}
    told_title = trace_node(compare, say).title
    assert told_title == "“the day of the decision” more or later than “2018-05-25”"


def test_every_part_of_a_verdict_can_be_walked_to_answers(tmp_path: Path) -> None:
    case = rated_case(make_desk(tmp_path))
    nodes = verdict_nodes(case.verdict, case.document, case.rulebook)
    assert [node.title for node in nodes] == [
        *("Screening", "National lists", "Lawfulness", "Risks", "Prior consultation"),
        *("Going live", "Findings", "Open questions that could change this", "Questions owed"),
        *("Overruled", "Judged as of 2026-11-22 by"),
    ]
    every = [found for node in nodes for found in walk(node)]
    assert all(found.title for found in every)
    paths = {found.path for found in every if found.path}
    assert all(case.rulebook.question(path) for path in paths)
    criteria = next(n for n in nodes[0].children if n.title == "The nine criteria")
    assert len(criteria.children) == 9
    met = [c for c in criteria.children if c.word == "met"]
    assert met and all(any(leaf.path for leaf in walk(c)) for c in met)
    assert {c.target for c in criteria.children if c.target} == {
        ("criterion", name) for name in case.rulebook.criteria
    }


def test_risks_tell_why_each_level_is_what_it_is(tmp_path: Path) -> None:
    case = rated_case(make_desk(tmp_path))
    risks = verdict_nodes(case.verdict, case.document, case.rulebook)[3]
    assert risks.word == "highest target level: Medium"
    target = risks.children[0].children[2]
    assert (target.title, target.word) == ("Target", "Medium")
    assert "lowers the likelihood by 1" in " ".join(words(target))
    assert "missing" in {child.word for child in risks.children[1].children}


def test_an_overruling_is_told_beside_what_was_derived(tmp_path: Path) -> None:
    case = make_case(make_desk(tmp_path))
    case.overrule({"criterion": "large_scale"}, True, "Many people", "Agreed")
    nodes = verdict_nodes(case.verdict, case.document, case.rulebook)
    overruled = nodes[-2].children[0]
    assert (overruled.title, overruled.word, overruled.answer) == (
        "Large scale",
        "to “Met”",
        "counts",
    )
    assert overruled.target == ("criterion", "large_scale")
    assert "Reason: Many people" in " ".join(words(overruled))


def flips(*changes: dict[str, Any], **said: Any) -> dict[str, Any]:
    """Return what trying single changes found."""
    found = {"screening": "required", "consultation": "undetermined", "changes": list(changes)}
    return {**found, "tried": 5, "of": 5, "cut": False, "as_if_confirmed": [], **said}


ANSWER = {
    **{"kind": "answer", "id": "screening.part", "title": "What is your part?"},
    **{"from": "controller", "to": "processor", "gate": "screening", "before": "required"},
    **{"after": "not-required", "conclusion": "not-controller", "because": "No controller"},
}
MEASURE = {
    **{"kind": "measure", "id": "m3", "title": "Test [b]it[/b]", "from": "planned"},
    **{"to": "rejected", "gate": "consultation", "before": "undetermined", "after": "required"},
    **{"conclusion": None, "because": "It stays high"},
}


def test_what_would_change_it_names_both_answers(tmp_path: Path) -> None:
    case = make_case(make_desk(tmp_path))
    screening, consultation = would_change_node(
        flips(ANSWER), case.document, case.rulebook
    ).children
    (child,) = screening.children
    assert child.word == "DPIA not required" and child.path == "screening.part"
    assert child.answer.startswith("“We only act on behalf of someone else” instead of “We decide")
    assert child.tries == ("processor",) and child.detail == "Not the controller"
    assert consultation.children == () and "No single change" in consultation.detail
    assert would_change_node(flips(), case.document, case.rulebook).word == "nothing"


def test_what_would_change_the_consultation_names_measures_and_ratings(tmp_path: Path) -> None:
    case = rated_case(make_desk(tmp_path))
    risk, measure = case.document["risks"][0]["id"], case.document["measures"][0]["id"]
    step = {**MEASURE, "kind": "rating", "id": risk, "stage": "inherent", "axis": "severity"}
    found = flips(
        {**MEASURE, "id": measure},
        {**MEASURE, "id": measure, "to": "absent"},
        {**step, "from": 3, "to": 2, "after": "not-required"},
        as_if_confirmed=[risk],
        **{"cut": True, "of": 9},
    )
    node = would_change_node(found, case.document, case.rulebook)
    assert (node.word, node.detail) == ("3 changes", "4 changes were not tried.")
    rejected, absent, rated = node.children[1].children
    assert node.children[1].detail == "As if confirmed: R1."
    assert (rejected.title, rejected.word) == ("M1 Test [b]it[/b]", "Required")
    assert rejected.answer == "“Rejected” instead of “Planned”"
    assert (rejected.place, rejected.tries) == (f"measure:{measure}", ("rejected",))
    assert (absent.place, absent.tries) == (f"measure:{measure}", ())
    assert rated.answer == "Severity, inherent: “2” instead of “3”"
    assert (rated.place, rated.word, rated.detail) == (
        f"risk:{risk}",
        "Not required",
        "It stays high",
    )


def test_an_answer_without_a_question_is_shown_as_it_is(tmp_path: Path) -> None:
    book: Rulebook = make_case(make_desk(tmp_path)).rulebook
    say = Speaker(book)
    assert say.answer("gone.away", ["a", True]) == "a; yes"
    assert say.title("gone.away") == "gone.away"
    assert say.answer("screening.people", []) != ""
