"""A register in which every text means harm, walked over every screen: nothing is obeyed."""

import json
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from dpia.desk.desk import Desk
from dpia.register import Register
from dpia.tui.screens.why import tell_why_not_asked
from dpia.tui.widgets.writing import SafeInput
from tests.long import long
from tests.tui import quick
from tests.tui.hostile import ACTING, ANSWERED, LONG, hostile_desk
from tests.tui.stories import Stage, play, sample_desk
from tests.tui.walking import Walk, screens

# The ways


async def about_the_register(walk: Walk) -> None:
    """Walk what lies around the register."""
    app = walk.stage.app
    await walk.to("RegisterScreen")
    await walk.press("down", "down", "up")
    await walk.do("register.search")
    await walk.paste()
    await walk.press("enter", "escape")
    for name, action, *keys in (
        ("FilterScreen", "register.filter", "space"),
        ("ViewsScreen", "register.saved-views"),
        ("RegisterMapScreen", "register.heat-map"),
        ("HistoryScreen", "register.history"),
        ("LogScreen", "register.log"),
        ("DueScreen", "register.due"),
        ("ExamplesScreen", "register.example"),
        ("SettingsScreen", "anywhere.settings"),
        ("AuthoritiesScreen", "anywhere.authorities"),
        ("HelpScreen", "anywhere.help"),
    ):
        await walk.press("escape", "down")  # off the damaged one
        await walk.visit(name, action, *keys)
    await over_several(walk)
    app.welcome()
    await walk.visit("FirstRunScreen")
    await walk.to("HistoryScreen", "register.history")
    await walk.press("escape")
    await walk.visit("EventScreen", "history.open-event")
    await walk.back("RegisterScreen")
    await walk.to("PastSearchScreen", "register.search-past")
    await walk.press("enter", "ctrl+k", *"ink", "enter", "down")
    await walk.back("RegisterScreen")
    for name, action in (
        ("ArchiveScreen", "register.archive"),
        ("ExportScreen", "register.export"),
        ("ImportScreen", "register.import"),
        ("NewScreen", "register.new"),
    ):
        await walk.to(name, action)
        await walk.paste()
        await walk.press("f2" if name in ("ExportScreen", "ImportScreen") else "tab")
        await walk.back("RegisterScreen")
    await walk.stage.pilot.resize_terminal(50, 10)
    await walk.stage.until(lambda: walk.here == "TooSmallScreen")
    walk.seen.add(walk.here)
    await walk.stage.pilot.resize_terminal(*walk.size)
    await walk.to("RegisterScreen")


async def over_several(walk: Walk) -> None:
    """Walk what looks over several assessments."""
    await walk.press("escape", "down")  # off the damaged one
    await walk.to("OtherScreen", "register.compare-versions")
    await walk.press("ctrl+k")
    await walk.to("CompareScreen", "", "enter")
    await walk.press(*["down", "pagedown"] * 6)
    await walk.visit("WriteScreen", "case.export")
    await walk.back("RegisterScreen")
    await walk.to("ConsistencyScreen", "register.consistency")
    await walk.press(*["down"] * 6)
    await walk.back("RegisterScreen")
    await walk.to("RejudgeScreen", "register.rejudge")
    await walk.press("down", "down")
    await walk.do("rejudging.apply-judged")
    await walk.back("RegisterScreen")


async def through_an_assessment(walk: Walk) -> None:
    """Walk the questionnaire and the risks of an assessment after the shipped questionnaire."""
    await walk.at(ANSWERED)
    await walk.press("f1", "escape")
    if walk.size[0] < 100:
        await walk.visit("JumpScreen", "questionnaire.outline")
    await walk.to("NoteScreen", "mark.note")
    await walk.paste()
    await walk.back("QuestionnaireScreen")
    await walk.visit("PastScreen", "mark.answer-history")
    await walk.do("case.undo", "case.redo")
    tell_why_not_asked(walk.stage.app, not_asked(walk.stage))
    await walk.visit("ReasonsScreen")
    for name, action in (
        ("FindScreen", "questionnaire.find"),
        ("HistoryScreen", "case.history"),
        ("ReportScreen", "case.report"),
        ("GapsScreen", "case.gaps"),
        ("PathwayScreen", "case.pathway"),
    ):
        await walk.visit(name, action)
    await walk.to("RisksScreen", "case.risks")
    await walk.do("risks.stage", "risks.large", "risks.large")
    await walk.visit("PickScreen", "risks.add")
    await walk.visit("WhyScreen", "risks.why")
    await walk.visit("Form", "risks.by-hand")
    await walk.visit("AskScreen", "risks.take-over")
    await walk.to("RiskScreen", "risk-list.edit")
    await walk.press(*["tab"] * 12)
    await walk.do("case.risks")
    await walk.to("MeasuresScreen", "risks.measures")
    await walk.visit("MeasureTrial", "measures.what-if")
    await walk.to("MeasureScreen", "measures.edit")
    await walk.press(*["tab"] * 9)


