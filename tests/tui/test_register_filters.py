"""What a person does to see some of the register: filters, saved views, columns, marks."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import openpyxl
import pytest
from textual import events

from dpia.desk.config import load
from dpia.desk.desk import Desk
from dpia.register import Register
from dpia.tui.screens.export import ExportScreen
from dpia.tui.screens.register import RegisterScreen
from dpia.tui.shown.filtering import chosen, facets, turned, ways_on
from dpia.tui.widgets.entries import LineEntry
from dpia.tui.widgets.filter_field import FilterField
from tests.tui import stories
from tests.tui.stories import Stage, play, sample_desk
from tests.tui.trial import NOW


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = sample_desk(tmp_path, authority="bg")
    for title, owner in (("Cameras", "Ada B."), ("Newsletter", "Bob"), ("Payroll", "Ada B.")):
        desk.create(title, owner=owner)
    desk.open("2026-0003").archive("It has ended.")
    return desk


def titles(stage: Stage) -> list[str]:
    screen = stage.app.screen_stack[0]
    assert isinstance(screen, RegisterScreen)
    return [row["title"] for row in screen.shown]


def test_a_filter_is_typed_and_what_is_wrong_is_said_below_it(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.sees("2 of 3 assessments, 1 put away")
        await stage.press("slash")
        await stage.write("news status:arch")
        await stage.sees("archived")
        assert titles(stage) == ["Newsletter"]
        await stage.write("aic")
        await stage.sees("“status:archaic” cannot be. Write one of: status:draft")
        assert titles(stage) == ["Newsletter"]
        await stage.press("escape", "slash")
        await stage.write("status:arch")
        await stage.press("right")
        await stage.sees("status:archived", "1 of 3 assessments")
        assert titles(stage) == ["Payroll"]

    play(desk, story)


def test_filters_are_picked_without_knowing_their_language(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("f")
        await stage.sees("everything but what is put away  2 assessments fit", "□ Draft")
        await stage.press("space", *["down"] * 8, "space")
        await stage.sees("status:draft,archived  3 assessments fit", "■ Archived")
        await stage.press("end", "space")
        await stage.sees("owner:Bob", "1 assessment fits")
        await stage.press("up", "space")
        await stage.sees('owner:Bob,"Ada B."  3 assessments fit')
        await stage.press("enter")
        await stage.sees('status:draft,archived owner:Bob,"Ada B."', "Payroll")
        await stage.press("f", "x", "escape")
        assert titles(stage) == ["Cameras", "Newsletter"]

    play(desk, story)


def test_what_can_be_picked_is_counted_and_written_into_the_text(desk: Desk) -> None:
    found = {facet.name: facet for facet in facets(desk.summaries(), NOW.date())}
    assert [(o.value, o.count) for o in found["status"].options] == [
        ("draft", 2), ("in-review", 0), ("advised", 0), ("decided", 0), ("in-force", 0),
        ("due-for-review", 0), ("superseded", 0), ("retired", 0), ("archived", 1),
    ]  # fmt: skip
    assert [(o.value, o.count) for o in found["owner"].options] == [("Ada B.", 1), ("Bob", 1)]
    text = turned("cat status:draft x", "status", "decided")
    assert text == "cat status:draft,decided x" and chosen(text, "status") == ["draft", "decided"]
    assert turned(turned(text, "status", "draft"), "status", "decided") == "cat x"
    assert turned("due:30d", "due", "90d", single=True) == "due:90d"
    assert turned("", "owner", "Ada B.") == 'owner:"Ada B."'


@pytest.mark.parametrize(
    ("text", "stays", "options"),
    [
        ("cat status:d", "cat status:", ["draft", "decided", "due-for-review"]),
        ("status:draft,ar", "status:draft,", ["archived"]),
        ("-owner:", "-owner:", ["Bob", '"Ada B."']),
        ('owner:"Ada', "owner:", ['"Ada B."']),
        ("@m", "@", ["mine"]),
        ("own", "", ["owner:"]),
        ("status:draft ", "status:draft ", []),
        ("status:draft", "status:draft", []),
        ("http://x", "http://x", []),
    ],
)
def test_how_a_filter_goes_on(text: str, stays: str, options: list[str]) -> None:
    assert ways_on(text, {"owner": ["Bob", "Ada B."], "@": ["mine"]}) == (stays, options)


def with_settings(desk: Desk, path: Path, story: Callable[[Stage], Awaitable[None]]) -> None:
    desk.config = load(path)
    stories.play(desk, story, settings=path)


def test_a_search_is_saved_as_a_view_comes_back_and_is_deleted(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('name = "A. Assessor"\n', encoding="utf-8")

    async def saving(stage: Stage) -> None:
        await stage.press("v", "a")
        await stage.sees("There is no search to save yet.")
        await stage.press("escape", "slash")
        await stage.write('owner:"Ada B."')
        await stage.press("enter", "v", "a")
        await stage.write("no good name")
        await stage.press("enter")
        await stage.sees("cannot be a name")
        await stage.press("ctrl+u")
        await stage.write("ada")
        await stage.press("enter")
        await stage.sees("@ada", 'owner:"Ada B."', "1 of 3 assessments")

    async def again(stage: Stage) -> None:
        await stage.sees("@ada", 'owner:"Ada B."', "1 of 3 assessments")
        await stage.press("v", "x")
        assert "Deleted: @ada" in stage.told()
        await stage.press("escape")
        assert 'owner:"Ada B."' in stage.frame().splitlines()[1] and titles(stage) == ["Cameras"]

    with_settings(desk, path, saving)
    config = load(path)
    assert (config.views, config.view, config.name) == ({"ada": 'owner:"Ada B."'}, "ada",
                                                        "A. Assessor")  # fmt: skip
    with_settings(desk, path, again)
    assert (load(path).views, load(path).view) == ({}, "")


def test_what_is_marked_is_put_away_with_a_reason_and_brought_back(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("a", "x")
        await stage.sees("2 marked", "Put 2 assessments away", "2026-0001  Cameras")
        await stage.press("f2")
        await stage.sees("takes a written reason")
        await stage.write("Both have ended.")
        await stage.press("f2")
        await stage.sees("All are put away. Type status:all", "0 of 3 assessments, 3 put away")
        assert stage.stored()["events"][-1]["note"] == "Both have ended."
        await stage.press("slash")
        await stage.write("status:archived")
        await stage.press("enter", "down", "x")
        await stage.sees("Bring 1 assessment back", "2026-0002  Newsletter")
        await stage.write("It runs again.")
        await stage.press("f2", "escape")
        assert titles(stage) == ["Newsletter"]
        assert stage.stored("2026-0002")["events"][-1]["note"] == "It runs again."

    play(desk, story)


def test_what_is_marked_or_shown_is_exported(desk: Desk, tmp_path: Path) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("slash")
        await stage.write("status:draft")
        await stage.press("enter", "space", "ctrl+e", "tab")
        await stage.sees("The whole register", "● What is marked: 1 assessment",
                         "What is shown: 2 assessments  status:draft")  # fmt: skip
        assert isinstance(stage.app.screen, ExportScreen)
        stage.app.screen.query_one(LineEntry).value = str(tmp_path / "marked.xlsx")
        await stage.press("f2")
        await stage.sees("Written:")
        stage.app.screen.query_one(LineEntry).value = str(tmp_path / "shown.xlsx")
        await stage.press("3", "f2")
        await stage.sees("2 assessments with")

    play(desk, story)
    shown = [
        {str(cell) for row in openpyxl.load_workbook(tmp_path / name)["Register"].values
         for cell in row}
        for name in ("marked.xlsx", "shown.xlsx")
    ]  # fmt: skip
    assert [{"Cameras", "Newsletter", "Payroll"} & cells for cells in shown] == [
        {"Cameras"}, {"Cameras", "Newsletter"},
    ]  # fmt: skip


def test_a_register_that_is_only_read_says_so_when_something_is_put_away(desk: Desk) -> None:
    class ReadOnly(Register):
        read_only = "This register can only be read."

    desk.register = ReadOnly.open(desk.register.path)

    async def story(stage: Stage) -> None:
        await stage.press("x")
        assert "can only be read" in stage.told()
        await stage.press("space")
        await stage.sees("1 marked, read only")

    play(desk, story)


@pytest.mark.parametrize(
    ("width", "there", "not_there"),
    [(60, ["Target"], ["Status", "Owner"]), (80, ["Status"], ["Review", "Owner"]),
     (120, ["Today", "Review", "Owner"], ["Authority"]),
     (200, ["Today", "Owner", "Authority", "Blocking", "Organisation"], [])],
)  # fmt: skip
def test_columns_use_the_room(
    desk: Desk, width: int, there: list[str], not_there: list[str]
) -> None:
    async def story(stage: Stage) -> None:
        head = stage.frame().splitlines()[3]
        assert all(word in head for word in there) and not any(w in head for w in not_there)
        await stage.sees("Cameras", "Newsletter")

    play(desk, story, size=(width, 24))


def test_what_is_pasted_into_the_search_cannot_act(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("slash")
        stage.app.post_message(events.Paste("\x1b[31mstatus:archived\x9b\n[/] " + "x" * 9_000))
        await stage.idle()
        field = stage.app.screen.query_one(FilterField)
        assert field.value.startswith("[31mstatus:archived [/] xx") and len(field.value) <= 1_000
        await stage.sees("Nothing fits")

    play(desk, story)
