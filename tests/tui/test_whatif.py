"""What if: a person tries another answer or measure, sees now and then, keeps or drops it."""

from pathlib import Path

import pytest

from dpia.tui.screens.case import QuestionnaireScreen
from dpia.tui.screens.measures import MeasuresScreen
from dpia.tui.screens.trial_answers import QuestionTrial
from dpia.tui.screens.trial_measure import MeasureTrial
from dpia.tui.screens.verdict import VerdictScreen
from dpia.tui.widgets.nodes import NodeTree

from .stories import SIZES, Stage, sample_desk
from .stories import play as play_sample
from .trial import make_case, make_desk, play, rated_case, told


@pytest.mark.parametrize("size", SIZES)
def test_an_answer_is_tried_dropped_tried_again_and_kept(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        it.app.go_to_question("screening.part")
        await it.idle()
        before = it.stored()
        await it.press("t")
        assert isinstance(it.app.screen, QuestionTrial)
        await it.sees("What if?  Below is what would change.", "nothing is saved", "a trial")
        await it.press("7", "tab", "tab")
        await it.sees("Now", "Then", "Screening", "now: DPIA not required")
        await it.press("escape")
        assert isinstance(it.app.screen, QuestionnaireScreen)
        assert it.stored()["events"] == before["events"]
        await it.burst("t", "6", "7", "ctrl+s")
        assert isinstance(it.app.screen, QuestionnaireScreen)
        assert it.stored()["answers"]["screening"]["part"] == "outside_reach"
        await it.sees("DPIA not required")
        await it.press("ctrl+z")
        assert it.stored()["answers"] == before["answers"]

    play(desk, story, make_case(desk).id, size)


def test_no_trial_begins_inside_a_trial_and_its_answer_is_kept(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        it.app.go_to_question("screening.part")
        await it.idle()
        await it.press("t")
        trial = it.app.screen
        await it.press("t")
        assert it.app.screen is trial
        assert "This is a trial already" in it.told()
        await it.press("7", "ctrl+s")
        assert isinstance(it.app.screen, QuestionnaireScreen)
        assert "Kept." in it.told()
        assert it.stored()["answers"]["screening"]["part"] == "outside_reach"

    play(desk, story, make_case(desk).id)


def test_going_back_to_things_as_they_are_and_keeping_nothing(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        it.app.go_to_question("screening.part")
        await it.idle()
        before = it.stored()
        await it.press("t", "7", "ctrl+z")
        await it.sees("now: DPIA required")
        await it.press("ctrl+s")
        assert isinstance(it.app.screen, QuestionnaireScreen)
        assert it.stored()["events"] == before["events"]

    play(desk, story, make_case(desk).id)


def test_a_second_question_is_tried_along_with_the_first(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    case = make_case(desk)

    async def story(it: Stage) -> None:
        it.app.go_to_question("screening.data_kinds")
        await it.idle()
        await it.press("t", "0", "ctrl+f")
        await it.write("screening.people_kinds")
        await it.press("enter", "0", "tab", "tab", "end")
        await it.sees("None of these")
        await it.press("ctrl+s")
        answers = it.stored()["answers"]["screening"]
        assert answers["data_kinds"] == [] and answers["people_kinds"] == []
        assert it.stored()["events"][-1]["kind"] == "kept"

    play(desk, story, case.id, (80, 40))


@pytest.mark.parametrize("size", SIZES)
def test_the_rows_of_a_table_are_tried_and_kept(tmp_path: Path, size: tuple[int, int]) -> None:
    desk = sample_desk(tmp_path)
    case = desk.create("First")
    row = case.add_row("sample.things")
    case.answer(f"sample.things/{row}/name", "Old")

    async def story(it: Stage) -> None:
        it.app.go_to_question("sample.things")
        await it.idle()
        before = it.stored()
        await it.press("t", "enter")
        await it.sees("a trial", "Its name?")
        await it.press("ctrl+u")
        await it.write("New")
        await it.press("enter", "2")
        assert it.stored()["answers"] == before["answers"]
        await it.press("shift+tab", "shift+tab", "a")
        await it.write("Another")
        await it.press("enter", "ctrl+s")
        things = it.stored()["answers"]["sample"]["things"]
        assert [thing["name"] for thing in things] == ["New", "Another"]
        assert things[0]["sort"] == "b"
        assert it.stored()["events"][-1]["kind"] == "kept"

    play_sample(desk, story, "2026-0001", size)


def test_a_change_that_would_flip_the_screening_is_tried_from_the_verdict(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await it.press("f7", "c")
        await it.until(lambda: it.app.screen.would_change is not None)  # type: ignore[attr-defined]
        await it.idle()
        await it.press("right", "right", "enter")
        assert isinstance(it.app.screen, QuestionTrial)
        await it.sees("Then", "Screening", "(was: DPIA required)")
        await it.press("escape")
        assert isinstance(it.app.screen, VerdictScreen)
        tree = it.app.screen.query_one(NodeTree)
        tree.unfold_to("Screening", "The nine criteria", "Evaluation or scoring")
        await it.idle()
        await it.press("right", "t")
        assert isinstance(it.app.screen, QuestionTrial)

    play(desk, story, make_case(desk).id)


def test_a_measure_is_tried_in_another_state_and_kept(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await it.press("f6", "m", "y")
        assert isinstance(it.app.screen, MeasureTrial)
        await it.press("3")
        await it.sees("Risk:", "Today", "Then")
        await it.press("ctrl+s")
        assert isinstance(it.app.screen, MeasuresScreen)
        assert it.stored()["measures"][0]["status"] == "implemented"

    play(desk, story, rated_case(desk).id)


def test_a_decided_assessment_is_tried_and_nothing_of_it_can_be_kept(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    case = rated_case(desk)
    case.decide("rejected", "Not worth it.")
    before = desk.open(case.id).document

    async def story(it: Stage) -> None:
        it.app.go_to_question("screening.part")
        await it.idle()
        await it.press("t")
        assert isinstance(it.app.screen, QuestionTrial)
        await it.sees("nothing can be kept")
        assert " Keep " not in it.frame()
        await it.press("7")
        await it.sees("Then", "Screening")
        await it.press("ctrl+s")
        assert isinstance(it.app.screen, QuestionTrial)
        assert "Nothing of this can be kept." in told(it)
        await it.press("ctrl+z")
        assert "All is back as it was." in told(it)
        await it.press("escape", "f6", "m", "y")
        await it.sees("nothing can be kept")
        assert "Also" not in it.frame()
        assert it.stored() == before

    play(desk, story, case.id)