async def to_a_decision(walk: Walk) -> None:
    """Walk the parts of the same assessment that come after the risks."""
    await walk.to("MeasuresOfAllScreen", "case.all-measures")
    await walk.press("down", "down")
    await walk.to("AboutScreen", "case.about")
    await walk.press(*["tab"] * 5)
    await walk.to("VerdictScreen", "case.verdict")
    await walk.press(*["plus", "down"] * 8)
    await walk.do("verdict.explore")
    await walk.press(*["pagedown"] * 4)
    await walk.to("DecisionScreen", "case.decision")
    for action in ("decision.advise", "decision.views"):
        await walk.to("Form", action)
        await walk.paste()
        await walk.back("DecisionScreen")
    await walk.press(*["pagedown"] * 3)
    await walk.to("ConsultationScreen", "decision.consult")
    await walk.to("BodyScreen", "consultation.write-pack")
    await walk.press("ctrl+k")
    await walk.to("WriteScreen", "", "enter")
    await walk.back("ConsultationScreen")
    await walk.to("AttachmentsScreen", "case.attachments")
    await walk.visit("Form", "attachments.save-out")
    await walk.to("Form", "attachments.attach")
    await walk.visit("SectionScreen", "", "tab", "tab", "enter")
    await walk.back("AttachmentsScreen")
    await walk.do("attachments.detach", "case.undo")


async def through_every_kind_of_question(walk: Walk) -> None:
    """Walk an assessment whose questionnaire is hostile, too."""
    stage = walk.stage
    await walk.to("QuestionnaireScreen")
    await walk.press("f1", "escape", *["tab"] * 3)
    await walk.visit("FindScreen", "questionnaire.find")
    await walk.at("sample.one")
    await walk.visit("QuestionTrial", "mark.what-if")
    await walk.at("sample.story")
    await walk.press("f1", "escape")
    await walk.paste()
    await walk.at("sample.things")
    await walk.press("f1", "escape")
    await walk.to("RowScreen", "rows.edit-row")
    await walk.press("f1", "escape", "tab")
    await walk.back("QuestionnaireScreen")
    await walk.at("sample.text")
    somebody_else(stage, "sample.text")
    await walk.press("ctrl+u")
    await walk.paste("mine")
    await walk.to("ConflictScreen", "text.accept-text")
    await walk.back("QuestionnaireScreen")
    for part in ("case.verdict", "case.decision"):
        await walk.do(part)
        await walk.press("down", "enter")
    await walk.to("ConsultationScreen", "case.consult")
    await walk.press(*["down"] * 12, "enter")
    await walk.back("ConsultationScreen")
    await walk.do("part.questions")


def not_asked(stage: Stage) -> str:
    """Return a question that is not asked."""
    assert stage.app.view is not None
    sections = [section for topic in stage.app.view.topics for section in topic.sections]
    hidden = [s.path for section in sections for s in section.questions if s.state == "hidden"]
    return hidden[0]


def somebody_else(stage: Stage, path: str) -> None:
    """Answer a question in the same register as somebody else."""
    desk = stage.app.desk
    other = Desk(Register.open(desk.register.path), desk.library, desk.config, desk.clock)
    other.open("2026-0002").answer(path, LONG[:200])


WAYS: tuple[tuple[Callable[[Walk], Awaitable[None]], str | None], ...] = (
    (about_the_register, None),
    (through_an_assessment, "2026-0001"),
    (to_a_decision, "2026-0001"),
    (through_every_kind_of_question, "2026-0002"),
)


