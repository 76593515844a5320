"""Importing a file from the register: the report first, then once more, and it is there."""

from pathlib import Path

from dpia.tui.screens.importing import ImportScreen
from dpia.tui.screens.register import RegisterScreen
from dpia.tui.screens.searching import AskScreen
from dpia.tui.widgets.entries import LineEntry
from dpia.tui.widgets.listing import Listing
from tests.desk.importing.workbooks import filled, put
from tests.desk.importing.workbooks import written as exported
from tests.documents.incoming.pia_files import pia, whole, written

from .stories import Stage, play
from .trial import make_desk


def said(it: Stage) -> str:
    return str(it.app.screen.query_one("#import-told").render())


async def named(it: Stage, path: Path) -> None:
    it.app.screen.query_one(LineEntry).value = str(path)
    await it.press("f2")
    await it.until(lambda: "Reading" not in said(it))


async def brought_in(it: Stage) -> None:
    await it.press("f2")
    await it.until(lambda: isinstance(it.app.screen, RegisterScreen) and not it.app.to_come)


def test_the_report_comes_first_and_then_the_assessment(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    path = tmp_path / "pia.json"
    path.write_bytes(written(whole()))

    async def story(it: Stage) -> None:
        await it.press("i")
        assert isinstance(it.app.screen, ImportScreen)
        await named(it, path)
        assert "PIA software of the CNIL" in said(it)
        await it.sees("A new assessment, “Badges at the gate”", "taken over  pia.name")
        assert it.app.screen.query_one(Listing).option_count > 20
        assert not desk.summaries()
        await brought_in(it)

    play(desk, story)
    (row,) = desk.summaries()
    assert row["title"] == "Badges at the gate"


def test_a_file_that_cannot_be_read_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    path = tmp_path / "odd.json"
    path.write_text('{"pia": {"name": "a", "name": "b"}}', "utf-8")

    async def story(it: Stage) -> None:
        await it.press("i")
        await named(it, path)
        assert "twice" in said(it)
        await named(it, tmp_path / "missing")
        assert "cannot be read" in said(it)
        await it.press("escape")
        assert isinstance(it.app.screen, RegisterScreen)

    play(desk, story)
    assert not desk.summaries()


def test_a_folder_is_read_file_by_file(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    folder = tmp_path / "files"
    folder.mkdir()
    for name in ("a.json", "c.json"):
        (folder / name).write_bytes(written(whole()))
    (folder / "b.json").write_text("{", "utf-8")

    async def story(it: Stage) -> None:
        await it.press("i")
        await named(it, folder)
        assert "a folder" in said(it)
        plans = it.app.screen.plans  # type: ignore[attr-defined]
        assert [bool(plan.problem) for plan in plans] == [False, True, False]
        await brought_in(it)

    play(desk, story)
    assert len(desk.summaries()) == 2


def test_another_name_is_read_before_anything_is_brought_in(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    paths = [tmp_path / "a.json", tmp_path / "b.json"]
    for path in paths:
        path.write_bytes(written({"pia": pia(name=path.stem)}))

    async def story(it: Stage) -> None:
        await it.press("i")
        await named(it, paths[0])
        await named(it, paths[1])
        assert isinstance(it.app.screen, ImportScreen)
        await brought_in(it)

    play(desk, story)
    assert [row["title"] for row in desk.summaries()] == ["b"]


def test_titles_from_files_are_never_markup(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    path = tmp_path / "pia.json"
    path.write_bytes(written({"pia": pia(name="[red]Red[/red] \x1b[31m\u202eback")}))

    async def story(it: Stage) -> None:
        await it.press("i")
        await named(it, path)
        assert "[red]Red[/red]" in it.frame()
        assert "\x1b" not in it.frame() and "\u202e" not in it.frame()

    play(desk, story)


def test_a_table_is_read_by_a_map_which_is_asked_for_then(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    table, mapping = tmp_path / "old.csv", tmp_path / "map.json"
    table.write_text("Name;People\nBadges;12\nBikes;7\n", "utf-8")
    mapping.write_text(
        '{"format": "dpia-import-map/1", "columns": {"Name": {"field": "title"},'
        ' "People": {"question": "screening.people"}}}',
        "utf-8",
    )

    async def story(it: Stage) -> None:
        await it.press("i")
        entry = it.app.screen.query_one("#entry-map", LineEntry)
        assert not entry.display
        await named(it, table)
        assert "no format that can be imported" in said(it) and entry.display
        await it.sees("By which map?")
        entry.value = str(mapping)
        await named(it, table)
        await it.sees("A new assessment, “Badges”", "A new assessment, “Bikes”")
        await brought_in(it)

    play(desk, story)
    assert {row["title"] for row in desk.summaries()} == {"Badges", "Bikes"}


def test_json_lines_bring_assessments_back_as_they_were(tmp_path: Path) -> None:
    from dpia.desk.carrying import streamed

    (tmp_path / "other").mkdir()
    other = make_desk(tmp_path / "other")
    case = other.create("Badges")
    path = tmp_path / "all.jsonl"
    path.write_bytes(b"".join(streamed(other, None, print)))
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await it.press("i")
        await named(it, path)
        await it.sees("“Badges” (2026-0001) comes back as it was")
        await brought_in(it)

    play(desk, story)
    assert desk.open(case.id).document == case.document


def test_what_a_workbook_and_the_register_both_changed_is_asked(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    case = filled(desk)
    book = exported(desk, tmp_path, lambda found: put(found["Risks"], 2, Risk="As the file says"))
    case.change_risk("r1", title="As the register says")

    async def story(it: Stage) -> None:
        await it.press("i")
        await named(it, book)
        await it.sees("changed here and in the register")
        await it.press("f2")
        assert isinstance(it.app.screen, AskScreen)
        await it.press("down", "enter")
        assert isinstance(it.app.screen, ImportScreen)
        await brought_in(it)

    play(desk, story)
    assert desk.open(case.id).document["risks"][0]["title"] == "As the file says"
