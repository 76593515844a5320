"""The labelled cases of tests/cases: each is well made, and the screening agrees with them."""

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from dpia.desk.intake import checked
from dpia.questionnaire.rulebook import Rulebook
from tests.books import books, library
from tests.cases.case import FOLDER, Unreadable, case_of, files, read_json
from tests.cases.judge import flaws
from tests.cases.judging import Judged, aims, judge, not_asked
from tests.cases.words import told

NAMES = [path.stem for path in files()]


@cache
def raw(name: str) -> dict[str, Any]:
    found: dict[str, Any] = read_json(FOLDER / f"{name}.json")
    return found


@cache
def judged(name: str) -> Judged:
    return judge(case_of(raw(name)))


def names(which: Callable[[dict[str, Any]], bool]) -> list[str]:
    """Return the cases of a kind; a file that cannot be read is told by the first test."""
    found = []
    for name in NAMES:
        try:
            found += [name] if which(raw(name)) else []
        except (Unreadable, AttributeError):
            continue
    return found


def marks(name: str) -> dict[str, Any]:
    said = raw(name)["assessment"].get("marks", {})
    return {topic + place: mark for topic, part in said.items() for place, mark in part.items()}


def story(one: Judged) -> str:
    return "\n".join(told(one))


@pytest.mark.parametrize("name", NAMES)
def test_a_case_is_well_made(name: str) -> None:
    assert flaws(raw(name)) == []
    assert raw(name)["id"] == name


@pytest.mark.parametrize("name", NAMES)
def test_the_answers_are_those_of_the_questionnaires(name: str) -> None:
    rulebook = checked(raw(name)["assessment"], library(), books())
    assert not_asked(case_of(raw(name))) == []
    item = raw(name)["list_item"]
    assert item is None or item in rows(rulebook)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_assumed_is_an_answer_with_a_note(name: str) -> None:
    answers = raw(name)["assessment"]["answers"]
    assumed = {place: mark for place, mark in marks(name).items() if mark.get("assumed")}
    assert [place for place, mark in assumed.items() if not mark.get("note", "").strip()] == []
    given = {f"{topic}/{question}" for topic, part in answers.items() for question in part}
    assert {place for place in assumed if place.count("/") == 1} <= given


@pytest.mark.parametrize("name", NAMES)
def test_the_verdict_is_never_too_mild(name: str) -> None:
    one = judged(name)
    assert one.verdict, one.problem
    assert not one.too_mild or one.case.disagreement, story(one)
    assert one.case.label != "unclear" or one.fits or one.case.disagreement, story(one)


@pytest.mark.parametrize("name", names(lambda case: case.get("criteria_basis") == "stated"))
def test_the_criteria_a_source_states_are_found(name: str) -> None:
    one = judged(name)
    assert not one.missed, story(one)


@pytest.mark.parametrize("name", names(lambda case: "disagreement" in case))
def test_a_label_is_disputed_only_where_the_verdict_differs(name: str) -> None:
    one = judged(name)
    assert one.case.disagreement.strip()
    assert not one.fits, story(one)


def test_the_aims_are_reached() -> None:
    found = [judged(name) for name in NAMES]
    differing = [one.case.id for one in found if not one.agrees]
    missed = [f"{aim.title}: {aim.reached} of {aim.of}" for aim in aims(found) if not aim.met]
    assert not missed, f"{missed}; not agreeing: {differing}"


def rows(rulebook: Rulebook) -> set[str]:
    """Return the ids of all rows of all lists of the authorities."""
    return {
        row.id
        for authority in rulebook.authorities.values()
        for entry in authority.lists
        for row in entry.rows
    }
