"""Opinions, the outcomes and what refuses them, deciding and reopening."""

from dataclasses import replace
from pathlib import Path

import pytest

from dpia.tui.screens import opinions
from dpia.tui.screens.decision import DecisionScreen
from dpia.tui.screens.form import Form
from dpia.tui.screens.risks import RisksScreen
from dpia.tui.screens.verdict import VerdictScreen
from dpia.tui.widgets.entries import TextEntry
from dpia.tui.widgets.listing import Listing
from dpia.tui.widgets.nodes import NodeTree

from .stories import HOSTILE, SIZES, Stage
from .trial import case_of, fill, make_case, make_desk, play, rated_case, told


def listing(it: Stage) -> Listing:
    return it.app.screen.query_one(Listing)


async def choose(it: Stage, name: str) -> None:
    listing(it).go(name)
    await it.press("enter")


@pytest.mark.parametrize("size", SIZES)
def test_each_outcome_says_whether_it_can_be_taken_and_why_not(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await it.press("f8", "end")
        assert "Rejected: possible" in it.frame()
        listing(it).go("outcome:approved")
        await it.idle()
        assert "Approved: refused" in it.frame()
        assert "not settled whether" in it.frame()
        await it.press("enter")
        assert "not settled whether" in told(it)
        assert isinstance(it.app.screen, DecisionScreen)

    play(desk, story, rated_case(desk).id, size)


def test_records_the_dpos_advice_and_the_views_of_people(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await it.press("f8", "a")
        assert isinstance(it.app.screen, Form)
        fill(it, "advice", "Wait for the tests.")
        await it.press("tab", "tab", "2", "f2")
        assert "takes a written reason" in told(it)
        fill(it, "response", "We wait for half of them.")
        await it.press("f2")
        dpo = case_of(it).document["opinions"]["dpo"]
        assert (dpo["by"], dpo["followed"]) == ("B. Officer", "partly")
        await it.press("s", "n")
        fill(it, "text", "It would reveal the campaign.")
        await it.press("f2")
        views = case_of(it).document["opinions"]["data_subjects"]
        assert views["sought"] == "no" and views["reason"] == "It would reveal the campaign."
        assert "Followed in part" in it.frame()

    play(desk, story, make_case(desk).id)


def test_a_line_leads_to_what_it_is_about(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await it.press("f8")
        await choose(it, "Questions")
        from dpia.tui.screens.case import QuestionnaireScreen

        assert isinstance(it.app.screen, QuestionnaireScreen)
        missing = case_of(it).verdict["completeness"]["missing"]
        assert it.app.screen.sheet.active == missing[0]
        await it.press("f8")
        await choose(it, "Risks")
        assert isinstance(it.app.screen, RisksScreen)
        await it.press("f8")
        await it.sees("Proposed text: 2 risks and 1 measure")
        await choose(it, "Going live")
        assert isinstance(it.app.screen, VerdictScreen)
        node = it.app.screen.query_one(NodeTree).node
        assert node is not None and node.title == "Going live"
        await it.sees("What this rests on")

    play(desk, story, rated_case(desk).id)


def test_each_measure_still_to_come_is_proposed_as_a_condition(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    case = rated_case(desk)
    case.pick_measure("tested-backups", case.document["risks"][1]["id"])

    async def story(it: Stage) -> None:
        await it.press("f8")
        screen = it.app.screen
        assert isinstance(screen, DecisionScreen) and screen.drawn is not None
        option = next(o for o in screen.options.values() if o.outcome == "conditionally-approved")
        opinions.decide(screen, screen.drawn, option)
        await it.idle()
        proposed = it.app.screen.query_one("#entry-conditions", TextEntry).text.splitlines()
        titles = [measure["title"] for measure in case.document["measures"]]
        assert len(titles) == 2
        assert all(any(title in line for line in proposed) for title in titles)

    play(desk, story, case.id)


def test_decides_and_reopens_with_reasons(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    case = rated_case(desk)

    async def story(it: Stage) -> None:
        await it.press("f8", "r")
        assert "Only a decided assessment" in told(it)
        await it.press("d", "end", "enter", "f2")
        assert "reason for the decision" in told(it)
        await it.sees("the text of 2 risks and 1 measure is")
        fill(it, "reason", "Not worth the risk.")
        fill(it, "by", "The board")
        fill(it, "conditions", "Tell the board\nKeep the file")
        await it.press("f2")
        found = case_of(it).document["decision"]
        assert found["outcome"] == "rejected" and found["by"] == "The board"
        assert found["conditions"] == ["Tell the board", "Keep the file"]
        assert "read only" in it.frame() and "Condition: Tell the board" in it.frame()
        await it.press("a")
        assert "Reopen it to change it" in told(it)
        await it.press("r")
        fill(it, "reason", "New facts.")
        await it.press("f2")
        assert case_of(it).document["status"] == "draft"
        assert "What can be decided" in it.frame() or "Where it stands" in it.frame()

    play(desk, story, case.id)
    events = make_desk(tmp_path).open(case.id).document["events"]
    assert [e["note"] for e in events if e["kind"] == "reopened"] == ["New facts."]


def test_prior_consultation_names_whom_to_ask_and_by_when(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    case = rated_case(desk)
    case.remove_measure(case.document["measures"][0]["id"])
    case.confirm_risk("r1")
    assert case.verdict["consultation"]["outcome"] == "required"

    async def story(it: Stage) -> None:
        await it.press("f8")
        frame = it.frame()
        assert "Prior consultation: Required: GDPR Art. 36(1)" in frame
        assert "https://cpdp.bg" in frame
        assert "8 weeks after receipt" in frame

    play(desk, story, case.id, (120, 60))


def test_hostile_text_is_shown_as_text(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    text = "\n".join(HOSTILE)
    case = make_case(desk, HOSTILE[0])
    case.add_risk(title=HOSTILE[0])
    case.advise(text, text, "no", text)
    case.views(True, text)
    case.decide("rejected", text, list(HOSTILE))

    async def story(it: Stage) -> None:
        await it.press("f8")
        for part in HOSTILE:
            assert part.strip("\u202e\x1b")[:6] in it.frame()
        await it.press("end", "home", "pagedown", "r", "escape")
        assert it.app.is_running

    play(desk, story, case.id, (60, 30))


def test_moves_on_and_says_what_stands_in_the_way(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await it.press("f8")
        await it.sees("State: Draft", "In review – Ask the DPO for advice: possible")
        await it.press("m", "enter")
        assert isinstance(it.app.screen, Form)
        await it.press("f2")
        assert case_of(it).state == "in-review"
        await it.sees("State: In review", "The advice of the data protection officer must be")
        await choose(it, "way:advise")
        assert "must be on record" in told(it)
        await it.press("a")
        fill(it, "advice", "Encrypt it.")
        await it.press("f2")
        assert case_of(it).state == "advised"
        await it.press("a")
        await it.press("f2")
        assert "Say whether the advice is followed" in told(it)
        await it.press("tab", "tab", "3")
        fill(it, "response", "It costs too much.")
        await it.press("f2")
        dpo = case_of(it).document["opinions"]["dpo"]
        assert (dpo["advice"], dpo["followed"]) == ("Encrypt it.", "no")
        assert "dpo_earlier" not in case_of(it).document["opinions"]
        await choose(it, "way:take-back")
        await it.press("f2")
        assert "takes a written reason" in told(it)
        fill(it, "reason", "To encrypt it after all.")
        await it.press("f2")
        assert case_of(it).state == "draft"

    play(desk, story, make_case(desk).id, (120, 40))


def test_ends_with_a_day_and_signs_off(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    case = make_case(desk)
    case.decide("rejected", "Not worth it.")

    async def story(it: Stage) -> None:
        await it.press("f8")
        await it.sees("State: Decided", "Sign-off 1: fits")
        await it.press("g")
        fill(it, "as", "director [b]")
        await it.press("f2")
        await it.sees("Sign-off 2: fits", "director [b]")
        await choose(it, "way:go-live")
        assert "must be an approval" in told(it)
        await choose(it, "way:retire")
        fill(it, "reason", "Given up.")
        fill(it, "day", "2026-99-01")
        await it.press("f2")
        assert "is no date" in told(it)
        fill(it, "day", "2026-11-01")
        await it.press("f2")
        assert case_of(it).document["dates"]["ended"] == "2026-11-01"
        await it.sees("State: Retired", "Ended on 2026-11-01", "Retired on 2026-11-22")

    play(desk, story, case.id, (120, 50))


def test_the_dpo_is_not_offered_as_the_one_who_decides(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    desk.config = replace(desk.config, name="Dora", dpo="Dora")
    case = rated_case(desk)

    async def story(it: Stage) -> None:
        await it.press("f8")
        await choose(it, "outcome:rejected")
        fill(it, "reason", "Too much for the purpose.")
        await it.press("f2")
        assert "the controller decides" in told(it)
        fill(it, "by", "Cleo, head of sales")
        await it.press("f2")
        assert case_of(it).document["decision"]["by"] == "Cleo, head of sales"

    play(desk, story, case.id)
