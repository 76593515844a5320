"""Proposed text is shown as such and taken over by a key; measures say what they serve."""

from pathlib import Path
from typing import Any

import pytest

from dpia.desk.case import Case
from dpia.tui.screens.measures import MeasuresScreen
from dpia.tui.screens.measures_form import MeasureScreen
from dpia.tui.screens.risk_form import RiskScreen
from dpia.tui.shown.measures import measure_lines
from dpia.tui.shown.risks import risk_lines
from dpia.tui.widgets.several import SeveralEntry

from .stories import SIZES, Stage
from .trial import case_of, fill, make_desk, play, rated_case, told


def row(case: Case, row_id: str) -> dict[str, Any]:
    rows = [*case.document["risks"], *case.document["measures"]]
    return next(row for row in rows if row["id"] == row_id)


def measure_id(case: Case) -> str:
    return str(case.document["measures"][0]["id"])


@pytest.mark.parametrize("size", SIZES)
def test_a_risk_is_shown_as_proposed_and_taken_over_in_the_list(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = make_desk(tmp_path)
    case = rated_case(desk)
    case.accept_risks("r1")

    async def story(it: Stage) -> None:
        await it.press("f6", "down")
        assert "text proposed" in it.frame()
        assert "proposed by the catalogue" in it.frame()
        await it.press("o")
        assert "proposed" not in row(case_of(it), "r2")
        assert "text proposed" not in it.frame() and "proposed by the catalogue" not in it.frame()
        assert "The text is yours now" in told(it)
        await it.press("o")
        assert "yours already" in told(it)
        await it.press("ctrl+z")
        assert row(case_of(it), "r2")["proposed"]

    play(desk, story, case.id, size)


def test_a_risk_is_taken_over_in_its_form_by_a_key_or_by_writing(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await it.press("f6", "down", "enter")
        assert isinstance(it.app.screen, RiskScreen)
        assert "proposed by the catalogue" in it.frame()
        await it.press("2")
        assert "not confirmed, text proposed" in it.frame() or "unrated, text" in it.frame()
        await it.press("o", "o")  # the first one shows it
        assert "proposed" not in row(case_of(it), "r2")
        await it.press("ctrl+z")
        assert "proposed by the catalogue" in it.frame()
        fill(it, "impacts", "Here it means more. ")
        await it.press("f2")
        assert "proposed" not in row(case_of(it), "r2")
        assert "proposed by the catalogue" not in it.frame()

    play(desk, story, rated_case(desk).id)


@pytest.mark.parametrize("size", SIZES)
def test_a_measure_is_taken_over_in_the_list_and_in_its_form(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = make_desk(tmp_path)
    case = rated_case(desk)
    name = measure_id(case)

    async def story(it: Stage) -> None:
        await it.press("f6", "m")
        assert isinstance(it.app.screen, MeasuresScreen)
        assert "Text proposed" in it.frame()
        await it.press("o")
        assert "proposed" not in row(case_of(it), name)
        assert "Text proposed" not in it.frame()
        await it.press("ctrl+z", "enter")
        assert isinstance(it.app.screen, MeasureScreen)
        assert "proposed by the catalogue" in it.frame()
        await it.press("o", "o")
        assert "proposed" not in row(case_of(it), name)
        assert "proposed by the catalogue" not in it.frame()

    play(desk, story, case.id, size)


@pytest.mark.parametrize("size", SIZES)
def test_what_a_measure_serves_is_chosen_by_digit_cursor_and_space(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = make_desk(tmp_path)
    case = rated_case(desk)
    name = measure_id(case)
    before = list(row(case, name)["serves"])
    assert before == ["fairness", "accuracy"]

    async def story(it: Stage) -> None:
        await it.press("f6", "m", "enter")
        entry = it.app.screen.query_one("#entry-serves", SeveralEntry)
        entry.focus()
        await it.press("home")
        assert "GDPR Art. 5(1)(a)" in it.frame()
        await it.press("3", "2")
        assert row(case_of(it), name)["serves"] == ["transparency", "accuracy"]
        await it.press("end", "space")
        assert "Security of processing" in it.frame()
        await it.press("up", "space", "space")
        assert row(case_of(it), name)["serves"][-1] == "security-of-processing"
        await it.press("enter")
        assert it.app.focused is it.app.screen.query_one("#entry-suitability")
        fill(it, "suitability", "It fits, and works.")
        await it.press("f2")
        assert row(case_of(it), name)["suitability"] == "It fits, and works."

    play(desk, story, case.id, size)
    kept = row(make_desk(tmp_path).open(case.id), name)["serves"]
    assert kept == ["transparency", "accuracy", "security-of-processing"]


def test_everything_served_can_be_taken_away_and_folded_it_says_so(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    case = rated_case(desk)

    async def story(it: Stage) -> None:
        await it.press("f6", "m", "enter")
        entry = it.app.screen.query_one("#entry-serves", SeveralEntry)
        entry.focus()
        await it.press("delete", "tab")
        assert row(case_of(it), measure_id(case))["serves"] == []
        assert "none of 24 chosen yet" in it.frame()

    play(desk, story, case.id)


def test_a_decided_assessment_keeps_what_its_measures_serve(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    case = rated_case(desk)
    case.confirm_risk("r1")
    case.decide("rejected", reason="No.")
    before = row(case, measure_id(case))

    async def story(it: Stage) -> None:
        await it.press("f6", "m", "enter")
        it.app.screen.query_one("#entry-serves", SeveralEntry).focus()
        await it.press("1", "o")
        assert row(case_of(it), measure_id(case)) == before
        assert "Reopen it" in told(it)

    play(desk, story, case.id)


def test_lines_say_what_is_only_proposed(tmp_path: Path) -> None:
    case = rated_case(make_desk(tmp_path))
    method = case.rulebook.method_document
    first, second = risk_lines(case.verdict, case.document, method)
    assert (first.proposed, second.proposed) == (True, True)  # one of them confirmed
    case.accept_risks("r1")
    first, second = risk_lines(case.verdict, case.document, method)
    assert (first.proposed, second.proposed) == (False, True)
    (measure,) = measure_lines(case.document, "r1", "2026-11-22")
    assert measure.proposed
