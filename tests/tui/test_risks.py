"""Rating and treating risks with the keyboard alone."""

from pathlib import Path
from typing import Any

import pytest
from textual.widgets import TextArea

from dpia.desk.case import Case
from dpia.tui.screens.base import CaseScreen
from dpia.tui.screens.form import Form
from dpia.tui.screens.measures import MeasuresScreen
from dpia.tui.screens.measures_form import MeasureScreen
from dpia.tui.screens.risk_form import RiskScreen
from dpia.tui.screens.risks import RisksScreen
from dpia.tui.screens.risks_pick import PickScreen
from dpia.tui.screens.risks_why import WhyScreen
from dpia.tui.widgets.choices import ChoiceEntry
from dpia.tui.widgets.entries import TextEntry
from dpia.tui.widgets.heatmap import HeatMapView, Layout
from dpia.tui.widgets.listing import Listing
from dpia.tui.widgets.nodes import NodeTree

from .stories import HOSTILE, SIZES, Stage
from .trial import case_of, fill, make_case, make_desk, play, rated_case, told


def risk(case: Case, risk_id: str = "r1") -> dict[str, Any]:
    return next(r for r in case.document["risks"] if r["id"] == risk_id)


def judged(case: Case, risk_id: str = "r1") -> dict[str, Any]:
    return next(r for r in case.verdict["risks"] if r["id"] == risk_id)


