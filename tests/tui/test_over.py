"""Looking over several assessments: the next version, comparing, what is due, judging anew."""

import json
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.command import CommandPalette
from textual.widgets import Input

from dpia.desk.case import Case
from dpia.desk.desk import Desk
from dpia.desk.revising import revise
from dpia.tui.screens import rejudging
from dpia.tui.screens.about import AboutScreen
from dpia.tui.screens.case import QuestionnaireScreen
from dpia.tui.screens.comparing import CompareScreen
from dpia.tui.screens.due import DueScreen
from dpia.tui.screens.measures_all import MeasuresOfAllScreen
from dpia.tui.screens.register import RegisterScreen
from dpia.tui.screens.rejudging import RejudgeScreen
from dpia.tui.screens.risks import RisksScreen
from dpia.tui.widgets.sheet import QuestionSheet
from tests.documents.reading import rows
from tests.tui.stories import Stage, play, sample_desk
from tests.tui.trial import make_desk, rated_case

SOUND = json.loads(
    (Path(__file__).parents[1] / "judgement" / "findings" / "sound.json").read_text("utf-8")
)


def decided(desk: Desk) -> Case:
    case = desk.bring_in({**SOUND, "title": "News [/] by mail"})
    for measure in case.document["measures"]:
        case.change_measure(measure["id"], status="implemented", due="")
    for risk in case.document["risks"]:
        case.confirm_risk(risk["id"])
    case.decide("approved", "Nothing stands against it.")
    return case


def at(stage: Stage, kind: type[object]) -> bool:
    return isinstance(stage.app.screen, kind)


# The next version


def test_revises_a_decided_assessment_from_the_register_and_hears_what_was_carried_over(
    tmp_path: Path,
) -> None:
    desk = make_desk(tmp_path)
    decided(desk)

    async def story(stage: Stage) -> None:
        await stage.press("u")
        await stage.sees("Revise 2026-0001?", "stays as it was decided")
        await stage.press("enter")
        await stage.sees("2026-0001-v2", "answers were carried over")
        await stage.press("escape")
        await stage.until(lambda: at(stage, QuestionnaireScreen))
        assert stage.stored("2026-0001-v2")["status"] == "draft"
        await stage.press("escape")
        await stage.sees("2 assessments")

    play(desk, story)
    assert len(desk.summaries()) == 2