TOLD = {
    *("RegisterScreen", "HistoryScreen", "QuestionnaireScreen", "RowScreen", "ConflictScreen"),
    *("RisksScreen", "MeasuresScreen", "VerdictScreen", "DecisionScreen", "AttachmentsScreen"),
}
"""Screens on which a hostile text must be read as it is."""


@pytest.mark.parametrize("size", long([(80, 24)], [(80, 24), (60, 20)]))
def test_no_screen_obeys_a_text(tmp_path: Path, size: tuple[int, int]) -> None:
    desk = hostile_desk(tmp_path)
    seen: set[str] = set()
    marked: set[str] = set()
    for way, ref in WAYS:

        async def story(stage: Stage, way: Callable[[Walk], Awaitable[None]] = way) -> None:
            quick.draw_all(stage.app)
            stage.app.clear_notifications()  # they would hide the screens
            walk = Walk(stage)
            await way(walk)
            seen.update(walk.seen)
            marked.update(walk.marked)

        play(desk, story, ref, size=size)
    assert screens() - seen == set()
    assert marked >= TOLD


def test_nothing_pasted_acts_in_a_line_of_a_form(tmp_path: Path) -> None:
    async def story(stage: Stage) -> None:
        await walk_pasting(stage, "ExportScreen", "register.export")

    play(sample_desk(tmp_path), story)


def test_nothing_pasted_acts_in_a_search(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    desk.create("First")

    async def story(stage: Stage) -> None:
        await walk_pasting(stage, "FindScreen", "questionnaire.find")

    play(desk, story, "2026-0001")


@pytest.mark.parametrize(
    ("name", "action"), [("RegisterScreen", "search"), ("HistoryScreen", "history")]
)
def test_nothing_pasted_acts_in_a_search_of_the_register(
    tmp_path: Path, name: str, action: str
) -> None:
    desk = sample_desk(tmp_path)
    desk.create("First")

    async def story(stage: Stage) -> None:
        await walk_pasting(stage, name, f"register.{action}")

    play(desk, story)


def test_a_cell_that_is_clicked_is_the_one_that_is_drawn(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    desk.create("First").keep_typing("sample.text", "\u200b\u200bab日c")

    async def story(stage: Stage) -> None:
        stage.app.go_to_question("sample.text")
        await stage.sees("ab日c")
        line = stage.app.focused
        assert isinstance(line, SafeInput)
        for cell, place in ((0, 0), (2, 2), (4, 4), (5, 4), (6, 5), (40, 6)):
            await stage.pilot.click(line, offset=(line.gutter.left + cell, 0))
            assert line.cursor_position == place, cell

    play(desk, story, "2026-0001")


def test_a_hostile_unit_does_not_act(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    path = tmp_path / "library" / "topics" / "sample.json"
    topic = json.loads(path.read_text(encoding="utf-8"))
    topic["properties"]["number"]["x-unit"] = ACTING
    path.write_text(json.dumps(topic), encoding="utf-8")
    desk.create("First")

    async def story(stage: Stage) -> None:
        await Walk(stage).at("sample.number")

    play(desk, story, "2026-0001")


def test_what_turns_the_direction_is_seen_where_one_writes(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    desk.create("First").answer("sample.story", "\u202ereversed")

    async def story(stage: Stage) -> None:
        stage.app.go_to_question("sample.story")
        await stage.sees("reversed")
        assert "\u202e" not in stage.frame()

    play(desk, story, "2026-0001")


def test_a_field_of_one_line_shows_one_line(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    desk.create("First").answer("sample.text", "first\nsecond")

    async def story(stage: Stage) -> None:
        stage.app.go_to_question("sample.text")
        await stage.sees("What is it called?")
        strips = stage.app.screen._compositor.render_strips()
        assert not [strip.text for strip in strips if "\n" in strip.text]

    play(desk, story, "2026-0001")


def test_a_field_of_one_line_shows_what_was_typed_on_one_line(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    desk.create("First").keep_typing("sample.text", "first\nsecond")

    async def story(stage: Stage) -> None:
        await Walk(stage).at("sample.text")

    play(desk, story, "2026-0001")


async def walk_pasting(stage: Stage, name: str, action: str) -> None:
    """Go to a window and paste what would act into its first field."""
    walk = Walk(stage)
    await walk.to(name, action)
    await walk.paste()
