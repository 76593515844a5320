"""What a person does in the register."""

from datetime import date
from pathlib import Path

import pytest
from textual.content import Content

from dpia.register import Register
from dpia.tui.screens.case import QuestionnaireScreen
from dpia.tui.screens.register import RegisterScreen
from dpia.tui.summaries import COLUMNS, cells, reference_key, sort_key
from dpia.tui.widgets.table import Table, layout
from tests.tui.stories import Stage, play, sample_desk
from tests.tui.trial import NOW, make_desk, rated_case


def test_an_empty_register_tells_the_next_key(tmp_path: Path) -> None:
    async def story(stage: Stage) -> None:
        await stage.sees("No assessment yet. n begins one, e adds an example.", "n New")

    play(sample_desk(tmp_path), story)


def test_shows_what_an_assessment_comes_to(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    rated_case(desk, "Profiling [b]of[/b] visitors")
    level = desk.summaries()[0]["target_level"]

    async def story(stage: Stage) -> None:
        await stage.sees("2026-0001", "Profiling [b]of[/b]", "draft", "1 assessment")
        await stage.sees(level.capitalize(), "required", "On a national list")

    play(desk, story)


def test_begins_an_assessment(tmp_path: Path) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("n", "f2")
        await stage.sees("An assessment needs a title")
        await stage.write("Newsletter [/] of the shop")
        await stage.press("enter", "enter")
        await stage.press("f2")
        await stage.until(lambda: isinstance(stage.app.screen, QuestionnaireScreen))
        await stage.sees("2026-0001 Newsletter [/] of the shop", "Which one?", "saved")
        stored = stage.stored()
        assert stored["organisation"] == "Org" and stored["pathway"] == "sample"
        await stage.press("escape")
        await stage.sees("Newsletter", "1 assessment")

    play(sample_desk(tmp_path), story)


def test_closing_the_form_begins_nothing(tmp_path: Path) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("n")
        await stage.write("Never mind")
        await stage.press("escape")
        await stage.sees("No assessment yet")

    desk = sample_desk(tmp_path)
    play(desk, story)
    assert desk.summaries() == []


def test_searches_titles_and_answers_as_one_types(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    for title in ("Newsletter", "Cameras", "Café loyalty"):
        desk.create(title)
    desk.open("2026-0002").answer("sample.story", "watching the warehouse")

    async def story(stage: Stage) -> None:
        await stage.press("slash")
        await stage.write("letter")
        await stage.sees("Newsletter")
        assert "Cameras" not in stage.frame()
        await stage.press("escape", "slash")
        await stage.write("wareh")
        await stage.sees("Cameras")
        assert "Newsletter" not in stage.frame()
        await stage.press("escape", "slash")
        await stage.write("cafe")
        await stage.sees("Café loyalty")
        await stage.write("x")
        await stage.sees("Nothing fits “cafex”")
        await stage.press("escape")
        await stage.sees("Newsletter", "Cameras")

    play(desk, story)


def test_sorts_by_each_column_and_turns_round(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    for title in ("bee", "Ant", "cow"):
        desk.create(title)

    async def story(stage: Stage) -> None:
        screen = stage.app.screen
        assert isinstance(screen, RegisterScreen)
        await stage.press("s")
        assert [row["title"] for row in screen.shown] == ["Ant", "bee", "cow"]
        await stage.press("r")
        assert [row["title"] for row in screen.shown] == ["cow", "bee", "Ant"]
        await stage.sees("Title ▼")
        columns = screen.query_one(Table).fitted()
        for _ in columns:
            await stage.press("s")
        assert screen.by == "title" and len(columns) < len(COLUMNS)
        assert [row["title"] for row in screen.shown] == ["Ant", "bee", "cow"]

    play(desk, story)


def test_sorting_puts_the_stricter_and_the_higher_after(tmp_path: Path) -> None:
    row = {"id": "1", "reference": "2026-0001", "title": "x", "screening": "required"}
    other = {**row, "screening": "recommended", "target_rank": 3, "consultation": "required"}
    for by, less, more in (
        ("screening", other, row), ("target", row, other), ("consultation", row, other),
    ):  # fmt: skip
        assert sort_key(less, by, NOW.date()) < sort_key(more, by, NOW.date())
    late, early = {**row, "reference": "2026-10000"}, {**row, "reference": "2026-9999"}
    assert reference_key(early) < reference_key({**early, "reference": "2026-9999-v2"})
    assert reference_key({**early, "reference": "2026-9999-v2"}) < reference_key(late)


def test_sorts_by_the_status_that_is_shown(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    for title, review in (("Overdue", "2026-11-01"), ("Standing", "2027-11-01")):
        case = desk.create(title)
        case.set_review(date.fromisoformat(review))
    rows = [{**row, "status": "in-force"} for row in desk.summaries()]
    desk.summaries = lambda query=None: rows  # type: ignore[method-assign]

    async def story(stage: Stage) -> None:
        screen = stage.app.screen
        assert isinstance(screen, RegisterScreen)
        await stage.press("s", "s")
        assert screen.by == "status"
        assert [row["title"] for row in screen.shown] == ["Standing", "Overdue"]
        await stage.press("r")
        assert [row["title"] for row in screen.shown] == ["Overdue", "Standing"]

    play(desk, story)


def test_a_damaged_file_is_shown_with_what_is_wrong(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    path = desk.register.file(desk.create("Broken").id)
    path.write_text(path.read_text(encoding="utf-8")[:200], encoding="utf-8")
    desk.create("Whole")

    async def story(stage: Stage) -> None:
        await stage.sees("damaged:", "Whole")
        await stage.press("home", "enter")
        assert "Whole" in stage.frame()
        if "damaged" in stage.frame().splitlines()[4]:
            assert stage.told()

    play(desk, story)


def test_ten_thousand_rows_are_drawn_as_they_come_into_sight(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    many = [
        {"id": str(n), "reference": f"2026-{n:05}", "title": f"Case {n}", "status": "draft"}
        for n in range(10_000)
    ]
    desk.summaries = lambda query=None: many  # type: ignore[method-assign]

    async def story(stage: Stage) -> None:
        await stage.sees("10,000 assessments", "Case 0")
        await stage.press("end")
        await stage.sees("Case 9999")
        await stage.press("pageup", "home")
        await stage.sees("Case 0")

    play(desk, story)


def test_a_register_that_cannot_be_written_is_shown_and_says_so(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    desk.create("First").answer("sample.one", "a")

    class ReadOnly(Register):
        read_only = "This register can only be read."  # type: ignore[assignment]

    desk.register = ReadOnly.open(desk.register.path)

    async def story(stage: Stage) -> None:
        await stage.sees("1 assessment, read only")
        await stage.press("n")
        assert "can only be read" in stage.told()
        await stage.press("enter")
        await stage.sees("Choice a", "read only")
        await stage.press("2")
        assert stage.stored()["answers"]["sample"] == {"one": "a"}

    play(desk, story)


def test_exports_the_register_from_its_list(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    desk.create("First")

    async def story(stage: Stage) -> None:
        await stage.press("ctrl+e")
        await stage.sees("Export", "The whole register")
        await stage.press("escape")
        await stage.sees("Register of impact assessments")

    play(desk, story)


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_number_and_date_are_never_cut(tmp_path: Path, width: int) -> None:
    row = {"id": "1", "reference": "2026-0001-v2", "title": "x", "review_due": "2027-11-30"}
    drawn = cells(row, Content("2026-0001-v2"), NOW.date())
    texts = dict(zip((column.id for column in COLUMNS), drawn, strict=True))
    for column, room in layout(COLUMNS, width - 3):
        if column.id in ("reference", "review"):
            assert texts[column.id].cell_length <= room, column.id
    assert texts["review"].plain == "2027-11-30"