def test_adds_a_proposed_risk_rates_it_by_single_keys_and_confirms_it(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    case = make_case(desk)

    async def story(it: Stage) -> None:
        await it.press("f6")
        assert "No risk yet" in it.frame()
        await it.press("a")
        assert isinstance(it.app.screen, PickScreen)
        assert "Proposed by your answers" in it.frame()
        await it.press("enter")
        assert isinstance(it.app.screen, RiskScreen)
        await it.press("3", "enter", "2", "enter", "n", "enter", "n", "enter")
        found = risk(case_of(it))
        assert found["inherent"] == {"likelihood": 3, "severity": 2}
        assert (found["obvious"], found["widespread"]) == ("no", "no")
        assert isinstance(it.app.focused, TextArea)
        fill(it, "inherent_reason", "Seen twice last year.")
        await it.press("f2", "escape", "c")
        assert judged(case_of(it))["confirmed"]
        assert "confirmed" in it.frame()
        at = risk(case_of(it))["confirmed"]
        await it.press("c")
        assert "R1 is confirmed already." in told(it)
        assert risk(case_of(it))["confirmed"] == at

    play(desk, story, case.id)
    again = make_desk(tmp_path).open(case.id)
    assert risk(again)["inherent"]["reason"] == "Seen twice last year."
    assert risk(again)["confirmed"]["by"] == "A. Assessor"


def test_confirming_too_early_says_what_is_missing(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await it.press("f6", "down", "c")
        assert "cannot be confirmed yet" in told(it)
        assert "likelihood" in told(it)
        assert "confirmed" not in risk(case_of(it), "r2")

    play(desk, story, rated_case(desk).id)


@pytest.mark.parametrize("size", SIZES)
def test_map_carries_words_or_letters_and_the_risks_at_every_stage(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await it.press("f6")
        view = it.app.screen.query_one(HeatMapView)
        seen = {}
        for _stage in range(3):
            assert view.shown is not None
            seen[view.shown.stage] = view.shown.where("R1")
            assert "R1" in it.frame() and "Low" in it.frame() and "High" in it.frame()
            await it.press("s")
        assert (seen["inherent"].likelihood, seen["target"].likelihood) == (3, 2)
        assert "Not rated: R2" in it.frame()

    play(desk, story, rated_case(desk).id, size)


def test_a_cell_of_the_map_leads_to_its_risk(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await it.press("f6", "down", "tab", "up", "enter")
        assert "No risk lies in this cell" in told(it)
        view = it.app.screen.query_one(HeatMapView)
        view.place = (3, 2)
        await it.press("enter")
        assert it.app.screen.query_one("#risks", Listing).current == "r1"
        await it.press("v")
        assert not it.app.screen.query_one("#risks").display or "not an official" in it.frame()

    play(desk, story, rated_case(desk).id)


def test_picks_a_measure_for_the_risk_and_sees_the_levels_fall(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    case = rated_case(desk)

    async def story(it: Stage) -> None:
        await it.press("f6", "m")
        assert isinstance(it.app.screen, MeasuresScreen)
        assert "largest step counts" in it.frame()
        await it.press("i")
        assert judged(case_of(it))["today"]["likelihood"] == 2
        await it.press("a", *"human", "enter")
        assert isinstance(it.app.screen, MeasureScreen)
        await it.press("2", "enter", "1", "enter", "3", "enter")
        added = case_of(it).document["measures"][1]
        assert added["effects"] == [{"risk": "r1", "likelihood": 2, "severity": 1}]
        assert added["status"] == "implemented"
        fill(it, "due", "next spring")
        await it.press("enter")
        assert "Write it as year-month-day" in told(it)
        assert added["due"] is None
        assert it.app.screen.query_one("#entry-due").value == "next spring"  # type: ignore[attr-defined]
        assert "Low" in it.frame()

    play(desk, story, case.id)


def test_everything_can_be_done_with_the_mouse(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await it.press("f6")
        await it.pilot.click("#risks", offset=(5, 6))
        await it.idle()
        assert isinstance(it.app.screen, RiskScreen) and it.app.screen.risk_id == "r2"
        severity = it.app.screen.query_one("#entry-severity", ChoiceEntry)
        await it.pilot.click(severity, offset=(6, 0))
        await it.idle()
        assert risk(case_of(it), "r2")["inherent"] == {}
        severity = it.app.screen.query_one("#entry-severity", ChoiceEntry)
        severity._focused_at = 0.0
        await it.pilot.click(severity, offset=(6, 0))
        await it.idle()
        assert risk(case_of(it), "r2")["inherent"] == {"severity": 1}
        await it.press("escape")
        view = it.app.screen.query_one(HeatMapView)
        assert view.shown is not None
        fit, here = Layout.fit(view.shown, *view.size), view.shown.where("R1")
        assert here is not None
        across, down = here.likelihood - 1, len(view.shown.rows) - here.severity
        await it.pilot.click(
            view, offset=(fit.label + across * fit.cell + 1, fit.top + down * fit.height)
        )
        await it.idle()
        assert it.app.screen.query_one("#risks", Listing).current == "r1"

    play(desk, story, rated_case(desk).id, (100, 40))


def test_a_measure_of_ones_own_is_linked_and_unlinked(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await it.press("f6", "m", "a", *"Zzz fence", "enter")
        measure = case_of(it).document["measures"][1]
        assert measure["title"] == "Zzz fence"
        assert [e["risk"] for e in measure["effects"]] == ["r1"]
        await it.press("escape", "t")
        assert case_of(it).document["measures"][1]["effects"] == []
        assert "does not treat this risk" in it.frame()
        await it.press("t", "delete")
        assert len(case_of(it).document["measures"]) == 1
        await it.press("ctrl+z")
        assert len(case_of(it).document["measures"]) == 2

    play(desk, story, rated_case(desk).id)


@pytest.mark.parametrize("size", SIZES)
def test_the_choice_under_the_cursor_can_always_be_read(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await it.press("f6", "down", "enter")
        assert "How likely is it?" in it.frame()
        await it.press("tab")
        assert "How grave would it be" in it.frame()
        await it.press("end")
        assert "they may never get over" in " ".join(it.frame().split())
        await it.press("home")
        assert "How grave would it be" in it.frame()

    play(desk, story, rated_case(desk).id, size)


def test_setting_by_hand_takes_a_reason_and_keeps_the_form_until_it_has_one(
    tmp_path: Path,
) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await it.press("f6", "h", "1", "enter", "1", "enter", "1", "enter", "f2")
        assert isinstance(it.app.screen, Form)
        assert "takes a written reason" in told(it)
        fill(it, "reason", "Tested by an outside firm.")
        await it.press("f2")
        assert isinstance(it.app.screen, RisksScreen)
        assert risk(case_of(it))["by_hand"]["target"]["likelihood"] == {
            "value": 1,
            "reason": "Tested by an outside firm.",
        }
        await it.press("w")
        assert isinstance(it.app.screen, WhyScreen)
        reasons = it.app.screen.query_one(NodeTree).lines.values()
        assert any("Tested by an outside firm." in line.node.title for line in reasons)
        await it.press("escape", "h", "1", "enter", "1", "enter", "0", "enter", "f2")
        assert risk(case_of(it))["by_hand"] == {}

    play(desk, story, rated_case(desk).id)


def test_a_half_written_form_is_kept_for_the_next_time(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await it.press("f6", "h")
        fill(it, "reason", "Half a thought")
        await it.press("escape", "h")
        assert it.app.screen.query_one("#entry-reason", TextEntry).text == "Half a thought"

    play(desk, story, rated_case(desk).id)


def test_removing_a_risk_can_be_undone(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await it.press("f6", "delete")
        assert [r["id"] for r in case_of(it).document["risks"]] == ["r2"]
        await it.press("ctrl+z")
        assert [r["id"] for r in case_of(it).document["risks"]] == ["r1", "r2"]
        assert "People are treated worse" in it.frame()

    play(desk, story, rated_case(desk).id)


def test_what_is_being_written_is_saved_on_the_way_out(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    case = rated_case(desk)

    async def story(it: Stage) -> None:
        await it.press("f6", "enter")
        fill(it, "description", "Half a sentence")
        await it.press("ctrl+q")

    play(desk, story, case.id)
    assert "Half a sentence" in risk(make_desk(tmp_path).open(case.id))["description"]


@pytest.mark.parametrize("place", ["form", "entry"])
def test_what_is_being_written_survives_a_closed_terminal(tmp_path: Path, place: str) -> None:
    desk = make_desk(tmp_path)
    case = rated_case(desk)

    async def story(it: Stage) -> None:
        await it.press("f6", "h" if place == "form" else "enter")
        fill(it, "reason", "Half a sentence")
        for screen in it.app.screen_stack:
            if isinstance(screen, CaseScreen):
                screen.settle(final=True)  # as a closed terminal does
        await it.idle()

    play(desk, story, case.id)
    assert "Half a sentence" in str(make_desk(tmp_path).open(case.id).document)

    async def again(it: Stage) -> None:
        await it.press("f6", "h" if place == "form" else "enter")
        assert it.app.screen.query_one("#entry-reason", TextEntry).text == "Half a sentence"

    play(make_desk(tmp_path), again, case.id)


def test_a_decided_assessment_is_shown_and_says_why_it_stays_as_it_is(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    case = rated_case(desk)
    case.decide("rejected", "Not worth it.")
    before = case.document["risks"]

    async def story(it: Stage) -> None:
        await it.press("f6")
        assert "Decided on" in it.frame()
        for key in ("a", "c", "h", "delete"):
            await it.press(key)
        assert "Reopen it to change it" in told(it)
        await it.press("enter", "1", "enter", "2")
        assert "Decided on" in it.frame()
        await it.press("escape", "m", "a", "i", "t", "delete")
        assert case_of(it).document["risks"] == before
        assert len(case_of(it).document["measures"]) == 1

    play(desk, story, case.id)


@pytest.mark.parametrize("size", [(60, 20), (120, 40)])
def test_hostile_text_is_shown_as_text(tmp_path: Path, size: tuple[int, int]) -> None:
    desk = make_desk(tmp_path)
    case = make_case(desk, HOSTILE[0])
    for text in HOSTILE:
        added = case.add_risk(title=text, description=text, sources=text)
        measure = case.add_measure(title=text, owner=text, description=text)
        case.set_effect(measure, added, 1, 0)
    case.change_risk(added, likelihood=4, severity=4, obvious="yes", inherent_reason=text)
    signs = [text.strip("\u202e\x1b")[:6] for text in HOSTILE]

    async def story(it: Stage) -> None:
        await it.press("f6", "end")
        for sign in reversed(signs):
            assert sign in it.frame()
            await it.press("up")
        await it.press("end", "w")
        assert signs[-1] in it.frame()
        await it.press("escape", "h")
        assert signs[-1] in it.frame()
        await it.press("escape", "enter", "escape", "m")
        assert signs[-1] in it.frame()
        await it.press("end", "home", "enter")
        assert signs[-1] in it.frame()
        await it.press("escape", "delete")
        assert signs[-1] in told(it)
        assert it.app.is_running

    play(desk, story, case.id, size)


def test_coming_back_to_the_risks_one_is_on_the_same_risk(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await it.press("f6", "down")
        second = it.app.screen.current.id  # type: ignore[attr-defined]
        await it.press("f5", "f6")
        assert it.app.screen.current.id == second  # type: ignore[attr-defined]

    play(desk, story, rated_case(desk).id)
