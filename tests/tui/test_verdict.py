"""Walking from the verdict down to the answers, asking what would change it, overruling."""

from pathlib import Path
from threading import Event
from typing import Any

import pytest

from dpia.judgement.sensitivity import sensitivity
from dpia.tui.screens import verdict
from dpia.tui.screens.case import QuestionnaireScreen
from dpia.tui.screens.form import Form
from dpia.tui.screens.trial_answers import QuestionTrial
from dpia.tui.screens.trial_measure import MeasureTrial
from dpia.tui.screens.verdict import VerdictScreen
from dpia.tui.widgets.nodes import NodeTree, flattened
from dpia.tui.widgets.strip import VerdictStrip

from .stories import HOSTILE, SIZES, Stage
from .trial import case_of, fill, make_case, make_desk, play, rated_case, told


def tree(it: Stage) -> NodeTree:
    return it.app.screen.query_one(NodeTree)


async def go_to(it: Stage, *titles: str) -> None:
    """Unfold along titles, as a person would with the arrows."""
    tree(it).unfold_to(*titles)
    await it.idle()


@pytest.mark.parametrize("size", SIZES)
def test_finds_why_a_criterion_is_met_and_goes_to_the_question(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await it.press("f7")
        assert "DPIA required" in it.frame()
        await it.press("down", "down", "down", "right", "right")
        assert tree(it).node is not None and tree(it).node.title == "Evaluation or scoring"
        await it.press("right", "right")
        node = tree(it).node
        assert node is not None and node.path
        await it.press("enter")
        assert isinstance(it.app.screen, QuestionnaireScreen)
        assert it.app.screen.sheet.active == node.path

    play(desk, story, make_case(desk).id, size)


def test_true_false_and_not_known_stand_as_words(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await it.press("f7")
        await go_to(it, "Screening", "The nine criteria")
        frame = it.frame()
        assert all(word in frame for word in ("met  ", "not met  ", "not known  "))

    play(desk, story, make_case(desk).id)


def test_everything_unfolds_and_folds(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await it.press("f7", "plus")
        unfolded = len(tree(it).lines)
        assert unfolded > 60
        await it.press("minus")
        assert {line.depth for line in tree(it).lines.values()} == {0}
        await it.press("space", "left", "right", "right", "left")
        assert tree(it).node is not None and tree(it).node.title == "Screening"

    play(desk, story, make_case(desk).id)


def test_what_would_change_it_is_found_on_demand(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await it.press("f7", "c")
        assert tree(it).node is not None and tree(it).node.title == "What would change it"
        assert "DPIA not required" in it.frame() and "instead of" in it.frame()
        await it.press("down", "down", "enter")
        assert isinstance(it.app.screen, QuestionTrial)

    play(desk, story, make_case(desk).id)


def test_a_measure_on_which_the_consultation_hangs_is_found_and_tried(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    case = rated_case(desk)
    second, measure = case.document["risks"][1]["id"], case.document["measures"][0]["id"]
    case.remove_risk(second)

    async def story(it: Stage) -> None:
        await it.press("f7", "c")
        await go_to(it, "What would change it", "Prior consultation")
        consultation = tree(it).node
        assert consultation is not None and consultation.children
        places = [child.place for child in consultation.children]
        assert f"measure:{measure}" in places
        title = consultation.children[places.index(f"measure:{measure}")].title
        await go_to(it, "What would change it", "Prior consultation", title)
        node = tree(it).node
        assert node is not None and node.answer == "“Rejected” instead of “Planned”"
        await it.press("enter")
        assert isinstance(it.app.screen, MeasureTrial)
        await it.sees("Then", "Prior consultation")
        await it.press("escape", "t")
        assert isinstance(it.app.screen, MeasureTrial)
        await it.press("escape")
        assert case_of(it).document["measures"][0]["status"] == "planned"

    play(desk, story, case.id)


def test_trying_changes_is_stopped_and_shows_what_was_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = make_desk(tmp_path)
    reached, held = Event(), Event()

    def slowly(*given: Any) -> dict[str, Any]:
        def go_on(done: int, total: int) -> bool:
            if done == 3:
                reached.set()
                held.wait(20)
            return bool(given[3](done, total))

        return sensitivity(*given[:3], go_on)

    monkeypatch.setattr(verdict, "sensitivity", slowly)

    async def story(it: Stage) -> None:
        await it.press("f7")
        await it.pilot.press("c")
        await it.until(reached.is_set)
        await it.sees("single changes", "Esc stops")
        await it.pilot.press("escape")
        held.set()
        await it.idle()
        await it.sees("changes were not tried")
        assert isinstance(it.app.screen, VerdictScreen)
        await it.press("escape")
        assert isinstance(it.app.screen, QuestionnaireScreen)

    play(desk, story, make_case(desk).id)


def test_overrules_a_criterion_only_with_reasons_and_the_dpos_view_then_withdraws(
    tmp_path: Path,
) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await it.press("f7", "o")
        assert "can be overruled" in told(it)
        await go_to(it, "Screening", "The nine criteria", "Large scale")
        await it.press("o")
        assert isinstance(it.app.screen, Form)
        await it.press("1")
        fill(it, "reason", "Half the country.")
        await it.press("f2")
        assert "the DPO's view" in told(it)
        assert case_of(it).document["overruled"] == []
        fill(it, "dpo_view", "Agreed.")
        await it.press("f2")
        (entry,) = case_of(it).document["overruled"]
        assert (entry["criterion"], entry["met"], entry["reason"]) == (
            "large_scale",
            True,
            "Half the country.",
        )
        assert isinstance(it.app.screen, VerdictScreen)
        assert tree(it).node is not None and tree(it).node.answer == "overruled"
        await it.press("x")
        assert case_of(it).document["overruled"] == []
        await it.press("x")
        assert "no overruling under the cursor" in told(it)

    play(desk, story, make_case(desk).id)


def test_a_decided_verdict_is_read_only_but_can_be_walked(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    case = rated_case(desk)
    case.decide("rejected", "No.")

    async def story(it: Stage) -> None:
        await it.press("f7")
        assert "Decided" in it.frame()
        await go_to(it, "Screening", "The nine criteria", "Large scale")
        await it.press("o")
        assert "Reopen it to change it" in told(it)
        assert isinstance(it.app.screen, VerdictScreen)

    play(desk, story, case.id)


def test_hostile_text_is_shown_as_text(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    case = make_case(desk, HOSTILE[0])
    for text in HOSTILE:
        case.add_risk(title=text)
    case.overrule({"criterion": "large_scale"}, True, "\n".join(HOSTILE), HOSTILE[0])

    async def story(it: Stage) -> None:
        await it.press("f7")
        await go_to(it, "Overruled", "Large scale")
        for text in HOSTILE:
            assert text.strip("\u202e\x1b")[:6] in it.frame()
        await go_to(it, "Risks")
        await it.press("plus", "end", "home")
        assert it.app.is_running

    play(desk, story, case.id, (80, 24))


def test_nodes_with_the_same_title_keep_apart() -> None:
    from dpia.tui.shown.trace import Node

    twins = [Node("Same", children=(Node("a"),)), Node("Same", children=(Node("b"),))]
    keys = [line.key for line in flattened(twins, set())]
    assert len(set(keys)) == 2
    lines = list(flattened(twins, {keys[1]}))
    assert [line.node.title for line in lines] == ["Same", "Same", "b"]


@pytest.mark.parametrize("size", SIZES)
def test_the_strip_says_for_a_moment_that_not_lawful_has_gone(
    tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dpia.tui.widgets.strip.MOMENT", 600.0)  # however slow the machine is
    desk = make_desk(tmp_path)
    case = make_case(desk)
    path = f"processing.purposes/{case.add_row('processing.purposes')}/legal_basis"
    case.answer(path, "none")

    async def story(it: Stage) -> None:
        await it.sees("Not lawful")
        it.app.act(case_of(it), lambda: case_of(it).answer(path, "contract"))
        await it.idle()
        assert "Not lawful" not in it.frame()
        await it.sees("was: not lawful")
        it.app.screen.query_one(VerdictStrip).calm()
        await it.idle()
        assert "Lawfulness" not in it.frame() and "not lawful" not in it.frame()

    play(desk, story, case.id, size)


@pytest.mark.parametrize("size", SIZES)
def test_the_strip_says_for_a_moment_what_an_answer_has_changed(
    tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        it.app.go_to_question("screening.part")
        await it.idle()
        await it.press("7")
        was = "(was: DPIA required)" if size[0] >= 80 else ""
        await it.sees("now: DPIA not required", was, "Criteria met now: 0 of 9")
        await it.press("1")
        await it.sees("Screening now: DPIA required", "Criteria met now: ")
        it.app.screen.query_one(VerdictStrip).calm()
        await it.idle()
        assert "now: " not in it.frame() and "was: " not in it.frame()

    play(desk, story, make_case(desk).id, size)


def test_accepts_a_finding_only_with_a_reason_then_takes_it_back(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await it.press("f7", "a")
        assert "Put the cursor on a finding" in told(it)
        serious = next(f for f in case_of(it).verdict["findings"] if f["weight"] == "serious")
        await go_to(it, "Findings", "Serious", serious["title"])
        await it.press("a", *"stray", "enter", "f2")
        assert isinstance(it.app.screen, Form)
        assert serious["title"] in it.frame()
        await it.sees("Accept this finding", "Tab goes there")
        assert "Please write the reason" in told(it)  # stray letters are none
        await it.press("tab")
        await it.write("It is a pilot of one week.")
        await it.press("f2")
        (entry,) = case_of(it).document["accepted"]
        assert (entry["finding"], entry["reason"]) == (serious["id"], "It is a pilot of one week.")
        assert tree(it).node is not None and tree(it).node.answer == "accepted"
        await it.press("x")
        assert case_of(it).document["accepted"] == []

    play(desk, story, rated_case(desk).id)


def test_a_decided_assessment_can_be_tried_from_its_verdict(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    case = make_case(desk)
    case.decide("rejected", "Not like this.")

    async def story(it: Stage) -> None:
        await it.press("f7", "c", "down", "down", "enter")
        assert isinstance(it.app.screen, QuestionTrial)
        await it.press("f2")
        assert "Nothing of this can be kept." in told(it)
        assert "Reopen it to change it." in told(it)

    play(desk, story, case.id)