def test_leaving_it_as_it_is_opens_no_version(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    decided(desk)

    async def story(stage: Stage) -> None:
        await stage.press("u")
        await stage.sees("Revise 2026-0001?")
        await stage.press("down", "enter")
        await stage.until(lambda: at(stage, RegisterScreen))

    play(desk, story)
    assert len(desk.summaries()) == 1


def test_revises_from_the_decision_of_the_open_assessment(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    decided(desk)

    async def story(stage: Stage) -> None:
        await stage.press("f8", "v")
        await stage.sees("Revise 2026-0001?")
        await stage.press("enter")
        await stage.sees("answers were carried over")
        await stage.press("escape")
        await stage.until(lambda: bool(stage.app.case))
        assert stage.app.case and stage.app.case.document["reference"] == "2026-0001-v2"

    play(desk, story, "2026-0001")


def test_a_draft_is_not_revised_and_a_version_only_once(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    revise(decided(desk))

    async def story(stage: Stage) -> None:
        await stage.press("u")
        assert "There is a later version already: 2026-0001-v2" in stage.told()
        await stage.press("down", "u")
        assert "Only a decided assessment is revised" in stage.told()

    play(desk, story)


# Comparing


def test_compares_with_the_version_before_and_goes_to_the_answer_and_back(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    new, _carried = revise(decided(desk))
    new.answer("screening.people_kinds", ["children"])

    async def story(stage: Stage) -> None:
        await stage.press("down", "c")
        await stage.sees("Before: 2026-0001 News [/] by mail", "After: 2026-0001-v2")
        await stage.sees("Screening", "because of: Which of these are among them?")
        screen = stage.app.screen
        assert isinstance(screen, CompareScreen)
        screen.listing.go("Answers 0")
        await stage.sees("was:", "now:")
        await stage.press("enter")
        await stage.until(lambda: at(stage, QuestionnaireScreen))
        await stage.until(
            lambda: stage.app.screen.query_one(QuestionSheet).active == "screening.people_kinds"
        )
        await stage.press("escape")
        await stage.until(lambda: at(stage, CompareScreen))
        await stage.press("escape")
        await stage.until(lambda: at(stage, RegisterScreen))

    play(desk, story)


def test_before_and_after_stand_beside_each_other_where_there_is_room(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    new, _carried = revise(decided(desk))
    new.answer("screening.people_kinds", ["children"])

    async def story(stage: Stage) -> None:
        await stage.press("down", "c")
        await stage.sees("Before", "After", "Children")
        line = next(line for line in stage.frame().split("\n") if "Answers  (" in line)
        assert line.index("Before") < line.index("After")
        assert "was:" not in stage.frame()

    play(desk, story, size=(120, 40))


def test_compares_two_marked_assessments(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    desk.create("First").answer("sample.text", "one")
    desk.create("Second").answer("sample.text", "two")
    desk.create("Third")

    async def story(stage: Stage) -> None:
        await stage.press("space", "space", "c")
        await stage.sees("2026-0001 First", "2026-0002 Second", "was: one", "now: two")
        await stage.press("escape", "a", "c")
        assert "mark two to compare them" in stage.told()

    play(desk, story)


def test_compares_the_open_assessment_with_another_one_and_comes_back_to_it(
    tmp_path: Path,
) -> None:
    desk = sample_desk(tmp_path)
    desk.create("First").answer("sample.text", "one")
    desk.create("Second").answer("sample.text", "two")

    async def story(stage: Stage) -> None:
        await stage.press("shift+f12")
        await stage.sees("Compare with which assessment?", "2026-0001  First")
        await stage.press("enter")
        await stage.sees("was: one", "now: two")
        await stage.press("escape")
        await stage.until(lambda: at(stage, QuestionnaireScreen))
        assert stage.app.case and stage.app.case.document["reference"] == "2026-0002"

    play(desk, story, "2026-0002")


def test_writes_the_comparison_as_a_workbook_and_as_markdown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    desk = sample_desk(tmp_path)
    for title, text in (("First [/]", "one"), ("Second", "=1+1")):
        desk.create(title).answer("sample.text", text)

    async def story(stage: Stage) -> None:
        await stage.press("space", "space", "c")
        await stage.sees("was: one", "now: =1+1")
        await stage.press("ctrl+e")
        await stage.sees("The comparison as a file", "comparison-2026-0001-2026-0002.xlsx", ".md")
        await stage.press("f2")
        await stage.sees("Written:")
        await stage.press("f2")
        await stage.sees("already")
        await stage.press("ctrl+u")
        await stage.write("two.md")
        await stage.press("f2")
        await stage.until((tmp_path / "two.md").exists)
        await stage.press("ctrl+u")
        await stage.write("two.doc")
        await stage.press("f2")
        await stage.sees("A comparison ends in one of: .xlsx, .md, .txt")
        await stage.press("escape")
        await stage.until(lambda: at(stage, CompareScreen))

    play(desk, story, size=(90, 30))
    (row,) = rows(tmp_path / "comparison-2026-0001-2026-0002.xlsx", "Differences")[:1]
    assert "one" in row.values() and "=1+1" in row.values()
    assert "| one | \\=1+1 |" in (tmp_path / "two.md").read_text("utf-8")


def test_comes_back_from_comparing_to_where_one_was(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    for title, text in (("First", "one"), ("Second", "two")):
        desk.create(title).answer("sample.text", text)

    async def story(stage: Stage) -> None:
        screen = stage.app.screen
        assert isinstance(screen, QuestionnaireScreen)
        screen.go_to("sample.some")
        await stage.idle()
        await stage.press("shift+f12", "enter")
        await stage.sees("was: one", "now: two")
        await stage.press("enter")
        await stage.until(lambda: stage.app.screen is not screen and at(stage, QuestionnaireScreen))
        here = stage.app.screen
        assert isinstance(here, QuestionnaireScreen)
        assert here.case is screen.case and here.sheet.active == "sample.text"
        await stage.press("ctrl+u")
        await stage.write("three")
        await stage.press("enter", "escape")
        await stage.sees("was: one", "now: three")
        await stage.press("escape")
        await stage.until(lambda: stage.app.screen is screen)
        assert screen.sheet.active == "sample.some"
        await stage.press("1")
        assert stage.stored("2026-0002")["answers"]["sample"] == {"text": "three", "some": ["a"]}

    play(desk, story, "2026-0002")


def test_the_other_assessment_is_left_again_for_the_one_that_was_open(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    rated_case(desk, "First")
    second = rated_case(desk, "Second")
    ids = [risk["id"] for risk in second.document["risks"]]
    second.remove_measure(second.document["measures"][0]["id"])
    desk.open("2026-0001").change_risk(ids[0], likelihood=1)

    async def story(stage: Stage) -> None:
        await stage.press("f6", "down")
        risks = stage.app.screen
        assert isinstance(risks, RisksScreen) and risks.current and risks.current.id == ids[1]
        stage.app.action_compare_versions()
        await stage.sees("Compare with which assessment?")
        await stage.press("enter")
        await stage.sees("Before: 2026-0001 First", "After: 2026-0002 Second")
        screen = stage.app.screen
        assert isinstance(screen, CompareScreen)
        screen.listing.go("Measures 0")
        await stage.press("enter")
        await stage.until(lambda: at(stage, MeasuresOfAllScreen))
        assert stage.app.case and stage.app.case.document["title"] == "First"
        await stage.press("escape", "escape")
        await stage.until(lambda: at(stage, CompareScreen))
        screen.listing.go(next(name for name in screen.shifts if name.startswith("Risks (")))
        await stage.press("enter")
        await stage.until(lambda: at(stage, RisksScreen))
        assert stage.app.case.document["title"] == "Second"
        await stage.press("escape", "escape", "escape")
        await stage.until(lambda: stage.app.screen is risks)
        assert stage.app.case is risks.case and risks.current and risks.current.id == ids[1]

    play(desk, story, "2026-0002")


def test_an_assessment_that_stands_alone_is_compared_with_nothing(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    desk.create("First")

    async def story(stage: Stage) -> None:
        await stage.press("c")
        assert "There is no other assessment to compare it with" in stage.told()

    play(desk, story)


# What is due


def test_sees_what_is_due_and_mends_it_where_it_is_said(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    rated_case(desk)

    async def story(stage: Stage) -> None:
        await stage.press("d")
        await stage.sees("1 overdue", "Measure  (1)", "overdue since 2026-10-01", "Data team")
        await stage.press("enter")
        await stage.until(lambda: at(stage, MeasuresOfAllScreen))
        await stage.press("escape", "escape")
        await stage.until(lambda: at(stage, DueScreen))

    play(desk, story)


def test_looks_further_ahead_for_what_is_due(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    decided(desk).set_review(date(2027, 1, 31))

    async def story(stage: Stage) -> None:
        await stage.press("d")
        await stage.sees("0 due within 30 days")
        await stage.press("w")
        await stage.sees("1 due within 90 days", "Review  (1)", "2027-01-31")
        await stage.press("w", "w")
        await stage.sees("0 due within 30 days")
        await stage.press("w", "enter")
        await stage.until(lambda: at(stage, AboutScreen))
        assert getattr(stage.app.focused, "field", "") == "review_due"

    play(desk, story)


def test_nothing_is_due_in_what_the_register_shows(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    rated_case(desk)
    sample = desk.create("Nothing yet")

    async def story(stage: Stage) -> None:
        await stage.press("slash")
        await stage.write("Nothing")
        await stage.press("enter", "d")
        await stage.sees("Of the 1 assessment that the register shows", "0 overdue")

    play(desk, story)
    assert sample.document["status"] == "draft"


# Judging anew


def newer(desk: Desk, folder: Path) -> None:
    """Let the sample questionnaire ask something more, after assessments were judged by it."""
    path = folder / "library" / "topics" / "sample.json"
    topic = json.loads(path.read_text(encoding="utf-8"))
    topic["properties"]["later"] = {
        "title": "What came later?", "type": "string", "maxLength": 9, "x-required": True,
    }  # fmt: skip
    topic["x-sections"][0]["questions"].append("later")
    path.write_text(json.dumps(topic), encoding="utf-8")


def test_learns_which_verdicts_would_change_and_changes_nothing(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    desk.create("First [b]one[/]")
    before = desk.register.file(desk.summaries()[0]["id"]).read_bytes()
    newer(desk, tmp_path)

    async def story(stage: Stage) -> None:
        await judge(stage)
        await stage.sees("1 of 1 verdicts would change", "First [b]one[/]", "Open questions")
        await stage.press("f2")
        await stage.sees("Judge by the newest?")
        await stage.press("enter")
        await stage.until(lambda: at(stage, RejudgeScreen))
        await stage.press("escape")
        await stage.until(lambda: at(stage, RegisterScreen))

    play(fresh(desk, tmp_path), story)
    assert desk.register.file(desk.summaries()[0]["id"]).read_bytes() == before


def test_lets_the_newest_hold_for_the_open_ones_after_being_asked(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    desk.create("First")
    newer(desk, tmp_path)

    async def story(stage: Stage) -> None:
        await judge(stage)
        await stage.press("f2", "down", "enter")
        await stage.sees("judged by the newest from now on")
        await stage.press("f2")
        assert "All are judged by the newest already" in stage.told()

    play(fresh(desk, tmp_path), story)
    history = list(desk.register.history(desk.open("2026-0001").id))
    assert history[-1]["kind"] == "rejudged"


def test_judges_the_marked_ones_only(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    for title in ("First", "Second"):
        desk.create(title)
    newer(desk, tmp_path)

    async def story(stage: Stage) -> None:
        await stage.press("space")
        await judge(stage)
        await stage.sees("1 of 1 verdicts would change", "First")
        assert "Second" not in stage.frame()

    play(fresh(desk, tmp_path), story)


def test_sees_how_far_it_is_and_gives_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = sample_desk(tmp_path)
    for number in range(4):
        desk.create(f"Number {number}")
    reached, held, judged = Event(), Event(), rejudging.rejudged

    def slowly(case: Case, apply: bool = False) -> dict[str, Any]:
        if case.document["reference"] == "2026-0003":
            reached.set()
            held.wait(20)
        return judged(case, apply)

    monkeypatch.setattr(rejudging, "rejudged", slowly)

    async def story(stage: Stage) -> None:
        stage.app.push_screen(RejudgeScreen(None))
        await stage.sees("of 4", "Esc stops")
        await stage.until(reached.is_set)
        await stage.pilot.press("escape")
        await stage.sees("Stopped.", "of 2 verdicts would change")
        held.set()
        await stage.press("escape")
        await stage.until(lambda: at(stage, RegisterScreen))

    play(desk, story)


def fresh(desk: Desk, folder: Path) -> Desk:
    """Return a desk that reads the questionnaires as they are now."""
    from dpia.desk.library import Library

    return Desk(desk.register, Library(folder / "library"), desk.config, desk.clock)


async def judge(stage: Stage) -> None:
    """Choose “Judge anew” in the palette."""
    await stage.press("ctrl+p")
    await stage.write("reassess")
    await stage.until(lambda: "Judge anew" in stage.frame())
    await stage.press("enter")
    await stage.until(lambda: at(stage, RejudgeScreen))
    await stage.idle()


# The words of the palette


async def offers(stage: Stage, typed: str, *wanted: str) -> None:
    await stage.press("ctrl+p")
    await stage.until(lambda: isinstance(stage.app.screen, CommandPalette))
    stage.app.screen.query_one(Input).value = typed
    await stage.sees(*wanted)
    await stage.press("escape")


def test_the_palette_knows_an_action_by_other_words(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    desk.create("First")

    async def story(stage: Stage) -> None:
        for typed, label in (
            ("rev", "Next version"), ("version", "Next version"), ("renew", "Next version"),
            ("compar", "Compare versions"), ("diff", "Compare versions"),
            ("overdue", "What is due"), ("review", "What is due"),
            ("delete", "Archive"), ("prefer", "Settings"),
        ):  # fmt: skip
            await offers(stage, typed, label)

    play(desk, story)


def test_the_palette_knows_the_report_by_what_is_missing(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    desk.create("First")

    async def story(stage: Stage) -> None:
        for typed, label in (("missing", "Gaps"), ("pdf", "Report"), ("consult", "Decision"),
                             ("public summary", "Report"), ("publish", "Report")):  # fmt: skip
            await offers(stage, typed, label)

    play(desk, story, "2026-0001")


def test_a_letter_typed_where_nothing_is_listed_does_nothing(tmp_path: Path) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("d")
        await stage.sees("Nothing is due.")
        await stage.press("z", "x", "escape")
        await stage.until(lambda: at(stage, RegisterScreen))

    play(sample_desk(tmp_path), story)
